"""/office/reports: what happened at the places of an area, as figures, charts and files. Nobody is named in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from central_server.authority.areas import provinces, wards
from central_server.authority.charts import Chart, bars, columns, number
from central_server.authority.office import AuthorityOffice
from central_server.authority.reports import (
    BYS,
    COLUMNS,
    FILTERS,
    NotReported,
    Report,
    Wanted,
    cells,
    counted,
    named,
    read_wanted,
    sheet,
    usual,
)
from central_server.authority.rights import Right
from central_server.places import KINDS
from central_server.store.area_figures import Line, by_hour
from central_server.store.officers import Officer
from central_server.web.downloads import table_downloaded
from central_server.web.language import Language, language_of

PATH = "/office/reports"
MOST_AREAS = 20  # bars; the table beside them has all


def reports_pages(office: AuthorityOffice) -> APIRouter:
    """Reads only."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]

    @routes.get(PATH)
    def shown(request: Request, officer: theirs) -> Response:
        problem, report = "", None
        wanted = usual(office.now(), officer)
        try:
            wanted = read_wanted(request.query_params, officer, office.now())
            report = _counted(office, officer, wanted)
        except NotReported as fault:
            problem = str(fault)
        language = language_of(request)
        say = _saying(office, language)
        asked = request.query_params
        chosen = wanted.query | {name: asked[name][:40] for name in (*FILTERS, "by") if name in asked}

        def name_of(key: str, line: Line) -> str:
            return named(report, key, line, say) if report else ""

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
            cells=cells,
            name_of=name_of,
            bys=BYS,
            provinces=provinces(officer.area),
            wards=wards(wanted.province or officer.area),
            kinds=KINDS,
            file=lambda kind: f"{PATH}.{kind}?{urlencode(wanted.query)}",
        )

    @routes.get(PATH + ".csv")
    @routes.get(PATH + ".xlsx")
    def file(request: Request, officer: theirs) -> Response:
        try:
            wanted = read_wanted(request.query_params, officer, office.now())
            report = _counted(office, officer, wanted)
        except NotReported:
            return shown(request, officer)
        table = sheet(report, officer, office.now(), _saying(office, language_of(request)))
        name = f"bao-cao-{wanted.since:%Y%m%d}-{wanted.days}"
        return table_downloaded(table, name, "csv" if request.url.path.endswith(".csv") else "xlsx")

    return routes


def _saying(office: AuthorityOffice, language: Language) -> Callable[[str], str]:
    def say(key: str) -> str:
        return office.site.words.say(key, language) if key in office.site.words else key.rpartition(".")[2]

    return say


def _counted(office: AuthorityOffice, officer: Officer, wanted: Wanted) -> Report:
    with office.open() as (connection, _):
        return counted(connection, officer, wanted)


def _charts(report: Report, say: Callable[[str], str], language: Language) -> list[Chart]:
    hours = [f"{hour:02d}" for hour in range(24)]
    came, left = (by_hour(counts) for counts in (report.counts.came, report.counts.left))
    arrivals, departures = say("report.arrivals"), say("report.departures")
    labels = [f"{line.first:%d/%m}" for line in report.daily]
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
            [line.arrivals for line in report.daily],
            [line.departures for line in report.daily],
            "report.first",
        ),
        both("report.by_hour", hours, came, left, "report.hour"),
        bars(say("report.by_via"), vias, language, (say("report.via"), arrivals)),
        _by_area(report, say, language),
    ]


def _by_area(report: Report, say: Callable[[str], str], language: Language) -> Chart:
    """Bars of those with the most arrivals, and the figures of all."""
    pairs = [(name, float(many)) for name, many in report.areas]
    drawn = bars(say("report.by_area"), pairs[:MOST_AREAS], language, (say("report.area"), say("report.arrivals")))
    return replace(drawn, rows=tuple((name, number(many, language)) for name, many in pairs))
