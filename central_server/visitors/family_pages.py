"""/me/family: *khai hộ*, declaring for one of the family on one's own phone. The form is ``declaring``'s."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from central_server.visitors.mine import OwnPages
from central_server.web.site import see_other
from kiosk.declarations import Relationship

FAMILY = tuple(one for one in Relationship if one not in (Relationship.SELF, Relationship.STAFF))


def family_routes(own: OwnPages) -> APIRouter:
    """Asks whom the declaration is for, and goes on to the form."""
    routes = APIRouter()

    def family(request: Request, problem: bool = False) -> HTMLResponse:
        visitor = own.sessions.require(request)
        options = [str(one) for one in FAMILY]
        return own.page(
            request, visitor, "family.html", status=422 if problem else 200, options=options, problem=problem
        )

    @routes.get("/me/family")
    async def page(request: Request) -> Response:
        chosen = request.query_params.get("relationship")
        if chosen in FAMILY:
            return see_other(f"/declare?{urlencode({'relationship': chosen, 'next': '/me'})}")
        return await own.crowd.one(family, request, chosen is not None)

    return routes
