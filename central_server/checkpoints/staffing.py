"""The staff of a checkpoint, changed at the centre: by whoever registered it, or by an operator."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import Office, checkpoint_for, require_plain
from central_server.problems import ProblemError, described
from central_server.store import checkpoint_staff
from central_server.store.registrants import Registrant
from kiosk.staff import sound_hash
from kiosk.wire.checkpoint_messages import StaffNamed, StaffNames, StaffTold

MAX_TOLD = 256 * 1024


def staffing_routes(office: Office, access: Access) -> APIRouter:
    """Kiosks hear of it at their next round."""
    routes = APIRouter(tags=["checkpoints"])
    theirs = Annotated[Registrant | None, Depends(access.centre_or_registrant)]

    @routes.get(
        "/v1/checkpoints/{code}/staff",
        responses=described(401, 404, 500, 503),
        summary="List a checkpoint's staff, without their PINs",
    )
    def listed(code: str, who: theirs) -> StaffNames:
        with office.open() as (connection, _):
            return named(connection, checkpoint_for(connection, code, who).id)

    @routes.post(
        "/v1/checkpoints/{code}/staff",
        response_model=StaffNames,
        responses=described(400, 401, 404, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(StaffTold),
        summary="Let somebody sign in at a checkpoint's kiosks, or give them another PIN",
    )
    async def change(code: str, request: Request, who: theirs) -> StaffNames:
        told = await read_message(request, StaffTold, MAX_TOLD)
        require_sound(told)
        return await run_in_threadpool(_merge, office, who, code, told)

    @routes.delete(
        "/v1/checkpoints/{code}/staff/{member}",
        responses=described(401, 404, 409, 422, 500, 503),
        summary="Let somebody sign in no longer",
    )
    def dismiss(code: str, member: UUID, who: theirs) -> StaffNames:
        with office.open() as (connection, now):
            checkpoint = checkpoint_for(connection, code, who).id
            one = next((one for one in checkpoint_staff.said(connection, checkpoint) if one.id == member), None)
            if one is None:
                raise ProblemError(404, "This checkpoint has nobody under this id.")
            checkpoint_staff.merge(connection, checkpoint, [one.model_copy(update={"disabled": True})], now)
            after = named(connection, checkpoint)
        if any(one.id == member and not one.disabled for one in after.staff):
            raise ProblemError(409, "The last supervisor stays: add another one first.")
        return after

    return routes


def require_sound(told: StaffTold) -> None:
    """Refuse names that cannot be shown, and PINs that are not kept as they have to be. Raises ProblemError."""
    require_plain(*(one.name for one in told.staff), *(one.pin for one in told.staff))
    if not all(sound_hash(one.pin) for one in told.staff):
        raise ProblemError(422, "A PIN is kept as argon2id with m=19456 to 65536, t=2 to 4, p=1 to 4.")


def named(connection: Connection, checkpoint: UUID) -> StaffNames:
    """Everybody of a checkpoint, without their PINs."""
    rows = checkpoint_staff.everybody(connection, checkpoint)
    return StaffNames(staff=tuple(StaffNamed.model_validate(row, from_attributes=True) for row in rows))


def _merge(office: Office, who: Registrant | None, code: str, told: StaffTold) -> StaffNames:
    try:
        with office.open() as (connection, now):
            checkpoint = checkpoint_for(connection, code, who).id
            checkpoint_staff.merge(connection, checkpoint, told.staff, now)
            return named(connection, checkpoint)
    except checkpoint_staff.TooManyStaff as fault:
        raise ProblemError(409, str(fault)) from fault
