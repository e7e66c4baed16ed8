"""Who has declared: on one phone number, by the numbers on a card, and all that one human ever declared.

A number is a family's: whoever declared on it appears on it, later declarations under another number or none. But only
what was declared on this very number is told there, and of somebody who has moved on to another number, neither address
nor number. What a declaration says under a number that was never proved to be its person's (neither did the code come
back, nor does a member of staff vouch for it) may be a stranger's mistyped digit: such people are listed by name, birth
and sex alone. How somebody stands with the gate is always told by their latest declaration of all.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from central_server.store.declaration_tables import declarations
from central_server.store.declarations import numbers_of
from central_server.store.humans import Human, humans
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import DeclaredSaid, HoldingSaid, IdentifierSaid
from kiosk.wire.messages import DeclarationSaid

LATEST_FIRST = (declarations.c.made_at.desc(), declarations.c.received_at.desc(), declarations.c.id.desc())
_PROVEN = or_(
    declarations.c.phone_proof == "attested",
    and_(declarations.c.phone_proof == "otp", declarations.c.phone_confirmed),
)
_KINDS = frozenset(str(kind) for kind in IdentifierKind)


def declared_people(connection: Connection, phone: str, limit: int) -> tuple[DeclaredSaid, ...]:
    """Everybody declared on a number (E.164), each human once, the latest declaration first."""
    return tuple(said for _, said in family(connection, phone, limit))


def family(connection: Connection, phone: str, limit: int) -> list[tuple[Human, DeclaredSaid]]:
    """The same, with the ids and numbers by which each is known."""
    on_number = declarations.c.phone == phone
    latest = func.max(declarations.c.made_at)
    recent = select(declarations.c.person).where(on_number).group_by(declarations.c.person)
    ids = connection.execute(recent.order_by(latest.desc(), declarations.c.person).limit(4 * limit)).scalars().all()
    if not ids:
        return []
    found = humans(connection, ids)
    everybody = {person for human in found for person in human.ids}
    anywhere = _latest(connection, everybody)
    proven = _latest(connection, everybody, and_(on_number, _PROVEN))
    here = _latest(connection, everybody, on_number)
    told = []
    for human in found:
        standing = _first(anywhere, human.ids)
        shown = _first(proven, human.ids) or _first(here, human.ids)
        if standing is not None and shown is not None:
            told.append((_order(standing), human, _said(shown, standing, human.ids & proven.keys() != set())))
    told.sort(key=lambda one: one[0], reverse=True)
    return [(human, said) for _, human, said in told[:limit]]


def holding_of(connection: Connection, numbers: Iterable[Identifier]) -> HoldingSaid | None:
    """The latest declaration of whoever has these numbers; nothing of who that is."""
    asked = uuid4()
    [human] = humans(connection, (), {asked: frozenset(numbers)})
    standing = _first(_latest(connection, human.ids - {asked}), human.ids)
    return None if standing is None else _holding(standing)


def _latest(
    connection: Connection, people: Collection[UUID], where: ColumnElement[bool] | None = None
) -> dict[UUID, Row[Any]]:
    """The latest declaration of each of these ids."""
    if not people:
        return {}
    place = func.row_number().over(partition_by=declarations.c.person, order_by=LATEST_FIRST).label("place")
    mine = select(declarations, place).where(declarations.c.person.in_(people))
    ranked = (mine if where is None else mine.where(where)).subquery()
    return {row.person: row for row in connection.execute(select(ranked).where(ranked.c.place == 1))}


def _order(row: Row[Any]) -> tuple[Any, ...]:
    return row.made_at, row.received_at, row.id


def _first(latest: Mapping[UUID, Row[Any]], ids: Iterable[UUID]) -> Row[Any] | None:
    return max((latest[person] for person in ids if person in latest), key=_order, default=None)


def _holding(row: Row[Any]) -> HoldingSaid:
    return HoldingSaid(
        declared_at=row.made_at,
        until=row.until,
        verdict=row.verdict,
        campaign=row.campaign,
        phone_proof="none" if row.phone_proof == "otp" and not row.phone_confirmed else row.phone_proof,
    )


def _said(shown: Row[Any], standing: Row[Any], proven: bool) -> DeclaredSaid:
    event = DeclarationSaid.model_validate_json(shown.content)
    said: dict[str, Any] = {
        "id": event.person.id,
        "name": event.person.name or "",
        "birth": event.person.birth,
        "sex": event.sex or event.person.sex or "",
        "holding": _holding(standing),
    }
    if proven:
        numbers = sorted(numbers_of(event).items())
        said["identifiers"] = tuple(IdentifierSaid(kind=kind, value=value) for kind, value in numbers if kind in _KINDS)
        said["nation"] = event.nation or ""
        if standing.phone == shown.phone:
            said["phone"] = shown.phone
            said |= event.address.model_dump() if event.address else {}
    return DeclaredSaid(**said)
