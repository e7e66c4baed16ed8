"""GET /v1/health: is the centre there, and does its database answer? Needs no token."""

from datetime import UTC, datetime

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
