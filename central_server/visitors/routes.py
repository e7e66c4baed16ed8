"""All routes behind a poster, put together."""

from fastapi import APIRouter
from sqlalchemy import Engine

from central_server.otp.desk import OtpOptions
from central_server.visitors.declaring import declaring_routes
from central_server.visitors.gate import gate_routes
from central_server.visitors.pages import VisitorPages
from central_server.visitors.session import VisitorSessions
from central_server.visitors.signing_in import CodeDesk, sign_in_routes
from central_server.visitors.start import start_routes


def visitor_routes(engine: Engine, token: str | None, options: OtpOptions, sessions: VisitorSessions) -> APIRouter:
    """The first page, signing in, a checkpoint's page and its buttons, declaring. ``token`` is the centre's own."""
    pages = VisitorPages.of(engine, options.now, sessions)
    routes = APIRouter()
    routes.include_router(start_routes(pages))
    routes.include_router(sign_in_routes(pages, CodeDesk.of(pages, token, options)))
    routes.include_router(declaring_routes(pages))
    routes.include_router(gate_routes(pages))
    return routes
