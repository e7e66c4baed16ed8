"""The terms that run for requests about one's own data, and for breaches.

From Decree 356/2025/ND-CP, Articles 5 and 28, under Law 91/2025/QH15, as secondary sources give them: to be confirmed
by a lawyer before they are relied on. Where the sources leave open which days count, the sooner end is taken:
the two days for a first reply are working days, all others are days of the calendar.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from kiosk.admission import LOCAL_TIME
from kiosk.errors import SettingsError

Kind = Literal["view", "correct", "delete", "withdraw"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WORKING_DAYS_TO_ACKNOWLEDGE = 2
ANSWER: Mapping[Kind, timedelta] = {
    "view": timedelta(days=10),
    "correct": timedelta(days=10),
    "delete": timedelta(days=20),
    "withdraw": timedelta(days=15),
}
EXTENSION: Mapping[Kind, timedelta] = ANSWER  # once, by as long again
BREACH = timedelta(hours=72)
HOLIDAYS = Path(__file__).with_name("holidays.toml")
HOLIDAYS_VARIABLE = "KIOSK_CENTRE_HOLIDAYS"  # a file of the operator's own
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days that are no working days: month and day of each year, and single ones."""

    every_year: frozenset[tuple[int, int]] = frozenset()
    days: frozenset[date] = frozenset()

    def working(self, day: date) -> bool:
        """Whether the authority works on this day."""
        return day.weekday() < SATURDAY and (day.month, day.day) not in self.every_year and day not in self.days


def read_holidays(file: Path) -> Holidays:
    """Read a file like holidays.toml. Raises SettingsError that names it."""
    try:
        with file.open("rb") as opened:
            said = tomllib.load(opened)
        yearly = [date.fromisoformat(f"2000-{one}") for one in said.pop("every_year", [])]
        days = [date.fromisoformat(str(one)) for one in said.pop("days", [])]
    except (OSError, ValueError, TypeError) as fault:
        raise SettingsError(f"{file.name}: every_year is a list of MM-DD, days one of YYYY-MM-DD ({fault}).") from fault
    if said:
        raise SettingsError(f"{file.name}: {', '.join(sorted(said))} is not known; there are every_year and days.")
    return Holidays(frozenset((one.month, one.day) for one in yearly), frozenset(days))


def holidays() -> Holidays:
    """The operator's own, else those that are shipped."""
    return _read_once(Path(os.environ.get(HOLIDAYS_VARIABLE) or HOLIDAYS))


def acknowledge_by(made: datetime, free: Holidays) -> datetime:
    """The end of the second working day after the one on which it was made.

    >>> friday = datetime.fromisoformat("2026-11-20T09:00+07:00")
    >>> acknowledge_by(friday, Holidays()).isoformat()
    '2026-11-25T00:00:00+07:00'
    """
    day, left = made.astimezone(LOCAL_TIME).date(), WORKING_DAYS_TO_ACKNOWLEDGE
    while left:
        day += timedelta(days=1)
        left -= free.working(day)
    return datetime.combine(day + timedelta(days=1), time(), LOCAL_TIME)


def answer_by(kind: Kind, made: datetime) -> datetime:
    """When the answer is due."""
    return made + ANSWER[kind]


@lru_cache(maxsize=4)
def _read_once(file: Path) -> Holidays:
    return read_holidays(file)
