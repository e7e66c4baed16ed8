"""Which ids are one human, by the numbers they share and by what else is known of them. Pure: no database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from unicodedata import normalize
from uuid import UUID

from kiosk.linking import STRENGTH
from kiosk.people import Identifier, IdentifierKind, folded, same_day, same_name


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What is known of one id. ``birth`` as far as it is: 1955, 1990-08, 1990-08-15; empty for unknown."""

    numbers: frozenset[Identifier]
    name: str = ""
    birth: str = ""

    def __repr__(self) -> str:
        return f"Known({len(self.numbers)} numbers)"


@dataclass(frozen=True, slots=True, repr=False)
class Human:
    """Ids that are one human, all numbers known of them, and every name with the birth it came with."""

    ids: frozenset[UUID]
    numbers: frozenset[Identifier]
    names: frozenset[tuple[str, str]] = frozenset()
    plain: str = ""  # the plain letters of their names, alike in all of them

    def __repr__(self) -> str:
        return f"Human({len(self.ids)} ids)"


def joined(known: Mapping[UUID, Known]) -> tuple[Human, ...]:
    """Bring together what shares a number and can be one person, the surest numbers first.

    Whoever types another's number under a name of their own stays somebody else; ids with different citizen ids are
    different people. Where it is open whom of several somebody belongs to, they belong to none. The outcome does not
    depend on the order in which things are given.

    >>> number = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0100000001")
    >>> one, same, other = (Known(frozenset({number}), *of) for of in (("A", "1990"), ("A", "1990-08-15"), ("B", "")))
    >>> [len(human.ids) for human in joined({UUID(int=1): one, UUID(int=2): same, UUID(int=3): other})]
    [2, 1]
    """
    groups = {person: _alone(person, held) for person, held in known.items()}
    carriers: dict[Identifier, set[UUID]] = {}
    for person, held in known.items():
        for number in held.numbers:
            carriers.setdefault(number, set()).add(person)
    for number in sorted(carriers, key=lambda number: (STRENGTH.index(number.kind), number.value)):
        for alike in (_said_alike, can_be_one):  # the same words first: one vague namesake cannot part them
            sharing = sorted({groups[person] for person in carriers[number]}, key=lambda human: min(human.ids))
            for linked in _linked(sharing, alike):
                if len(linked) > 1 and all(can_be_one(*pair) for pair in combinations(linked, 2)):
                    whole = _whole(linked)
                    groups.update(dict.fromkeys(whole.ids, whole))
    return tuple(sorted(set(groups.values()), key=lambda human: min(human.ids)))


def can_be_one(one: Human, other: Human) -> bool:
    """Whether nothing known of the two says that they are different people."""
    if one.plain and other.plain and one.plain != other.plain:
        return False  # what same_name would say too; here hundreds are compared with hundreds
    for name, birth in one.names:
        for other_name, other_birth in other.names:
            if not same_day(birth, other_birth):
                return False
            if name and other_name and name != other_name and not same_name(name, other_name):
                return False
    return not contradict(one.numbers, other.numbers)


def contradict(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    """Whether these numbers hold two citizen ids: then they are two people's."""
    return len({number.value for number in (*one, *other) if number.kind is IdentifierKind.CITIZEN_ID}) > 1


def _said_alike(one: Human, other: Human) -> bool:
    return not one.names.isdisjoint(other.names)


def _alone(person: UUID, held: Known) -> Human:
    said = (" ".join(normalize("NFC", held.name).casefold().split()), held.birth)
    return Human(frozenset({person}), held.numbers, frozenset({said} if any(said) else ()), folded(held.name))


def _whole(parts: Iterable[Human]) -> Human:
    parts = tuple(parts)
    return Human(
        frozenset(person for part in parts for person in part.ids),
        frozenset(number for part in parts for number in part.numbers),
        frozenset(said for part in parts for said in part.names),
        max(part.plain for part in parts),
    )


def _linked(humans: Iterable[Human], alike: Callable[[Human, Human], bool]) -> list[list[Human]]:
    """The connected parts of a graph: who is alike to somebody in it, directly or over others."""
    parts: list[list[Human]] = []
    for human in humans:
        near = [part for part in parts if any(alike(human, other) for other in part)]
        parts = [part for part in parts if part not in near] + [[human, *(other for part in near for other in part)]]
    return parts
