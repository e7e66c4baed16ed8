"""The places of the page of figures and of the day's report. See ui/words/shape.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.desk.figures import Stage, Way


@dataclass(frozen=True, slots=True)
class AmountWords:
    """How long something takes, by its length."""

    seconds: str
    minutes: str
    minutes_seconds: str
    hours: str
    percent: str
    decimal: str


@dataclass(frozen=True, slots=True)
class TileWords:
    """The five numbers. ``week`` is in percent; ``week_few`` where there were too few for that."""

    arrivals: str
    departures: str
    inside: str
    person: str
    staff: str
    week: str
    week_few: str
    automatic: str
    of_capacity: str
    peak: str
    p95: str
    timed: str
    too_few: str
    nobody_timed: str
    to_be_met: str
    nobody_to_be_met: str


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Arrivals and departures by the hour; ``spoken`` is the chart for whoever hears it."""

    title: str
    arrivals: str
    departures: str
    hour: str
    spoken: str
    spoken_busiest: str
    spoken_hour: str


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The paper of one day."""

    title: str
    as_of: str
    numbers: str
    way: str
    people: str
    share: str
    median: str
    p95: str
    step: str
    given_up: str
    timed: str
    too_few: str
    referred: str
    stopped: str
    to_be_met: str
    automatic: str
    peak: str
    week: str
    signature: str
    signed_on: str
    private: str


@dataclass(frozen=True, slots=True)
class FiguresWords:
    """The page of figures."""

    amount: AmountWords
    tile: TileWords
    chart: ChartWords
    report: ReportWords
    ways: Mapping[Way, str]
    stages: Mapping[Stage, str]
    ways_title: str
    ways_none: str
    steps_title: str
    steps_none: str
    median: str
    retries: str
    given_up: str
    times: str
    times_most: str
    waiting: str
    refused: str
    automatic: str
    nothing: str
    nothing_line: str
    asking: str
    day: str
    earlier: str
    later: str
    today: str
    another_day: str
    unread: str
    unread_since: str
    csv: str
    print: str
    private: str
    saved: str
    printed: str
    unprinted: str
    unsaved: str
