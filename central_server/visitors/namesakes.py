"""Who on one number can be the same human: a plain name alike, and births that can be one day.

While one of them is to see the staff, none of them goes in: else whoever was sent to the staff would declare again with
something put differently. Staff who declare anew for one of them end it for that one, and its end ends it for all.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from central_server.store.declaration_tables import declarations
from central_server.store.declared import Told, on_phone
from central_server.store.standing import Rows, Standing, gravity, standing
from kiosk.people import folded, same_day
from kiosk.wire.messages import DeclarationSaid

MOST = 100  # people on one number
Named = tuple[str, str]  # plain name; birth as far as it was said


def can_be(one: Named, other: Named) -> bool:
    """Whether two can be one human, going by their words alone.

    >>> can_be(("nguyen van thu", "1946"), ("nguyen van thu", "1946-04-03"))
    True
    >>> can_be(("nguyen van thu", "1946-04-05"), ("nguyen van thu", "1946-04-03"))
    False
    """
    return one[0] == other[0] and same_day(one[1], other[1])


def held(
    connection: Connection, told: Told, rows: Rows, now: datetime, campaign: str | None = None
) -> Mapping[UUID, Standing]:
    """Who of these has to wait because a namesake does, by the id they go by, and what stands against them.

    ``rows`` are their declarations that count. With no ``campaign``, each is held by what they last declared for.
    """
    standings = [(human, said, standing(rows, human.ids, now, campaign)) for human, said in told]
    waiting = [(human, stands) for human, _, stands in standings if stands is not None and _waits(stands, now)]
    words = {human.ids: _words(connection, human.ids, rows, now) for human, _ in waiting}
    found: dict[UUID, Standing] = {}
    for human, said, own in standings:
        if own is not None and _waits(own, now):
            continue
        me = folded(said.name), said.birth or ""
        for other, stands in waiting:
            asked = stands.deciding.campaign
            if campaign is None and own is not None and own.newest.campaign != asked:
                continue
            if not any(can_be(me, them) for them in words[other.ids]):
                continue
            together = standing(rows, human.ids | other.ids, now, asked)  # as if they were one: staff may have asked
            if together is not None and _waits(together, now):
                found[said.id] = max(found.get(said.id, together), together, key=lambda one: gravity(one.deciding))
    return found


def held_on(connection: Connection, phone: str, now: datetime) -> Mapping[UUID, Standing]:
    """The same for everybody declared on a number (E.164)."""
    here = on_phone(connection, phone, MOST, now)
    return held(connection, here.told, here.rows, now)


def _waits(stands: Standing, now: datetime) -> bool:
    return gravity(stands.deciding) > 0 and bool(stands.deciding.until > now)


def _words(connection: Connection, ids: Collection[UUID], rows: Rows, now: datetime) -> frozenset[Named]:
    """What they were called in any declaration that is not over: a later one may name another day of birth."""
    live = [row.id for person in ids for row in rows.get(person, ()) if row.until > now]
    theirs = select(declarations.c.content).where(declarations.c.id.in_(live))
    said = [DeclarationSaid.model_validate_json(text).person for text in connection.execute(theirs).scalars()]
    return frozenset((folded(one.name or ""), one.birth or "") for one in said)
