"""Has whoever carries these numbers declared? Nothing is told of who that is, and strangers' typing decides last.

Anybody can type anybody's number. Where several people carry the numbers asked for, the one from whose card they were
read comes first, then whoever proved a phone number, then the rest; among equals the gravest verdict is told.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, tuple_

from central_server.store.declaration_tables import declarations
from central_server.store.humans import carriers
from central_server.store.joining import Human, can_be_one
from central_server.store.standing import FROM_CARD, Rows, counting, gravity, standing, when
from central_server.store.tables import identifiers, visits
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import HoldingSaid
from kiosk.wire.messages import DeclarationSaid

_CITIZEN = frozenset({IdentifierKind.CITIZEN_ID, IdentifierKind.OLD_CITIZEN_ID})
_INSURANCE = frozenset({IdentifierKind.SOCIAL_INSURANCE, IdentifierKind.INSURANCE_CARD})
_PRINTED = {
    "citizen_card": _CITIZEN,
    "cccd": _CITIZEN,
    "can_cuoc": _CITIZEN,
    "insurance_card": _INSURANCE,
    "bhyt": _INSURANCE,
    "personal_qr": _CITIZEN | {IdentifierKind.NATIONAL_QID},
    "kbyt": frozenset({IdentifierKind.KBYT_DECLARATION}),
    "health_certificate": frozenset({IdentifierKind.HEALTH_CERTIFICATE}),
}
"""Which numbers a card carries: another number of somebody who showed one may have been typed all the same."""

_MOST = 1_000  # declarations looked through for the cards that filled them


def holding_of(connection: Connection, numbers: Iterable[Identifier], now: datetime) -> HoldingSaid | None:
    """How whoever has these numbers stands with the gate."""
    asked = frozenset(numbers)
    found = carriers(connection, asked)
    ids = {person for human in found for person in human.ids}
    if not ids:
        return None
    rows = counting(connection, ids, now)
    read = _read(connection, ids, asked)
    ranks = [_rank(human, rows, read) for human in found]
    first = [human for human, rank in zip(found, ranks, strict=True) if rank == max(ranks)]
    told = [stands for human in first if (stands := standing(rows, _with_namesakes(human, found), now))]
    best = max(
        told,
        key=lambda one: (one.deciding.until > now, gravity(one.deciding), when(one.newest)),
        default=None,
    )
    return None if best is None else best.said


def _with_namesakes(human: Human, found: Iterable[Human]) -> set[UUID]:
    """The ids of this human, and of those who carry the numbers asked for and can be the same."""
    return {person for other in found if other is human or can_be_one(human, other) for person in other.ids}


def _rank(human: Human, rows: Rows, read: Collection[UUID]) -> int:
    if not human.ids.isdisjoint(read):
        return 2
    return int(any(row.proven for person in human.ids for row in rows.get(person, ())))


def _read(connection: Connection, ids: Collection[UUID], asked: frozenset[Identifier]) -> set[UUID]:
    """The ids that were seen with a card on which one of the numbers stands."""
    keys = [(str(number.kind), number.value) for number in asked]
    held = select(identifiers).where(
        identifiers.c.person.in_(ids), tuple_(identifiers.c.kind, identifiers.c.value).in_(keys)
    )
    kinds: dict[UUID, set[str]] = {}
    for row in connection.execute(held):
        kinds.setdefault(row.person, set()).add(row.kind)
    came = select(visits.c.person, visits.c.via).where(visits.c.person.in_(kinds), visits.c.via.in_(_PRINTED))
    shown = {(row.person, row.via) for row in connection.execute(came.distinct())}
    filled = select(declarations.c.content).where(declarations.c.person.in_(kinds), FROM_CARD)
    for content in connection.execute(filled.order_by(declarations.c.made_at.desc()).limit(_MOST)).scalars():
        event = DeclarationSaid.model_validate_json(content)
        shown.add((event.person.id, event.from_card or ""))
    return {person for person, card in shown if not kinds[person].isdisjoint(_PRINTED.get(card, ()))}
