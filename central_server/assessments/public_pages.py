"""GET /safety and /safety/{code}: how safe places are, for everybody. Reads only; nothing of any visitor."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine

from central_server.assessments.checklist import Level
from central_server.assessments.tile_map import drawn
from central_server.places import KINDS, known_places
from central_server.problems import ProblemError
from central_server.store import assessments, checkpoints
from central_server.store.assessments import Standing, Wanted
from central_server.store.engine import transaction
from central_server.web.crowd import Crowd
from central_server.web.language import language_of
from central_server.web.site import Site
from central_server.web.words.safety import SAFETY
from kiosk.places import Places
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

PAGE = 50


def safety_routes(engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """For people."""
    routes = APIRouter()
    site = Site(engine, now, "safety", SAFETY)
    crowd = Crowd(8)

    @routes.get("/safety", response_class=HTMLResponse, include_in_schema=False)
    async def everywhere(request: Request) -> HTMLResponse:
        return await crowd.one(_everywhere, site, request)

    @routes.get("/safety/{code}", response_class=HTMLResponse, include_in_schema=False)
    async def one(code: str, request: Request) -> HTMLResponse:
        return await crowd.one(_one, site, request, code)

    return routes


def _everywhere(site: Site, request: Request) -> HTMLResponse:
    wanted, language = wanted_of(request), language_of(request)
    with transaction(site.engine) as connection:
        counts = assessments.by_province(connection, Wanted(kind=wanted.kind), site.now())
        found = assessments.listed(connection, wanted, site.now())
    places = known_places()
    asked = {name: value for name, value in request.query_params.items() if name not in ("after", "lang")}
    return site.page(
        request,
        "everywhere.html",
        headers={"Cache-Control": "no-cache"},
        map=drawn(
            {one.code: one.short for one in places.provinces},
            counts,
            lambda safe, total: f"{site.words.say('level.safe', language)} {safe}/{total}",
            wanted.province,
        ),
        found=[(one, address_of(one, places)) for one in found[:PAGE]],
        asked=asked | {"after": found[PAGE - 1].code} if len(found) > PAGE else None,
        wanted=wanted,
        provinces=[(one.code, one.name) for one in places.provinces],
        wards=[(one.code, one.name) for one in places.wards(wanted.province)] if wanted.province else [],
        kinds=KINDS,
        levels=tuple(Level),
    )


def _one(site: Site, request: Request, code: str) -> HTMLResponse:
    if not re.fullmatch(CHECKPOINT_CODE, code.upper()):
        raise ProblemError(404, "There is no such place.")
    with transaction(site.engine) as connection:
        place = checkpoints.by_code(connection, code.upper())
        if place is None:
            raise ProblemError(404, "There is no such place.")
        stands = assessments.standing(connection, place.id, site.now())
    return site.page(request, "place.html", place=stands, address=address_of(stands, known_places()))


def wanted_of(request: Request) -> Wanted:
    """Which places the address asks for; what makes no sense counts as not said."""
    asked: Mapping[str, str] = request.query_params
    province = asked.get("province", "")
    province = province if known_places().province(province) else ""
    ward = known_places().ward(asked.get("ward", ""))
    kind, level, after = asked.get("kind", ""), asked.get("level", ""), asked.get("after", "")
    return Wanted(
        province,
        ward.code if ward is not None and ward.province == province else "",
        kind if kind in KINDS else "",
        Level(level) if level in tuple(Level) else None,
        after if re.fullmatch(CHECKPOINT_CODE, after) else "",
        PAGE + 1,
    )


def address_of(one: Standing, places: Places) -> str:
    """Street, ward and province."""
    ward, province = places.ward(one.ward), places.province(one.province)
    return ", ".join([one.street, *(place.name for place in (ward, province) if place is not None)])
