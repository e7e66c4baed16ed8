"""/me/requests/{id}: what the centre holds of somebody, on their own phone, once an officer has approved it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from central_server.duties import bundle
from central_server.duties.answer import Answer, Known, campaigns_in
from central_server.problems import ProblemError
from central_server.store import subject_requests
from central_server.store.subject_requests import NotNow
from central_server.visitors.mine import OwnPages
from central_server.web.language import language_of

PATH = "/me/requests"


def bundle_routes(own: OwnPages) -> APIRouter:
    """The page, to read and to print, and the same as a file. For the phone that the request was made on, alone."""
    routes = APIRouter()

    def page(request: Request) -> HTMLResponse:
        visitor = own.sessions.require(request)
        held, known = _held(own, request, visitor.phone_hash)
        sections = Answer(language_of(request), known).sections(held)
        which = request.path_params["which"]
        return own.page(request, visitor, "bundle.html", sections=sections, which=which, now=own.now())

    def file(request: Request) -> Response:
        visitor = own.sessions.require(request)
        text = bundle.as_json(_held(own, request, visitor.phone_hash)[0])
        headers = {"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"}
        return Response(text, media_type="application/json", headers=headers)

    @routes.get(PATH + "/{which}/data")
    async def shown(which: UUID, request: Request) -> HTMLResponse:  # noqa: ARG001  # by the path
        return await own.crowd.one(page, request)

    @routes.get(PATH + "/{which}/data.json")
    async def given(which: UUID, request: Request) -> Response:  # noqa: ARG001
        return await own.crowd.one(file, request)

    return routes


def _held(own: OwnPages, request: Request, phone_hash: bytes) -> tuple[dict[str, Any], Known]:
    """Raises ProblemError 404, alike for a request of another phone, one that was not approved, and one long past."""
    which = UUID(request.path_params["which"])
    with own.open() as (connection, now):
        if subject_requests.of_number(connection, which, phone_hash) is None:
            raise ProblemError(404, "There is nothing to be seen here.")
        try:
            held = bundle.bundle(connection, which, now)
        except NotNow as fault:
            raise ProblemError(404, "There is nothing to be seen here.") from fault
        return held, campaigns_in(connection, held)
