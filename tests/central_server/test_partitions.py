"""Visits by day: where a row goes, that it moves when its day is made, and that days go without their receipts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, LargeBinary, Uuid, column, func, select, table, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeEngine

from central_server.store.batches import NOWHERE
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import open_engine, transaction
from central_server.store.partitions import DEFAULT, begin_of, drop_visits_before, least_id, make_ahead
from central_server.store.reports import summary
from central_server.store.schema import MIGRATIONS, bring_up_to_date
from central_server.store.tables import Moment, receipts, visits
from kiosk.wire.messages import VisitSaid
from tests.central_server.load import id_at
from tests.central_server.postgres import Cluster
from tests.central_server.test_batches import DUPLICATE, STORED, received, taken
from tests.wire.saying import DEVICE, SPACE, visit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHANCE = Random(5)


def made(sequence: int, at: datetime) -> VisitSaid:
    """A visit whose id was made when it happened."""
    return visit(sequence, id=id_at(at, CHANCE), at=at)


def places(engine: Engine) -> dict[UUID, str]:
    """Which table each visit is in."""
    with transaction(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(text("SELECT id, tableoid::regclass::text FROM visits"))}


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[Engine]:
    engine = open_engine(cluster.new_database())
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


def ahead(engine: Engine, now: datetime = NOW) -> None:
    with transaction(engine) as connection:
        make_ahead(connection, now)


def test_a_day_begins_at_midnight_here() -> None:
    assert begin_of(TODAY) == datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    assert (
        least_id(begin_of(TODAY)) <= id_at(begin_of(TODAY), CHANCE) < least_id(begin_of(TODAY) + timedelta(seconds=1))
    )
    assert least_id(datetime(1960, 1, 1, tzinfo=UTC)) == UUID(int=0)


def test_each_visit_is_in_the_partition_of_its_day(postgresql: Engine) -> None:
    ahead(postgresql)
    midnight = begin_of(TODAY)
    said = [
        (made(1, midnight - timedelta(milliseconds=1)), "visits_20261122"),
        (made(2, midnight), "visits_20261123"),
        (made(3, midnight + timedelta(days=7, hours=23)), "visits_20261130"),
        (made(4, datetime(1970, 1, 2, tzinfo=UTC)), DEFAULT),
        (visit(5, id=uuid4()), DEFAULT),
    ]
    everything = [event for event, _ in said]
    assert taken(postgresql, *everything) == [STORED] * 5
    assert places(postgresql) == {event.id: place for event, place in said}
    assert taken(postgresql, *everything) == [DUPLICATE] * 5


def test_late_visits_move_when_their_day_is_made(postgresql: Engine) -> None:
    late, long_ago, other = made(1, NOW - timedelta(days=20)), made(2, NOW - timedelta(days=300)), visit(3, id=uuid4())
    taken(postgresql, late, long_ago, other)
    assert set(places(postgresql).values()) == {DEFAULT}
    ahead(postgresql)
    ahead(postgresql)  # again: nothing is left to do
    assert places(postgresql) == {late.id: "visits_20261103", long_ago.id: DEFAULT, other.id: DEFAULT}
    assert taken(postgresql, late, long_ago, other) == [DUPLICATE] * 3
    taken(postgresql, made(4, NOW + timedelta(days=9)))  # by a clock that runs ahead
    ahead(postgresql, NOW + timedelta(days=9))
    assert DEFAULT not in {place for id_, place in places(postgresql).items() if id_ not in (long_ago.id, other.id)}


def test_days_go_and_their_receipts_stay(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        ahead(engine)
    midnight = begin_of(TODAY)
    before = [made(n, midnight - timedelta(hours=n)) for n in range(1, 4)] + [made(4, midnight - timedelta(days=30))]
    odd = visit(5, id=uuid4(), at=midnight - timedelta(days=1))  # its id says nothing; it was received today
    after = [made(6, midnight), made(7, midnight + timedelta(hours=5))]
    everything = [*before, odd, *after]
    taken(engine, *everything)
    with transaction(engine) as connection:
        assert drop_visits_before(connection, TODAY) == 4
        assert set(connection.execute(select(visits.c.id)).scalars()) == {one.id for one in (odd, *after)}
        assert connection.execute(select(func.count()).select_from(receipts)).scalar_one() == 7
        assert drop_visits_before(connection, TODAY) == 0
    assert taken(engine, *everything) == [DUPLICATE] * 7
    assert summary(engine, DEVICE).visits == 7  # what was taken, ever
    with transaction(engine) as connection:
        assert drop_visits_before(connection, TODAY + timedelta(days=1)) == 3
        assert connection.execute(select(func.count()).select_from(visits)).scalar_one() == 0


@pytest.mark.parametrize(("whole", "waits"), [(False, False), (True, True)], ids=["row by row", "whole"])
def test_saying_what_would_go_lets_kiosks_write(postgresql: Engine, whole: bool, waits: bool) -> None:
    """Dropping a partition is what would hold them up: the red control."""
    ahead(postgresql, NOW - timedelta(days=2))
    ahead(postgresql)
    taken(postgresql, made(1, NOW - timedelta(days=2)), made(2, NOW))
    with postgresql.connect() as connection, postgresql.connect() as other:
        assert drop_visits_before(connection, TODAY, whole=whole) == 1
        other.exec_driver_sql("SET LOCAL lock_timeout = '300ms'")
        began = other.begin_nested()
        try:
            other.exec_driver_sql("DELETE FROM visits WHERE id = '00000000-0000-0000-0000-000000000000'")
        except OperationalError:
            began.rollback()
            assert waits
        else:
            assert not waits
        connection.rollback()
        other.rollback()
    assert len(places(postgresql)) == 2, "nothing of it was meant"


def _to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _put(connection: Connection, into: str, /, **row: Any) -> None:
    """A row into a table as it was then."""
    types: dict[type, type[TypeEngine[Any]]] = {UUID: Uuid, datetime: Moment, bytes: LargeBinary}
    columns = [column(field, types.get(type(value))) for field, value in row.items()]
    connection.execute(table(into, *columns).insert().values(row))


def test_visits_of_before_are_carried_over(database: str) -> None:
    """As the program before this one left them: no checkpoint, no partitions, no figures."""
    engine = open_engine(database)
    ours, elsewhere, person = id_at(NOW, CHANCE), uuid4(), uuid4()
    ids = [id_at(NOW + timedelta(minutes=n), CHANCE) for n in range(3)]
    with transaction(engine) as connection:
        _to(connection, "0004")
        place = dict.fromkeys(("code", "name", "name_en", "kind", "province", "ward", "street", "declarations"), "x")
        sealed = {"phone": b"x", "sealed_phone": b"x"}
        _put(connection, "checkpoints", id=SPACE, **place, **sealed, hotlines="[]", made_at=NOW)
        _put(connection, "checkpoint_devices", device=ours, checkpoint=SPACE, gate="g", token=b"x", joined_at=NOW)
        for device in (ours, elsewhere):
            _put(connection, "devices", id=device, first_seen=NOW, last_seen=NOW)
        _put(connection, "people", id=person, device=ours, sequence=1, updated_at=NOW)
        came = [(ours, "check_in", True), (ours, "check_out", False), (elsewhere, "check_in", False)]
        for number, (id_, (device, act, verified)) in enumerate(zip(ids, came, strict=True), 1):
            who = {"id": id_, "device": device, "sequence": number}
            _put(connection, "receipts", **who, hash=b"x", received_at=NOW)
            said = {"via": "card", "gate": "Cổng", "verified": verified, "person": person, "reason": "why"}
            _put(connection, "visits", **who, act=act, at=NOW, **said)
    bring_up_to_date(engine)
    ahead(engine)
    with transaction(engine) as connection:
        rows = {row.id: row for row in connection.execute(select(visits))}
    assert [rows[id_].checkpoint for id_ in ids] == [SPACE, SPACE, NOWHERE]
    assert [(rows[id_].device, rows[id_].act, rows[id_].verified) for id_ in ids] == came
    kept = {(row.at, row.via, row.gate, row.person, row.reason) for row in rows.values()}
    assert kept == {(NOW, "card", "Cổng", person, "why")}
    figures = summary(engine, ours)
    assert (figures.check_ins, figures.check_outs, figures.reversals, figures.people) == (1, 1, 0, 1)
    if engine.dialect.name == "postgresql":
        assert set(places(engine).values()) == {"visits_20261123"}
    engine.dispose()


def test_visits_know_their_checkpoint(engine: Engine) -> None:
    with transaction(engine) as connection:
        row: dict[str, Any] = dict.fromkeys(
            ("name", "name_en", "kind", "province", "ward", "street", "declarations"), "x"
        )
        row |= {"id": SPACE, "code": "X", "phone": b"x", "sealed_phone": b"x", "hotlines": "[]", "made_at": NOW}
        connection.execute(checkpoints.insert().values(row))
        joined = {"device": DEVICE, "checkpoint": SPACE, "gate": "g", "joined_at": NOW, "revoked_at": NOW}
        connection.execute(checkpoint_devices.insert().values(joined))
    taken(engine, visit(1))
    taken(engine, visit(2, id=uuid4()), device=uuid4())
    with transaction(engine) as connection:
        at = {row.sequence: row.checkpoint for row in connection.execute(select(visits))}
    assert at == {1: SPACE, 2: NOWHERE}


def test_what_was_erased_is_known_whatever_it_said(engine: Engine) -> None:
    taken(engine, visit(1), visit(2), visit(3))
    with transaction(engine) as connection:
        connection.execute(receipts.update().where(receipts.c.sequence < 3).values(hash=b""))
    assert taken(engine, visit(1), visit(2)) == [DUPLICATE] * 2
    assert taken(engine, visit(1, act="check_out"), visit(3), visit(4)) == [DUPLICATE, DUPLICATE, STORED]
    assert summary(engine, DEVICE).conflicts == 0
    assert received(visit(1)).hash != b""
