"""The health-insurance card's code (BHYT), of all paper cards since 2015.

Fifteen fields between bars; names and addresses are hexadecimal UTF-8 (``hex_text``), ``-`` stands for nothing::

    0 number (insurance_number)    5 facility, such as 01 - 999   10 parent or guardian, as field 1
    1 name                         6 valid from dd/mm/yyyy        11 living area
    2 birth dd/mm/yyyy or yyyy     7 valid until, or -            12 five years insured without a gap on
    3 sex: 1 male, 2 female        8 issued                       13 check code, its making unpublished
    4 address                      9 card's own number            14 $

Cards printed since April 2021 carry the ten-digit number, mostly no address and no last day. One description of
2016 has birth and sex the other way round, so their form decides. No official description was found; this one is
what public hospital software agrees on: nguyenkimnam1002/kiotkhambenh_vpc, tracnn/qlbv_public,
trongluc115/01-QUAN-LY-THE-BHYT-MAY.
"""

import re
from datetime import date

from kiosk.cards import dates, insurance_number, printed
from kiosk.cards.births import birth
from kiosk.cards.card import Card, CardKind
from kiosk.cards.cleaning import bare
from kiosk.cards.hex_text import changed_by_input_method, decoded
from kiosk.cards.insurance_validity import validity_doubts
from kiosk.cards.piped import fields as split
from kiosk.cards.printed import Printed
from kiosk.cards.provinces import issues_insurance
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Sex

WHOLE = 14
"""Fields before the end mark."""
ENOUGH = 7
"""Fewer fields do not surely hold a whole name, birth date and address."""

_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
_HEX_BEGUN = re.compile(r"(?:0[xX])?[0-9A-Fa-f]*|-")


def parse(text: str, today: date | None = None) -> Card | None:
    """Read the card; ``today`` None leaves its validity unjudged.

    >>> card = parse("0000000003|4cc3aa20486fc3a06e67|1955|1|-|48 - 999|01/04/2021|-|15/04/2021|1|-|4|-|0-0|$")
    >>> card.name, str(card.birth), str(card.sex), card.insurance_number, card.address, card.warnings
    ('Lê Hoàng', '1955', 'male', '0000000003', None, ())
    >>> [str(reason) for reason in parse("DN4010000000001|4e67|15/08").warnings]
    ['bhyt_truncated']
    """
    fields = split(text)
    ended = fields[-1].endswith("$")
    if ended:
        fields[-1] = fields[-1].removesuffix("$").rstrip()
        fields = fields if fields[-1] else fields[:-1]
    number = insurance_number.normalised(fields[0]) if fields else None
    if len(fields) < 2 or not _mine(fields, number, ended):
        return None
    if not bare(fields[0]).isascii() or any(changed_by_input_method(field) for field in _in_hex(fields)):
        return unreadable(W.WEDGE_DAMAGE)
    if any("$" in field for field in fields):
        return unreadable(W.TWO_CODES)
    if number is None:
        return unreadable(W.INSURANCE_NUMBER_MALFORMED)
    if len(fields) < ENOUGH:
        return unreadable(W.BHYT_TRUNCATED)
    return _read(fields, number, ended, today)


def _mine(fields: list[str], number: str | None, ended: bool) -> bool:
    """Tell whether this is the card, damaged or not: by its number, by its dates, by its end mark."""
    if len(fields) > 2 and dates.looks_iso(fields[2]):
        return False  # a national personal QR
    if number is not None and insurance_number.is_long(number):
        return True
    dated = any(dates.looks_day_first(field) for field in fields[2:4])
    if number is not None:
        return ended or _short_and_mine(fields, dated)
    if insurance_number.wrong_length(bare(fields[0]).upper()) and dated:
        return True
    return ended and len(fields) >= ENOUGH and (dated or len(fields) == WHOLE)


def _short_and_mine(fields: list[str], dated: bool) -> bool:
    """Ten digits may be anybody's: ask for the hexadecimal name, and for the sex beside the birth date."""
    in_hex = _HEX_BEGUN.fullmatch(fields[1]) is not None or changed_by_input_method(fields[1])
    if len(fields) <= 3:
        return in_hex
    return any(len(bare(field)) <= 1 for field in fields[2:4]) and (in_hex or dated)


def _in_hex(fields: list[str]) -> list[str]:
    return fields[1:2] + fields[4:5] + fields[10:11] + fields[13:14]


def _read(fields: list[str], number: str, ended: bool, today: date | None) -> Card:
    warnings: list[W] = []
    if not ended:
        warnings.append(W.BHYT_TRUNCATED)
        fields = fields[:-1] if len(fields) <= WHOLE else fields  # the last one may have been cut
    elif len(fields) != WHOLE:
        warnings.append(W.FIELD_COUNT_UNEXPECTED)
    name = _decoded_name(fields[1])
    birth_field, sex_field = fields[2], fields[3]
    swapped = bare(birth_field) in _SEXES and (dates.looks_day_first(sex_field) or len(bare(sex_field)) == len("yyyy"))
    if swapped:
        birth_field, sex_field = sex_field, birth_field
    born, birth_warnings = birth(dates.day_first(birth_field), today)
    sex = _SEXES.get(bare(sex_field))
    address = _decoded_address(fields[4])
    warnings += insurance_number.doubts(number)
    warnings += name.warnings
    warnings += [W.FIELDS_SWAPPED] if swapped else []
    warnings += birth_warnings
    warnings += [] if sex else [W.SEX_UNKNOWN]
    warnings += address.warnings
    warnings += _facility_doubts(fields[5])
    warnings += validity_doubts(fields[6:8], today)
    return Card(
        CardKind.BHYT,
        name=name.text,
        birth=born,
        sex=sex,
        insurance_number=number,
        address=address.text,
        warnings=tuple(dict.fromkeys(warnings)),
        identifiers=frozenset({insurance_number.identifier(number)}),
    )


def _decoded_name(field: str) -> Printed:
    if bare(field) in ("", "-"):
        return Printed(None, (W.NAME_MISSING,))
    text = decoded(field)
    return Printed(None, (W.NAME_UNREADABLE,)) if text is None else printed.name(text)


def _decoded_address(field: str) -> Printed:
    if bare(field) in ("", "-"):
        return Printed(None)
    text = decoded(field)
    return Printed(None, (W.ADDRESS_UNREADABLE,)) if text is None else printed.address(text)


def _facility_doubts(field: str) -> list[W]:
    """Judge the code of the hospital of first care: five digits, whatever dash and blanks stand among them."""
    digits = "".join(character for character in field if character in "0123456789")
    if bare(field) in ("", "-"):
        return []
    if len(digits) != 5:
        return [W.FACILITY_UNREADABLE]
    return [] if issues_insurance(digits[:2]) else [W.FACILITY_PROVINCE_UNKNOWN]
