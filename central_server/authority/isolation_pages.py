"""/office/isolation: who is in isolation, who has reported today, who has not since when, whose report to look into."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority.areas import province_name, provinces, ward_name
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.isolation import daily
from central_server.isolation.people import Among, Isolated
from central_server.problems import ProblemError
from central_server.store import checkpoints, isolation
from central_server.store.access_log import note
from central_server.store.officers import Officer
from central_server.web.downloads import CSV, downloaded
from central_server.web.forms import Form
from central_server.web.language import Language, language_of
from central_server.web.site import see_other
from kiosk.admission import local_date
from kiosk.desk.exports import Cell, csv_lines
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

PATH = "/office/isolation"
PURPOSE = "isolation"  # of authority/purposes.py: nobody comes here for anything else
MOST_EXPORTED = 20_000
Shown = Literal["all", "silent", "alerts", "reported"]
SHOWN: tuple[Shown, ...] = get_args(Shown)


def isolation_office_pages(office: AuthorityOffice) -> APIRouter:
    """For officers who look after isolation: of one province, for the people there."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.MANAGE_ISOLATION))]
    exporting = Annotated[Officer, Depends(office.may(Right.EXPORT))]

    @routes.get(PATH)
    def listed(request: Request, officer: theirs) -> Response:
        return _listed(office, request, officer)

    @routes.get(f"{PATH}.csv")
    def exported(request: Request, officer: theirs, _may: exporting) -> Response:
        return _exported(office, request, officer)

    @routes.get(PATH + "/person/{who}")
    def one(who: UUID, request: Request, officer: theirs) -> Response:
        return _one(office, request, officer, who)

    @routes.post(PATH + "/person/{who}/end")
    async def end(who: UUID, request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_end, office, request, officer, who, form)

    return routes


def among(connection: Connection, officer: Officer, asked: Mapping[str, str], today: date) -> tuple[date, Among]:
    """The day and whom to list, as the address says and as far as this officer sees. Raises ProblemError 404, 422."""
    facility = None
    if code := asked.get("facility", "").strip().upper():
        place = checkpoints.by_code(connection, code) if re.fullmatch(CHECKPOINT_CODE, code) else None
        if place is None or not officer.sees(place.province):
            raise ProblemError(404, "There is no such checkpoint.")
        facility = place.id
    try:
        day = date.fromisoformat(asked["day"]) if asked.get("day") else today
    except ValueError:
        raise ProblemError(422, "day: is no date.") from None
    shown: Shown = next((one for one in SHOWN if one == asked.get("show")), "all")
    province = asked.get("province", "")
    return day, Among(facility, officer.area or (province if re.fullmatch("[0-9]{2}", province) else ""), shown=shown)


def _listed(office: AuthorityOffice, request: Request, officer: Officer) -> Response:
    asked = dict(request.query_params)
    with office.open() as (connection, now):
        day, whom = among(connection, officer, asked, local_date(now))
        people = isolation.listed(connection, day, whom, _after(asked))
        count = isolation.counted(connection, day, whom)
        names = isolation.facility_names(connection, people)
        counts: dict[str, int | str] = {"people": len(people), "show": whom.shown}
        note(connection, officer, "isolation_list", PURPOSE, [one.id for one in people], counts, now)
    if whom.shown == "alerts":
        people = isolation.gravest_first(people)
    return office.page(
        request,
        officer,
        "isolation.html",
        day=day,
        due=daily.shipped().due,
        count=count,
        people=[(one, where(one, names), _said(one, language_of(request))) for one in people],
        shown=whom.shown,
        kinds=SHOWN,
        facility=asked.get("facility", ""),
        province=whom.province,
        provinces=provinces(officer.area),
        more=max((str(one.id) for one in people), default="") if len(people) == isolation.MOST else "",
    )


def _exported(office: AuthorityOffice, request: Request, officer: Officer) -> Response:
    asked = dict(request.query_params)
    with office.open() as (connection, now):
        day, whom = among(connection, officer, asked, local_date(now))
        people = isolation.listed(connection, day, whom, limit=MOST_EXPORTED + 1)
        if len(people) > MOST_EXPORTED:
            raise ProblemError(422, f"More than {MOST_EXPORTED} people: choose a facility or a province.")
        names = isolation.facility_names(connection, people)
        counts: dict[str, int | str] = {"people": len(people), "show": whom.shown}
        note(connection, officer, "isolation_export", PURPOSE, [one.id for one in people], counts, now)
    language = language_of(request)
    say = office.site.words.say
    heads = ("name", "birth", "where", "from", "until", "today", "said", "degrees", "note", "silent")
    header = [say(f"isolation.csv.{head}", language) for head in heads]
    lines = [_cells(one, where(one, names), language, say(f"isolation.{state(one)}", language)) for one in people]
    return downloaded(csv_lines(header, lines).encode(), CSV, f"cach-ly-{day.isoformat()}.csv")


def _one(office: AuthorityOffice, request: Request, officer: Officer, who: UUID, problem: str = "") -> Response:
    with office.open() as (connection, now):
        found = require(connection, officer, who, local_date(now))
        reports = isolation.reports_of(connection, who)
        phone = isolation.phone_of(connection, who, now)
        names = isolation.facility_names(connection, [found])
        note(connection, officer, "isolation_person", PURPOSE, (who,), {"reports": len(reports)}, now)
    language = language_of(request)
    return office.page(
        request,
        officer,
        "isolation_person.html",
        status=422 if problem else 200,
        one=found,
        where=where(found, names),
        phone="0" + phone.removeprefix("+84"),
        over=found.ended_day is not None or found.until_day < local_date(now),
        reports=[(said, daily.said(daily.shipped(), said.answers, language)) for said in reports],
        problem=problem,
    )


def _end(office: AuthorityOffice, request: Request, officer: Officer, who: UUID, form: Form) -> Response:
    reason = " ".join(form.text("reason", 300).split())
    if not reason or not reason.isprintable():
        return _one(office, request, officer, who, "isolation.end_why")
    with office.open() as (connection, now):
        require(connection, officer, who, local_date(now))
        if isolation.end(connection, who, reason, officer.id, now):
            note(connection, officer, "isolation_ended", PURPOSE, (who,), {}, now)
    return see_other(f"{PATH}/person/{who}")


def require(connection: Connection, officer: Officer, who: UUID, today: date) -> Isolated:
    """This isolation, if it is where the officer looks after. Raises ProblemError 404."""
    found = isolation.find(connection, who, today)
    if found is None or not officer.sees(found.province):
        raise ProblemError(404, "There is nobody in isolation under this id.")
    return found


def where(one: Isolated, names: Mapping[UUID, str]) -> str:
    """The facility's name, or the address of the home."""
    if one.facility is not None:
        return names.get(one.facility, "")
    return ", ".join(part for part in (one.street, ward_name(one.ward), province_name(one.province)) if part)


def state(one: Isolated) -> str:
    """How it stands with the report of the day, as the words call it."""
    if one.report is None:
        return "silent"
    return {"pass": "reported", "needs_staff": "alert"}.get(one.report.verdict, "urgent")


def _said(one: Isolated, language: Language) -> tuple[str, ...]:
    return daily.said(daily.shipped(), one.report.answers, language) if one.report else ()


def _cells(one: Isolated, place: str, language: Language, today: str) -> tuple[Cell, ...]:
    report = one.report
    return (
        one.name,
        one.birth or "",
        place,
        one.from_day,
        one.until_day,
        today,
        ", ".join(_said(one, language)),
        report.temperature / 10 if report and report.temperature else None,
        report.note if report else "",
        None if report else one.silent_since,
    )


def _after(asked: Mapping[str, str]) -> UUID | None:
    try:
        return UUID(asked["after"]) if asked.get("after") else None
    except ValueError:
        raise ProblemError(422, "after: is no id.") from None
