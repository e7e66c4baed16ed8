"""Taking back the codes of whoever has declared since what the staff must decide on, so that gates offline hear it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from central_server.store.codes import take_back
from central_server.store.declaration_tables import citizen_codes
from central_server.store.humans import humans
from central_server.store.standing import counting, standing

REASON = "declared since"


def void_codes(connection: Connection, declared: Collection[UUID], people: Collection[UUID], now: datetime) -> None:
    """Take back the codes that these declarations of these people, just stored, speak against, if they still count.

    A declaration with proof, a phone's or a card's, speaks for everybody who is the same human; one that was only
    typed for its own id alone, since anybody can type anybody's particulars.
    """
    if not declared:
        return
    owners = {human: human.ids.intersection(people) for human in humans(connection, people)}
    rows = counting(connection, {person for human in owners for person in human.ids}, now)
    void: set[UUID] = set()
    for human, said_of in owners.items():
        for row in (row for person in said_of for row in rows.get(person, ()) if row.id in declared):
            stands = standing(rows, human.ids, now, row.campaign)
            if row.until > now and stands is not None and stands.deciding.verdict != "pass":
                void |= human.ids if row.proven else {row.person}
    if void:
        take_back(connection, citizen_codes.c.person.in_(void), REASON, now)
