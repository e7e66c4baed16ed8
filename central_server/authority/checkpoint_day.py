"""A day at a checkpoint: figures by the hour, who came, what was stopped, and whether everything has arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection, Row
from starlette.concurrency import run_in_threadpool

from central_server.authority import charts
from central_server.authority.areas import ward_name
from central_server.authority.devices_pages import kiosks_of
from central_server.authority.live import page_number
from central_server.authority.office import AuthorityOffice
from central_server.authority.purposes import Purpose, purpose_of
from central_server.authority.rights import Right
from central_server.authority.search import OPENINGS, limited
from central_server.problems import ProblemError
from central_server.store import checkpoint_days, live, people_search, stays
from central_server.store.access_log import note
from central_server.store.officers import Officer
from central_server.tracing.staying import Stay, day_begin
from central_server.web.forms import Form
from central_server.web.language import language_of
from central_server.web.site import clock, see_other
from kiosk.admission import LOCAL_TIME
from kiosk.people import masked_name, masked_number

A_PAGE = 50
MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Looked:
    """Which day, and which page of those who came; ``bare`` with their names and numbers, for this purpose."""

    begin: datetime
    page: int = 1
    bare: Purpose | None = None


def checkpoint_day_pages(office: AuthorityOffice) -> APIRouter:
    """Masked for whoever may see checkpoints; in full with a purpose, which is written down."""
    routes = APIRouter()

    @routes.get("/office/checkpoints/{code}")
    def day(
        code: str, request: Request, officer: Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]
    ) -> Response:
        asked = request.query_params
        looked = Looked(_begin(asked.get("day", ""), office.now()), page_number(asked.get("page", ""), MOST_PAGES))
        return _shown(office, request, officer, code, looked)

    @routes.get("/office/checkpoints/{code}/people")
    def masked_again(code: str, officer: Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]) -> Response:
        with office.open() as (connection, _):
            row = _place(connection, officer, code)
        return see_other(f"/office/checkpoints/{row.code}")

    @routes.post("/office/checkpoints/{code}/people")
    async def unmask(
        code: str, request: Request, officer: Annotated[Officer, Depends(office.may(Right.SEARCH_PEOPLE))]
    ) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_unmask, office, request, officer, code, form)

    return routes


def _unmask(office: AuthorityOffice, request: Request, officer: Officer, code: str, form: Form) -> Response:
    purpose = purpose_of(form)
    looked = Looked(_begin(form.text("day", 10), office.now()), page_number(form.text("page", 6), MOST_PAGES))
    if purpose.problem:
        return _shown(office, request, officer, code, looked, purpose, purpose.problem)
    with office.open() as (connection, now):
        minutes = limited(connection, officer, OPENINGS, now)
    if minutes:
        return _shown(office, request, officer, code, looked, purpose, "search.limit", minutes)
    return _shown(office, request, officer, code, Looked(looked.begin, looked.page, purpose), purpose)


def _shown(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    code: str,
    looked: Looked,
    purpose: Purpose | None = None,
    problem: str = "",
    minutes: int = 0,
) -> Response:
    begin = looked.begin
    with office.open() as (connection, now):
        row = _place(connection, officer, code)
        [place] = live.places(connection, [row], now)
        came, left = checkpoint_days.hours(connection, row.id, begin)
        devices = checkpoint_days.devices_of(connection, row.id)
        people, more = _people(connection, row.id, looked)
        who = people_search.who(connection, {stay.person for stay in people})
        numbers = people_search.numbers_of(connection, who)
        verdicts = checkpoint_days.verdicts(connection, devices, begin)
        turned_down = checkpoint_days.turned_down(connection, devices, begin)
        contradictions = checkpoint_days.contradictions(connection, devices, begin)
        if looked.bare is not None:
            subjects = [row.id, *who]
            counts: dict[str, int | str] = {"people": len(who), "day": f"{begin.astimezone(LOCAL_TIME):%Y-%m-%d}"}
            note(connection, officer, "unmasked", looked.bare.text, subjects, counts, now)
    return office.page(
        request,
        officer,
        "day.html",
        status=429 if minutes else 422 if problem else 200,
        place=place,
        begin=begin,
        day=begin.astimezone(LOCAL_TIME).date().isoformat(),
        came=sum(came),
        left=sum(left),
        chart=_chart(office, request, came, left),
        people=[_line(stay, who, numbers, bare=looked.bare is not None) for stay in people],
        bare=looked.bare is not None,
        page=looked.page,
        more=more,
        kiosks=kiosks_of(office, row.id),
        now_clock=clock(now),
        ward=ward_name(row.ward),
        purpose=purpose or Purpose("", ""),
        problem=problem,
        minutes=minutes,
        verdicts=verdicts,
        turned_down=turned_down,
        contradictions=contradictions,
    )


def _chart(office: AuthorityOffice, request: Request, came: list[int], left: list[int]) -> charts.Chart:
    language = language_of(request)
    title, hour, arrivals, departures = (
        office.site.words.say(key, language) for key in ("day.by_hour", "day.hour", "day.in", "day.out")
    )
    series = [
        (name, [(f"{at:02d}", float(count)) for at, count in enumerate(counts)] if any(came + left) else [])
        for name, counts in ((arrivals, came), (departures, left))
    ]
    return charts.columns(title, series, language, (hour, arrivals, departures))


def _people(connection: Connection, checkpoint: UUID, looked: Looked) -> tuple[list[Stay], bool]:
    """A page of stays that touch the day, and whether there are more."""
    until = looked.begin + timedelta(days=1)
    start = (looked.page - 1) * A_PAGE
    found = stays.stays_at(connection, checkpoint, looked.begin, until, limit=A_PAGE + 1, offset=start)
    return found[:A_PAGE], len(found) > A_PAGE


def _line(
    stay: Stay, who: Mapping[UUID, Row[Any]], numbers: Mapping[UUID, list[tuple[str, str]]], *, bare: bool
) -> dict[str, object]:
    row = who.get(stay.person)
    name = row.name if row is not None else ""
    return {
        "id": stay.person,
        "name": (name if bare else masked_name(name)) or "—",
        "numbers": [value if bare else masked_number(value) for _, value in numbers.get(stay.person, ())],
        "came_at": stay.came_at,
        "left_at": stay.left_at,
        "gate": stay.gate,
    }


def _place(connection: Connection, officer: Officer, code: str) -> Row[Any]:
    found = live.by_code(connection, officer, code)
    if found is None:
        raise ProblemError(404, "There is no such checkpoint in your area.")
    return found


def _begin(text: str, now: datetime) -> datetime:
    """When the local day began; of today for what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return day_begin(now).astimezone(UTC)
    if not 2000 <= day.year <= 2200:
        return day_begin(now).astimezone(UTC)
    return datetime.combine(day, time(), LOCAL_TIME).astimezone(UTC)
