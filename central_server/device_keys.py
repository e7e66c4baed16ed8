"""POST /v1/devices/{device}/key: another key instead of the one that this very request is signed with."""

import base64
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.access import Access, signed_by
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import Office
from central_server.problems import ProblemError, described
from central_server.signing import plain_key, refused
from central_server.store import device_keys
from central_server.store.device_keys import KeyTaken
from kiosk.wire.device_messages import KeyHeld, KeyRolled
from kiosk.wire.signing import roll_proof


def key_routes(office: Office, access: Access) -> APIRouter:
    """The old key counts no longer once this is answered."""
    routes = APIRouter(tags=["devices"], dependencies=[Depends(access.kiosk)])

    @routes.post(
        "/v1/devices/{device}/key",
        response_model=KeyHeld,
        responses=described(400, 401, 403, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(KeyRolled),
        summary="Let another key count instead of the one this is signed with",
    )
    async def roll(device: UUID, request: Request) -> Response:
        said = await read_message(request, KeyRolled)
        signed = signed_by(request)
        if signed is None:
            raise ProblemError(403, "Only the kiosk itself, by its key, rolls to another one.")
        _require_held(device, said)
        held = await run_in_threadpool(_rolled, office, device, signed.key_id, said)
        return Response(held.model_dump_json(), media_type="application/json")

    return routes


def _require_held(device: UUID, said: KeyRolled) -> None:
    """The new key has signed that it is to be this kiosk's. Raises ProblemError 422."""
    public = Ed25519PublicKey.from_public_bytes(plain_key(said.key))
    try:
        public.verify(base64.urlsafe_b64decode(said.proof + "=="), roll_proof(device, said.key))
    except InvalidSignature as fault:
        raise ProblemError(422, "proof: not the new key's signature.") from fault


def _rolled(office: Office, device: UUID, old: str, said: KeyRolled) -> KeyHeld:
    try:
        with office.open() as (connection, now):
            held = device_keys.replace(connection, device, old, said.key, now)
    except KeyTaken as fault:
        raise ProblemError(409, str(fault)) from fault
    if held is None:
        raise refused("The signature is not the one of this request by this kiosk's key.")
    return KeyHeld(key=said.key)
