"""Whether the holder of a card is somebody already known: pure, and on the side of caution.

Taking two people for one lets the second leave in the first one's name; taking one person for two only asks a
question more at the gate. So a doubt always means *somebody new*.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.cards.card import Card
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, folded, same_name

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
"""Kinds of identifier, the one that says most about who somebody is first."""

_REISSUED = frozenset(
    {IdentifierKind.INSURANCE_CARD, IdentifierKind.KBYT_DECLARATION, IdentifierKind.HEALTH_CERTIFICATE}
)
"""Kinds of which one person has several in the course of time: two different ones tell nobody apart."""

LASTING = frozenset(STRENGTH) - _REISSUED
"""Kinds that stay with a person: two different ones are two people's."""


def same_person(card: Card, candidates: Sequence[Person]) -> Person | None:
    """Who of the ``candidates``, the latest seen first, holds this card; None for somebody new.

    A shared number decides, unless both carry a citizen id and these differ. Without a shared number it takes an
    equal name, an equal whole birth date and an equal sex, no number that contradicts, and only one such person.

    >>> from uuid import UUID
    >>> from kiosk.cards.card import CardKind
    >>> from kiosk.people import Sex
    >>> number = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
    >>> known = Person(UUID(int=1), "Nguyễn Văn Thử", PartialDate(1990, 8, 15), Sex.MALE, frozenset({number}))
    >>> same_person(Card(CardKind.CITIZEN_ID, identifiers=frozenset({number})), [known]) is known
    True
    >>> bhyt = Card(CardKind.BHYT, name="NGUYEN VAN THU", birth=PartialDate(1990, 8, 15), sex=Sex.MALE)
    >>> same_person(bhyt, [known]) is known
    True
    >>> same_person(replace(bhyt, birth=PartialDate(1990)), [known]) is None
    True
    """
    everyone = same_people(card, candidates)
    return everyone[0] if everyone else None


def same_people(card: Card, candidates: Sequence[Person]) -> tuple[Person, ...]:
    """All of the ``candidates`` that this card shows to be one person, in the order given.

    More than one where a card carries numbers by which two people were known until now.
    """
    sharing = [person for person in candidates if _shares_number(card, person)]
    if sharing:
        return _without_contradiction(card, sharing)
    alike = [person for person in candidates if _alike(card, person)]
    return tuple(alike) if len(alike) == 1 else ()


def learned(person: Person, said: Card | Person) -> Person:
    """The person with what a card, or a second entry of theirs, adds: facts, diacritics, a birth date to the day.

    What is known already is never replaced by something else: a card is read, not verified.

    >>> from uuid import UUID
    >>> from kiosk.cards.card import CardKind
    >>> thu = Person(UUID(int=1), "NGUYEN VAN THU", PartialDate(1990), None, frozenset())
    >>> better = learned(thu, Card(CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15)))
    >>> better.name, str(better.birth)
    ('Nguyễn Văn Thử', '1990-08-15')
    """
    return replace(
        person,
        name=_better_name(person.name, said.name),
        birth=_better_birth(person.birth, said.birth),
        sex=person.sex or said.sex,
        identifiers=person.identifiers | said.identifiers,
    )


def _shares_number(card: Card, person: Person) -> bool:
    shared = card.identifiers & person.identifiers
    return bool(shared) and not _contradict(card.identifiers, person.identifiers, {IdentifierKind.CITIZEN_ID})


def _without_contradiction(card: Card, sharing: Sequence[Person]) -> tuple[Person, ...]:
    """The holder of the strongest shared number, and whoever may be the same person without contradicting it."""
    surest = min(sharing, key=lambda person: min(STRENGTH.index(i.kind) for i in card.identifiers & person.identifiers))
    one, numbers = [surest], surest.identifiers
    for person in sharing:
        if person is not surest and not _contradict(numbers, person.identifiers):
            one.append(person)
            numbers |= person.identifiers
    return tuple(person for person in sharing if person in one)


def _alike(card: Card, person: Person) -> bool:
    if card.name is None or card.birth is None or card.sex is None or person.name is None:
        return False
    return (
        card.birth.whole
        and card.birth == person.birth
        and card.sex is person.sex
        and same_name(card.name, person.name)
        and not _contradict(card.identifiers, person.identifiers)
    )


def _contradict(
    ones: Iterable[Identifier], others: Iterable[Identifier], kinds: Iterable[IdentifierKind] = STRENGTH
) -> bool:
    """Whether both sides have numbers of a kind that stays with a person, and none of them in common."""
    lasting = set(kinds) - _REISSUED
    mine = {(i.kind, i.value) for i in ones if i.kind in lasting}
    theirs = {(i.kind, i.value) for i in others if i.kind in lasting}
    both = {kind for kind, _ in mine} & {kind for kind, _ in theirs}
    agreed = {kind for kind, _ in mine & theirs}
    return bool(both - agreed)


def _better_name(known: str | None, said: str | None) -> str | None:
    if known is None or said is None:
        return known or said
    gains_diacritics = same_name(known, said) and folded(known) == known.casefold() and folded(said) != said.casefold()
    return said if gains_diacritics else known


def _better_birth(known: PartialDate | None, said: PartialDate | None) -> PartialDate | None:
    if known is None or said is None:
        return known or said
    return said if str(said).startswith(str(known) + "-") else known
