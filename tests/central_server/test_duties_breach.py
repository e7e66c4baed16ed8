"""Whose data a breach is about: by kiosk, officer, table and time; and the clock that runs from when it was noticed."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine

from central_server.store import breach
from central_server.store.access_log import note
from central_server.store.authority_tables import officers
from central_server.store.breach import Asked, NoSuchTable
from central_server.store.engine import transaction
from tests.central_server.declaring import NOW, OTHER_PHONE, declaration, taken
from tests.wire.saying import DEVICE, MONDAY, SPACE, person, visit

SECOND = uuid5(SPACE, "second gate")
OFFICER = uuid5(SPACE, "officer")
ME, AGAIN, OTHER = person(1), person(9, identifiers={"citizen_id": "001090000001"}), person(2)
HOUR = timedelta(hours=1)


@pytest.fixture
def town(engine: Engine) -> Engine:
    """ME at two gates under two ids, OTHER at one, who alone declared."""
    taken(engine, visit(1, person=ME), visit(2, person=OTHER), declaration(3, person=OTHER, phone=OTHER_PHONE))
    taken(engine, visit(4, person=AGAIN, at=MONDAY + 10 * HOUR), device=SECOND, now=NOW + 10 * HOUR)
    with transaction(engine) as connection:
        row = {"id": OFFICER, "name": "Lê Thị Thử", "folded": "le thi thu", "role": "tracer", "password": ""}
        connection.execute(officers.insert().values(row | {"last_step": 0, "made_at": NOW}))
        note(connection, Officer(), "traced", "thử", {ME.id}, {}, NOW)
        note(connection, Officer(), "traced", "thử", {OTHER.id, OFFICER}, {}, NOW + 5 * HOUR)
    return engine


class Officer:
    id = OFFICER


def figures(engine: Engine, **asked: object) -> tuple[int, int, int]:
    with transaction(engine) as connection:
        found = breach.scope(connection, Asked(**asked))  # type: ignore[arg-type]
    return found.ids, found.humans, found.sensitive


CASES: tuple[tuple[dict[str, object], tuple[int, int, int]], ...] = (
    ({}, (3, 2, 1)),
    ({"device": DEVICE}, (2, 2, 1)),
    ({"device": SECOND}, (1, 1, 0)),
    ({"device": uuid5(SPACE, "none")}, (0, 0, 0)),
    ({"officer": OFFICER}, (2, 2, 1)),
    ({"officer": OFFICER, "until": NOW + HOUR}, (1, 1, 0)),
    ({"officer": OFFICER, "device": SECOND}, (0, 0, 0)),
    ({"table": "declarations"}, (1, 1, 1)),
    ({"table": "identifiers"}, (3, 2, 1)),
    ({"table": "identifiers", "device": SECOND}, (1, 1, 0)),
    ({"since": NOW + 2 * HOUR}, (1, 1, 0)),
    ({"until": NOW + 2 * HOUR}, (2, 2, 1)),
    ({"table": "visits", "since": MONDAY, "until": MONDAY + HOUR}, (2, 2, 1)),
)


def test_whose_data(town: Engine) -> None:
    assert [(asked, figures(town, **asked)) for asked, _ in CASES] == list(CASES)


def test_which_kinds_and_since_when(town: Engine) -> None:
    with transaction(town) as connection:
        found = breach.scope(connection, Asked(device=DEVICE))
    parts = {part.table: (part.grade, part.rows, part.people) for part in found.parts}
    assert parts == {
        "people": ("basic", 2, 2),
        "identifiers": ("basic", 2, 2),
        "visits": ("basic", 2, 2),
        "declarations": ("sensitive", 1, 1),
        "consents": ("basic", 1, 1),
    }
    assert found.first == visit(1).at.isoformat()
    assert found.last == NOW.isoformat()


def test_a_table_of_nobody_is_refused(town: Engine) -> None:
    for table in ("nothing", "officers", "otp_secrets"):
        with pytest.raises(NoSuchTable), transaction(town) as connection:
            breach.scope(connection, Asked(table=table))


def test_the_clock_runs_from_when_it_was_noticed(town: Engine) -> None:
    with transaction(town) as connection:
        asked = Asked(device=DEVICE, since=MONDAY)
        found = breach.scope(connection, asked)
        noted = breach.put_down(connection, asked, found, "Kiosk bị mất cắp", NOW, OFFICER)
        [kept] = breach.listed(connection)
        assert kept == breach.find(connection, noted)
        assert (kept.due_at, kept.people) == (NOW + 72 * HOUR, found.humans)
        assert kept.scope["asked"] == {"device": str(DEVICE), "since": MONDAY.isoformat()}
        assert not kept.overdue(NOW + 71 * HOUR)
        assert kept.overdue(NOW + 72 * HOUR)
        assert breach.notified(connection, noted, NOW + 70 * HOUR)
        assert not breach.notified(connection, noted, NOW + 71 * HOUR)
        assert not breach.notified(connection, UUID(int=5), NOW)
        told = breach.find(connection, noted)
        assert told is not None
        assert (told.notified_at, told.overdue(NOW + 100 * HOUR)) == (NOW + 70 * HOUR, False)
