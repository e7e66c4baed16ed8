"""The figures of one day at one kiosk: counts and times, never a name, a number or an answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Way(StrEnum):
    """The ways in that figures tell apart."""

    CITIZEN_CARD = "citizen_card"
    QR = "qr"  # citizen code, VNeID, PC-Covid, vaccine pass, kbyt
    INSURANCE_CARD = "insurance_card"
    PHONE = "phone"
    PROXY = "proxy"  # khai hộ
    DECLARED = "declared"  # by themselves at the kiosk
    DESK = "desk"  # by the staff's hand
    OTHER = "other"


class Stage(StrEnum):
    """The steps of a passage that can be slow."""

    READING = "reading"  # from the code read to the verdict
    QUESTION = "question"  # already in? leaving?
    RETRY = "retry"  # unreadable, unknown
    PHONE = "phone"
    CODE = "code"  # waiting for and typing the OTP
    CHOOSING = "choosing"
    IDENTITY = "identity"
    ADDRESS = "address"
    HEALTH = "health"
    CONSENT = "consent"
    STAFF = "staff"  # staff signing in to vouch
    PROXY_FORM = "proxy_form"  # khai hộ, the whole page


class Ending(StrEnum):
    """What became of a passage."""

    ENTERED = "entered"
    LEFT = "left"
    REFERRED = "referred"
    STOPPED = "stopped"
    GIVEN_UP = "given_up"  # went away in the middle


@dataclass(frozen=True, slots=True)
class Passage:
    """One person's way through the kiosk. ``seconds`` from the first code or touch to the verdict.

    ``stages`` are the seconds spent in each; ``last`` is the stage somebody gave up in.
    """

    at: datetime
    way: Way | None
    ending: Ending
    seconds: float
    stages: tuple[tuple[Stage, float], ...]
    retries: int = 0
    last: Stage | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How a time is spread over ``count`` people: median and 95th percentile in seconds."""

    count: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Hour:
    """Arrivals and departures from ``hour`` to the next, by the clocks of Việt Nam."""

    hour: int
    arrivals: int
    departures: int


@dataclass(frozen=True, slots=True)
class WayFigures:
    """One way in: how many came by it, and how long it took those who were timed."""

    way: Way
    count: int
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One step: how long it took, and how many gave up in it."""

    stage: Stage
    spread: Spread
    given_up: int


@dataclass(frozen=True, slots=True)
class Figures:
    """One day. ``week_before`` is the number of arrivals up to the same time on the same weekday a week before, None
    where that day is not known. ``peak`` is the most people inside at once, and when. ``stages`` are the slowest first.
    """

    day: date
    at: datetime
    arrivals: int
    departures: int
    inside: int
    capacity: int | None
    peak: int
    peak_at: datetime | None
    hours: tuple[Hour, ...]
    ways: tuple[WayFigures, ...]
    spread: Spread | None
    stages: tuple[StageFigures, ...]
    retries: int
    given_up: int
    referred: int
    stopped: int
    to_be_met: int
    waiting: int
    refused: int
    automatic: int
    week_before: int | None = None
