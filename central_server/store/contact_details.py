"""Who contacts are: what kiosks and declarations said of all the ids that one is known under."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from central_server.store.checkpoint_tables import checkpoints
from central_server.store.contacts import Contact
from central_server.store.declaration_tables import declarations
from central_server.store.people_search import numbers_of, who
from central_server.tracing.exporting import Line


def described(connection: Connection, contacts: Sequence[Contact]) -> list[Line]:
    """Each with their name, birth, numbers and phones, in full."""
    everybody = {person for contact in contacts for person in contact.people}
    rows, numbers, phones = (
        who(connection, everybody),
        numbers_of(connection, everybody),
        phones_of(connection, everybody),
    )
    lines = []
    for contact in contacts:
        known = sorted((rows[one] for one in contact.people if one in rows), key=lambda row: row.updated_at)
        lines.append(
            Line(
                next((row.name for row in reversed(known) if row.name), ""),
                max((row.birth for row in known if row.birth), key=len, default=""),
                tuple(sorted({value for one in contact.people for _, value in numbers.get(one, ())})),
                tuple(sorted({phone for one in contact.people for phone in phones.get(one, ())})),
                contact.seconds,
                contact.assumed,
                contact.times,
                contact.first,
                contact.last,
            )
        )
    return lines


def phones_of(connection: Connection, people: Collection[UUID]) -> dict[UUID, set[str]]:
    """The numbers on which these people were declared."""
    wanted = select(declarations.c.person, declarations.c.phone).where(
        declarations.c.person.in_(people), declarations.c.phone.is_not(None)
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in connection.execute(wanted):
        found[row.person].add(row.phone)
    return found


def names_of(connection: Connection, places: Collection[UUID]) -> dict[UUID, str]:
    """The names of these checkpoints."""
    wanted = select(checkpoints.c.id, checkpoints.c.name).where(checkpoints.c.id.in_(places))
    return {row.id: row.name for row in connection.execute(wanted)}
