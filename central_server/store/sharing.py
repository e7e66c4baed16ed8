"""Ids that are one human, within one statement: as store/humans.py has it, as far as SQL can say it.

Two ids that carry the same number are one, unless their citizen ids differ; what else tells them apart (names) and
what brings them together over a third is left to ``humans``.
"""

from sqlalchemy import CTE, Select, and_, literal, select, union

from central_server.store.tables import identifiers
from kiosk.linking import STRENGTH

KINDS = tuple(str(kind) for kind in STRENGTH)
CITIZEN = "citizen_id"


def one_person(people: Select[tuple[object]]) -> CTE:
    """Pairs ``one``, ``other`` of ids that are one human: each of ``people`` with itself and with all others."""
    wanted = people.cte("wanted")
    [person] = wanted.c
    mine, theirs = identifiers.alias("mine"), identifiers.alias("theirs")
    one, other = identifiers.alias("one"), identifiers.alias("other")
    differ = select(literal(1)).where(
        one.c.person == mine.c.person,
        one.c.kind == CITIZEN,
        other.c.person == theirs.c.person,
        other.c.kind == CITIZEN,
        one.c.value != other.c.value,
    )
    sharing = (
        select(mine.c.person.label("one"), theirs.c.person.label("other"))
        .select_from(wanted)
        .join(mine, and_(mine.c.person == person, mine.c.kind.in_(KINDS)))
        .join(theirs, and_(theirs.c.kind == mine.c.kind, theirs.c.value == mine.c.value))
        .where(~differ.exists())
    )
    return union(select(person.label("one"), person.label("other")), sharing).cte("one_person")
