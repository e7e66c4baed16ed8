"""One human known under several ids: every kiosk makes its own, and the numbers they carry bring them together.

Nothing is merged in the database. What belongs together is found when it is asked for, so that one more number,
learned later, is enough, and a wrong one does no lasting harm.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, select, tuple_

from central_server.store.corrections import corrected
from central_server.store.joining import Human, Known, contradict, joined
from central_server.store.tables import identifiers, people
from kiosk.linking import STRENGTH
from kiosk.people import Identifier, IdentifierKind

MAX_IDS = 500  # looked at beside those asked for: a number that half the country typed leads nowhere

_KINDS = tuple(str(kind) for kind in STRENGTH)


def humans(connection: Connection, ids: Collection[UUID]) -> tuple[Human, ...]:
    """Everybody among ``ids``, each once, with the other ids they are known under."""
    found = joined(_reached(connection, ids, {}))
    return tuple(human for human in found if not human.ids.isdisjoint(ids))


def humans_among(connection: Connection, ids: Collection[UUID]) -> tuple[Human, ...]:
    """Everybody among ``ids``, each once, by what is known of these ids alone: nobody else's can join or part them."""
    found: dict[UUID, set[Identifier]] = {person: set() for person in ids}
    for person, number in _rows(connection, identifiers.c.person.in_(ids), len(found) + MAX_IDS) if ids else ():
        found[person].add(number)
    return joined(_known(connection, found))


def carriers(connection: Connection, numbers: frozenset[Identifier]) -> tuple[Human, ...]:
    """Everybody who may be the one with these numbers: all carry one of them, none another citizen id.

    Several where strangers typed the numbers, or where the numbers are several people's.
    """
    asked = uuid4()
    found = joined(_reached(connection, (), {asked: numbers}))
    return tuple(
        replace(human, ids=human.ids - {asked})
        for human in found
        if human.ids != {asked} and human.numbers & numbers and not contradict(human.numbers, numbers)
    )


def _reached(
    connection: Connection, ids: Collection[UUID], asked: Mapping[UUID, frozenset[Identifier]]
) -> dict[UUID, Known]:
    """What is known of all ids that can be reached from these over shared numbers."""
    found = {person: set(asked.get(person, ())) for person in [*ids, *asked]}
    most = len(found) + MAX_IDS
    new_ids, new_numbers = set(ids), {number for numbers in asked.values() for number in numbers}
    looked_at: set[Identifier] = set()
    while (new_ids or new_numbers) and len(found) < most:
        for person, number in _rows(connection, identifiers.c.person.in_(new_ids), most) if new_ids else ():
            found[person].add(number)
            new_numbers.add(number)
        keys = [(str(number.kind), number.value) for number in new_numbers - looked_at]
        carried = _rows(connection, tuple_(identifiers.c.kind, identifiers.c.value).in_(keys), most) if keys else ()
        looked_at |= new_numbers
        new_ids = {person for person, _ in carried} - found.keys()
        found |= {person: set() for person in new_ids}
        new_numbers = set()
    return _known(connection, found)


def _known(connection: Connection, found: Mapping[UUID, Collection[Identifier]]) -> dict[UUID, Known]:
    """What is known of ids that carry these numbers, and of none that is only asked for."""
    said = select(people.c.id, people.c.name, people.c.birth).where(people.c.id.in_(found.keys()))
    who = {row.id: {"name": row.name or "", "birth": row.birth or ""} for row in connection.execute(said)}
    right = corrected(connection, who.keys())
    return {
        person: Known(frozenset(numbers), **who[person] | _named(right.get(person, {})))
        if person in who
        else Known(frozenset(numbers))
        for person, numbers in found.items()
    }


def _named(corrected_: Mapping[str, str]) -> dict[str, str]:
    return {field: value for field, value in corrected_.items() if field in ("name", "birth")}


def _rows(connection: Connection, where: ColumnElement[bool], most: int) -> list[tuple[UUID, Identifier]]:
    rows = connection.execute(
        select(identifiers)
        .where(where, identifiers.c.kind.in_(_KINDS))
        .order_by(identifiers.c.person, identifiers.c.kind)
        .limit(4 * most)
    )
    return [(row.person, Identifier(IdentifierKind(row.kind), row.value)) for row in rows]
