"""The numbers that events give for people, as far as the device that gives them may."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from central_server.store.declarations import numbers_of
from central_server.store.tables import identifiers
from kiosk.people import IdentifierKind
from kiosk.wire.messages import DeclarationSaid, VisitSaid

_CITIZEN = str(IdentifierKind.CITIZEN_ID)


def given_numbers(
    connection: Connection, said: Sequence[VisitSaid | DeclarationSaid], made_elsewhere: Collection[UUID]
) -> list[dict[str, Any]]:
    """Rows of identifiers. Who was made by another device and has a citizen id gets no second one here.

    Ids with different citizen ids are different people: a second one would part somebody from themselves.
    """
    each = [(event.person.id, kind, value) for event in said for kind, value in sorted(numbers_of(event).items())]
    guarded = {person for person, kind, _ in each if kind == _CITIZEN and person in made_elsewhere}
    held = _citizen_ids(connection, guarded)
    rows = []
    for person, kind, value in each:
        if kind == _CITIZEN and person in guarded and held.setdefault(person, {value}).isdisjoint({value}):
            continue
        rows.append({"person": person, "kind": kind, "value": value})
    return rows


def _citizen_ids(connection: Connection, ids: Collection[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    theirs = select(identifiers).where(identifiers.c.person.in_(ids), identifiers.c.kind == _CITIZEN)
    for row in connection.execute(theirs) if ids else ():
        found.setdefault(row.person, set()).add(row.value)
    return found
