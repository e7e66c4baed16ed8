"""Times and days as the staff type them when they correct a line."""

import re
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.people import PartialDate

LOCAL_TIME: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_TIME = re.compile(r"(\d{1,2})[:hH. ]?(\d{2})(?:\s+(\S+))?")
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{4})")


def read_moment(text: str, otherwise: date) -> datetime | None:
    """A time of day, and a day where one is typed; aware. None for what is no time.

    >>> read_moment("8:42", date(2026, 11, 23)).isoformat(), read_moment("0842 22/11/2026", date(2026, 11, 23)).day
    ('2026-11-23T08:42:00+07:00', 22)
    >>> read_moment("25:00", date(2026, 11, 23)), read_moment("8", date(2026, 11, 23))
    (None, None)
    """
    found = _TIME.fullmatch(text.strip())
    day = read_day(found[3]) if found and found[3] else otherwise
    if found is None or day is None:
        return None
    try:
        return datetime.combine(day, time(int(found[1]), int(found[2])), LOCAL_TIME)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day as it is written here.

    >>> read_day("23/11/2026"), read_day("31-2-2026"), read_day("23/11")
    (datetime.date(2026, 11, 23), None, None)
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def read_birth(text: str, today: date) -> PartialDate | None:
    """A year, a month or a day of birth, not after today.

    >>> [str(read_birth(text, date(2026, 11, 23))) for text in ("1990", "8/1990", "15/08/1990", "2027", "90")]
    ['1990', '1990-08', '1990-08-15', 'None', 'None']
    """
    text = text.strip()
    day, month = read_day(text), _MONTH.fullmatch(text)
    if day is not None:
        birth = PartialDate(day.year, day.month, day.day)
    elif month is not None and 1 <= int(month[1]) <= 12:
        birth = PartialDate(int(month[2]), int(month[1]))
    elif re.fullmatch(r"\d{4}", text):
        birth = PartialDate(int(text))
    else:
        return None
    began = date(birth.year or 1, birth.month or 1, birth.day or 1)
    return birth if birth.year >= 1880 and began <= today else None
