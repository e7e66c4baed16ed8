"""The fields of a form, one by one: what is taken of what was typed, and why a text cannot stand."""

import re
from datetime import date
from enum import StrEnum

from kiosk import countries, phone
from kiosk.ages import age_group
from kiosk.cards import dates, insurance_number, printed
from kiosk.cards.dates import DateFault
from kiosk.declarations import DeclaredSex
from kiosk.people import PartialDate
from kiosk.phone import Phone
from kiosk.questionnaire import Field
from kiosk.typed_text import one_line

LENGTH = 200
"""Characters of a name, a street or an e-mail address: what the centre takes."""
OLDEST = 125
"""Years; nobody has been older."""

_NAMES = (Field.NAME, Field.REPRESENTATIVE)
_IN_DATES = re.compile(r"[\s./-]+")
_YEAR_FIRST = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})")
_ENDS_IN_YEAR = re.compile(r"(?:[0-9]{1,2}/?){0,2}([0-9]{4})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_VIETNAMESE_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_PASSPORT = re.compile(r"(?=[0-9]*[A-Z])[0-9A-Z]{6,12}")
_FOREIGN_NUMBER = re.compile(r"[0-9A-Z]{6,12}")


class FieldProblem(StrEnum):
    """Why a field cannot stand as it is; each has its own advice."""

    MISSING = "missing"
    NAME_TOO_SHORT = "name_too_short"
    NAME_NOT_LETTERS = "name_not_letters"
    NUMBER_LENGTH = "number_length"  # 9 or 12 digits, or a passport number
    BIRTH_NOT_A_DATE = "birth_not_a_date"
    BIRTH_IN_FUTURE = "birth_in_future"
    BIRTH_TOO_EARLY = "birth_too_early"
    BIRTH_DAY_NEEDED = "birth_day_needed"  # the year alone does not tell a child from an adult
    INSURANCE_NUMBER = "insurance_number"
    PHONE_EMPTY = "phone_empty"
    PHONE_NOT_DIGITS = "phone_not_digits"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_BAD_PREFIX = "phone_bad_prefix"
    PHONE_OLD_11_DIGITS = "phone_old_11_digits"
    PHONE_LANDLINE = "phone_landline"
    PHONE_NOT_MOBILE = "phone_not_mobile"
    PHONE_FOREIGN = "phone_foreign"
    EMAIL = "email"
    UNKNOWN_PLACE = "unknown_place"  # not one of today's provinces or wards
    CHILD_ALONE = "child_alone"  # a child cannot declare without a representative
    TOO_LONG = "too_long"


def birth_of(text: str) -> PartialDate | None:
    """Read a birth date as people write it: a year, or day, month and year. Blanks, points and hyphens part as well.

    >>> str(birth_of("1955")), str(birth_of("15/8/1990")), str(birth_of("15081990")), birth_of("31/02/1990")
    ('1955', '1990-08-15', '1990-08-15', None)
    >>> str(birth_of("15 8 1990")), str(birth_of("1990-08-15")), str(birth_of("8/1990")), birth_of("15/8/90")
    ('1990-08-15', '1990-08-15', '1990-08', None)
    """
    text = _IN_DATES.sub("/", text.strip())
    turned = _YEAR_FIRST.fullmatch(text)
    found = dates.from_parts(*map(int, turned.groups())) if turned else dates.day_first(text)
    return None if isinstance(found, DateFault) else found


def birth_text(birth: PartialDate) -> str:
    """Write a birth date as the form shows it.

    >>> birth_text(PartialDate(1990, 8, 15)), birth_text(PartialDate(1990, 8)), birth_text(PartialDate(1955))
    ('15/08/1990', '08/1990', '1955')
    """
    return "/".join(reversed(str(birth).split("-")))


def entered(name: Field, text: str) -> str:
    """Take of a text what belongs into a field; a blank at a name's end stays, since more may follow.

    >>> entered(Field.NAME, " nguyễn  văn "), entered(Field.NUMBER, "0010 9000-0001"), entered(Field.BIRTH, "15 8 1990")
    ('NGUYỄN VĂN ', '001090000001', '15/8/1990')
    >>> entered(Field.PHONE, "+84 90.000-0001"), entered(Field.INSURANCE, "dn 4 01 0000000001")
    ('+84900000001', 'DN4010000000001')
    """
    line = one_line(text, LENGTH + 1)
    if name in _NAMES:
        return one_line(line.upper(), LENGTH + 1)
    if name in (Field.NUMBER, Field.INSURANCE):
        return "".join(c for c in line.upper() if c.isascii() and c.isalnum())[:40]
    if name is Field.PHONE:
        return ("+" if line.startswith("+") else "") + re.sub(r"[^0-9]", "", line)[:20]
    if name is Field.BIRTH:
        return _IN_DATES.sub("/", re.sub(r"[^0-9\s./-]", "", line))[:20].lstrip("/")
    if name is Field.EMAIL:
        return line.replace(" ", "")
    return line if name is Field.STREET else line.strip()


def problem_with(name: Field, text: str, today: date, nation: str = "") -> FieldProblem | None:
    """Say why a text that was entered cannot stand, None where it can. Places and types have their own lists.

    >>> day = date(2026, 11, 23)
    >>> [str(problem_with(Field.BIRTH, text, day)) for text in ("1990", "2008", "2031", "1700", "31/02/1990")]
    ['None', 'birth_day_needed', 'birth_in_future', 'birth_too_early', 'birth_not_a_date']
    """
    match name:
        case Field.NAME | Field.REPRESENTATIVE:
            return _name_problem(text)
        case Field.NUMBER:
            return _number_problem(text, nation)
        case Field.BIRTH:
            return _birth_problem(text, today)
        case Field.SEX:
            return None if text in tuple(DeclaredSex) else FieldProblem.MISSING
        case Field.NATION:
            return None if countries.named(text) else FieldProblem.MISSING
        case Field.INSURANCE:
            return None if insurance_number.normalised(text) else FieldProblem.INSURANCE_NUMBER
        case Field.PHONE:
            found = phone.parse(text)
            return None if isinstance(found, Phone) else FieldProblem(found.value)
        case Field.EMAIL if len(text) <= LENGTH:
            return None if _EMAIL.fullmatch(text) and text.isprintable() else FieldProblem.EMAIL
        case Field.EMAIL | Field.STREET:
            return FieldProblem.TOO_LONG if len(text) > LENGTH else None
        case _:
            return None


def _name_problem(text: str) -> FieldProblem | None:
    if len(text) > LENGTH:
        return FieldProblem.TOO_LONG
    found = printed.name(text)
    if found.text is None or found.warnings:
        return FieldProblem.NAME_NOT_LETTERS
    return FieldProblem.NAME_TOO_SHORT if sum(c.isalpha() for c in found.text) < 2 else None


def _number_problem(text: str, nation: str) -> FieldProblem | None:
    """Vietnamese numbers have 9 or 12 digits; passports have letters, and abroad a few have none."""
    shapes = [_VIETNAMESE_NUMBER, _PASSPORT]
    if nation not in ("", countries.HOME):
        shapes.append(_FOREIGN_NUMBER)
    return None if any(shape.fullmatch(text) for shape in shapes) else FieldProblem.NUMBER_LENGTH


def _birth_problem(text: str, today: date) -> FieldProblem | None:
    born = birth_of(text)
    if born is None:
        ended = _ENDS_IN_YEAR.fullmatch(text)
        early = ended is not None and int(ended[1]) < dates.EARLIEST_YEAR
        return FieldProblem.BIRTH_TOO_EARLY if early else FieldProblem.BIRTH_NOT_A_DATE
    if dates.first_day(born) > today:
        return FieldProblem.BIRTH_IN_FUTURE
    if born.year < today.year - OLDEST:
        return FieldProblem.BIRTH_TOO_EARLY
    return None if age_group(born, today) else FieldProblem.BIRTH_DAY_NEEDED
