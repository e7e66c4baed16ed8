"""/me/family: *khai hộ*, declaring for one of the family on one's own phone. /declare: to the form, wherever it is.

A declaration is made at a checkpoint, which says what is asked. Whoever begins at /me is taken to the one where they
declared last, and asked which one it is to be where that is not known.
"""

import re
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from central_server.store import checkpoints
from central_server.store.mine import declared_at
from central_server.visitors.mine import OwnPages
from central_server.web.site import see_other
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE


def family_routes(own: OwnPages) -> APIRouter:
    """Reads only: the form itself is ``declaring``'s, and asks who is declared for."""
    routes = APIRouter()

    def family(request: Request) -> HTMLResponse:
        return own.page(request, own.sessions.require(request), "family.html")

    def declare(request: Request) -> Response:
        visitor = own.sessions.require(request)
        person, typed = request.query_params.get("person", ""), request.query_params.get("code", "").strip().upper()
        with own.open() as (connection, now):
            if person:  # by an earlier id, it may be
                person = str(own.require(connection, visitor, person, now).person)
            if typed:
                known = re.fullmatch(CHECKPOINT_CODE, typed) and checkpoints.by_code(connection, typed)
                code = typed if known else None
            else:
                code = declared_at(connection, visitor.phone)
        if code is None:
            return own.page(
                request, visitor, "family_place.html", status=422 if typed else 200, person=person, typed=typed[:20]
            )
        query = f"?{urlencode({'person': person})}" if person else ""
        return see_other(f"/c/{code}/declare{query}")

    @routes.get("/me/family")
    async def page(request: Request) -> HTMLResponse:
        return await own.answer(family, request)

    @routes.get("/declare")
    async def to_the_form(request: Request) -> Response:
        return await own.crowd.one(declare, request)

    return routes
