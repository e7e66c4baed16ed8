"""What somebody declared about themselves, as something to be known by: typed, and believed no more than a card."""

import re

from kiosk.cards import insurance_number
from kiosk.cards.card import Card, CardKind
from kiosk.declarations import DeclaredSex, Identity
from kiosk.linking import LASTING
from kiosk.people import Identifier, IdentifierKind, Person, Sex, masked_name, same_name

_SEXES = {DeclaredSex.MALE: Sex.MALE, DeclaredSex.FEMALE: Sex.FEMALE}


def number_declared(text: str) -> Identifier | None:
    """What a typed number is: twelve digits a citizen's, nine one of before 2021, all else a passport's.

    >>> [number_declared(text).kind.value for text in ("001090000001", "024000001", "c1234567")]
    ['citizen_id', 'old_citizen_id', 'passport']
    """
    number = "".join(text.split()).upper()
    if re.fullmatch(r"[0-9]{12}", number):
        return Identifier(IdentifierKind.CITIZEN_ID, number)
    if re.fullmatch(r"[0-9]{9}", number):
        return Identifier(IdentifierKind.OLD_CITIZEN_ID, number)
    return Identifier(IdentifierKind.PASSPORT, number) if number else None


def numbers_declared(number: str | None, insurance: str | None) -> frozenset[Identifier]:
    """What a typed number and a typed BHYT number are."""
    insured = insurance_number.normalised(insurance) if insurance else None
    both = (number_declared(number) if number else None, insurance_number.identifier(insured) if insured else None)
    return frozenset(one for one in both if one is not None)


def declared_card(who: Identity) -> Card:
    """A declared identity as a card, for the rules of kiosk/linking.py. The sex *other* stands on no card."""
    number = number_declared(who.number) if who.number else None
    citizen = number is not None and number.kind is not IdentifierKind.PASSPORT
    return Card(
        CardKind.DECLARED,
        name=who.name or None,
        birth=who.birth,
        sex=_SEXES.get(who.sex) if who.sex else None,
        citizen_id=number.value if number and citizen else None,
        insurance_number=insurance_number.normalised(who.insurance) if who.insurance else None,
        phone=who.phone or None,
        identifiers=numbers_declared(who.number, who.insurance),
    )


def is_of(card: Card, said: Card) -> bool:
    """Whether a card that was held up can be that of whoever is declared for, and not of whoever declares.

    A number in common decides, then a number, a name or a birth date that differs.
    """
    if card.identifiers & said.identifiers:
        return True
    kinds = {one.kind for one in card.identifiers} & {one.kind for one in said.identifiers}
    if kinds & LASTING:
        return False
    if card.name and said.name and not same_name(card.name, said.name):
        return False
    return card.birth is None or said.birth is None or card.birth.may_be(said.birth)


def is_known_as(said: Card | Person, person: Person) -> bool:
    """Whether this is the name that ``person`` is known by, and a birth date that can be theirs.

    Where nothing was held up, a number is only claimed: it leads to nobody of whom not even the name is known.
    """
    if not said.name or not person.name or not same_name(said.name, person.name):
        return False
    return said.birth is not None and person.birth is not None and said.birth.may_be(person.birth)


def can_be_of(card: Card, person: Person) -> bool:
    """Whether nothing on the card says that it is another one's than ``person``'s, whose name may be masked.

    A number in common decides.
    """
    if card.identifiers & person.identifiers:
        return True
    if card.name and person.name and not same_name(card.name, person.name):
        masked = card.name == masked_name(person.name) or person.name == masked_name(card.name)
        if not masked:
            return False
    return card.birth is None or person.birth is None or card.birth.may_be(person.birth)
