"""Dates as Vietnamese cards write them: day first, whole or in part."""

import re
from datetime import date
from enum import StrEnum

from kiosk.cards.cleaning import bare
from kiosk.people import PartialDate

EARLIEST_YEAR = 1850
"""Nobody alive was born before, and no card was issued."""

_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_PARTED = re.compile(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_ISO = re.compile(r"([0-9*]{4})-([0-9*]{2})-([0-9*]{2})")


class DateFault(StrEnum):
    """Why a field gives no date."""

    MISSING = "missing"
    MASKED = "masked"
    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"


def from_parts(year: int, month: int = 0, day: int = 0) -> PartialDate | DateFault:
    """Make the date of these parts, where 0 stands for a part not known.

    >>> str(from_parts(2004, 2, 29)), str(from_parts(1955, 8)), str(from_parts(1955, 0, 3)), from_parts(2001, 2, 31)
    ('2004-02-29', '1955-08', '1955', <DateFault.IMPOSSIBLE: 'impossible'>)
    """
    if year < EARLIEST_YEAR or month > 12:
        return DateFault.IMPOSSIBLE
    if month == 0:
        return PartialDate(year)
    if day == 0:
        return PartialDate(year, month)
    try:
        date(year, month, day)
    except ValueError:
        return DateFault.IMPOSSIBLE
    return PartialDate(year, month, day)


def day_first(text: str) -> PartialDate | DateFault:
    """Read ``ddmmyyyy``, ``dd/mm/yyyy``, ``mm/yyyy`` or ``yyyy``; ``-`` and nothing are missing.

    >>> str(day_first("15081990")), str(day_first("15/08/1990")), str(day_first("00/08/1990")), str(day_first("1955"))
    ('1990-08-15', '1990-08-15', '1990-08', '1955')
    >>> day_first("-"), day_first("1508199")
    (<DateFault.MISSING: 'missing'>, <DateFault.UNREADABLE: 'unreadable'>)
    """
    text = bare(text)
    if text in ("", "-"):
        return DateFault.MISSING
    if _YEAR.fullmatch(text):
        return from_parts(int(text))
    found = _RUN.fullmatch(text) or _PARTED.fullmatch(text)
    if found is None:
        return DateFault.UNREADABLE
    day, month, year = found.groups(default="0")
    return from_parts(int(year), int(month), int(day))


def looks_day_first(text: str) -> bool:
    """Whether a field has a day-first date's form, possible or not. A bare year has not: it may be any number.

    >>> looks_day_first("31022001"), looks_day_first("15/08/1990"), looks_day_first("1990")
    (True, True, False)
    """
    text = bare(text)
    return bool(_RUN.fullmatch(text) or _PARTED.fullmatch(text))


def iso(text: str) -> PartialDate | DateFault:
    """Read ``yyyy-mm-dd`` in which stars may hide parts.

    >>> str(iso("1990-08-15")), str(iso("1990-**-**")), iso("****-**-**")
    ('1990-08-15', '1990', <DateFault.MASKED: 'masked'>)
    """
    text = bare(text)
    if text in ("", "-"):
        return DateFault.MISSING
    found = _ISO.fullmatch(text)
    if found is None:
        return DateFault.UNREADABLE
    year, month, day = found.groups()
    if "*" in year:
        return DateFault.MASKED
    if "*" in month:
        return from_parts(int(year))
    return from_parts(int(year), int(month), 0 if "*" in day else int(day))


def looks_iso(text: str) -> bool:
    """Whether a field has the form of ``iso``, possible or not."""
    return _ISO.fullmatch(bare(text)) is not None


def first_day(known: PartialDate) -> date:
    """Return the earliest day a partial date can mean.

    >>> first_day(PartialDate(1990, 8))
    datetime.date(1990, 8, 1)
    """
    return date(known.year, known.month or 1, known.day or 1)
