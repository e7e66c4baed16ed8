"""Whom a request is about, and who else is the same human, with what an officer holds a card against."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from central_server.store import corrections
from central_server.store.humans import humans
from central_server.store.tables import identifiers, people, visits
from kiosk.people import masked_number

ASKED, FOUND, WHOLE = "own", "found", "whole"  # declared on their phone; added before; what *whole* would add


def concerned(connection: Connection, asked: Collection[UUID], own: Collection[UUID]) -> list[dict[str, Any]]:
    """A row for each: those of the request first, then those that only the numbers they carry make the same human.

    Numbers are masked but for their ends; how many visits there are says how much an act would reach.
    """
    whole = {person for human in humans(connection, asked) for person in human.ids} | set(asked)
    right = corrections.corrected(connection, whole)
    numbers: dict[UUID, list[str]] = {}
    held = select(identifiers).where(identifiers.c.person.in_(whole)).order_by(identifiers.c.kind, identifiers.c.value)
    for row in connection.execute(held):
        numbers.setdefault(row.person, []).append(masked_number(row.value))
    came = select(visits.c.person, func.count().label("number")).where(visits.c.person.in_(whole))
    counts = {row.person: row.number for row in connection.execute(came.group_by(visits.c.person))}
    known = connection.execute(select(people).where(people.c.id.in_(whole)).order_by(people.c.id))
    rows: list[dict[str, Any]] = [
        {"id": row.id, "name": row.name, "birth": row.birth, "sex": row.sex}
        | dict(right.get(row.id, {}))
        | {
            "how": ASKED if row.id in own else FOUND if row.id in asked else WHOLE,
            "numbers": numbers.get(row.id, []),
            "visits": counts.get(row.id, 0),
        }
        for row in known
    ]
    for one in rows:
        one["birth"] = "/".join(reversed((one["birth"] or "").split("-")))
    return sorted(rows, key=lambda row: (ASKED, FOUND, WHOLE).index(row["how"]))
