"""The citizen card's code: CCCD of 2021 and căn cước of July 2024.

Seven fields between bars, plain text: number, old number of 9 digits or nothing, name, birth ``ddmmyyyy``, ``Nam``
or ``Nữ``, address, issued ``ddmmyyyy``. The card of 2024 has four more, so far seen empty. Nothing is signed.
The number's rules are in ``citizen_number``. Sources: what public readers agree on, among them
dangbaokhoa/identity-card; Thông tư 16/2024/TT-BCA art. 6 for the card of 2024.
"""

import re
from datetime import date

from kiosk.cards import citizen_number, dates, printed
from kiosk.cards.births import birth
from kiosk.cards.card import Card, CardKind
from kiosk.cards.cleaning import bare
from kiosk.cards.dates import DateFault
from kiosk.cards.piped import fields as split
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex

FIELDS_2021 = 7
FIELDS_2024 = 11

_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE, "nu": Sex.FEMALE, "male": Sex.MALE, "female": Sex.FEMALE}
_OLD_NUMBER = re.compile(r"[0-9]{9}")
_DATE_AND_NUMBER = re.compile(r"[0-9]{20}")
_DIGITS = re.compile(r"[0-9]+")


def parse(text: str, today: date | None = None) -> Card | None:
    """Read the card.

    >>> card = parse("001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ|01052021")
    >>> str(card.kind), card.name, str(card.birth), str(card.sex), card.citizen_id, card.warnings
    ('cccd', 'Nguyễn Văn Thử', '1990-08-15', 'male', '001090000001', ())
    >>> [str(reason) for reason in parse("001090000001|010000001|Nguyễn Văn").warnings]
    ['cccd_truncated']
    """
    fields = split(text)
    if len(fields) < 2:
        return None
    numbers_swapped = bool(_OLD_NUMBER.fullmatch(bare(fields[0]))) and citizen_number.is_citizen_number(bare(fields[1]))
    if numbers_swapped:
        fields[:2] = fields[1::-1]
    number = bare(fields[0])
    if not citizen_number.is_citizen_number(number):
        if len(fields) < FIELDS_2021 or not _has_birth_and_sex(fields):
            return None
        of_digits = _DIGITS.fullmatch(number) is not None
        return unreadable(W.CITIZEN_NUMBER_WRONG_LENGTH if of_digits else W.CITIZEN_NUMBER_MALFORMED)
    if len(fields) < FIELDS_2021:
        return unreadable(W.CCCD_TRUNCATED)
    if len(fields) > FIELDS_2024 + 1 or _DATE_AND_NUMBER.fullmatch(bare(fields[6])):
        return unreadable(W.TWO_CODES)
    if not any(dates.looks_day_first(field) or _sex(field) for field in fields[3:5]):
        return unreadable(W.CCCD_DAMAGED)
    return _read(fields, number, numbers_swapped, today)


def _read(fields: list[str], number: str, numbers_swapped: bool, today: date | None) -> Card:
    warnings: list[W] = []
    if len(fields) not in (FIELDS_2021, FIELDS_2024):
        warnings.append(W.CCCD_TRUNCATED if len(fields) < FIELDS_2024 else W.FIELD_COUNT_UNEXPECTED)
    in_order = _in_order(fields)
    if numbers_swapped or in_order != fields[1:FIELDS_2021]:
        warnings.append(W.FIELDS_SWAPPED)
    old_number, name_field, birth_field, sex_field, address_field, issue_field = in_order
    old_number = bare(old_number)
    identifiers = {Identifier(IdentifierKind.CITIZEN_ID, number)}
    if _OLD_NUMBER.fullmatch(old_number):
        identifiers.add(Identifier(IdentifierKind.OLD_CITIZEN_ID, old_number))
    elif old_number not in ("", "-", number):
        warnings.append(W.OLD_NUMBER_MALFORMED)
    name = printed.name(name_field)
    born, birth_warnings = birth(dates.day_first(birth_field), today)
    sex = _sex(sex_field)
    address = printed.address(address_field)
    warnings += name.warnings
    warnings += birth_warnings
    warnings += [] if sex else [W.SEX_UNKNOWN]
    warnings += citizen_number.doubts(number, born, sex)
    warnings += address.warnings
    warnings += _issue_doubts(issue_field, born, today)
    return Card(
        CardKind.CCCD if len(fields) == FIELDS_2021 else CardKind.CAN_CUOC,
        name=name.text,
        birth=born,
        sex=sex,
        citizen_id=number,
        address=address.text,
        warnings=tuple(dict.fromkeys(warnings)),
        identifiers=frozenset(identifiers),
    )


def _sex(field: str) -> Sex | None:
    return _SEXES.get(bare(field).casefold())


def _has_birth_and_sex(fields: list[str]) -> bool:
    return any(
        dates.looks_day_first(birth_field) and _sex(sex_field)
        for birth_field, sex_field in ((fields[3], fields[4]), (fields[4], fields[3]))
    )


def _in_order(fields: list[str]) -> list[str]:
    """Fields 2 to 7, neighbours put back where their form shows that they have changed places."""
    old_number, name, birth_field, sex_field, address, issued = fields[1:FIELDS_2021]
    if _is_worded(old_number) and (name == "" or _OLD_NUMBER.fullmatch(bare(name))):
        old_number, name = name, old_number
    if _sex(birth_field) and not _sex(sex_field):
        birth_field, sex_field = sex_field, birth_field
    if dates.looks_day_first(address) and _is_worded(issued):
        address, issued = issued, address
    return [old_number, name, birth_field, sex_field, address, issued]


def _is_worded(field: str) -> bool:
    return any(character.isalpha() for character in field)


def _issue_doubts(field: str, born: PartialDate | None, today: date | None) -> list[W]:
    issued = dates.day_first(field)
    if isinstance(issued, DateFault):
        return [
            {
                DateFault.MISSING: W.ISSUE_DATE_MISSING,
                DateFault.IMPOSSIBLE: W.ISSUE_DATE_IMPOSSIBLE,
            }.get(issued, W.ISSUE_DATE_UNREADABLE)
        ]
    warnings = []
    if born is not None and dates.first_day(issued) < dates.first_day(born):
        warnings.append(W.ISSUED_BEFORE_BIRTH)
    if today is not None and dates.first_day(issued) > today:
        warnings.append(W.ISSUE_DATE_IN_FUTURE)
    return warnings
