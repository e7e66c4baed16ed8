"""Synthetic people who come to places and leave them, put straight into the tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, insert

from central_server.store.checkpoint_tables import checkpoint_settings, checkpoints
from central_server.store.engine import open_engine, transaction
from central_server.store.partitions import least_id, make_ahead
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import identifiers, people, visits
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.wire.saying import SPACE

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, tzinfo=HERE)
HOSPITAL, SCHOOL, FACTORY = (uuid5(SPACE, name) for name in ("hospital", "school", "factory"))
GATE, OTHER_GATE = uuid5(SPACE, "gate"), uuid5(SPACE, "other gate")


def at(text: str, day: int = 0) -> datetime:
    """A time of Monday, or of a day after it.

    >>> at("08:30", 1).isoformat()
    '2026-11-24T08:30:00+07:00'
    """
    return MONDAY + timedelta(days=day, hours=int(text[:2]), minutes=int(text[3:]))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def passing_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that the tests of a module share, once for each kind."""
    if request.param == "sqlite":
        database = str(tmp_path_factory.mktemp("passing") / "centre.sqlite")
    else:
        database = request.getfixturevalue("cluster").new_database()
    engine = open_engine(database)
    bring_up_to_date(engine)
    with transaction(engine) as connection:
        make_ahead(connection, MONDAY)
    yield engine
    engine.dispose()


def emptied(engine: Engine) -> "Town":
    """Nobody has ever come anywhere."""
    with transaction(engine) as connection:
        for table in (visits, identifiers, people, checkpoint_settings, checkpoints):
            connection.execute(delete(table))
    return Town(engine)


@dataclass
class Town:
    """Everything is written at ``save``."""

    engine: Engine
    people: dict[UUID, str] = field(default_factory=dict)
    numbers: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    made: int = 0

    def person(self, name: str, **numbers: str) -> UUID:
        """Somebody as one kiosk knows them; the same name under another number of theirs is the same human."""
        self.made += 1
        person = uuid5(SPACE, f"{name} {self.made}")
        self.people[person] = name.partition("/")[0]
        self.numbers += [{"person": person, "kind": kind, "value": value} for kind, value in numbers.items()]
        return person

    def visit(self, person: UUID, act: str, when: datetime, place: UUID = HOSPITAL, **more: Any) -> UUID:
        """One act; ``made`` is when its row was, where that was later."""
        self.made += 1
        row = {
            "id": UUID(int=least_id(more.pop("made", when)).int | 7 << 76 | 2 << 62 | self.made),
            "device": GATE,
            "sequence": self.made,
            "act": act,
            "at": when,
            "via": "citizen_card",
            "gate": "Cổng chính",
            "follows": None,
            "verified": False,
            "person": person,
            "staff": None,
            "reason": None,
            "checkpoint": place,
        }
        self.rows.append(row | more)
        found: UUID = self.rows[-1]["id"]
        return found

    def stay(self, person: UUID, came: datetime, left: datetime | None, place: UUID = HOSPITAL, **more: Any) -> UUID:
        """An arrival, with its departure."""
        arrival = self.visit(person, "check_in", came, place, **more)
        if left is not None:
            self.visit(person, "check_out", left, place, follows=arrival, **more)
        return arrival

    def save(self) -> None:
        with transaction(self.engine) as connection:
            known = [
                {"id": one, "name": name, "birth": "1990", "sex": None, "device": GATE, "sequence": 1}
                | {"updated_at": MONDAY}
                for one, name in self.people.items()
            ]
            for table, rows in ((people, known), (identifiers, self.numbers), (visits, self.rows)):
                if rows:
                    connection.execute(insert(table), rows)
        self.people, self.numbers, self.rows = {}, [], []

    def checkpoint(self, place: UUID, name: str, closes_at: str | None = None, **more: Any) -> None:
        """Register a place."""
        self.made += 1
        row = {
            "id": place,
            "code": f"THU-{self.made}",
            "phone": b"x",
            "sealed_phone": b"x",
            "name": name,
            "name_en": "",
            "kind": "hospital",
            "province": "56",
            "ward": "22861",
            "street": "Số 1 Đường Thử",
            "capacity": None,
            "hotlines": "[]",
            "declarations": "off",
            "made_at": MONDAY,
        }
        with transaction(self.engine) as connection:
            connection.execute(insert(checkpoints), row | more)
            if closes_at:
                settings = PushedSettings(closes_at=closes_at).model_dump_json(exclude_none=True)
                row = {"checkpoint": place, "revision": 1, "settings": settings, "changed_at": MONDAY}
                connection.execute(insert(checkpoint_settings), row)
