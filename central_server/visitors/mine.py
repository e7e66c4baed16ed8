"""/me, *tờ khai của tôi*: everybody declared on this phone, how they stand, and the ways on from there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, Engine

from central_server.citizen_codes import CodeTerms
from central_server.isolation import daily
from central_server.problems import ProblemError
from central_server.store import checkpoints, isolation, subject_requests
from central_server.store.asking import Allowance, ask
from central_server.store.engine import transaction
from central_server.store.mine import Mine, people_on, person_on
from central_server.store.standing import Standing
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.namesakes import held_on
from central_server.visitors.session import VisitorSessions
from central_server.web.crowd import Crowd
from central_server.web.site import Site
from kiosk.admission import local_date
from kiosk.phone import Phone

State = Literal["valid", "staff", "over", "unproven", "withdrawn"]
Shown = Callable[[Request], HTMLResponse]


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What the pages of one phone's people are made with. All but ``crowd`` blocks: call it from a thread."""

    engine: Engine
    now: Callable[[], datetime]
    site: Site
    sessions: VisitorSessions
    terms: CodeTerms
    crowd: Crowd

    @contextmanager
    def open(self) -> Iterator[tuple[Connection, datetime]]:
        """A transaction, and when it is."""
        with transaction(self.engine) as connection:
            yield connection, self.now()

    def page(
        self,
        request: Request,
        visitor: Visitor,
        template: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """A page whose forms belong to this visitor."""
        return self.site.page(request, template, status=status, session=visitor.session, headers=headers, **values)

    async def answer(self, show: Shown, request: Request) -> HTMLResponse:
        """What this page shows, drawn in a thread."""
        return await self.crowd.one(show, request)

    async def visitor(self, request: Request) -> Visitor:
        """Whose phone this is. Raises SignInFirst."""
        return await self.crowd.one(self.sessions.require, request)

    def require(self, connection: Connection, visitor: Visitor, person: str, now: datetime) -> Mine:
        """The one of this phone's people with this id. Raises ProblemError 404, also for whoever is another phone's."""
        found = person_on(connection, visitor.phone, id_of(person), now)
        if found is None:
            raise ProblemError(404, "Nobody is declared on this number under this id.")
        [found] = _standing([found], held_on(connection, visitor.phone, now))
        return found

    def limit(self, connection: Connection, allowance: Allowance, by: bytes, now: datetime) -> None:
        """Count one act. Raises ProblemError 429 for one too many."""
        wait = ask(connection, allowance, by, now)
        if wait > timedelta(0):
            raise ProblemError(429, "This was done too often.", {"Retry-After": str(int(wait.total_seconds()) + 1)})


def _standing(people: list[Mine], waiting: Mapping[UUID, Standing]) -> list[Mine]:
    """The same, but whoever has to wait because a namesake does has no code meanwhile."""
    found = []
    for one in people:
        against = next((waiting[person] for person in one.ids if person in waiting), None)
        if against is not None:
            one = replace(one, said=one.said.model_copy(update={"holding": against.said}), valid=None)
        found.append(one)
    return found


def id_of(text: str) -> UUID:
    """An id in an address. Raises ProblemError 404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise ProblemError(404, "There is no such page.") from None


def state_of(mine: Mine, now: datetime) -> State:
    """How somebody stands, in one word."""
    holding = mine.said.holding
    if mine.withdrawn:
        return "withdrawn"
    if holding is None or holding.until <= now:
        return "over"
    if holding.verdict != "pass":
        return "staff"
    return "valid" if mine.valid is not None else "unproven"


def masked_phone(visitor: Visitor) -> str:
    """The number as far as its owner needs it to know which it is."""
    return Phone("0" + visitor.phone.removeprefix("+84")).masked


def mine_routes(own: OwnPages) -> APIRouter:
    """The page everything else of a phone hangs on."""
    routes = APIRouter()

    def mine(request: Request) -> HTMLResponse:
        visitor = own.sessions.require(request)
        with own.open() as (connection, now):
            today = local_date(now)
            people = _standing(people_on(connection, visitor.phone, now), held_on(connection, visitor.phone, now))
            isolated = isolation.on_phone(connection, visitor.phone_hash, today)
            asked = subject_requests.mine(connection, visitor.phone_hash, now)
            registered = checkpoints.of_phone(connection, visitor.phone_hash)
            places = [(one.code, one.name) for one in registered if isolation.used_as_facility(connection, one.id)]
        return own.page(
            request,
            visitor,
            "mine.html",
            phone=masked_phone(visitor),
            people=[(one, state_of(one, now)) for one in people],
            isolated=isolated,
            due=daily.shipped().due,
            open_requests=sum(one.live for one in asked),
            places=places,
            registered=bool(registered),
        )

    @routes.get("/me")
    async def me(request: Request) -> HTMLResponse:
        return await own.answer(mine, request)

    return routes
