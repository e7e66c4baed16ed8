"""What the centre sets at the kiosks of a checkpoint, and whom of the staff they let sign in."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import Office, checkpoint_for, require_plain
from central_server.checkpoints.staffing import MAX_TOLD, require_sound
from central_server.problems import ProblemError, described
from central_server.store import checkpoint_devices, checkpoint_staff, notices, pushed
from central_server.store.registrants import Registrant
from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.wire.checkpoint_messages import (
    PushedSettings,
    SettingsSaid,
    SettingsWanted,
    StaffList,
    StaffTold,
)

MAX_SETTINGS = 700_000  # bytes: a campaign's letters may be escaped
NO_CHECKPOINT = "This kiosk belongs to no checkpoint."
Revision = Annotated[int, Query(ge=0, le=2**53)]


def setting_routes(office: Office, access: Access) -> APIRouter:
    """Kiosks ask for what is set; whoever registered the checkpoint, or an operator, sets it."""
    routes = APIRouter(tags=["checkpoints"])

    @routes.get(
        "/v1/devices/{device}/settings",
        dependencies=[Depends(access.kiosk)],
        responses=described(401, 404, 422, 500, 503),
        summary="Ask what the centre sets",
    )
    def settings(device: UUID, after: Revision = 0) -> SettingsSaid:
        with office.open() as (connection, now):
            checkpoint = checkpoint_devices.checkpoint_of(connection, device)
            if checkpoint is None:
                raise ProblemError(404, NO_CHECKPOINT)
            set_here = pushed.current(connection, checkpoint.id)
            revision, known = notices.overlaid(connection, checkpoint, *set_here, now)
        return SettingsSaid(revision=revision, settings=None if revision == after else known)

    @routes.put(
        "/v1/checkpoints/{code}/settings",
        response_model=SettingsSaid,
        responses=described(400, 401, 404, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(SettingsWanted),
        summary="Set these at every kiosk of a checkpoint, and nothing else",
    )
    async def push(
        code: str,
        request: Request,
        who: Annotated[Registrant | None, Depends(access.centre_or_registrant)],
        based_on: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    ) -> SettingsSaid:
        wanted = await read_message(request, SettingsWanted, MAX_SETTINGS)
        return await run_in_threadpool(_push, office, who, code, wanted, based_on)

    @routes.post(
        "/v1/devices/{device}/staff",
        dependencies=[Depends(access.kiosk)],
        response_model=StaffList,
        responses=described(400, 401, 404, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(StaffTold),
        summary="Tell whom of the staff was changed, and hear of everybody",
    )
    async def staff(device: UUID, request: Request) -> StaffList:
        told = await read_message(request, StaffTold, MAX_TOLD)
        require_sound(told)
        return await run_in_threadpool(_merge, office, device, told)

    return routes


def _push(
    office: Office, who: Registrant | None, code: str, wanted: SettingsWanted, based_on: int | None
) -> SettingsSaid:
    short = (wanted.notice, wanted.notice_en, wanted.next_step, wanted.next_step_en, *(wanted.hotlines or ()))
    require_plain(*(text for text in short if text), *(slide.name for slide in wanted.slides or ()))
    if wanted.campaign is not None:
        require_campaign(wanted.campaign)
    try:
        with office.open() as (connection, now):
            checkpoint = checkpoint_for(connection, code, who)
            settings = PushedSettings.model_validate(wanted, from_attributes=True)
            revision, known = pushed.push(connection, checkpoint.id, settings, based_on, now)
    except pushed.NotSet as fault:
        raise ProblemError(422, str(fault)) from fault
    except pushed.Overtaken as fault:
        raise ProblemError(409, "Something else was set meanwhile; look at it first.") from fault
    return SettingsSaid(revision=revision, settings=known)


def require_campaign(text: str) -> None:
    """Refuse a campaign that a kiosk could not read, with everything that is wrong. Raises ProblemError 422."""
    try:
        read(text.replace("\r\n", "\n"), "campaign")
    except SettingsError as fault:
        raise ProblemError(422, str(fault)[:2_000]) from fault


def _merge(office: Office, device: UUID, told: StaffTold) -> StaffList:
    try:
        with office.open() as (connection, now):
            checkpoint = checkpoint_devices.checkpoint_of(connection, device)
            if checkpoint is None:
                raise ProblemError(404, NO_CHECKPOINT)
            checkpoint_staff.merge(connection, checkpoint.id, told.staff, now)
            everybody = checkpoint_staff.said(connection, checkpoint.id)
    except checkpoint_staff.TooManyStaff as fault:
        raise ProblemError(409, str(fault)) from fault
    return StaffList(checkpoint=checkpoint.id, staff=everybody)
