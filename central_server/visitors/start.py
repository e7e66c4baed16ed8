"""/: for whoever knows no more than the centre's address: to a checkpoint by its code, and to what else there is."""

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from central_server.store import checkpoints
from central_server.visitors.pages import VisitorPages
from central_server.web.site import see_other
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE


def start_routes(pages: VisitorPages) -> APIRouter:
    """Reads only, and says nothing of anybody."""
    routes = APIRouter(include_in_schema=False)

    def start(request: Request) -> Response:
        typed = request.query_params.get("code", "").strip().upper()
        if typed and re.fullmatch(CHECKPOINT_CODE, typed):
            with pages.open() as (connection, _now):
                known = checkpoints.by_code(connection, typed) is not None
            if known:
                return see_other(f"/c/{typed}")
        return pages.site.page(request, "start.html", status=404 if typed else 200, typed=typed[:20])

    @routes.get("/")
    async def page(request: Request) -> Response:
        return await pages.crowd.one(start, request)

    return routes
