"""Values: somebody in isolation, what begins it, a daily report. Health is sensitive, so none of them shows itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

LONGEST = 60  # days at once


@dataclass(frozen=True, slots=True, repr=False)
class Beginning:
    """Who is to stay where, from one day to another, both included. ``phone`` in E.164.

    ``facility`` None: at home, at this address; else the checkpoint where they are, whose address it is.
    """

    name: str
    birth: str | None
    phone: str
    facility: UUID | None
    province: str
    ward: str
    street: str
    from_day: date
    until_day: date
    reason: str

    def __repr__(self) -> str:
        return "Beginning()"


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One daily report. ``id`` was made with the form; ``temperature`` in tenths; ``answers`` by question."""

    id: UUID
    day: date
    at: datetime
    version: str
    answers: Mapping[str, str]
    temperature: int | None
    note: str
    verdict: str

    def __repr__(self) -> str:
        return f"Report({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class Isolated:
    """Somebody in isolation. ``report``: the latest of the day asked about; ``heard``: the last day there is one of."""

    id: UUID
    name: str
    birth: str | None
    place: Literal["home", "facility"]
    facility: UUID | None
    province: str
    ward: str
    street: str
    from_day: date
    until_day: date
    ended_day: date | None
    reason: str
    report: Report | None = None
    heard: date | None = None

    def __repr__(self) -> str:
        return f"Isolated({self.id})"

    @property
    def silent_since(self) -> date:
        """The first day that nothing was heard of, if nothing was heard today."""
        return self.from_day if self.heard is None else self.heard + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Among:
    """Whom to list; None and empty for all. ``shown``: those not heard of, those to look into, or everybody."""

    facility: UUID | None = None
    province: str = ""
    wards: frozenset[str] = field(default_factory=frozenset)
    shown: Literal["all", "silent", "alerts", "reported"] = "all"


@dataclass(frozen=True, slots=True)
class Count:
    """How many are in isolation on a day, how many of them reported, and how many reports are to be looked into."""

    inside: int
    reported: int
    alerts: int
