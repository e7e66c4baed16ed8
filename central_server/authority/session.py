"""Who of the officers asks, and whether they may."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from central_server.authority.rights import Right, allowed
from central_server.problems import ProblemError
from central_server.store import officers
from central_server.store.engine import transaction
from central_server.store.officers import FULL, Officer
from central_server.web.sessions import SessionCookie

SIGN_IN = "/office/sign-in"
STAGES = {"code": "/office/code", "enrol": "/office/enrol", "change": "/office/password"}
TIMER = "auto"  # in the query of a page that reloads itself: it keeps nobody signed in


class SignInFirst(Exception):
    """Nobody known asks, or somebody who is not done signing in: they go to ``path``."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def sign_in_first(_request: Request, fault: Exception) -> Response:
    """The answer to it."""
    assert isinstance(fault, SignInFirst)  # noqa: S101  # Starlette calls it for no other
    return RedirectResponse(fault.path, 303, {"Cache-Control": "no-store"})


class Officers:
    """Dependencies and functions that say who asks. They block: call them from threads, as FastAPI does."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], cookie: SessionCookie) -> None:
        self._engine = engine
        self._now = now
        self.cookie = cookie

    def require(self, request: Request, right: Right | None) -> Officer:
        """The officer who asks. Raises SignInFirst, ProblemError 403 where they lack the right."""
        officer = self.found(request)
        if officer is None:
            raise SignInFirst(_back_to(request))
        if officer.stage != FULL:
            raise SignInFirst(STAGES[officer.stage])
        if right is not None and not allowed(officer.role, officer.area, right):
            raise ProblemError(403, "This is not among what your role may do.")
        return officer

    def may(self, right: Right | None) -> Callable[[Request], Officer]:
        """``require`` as a dependency."""

        def officer(request: Request) -> Officer:
            return self.require(request, right)

        return officer

    def found(self, request: Request) -> Officer | None:
        """Whoever asks, at whatever stage of signing in; None for nobody known."""
        session = self.cookie.read(request)
        if session is None:
            return None
        with transaction(self._engine) as connection:
            return officers.find(connection, session, self._now(), used=TIMER not in request.query_params)


def _back_to(request: Request) -> str:
    """Where to sign in; afterwards back to a page that was asked for, which a form is not."""
    if request.method != "GET" or request.url.path == "/office":
        return SIGN_IN
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{SIGN_IN}?{urlencode({'next': wanted[:500]})}"


def page_after(wanted: str) -> str:
    """Where to go after signing in: a page of the office and nowhere else.

    >>> page_after("/office/log?x=1"), page_after("https://elsewhere/"), page_after("//elsewhere/office/")
    ('/office/log?x=1', '/office', '/office')
    """
    safe = wanted.startswith("/office/") and "\\" not in wanted and wanted.isprintable() and len(wanted) <= 600
    return wanted if safe else "/office"
