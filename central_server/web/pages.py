"""What belongs to no part: the files of all pages, the page of a fault, and the way from / to where people look."""

from collections.abc import Callable
from datetime import datetime

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy import Engine

from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.web.site import Site


class Pages:
    """The page of a fault, for a request outside /v1/."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._site = Site(engine, now, "visitors")

    def fault(self, request: Request, status: int, retry: str | None) -> Response:
        """Say what went wrong and what to do."""
        return self._site.fault(request, status, retry)


class CookieKey:
    """What this centre's cookies are signed with: one secret of the database, which all workers share."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now
        self._key: bytes | None = None

    def __call__(self) -> bytes:
        """The key. Raises StoreUnavailable. It never changes, so that once is enough."""
        if self._key is None:
            with transaction(self._engine) as connection:
                self._key = phone_keys(connection, self._now()).cookie_key()
        return self._key

    def __repr__(self) -> str:
        return "CookieKey()"
