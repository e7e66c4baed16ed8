"""POST /v1/devices/{device}/holdings: has whoever carries these numbers declared? Tells nothing of who that is."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from central_server.bodies import described_body, read_message
from central_server.problems import ProblemError, described
from central_server.store.engine import transaction
from central_server.store.holding import holding_of
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import HoldingAsked, HoldingFound


def holdings_routes(engine: Engine) -> APIRouter:
    """Reads only."""
    routes = APIRouter(tags=["declarations"])

    @routes.post(
        "/v1/devices/{device}/holdings",
        responses=described(400, 401, 408, 413, 422, 500, 503),
        openapi_extra=described_body(HoldingAsked),
        summary="Ask for somebody's latest declaration",
    )
    async def ask(device: UUID, request: Request) -> HoldingFound:  # noqa: ARG001  # who asks makes no difference
        asked = await read_message(request, HoldingAsked)
        return await run_in_threadpool(_find, engine, asked)

    return routes


def _find(engine: Engine, asked: HoldingAsked) -> HoldingFound:
    if any("\0" in said.value for said in asked.identifiers):
        raise ProblemError(422, "identifiers: contain a NUL character")
    numbers = [Identifier(IdentifierKind(said.kind), said.value) for said in asked.identifiers if said.kind in _KINDS]
    if not numbers:
        return HoldingFound(holding=None)
    with transaction(engine) as connection:
        return HoldingFound(holding=holding_of(connection, numbers, datetime.now(UTC)))


_KINDS = frozenset(str(kind) for kind in IdentifierKind)
