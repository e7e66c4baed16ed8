"""The figures of a day as CSV for the authorities: one number a row, with keys that never change.

Columns: section, key, value, unit, and what it means in words. Nothing in it is anybody's: medians of fewer people
than the page tells are left out here as well.
"""

from collections.abc import Iterator
from datetime import datetime

from kiosk.admission import LOCAL_TIME
from kiosk.desk.exports import Cell, csv_lines
from kiosk.desk.figures import Figures, Spread, Stage, Way
from kiosk.desk.figures_export_words import FiguresExportWords, figures_export_words
from kiosk.desk.figures_view import LEAST_FOR_MEDIAN, LEAST_FOR_P95
from kiosk.screens import Language

_Line = tuple[str, str, Cell, str]
_COUNTS = {
    "arrivals": "visits",
    "departures": "visits",
    "inside": "people",
    "capacity": "people",
    "peak": "people",
    "week_before": "visits",
    "automatic": "visits",
    "referred": "people",
    "stopped": "people",
    "to_be_met": "people",
    "retries": "times",
    "given_up": "people",
    "waiting": "rows",
    "refused": "rows",
}
"""What is counted of the whole day, and in what."""


def figures_csv(figures: Figures, language: Language, *, place: str = "", code: str = "") -> str:
    """The day as the text of a CSV file; ``place`` and ``code`` are the checkpoint's. What is not known is empty."""
    say = figures_export_words(language)
    rows = [
        (section, key, value, say.units[unit], _meaning(say, section, key))
        for section, key, value, unit in _lines(figures, place, code)
    ]
    return csv_lines(say.header, rows)


def _lines(figures: Figures, place: str, code: str) -> Iterator[_Line]:
    yield "day", "date", figures.day, ""
    yield "day", "at", _local(figures.at), ""
    yield "day", "place", place, ""
    yield "day", "code", code, ""
    for key, unit in _COUNTS.items():
        yield "totals", key, getattr(figures, key), unit
    yield "totals", "peak_at", _local(figures.peak_at), ""
    yield from _spread("totals", "passage", figures.spread)
    for hour in figures.hours:
        yield "arrivals_by_hour", f"{hour.hour:02d}h", hour.arrivals, "visits"
    for hour in figures.hours:
        yield "departures_by_hour", f"{hour.hour:02d}h", hour.departures, "visits"
    for way in figures.ways:
        yield "ways", way.way, way.count, "visits"
    for way in figures.ways:
        yield from _spread("ways", way.way, way.spread)
    for stage in figures.stages:
        yield from _spread("steps", stage.stage, stage.spread)
        yield "steps", f"{stage.stage}.given_up", stage.given_up, "people"


def _spread(section: str, key: str, spread: Spread | None) -> Iterator[_Line]:
    timed = spread.count if spread is not None else 0
    yield section, f"{key}.timed", timed, "people"
    told = round(spread.median, 1) if spread is not None and timed >= LEAST_FOR_MEDIAN else None
    yield section, f"{key}.median", told, "seconds"
    told = round(spread.p95, 1) if spread is not None and timed >= LEAST_FOR_P95 else None
    yield section, f"{key}.p95", told, "seconds"


def _meaning(say: FiguresExportWords, section: str, key: str) -> str:
    name, _, measure = key.partition(".")
    if section == "ways":
        said = say.ways[Way(name)]
    elif section == "steps":
        said = say.stages[Stage(name)]
    else:
        said = say.names.get(name, name)  # an hour is its own name
    words = [say.sections[section], said, say.measures.get(measure, "")]
    return " · ".join(word for word in words if word)


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(LOCAL_TIME).replace(tzinfo=None, microsecond=0)
