"""GET /v1/devices/{device}/summary: what the centre has of a device, in figures."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Engine

from central_server.problems import described
from central_server.store import reports
from kiosk.wire.messages import Summary


def summary_routes(engine: Engine) -> APIRouter:
    """Reads only."""
    routes = APIRouter(tags=["devices"])

    @routes.get(
        "/v1/devices/{device}/summary",
        responses=described(401, 422, 500, 503),
        summary="Count what is stored",
    )
    def summary(device: UUID) -> Summary:
        return reports.summary(engine, device)

    return routes
