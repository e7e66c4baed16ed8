"""How long tracing takes: ``python tests/benchmarks/bench_tracing.py --visits 10000000``.

A PostgreSQL of its own is filled with 60 days of 1,500 places: five hospitals with thousands of people a day, a
hundred places with hundreds, the rest with dozens; regulars who come every day, people who never check out, who check
out at another kiosk, visits that were taken back. Asked for are the contacts of random people over 21 days, with the
busiest among them, the contacts of those, and everybody at a place on a day. Beside it stands the plain self-join
that would be written first, which knows no reversals, no other kiosks and no open ends.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Engine, event, text

from central_server.store.contacts import contacts, second_degree
from central_server.store.engine import open_engine, transaction
from central_server.store.officers import Officer
from central_server.store.partitions import begin_of, least_id
from central_server.store.schema import bring_up_to_date
from central_server.store.stays import ids_of, stays_of
from central_server.tracing.staying import NOWHERE
from central_server.tracing.wanted import Overlap, Span, spans_of
from tests.central_server.postgres import Cluster, find_programs, running_cluster

DAYS = 60
LAST = datetime(2026, 11, 22, tzinfo=UTC).date()
SIZES = ((5, 0.060), (95, 0.0024), (1_400, 0.000337))  # how many places of a kind, and each one's share of a day
PERIOD = timedelta(days=21)
BAR = 1.0  # seconds for one query of the first degree
COUNTRYWIDE = Officer(UUID(int=1), "", "tracer", None, b"")

PLACE = "md5('place ' || p)::uuid"
PERSON = "md5('person ' || who)::uuid"
DAY = """
CREATE UNLOGGED TABLE coming_{day} AS
SELECT n, p, who, came, came + stays AS until, chance,
    (lpad(to_hex((extract(epoch FROM came) * 1000)::bigint), 12, '0') || '7' || substr(md5(n || 'a{day}'), 1, 3)
        || '8' || substr(md5(n || 'b{day}'), 1, 15))::uuid AS id
FROM (
    SELECT n, p, random() AS chance,
        CASE WHEN regular THEN 1 + (p * 977 + floor(random() * size * 0.3)::int) % {people}
            ELSE 1 + floor(random() * {people})::int END AS who,
        timestamptz '{begin}' + interval '7 hours' + random() * interval '10 hours'
            * CASE WHEN regular THEN 0.2 ELSE 1 END AS came,
        CASE WHEN regular THEN interval '8 hours' WHEN random() < 0.01 THEN random() * interval '5 days'
            ELSE interval '15 minutes' + random() * interval '2 hours' END AS stays
    FROM (SELECT p, size, row_number() OVER () AS n, random() < 0.3 AS regular
        FROM bench_places CROSS JOIN LATERAL generate_series(1, size)) AS one
) AS somebody"""  # our own
ROWS = f"""
INSERT INTO visits_{{day}} (id, device, sequence, act, at, via, gate, follows, verified, person, checkpoint)
SELECT id, md5('kiosk ' || p)::uuid, n, 'check_in', came, 'citizen_card', 'Cổng 1', NULL, false, {PERSON}, {PLACE}
    FROM coming_{{day}}
"""  # noqa: S608
OUTS = f"""
INSERT INTO visits (id, device, sequence, act, at, via, gate, follows, verified, person, checkpoint)
SELECT (lpad(to_hex((extract(epoch FROM until) * 1000)::bigint), 12, '0') || '7' || substr(md5(n || 'c{{day}}'), 1, 3)
        || '8' || substr(md5(n || 'd{{day}}'), 1, 15))::uuid,
    md5('kiosk ' || CASE WHEN chance < 0.85 THEN p ELSE -p END)::uuid, -n,
    CASE WHEN chance < 0.003 THEN 'reversal' ELSE 'check_out' END, until, 'citizen_card', 'Cổng 1',
    CASE WHEN chance < 0.85 THEN id END, false,
    CASE WHEN chance < 0.85 THEN {PERSON} ELSE md5('again ' || who)::uuid END, {PLACE}
FROM coming_{{day}} WHERE chance < 0.88
"""  # noqa: S608
NAIVE = """
SELECT b.person, sum(least(a_out.at, b_out.at) - greatest(a.at, b.at)) AS together
FROM visits a JOIN visits a_out ON a_out.follows = a.id AND a_out.act = 'check_out'
JOIN visits b ON b.checkpoint = a.checkpoint AND b.act = 'check_in' AND b.person <> a.person
    AND b.at < a_out.at AND b.at > a.at - interval '21 days'
JOIN visits b_out ON b_out.follows = b.id AND b_out.act = 'check_out' AND b_out.at > a.at
WHERE a.person = ANY(:people) AND a.act = 'check_in' AND a.at >= :since AND a.at < :until
GROUP BY b.person ORDER BY together DESC LIMIT 100"""


def main() -> None:
    """Print a table of milliseconds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--visits", type=int, default=1_000_000)
    arguments.add_argument("--people", type=int, default=50)
    arguments.add_argument("--naive", type=int, default=3, help="how many are asked for by the plain self-join")
    arguments.add_argument("--explain", action="store_true")
    wanted = arguments.parse_args()
    programs = find_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL server is installed (Debian: postgresql)")
    with running_cluster(programs) as cluster:
        began = time.perf_counter()
        url = cluster.new_database()
        places = fill(cluster, url, wanted.visits)
        print(f"filled in {time.perf_counter() - began:.0f} s")
        engine = open_engine(url)
        with transaction(engine) as connection:
            count, size = connection.execute(
                text("SELECT (SELECT count(*) FROM visits), pg_size_pretty(pg_database_size(current_database()))")
            ).one()
            print(f"{count:,} visits, {places:,} places, {DAYS} days, {size}")
            people = somebody(connection, wanted.people)
        measure(engine, people, wanted.naive, wanted.explain)
        engine.dispose()


def fill(cluster: Cluster, url: str, visits: int) -> int:
    """Make the tables and fill them, two days at a time; returns how many places there are."""
    engine = open_engine(url)
    bring_up_to_date(engine)
    engine.dispose()
    name = url.partition("@/")[2].partition("?")[0]
    dsn = f"host={cluster.folder} user=kiosk dbname={name}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        for setting in ("fsync = off", "max_wal_size = '8GB'", "autovacuum = off", "synchronous_commit = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
        arrivals = visits / 1.88 / DAYS
        connection.execute("CREATE TABLE bench_places (p int PRIMARY KEY, size int)")
        number = 0
        with connection.cursor() as cursor:
            for many, share in SIZES:
                rows = [(number + one, max(1, round(arrivals * share))) for one in range(1, many + 1)]
                cursor.executemany("INSERT INTO bench_places VALUES (%s, %s)", rows)
                number += many
        population = max(1000, visits // 8)
        for kind, alias in (("person", 1), ("again", 0)):
            connection.execute(
                "INSERT INTO people (id, name, birth, device, sequence, updated_at) "  # noqa: S608
                f"SELECT md5('{kind} ' || n)::uuid, 'Nguyễn Văn Thử ' || n, '1990', md5('kiosk')::uuid, 1, now() "
                f"FROM generate_series(1, {population}) n WHERE {alias} = 1 OR n % 4 = 0".encode()
            )
            connection.execute(
                f"INSERT INTO identifiers SELECT md5('{kind} ' || n)::uuid, 'citizen_id', "  # noqa: S608
                f"'0' || lpad(n::text, 11, '0') FROM generate_series(1, {population}) n "
                f"WHERE {alias} = 1 OR n % 4 = 0".encode()
            )
        days = [LAST - timedelta(days=back) for back in range(DAYS)]
        for day in sorted(days):
            low, high = least_id(begin_of(day)), least_id(begin_of(day + timedelta(days=1)))
            connection.execute(
                f"CREATE TABLE visits_{day:%Y%m%d} PARTITION OF visits FOR VALUES FROM ('{low}') TO ('{high}')".encode()
            )
        drop_indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 'visits' AND indexname <> 'visits_pkey'"
        indexes = [row[0] for row in connection.execute(drop_indexes)]
        for one in ("visits_checkpoint_at", "visits_person_at", "visits_follows"):
            connection.execute(f"DROP INDEX {one}".encode())

    def load(day_number: int, statements: Sequence[str]) -> None:
        day = days[day_number]
        with psycopg.connect(dsn) as mine:
            mine.execute(f"SELECT setseed({day_number / 100})".encode())
            for statement in statements:
                filled = statement.format(day=f"{day:%Y%m%d}", begin=begin_of(day), people=population)
                mine.execute(filled.encode())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: load(number, (DAY, ROWS)), range(DAYS)))
        list(pool.map(lambda number: load(number, (OUTS, "DROP TABLE coming_{day}")), range(DAYS)))
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '256MB'")
        for index in indexes:
            connection.execute(index.replace(" ON ONLY ", " ON ").encode())
        connection.execute("VACUUM ANALYZE visits, people, identifiers")
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
    return number


def somebody(connection: Connection, count: int) -> list[UUID]:
    """Random people who came lately, and, first, those with the most visits."""
    lately = text(
        "SELECT person FROM visits WHERE at >= :since AND act = 'check_in' GROUP BY person "
        "ORDER BY md5(person::text) LIMIT :most"
    )
    busiest = text(
        "SELECT person FROM visits v JOIN bench_places b ON v.checkpoint = md5('place ' || b.p)::uuid "
        "WHERE at >= :since AND b.p <= 5 AND act = 'check_in' GROUP BY person ORDER BY count(*) DESC, person LIMIT 5"
    )
    since = begin_of(LAST) - timedelta(days=20)
    first = list(connection.execute(busiest, {"since": since}).scalars())
    others = connection.execute(lately, {"since": since, "most": count}).scalars()
    return (first + [one for one in others if one not in first])[:count]


def measure(engine: Engine, people: Sequence[UUID], naive: int, explain: bool) -> None:
    """Ask for each, in an order by chance."""
    until = begin_of(LAST) + timedelta(days=1)
    since = until - PERIOD
    times: dict[str, list[float]] = {
        what: [] for what in ("first degree", "second degree", "a place's day", "plain self-join")
    }
    ours: list[float] = []
    sizes: list[int] = []
    order = list(enumerate(people))
    random.Random(5).shuffle(order)
    for number, person in order:
        with transaction(engine) as connection:
            connection.execute(text("SET LOCAL statement_timeout = '120s'"))  # to be measured, however long it takes
            began = time.perf_counter()
            ids = ids_of(connection, person)
            stays = stays_of(connection, ids, since, until)
            first = contacts(connection, spans_of(stays, since, until), ids, Overlap())
            took = time.perf_counter() - began
            times["first degree"].append(took)
            sizes.append(first.total)
            began = time.perf_counter()
            second_degree(connection, first.contacts, ids, until, Overlap(), COUNTRYWIDE)
            times["second degree"].append(time.perf_counter() - began)
            began = time.perf_counter()
            place = UUID(str(connection.execute(text(f"SELECT md5('place {1 + number % 1500}')::uuid")).scalar_one()))
            begin = since + timedelta(days=number % 21)
            whole = Span(place, NOWHERE, "", begin, begin + timedelta(days=1))
            contacts(connection, [whole], (), Overlap(minutes=1))
            times["a place's day"].append(time.perf_counter() - began)
        if number < naive or (naive <= number - 5 < 2 * naive):
            with transaction(engine) as connection:
                connection.execute(text("SET LOCAL statement_timeout = '120s'"))
                began = time.perf_counter()
                connection.execute(text(NAIVE), {"people": list(ids), "since": since, "until": until}).all()
                times["plain self-join"].append(time.perf_counter() - began)
                ours.append(took)
    print(f"{'':18}{'asked':>7}{'p50':>10}{'p95':>10}{'max':>10}")
    for what, took_all in times.items():
        ordered = sorted(took_all)
        p95 = ordered[-(-len(ordered) * 95 // 100) - 1]
        figures = "".join(f"{one * 1000:7.0f} ms" for one in (median(ordered), p95, ordered[-1]))
        print(f"{what:18}{len(ordered):7}{figures}")
    print(f"contacts found: {median(sizes):,.0f} in the middle, {max(sizes):,} at most")
    print(f"plain self-join / first degree, the same people: {sum(times['plain self-join']) / sum(ours):.1f}")
    asked = sorted(times["first degree"])
    slowest = asked[-(-len(asked) * 9 // 10) - 1]
    print(f"nine in ten of the first degree took {slowest * 1000:.0f} ms at most; the bar is {BAR * 1000:.0f} ms")
    if explain:
        show_plan(engine, people[0], since, until)
    if slowest > BAR:
        sys.exit(f"tracing takes longer than {BAR:.0f} s")


def show_plan(engine: Engine, person: UUID, since: datetime, until: datetime) -> None:
    """How PostgreSQL goes about the busiest person's contacts."""
    asked: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    with transaction(engine) as connection:
        ids = ids_of(connection, person)
        spans = spans_of(stays_of(connection, ids, since, until), since, until)
        event.listen(connection, "before_cursor_execute", listen)
        contacts(connection, spans, ids, Overlap())
        statement, parameters = asked[-1]
        for row in connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters):
            print(row[0])


if __name__ == "__main__":
    main()
