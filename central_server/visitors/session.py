"""Who asks: the phone that its cookie says it is. Whoever is not known is sent to sign in, and comes back from there.

    sessions.optional(request)          # Visitor, or None
    sessions.require(request)           # Visitor, or the way to signing in and back to this page
    sessions.require(request, "/c/A")   # the same for a form that was sent: back to the page it stood on

Both ask the database, so call them from a thread (``Crowd.one``). Forms: ``read_form(request, visitor.session)``,
pages: ``site.page(…, session=visitor.session)``.
"""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request, Response
from sqlalchemy import Engine

from central_server.store import visitor_sessions
from central_server.store.engine import transaction
from central_server.store.visitor_sessions import LASTS, Visitor
from central_server.web.pages import CookieKey
from central_server.web.sessions import SessionCookie
from central_server.web.site import see_other

SIGN_IN = "/phone"
HOME = "/me"
_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~%?&=+-]{0,300}")


class SignInFirst(Exception):
    """Nobody is known here; ``back`` is where they wanted to go."""

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back = own_path(back)


class VisitorSessions:
    """The phones that are known. ``secure``: the cookie goes over TLS only."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], secure: bool) -> None:
        self._engine = engine
        self._now = now
        self.cookie = SessionCookie("visitor", CookieKey(engine, now), LASTS, secure)

    def optional(self, request: Request) -> Visitor | None:
        """Whose phone this is, None for one that is not known. Raises StoreUnavailable."""
        session = self.cookie.read(request)
        if session is None:
            return None
        with transaction(self._engine) as connection:
            return visitor_sessions.find(connection, session, self._now())

    def require(self, request: Request, back: str | None = None) -> Visitor:
        """Whose phone this is. Raises SignInFirst, which goes to signing in and then to ``back`` (or this page)."""
        visitor = self.optional(request)
        if visitor is None:
            query = f"?{request.url.query}" if request.url.query else ""
            here = f"{request.url.path}{query}" if request.method == "GET" else HOME
            raise SignInFirst(back or here)
        return visitor

    def sign_out(self, response: Response, visitor: Visitor) -> None:
        """Forget the number on this phone, here and there."""
        with transaction(self._engine) as connection:
            visitor_sessions.end(connection, visitor.session)
        self.cookie.take_back(response)

    def install(self, app: FastAPI) -> None:
        """Send whoever is not known to sign in, from any page of ``app``."""
        app.add_exception_handler(SignInFirst, _sign_in)


def sign_in_path(back: str) -> str:
    """Where to sign in, to go to ``back`` afterwards."""
    return f"{SIGN_IN}?{urlencode({'next': own_path(back)}, quote_via=quote)}"


def own_path(wanted: str) -> str:
    """A path of this very site, or the way home: nobody is sent elsewhere by what stands in an address.

    >>> own_path("/c/HV-01?lang=en"), own_path("//elsewhere.example"), own_path("https://elsewhere.example")
    ('/c/HV-01?lang=en', '/me', '/me')
    """
    return wanted if _OWN_PATH.fullmatch(wanted) else HOME


def _sign_in(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, SignInFirst)  # noqa: S101  # Starlette calls it for no other
    return see_other(sign_in_path(fault.back))
