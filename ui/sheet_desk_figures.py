"""The numbers of the sheet's desk: a full day, and what the store says of itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.desk.devices import Measured
from kiosk.desk.figures import Figures, Hour, Spread, Stage, StageFigures, Way, WayFigures


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """Fits ``kiosk.desk.ports.FigureStore``: a full day, or one on which nobody came."""

    empty: bool = False

    def day(self, day: datetime) -> Figures:
        """The day."""
        if self.empty:
            return Figures(date(2026, 11, 23), day, 0, 0, 0, 400, 0, None, (), (), None, (), 0, 0, 0, 0, 0, 0, 0, 0)
        arrivals = (12, 88, 262, 241, 187, 96, 41, 118, 209, 176, 121, 61)
        departures = (0, 14, 61, 148, 214, 226, 108, 62, 117, 191, 208, 135)
        hours = tuple(Hour(6 + at, *both) for at, both in enumerate(zip(arrivals, departures, strict=True)))
        ways = (
            (Way.CITIZEN_CARD, 868, 3.6, 7.1), (Way.QR, 402, 2.1, 4.4), (Way.INSURANCE_CARD, 166, 4.0, 9.2),
            (Way.PHONE, 95, 41.2, 88.0), (Way.DECLARED, 52, 131.0, 244.0), (Way.PROXY, 19, 112.0, 240.0),
            (Way.DESK, 8, 6.0, 14.0), (Way.OTHER, 2, 5.0, 6.0),
        )  # fmt: skip
        steps = ((Stage.HEALTH, 61, 48.0, 90.0, 2), (Stage.CODE, 48, 19.0, 61.0, 7), (Stage.ADDRESS, 57, 17.0, 44.0, 1))
        return Figures(
            date(2026, 11, 23), day, 1612, 1484, 128, 400, 262, day - timedelta(hours=9), hours,
            tuple(WayFigures(way, count, Spread(count, median, p95)) for way, count, median, p95 in ways),
            Spread(1592, 3.44, 88.0),
            tuple(StageFigures(step, Spread(n, median, p95), gone) for step, n, median, p95, gone in steps),
            37, 12, 15, 4, 7, 3, 1, 5, 1500,
        )  # fmt: skip


class SheetStore:
    """Fits ``kiosk.desk.devices.StoreFacts``."""

    def measured(self) -> Measured:
        """A store of some months."""
        return Measured(18_402, 46_000_000, 38 * 1024**3, encrypted=True)
