"""Cookies that say who asks: a secret by chance, signed, of which the database keeps a hash only.

The signature spares the database whatever nobody here ever gave out; the row behind it can be taken back.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from fastapi import Request, Response

from central_server.tokens import kept, new_token


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """A kind of cookie, signed with ``key``. ``secure``: only over TLS, as for whoever is not on this machine."""

    name: str
    key: Callable[[], bytes]
    lasts: timedelta
    secure: bool
    path: str = "/"

    def __repr__(self) -> str:
        return f"SessionCookie({self.name})"

    def give(self, response: Response) -> bytes:
        """Give out a new one; returns what is to be kept of it."""
        token = new_token()
        response.set_cookie(
            self._name,
            f"{token}.{self._signature(token)}",
            max_age=int(self.lasts.total_seconds()),
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )
        return kept(token)

    def read(self, request: Request) -> bytes | None:
        """What is kept of the one that came, None for none and for one that was never given out here."""
        token, _, signature = request.cookies.get(self._name, "").partition(".")
        if not token or not hmac.compare_digest(signature.encode(), self._signature(token).encode()):
            return None
        return kept(token)

    def take_back(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self._name, path=self.path, secure=self.secure, httponly=True, samesite="lax")

    @property
    def _name(self) -> str:
        return f"__Host-{self.name}" if self.secure and self.path == "/" else self.name

    def _signature(self, token: str) -> str:
        return hmac.new(self.key(), f"{self.name}:{token}".encode(), sha256).hexdigest()[:32]
