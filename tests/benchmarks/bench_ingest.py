"""How many visits a second the centre takes over HTTP, signed, into PostgreSQL, and what the database alone would.

Everything is on this machine: PostgreSQL, the workers, and the kiosks, whose requests are written and signed before.
The bars: 10,000 visits/s with batches of 100 on two cores, 250 ms at p99, and a replay that changes nothing.
Whatever else runs here slows it down; the CPU seconds say what two quiet cores would do.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import psycopg
from sqlalchemy import Engine, event, func, select

from central_server.reading import Received, read_batch
from central_server.store.batches import take
from central_server.store.engine import open_engine, transaction
from central_server.store.partitions import make_ahead
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import devices, identifiers, people, receipts, visits
from tests.central_server.load import Gate, Line, open_gates, signed
from tests.central_server.postgres import Cluster, find_programs, running_cluster
from tests.central_server.running import CentreProcess

BAR, SLOWEST = 10_000, 250.0  # visits a second; ms at p99
TOKEN = "synthetic-token-0001"


@dataclass
class Run:
    """What came of sending something."""

    visits: int
    seconds: float
    cpu: dict[str, float]
    latencies: list[float]

    @property
    def rate(self) -> float:
        return self.visits / self.seconds

    def line(self, name: str) -> str:
        shares = "  ".join(f"{who} {1e3 * used / self.visits:.4f}" for who, used in self.cpu.items())
        text = f"{name:34}{self.rate:9,.0f}/s   CPU s per 1,000: {shares}  = {1e3 * self.spent:.4f}"
        if self.latencies:
            text += f"   p50 {self.percentile(0.5):.0f} ms  p99 {self.percentile(0.99):.0f} ms"
        return text

    @property
    def spent(self) -> float:
        return sum(self.cpu.values()) / self.visits

    def percentile(self, part: float) -> float:
        return sorted(self.latencies)[min(len(self.latencies) - 1, int(len(self.latencies) * part))] * 1e3


def used(process: psutil.Process) -> float:
    """CPU seconds of a process and all it ever started."""
    times = process.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            own = child.cpu_times()
            total += own.user + own.system
    return float(total)


def postmaster(cluster: Cluster) -> psutil.Process:
    """PostgreSQL's first process."""
    return psutil.Process(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]))


def measured(work: Callable[[], list[float]], number: int, processes: dict[str, psutil.Process]) -> Run:
    """Run it; ``number`` visits, and the CPU of these processes and of this one."""
    before = {name: used(process) for name, process in processes.items()}
    cpu, began = time.process_time(), time.perf_counter()
    latencies = work()
    seconds = time.perf_counter() - began
    spent = {name: used(process) - before[name] for name, process in processes.items()}
    return Run(number, seconds, spent | {"kiosks": time.process_time() - cpu}, latencies)


def send(port: int, days: Sequence[Sequence[bytes]], word: bytes) -> list[float]:
    """Send each kiosk's requests over a line of its own, one after the other; seconds for each."""

    def one(requests: Sequence[bytes]) -> list[float]:
        line, latencies = Line(port), []
        for request in requests:
            began = time.perf_counter()
            status, body = line.ask(request)
            latencies.append(time.perf_counter() - began)
            if status != 200 or body.count(word) != request.count(b'"kind":"visit"'):
                raise AssertionError(f"{status}: {body[:300]!r}")
        line.close()
        return latencies

    with ThreadPoolExecutor(len(days)) as pool:
        return [latency for found in pool.map(one, days) for latency in found]


def counts(engine: Engine) -> list[int]:
    """Rows of each table that a batch touches."""
    with transaction(engine) as connection:
        tables = (receipts, visits, people, identifiers)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def over_http(
    cluster: Cluster, gates: int, batches: int, size: int, workers: int
) -> tuple[list[Gate], list[list[bytes]], Run, Run]:
    """The kiosks and what they sent; the run, and the replay of everything."""
    database = cluster.new_database()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "token").write_text(TOKEN)
        options = ("--workers", str(workers), "--token-file", str(Path(folder) / "token"))
        with CentreProcess(database, *options) as centre:
            engine = open_engine(database)
            kiosks = open_gates(engine, gates)
            warm = [kiosk.batches(5, size) for kiosk in kiosks]
            bodies = [kiosk.batches(batches, size) for kiosk in kiosks]

            def wrapped(days: list[list[bytes]]) -> list[list[bytes]]:
                pairs = zip(kiosks, days, strict=True)
                return [[signed(kiosk, centre.port, body) for body in day] for kiosk, day in pairs]

            processes = {"centre": psutil.Process(centre.process.pid), "PostgreSQL": postmaster(cluster)}
            number = gates * batches * size
            requests, again = wrapped(bodies), wrapped(bodies)
            send(centre.port, wrapped(warm), b'"stored"')
            first = measured(lambda: send(centre.port, requests, b'"stored"'), number, processes)
            there = counts(engine)
            replay = measured(lambda: send(centre.port, again, b'"duplicate"'), number, processes)
            if counts(engine) != there:
                sys.exit("the replay changed something")
            with transaction(engine) as connection:
                twice = connection.execute(select(func.sum(devices.c.duplicates))).scalar_one()
            if twice != number:
                sys.exit(f"{twice} duplicates counted, not {number}")
            engine.dispose()
            centre.process.terminate()
            centre.process.wait(20)
    return kiosks, bodies, first, replay


Said = list[tuple[str, Any]]


def statements(cluster: Cluster, kiosks: Sequence[Gate], bodies: Sequence[Sequence[bytes]]) -> list[list[Said]]:
    """Exactly what the centre says to the database for each batch of each kiosk."""
    engine = _fresh(cluster.new_database())
    said: list[list[Said]] = []
    heard: Said = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, sql, values, _x, _m: heard.append((sql, values)))
    for kiosk, day in zip(kiosks, bodies, strict=True):
        said.append([])
        for body in day:
            heard.clear()
            take(
                engine, kiosk.device, [one for one in read_batch(body) if isinstance(one, Received)], datetime.now(UTC)
            )
            said[-1].append(list(heard))
    engine.dispose()
    return said


def database_alone(cluster: Cluster, said: Sequence[Sequence[Said]], number: int) -> Run:
    """The same statements over as many connections, without anything before them."""
    database = cluster.new_database()
    _fresh(database).dispose()

    def one(day: Sequence[Said]) -> None:
        with psycopg.connect(database.replace("+psycopg", ""), options="-c timezone=UTC") as connection:
            for batch in day:
                for sql, values in batch:
                    connection.execute(sql.encode(), values)
                connection.commit()

    def work() -> list[float]:
        with ThreadPoolExecutor(len(said)) as pool:
            list(pool.map(one, said))
        return []

    return measured(work, number, {"PostgreSQL": postmaster(cluster)})


def bare(cluster: Cluster, kiosks: Sequence[Gate], bodies: Sequence[Sequence[bytes]], number: int) -> Run:
    """Batches into one table with one index: id, device, sequence, time and 200 bytes."""
    database = cluster.new_database().replace("+psycopg", "")
    sql = (
        "INSERT INTO bare SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::timestamptz[], %s::text[]) "
        "ON CONFLICT DO NOTHING"
    )
    with psycopg.connect(database) as connection:
        connection.execute(
            "CREATE TABLE bare (id uuid PRIMARY KEY, device uuid, sequence bigint, at timestamptz, x text)"
        )
    days = []
    for kiosk, day in zip(kiosks, bodies, strict=True):
        days.append([_columns(kiosk.device, body) for body in day])

    def one(day: Sequence[tuple[str, ...]]) -> None:
        with psycopg.connect(database) as connection:
            for values in day:
                connection.execute(sql, values)
                connection.commit()

    def work() -> list[float]:
        with ThreadPoolExecutor(len(days)) as pool:
            list(pool.map(one, days))
        return []

    return measured(work, number, {"PostgreSQL": postmaster(cluster)})


def _columns(device: UUID, body: bytes) -> tuple[str, ...]:
    events = [one.event for one in read_batch(body) if isinstance(one, Received)]
    columns = [
        [str(one.id) for one in events],
        [str(device)] * len(events),
        [str(one.sequence) for one in events],
        [f'"{one.at.isoformat()}"' for one in events],
        ["x" * 200] * len(events),
    ]
    return tuple(f"{{{','.join(column)}}}" for column in columns)


def _fresh(database: str) -> Engine:
    engine = open_engine(database)
    bring_up_to_date(engine)
    with transaction(engine) as connection:
        make_ahead(connection, datetime.now(UTC))
    return engine


def main() -> None:
    """Measure and print; fails where two quiet cores would not reach the bar, or the replay is not a no-op."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gates", type=int, default=8)
    parser.add_argument("--batches", type=int, default=75, help="for each gate")
    parser.add_argument("--size", type=int, default=100, help="visits of a batch")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    programs = find_programs()
    if programs is None:
        print("no PostgreSQL server is installed (Debian: postgresql)")
        return
    number = asked.gates * asked.batches * asked.size
    how = f"{asked.gates} kiosks in batches of {asked.size}, {asked.workers} workers"
    with running_cluster(programs) as cluster:
        kiosks, bodies, first, replay = over_http(cluster, asked.gates, asked.batches, asked.size, asked.workers)
        said = statements(cluster, kiosks, bodies)
        alone = database_alone(cluster, said, number)
        into_one = bare(cluster, kiosks, bodies, number)
    print(f"{number:,} visits of {how}; 2 in 9 by newcomers")
    print(first.line("over HTTP, signed"))
    print(replay.line("the same again, changing nothing"))
    print(alone.line("the same statements alone"))
    print(into_one.line("unnest into one table alone"))
    ratios = [f"{first.rate / other.rate:.2f}" for other in (alone, into_one)]
    ratios.append(f"{replay.rate / first.rate:.2f}")
    print("HTTP to the same statements {}, to one table {}; replay to first {}".format(*ratios))
    print(f"two cores with nothing else to do: {2 / first.spent:,.0f} visits/s, replay {2 / replay.spent:,.0f}/s")
    if asked.size < 100:
        return
    if 2 / first.spent < BAR or replay.spent > first.spent:
        sys.exit(f"fewer than {BAR:,} visits/s on two cores")
    if first.rate >= BAR and first.percentile(0.99) > SLOWEST:
        sys.exit(f"slower than {SLOWEST:.0f} ms at p99")


if __name__ == "__main__":
    main()
