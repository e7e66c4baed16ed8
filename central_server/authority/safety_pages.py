"""/office/safety: places by how safe they are, and what officers found when they went to look."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection, Row
from starlette.concurrency import run_in_threadpool

from central_server.assessments.checklist import Level
from central_server.assessments.public_pages import PAGE, address_of, wanted_of
from central_server.authority.areas import provinces
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.places import KINDS, known_places
from central_server.problems import ProblemError
from central_server.store import access_log, assessments, checkpoints
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other
from kiosk.typed_text import one_line
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

FINDINGS = (Level.SAFE, Level.FAIR, Level.UNSAFE)
LONGEST_NOTE = 1_000


def safety_office_pages(office: AuthorityOffice) -> APIRouter:
    """Looking is for whoever sees checkpoints; finding something for whoever manages assessments."""
    routes = APIRouter()
    looking = Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]
    finding = Annotated[Officer, Depends(office.may(Right.MANAGE_ASSESSMENTS))]

    @routes.get("/office/safety", response_class=HTMLResponse)
    def listed(request: Request, officer: looking) -> Response:
        wanted = wanted_of(request)
        if officer.area is not None:
            wanted = type(wanted)(officer.area, wanted.ward, wanted.kind, wanted.level, wanted.after, wanted.limit)
        with office.open() as (connection, now):
            found = assessments.listed(connection, wanted, now)
        places = known_places()
        asked = {name: value for name, value in request.query_params.items() if name not in ("after", "lang")}
        return office.page(
            request,
            officer,
            "safety.html",
            found=[(one, address_of(one, places)) for one in found[:PAGE]],
            more=asked | {"after": found[PAGE - 1].code} if len(found) > PAGE else None,
            wanted=wanted,
            provinces=provinces(officer.area),
            kinds=KINDS,
            levels=tuple(Level),
        )

    @routes.get("/office/safety/{code}", response_class=HTMLResponse)
    def one(code: str, request: Request, officer: looking) -> Response:
        return _shown(office, request, officer, code)

    @routes.post("/office/safety/{code}", response_class=HTMLResponse)
    async def inspect(code: str, request: Request, officer: finding) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_inspected, office, request, officer, code, form)

    return routes


def _shown(
    office: AuthorityOffice, request: Request, officer: Officer, code: str, note: str = "", problem: str = ""
) -> Response:
    with office.open() as (connection, now):
        place = _seen(connection, officer, code)
        stands = assessments.standing(connection, place.id, now)
        said, found = assessments.history(connection, place.id)
    return office.page(
        request,
        officer,
        "safety_place.html",
        status=422 if problem else 200,
        place=stands,
        address=address_of(stands, known_places()),
        said=said,
        found=found,
        findings=FINDINGS,
        note=note,
        problem=problem,
    )


def _inspected(office: AuthorityOffice, request: Request, officer: Officer, code: str, form: Form) -> Response:
    note = one_line(form.text("note", LONGEST_NOTE), LONGEST_NOTE)
    level = form.text("level", 20)
    if level not in FINDINGS:
        return _shown(office, request, officer, code, note, "inspect.not_kept")
    with office.open() as (connection, now):
        place = _seen(connection, officer, code)
        assessments.inspect(connection, place.id, officer.id, Level(level), note, now)
        access_log.note(connection, officer, "inspect", level, [place.id], {}, now)
    return see_other(f"/office/safety/{place.code}")


def _seen(connection: Connection, officer: Officer, code: str) -> Row[Any]:
    """A place of the officer's area. Raises ProblemError 404 for any other, known or not."""
    place = checkpoints.by_code(connection, code.upper()) if re.fullmatch(CHECKPOINT_CODE, code.upper()) else None
    if place is None or not officer.sees(place.province):
        raise ProblemError(404, "There is no such place.")
    return place
