"""/c/{code}/declare: the campaign's form in a few pages, and what becomes of it once it is whole and agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from central_server.problems import ProblemError
from central_server.store import web_visits
from central_server.store.visitor_sessions import Visitor
from central_server.visitors import declared
from central_server.visitors.declare_view import fields_shown, questions_shown
from central_server.visitors.family import Relative, may_declare, relative, relatives
from central_server.visitors.gate import number_of, open_place
from central_server.visitors.pages import FORMS, VisitorPages
from central_server.visitors.place import Place
from central_server.visitors.sheet import Sheet, Step, begun, filled, problems_of, steps, travelled
from central_server.visitors.tickets import LONGEST, TicketTooOld
from central_server.web.forms import Form, read_form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk import draft as drafts
from kiosk.admission import local_date
from kiosk.consent import consent_words
from kiosk.family import DeclaredPerson
from kiosk.places import Places
from kiosk.questionnaire import Campaign, Field, questions_for

DECLARE = "declare"
TERMS = ("basis", "purpose", "who", "how_long", "rights")  # what the lines of a consent are, before the last
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """A checkpoint that takes declarations, and what it asks."""

    place: Place
    campaign: Campaign
    places: Places


def declaring_routes(pages: VisitorPages) -> APIRouter:
    """The form, one page after the other, and where refusing leads."""
    routes = APIRouter(include_in_schema=False)
    crowd, declaring = pages.crowd, Declaring(pages)

    @routes.get("/c/{code}/declare")
    async def begin(code: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request)
        return await crowd.one(declaring.begin, request, code, visitor)

    @routes.post("/c/{code}/declare")
    async def send(code: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request, f"/c/{code}/declare")
        form = await read_form(request, visitor.session)
        return await crowd.one(declaring.send, request, code, visitor, form)

    @routes.get("/c/{code}/refused")
    async def refused(code: str, request: Request) -> Response:
        return await crowd.one(declaring.refused, request, code)

    return routes


@dataclass(frozen=True, slots=True)
class Declaring:
    """What the pages do; blocks."""

    pages: VisitorPages

    def begin(self, request: Request, code: str, visitor: Visitor) -> Response:
        """The first page, with what is known of somebody who declared before."""
        with self.pages.open() as (connection, now):
            asked = _asked(open_place(connection, code, now))
            known = None
            if asked is not None and (person := request.query_params.get("person")):
                known = _known(relative(relatives(connection, visitor, asked.place, now), person))
        if asked is None:
            return see_other(f"/c/{code.upper()}")
        return self._page(request, visitor, asked, begun(uuid7(), number_of(visitor), known), "who", now)

    def send(self, request: Request, code: str, visitor: Visitor, form: Form) -> Response:
        """A page came back: on to the next, or back, or it is to be corrected; the last one is kept."""
        self.pages.count_session(visitor, FORMS)
        with self.pages.open() as (connection, now):
            try:
                asked, sheet, step, found = self._returned(connection, code, visitor, form, now)
            except TicketTooOld:
                return see_other(f"/c/{code.upper()}?news=late")
            wrong: Mapping[str, str] = _NOTHING
            if form.get("go") == "refuse":
                return see_other(f"{asked.place.path}/refused")
            sheet = filled(sheet, step, form, asked.campaign)
            order = steps(asked.campaign, sheet.draft)
            at = order.index(step) if step in order else 0
            if form.get("go") == "back":
                step = order[max(0, at - 1)]
            else:
                step, wrong = _first_wrong(asked, sheet, order[: at + 1], now)
                if not wrong and step == "consent":
                    self._keep(connection, visitor, asked, sheet, found, now)
                    return see_other(f"{asked.place.path}?declared={sheet.event}")
                step = step if wrong else order[at + 1]
        return self._page(request, visitor, asked, sheet, step, now, wrong)

    def _returned(
        self, connection: Connection, code: str, visitor: Visitor, form: Form, now: datetime
    ) -> tuple[Asked, Sheet, Step, tuple[Relative, ...]]:
        """What the form was when it was drawn, and everybody on this number. Raises ProblemError 403, TicketTooOld."""
        place = open_place(connection, code, now)
        asked = _asked(place)
        said = self.pages.tickets(visitor, DECLARE).read(form.text("sheet", LONGEST), now)
        if asked is None or said["c"] != str(place.row.id):
            raise ProblemError(403, "This form belongs to another checkpoint, or declarations were switched off.")
        found = relatives(connection, visitor, place, now)
        known = _known(relative(found, said["p"])) if said["p"] else None
        return asked, travelled(said, number_of(visitor), known), said["s"], found

    def refused(self, request: Request, code: str) -> Response:
        """Somebody does not agree: nothing was kept, and people help."""
        with self.pages.open() as (connection, now):
            place = open_place(connection, code, now)
        return self.pages.site.page(request, "declare_refused.html", place=place)

    def _keep(
        self,
        connection: Connection,
        visitor: Visitor,
        asked: Asked,
        sheet: Sheet,
        found: tuple[Relative, ...],
        now: datetime,
    ) -> None:
        held = web_visits.hold(connection, asked.place.row.id)
        if web_visits.is_known(connection, sheet.event):
            return  # sent twice: it is one declaration
        whole = drafts.complete(
            sheet.draft, asked.campaign, asked.places, local_date(now), sheet.language, channel="web"
        )
        person = whole.person or declared.same_as(whole.identity, found) or uuid7()
        event = declared.event_of(whole, sheet.event, person, held, visitor.phone, asked.campaign, now)
        web_visits.take_one(connection, held, event, visitor.phone, now)

    def _page(
        self,
        request: Request,
        visitor: Visitor,
        asked: Asked,
        sheet: Sheet,
        step: Step,
        now: datetime,
        wrong: Mapping[str, str] = _NOTHING,
    ) -> Response:
        place, campaign, language = asked.place, asked.campaign, language_of(request)
        draft, order = sheet.draft, steps(campaign, sheet.draft)
        values: dict[str, Any] = {}
        if step == "consent":
            sheet = replace(sheet, language=language)
            values = _consent(asked, sheet, now)
        said = sheet.said() | {"c": str(place.row.id), "s": step}
        province = asked.places.province(draft.get(Field.PROVINCE))
        return self.pages.site.page(
            request,
            "declare.html",
            status=422 if wrong else 200,
            session=visitor.session,
            place=place,
            campaign=campaign,
            step=step,
            n=order.index(step) + 1,
            of=len(order),
            sheet=self.pages.tickets(visitor, DECLARE).write(said, now),
            wrong=wrong,
            fields=fields_shown(sheet, step, campaign, place, wrong, language),
            questions=questions_shown(sheet, campaign, wrong, language) if step == "health" else (),
            province=province.name if province else "",
            number=number_of(visitor).grouped,
            **values,
        )


def _asked(place: Place) -> Asked | None:
    campaign, places = place.rules.campaign, place.rules.places
    return Asked(place, campaign, places) if may_declare(place) and campaign and places else None


def _first_wrong(asked: Asked, sheet: Sheet, order: tuple[Step, ...], now: datetime) -> tuple[Step, Mapping[str, str]]:
    """The first page that cannot stand, and why; the last one and nothing where all can."""
    for page in order:
        wrong = problems_of(sheet, page, asked.campaign, asked.places, local_date(now))
        if wrong:
            return page, wrong
    return order[-1], _NOTHING


def _known(one: Relative) -> DeclaredPerson | None:
    """What may be filled in: nothing of somebody who gave this number without proving it, and may have mistyped it."""
    return one.member.person if one.member.person.proved else None


def _consent(asked: Asked, sheet: Sheet, now: datetime) -> dict[str, Any]:
    """What is agreed to, in the language that it will be kept to have been shown in, and a summary."""
    draft, campaign = sheet.draft, asked.campaign
    *terms, truth = consent_words(campaign, sheet.language)
    ward = asked.places.ward(draft.get(Field.WARD))
    questions = questions_for(campaign, draft.get(Field.VISITOR_TYPE))
    return {
        "terms": tuple(zip(TERMS, terms, strict=True)),
        "controller": f"{asked.place.name(sheet.language)}, {asked.place.address()}",
        "truth": truth,
        "for_other": draft.for_other,
        "child": drafts.age_of(draft, local_date(now)) == "child",
        "person_name": draft.get(Field.NAME),
        "representative": draft.get(Field.REPRESENTATIVE),
        "ward": ward.name if ward else "",
        "answered": sum(draft.answer(one.key) is not None for one in questions),
        "asked": len(questions),
    }
