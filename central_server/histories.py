"""GET /v1/people/{person}/declarations: *tờ khai của tôi*, everything that somebody has declared."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Engine

from central_server.problems import ProblemError, described
from central_server.store.engine import transaction
from central_server.store.history import NoSuchDeclaration, history
from kiosk.wire.desk_messages import History

A_TIME = 50


def histories_routes(engine: Engine) -> APIRouter:
    """Reads only."""
    routes = APIRouter(tags=["declarations"])

    @routes.get(
        "/v1/people/{person}/declarations",
        responses=described(401, 404, 422, 500, 503),
        summary="List what somebody has declared",
    )
    def declarations(
        person: UUID, before: UUID | None = None, limit: Annotated[int, Query(ge=1, le=A_TIME)] = A_TIME
    ) -> History:
        try:
            with transaction(engine) as connection:
                return history(connection, person, before, limit)
        except NoSuchDeclaration as fault:
            raise ProblemError(404, "before: is no declaration of this person") from fault

    return routes
