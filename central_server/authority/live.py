"""/office: every checkpoint as it is now."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from central_server.authority.areas import provinces, ward_name, wards
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.authority.session import TIMER
from central_server.places import KINDS
from central_server.store import live
from central_server.store.officers import Officer

SECONDS = 30  # between two looks
MOST_PAGES = 10_000


def live_pages(office: AuthorityOffice) -> APIRouter:
    """Reads only."""
    routes = APIRouter()

    @routes.get("/office")
    def listed(request: Request, officer: Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]) -> Response:
        wanted = _wanted(request, officer)
        with office.open() as (connection, now):
            found = live.listed(connection, officer, wanted, now)
        chosen = {"province": wanted.province, "ward": wanted.ward, "kind": wanted.kind}
        chosen |= {"state": wanted.state, "q": wanted.query}
        query = {name: value for name, value in chosen.items() if value}
        here = {**query, "page": wanted.page}
        return office.page(
            request,
            officer,
            "live.html",
            found=found,
            now=now,
            chosen=chosen,
            page=wanted.page,
            pages=max(-(-found.total // live.A_PAGE), 1),
            page_path=lambda page: f"/office?{urlencode({**query, 'page': page})}",
            again_path=f"/office?{urlencode({**here, TIMER: 1})}",
            still_path=f"/office?{urlencode(here)}",
            seconds=SECONDS if TIMER in request.query_params else 0,
            provinces=provinces(officer.area),
            wards=wards(wanted.province or officer.area),
            kinds=KINDS,
            states=live.STATES,
            ward_name=ward_name,
        )

    return routes


def _wanted(request: Request, officer: Officer) -> live.Wanted:
    """What the address asks for; what it cannot mean is left out."""
    asked = request.query_params
    page = asked.get("page", "1")
    text = {name: asked.get(name, "").strip()[:80] for name in ("province", "ward", "kind", "state")}
    return live.Wanted(
        text["province"] or officer.area or "",
        text["ward"],
        text["kind"],
        text["state"] if text["state"] in live.STATES else "",
        asked.get("q", "").strip()[:80],
        page_number(page, MOST_PAGES),
    )


def page_number(text: str, most: int) -> int:
    """The page that is asked for; the first where that is no number.

    >>> page_number("2", 9), page_number("99", 9), page_number("0", 9), page_number("x", 9), page_number("9" * 9_999, 9)
    (2, 9, 1, 1, 1)
    """
    return max(min(int(text), most), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1
