"""Who has declared on one phone number.

A number is a family's: whoever declared on it appears on it, later declarations under another number or none. But only
what was declared on this very number is told there, and of somebody who has moved on to another number, neither address
nor number. What a declaration says under a number that was never proved to be its person's (neither did the code come
back, nor does a member of staff vouch for it) may be a stranger's mistyped digit: such people are listed by name, birth
and sex alone. How somebody stands with the gate is told to kiosks by all that they declared anywhere. A phone in
somebody's own hands is told by what was declared on its number alone (``on_phone``): whoever knows what stands on a
card can declare its holder on a number of their own, and may neither learn of them by that nor stand in their way.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from central_server.store.consent_ledger import agrees_no_longer
from central_server.store.corrections import corrected
from central_server.store.declaration_tables import declarations
from central_server.store.declarations import numbers_of
from central_server.store.humans import humans, humans_among
from central_server.store.joining import Human
from central_server.store.standing import LATEST_FIRST, PROVEN, Rows, Standing, counting, standing, when
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import DeclaredSaid, IdentifierSaid
from kiosk.wire.messages import DeclarationSaid

_KINDS = frozenset(str(kind) for kind in IdentifierKind)
_MOST_ON_A_NUMBER = 1_000  # declarations looked through for the numbers said in them
Told = list[tuple[Human, DeclaredSaid]]


def declared_people(connection: Connection, phone: str, limit: int, now: datetime) -> tuple[DeclaredSaid, ...]:
    """Everybody declared on a number (E.164), each human once, the latest declaration first.

    Whoever has taken back that they agree is told to no kiosk.
    """
    return tuple(
        said
        for human, said in family(connection, phone, limit, now)
        if said.holding is None or not agrees_no_longer(connection, human.ids, said.holding.campaign)
    )


def family(connection: Connection, phone: str, limit: int, now: datetime) -> Told:
    """The same, with the ids by which each is known."""
    ids = _declared_on(connection, phone, limit)
    found = humans(connection, ids) if ids else ()
    anywhere = counting(connection, {person for human in found for person in human.ids}, now)
    return _told(connection, phone, found, anywhere, now)[:limit]


@dataclass(frozen=True, slots=True)
class OnPhone:
    """Everybody declared on a number, by that number alone: nothing that another one declared joins, shows or blocks.

    The ids of each were declared on it, ``shared`` are those that another number declared too; ``rows``, what counts.
    """

    told: Told
    rows: Rows
    shared: frozenset[UUID]


def on_phone(connection: Connection, phone: str, limit: int, now: datetime) -> OnPhone:
    """Everybody declared on a number (E.164) as that phone may know them, the latest declaration first."""
    ids = _declared_on(connection, phone, limit)
    other = select(declarations.c.person).where(declarations.c.person.in_(ids), declarations.c.phone != phone)
    shared = frozenset(connection.execute(other).scalars()) if ids else frozenset()
    nobodys = and_(declarations.c.phone.is_(None), declarations.c.person.not_in(shared))
    rows = counting(connection, ids, now, or_(declarations.c.phone == phone, nobodys))
    told = _told(connection, phone, humans_among(connection, ids), rows, now)[:limit]
    return OnPhone(told, rows, shared)


def _declared_on(connection: Connection, phone: str, limit: int) -> Sequence[UUID]:
    """The ids that were declared on a number, the latest first."""
    recent = select(declarations.c.person).where(declarations.c.phone == phone).group_by(declarations.c.person)
    latest = func.max(declarations.c.made_at)
    return connection.execute(recent.order_by(latest.desc(), declarations.c.person).limit(4 * limit)).scalars().all()


def _told(connection: Connection, phone: str, found: Iterable[Human], rows: Rows, now: datetime) -> Told:
    """Each of these as this number declared them, and as they stand by these declarations."""
    on_number, everybody = declarations.c.phone == phone, {person for human in found for person in human.ids}
    if not everybody:
        return []
    proven = _latest(connection, everybody, and_(on_number, PROVEN))
    here = _latest(connection, everybody, on_number)
    right = corrected(connection, everybody)
    told = []
    for human in found:
        stands = standing(rows, human.ids, now)
        shown = _first(proven, human.ids) or _first(here, human.ids)
        if stands is not None and shown is not None:
            said = _said(shown, stands, not human.ids.isdisjoint(proven))
            said = said.model_copy(update=dict(right.get(shown.person, {})))
            told.append((when(stands.newest), human, said))
    told.sort(key=lambda one: one[0], reverse=True)
    return [(human, said) for _, human, said in told]


def insured_on(
    connection: Connection, phone: str, wanted: Identifier, limit: int, now: datetime
) -> tuple[DeclaredSaid, ...]:
    """Who said, on this very number and with proof of it, that this insurance number is theirs.

    What is known of somebody from elsewhere plays no part: else whoever declares another's citizen id on a phone of
    their own could try out which insurance number belongs to it.
    """
    mine = and_(declarations.c.phone == phone, PROVEN)
    rows = connection.execute(select(declarations).where(mine).order_by(*LATEST_FIRST).limit(_MOST_ON_A_NUMBER))
    sayers = {row.person for row in rows if _says(row, wanted)}
    return tuple(said for human, said in family(connection, phone, limit, now) if not human.ids.isdisjoint(sayers))


def _says(row: Row[Any], number: Identifier) -> bool:
    return numbers_of(DeclarationSaid.model_validate_json(row.content)).get(str(number.kind)) == number.value


def _latest(connection: Connection, people: Collection[UUID], where: ColumnElement[bool]) -> dict[UUID, Row[Any]]:
    """The latest declaration of each of these ids."""
    place = func.row_number().over(partition_by=declarations.c.person, order_by=LATEST_FIRST).label("place")
    ranked = select(declarations, place).where(declarations.c.person.in_(people), where).subquery()
    return {row.person: row for row in connection.execute(select(ranked).where(ranked.c.place == 1))}


def _first(latest: Mapping[UUID, Row[Any]], ids: Iterable[UUID]) -> Row[Any] | None:
    return max((latest[person] for person in ids if person in latest), key=when, default=None)


def _said(shown: Row[Any], stands: Standing, proven: bool) -> DeclaredSaid:
    event = DeclarationSaid.model_validate_json(shown.content)
    said: dict[str, Any] = {
        "id": event.person.id,
        "name": event.person.name or "",
        "birth": event.person.birth,
        "sex": event.sex or event.person.sex or "",
        "holding": stands.said,
    }
    if proven:
        numbers = sorted(numbers_of(event).items())
        said["identifiers"] = tuple(IdentifierSaid(kind=kind, value=value) for kind, value in numbers if kind in _KINDS)
        said["nation"] = event.nation or ""
        if stands.newest.phone == shown.phone:
            said["phone"] = shown.phone
            said |= event.address.model_dump() if event.address else {}
    return DeclaredSaid(**said)
