"""GET /v1/devices/{device}/completeness: can the centre prove that nothing of a device is missing?"""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Engine

from central_server.problems import described
from central_server.store import reports
from kiosk.wire.messages import Completeness


def completeness_routes(engine: Engine) -> APIRouter:
    """Reads only."""
    routes = APIRouter(tags=["devices"])

    @routes.get(
        "/v1/devices/{device}/completeness",
        responses=described(401, 422, 500, 503),
        summary="Which sequence numbers are missing",
    )
    def completeness(device: UUID) -> Completeness:
        return reports.completeness(engine, device)

    return routes
