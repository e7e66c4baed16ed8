"""/me/places: the places registered with this phone's number; /me/places/{code}/safety: judging one of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection, Engine, Row

from central_server.assessments.checklist import ANSWERS, NONE, Checklist, Incomplete, for_kind, judge
from central_server.problems import ProblemError
from central_server.store import assessments, checkpoints
from central_server.store.asking import Allowance, ask
from central_server.store.engine import transaction
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.session import VisitorSessions
from central_server.web.crowd import Crowd
from central_server.web.forms import Form, read_form
from central_server.web.site import Site, see_other
from central_server.web.words.safety import SAFETY
from kiosk.typed_text import one_line
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

OFTEN = Allowance("assessment", 30, timedelta(hours=1))  # of one number
LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class _Said:
    """What was answered so far, and which criteria still lack an answer."""

    answers: Mapping[str, str]
    note: str = ""
    missing: tuple[str, ...] = ()


def registrant_place_routes(
    engine: Engine, now: Callable[[], datetime], sessions: VisitorSessions, checklists: tuple[Checklist, ...]
) -> APIRouter:
    """For whoever registered a place: their phone's session shows that the number is theirs."""
    routes = APIRouter()
    crowd = Crowd()
    desk = _Desk(Site(engine, now, "safety", SAFETY), sessions, checklists)

    @routes.get("/me/places", response_class=HTMLResponse, include_in_schema=False)
    async def mine(request: Request) -> Response:
        return await crowd.one(desk.mine, request)

    @routes.get("/me/places/{code}/safety", response_class=HTMLResponse, include_in_schema=False)
    async def show(code: str, request: Request) -> Response:
        return await crowd.one(desk.show, request, code)

    @routes.post("/me/places/{code}/safety", response_class=HTMLResponse, include_in_schema=False)
    async def send(code: str, request: Request) -> Response:
        visitor = await crowd.one(sessions.require, request, f"/me/places/{code}/safety")
        form = await read_form(request, visitor.session)
        return await crowd.one(desk.send, request, visitor, code, form)

    return routes


class _Desk:
    def __init__(self, site: Site, sessions: VisitorSessions, checklists: tuple[Checklist, ...]) -> None:
        self._site = site
        self._sessions = sessions
        self._checklists = checklists

    def mine(self, request: Request) -> Response:
        visitor = self._sessions.require(request)
        with transaction(self._site.engine) as connection:
            rows = checkpoints.of_phone(connection, visitor.phone_hash)
            stands = [assessments.standing(connection, row.id, self._site.now()) for row in rows]
        return self._site.page(request, "places.html", session=visitor.session, places=stands)

    def show(self, request: Request, code: str) -> Response:
        visitor = self._sessions.require(request)
        with transaction(self._site.engine) as connection:
            place = _own(connection, visitor, code)
            return self._form(request, visitor, connection, place, _Said({}))

    def send(self, request: Request, visitor: Visitor, code: str, form: Form) -> Response:
        now = self._site.now()
        with transaction(self._site.engine) as connection:
            if ask(connection, OFTEN, visitor.phone_hash, now) > timedelta(0):
                raise ProblemError(429, "Too many assessments.", {"Retry-After": "3600"})
        with transaction(self._site.engine) as connection:
            place = _own(connection, visitor, code)
            checklist = self._chosen(place, form.text("checklist", 40))
            said = {one.key: form.get(one.key, "") for one in checklist.criteria if form.get(one.key) in ANSWERS}
            note = one_line(form.text("note", LONGEST_NOTE), LONGEST_NOTE)
            try:
                judge(checklist, said)
            except Incomplete as fault:
                return self._form(request, visitor, connection, place, _Said(said, note, fault.keys), 422)
            assessments.assess(connection, place.id, checklist, said, note, now)
        return see_other(f"/me/places/{place.code}/safety?sent=1")

    def _form(
        self,
        request: Request,
        who: Visitor,
        connection: Connection,
        place: Row[Any],
        said: _Said,
        status: int = 200,
    ) -> Response:
        fitting = for_kind(self._checklists, place.kind)
        checklist = self._chosen(place, request.query_params.get("checklist", ""))
        earlier, found = assessments.history(connection, place.id)
        return self._site.page(
            request,
            "assess.html",
            status=status,
            session=who.session,
            place=assessments.standing(connection, place.id, self._site.now()),
            checklist=checklist,
            fitting=fitting,
            said=said,
            answers=ANSWERS,
            none=NONE,
            earlier=earlier,
            found=found[0].level if found else None,
            sent=request.query_params.get("sent") == "1" and request.method == "GET",
        )

    def _chosen(self, place: Row[Any], wanted: str) -> Checklist:
        fitting = for_kind(self._checklists, place.kind)
        return next((one for one in fitting if one.id == wanted), fitting[0])


def _own(connection: Connection, visitor: Visitor, code: str) -> Row[Any]:
    """A place registered with this very number. Raises ProblemError 404 for any other, known or not."""
    place = checkpoints.by_code(connection, code.upper()) if re.fullmatch(CHECKPOINT_CODE, code.upper()) else None
    if place is None or bytes(place.phone) != visitor.phone_hash:
        raise ProblemError(404, "There is no such place of this number.")
    return place
