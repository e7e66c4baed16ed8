"""/c/{code}: what a phone shows when it opens the poster, and the one tap that lets somebody in or out.

The kiosk's rules (kiosk/admission.py) say what each person's button is, and say it again when it is tapped.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection, select

from central_server.store import presence, web_visits
from central_server.store.declaration_tables import declarations
from central_server.store.visitor_sessions import Visitor
from central_server.visitors import recording
from central_server.visitors.family import Relative, may_declare, relative, relatives
from central_server.visitors.pages import TAPS, VisitorPages
from central_server.visitors.place import NoSuchPlace, Place, place_of
from central_server.visitors.tickets import TicketOffice, TicketTooOld
from central_server.web.forms import Form, read_form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.admission import (
    AskLeaveUnknown,
    AskLeaving,
    Full,
    HasJustLeft,
    LetIn,
    LetOut,
    MustDeclare,
    MustWait,
    crowding,
)
from kiosk.phone import Phone
from kiosk.questionnaire import Verdict
from kiosk.visits import Act
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

TAP = "tap"
NEWS = ("changed", "late")  # why nothing was recorded


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the page. ``state`` is a key of the words, ``at`` its time; ``act`` what the button does, if any.

    ``ticket`` is what the button's form carries; ``asks`` and ``declares`` are links instead of it or beside it.
    """

    id: UUID
    name: str
    year: int | None
    state: str
    at: datetime | None
    act: str = ""
    ticket: str = ""
    asks: bool = False
    declares: bool = False


def gate_routes(pages: VisitorPages) -> APIRouter:
    """The page of a checkpoint, its buttons, and what stands there after one was tapped."""
    routes = APIRouter(include_in_schema=False)
    crowd = pages.crowd

    @routes.get("/c/{code}")
    async def checkpoint(code: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.optional, request)
        return await crowd.one(_checkpoint, request, code, visitor)

    @routes.post("/c/{code}/tap")
    async def tap(code: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request, f"/c/{code}")
        form = await read_form(request, visitor.session)
        return await crowd.one(_tap, code, visitor, form)

    @routes.get("/c/{code}/tap")
    async def astray(code: str) -> Response:
        return see_other(f"/c/{code}" if re.fullmatch(CHECKPOINT_CODE, code.upper()) else "/")

    @routes.get("/c/{code}/leaving/{person}")
    async def leaving(code: str, person: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request)
        return await crowd.one(_leaving, request, code, visitor, person)

    @routes.get("/c/{code}/done/{event}")
    async def done(code: str, event: str, request: Request) -> Response:
        visitor = await crowd.one(pages.sessions.require, request)
        return await crowd.one(_done, request, code, visitor, event)

    def _checkpoint(request: Request, code: str, visitor: Visitor | None) -> Response:
        try:
            with pages.open() as (connection, now):
                place = open_place(connection, code, now)
                inside = place.inside_now(connection, now)
                values = _facts(place, inside)
                rows: tuple[Row, ...] = ()
                if visitor is not None:
                    found = relatives(connection, visitor, place, now, inside)
                    rows = tuple(_row(pages.tickets(visitor, TAP), one, place, now) for one in found)
                    values |= _news(connection, request, visitor, place, found, now)
        except NoSuchPlace:
            return pages.site.page(request, "checkpoint_unknown.html", status=404)
        session = visitor.session if visitor is not None else None
        return pages.site.page(
            request,
            "checkpoint.html",
            session=session,
            place=place,
            place_name=place.name(language_of(request)),
            notice=place.notice(language_of(request)),
            rows=rows,
            number=number_of(visitor).grouped if visitor is not None else "",
            may_declare=may_declare(place),
            **values,
        )

    def _tap(code: str, visitor: Visitor, form: Form) -> Response:
        pages.count_session(visitor, TAPS)
        with pages.open() as (connection, now):
            place = open_place(connection, code, now)
            try:
                wanted = recording.pressed(pages.tickets(visitor, TAP), place, form.text("ticket", 2_000), now)
            except TicketTooOld:
                return see_other(f"{place.path}?news=late")
            changed = recording.record(connection, visitor, place, wanted, now)
        return see_other(f"{place.path}?news=changed" if changed else f"{place.path}/done/{wanted.event}")

    def _leaving(request: Request, code: str, visitor: Visitor, person: str) -> Response:
        with pages.open() as (connection, now):
            place = open_place(connection, code, now)
            one = relative(relatives(connection, visitor, place, now), person)
        unseen, office = one.came_unseen(place, now), pages.tickets(visitor, TAP)
        decision = AskLeaveUnknown() if unseen else one.decision(place, now)
        again = isinstance(decision, AskLeaving) and decision.earlier_day
        if not isinstance(decision, AskLeaving | AskLeaveUnknown | LetOut):
            return see_other(f"{place.path}?news=changed")
        return pages.site.page(
            request,
            "checkpoint_leaving.html",
            session=visitor.session,
            place=place,
            name=one.name,
            arrival=one.member.standing.inside,
            out=recording.button(office, place, one.id, Act.CHECK_OUT, now),
            again=recording.button(office, place, one.id, Act.CHECK_IN, now) if again else "",
        )

    def _done(request: Request, code: str, visitor: Visitor, event: str) -> Response:
        with pages.open() as (connection, now):
            place = open_place(connection, code, now)
            found = relatives(connection, visitor, place, now)
            ids = {person for one in found for person in one.ids}
            visit = presence.visit(connection, _uuid(event), ids, place.row.id)
        if visit is None:
            raise NoSuchPlace
        name = next(one.name for one in found if visit.person.id in one.ids)
        language = language_of(request)
        return pages.site.page(
            request,
            "checked.html",
            place=place,
            place_name=place.name(language),
            next_step=place.next_step(language),
            name=name,
            visit=visit,
            came=visit.act is Act.CHECK_IN,
            now=now,
        )

    return routes


def open_place(connection: Connection, code: str, now: datetime) -> Place:
    """The checkpoint that an address names. Raises NoSuchPlace."""
    if not re.fullmatch(CHECKPOINT_CODE, code.upper()):
        raise NoSuchPlace
    return place_of(connection, code, now)


def number_of(visitor: Visitor) -> Phone:
    """The phone's number as its owner reads it."""
    return Phone("0" + visitor.phone.removeprefix("+84"))


def _facts(place: Place, inside: int) -> dict[str, Any]:
    """What everybody may know: where it is, and how full."""
    hotlines = [(re.sub("[^0-9]", "", one), one) for one in place.said.hotlines]
    return {"crowd": str(crowding(inside, place.rules.capacity)), "hotlines": hotlines, "news": "", "declared": None}


def _news(
    connection: Connection,
    request: Request,
    visitor: Visitor,
    place: Place,
    found: Collection[Relative],
    now: datetime,
) -> dict[str, Any]:
    """What has just happened, for the top of the page. It speaks by how somebody stands, as their row below does."""
    news, said = request.query_params.get("news"), request.query_params.get("declared")
    if news in NEWS:
        return {"news": news}
    if said is None:
        return {}
    mine = declarations.c.phone == visitor.phone, declarations.c.device == web_visits.web_device(place.row.id)
    who = connection.execute(select(declarations.c.person).where(declarations.c.id == _uuid(said), *mine)).scalar()
    holding = next((one.member.standing.declaration for one in found if who in one.ids), None)
    if holding is None or now >= holding.until:
        return {}
    return {"news": "declared" if holding.verdict is Verdict.PASS else "see_staff", "declared": holding}


def _row(office: TicketOffice, one: Relative, place: Place, now: datetime) -> Row:
    """Somebody's line, by what the rules decide."""
    person, holding = one.member.person, one.member.standing.declaration
    year = person.birth.year if person.birth else None

    def row(state: str, at: datetime | None = None, act: Act | None = None, **more: bool) -> Row:
        ticket = recording.button(office, place, one.id, act, now) if act else ""
        more.setdefault("asks", one.came_unseen(place, now))
        return Row(one.id, one.name, year, f"gate.state.{state}", at, act or "", ticket, **more)

    match one.decision(place, now):
        case LetIn(invite):
            if holding is None or place.rules.campaign is None:
                return row("none" if invite else "ready", None, Act.CHECK_IN, declares=invite)
            holds = holding.holds(now, place.rules.campaign.id)
            return row("holds" if holds else "expired", holding.until, Act.CHECK_IN, declares=invite)
        case LetOut(arrival):
            return row("inside", arrival.at, Act.CHECK_OUT)
        case AskLeaving(arrival):
            return row("inside", arrival.at, asks=True)
        case AskLeaveUnknown():
            return row("unseen", asks=True)
        case HasJustLeft(departure):
            return row("left", departure.at)
        case Full():
            return row("full")
        case MustDeclare():
            return row("none" if holding is None else "expired", None, declares=True)
        case MustWait():
            return row("staff")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchPlace from None
