"""All pages of one phone's people, under /me."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter
from sqlalchemy import Engine

from central_server.citizen_codes import CodeTerms
from central_server.duties.own_bundle import bundle_routes
from central_server.visitors.code_offline import code_routes
from central_server.visitors.family_pages import family_routes
from central_server.visitors.history_pages import history_routes
from central_server.visitors.isolation_pages import isolation_routes
from central_server.visitors.mine import OwnPages, mine_routes
from central_server.visitors.requests import request_routes
from central_server.visitors.session import VisitorSessions
from central_server.web.crowd import Crowd
from central_server.web.site import Site
from central_server.web.words.isolation import ISOLATION
from central_server.web.words.own_bundle import OWN_BUNDLE
from central_server.web.words.visitors_mine import VISITORS_MINE


def own_routes(engine: Engine, now: Callable[[], datetime], sessions: VisitorSessions, terms: CodeTerms) -> APIRouter:
    """The pages, drawn by one site. ``terms`` are what citizen codes are issued with."""
    site = Site(engine, now, "visitors", VISITORS_MINE, ISOLATION, OWN_BUNDLE)
    own = OwnPages(engine, now, site, sessions, terms, Crowd())
    routes = APIRouter(include_in_schema=False)
    for pages in (
        mine_routes,
        history_routes,
        code_routes,
        family_routes,
        request_routes,
        isolation_routes,
        bundle_routes,
    ):
        routes.include_router(pages(own))
    return routes
