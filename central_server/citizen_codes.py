"""Citizen codes: issued for a declaration, their keys, and taking them back."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import URL, Engine
from starlette.concurrency import run_in_threadpool

from central_server.bodies import described_body, read_body, read_message
from central_server.problems import ProblemError, described
from central_server.reading import Malformed, read_event
from central_server.sealing import CannotSeal, Sealing, sealing_for
from central_server.store import codes
from central_server.store.batches import take
from central_server.store.code_keys import kept_keys, keys_in_time, told
from central_server.store.engine import transaction
from kiosk.citizen_code import ID_BYTES, origin, spelled, unspelled
from kiosk.errors import SettingsError
from kiosk.wire.desk_messages import CodeKeys, CodeSaid, CodeWanted, Revocations, Revoke
from kiosk.wire.messages import DeclarationSaid, Outcome


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """What an operator can say of citizen codes; empty for not said. ``new_key``: make a key that signs at once."""

    secret: str = field(default="", repr=False)
    public_url: str = ""
    new_key: bool = False


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """What codes are issued with. ``public_url`` None: the address that the kiosk reached this centre at."""

    sealing: Callable[[], Sealing] = field(repr=False)
    public_url: str | None = None

    def address(self, request: Request) -> str:
        """Where others reach this centre: as it is set, else the address of the socket that ``request`` came in by.

        What a Host header says could be anything.
        """
        host, port = request.scope["server"]
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{port}"


def code_terms(database: URL, secret: str, public_url: str) -> CodeTerms:
    """What an operator has set; empty for not set. Raises SettingsError with what is wrong."""
    try:
        address = origin(public_url) if public_url else None
    except ValueError as fault:
        raise SettingsError(f"The centre's public address is {public_url!r}: {fault}.") from fault
    return CodeTerms(sealing_for(database, secret or None), address)


def citizen_code_routes(engine: Engine, terms: CodeTerms) -> APIRouter:
    """Issuing writes the declaration first, exactly as a batch would."""
    routes = APIRouter(tags=["citizen codes"])

    @routes.post(
        "/v1/devices/{device}/citizen-codes",
        response_model=CodeSaid,
        responses=described(400, 401, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(CodeWanted),
        summary="Issue the citizen code of a declaration",
    )
    async def want(device: UUID, request: Request) -> CodeSaid:
        body = await read_body(request)
        base_url = terms.address(request)
        return await run_in_threadpool(_issue, engine, terms, base_url, device, body)

    @routes.get(
        "/v1/citizen-codes/keys",
        responses=described(401, 500, 503),
        summary="List the public keys that codes are checked with",
    )
    def keys() -> CodeKeys:
        now = datetime.now(UTC)
        with transaction(engine) as connection:
            try:
                known = keys_in_time(connection, terms.sealing, now)
            except CannotSeal:  # what there is can be told all the same
                known = kept_keys(connection)
            return CodeKeys(keys=told(connection, known, now))

    @routes.get(
        "/v1/citizen-codes/revocations",
        responses=described(401, 422, 500, 503),
        summary="List the codes that were taken back",
    )
    def revocations(after: Annotated[int, Query(ge=0, le=2**53)] = 0) -> Revocations:
        with transaction(engine) as connection:
            return codes.revocations(connection, after, datetime.now(UTC))

    @routes.post(
        "/v1/citizen-codes/{code}/revocation",
        status_code=204,
        responses=described(400, 401, 404, 408, 413, 422, 500, 503),
        openapi_extra=described_body(Revoke),
        summary="Take a code back",
    )
    async def revoke(code: str, request: Request) -> Response:
        asked = await read_message(request, Revoke)
        await run_in_threadpool(_revoke, engine, code, asked)
        return Response(status_code=204)

    return routes


def _issue(engine: Engine, terms: CodeTerms, base_url: str, device: UUID, body: bytes) -> CodeSaid:
    now = datetime.now(UTC)
    declaration = _store(engine, device, body, now)
    try:
        with transaction(engine) as connection:
            code = codes.code_for(connection, declaration, base_url, terms.sealing, now)
    except codes.NoCode as fault:
        raise ProblemError(409, str(fault)) from fault
    except CannotSeal as fault:
        raise ProblemError(503, str(fault), {"Retry-After": "60"}) from fault
    except ValueError as fault:
        detail = "This centre issues no citizen codes before it knows its address: set KIOSK_CENTRE_PUBLIC_URL."
        raise ProblemError(503, detail, {"Retry-After": "60"}) from fault
    return CodeSaid(text=code.text, spelled=spelled(code.id), until=code.expires)


def _store(engine: Engine, device: UUID, body: bytes, now: datetime) -> UUID:
    """Take the event, judged and kept exactly as in a batch of one."""
    try:
        wanted = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise ProblemError(422, "The body is not JSON in UTF-8.") from fault
    if not isinstance(wanted, dict) or set(wanted) != {"event"}:
        raise ProblemError(422, 'The body must be an object with one member, "event".')
    read = read_event(wanted["event"])
    if isinstance(read, Malformed):
        raise ProblemError(422, f"event.{read.reason}")
    if not isinstance(read.event, DeclarationSaid):
        raise ProblemError(422, "event.kind: only a declaration has a code")
    [verdict] = take(engine, device, [read], now)
    if verdict.outcome is Outcome.CONFLICT:
        raise ProblemError(409, f"event: {verdict.reason}")
    return read.event.id


def _revoke(engine: Engine, code: str, asked: Revoke) -> None:
    if "\0" in asked.reason:
        raise ProblemError(422, "reason: contains a NUL character")
    named = unspelled(code) or _from_hex(code)
    with transaction(engine) as connection:
        if named is None or not codes.revoke(connection, named, asked.reason, datetime.now(UTC)):
            raise ProblemError(404, "There is no such code.")


def _from_hex(text: str) -> bytes | None:
    try:
        named = bytes.fromhex(text)
    except ValueError:
        return None
    return named if len(named) == ID_BYTES else None
