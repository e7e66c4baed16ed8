"""What somebody at the desk wants to see of the list: which day, which people, by which way in."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.desk.figures import Way
from kiosk.desk.rows import Counts, Query, RowFilter, RowKey
from kiosk.visits import Via

LOCAL_TIME: Final = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE: Final = 100

VIAS: Final = {
    Way.CITIZEN_CARD: frozenset({Via.CITIZEN_CARD}),
    Way.QR: frozenset({Via.CITIZEN_CODE, Via.PERSONAL_QR, Via.KBYT, Via.HEALTH_CERTIFICATE}),
    Way.INSURANCE_CARD: frozenset({Via.INSURANCE_CARD}),
    Way.PHONE: frozenset({Via.PHONE, Via.PHONE_ATTESTED}),
    Way.PROXY: frozenset({Via.PROXY}),
    Way.DECLARED: frozenset({Via.DECLARED}),
    Way.DESK: frozenset({Via.DESK}),
    Way.OTHER: frozenset({Via.TYPED_NUMBER, Via.CLOSING}),
}
"""Which ways of being recognised go under one name."""

OF_WHATEVER_DAY: Final = frozenset({RowFilter.INSIDE, RowFilter.WAITING, RowFilter.REFUSED, RowFilter.ATTENTION})


class Day(StrEnum):
    """A day that is not a date."""

    TODAY = "today"  # stays today when midnight passes
    ANY = "any"


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """What is looked for. ``text`` as typed; ``way`` None for all ways in."""

    filter: RowFilter = RowFilter.ALL
    text: str = ""
    way: Way | None = None
    day: Day | date = Day.TODAY

    def __repr__(self) -> str:
        return f"Wanted({self.filter}, {self.way}, {self.day})"

    @property
    def narrowed(self) -> bool:
        """Whether less is wanted than the whole filter."""
        return bool(self.text.strip()) or self.way is not None

    def local_day(self, now: datetime) -> date | None:
        """The local day that is wanted; None for all."""
        if self.day is Day.ANY:
            return None
        return now.astimezone(LOCAL_TIME).date() if isinstance(self.day, Day) else self.day

    def moment(self, now: datetime) -> datetime:
        """A time on the day whose lines are counted: noon of it, and now where every day is wanted."""
        day = self.local_day(now)
        return now if day is None else datetime.combine(day, time(12), LOCAL_TIME)

    def query(self, now: datetime, *, bare: bool, after: RowKey | None = None, limit: int = PAGE) -> Query:
        """The words of it for the store."""
        vias = frozenset[Via]() if self.way is None else VIAS[self.way]
        return Query(self.local_day(now), self.filter, self.text.strip(), vias, bare, after, limit)


def count_of(counts: Counts, wanted: RowFilter) -> int:
    """How many lines a filter has.

    >>> count_of(Counts(inside=3), RowFilter.INSIDE)
    3
    """
    return int(getattr(counts, wanted.value))
