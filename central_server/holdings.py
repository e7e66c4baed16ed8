"""POST /v1/devices/{device}/holdings: has whoever carries these numbers declared? Tells nothing of who that is.

Numbers can be guessed, so how often a kiosk may ask is counted, with everything that one registrant has set up. A gate
reads a card every three seconds at the fastest, and asks of those alone whom it does not know itself.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Connection, Engine
from starlette.concurrency import run_in_threadpool

from central_server.bodies import described_body, read_message
from central_server.problems import ProblemError, described
from central_server.store.asking import Allowance, ask
from central_server.store.checkpoint_devices import checkpoint_of
from central_server.store.engine import transaction
from central_server.store.holding import holding_of
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import HoldingAsked, HoldingFound

AT_ONCE = Allowance("holdings", 200, timedelta(minutes=10))  # a queue: one every three seconds
A_DAY = Allowance("holdings of a day", 1_500, timedelta(days=1))  # strangers at one gate
ALL_OF_ONE = Allowance("holdings of a registrant", 20_000, timedelta(days=1))  # who may set up thousands of kiosks


def holdings_routes(engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """Counts the questions; reads otherwise."""
    routes = APIRouter(tags=["declarations"])

    @routes.post(
        "/v1/devices/{device}/holdings",
        responses=described(400, 401, 408, 413, 422, 429, 500, 503),
        openapi_extra=described_body(HoldingAsked),
        summary="Ask for somebody's latest declaration",
    )
    async def find(device: UUID, request: Request) -> HoldingFound:
        asked = await read_message(request, HoldingAsked)
        return await run_in_threadpool(_find, engine, device, asked, now())

    return routes


def _find(engine: Engine, device: UUID, asked: HoldingAsked, now: datetime) -> HoldingFound:
    if any("\0" in said.value for said in asked.identifiers):
        raise ProblemError(422, "identifiers: contain a NUL character")
    numbers = [Identifier(IdentifierKind(said.kind), said.value) for said in asked.identifiers if said.kind in _KINDS]
    if not numbers:
        return HoldingFound(holding=None)
    people = max(Counter(number.kind for number in numbers).values())  # one human has one of a kind, or hardly more
    with transaction(engine) as connection:
        wait = max(counted(connection, device, now) for _ in range(people))
    if wait > timedelta(0):
        detail = "This device has asked about many people."
        raise ProblemError(429, detail, {"Retry-After": str(int(wait.total_seconds()) + 1)})
    with transaction(engine) as connection:
        return HoldingFound(holding=holding_of(connection, numbers, now))


def counted(connection: Connection, device: UUID, now: datetime) -> timedelta:
    """Count one question; returns how long to wait with the next one, zero if this one is allowed.

    What is refused by one of the budgets is not counted by the wider ones.
    """
    checkpoint = checkpoint_of(connection, device)
    budgets = [(AT_ONCE, device.bytes), (A_DAY, device.bytes)]
    budgets += [(ALL_OF_ONE, bytes(checkpoint.phone))] if checkpoint is not None else []
    return next((wait for budget, by in budgets if (wait := ask(connection, budget, by, now))), timedelta(0))


_KINDS = frozenset(str(kind) for kind in IdentifierKind)
