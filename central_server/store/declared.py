"""Who has declared on one phone number.

A number is a family's: whoever declared on it appears on it, later declarations under another number or none. But only
what was declared on this very number is told there, and of somebody who has moved on to another number, neither address
nor number. What a declaration says under a number that was never proved to be its person's (neither did the code come
back, nor does a member of staff vouch for it) may be a stranger's mistyped digit: such people are listed by name, birth
and sex alone. How somebody stands with the gate is always told by all that they declared anywhere.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from central_server.store.consent_ledger import agrees_no_longer
from central_server.store.corrections import corrected
from central_server.store.declaration_tables import declarations
from central_server.store.declarations import numbers_of
from central_server.store.humans import humans
from central_server.store.joining import Human
from central_server.store.standing import LATEST_FIRST, PROVEN, Standing, counting, standing, when
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
    on_number = declarations.c.phone == phone
    latest = func.max(declarations.c.made_at)
    recent = select(declarations.c.person).where(on_number).group_by(declarations.c.person)
    ids = connection.execute(recent.order_by(latest.desc(), declarations.c.person).limit(4 * limit)).scalars().all()
    if not ids:
        return []
    found = humans(connection, ids)
    everybody = {person for human in found for person in human.ids}
    anywhere = counting(connection, everybody, now)
    proven = _latest(connection, everybody, and_(on_number, PROVEN))
    here = _latest(connection, everybody, on_number)
    right = corrected(connection, everybody)
    told = []
    for human in found:
        stands = standing(anywhere, human.ids, now)
        shown = _first(proven, human.ids) or _first(here, human.ids)
        if stands is not None and shown is not None:
            said = _said(shown, stands, not human.ids.isdisjoint(proven))
            said = said.model_copy(update=dict(right.get(shown.person, {})))
            told.append((when(stands.newest), human, said))
    told.sort(key=lambda one: one[0], reverse=True)
    return [(human, said) for _, human, said in told[:limit]]


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
