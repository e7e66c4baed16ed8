"""Times as the store keeps them: whole microseconds since 1970 in UTC, and the local day they fall on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """An aware datetime as microseconds since 1970; ValueError for a naive one, which would be a bug.

    >>> to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("a time without a zone cannot be stored")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The same moment again, in UTC.

    >>> from_micros(1_000_001)
    datetime.datetime(1970, 1, 1, 0, 0, 1, 1, tzinfo=datetime.timezone.utc)
    """
    return _EPOCH + micros * _MICROSECOND


def local_day(at: datetime) -> date:
    """The day at the kiosk's door.

    >>> local_day(datetime(2026, 11, 20, 17, 0, tzinfo=UTC))
    datetime.date(2026, 11, 21)
    """
    to_micros(at)  # refuses a naive time
    return at.astimezone(LOCAL).date()


def bounds(day: date) -> tuple[int, int]:
    """First microsecond of a local day, and first of the next."""
    start = datetime.combine(day, time(), LOCAL)
    end = datetime.combine(day + timedelta(days=1), time(), LOCAL)
    return to_micros(start), to_micros(end)
