"""GET /v1/health: is the centre there, and does its database answer? Needs no token; …/devices/{device}/health does."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Engine

from central_server.problems import described
from central_server.store import reports
from kiosk.wire.messages import Health


def health_routes(engine: Engine) -> APIRouter:
    """Reads only."""
    routes = APIRouter(tags=["health"])

    @routes.get("/v1/health", responses=described(500, 503), summary="Ask whether the centre is there")
    def health() -> Health:
        reports.answers(engine)
        return Health(status="ok", server_time=datetime.now(UTC))

    return routes


def device_health_routes(engine: Engine) -> APIRouter:
    """The same for a kiosk, which learns from it whether it is still let in."""
    routes = APIRouter(tags=["health"])

    @routes.get(
        "/v1/devices/{device}/health",
        responses=described(401, 422, 500, 503),
        summary="Ask whether the centre is there for this kiosk",
    )
    def health(device: UUID) -> Health:  # noqa: ARG001 - whose token it is was checked before
        reports.answers(engine)
        return Health(status="ok", server_time=datetime.now(UTC))

    return routes
