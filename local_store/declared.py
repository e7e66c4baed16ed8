"""What somebody declared about themselves, as something to be known by: typed, and believed no more than a card."""

import re

from kiosk.cards import insurance_number
from kiosk.cards.card import Card, CardKind
from kiosk.declarations import DeclaredSex, Identity
from kiosk.people import Identifier, IdentifierKind, Sex, same_name

_SEXES = {DeclaredSex.MALE: Sex.MALE, DeclaredSex.FEMALE: Sex.FEMALE}
_LASTING = {
    IdentifierKind.CITIZEN_ID,
    IdentifierKind.OLD_CITIZEN_ID,
    IdentifierKind.SOCIAL_INSURANCE,
    IdentifierKind.PASSPORT,
    IdentifierKind.NATIONAL_QID,
}


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


def declared_card(who: Identity) -> Card:
    """A declared identity as a card, for the rules of kiosk/linking.py. The sex *other* stands on no card."""
    number = number_declared(who.number) if who.number else None
    insurance = insurance_number.normalised(who.insurance) if who.insurance else None
    insured = insurance_number.identifier(insurance) if insurance else None
    citizen = number is not None and number.kind is not IdentifierKind.PASSPORT
    return Card(
        CardKind.DECLARED,
        name=who.name or None,
        birth=who.birth,
        sex=_SEXES.get(who.sex) if who.sex else None,
        citizen_id=number.value if number and citizen else None,
        insurance_number=insurance,
        phone=who.phone or None,
        identifiers=frozenset(one for one in (number, insured) if one is not None),
    )


def is_of(card: Card, said: Card) -> bool:
    """Whether a card that was held up can be that of whoever is declared for, and not of whoever declares.

    A number in common decides, then a number, a name or a birth date that differs.
    """
    if card.identifiers & said.identifiers:
        return True
    kinds = {one.kind for one in card.identifiers} & {one.kind for one in said.identifiers}
    if kinds & _LASTING:
        return False
    if card.name and said.name and not same_name(card.name, said.name):
        return False
    if card.birth is None or said.birth is None:
        return True
    one, other = sorted((str(card.birth), str(said.birth)), key=len)
    return other == one or other.startswith(one + "-")
