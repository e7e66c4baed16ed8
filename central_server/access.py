"""Who may talk to the centre: whoever has its token; a kiosk by its key, of itself alone; a registrant, of theirs."""

import hmac
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy import Connection, Engine

from central_server.problems import ProblemError
from central_server.signing import Signed, is_signed, refused, verified
from central_server.store import device_keys, nonces, registrants
from central_server.store.engine import transaction
from central_server.store.registrants import Registrant
from kiosk.wire.messages import ABOUT_REVOKED, Problem

FOR_EVERY_KIOSK = frozenset({"/v1/citizen-codes/keys", "/v1/citizen-codes/revocations"})  # which gates check codes with
ONLY_READ = frozenset({"GET", "HEAD"})


class Access:
    """Dependencies that let in ``Authorization: Bearer …`` or what a kiosk has signed, or raise a 401.

    ``token`` is the centre's own. With no token set, everybody may do what the centre's token lets do. A key is looked
    up for every request: a kiosk that was revoked is refused from then on, with a 403 that says so.
    """

    def __init__(self, engine: Engine, token: str | None, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._token = token
        self._now = now

    def centre(self, request: Request) -> None:
        """The centre's token."""
        if not self._is_centre(request):
            raise refused("The Authorization header must carry this centre's token: Bearer <token>.")

    def kiosk(self, request: Request) -> None:
        """The centre's token, or a kiosk's signature: on the routes of this kiosk, and on those for every kiosk."""
        self._kiosk(request)

    def kiosk_sending(self, request: Request) -> None:
        """The same; whoever stores what comes spends the nonce (``signed_by(request)``) in the same transaction."""
        self._kiosk(request, spent_later=True)

    def kiosk_even_revoked(self, request: Request) -> None:
        """The same, of a kiosk that is let in no longer, too: for what it is still to do."""
        self._kiosk(request, even_revoked=True)

    def registrant(self, request: Request) -> Registrant:
        """Whoever's session it carries."""
        if session := _given(request):
            with transaction(self._engine) as connection:
                found = registrants.find(connection, session, self._now())
            if found is not None:
                return found
        raise refused("The Authorization header must carry a registrant's session, which lasts 30 minutes.")

    def centre_or_registrant(self, request: Request) -> Registrant | None:
        """None for the centre's token, which may do everything; otherwise whoever's session it carries."""
        return None if self._is_centre(request) else self.registrant(request)

    def _kiosk(self, request: Request, *, spent_later: bool = False, even_revoked: bool = False) -> None:
        request.state.signed = None
        if self._is_centre(request):
            return
        if not is_signed(request):
            raise refused(
                "A kiosk signs its requests with its key; an operator's Authorization header carries this centre's "
                "token. A kiosk that was enrolled with a token has to be enrolled anew."
            )
        with transaction(self._engine) as connection:
            signed, revoked = self._verified(connection, request)
            if request.url.path not in FOR_EVERY_KIOSK and signed.device != _named(request):
                raise refused("A kiosk may ask for itself alone.")
            if revoked and not even_revoked:
                raise _revoked()
            if not spent_later:
                signed.spend(connection)
                if request.method in ONLY_READ:
                    nonces.need_not_wait(connection)
        request.state.signed = signed

    def _verified(self, connection: Connection, request: Request) -> tuple[Signed, bool]:
        revoked = False

        def key_of(device: UUID, key_id: str) -> bytes | None:
            nonlocal revoked
            known = device_keys.find(connection, device, key_id)
            revoked = known is not None and known.revoked
            return None if known is None else known.public

        return verified(request, self._now(), key_of), revoked

    def _is_centre(self, request: Request) -> bool:
        return self._token is None or hmac.compare_digest(_given(request).encode(), self._token.encode())


def signed_by(request: Request) -> Signed | None:
    """Who signed a request that was let in; None where it carried the centre's token."""
    signed: Signed | None = request.state.signed
    return signed


def _named(request: Request) -> UUID | None:
    """The kiosk that the path names."""
    try:
        return UUID(request.path_params.get("device", ""))
    except ValueError:
        return None


def _given(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _revoked() -> ProblemError:
    detail = "This kiosk is let in no longer. It may ask what it is to do."
    return ProblemError(403, detail, None, Problem(type=ABOUT_REVOKED, title="Refused", status=403, detail=detail))
