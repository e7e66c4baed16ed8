"""A bare number: typed by somebody, or all that a code holds.

What a number is, is told by its form alone: 12 digits a citizen's number; 15 characters a health-insurance number;
10 digits a mobile number if they start as one, else a social-insurance number; 9 digits an identity number of
before 2021 (CMND). Eleven digits are a phone number that no longer exists, a fixed line, or a number read short.
Blanks, dots and dashes between the digits mean nothing.
"""

import re
from datetime import date

from kiosk import phone
from kiosk.cards import citizen_number, insurance_number, phones
from kiosk.cards.card import Card, CardKind, Family
from kiosk.cards.cleaning import bare
from kiosk.cards.goods import is_goods_number
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Identifier, IdentifierKind
from kiosk.phone import Phone, PhoneProblem

_SEPARATORS = re.compile(r"[.()‐-―−-]+")
_DIGITS = re.compile(r"[0-9]+")
_INTERNATIONAL = re.compile(r"\+[0-9]+")
_LONGEST = 60  # longer is no number, however it is grouped
_TELLING_PROBLEMS = (PhoneProblem.OLD_11_DIGITS, PhoneProblem.LANDLINE, PhoneProblem.NOT_MOBILE)


def parse(text: str, _today: date | None = None) -> Card | None:
    """Tell what a number is.

    >>> str(parse("001 090 000001").kind), str(parse("dn4010000000001").kind), str(parse("0900000001").kind)
    ('citizen_id', 'insurance_number', 'phone')
    >>> [str(parse(number).warnings[0]) for number in ("01200000001", "02838123456", "19001234", "00109000001")]
    ['phone_old_11_digits', 'phone_landline', 'phone_not_mobile', 'citizen_number_wrong_length']
    """
    if len(text) > _LONGEST:
        return None
    number = _SEPARATORS.sub("", bare(text)).upper()
    if insurance_number.is_long(number):
        return _insurance(number)
    if insurance_number.wrong_length(number):
        return unreadable(W.INSURANCE_NUMBER_WRONG_LENGTH)
    if _INTERNATIONAL.fullmatch(number):
        return _international(number)
    return _digits(number) if _DIGITS.fullmatch(number) else None


def _digits(number: str) -> Card | None:
    as_phone = phone.parse(number)
    match len(number), as_phone:
        case 12, PhoneProblem.OLD_11_DIGITS | PhoneProblem.LANDLINE if number.startswith("84"):
            return unreadable(phones.REASONS[as_phone])  # no province and no country has 84x
        case 12, _:
            return _citizen(number)
        case 9, _:
            return _old_citizen(number)
        case 10, PhoneProblem():
            return _insurance(number)
        case _, Phone():
            return _phone(as_phone)
        case 13, _ if is_goods_number(number):
            return Card(CardKind.FOREIGN, family=Family.GOODS)
        case length, PhoneProblem() if as_phone in _TELLING_PROBLEMS and (
            length in (8, 11) or number.startswith("0084")
        ):
            return unreadable(phones.REASONS[as_phone])
        case 11 | 13, _:
            return unreadable(W.CITIZEN_NUMBER_WRONG_LENGTH)
    return unreadable(W.NUMBER_WRONG_LENGTH) if len(number) < 14 else None  # more is a parcel's or an account's


def _international(number: str) -> Card:
    found = phone.parse(number)
    return _phone(found) if isinstance(found, Phone) else unreadable(phones.REASONS[found])


def _phone(number: Phone) -> Card:
    return Card(CardKind.PHONE, phone=number.e164, warnings=phones.doubts(number))


def _citizen(number: str) -> Card:
    return Card(
        CardKind.CITIZEN_ID,
        citizen_id=number,
        warnings=tuple(citizen_number.doubts(number)),
        identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, number)}),
    )


def _old_citizen(number: str) -> Card:
    identifier = Identifier(IdentifierKind.OLD_CITIZEN_ID, number)
    return Card(CardKind.CITIZEN_ID, citizen_id=number, identifiers=frozenset({identifier}))


def _insurance(number: str) -> Card:
    return Card(
        CardKind.INSURANCE_NUMBER,
        insurance_number=number,
        warnings=tuple(insurance_number.doubts(number)),
        identifiers=frozenset({insurance_number.identifier(number)}),
    )
