"""One human known under several ids: every kiosk makes its own, and the numbers they carry bring them together.

Nothing is merged in the database. What belongs together is found when it is asked for, so that one more number,
learned later, is enough, and a wrong one does no lasting harm.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, tuple_

from central_server.store.tables import identifiers
from kiosk.people import Identifier, IdentifierKind

MAX_IDS = 500  # looked at for one question: a number that half the country typed leads nowhere
MAX_ROWS = 4 * MAX_IDS

STRENGTH = (
    IdentifierKind.CITIZEN_ID,
    IdentifierKind.SOCIAL_INSURANCE,
    IdentifierKind.NATIONAL_QID,
    IdentifierKind.OLD_CITIZEN_ID,
    IdentifierKind.PASSPORT,
    IdentifierKind.INSURANCE_CARD,
    IdentifierKind.HEALTH_CERTIFICATE,
    IdentifierKind.KBYT_DECLARATION,
)
"""The kinds that can join two ids, the surest first. Anything else that an event calls an identifier joins nobody."""

_KINDS = tuple(str(kind) for kind in STRENGTH)
Numbers = Mapping[UUID, frozenset[Identifier]]


@dataclass(frozen=True, slots=True, repr=False)
class Human:
    """Ids that are one human, and all numbers known of them."""

    ids: frozenset[UUID]
    numbers: frozenset[Identifier]

    def __repr__(self) -> str:
        return f"Human({len(self.ids)} ids)"


def humans(
    connection: Connection, ids: Collection[UUID], asked: Mapping[UUID, frozenset[Identifier]] | None = None
) -> tuple[Human, ...]:
    """Everybody among ``ids``, each once, with the other ids they are known under.

    ``asked`` are numbers of somebody who is in no table, under an id made for the question.
    """
    numbers = _reached(connection, ids, asked or {})
    return tuple(human for human in joined(numbers) if not human.ids.isdisjoint([*ids, *(asked or ())]))


def joined(numbers: Numbers) -> tuple[Human, ...]:
    """Bring together what shares a number, the surest numbers first, and nobody who contradicts.

    Ids with different citizen ids are different people; a weaker number that such people share says nothing of
    anybody. The outcome does not depend on the order in which things are given.

    >>> number = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0100000001")
    >>> one, other = (Identifier(IdentifierKind.CITIZEN_ID, f"00109000000{n}") for n in "12")
    >>> len(joined({UUID(int=1): frozenset({number}), UUID(int=2): frozenset({number, one})}))
    1
    >>> len(joined({UUID(int=1): frozenset({number, other}), UUID(int=2): frozenset({number, one})}))
    2
    """
    groups = {person: Human(frozenset({person}), held) for person, held in numbers.items()}
    carriers: dict[Identifier, set[UUID]] = {}
    for person, held in numbers.items():
        for number in held:
            carriers.setdefault(number, set()).add(person)
    for number in sorted(carriers, key=lambda number: (STRENGTH.index(number.kind), number.value)):
        sharing = {groups[person] for person in carriers[number]}
        if len(sharing) > 1 and not _contradict(sharing):
            ids = frozenset(person for one in sharing for person in one.ids)
            whole = Human(ids, frozenset(number for one in sharing for number in one.numbers))
            groups.update(dict.fromkeys(ids, whole))
    return tuple(sorted(set(groups.values()), key=lambda human: min(human.ids)))


def _contradict(sharing: Iterable[Human]) -> bool:
    citizen_ids = {n.value for human in sharing for n in human.numbers if n.kind is IdentifierKind.CITIZEN_ID}
    return len(citizen_ids) > 1


def _reached(connection: Connection, ids: Collection[UUID], asked: Numbers) -> Numbers:
    """The numbers of all ids that can be reached from these over shared numbers."""
    found = {person: set(asked.get(person, ())) for person in [*ids, *asked]}
    new_ids, new_numbers = set(ids), {number for numbers in asked.values() for number in numbers}
    looked_at: set[Identifier] = set()
    while (new_ids or new_numbers) and len(found) < MAX_IDS:
        for person, number in _rows(connection, identifiers.c.person.in_(new_ids)) if new_ids else ():
            found[person].add(number)
            new_numbers.add(number)
        keys = [(str(number.kind), number.value) for number in new_numbers - looked_at]
        carried = _rows(connection, tuple_(identifiers.c.kind, identifiers.c.value).in_(keys)) if keys else ()
        looked_at |= new_numbers
        new_ids = {person for person, _ in carried} - found.keys()
        found |= {person: set() for person in new_ids}
        new_numbers = set()
    return {person: frozenset(numbers) for person, numbers in found.items()}


def _rows(connection: Connection, where: ColumnElement[bool]) -> list[tuple[UUID, Identifier]]:
    rows = connection.execute(
        select(identifiers)
        .where(where, identifiers.c.kind.in_(_KINDS))
        .order_by(identifiers.c.person, identifiers.c.kind)
        .limit(MAX_ROWS)
    )
    return [(row.person, Identifier(IdentifierKind(row.kind), row.value)) for row in rows]
