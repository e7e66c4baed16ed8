"""Requests of people who call or come in: put down by the officer who answers for personal data, and answered on paper.

They may have a card and no phone. How they proved who they are is written down with the request.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.authority.search import SEARCHES, NotSought, limited, numbered
from central_server.duties import bundle
from central_server.duties.answer import Answer, campaigns_in
from central_server.duties.clocks import KINDS, Kind
from central_server.problems import ProblemError
from central_server.store import people_search, subject_requests
from central_server.store.access_log import note
from central_server.store.humans import humans
from central_server.store.officers import Officer
from central_server.store.people_search import Hit, Sought
from central_server.store.subject_requests import NotNow
from central_server.web.forms import Form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.people import masked_number

PATH = "/office/duties"
NO_PHONE = b""  # what such a request came from: it is on nobody's phone
MOST = {"number": 40, "kind": 20, "words": 1_000, "proof": 500}
EVER = timedelta(days=366)


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What was typed so far, whom it found, and what is wrong with it by field."""

    typed: dict[str, str]
    chosen: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    problem: str = ""
    problems: frozenset[str] = frozenset()
    minutes: int = 0


def opening_pages(office: AuthorityOffice) -> APIRouter:
    """Looking for somebody by a number, putting their request down, and the answer as a page to print."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.DUTIES))]

    @routes.get(PATH + "/new")
    def new(request: Request, officer: theirs) -> Response:
        return _page(office, request, officer, Wish(dict.fromkeys(MOST, "")))

    @routes.post(PATH + "/new")
    async def sent(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_sent, office, request, officer, form)

    @routes.get(PATH + "/requests/{which}/data")
    def printed(which: UUID, request: Request, officer: theirs) -> Response:
        with office.open() as (connection, now):
            try:
                held = bundle.bundle(connection, which, now)
            except NotNow as fault:
                raise ProblemError(404, "There is nothing to be seen here.") from fault
            answer = Answer(language_of(request), campaigns_in(connection, held))
            note(connection, officer, "duties_printed", "view", {which, *bundle.ids_in(held)}, {}, now)
        return office.page(request, officer, "duties_data.html", sections=answer.sections(held), which=which, now=now)

    return routes


def _page(office: AuthorityOffice, request: Request, officer: Officer, wish: Wish) -> Response:
    status = 429 if wish.minutes else 422 if wish.problem or wish.problems else 200
    headers = {"Retry-After": str(60 * wish.minutes)} if wish.minutes else {}
    values = {"wish": wish, "kinds": KINDS, "masked": masked_number}
    return office.page(request, officer, "duties_new.html", status=status, headers=headers, **values)


def _sent(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    typed, chosen = {name: form.text(name, most) for name, most in MOST.items()}, form.all("person")
    with office.open() as (connection, now):
        minutes = limited(connection, officer, SEARCHES, now)
    if minutes:
        return _page(office, request, officer, Wish(typed, problem="search.limit", minutes=minutes))
    try:
        sought = numbered(Sought(office.now() - EVER, office.now()), typed["number"])
    except NotSought as fault:
        return _page(office, request, officer, Wish(typed, problem=str(fault)))
    with office.open() as (connection, now):
        hits, _ = people_search.find(connection, officer, sought)
        note(connection, officer, "duties_searched", "", [one.id for one in hits], {"found": len(hits)}, now)
    if not hits:
        return _page(office, request, officer, Wish(typed, problem="duties.nobody_found"))
    if form.text("do") != "open":
        return _page(office, request, officer, Wish(typed, hits=hits))
    people = {str(one.id): one.id for one in hits}
    kind = next((one for one in KINDS if one == typed["kind"]), None)
    problems = _problems(typed, chosen, people)
    if problems or kind is None:
        return _page(office, request, officer, Wish(typed, chosen, hits, problems=problems))
    with office.open() as (connection, now):
        ids = {people[one] for one in chosen}
        made = _open(connection, officer, kind, ids, typed, now)
        note(connection, officer, "duties_new", kind, {made, *ids}, {}, now)
    return see_other(f"{PATH}/requests/{made}")


def _problems(typed: dict[str, str], chosen: tuple[str, ...], people: dict[str, UUID]) -> frozenset[str]:
    wrong = {
        "kind": typed["kind"] not in KINDS,
        "person": not chosen or not people.keys() >= set(chosen),
        "proof": not typed["proof"],
        "words": typed["kind"] == "correct" and not typed["words"],
    }
    return frozenset(name for name, is_wrong in wrong.items() if is_wrong)


def _open(
    connection: Connection, officer: Officer, kind: Kind, ids: set[UUID], typed: dict[str, str], now: datetime
) -> UUID:
    """About everything that is held of them: an officer has seen who they are."""
    every = ids.union(*(human.ids for human in humans(connection, ids)))
    words, proof = typed["words"], typed["proof"]
    return subject_requests.open_request(connection, kind, NO_PHONE, every, words, now, officer=officer.id, proof=proof)
