"""A report for an officer: what was asked, its figures, and the sheet that both files are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from central_server.authority.areas import province_name, ward_name
from central_server.store import area_reports
from central_server.store.area_figures import Counts, Line, by_hour, line, lines
from central_server.store.area_reports import Group, Place, TooMuch
from central_server.store.officers import Officer
from kiosk.admission import LOCAL_TIME
from kiosk.desk.exports import Cell, Table

USUAL = 7  # days
MOST_DAYS = 31
FILTERS = ("province", "ward", "kind")
GROUPS = {"province": Group.PROVINCE, "ward": Group.WARD, "kind": Group.KIND, "place": Group.PLACE}
BYS = ("day", "week", *GROUPS)
COLUMNS = ("arrivals", "departures", "peak", "median", "declarations", "referred", "stopped")
OF_ALL = ("places", "kiosks", "missing")

Say = Callable[[str], str]


class NotReported(Exception):
    """It cannot be reported like this; the message is the word that says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about: whole local days from ``since``; ``by`` is what has a line of its own."""

    province: str
    ward: str
    kind: str
    since: datetime
    days: int
    by: str

    @property
    def query(self) -> dict[str, str]:
        """As an address has it."""
        last = self.since + timedelta(days=self.days - 1)
        asked = {"province": self.province, "ward": self.ward, "kind": self.kind}
        return asked | {"since": self.since.date().isoformat(), "until": last.date().isoformat(), "by": self.by}


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was counted.

    ``lines`` are those asked for, with the key of each group, empty for days; ``daily`` are the days or weeks;
    ``areas`` is where most people came, by ward or by province.
    """

    wanted: Wanted
    places: dict[str, Place]  # by code
    counts: Counts
    whole: Line
    lines: list[tuple[str, Line]]
    daily: list[Line]
    areas: list[tuple[str, int]]


def usual(now: datetime, officer: Officer) -> Wanted:
    """What is shown to whoever asks for nothing: the last days of all they may see."""
    today = datetime.combine(now.astimezone(LOCAL_TIME).date(), time(), LOCAL_TIME)
    return Wanted(officer.area or "", "", "", today - timedelta(days=USUAL - 1), USUAL, "day")


def read_wanted(asked: Mapping[str, str], officer: Officer, now: datetime) -> Wanted:
    """What an address asks for. Raises NotReported."""
    asked = usual(now, officer).query | {name: value.strip()[:40].replace("\0", "") for name, value in asked.items()}
    try:
        first, last = (
            datetime.combine(date.fromisoformat(asked[day]), time(), LOCAL_TIME) for day in ("since", "until")
        )
    except ValueError:
        raise NotReported("report.problem.days") from None
    days = (last - first).days + 1
    if not 1 <= days <= MOST_DAYS or not 2000 <= first.year <= 2200:
        raise NotReported("report.problem.days")
    if asked["by"] == "ward" and not (asked["province"] or officer.area):
        raise NotReported("report.problem.ward")
    by = asked["by"] if asked["by"] in BYS else "day"
    return Wanted(asked["province"], asked["ward"], asked["kind"], first, days, by)


def counted(connection: Connection, officer: Officer, wanted: Wanted) -> Report:
    """The report. Raises NotReported."""
    places = area_reports.places_in(connection, officer, wanted.province, wanted.ward, wanted.kind)
    try:
        counts = area_reports.counted(connection, places, wanted.since, wanted.days, GROUPS.get(wanted.by))
    except TooMuch:
        raise NotReported("report.problem.much") from None
    areas: dict[str, int] = {}
    for place in places:
        name = ward_name(place.ward) if wanted.province or officer.area else province_name(place.province)
        areas[name] = areas.get(name, 0) + counts.places[place.id]
    daily = lines(counts, wanted.since, wanted.days, weekly=wanted.by == "week")
    groups = [(key, line(one, wanted.since, 0, wanted.days)) for key, one in counts.groups.items()]
    groups.sort(key=lambda one: (-one[1].arrivals, one[0]))
    return Report(
        wanted,
        {place.code: place for place in places},
        counts,
        line(counts, wanted.since, 0, wanted.days),
        groups if wanted.by in GROUPS else [("", one) for one in daily],
        daily,
        sorted(areas.items(), key=lambda one: (-one[1], one[0])),
    )


def cells(of: Line) -> tuple[int | None, ...]:
    """The figures of a line, as COLUMNS has them."""
    return tuple(getattr(of, name) for name in COLUMNS)


def named(report: Report, key: str, of: Line, say: Say) -> str:
    """What a line is of."""
    match report.wanted.by:
        case "province":
            return province_name(key)
        case "ward":
            return ward_name(key)
        case "kind":
            return say(f"kind.{key}")
        case "place":
            return f"{report.places[key].name} ({key})"
    last = of.first + timedelta(days=of.days - 1)
    return f"{of.first:%d/%m/%Y}" if of.days == 1 else f"{of.first:%d/%m} – {last:%d/%m/%Y}"


def about(wanted: Wanted, say: Say) -> str:
    """Of which area and kind it is, in words."""
    kind = say(f"kind.{wanted.kind}") if wanted.kind else ""
    return ", ".join(filter(None, (ward_name(wanted.ward), province_name(wanted.province), kind))) or say("live.all")


def sheet(report: Report, officer: Officer, now: datetime, say: Say) -> Table:
    """Every figure of the page as a row: what part of it, of what, and the columns that part has.

    CSV and XLSX are both of this; what XLSX has beside it says only whose file it is.
    """
    wanted, counts = report.wanted, report.counts
    whole = (len(report.places), counts.kiosks, counts.missing)
    rows: list[tuple[Cell, ...]] = [
        (say("report.whole"), about(wanted, say), wanted.days, *cells(report.whole), *whole)
    ]
    width = len(rows[0])

    def row(part: str, *known: Cell) -> None:
        rows.append((say(part), *known, *[None] * (width - 1 - len(known))))

    if wanted.by in GROUPS:
        for key, one in report.lines:
            row(f"report.by.{wanted.by}", named(report, key, one, say), one.days, *cells(one))
    for one in report.daily:
        row("report.by.week" if wanted.by == "week" else "report.by.day", one.first.date(), one.days, *cells(one))
    for hour, (came, left) in enumerate(zip(by_hour(counts.came), by_hour(counts.left), strict=True)):
        row("report.hour", f"{hour:02d}h", wanted.days, came, left)
    for via, many in counts.vias.most_common():
        row("report.via", say(f"via.{via}"), wanted.days, many)
    for name, many in report.areas:
        row("report.area", name, wanted.days, many)
    columns = (*COLUMNS, *OF_ALL)
    header = (say("report.part"), say("report.name"), say("report.days"), *(say(f"report.{name}") for name in columns))
    last = wanted.since + timedelta(days=wanted.days - 1)
    note: tuple[tuple[str, Cell], ...] = (
        (say("report.area"), about(wanted, say)),
        (say("trace.since"), wanted.since.date()),
        (say("trace.until"), last.date()),
        (say("trace.file.by"), officer.name),
        (say("trace.file.at"), now.astimezone(LOCAL_TIME).replace(tzinfo=None, microsecond=0)),
    )
    return Table(say("report.sheet"), header, rows, say("report.note"), note)
