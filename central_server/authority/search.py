"""Finding people and opening one: never without a purpose, and never without a line in the log."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority.areas import provinces, wards
from central_server.authority.declared import declared
from central_server.authority.office import AuthorityOffice
from central_server.authority.purposes import Purpose, purpose_of
from central_server.authority.rights import Right
from central_server.problems import ProblemError
from central_server.store import live, people_search
from central_server.store.access_log import note
from central_server.store.asking import Allowance, ask
from central_server.store.officers import Officer
from central_server.store.people_search import Sought
from central_server.web.forms import Form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.admission import LOCAL_TIME
from kiosk.cards.insurance_number import identifier, normalised
from kiosk.people import IdentifierKind, masked_name, masked_number
from kiosk.phone import Phone
from kiosk.phone import parse as parse_phone

PATH = "/office/search"
SEARCHES = Allowance("officers' searches", 60, timedelta(hours=1))
OPENINGS = Allowance("officers' openings", 200, timedelta(hours=1))
USUAL = timedelta(days=14)
MOST_DAYS = {"name": 31, "number": 366}
EARLIEST, LATEST = 2000, 2200  # years
FIELDS = ("name", "number", "province", "ward", "place", "since", "until")


class NotSought(Exception):
    """What was typed finds nobody; the message is the word that says why."""


def search_pages(office: AuthorityOffice) -> APIRouter:
    """What is looked for travels in forms, never in an address, which browsers and proxies keep."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.SEARCH_PEOPLE))]

    @routes.get(PATH)
    def asked(request: Request, officer: theirs) -> Response:
        return _asked(office, request, officer, {}, Purpose("", ""))

    @routes.post(PATH)
    async def search(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_search, office, request, officer, form)

    @routes.get("/office/people/{person}")
    def from_the_search(officer: theirs) -> Response:  # noqa: ARG001 - only whoever may
        return see_other(PATH)

    @routes.post("/office/people/{person}")
    async def open_one(person: UUID, request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_open, office, request, officer, person, form)

    return routes


def limited(connection: Connection, officer: Officer, allowance: Allowance, now: datetime) -> int:
    """Count one for this officer; how many minutes to wait, 0 if it is allowed."""
    return -(-int(ask(connection, allowance, officer.id.bytes, now).total_seconds()) // 60)


def _asked(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    typed: Mapping[str, str],
    purpose: Purpose,
    problem: str = "",
    minutes: int = 0,
) -> Response:
    today = office.now().astimezone(LOCAL_TIME).date()
    days = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
    shown = {name: typed.get(name, days.get(name, "")) for name in FIELDS}
    return office.asked(
        request,
        officer,
        "search.html",
        purpose,
        problem,
        minutes,
        typed=shown,
        provinces=provinces(officer.area),
        wards=wards(shown["province"] or officer.area),
    )


def _search(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    typed = {name: form.text(name) for name in FIELDS}
    purpose = purpose_of(form)
    if purpose.problem:
        return _asked(office, request, officer, typed, purpose, purpose.problem)
    with office.open() as (connection, now):
        minutes = limited(connection, officer, SEARCHES, now)
    if minutes:
        return _asked(office, request, officer, typed, purpose, "search.limit", minutes)
    try:
        sought = _sought(typed)
        with office.open() as (connection, now):
            sought = _placed(connection, officer, sought, typed["place"])
            hits, more = people_search.find(connection, officer, sought)
            note(connection, officer, "searched", purpose.text, [hit.id for hit in hits], _counts(sought, hits), now)
    except NotSought as fault:
        return _asked(office, request, officer, typed, purpose, str(fault))
    return office.page(
        request,
        officer,
        "found.html",
        hits=hits,
        more=more,
        purpose=purpose,
        masked_name=masked_name,
        masked=masked_number,
    )


def _counts(sought: Sought, hits: tuple[people_search.Hit, ...]) -> dict[str, int | str]:
    """What the log keeps of a search: never the name or the number itself."""
    by = "name" if sought.name else "number"
    area = sought.ward or sought.province or (str(sought.checkpoint) if sought.checkpoint else "")
    days = f"{sought.since.astimezone(LOCAL_TIME):%Y-%m-%d}/{sought.until.astimezone(LOCAL_TIME):%Y-%m-%d}"
    return {"found": len(hits), "by": by, "area": area, "days": days}


def _sought(typed: Mapping[str, str]) -> Sought:
    """What was typed. Raises NotSought."""
    name, number = " ".join(typed["name"].split()), typed["number"]
    if not name and not number:
        raise NotSought("search.nothing_asked")
    try:
        since, until = (_begin(typed[which]) for which in ("since", "until"))
    except ValueError as fault:
        raise NotSought("search.bad_period") from fault
    until += timedelta(days=1)
    if not since < until <= since + timedelta(days=MOST_DAYS["number" if number else "name"]):
        raise NotSought("search.bad_period")
    sought = Sought(since, until, province=typed["province"], ward=typed["ward"])
    return numbered(sought, number) if number else replace(sought, name=name)


def numbered(sought: Sought, text: str) -> Sought:
    """A number can be of several kinds; what it can be is looked for."""
    plain = re.sub(r"[\s.\-]", "", text).upper()
    phone = parse_phone(text)
    numbers = []
    if re.fullmatch(r"[0-9]{12}", plain):
        numbers.append((str(IdentifierKind.CITIZEN_ID), plain))
    if re.fullmatch(r"[0-9]{9}", plain):
        numbers.append((str(IdentifierKind.OLD_CITIZEN_ID), plain))
    if insured := normalised(text):
        found = identifier(insured)
        numbers.append((str(found.kind), found.value))
    if not numbers and not isinstance(phone, Phone):
        raise NotSought("search.bad_number")
    return replace(sought, numbers=tuple(numbers), phone=phone.e164 if isinstance(phone, Phone) else "")


def _placed(connection: Connection, officer: Officer, sought: Sought, code: str) -> Sought:
    """Where it is looked for; by name never everywhere. Raises NotSought."""
    if code:
        place = live.by_code(connection, officer, code)
        if place is None:
            raise NotSought("search.no_place")
        sought = replace(sought, checkpoint=place.id)
    if sought.name and not sought.narrowed:
        if officer.area is None:
            raise NotSought("search.name_wide")
        sought = replace(sought, province=officer.area)
    return sought


def _begin(text: str) -> datetime:
    """When a day began, here. Raises ValueError."""
    day = date.fromisoformat(text)
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError
    return datetime.combine(day, time(), LOCAL_TIME).astimezone(UTC)


def _open(office: AuthorityOffice, request: Request, officer: Officer, person: UUID, form: Form) -> Response:
    purpose = purpose_of(form)
    if purpose.problem:
        return _asked(office, request, officer, {}, purpose, purpose.problem)
    with office.open() as (connection, now):
        minutes = limited(connection, officer, OPENINGS, now)
    if minutes:
        return _asked(office, request, officer, {}, purpose, "search.limit", minutes)
    with office.open() as (connection, now):
        opened = people_search.opened(connection, officer, person)
        counts = {} if opened is None else {"visits": len(opened.visits), "declarations": len(opened.declarations)}
        note(connection, officer, "person_opened", purpose.text, opened.ids if opened else (person,), counts, now)
        said = declared(connection, opened.declarations if opened else (), language_of(request))
    if opened is None:
        raise ProblemError(404, "There is no such person, or none that came to your area.")
    phones = sorted({row.phone for row in opened.declarations if row.phone})
    return office.page(
        request,
        officer,
        "person.html",
        opened=opened,
        said=said,
        phones=phones,
        number_word=lambda kind: office.word(request, f"number.{kind}", kind),
    )
