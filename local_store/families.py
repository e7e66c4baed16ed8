"""Everybody declared on one phone number: those kept here and those the centre tells of, each human once.

Who is one human with whom is decided by kiosk/linking.py, as for cards, and only for this list: nothing is merged.
Nobody held up a card for it, so a number in common joins only those of one name, born on what can be one day.
What is told of a member is what was declared on this number. What else is known of them is for their own card alone.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from kiosk.cards.card import Card, CardKind
from kiosk.declarations import Declaration, DeclaredSex, Holding, PhoneProof
from kiosk.declared import declared_card, is_known_as, numbers_declared
from kiosk.family import DeclaredPerson, Member
from kiosk.linking import learned, same_people
from kiosk.people import Identifier, Person, Sex, masked_name
from kiosk.visits import Standing
from local_store import forms, holdings, people, presence
from local_store.connection import Connection
from local_store.holdings import THEIRS
from local_store.visits import standing_of

MOST = 50  # people of one number, those who declared last: a ward's own phone may have hundreds

_DECLARED = f"SELECT person, {forms.COLUMNS} FROM declarations"  # noqa: S608 - our own column names

_LATEST = (
    "SELECT max(sequence) FROM declarations INDEXED BY declarations_phone "
    "WHERE phone = ? GROUP BY person ORDER BY 1 DESC LIMIT ?"
)


@dataclass(slots=True, repr=False)
class _Somebody:
    """A person of whom this list speaks: kept here in ``row``, or only told of; with what was declared of them."""

    person: Person
    row: int | None
    declared: list[DeclaredPerson] = field(default_factory=list)

    def add(self, one: DeclaredPerson) -> None:
        """Take in a declaration; it adds numbers of kinds that are not known of them, and a name that was not."""
        self.declared.append(one)
        numbers = _joined([self.person.identifiers, one.identifiers])
        known = self.person
        if known.name is None or known.name == masked_name(one.name):  # they came with a code, or a bare number
            known = replace(known, name=one.name or known.name, birth=known.birth or one.birth)
        self.person = replace(known, identifiers=numbers)


def family(connection: Connection, device: UUID, phone: str, told: Sequence[DeclaredPerson]) -> list[Member]:
    """Everybody declared on ``phone`` (E.164), here or as ``told``; whoever is inside first, then the newest.

    Somebody known here goes by the id made here. The particulars are those of the newest declaration on this number,
    with the numbers that older ones add, the holding what those on any come to. At most ``MOST`` of those kept here.
    """
    everyone = _everyone(connection, device, phone, told)
    members = [_member(connection, device, group) for group in _humans(everyone)]
    return sorted((one for one in members if one is not None), key=_order)


def member(connection: Connection, device: UUID, person: UUID) -> Member | None:
    """Somebody who declared here, on whichever number, and where they stand; None for anybody else.

    The particulars are those of the latest declaration, and nothing else.
    """
    row = people.row_of(connection, person)
    if row is None:
        return None
    found = connection.row(
        f"{_DECLARED} INDEXED BY declarations_of WHERE {THEIRS} ORDER BY sequence DESC LIMIT 1",
        *(row, row),
    )
    if found is None:
        return None
    known = people.load(connection, [row])[row]
    declaration = forms.declaration_of(found[1:], device, known.person.id)
    phone = declaration.filled.identity.phone
    proved = phone is not None and any(proved for *_, proved in _on_number(connection, phone, [found[0]]))
    one = _Somebody(known.person, row)
    one.add(_as_declared(declaration, proved))
    return _member(connection, device, [one])


def _everyone(
    connection: Connection, device: UUID, phone: str, told: Sequence[DeclaredPerson]
) -> dict[UUID, _Somebody]:
    everyone: dict[UUID, _Somebody] = {}
    rows = connection.rows(f"{_DECLARED} WHERE sequence IN ({_LATEST}) ORDER BY sequence DESC", phone, MOST)
    known = people.load(connection, {row[0] for row in rows})
    numbers: dict[int, list[frozenset[Identifier]]] = {row: [] for row in known}
    proved: set[int] = set()
    for whose, declared, was_proved in _on_number(connection, phone, known):
        numbers[whose].append(declared)
        if was_proved:
            proved.add(whose)
    for row in rows:
        here = known[row[0]]
        one = everyone.setdefault(here.person.id, _Somebody(here.person, here.row))
        newest = _as_declared(forms.declaration_of(row[1:], device, here.person.id), row[0] in proved)
        one.add(replace(newest, identifiers=_joined(numbers[row[0]])))
    for said in sorted(map(_as_told, told), key=lambda one: one.id):
        at = people.row_of(connection, said.id)
        if at is None:
            one = everyone.setdefault(said.id, _Somebody(_person_told(said), None))
        else:
            here = people.load(connection, [at])[at]
            one = everyone.setdefault(here.person.id, _Somebody(here.person, here.row))
        one.add(said)
    for one in list(everyone.values()):
        for other in people.candidates(connection, _card(one.person)):
            everyone.setdefault(other.person.id, _Somebody(other.person, other.row))
    return everyone


def _humans(everyone: dict[UUID, _Somebody]) -> list[list[_Somebody]]:
    """The same people in groups of one human each."""
    groups: dict[UUID, tuple[Person, list[_Somebody]]] = {}
    for one in sorted(everyone.values(), key=lambda one: (one.row is None, one.row or 0, one.person.id)):
        person, members = one.person, [one]
        card = _card(one.person)
        for same in same_people(card, [them for them, _ in groups.values() if is_known_as(card, them)]):
            them, theirs = groups.pop(same.id)
            person, members = learned(them, person), theirs + members
        groups[person.id] = person, members
    return [members for _, members in groups.values()]


def _member(connection: Connection, device: UUID, group: Sequence[_Somebody]) -> Member | None:
    declared = [said for one in group for said in one.declared]
    if not declared:
        return None  # known by a number, but neither told of nor declared on this phone
    rows = [one.row for one in group if one.row is not None]
    told = [said.holding for said in declared if said.holding is not None]
    holding = holdings.newest(connection, rows, told)
    declared.sort(key=lambda said: _newness(said.holding))
    standing = Standing(None, None, presence.inside_now(connection))
    if rows:
        standing = max((_standing(connection, device, row) for row in rows), key=_liveliness)
    newest = declared[0]
    for older in declared[1:]:
        newest = replace(newest, **{name: getattr(newest, name) or getattr(older, name) for name in _PARTICULARS})
    if standing.person is not None:
        newest = replace(newest, id=standing.person.id)
    proved = any(said.proved for said in declared)
    numbers = _joined(said.identifiers for said in declared)
    return Member(
        replace(newest, identifiers=numbers, holding=holding, proved=proved), replace(standing, declaration=holding)
    )


_PARTICULARS = ("name", "birth", "sex", "nation", "phone", "province", "ward", "street")


def _standing(connection: Connection, device: UUID, row: int) -> Standing:
    return standing_of(connection, device, people.load(connection, [row])[row])


def _liveliness(standing: Standing) -> tuple[bool, int, bool]:
    last = standing.last
    return standing.inside is not None, last.sequence if last else 0, standing.declaration is not None


def _order(one: Member) -> tuple[bool, float, str]:
    return one.standing.inside is None, _newness(one.standing.declaration), str(one.person.id)


def _newness(holding: Holding | None) -> float:
    """The newest first, and last of all whoever has none."""
    return -holding.declared_at.timestamp() if holding else float("inf")


def _on_number(
    connection: Connection, phone: str, people: Collection[int]
) -> list[tuple[int, frozenset[Identifier], bool]]:
    """Of each declaration on ``phone`` about these rows of people: whose, with which numbers, and was it proved.

    The newest is first.
    """
    found = connection.rows(
        "SELECT person, number, insurance, phone_proof FROM declarations INDEXED BY declarations_phone "
        "WHERE phone = ? AND person IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC",
        *(phone, json.dumps(sorted(people))),
    )
    return [
        (person, numbers_declared(number, insurance), proof != PhoneProof.NONE)
        for person, number, insurance, proof in found
    ]


def _as_told(said: DeclaredPerson) -> DeclaredPerson:
    """Somebody told of, with whether the number was proved to be theirs where the centre does not say.

    It tells more than name, birth and sex only of those who proved it; the proof of the holding alone may be that of
    another number.
    """
    more = said.identifiers or said.nation or said.phone or said.province
    latest = said.holding is not None and said.holding.phone_proof is not PhoneProof.NONE
    return replace(said, proved=said.proved or bool(more and latest))


def _as_declared(declaration: Declaration, proved: bool) -> DeclaredPerson:
    filled = declaration.filled
    who, where = filled.identity, filled.address
    return DeclaredPerson(
        declaration.person,
        who.name,
        who.birth,
        who.sex.value if who.sex else "",
        declared_card(who).identifiers,
        Holding(declaration.at, declaration.holds_until, filled.result.verdict, filled.campaign, filled.phone_proof),
        who.nation or "",
        who.phone or "",
        where.province if where else "",
        where.ward if where else "",
        where.street if where else "",
        proved,
    )


def _person_told(said: DeclaredPerson) -> Person:
    sex = Sex(said.sex) if said.sex in (DeclaredSex.MALE, DeclaredSex.FEMALE) else None
    return Person(said.id, said.name or None, said.birth, sex, said.identifiers)


def _card(person: Person) -> Card:
    return Card(CardKind.DECLARED, name=person.name, birth=person.birth, sex=person.sex, identifiers=person.identifiers)


def _joined(numbers: Iterable[frozenset[Identifier]]) -> frozenset[Identifier]:
    """Numbers of several sources; where two differ in a kind, the first source's stand."""
    joined: frozenset[Identifier] = frozenset()
    for more in numbers:
        kinds = {one.kind for one in joined}
        joined |= {one for one in more if one.kind not in kinds}
    return joined
