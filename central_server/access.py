"""Who may talk to the centre: whoever has its token; a kiosk with its own, of itself alone; a registrant, of theirs."""

import hmac
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy import Engine

from central_server.problems import ProblemError
from central_server.store import registrants
from central_server.store.checkpoint_devices import let_in
from central_server.store.engine import transaction
from central_server.store.registrants import Registrant

FOR_EVERY_KIOSK = frozenset({"/v1/citizen-codes/keys", "/v1/citizen-codes/revocations"})  # which gates check codes with


class Access:
    """Dependencies that let in ``Authorization: Bearer …`` or raise a 401. ``token`` is the centre's own.

    With no token set, everybody may do what the centre's token lets do. Every comparison takes a time that says
    nothing of how much was right: of a kiosk's token or a session only a SHA-256 is looked up.
    """

    def __init__(self, engine: Engine, token: str | None, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._token = token
        self._now = now

    def centre(self, request: Request) -> None:
        """The centre's token."""
        if not self._is_centre(request):
            raise _refused("The Authorization header must carry this centre's token: Bearer <token>.")

    def kiosk(self, request: Request) -> None:
        """The centre's token, or a kiosk's own: on the routes of this very kiosk, and on those for every kiosk."""
        if self._is_centre(request):
            return
        token = _given(request)
        try:
            device = None if request.url.path in FOR_EVERY_KIOSK else UUID(request.path_params.get("device", ""))
        except ValueError:
            device = UUID(int=0)  # no kiosk's
        if token:
            with transaction(self._engine) as connection:
                if let_in(connection, token, device):
                    return
        raise _refused("The Authorization header must carry this centre's token, or this kiosk's own: Bearer <token>.")

    def registrant(self, request: Request) -> Registrant:
        """Whoever's session it carries."""
        if session := _given(request):
            with transaction(self._engine) as connection:
                found = registrants.find(connection, session, self._now())
            if found is not None:
                return found
        raise _refused("The Authorization header must carry a registrant's session, which lasts 30 minutes.")

    def centre_or_registrant(self, request: Request) -> Registrant | None:
        """None for the centre's token, which may do everything; otherwise whoever's session it carries."""
        return None if self._is_centre(request) else self.registrant(request)

    def _is_centre(self, request: Request) -> bool:
        return self._token is None or hmac.compare_digest(_given(request).encode(), self._token.encode())


def _given(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _refused(detail: str) -> ProblemError:
    return ProblemError(401, detail, {"WWW-Authenticate": "Bearer"})
