"""Ids that are one human, within one statement: as store/humans.py has it, as far as SQL can say it.

Two ids that carry the same number are one, unless their citizen ids differ; what else tells them apart (names) and
what brings them together over a third is left to ``humans``.
"""

from sqlalchemy import CTE, Select, and_, literal, select, union

from central_server.store.looking import Looking
from central_server.store.tables import identifiers
from kiosk.linking import STRENGTH

KINDS = tuple(str(kind) for kind in STRENGTH)
CITIZEN = "citizen_id"


def one_person(by: Looking, people: Select[tuple[object]]) -> CTE:
    """Pairs ``one``, ``other`` of ids that are one human: each of ``people`` with itself and with all others."""
    [person] = people.selected_columns
    wanted = people.with_only_columns(person.label("one"), maintain_column_froms=True).cte("wanted")
    mine, theirs, own = identifiers.alias("mine"), identifiers.alias("theirs"), identifiers.alias("own")
    numbers, _ = by.each(wanted, mine, ("kind", "value"), and_(mine.c.person == wanted.c.one, mine.c.kind.in_(KINDS)))
    numbers = numbers.add_columns(wanted.c.one).distinct()
    carried = numbers.cte("carried")
    same = and_(theirs.c.kind == carried.c.kind, theirs.c.value == carried.c.value)
    others = by.each(carried, theirs, ("person",), same)[0].add_columns(carried.c.one).cte("carriers")
    citizen = and_(own.c.person == others.c.person, own.c.kind == CITIZEN)
    theirs_too, _ = by.each(others, own, ("value",), citizen)
    differ = theirs_too.add_columns(others.c.one, others.c.person).cte("citizens")
    mine_too = select(literal(1)).where(
        carried.c.one == differ.c.one, carried.c.kind == CITIZEN, carried.c.value != differ.c.value
    )
    strangers = select(differ.c.one, differ.c.person).where(mine_too.exists()).cte("strangers")
    stranger = select(literal(1)).where(strangers.c.one == others.c.one, strangers.c.person == others.c.person)
    sharing = select(others.c.one, others.c.person.label("other")).where(~stranger.exists())
    return union(select(wanted.c.one, wanted.c.one.label("other")), sharing).cte("one_person")
