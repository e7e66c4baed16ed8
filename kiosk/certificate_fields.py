"""Single values of a health certificate, read as leniently as the specification asks, and never with an exception.

Issuers write a dose as 2, 2.0 or "2", a day with a time of day behind it, a moment with the zone +02, +0200 or none.
Source: Electronic Health Certificate Specification, *Health Certificate Claim*; DCC JSON schema 1.3.0.
"""

import math
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from kiosk.people import PartialDate
from kiosk.strict_cbor import Tagged

LONGEST = 200
"""Characters kept of a text; the schema allows 80."""

DATE_TAGS = frozenset({0, 1, 100, 1004})
"""CBOR's tags for dates, which some issuers put where the schema wants bare values."""

_DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?(?:[T ].*)?", re.DOTALL | re.IGNORECASE)
_ZONE_WITHOUT_MINUTES = re.compile(r"[+-][0-9]{2}$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC, microsecond=0)


def bare(value: object) -> object:
    """The value without the tag of a date."""
    return value.value if isinstance(value, Tagged) else value


def text(value: object) -> str:
    r"""A text in NFC on one line without anything invisible, or "" for what is none.

    >>> text(" Bộ  Y tế\n\u202e"), text(None), text(2)
    ('Bộ Y tế', '', '2')
    """
    value = bare(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    seen = (" " if c.isspace() else c for c in value if c.isspace() or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))[:LONGEST].strip()


def count(value: object) -> int | None:
    """A number of doses.

    >>> count(2), count(2.0), count("2"), count(True), count(-1), count("two")
    (2, 2, 2, None, None, None)
    """
    value = bare(value)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}", value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if type(value) is int and 0 <= value < 100 else None


def day(value: object) -> PartialDate | None:
    """A day, as far as it is known; a time of day behind it is passed over.

    >>> [str(day(x)) for x in ("2021-05-30", "1990-08", "1955", "1963-XX-XX", "2021-03-18T22:54:00+02:00")]
    ['2021-05-30', '1990-08', '1955', '1963', '2021-03-18']
    >>> day(""), day("2021-02-30"), day("30.05.2021"), day(5)
    (None, None, None, None)
    """
    value = bare(value)
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day_ = (0 if part is None or not part.isdigit() else int(part) for part in found.groups())
    if month == 0:
        return PartialDate(year)
    try:
        date(year, month, day_ or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day_ or None)


def moment(value: object) -> datetime | None:
    """A moment in UTC, from ISO 8601 or seconds since 1970; without a zone it is UTC.

    >>> [str(moment(x)) for x in ("2021-07-14T15:10:00+02", "2021-02-20T12:34:56Z", 1620925952, "today")]
    ['2021-07-14 13:10:00+00:00', '2021-02-20 12:34:56+00:00', '2021-05-13 17:12:32+00:00', 'None']
    """
    value = bare(value)
    if not isinstance(value, str):
        return numeric_date(value)
    value = value.strip()
    if len(value) > 10 and _ZONE_WITHOUT_MINUTES.search(value):
        value += ":00"
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def numeric_date(value: object) -> datetime | None:
    """A CWT's moment (RFC 8392): seconds since 1970, whole or not. What no calendar has is its last or first day.

    >>> str(numeric_date(1620925952.5)), str(numeric_date(10**13)), numeric_date(float("nan")), numeric_date("1")
    ('2021-05-13 17:12:32.500000+00:00', '9999-12-31 23:59:59+00:00', None, None)
    """
    value = bare(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    try:
        return _EPOCH + timedelta(seconds=max(value, 0))
    except OverflowError:
        return _LAST
