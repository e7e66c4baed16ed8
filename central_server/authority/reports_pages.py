"""/office/reports: what happened at the places of an area, as figures, charts and files. Nobody is named in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from central_server.authority.areas import KINDS, province_name, provinces, ward_name, wards
from central_server.authority.charts import Chart, bars, columns
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.authority.tracing_pages import XLSX, downloaded
from central_server.store import area_reports
from central_server.store.area_reports import Counts, Line, TooMuch
from central_server.store.officers import Officer
from central_server.web.language import Language, language_of
from kiosk.admission import LOCAL_TIME
from kiosk.desk.exports import Cell, Table, csv_of
from kiosk.desk.xlsx import xlsx_of

PATH = "/office/reports"
USUAL = 7  # days
MOST_DAYS = 31
MOST_AREAS = 20  # bars; the file has all
FILTERS = ("province", "ward", "kind")
COLUMNS = ("arrivals", "departures", "peak", "median", "declarations", "referred", "stopped")


class NotReported(Exception):
    """It cannot be reported like this; the message is the word that says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about: whole local days from ``since``."""

    province: str
    ward: str
    kind: str
    since: datetime
    days: int
    weekly: bool

    @property
    def query(self) -> dict[str, str]:
        """As an address has it."""
        last = self.since + timedelta(days=self.days - 1)
        asked = {"province": self.province, "ward": self.ward, "kind": self.kind}
        asked |= {"since": self.since.date().isoformat(), "until": last.date().isoformat()}
        return asked | {"by": "week" if self.weekly else "day"}


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was counted: its lines, and where most people came, by ward or by province."""

    wanted: Wanted
    places: int
    counts: Counts
    lines: list[Line]
    areas: list[tuple[str, int]]


def reports_pages(office: AuthorityOffice) -> APIRouter:
    """Reads only."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]

    @routes.get(PATH)
    def shown(request: Request, officer: theirs) -> Response:
        problem, report = "", None
        wanted = _usual(office.now(), officer)
        try:
            wanted = _wanted(request, officer, office.now())
            report = _counted(office, officer, wanted)
        except NotReported as fault:
            problem = str(fault)
        language = language_of(request)
        say = _saying(office, language)
        chosen = wanted.query | {
            name: request.query_params[name][:40] for name in FILTERS if name in request.query_params
        }
        return office.page(
            request,
            officer,
            "report.html",
            status=422 if problem else 200,
            problem=problem,
            report=report,
            chosen=chosen,
            charts_=_charts(report, say, language) if report else (),
            columns=COLUMNS,
            cells=_cells,
            span=_span,
            provinces=provinces(officer.area),
            wards=wards(wanted.province or officer.area),
            kinds=KINDS,
            file=lambda kind: f"{PATH}.{kind}?{urlencode(wanted.query)}",
        )

    @routes.get(PATH + ".csv")
    @routes.get(PATH + ".xlsx")
    def file(request: Request, officer: theirs) -> Response:
        try:
            wanted = _wanted(request, officer, office.now())
            report = _counted(office, officer, wanted)
        except NotReported:
            return shown(request, officer)
        table = _table(report, officer, office.now(), _saying(office, language_of(request)))
        name = f"bao-cao-{wanted.since:%Y%m%d}-{wanted.days}"
        if request.url.path.endswith(".csv"):
            return downloaded(csv_of(table).encode(), "text/csv; charset=utf-8", f"{name}.csv")
        return downloaded(xlsx_of(table), XLSX, f"{name}.xlsx")

    return routes


def _saying(office: AuthorityOffice, language: Language) -> Callable[[str], str]:
    def say(key: str) -> str:
        return office.site.words.say(key, language) if key in office.site.words else key.rpartition(".")[2]

    return say


def _usual(now: datetime, officer: Officer) -> Wanted:
    today = datetime.combine(now.astimezone(LOCAL_TIME).date(), time(), LOCAL_TIME)
    return Wanted(officer.area or "", "", "", today - timedelta(days=USUAL - 1), USUAL, weekly=False)


def _wanted(request: Request, officer: Officer, now: datetime) -> Wanted:
    """What the address asks for. Raises NotReported."""
    usual, asked = _usual(now, officer), request.query_params
    text = {
        name: asked.get(name, usual.query[name]).strip()[:40].replace("\0", "") for name in (*FILTERS, "since", "until")
    }
    try:
        first, last = (
            datetime.combine(date.fromisoformat(text[day]), time(), LOCAL_TIME) for day in ("since", "until")
        )
    except ValueError:
        raise NotReported("report.problem.days") from None
    days = (last - first).days + 1
    if not 1 <= days <= MOST_DAYS or not 2000 <= first.year <= 2200:
        raise NotReported("report.problem.days")
    return Wanted(text["province"], text["ward"], text["kind"], first, days, asked.get("by") == "week")


def _counted(office: AuthorityOffice, officer: Officer, wanted: Wanted) -> Report:
    """The report. Raises NotReported."""
    try:
        with office.open() as (connection, _):
            places = area_reports.places_in(connection, officer, wanted.province, wanted.ward, wanted.kind)
            counts = area_reports.counted(connection, [row.id for row in places], wanted.since, wanted.days)
    except TooMuch:
        raise NotReported("report.problem.much") from None
    within = wanted.province or officer.area
    areas: dict[str, int] = {}
    for row in places:
        code = ward_name(row.ward) if within else province_name(row.province)
        areas[code] = areas.get(code, 0) + counts.places[row.id]
    lines = area_reports.lines(counts, wanted.since, wanted.days, weekly=wanted.weekly)
    ranked = sorted(areas.items(), key=lambda one: (-one[1], one[0]))
    return Report(wanted, len(places), counts, lines, ranked)


def _charts(report: Report, say: Callable[[str], str], language: Language) -> list[Chart]:
    hours = [f"{hour:02d}" for hour in range(24)]
    came, left = (area_reports.by_hour(counts) for counts in (report.counts.came, report.counts.left))
    arrivals, departures = say("report.arrivals"), say("report.departures")
    labels = [f"{line.first:%d/%m}" for line in report.lines]
    vias = [(say(f"via.{via}"), float(many)) for via, many in report.counts.vias.most_common()]

    def both(title: str, names: list[str], first: list[int], second: list[int], head: str) -> Chart:
        series = [
            (word, [(name, float(many)) for name, many in zip(names, figures, strict=True)])
            for word, figures in ((arrivals, first), (departures, second))
        ]
        return columns(say(title), series, language, (say(head), arrivals, departures))

    return [
        both(
            "report.by_day",
            labels,
            [line.arrivals for line in report.lines],
            [line.departures for line in report.lines],
            "report.first",
        ),
        both("report.by_hour", hours, came, left, "report.hour"),
        bars(say("report.by_via"), vias, language, (say("report.via"), arrivals)),
        bars(
            say("report.by_area"),
            [(name, float(many)) for name, many in report.areas[:MOST_AREAS]],
            language,
            (say("report.area"), arrivals),
        ),
    ]


def _cells(line: Line) -> tuple[int | None, ...]:
    return tuple(getattr(line, name) for name in COLUMNS)


def _span(line: Line) -> str:
    last = line.first + timedelta(days=line.days - 1)
    return f"{line.first:%d/%m/%Y}" if line.days == 1 else f"{line.first:%d/%m} – {last:%d/%m/%Y}"


def _table(report: Report, officer: Officer, now: datetime, say: Callable[[str], str]) -> Table:
    """One sheet for days, and everything else below each other on the other."""
    rows: list[tuple[Cell, ...]] = [(line.first.date(), line.days, *_cells(line)) for line in report.lines]
    wanted, counts = report.wanted, report.counts
    note: list[tuple[str, Cell]] = [
        (say("live.province"), province_name(wanted.province)),
        (say("live.ward"), ward_name(wanted.ward)),
        (say("live.kind"), say(f"kind.{wanted.kind}") if wanted.kind else ""),
        (say("report.places"), report.places),
        (say("report.kiosks"), counts.kiosks),
        (say("report.missing"), counts.missing),
        (say("trace.file.by"), officer.name),
        (say("trace.file.at"), now.astimezone(LOCAL_TIME).replace(tzinfo=None, microsecond=0)),
    ]
    note += [(f"{say('report.via')}: {say(f'via.{via}')}", many) for via, many in counts.vias.most_common()]
    note += [(f"{say('report.area')}: {name}", many) for name, many in report.areas]
    hours = zip(area_reports.by_hour(counts.came), area_reports.by_hour(counts.left), strict=True)
    for hour, (came, left) in enumerate(hours):
        note.append(
            (
                f"{say('report.hour')} {hour:02d}: {say('report.arrivals')} / {say('report.departures')}",
                f"{came} / {left}",
            )
        )
    header = (say("report.first"), say("report.days"), *(say(f"report.{name}") for name in COLUMNS))
    return Table(say("report.sheet"), header, rows, say("report.note"), tuple(note))
