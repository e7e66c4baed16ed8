"""Filling a store with synthetic visits, fast: for measuring, never for a kiosk in use.

The rows are those that ``visits.record`` would write; only the batches are large. A test compares the two.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, Sex, folded
from kiosk.visits import Act, Via, Visit
from local_store.connection import Connection, Value
from local_store.moments import to_micros
from local_store.saying import visit_said

_BATCH = 10_000  # visits to a transaction
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


def fill(connection: Connection, device: UUID, visits: int, people: int, end: datetime) -> None:
    """Write ``visits`` check-ins and check-outs of ``people`` invented people into an empty store, up to ``end``.

    Everybody comes and leaves in turn, thirty seconds apart; all but the last thousand rows count as sent.
    """
    if connection.value("SELECT sequence FROM device"):
        raise ValueError("only an empty store is filled")
    known: dict[int, tuple[Person, Card]] = {}
    last: dict[int, Visit] = {}
    for start in range(0, visits, _BATCH):
        rows: dict[str, list[tuple[Value, ...]]] = {
            "people": [],
            "identifiers": [],
            "phones": [],
            "visits": [],
            "outbox": [],
        }
        for sequence in range(start + 1, min(start + _BATCH, visits) + 1):
            number = sequence % people + 1
            if number not in known:
                known[number] = _newcomer(rows, number)
            person, card = known[number]
            before = last.get(number)
            leaving = before is not None and before.act is Act.CHECK_IN
            at = end - timedelta(seconds=30 * (visits - sequence))
            last[number] = visit = Visit(
                uuid7(),
                device,
                sequence,
                person,
                Act.CHECK_OUT if leaving else Act.CHECK_IN,
                at,
                Via.CITIZEN_CARD,
                "Cổng chính",
                before.id if leaving and before else None,
            )
            rows["visits"].append(_visit_row(visit, number))
            rows["outbox"].append(_outbox_row(visit, card, sent=sequence <= visits - 1000))
        with connection.writing():
            for statement, values in zip(_INSERTS, rows.values(), strict=True):
                connection.many(statement, values)
    with connection.writing():
        connection.many("INSERT INTO presence VALUES (?, ?, ?, ?)", list(_presence(last)))
        connection.execute("UPDATE device SET sequence = ?", visits)


_INSERTS = (
    "INSERT INTO people (row, id, name, folded, birth, sex) VALUES (?, ?, ?, ?, ?, ?)",
    "INSERT INTO identifiers VALUES (?, ?, ?, ?)",
    "INSERT INTO phones VALUES (?, ?, ?)",
    "INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO outbox (sequence, id, body, state, settled_at) VALUES (?, ?, ?, ?, ?)",
)


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


def _outbox_row(visit: Visit, card: Card, sent: bool) -> tuple[Value, ...]:
    state, settled = ("sent", to_micros(visit.at)) if sent else ("waiting", None)
    return visit.sequence, visit.id.bytes, visit_said(visit, card), state, settled


def _presence(last: dict[int, Visit]) -> Iterator[tuple[Value, ...]]:
    for person, visit in last.items():
        yield person, visit.sequence, visit.sequence, int(visit.act is Act.CHECK_IN)
