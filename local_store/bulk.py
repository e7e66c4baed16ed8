"""Filling a store with synthetic visits, fast: for measuring, never for a kiosk in use.

The rows are those that ``visits.record`` would write; only the batches are large. A test compares the two.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, Sex, folded
from kiosk.visits import Act, Via, Visit
from kiosk.wire.wording import text_of, visit_said
from local_store import stays
from local_store.connection import Connection, Value
from local_store.moments import to_micros
from local_store.visits import COLUMNS

_BATCH = 10_000  # visits to a transaction
_INSIDE = 80  # people at once
_UNSENT = 1000  # rows, the newest
_FAMILY = (
    ["Nguyễn"] * 38 + ["Trần"] * 11 + ["Lê"] * 10 + ["Phạm"] * 7 + ["Hoàng"] * 5 + ["Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"]
)
_MIDDLE = ["Thị", "Văn", "Đức", "Ngọc", "Minh", "Thanh", "Quốc", "Hữu", "Xuân", "Kim", "Thu", "Bảo"]
_GIVEN = [
    "Thử",
    "Mẫu",
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
]
_GIVEN += [
    "Quân",
    "Sơn",
    "Trang",
    "Uyên",
    "Vy",
    "Yến",
    "Ẳng",
    "Hiền",
    "Linh",
    "Long",
    "Nga",
    "Như",
    "Tú",
    "Tâm",
    "Thảo",
]


def synthetic_card(number: int) -> Card:
    """The card of an invented person; the same number gives the same card.

    >>> card = synthetic_card(7)
    >>> card.citizen_id, card == synthetic_card(7)
    ('000000000007', True)
    """
    dice = random.Random(number)  # noqa: S311 - invented people need no secret
    name = " ".join((dice.choice(_FAMILY), dice.choice(_MIDDLE), dice.choice(_MIDDLE), dice.choice(_GIVEN)))
    citizen_id = f"{number:012d}"
    return Card(
        CardKind.CCCD,
        name=name,
        birth=PartialDate(dice.randint(1940, 2015), dice.randint(1, 12), dice.randint(1, 28)),
        sex=dice.choice(list(Sex)),
        citizen_id=citizen_id,
        phone=f"+849{dice.randrange(10**8):08d}",
        identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, citizen_id)}),
    )


@dataclass(frozen=True, slots=True)
class Passing:
    """One act of a day at the gate: person ``number`` comes in, or closes their arrival of row ``closes``."""

    number: int
    closes: int | None


def passings(visits: int, people: int) -> Iterator[Passing]:
    """Who comes and goes: everybody in turn, an arrival and a departure by turns, with a few dozen people inside."""
    inside: deque[tuple[int, int]] = deque()
    most = max(1, min(_INSIDE, people // 2))
    arrivals = 0
    for sequence in range(1, visits + 1):
        if len(inside) > most:
            number, arrival = inside.popleft()
            yield Passing(number, arrival)
        else:
            number = arrivals % people + 1
            arrivals += 1
            inside.append((number, sequence))
            yield Passing(number, None)


def moment_of(sequence: int, visits: int, end: datetime) -> datetime:
    """When a row of ``fill`` was recorded: thirty seconds apart, up to ``end``."""
    return end - timedelta(seconds=30 * (visits - sequence))


def fill(connection: Connection, device: UUID, visits: int, people: int, end: datetime) -> None:
    """Write ``visits`` check-ins and check-outs of ``people`` invented people into an empty store, up to ``end``.

    All but the last thousand rows count as sent.
    """
    if connection.value("SELECT sequence FROM device"):
        raise ValueError("only an empty store is filled")
    known: dict[int, tuple[Person, Card]] = {}
    last: dict[int, Visit] = {}
    coming = enumerate(passings(visits, people), 1)
    while batch := list(islice(coming, _BATCH)):
        rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in _INSERTS}
        for sequence, passing in batch:
            number, closes = passing.number, passing.closes
            if number not in known:
                known[number] = _newcomer(rows, number)
            person, card = known[number]
            last[number] = visit = Visit(
                uuid7(),
                device,
                sequence,
                person,
                Act.CHECK_OUT if closes else Act.CHECK_IN,
                moment_of(sequence, visits, end),
                Via.CITIZEN_CARD,
                "Cổng chính",
                last[number].id if closes else None,
            )
            rows["visits"].append(_visit_row(visit, number))
            rows["outbox"].append(_outbox_row(visit, card, closes or sequence, sent=sequence <= visits - _UNSENT))
        with connection.writing():
            for name, statement in _INSERTS.items():
                connection.many(statement, rows[name])
    with connection.writing():
        connection.many("INSERT INTO presence VALUES (?, ?, ?, ?)", list(_presence(last)))
        connection.execute("UPDATE device SET sequence = ?", visits)
    stays.reckon(connection)


_INSERTS = {
    "people": "INSERT INTO people (row, id, name, folded, birth, sex) VALUES (?, ?, ?, ?, ?, ?)",
    "identifiers": "INSERT INTO identifiers VALUES (?, ?, ?, ?)",
    "phones": "INSERT INTO phones VALUES (?, ?, ?)",
    "visits": f"INSERT INTO visits ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",  # noqa: S608 - our own column names
    "outbox": "INSERT INTO outbox (sequence, id, body, state, settled_at, stay) VALUES (?, ?, ?, ?, ?, ?)",
}


def _newcomer(rows: dict[str, list[tuple[Value, ...]]], number: int) -> tuple[Person, Card]:
    card = synthetic_card(number)
    person = Person(uuid7(), card.name, card.birth, card.sex, card.identifiers)
    name, phone = card.name or "", card.phone or ""
    rows["people"].append((number, person.id.bytes, name, folded(name), str(card.birth), card.sex))
    rows["identifiers"] += [(one.kind, one.value, one.value[::-1], number) for one in card.identifiers]
    rows["phones"].append((number, phone, phone[::-1]))
    return person, card


def _visit_row(visit: Visit, person: int) -> tuple[Value, ...]:
    follows = visit.follows.bytes if visit.follows else None
    at = to_micros(visit.at)
    return visit.sequence, visit.id.bytes, person, visit.act, at, visit.via, visit.gate, follows, int(visit.verified)


def _outbox_row(visit: Visit, card: Card, stay: int, sent: bool) -> tuple[Value, ...]:
    state, settled = ("sent", to_micros(visit.at)) if sent else ("waiting", None)
    return visit.sequence, visit.id.bytes, text_of(visit_said(visit, card)), state, settled, stay


def _presence(last: dict[int, Visit]) -> Iterator[tuple[Value, ...]]:
    for person, visit in last.items():
        yield person, visit.sequence, visit.sequence, int(visit.act is Act.CHECK_IN)
