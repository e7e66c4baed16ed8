"""Requests that a kiosk has signed: RFC 9421, over Content-Digest (RFC 9530), by Ed25519. docs/wire.md says how.

What is signed counts for five minutes around the centre's time, and once. The body is not here yet when a signature is
checked: it is held against its digest as it comes in (``Digested``), so that nothing reads another one.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Request
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from sqlalchemy import Connection
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central_server.problems import ProblemError
from central_server.store import nonces
from central_server.store.device_keys import public_bytes
from kiosk.wire.messages import ABOUT_CLOCK, ClockProblem
from kiosk.wire.signing import COVERED, OF_A_BODY, TAG, thumbprint, unpadded

WINDOW = timedelta(minutes=5)
_NONCE = re.compile(r"[A-Za-z0-9_-]{11,64}")  # 64 bits at least
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a request: a kiosk, with its key of this name. It may come until ``until``, and once."""

    device: UUID
    key_id: str
    nonce: str
    until: datetime

    def spend(self, connection: Connection) -> None:
        """Let this request in, and never again. Raises ProblemError 401 for one that was let in before."""
        if not nonces.spend(connection, self.key_id, self.nonce, self.until):
            raise refused("This request came before: sign it anew.")


def is_signed(request: Request) -> bool:
    """Whether it carries a signature, true or not."""
    return "signature-input" in request.headers or "signature" in request.headers


def has_body(request: Request) -> bool:
    """Whether a body comes with it."""
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


def verified(request: Request, now: datetime, key_of: Callable[[UUID, str], bytes | None]) -> Signed:
    """Who signed this request. ``key_of`` finds the public key (32 bytes) of a kiosk by its name.

    Raises ProblemError 401: for whatever is not signed whole and by that key, with the centre's time where only the
    time is another.
    """
    verifier = _Verifier(now, key_of)
    needed = (*COVERED, *OF_A_BODY) if has_body(request) else COVERED
    if has_body(request) and digest_of(request.headers) is None:
        raise refused("A body needs a Content-Digest of it, by sha-256.")
    try:
        results = verifier.verify(_Signable(request), max_age=None, expect_tag=TAG, require_components=needed)
    except HTTPMessageSignaturesException as fault:
        raise refused("The signature is not the one of this request by this kiosk's key.") from fault
    if len(results) != 1 or verifier.signed is None:
        raise refused("A request carries one signature of a kiosk.")
    return verifier.signed


def proven(request: Request, device: UUID, key: str, now: datetime) -> Signed:
    """Who signed a request with the very key that it tells: whoever asks to be let in by a key holds it.

    Raises ProblemError 401 or 422.
    """
    public = plain_key(key)
    signed = verified(request, now, lambda *_: public)
    if (signed.device, signed.key_id) != (device, thumbprint(key)):
        raise refused("Sign this request as the kiosk, and with the key, that it tells of.")
    return signed


def plain_key(key: str) -> bytes:
    """The bytes of a public key that is told. Raises ProblemError 422 for one that is written in another way."""
    public = public_bytes(key)
    if unpadded(public) != key:
        raise ProblemError(422, "key: not as base64url is written.")
    return public


def refused(detail: str) -> ProblemError:
    """The 401 of whoever is not let in."""
    return ProblemError(401, detail, {"WWW-Authenticate": "Bearer"})


class _Verifier(HTTPMessageVerifier):
    """Looks at what a signature says of itself before anything is reckoned, by the centre's clock."""

    def __init__(self, now: datetime, key_of: Callable[[UUID, str], bytes | None]) -> None:
        self._found = _Found()
        super().__init__(signature_algorithm=ED25519, key_resolver=self._found)
        self._now = now
        self._key_of = key_of
        self.signed: Signed | None = None

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ARG002
        """Called by the library for each signature, first of all."""
        said: Mapping[str, Any] = sig_input.params
        name = _NAME.fullmatch(str(said.get("keyid", "")))
        nonce, created = said.get("nonce"), said.get("created")
        if name is None or said.get("alg") != ED25519.algorithm_id or not isinstance(created, int):
            raise refused("The signature needs created, nonce, keyid and alg as docs/wire.md says.")
        if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
            raise refused("The signature needs a nonce of 64 bits at least.")
        now = self._now.timestamp()
        if not -WINDOW.total_seconds() <= created - now <= WINDOW.total_seconds():
            raise _wrong_time(self._now)
        if not now <= said.get("expires", now):
            raise refused("The signature is over.")
        device = UUID(name[1])
        self._found.key = self._key_of(device, name[2])
        self.signed = Signed(device, name[2], nonce, datetime.fromtimestamp(created, UTC) + WINDOW)


class _Found(HTTPSignatureKeyResolver):
    """The key that was looked up before."""

    key: bytes | None = None

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:  # noqa: ARG002  # there is one
        return None if self.key is None else Ed25519PublicKey.from_public_bytes(self.key)


class _Signable:
    """A request as the library reads it: as it was written, with the host that the kiosk asked for."""

    def __init__(self, request: Request) -> None:
        scope = request.scope
        path = scope.get("raw_path") or request.url.path.encode()
        query = scope.get("query_string", b"")
        target = path + (b"?" + query if query else b"")
        self.method: str = request.method
        self.url = f"{request.url.scheme}://{request.headers.get('host', '')}{target.decode('latin-1')}"
        self.headers = request.headers


def _wrong_time(now: datetime) -> ProblemError:
    detail = "The signature was made at another time than now: more than five minutes away."
    said = ClockProblem(type=ABOUT_CLOCK, title="Not allowed", status=401, detail=detail, server_time=now)
    return ProblemError(401, detail, {"WWW-Authenticate": "Bearer"}, said)


def digest_of(headers: Headers) -> bytes | None:
    """The sha-256 that a Content-Digest holds; None where it holds none, or several."""
    parts = [part.strip() for line in headers.getlist("content-digest") for part in line.split(",")]
    found = [match[1] for part in parts if (match := _DIGEST.fullmatch(part))]
    if len(found) != 1 or sum(part.startswith("sha-256=") for part in parts) != 1:
        return None
    try:
        return base64.b64decode(found[0], validate=True)
    except binascii.Error:
        return None


class Digested:
    """ASGI middleware: whoever reads a body to its end reads the one that its Content-Digest is of, or nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the app."""
        digest = digest_of(Headers(scope=scope)) if scope["type"] == "http" else None
        if digest is None:
            await self._app(scope, receive, send)
            return
        reckoned = sha256()

        async def reading() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                reckoned.update(message.get("body", b""))
                if not message.get("more_body", False) and reckoned.digest() != digest:
                    raise ProblemError(400, "The body is not the one that its Content-Digest is of.")
            return message

        await self._app(scope, reading, send)
