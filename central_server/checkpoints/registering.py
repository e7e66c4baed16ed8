"""Registering a checkpoint by a confirmed number, and kiosks joining it."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import (
    ENROLLING,
    ENROLLING_ALL,
    Office,
    RegistrantDesk,
    checkpoint_for,
    network_of,
    require_plain,
)
from central_server.checkpoints.telling import poster
from central_server.citizen_codes import CodeTerms
from central_server.otp.routes import sent
from central_server.problems import ProblemError, described
from central_server.signing import Signed, has_body, proven
from central_server.store import checkpoint_devices, checkpoints, enrolment
from central_server.store.checkpoint_devices import CannotJoin
from central_server.store.checkpoints import NotRegistered
from central_server.store.registrants import Registrant
from kiosk.wire.checkpoint_messages import (
    CheckpointWanted,
    DeviceWanted,
    Enrolled,
    EnrolmentSaid,
    EnrolmentTyped,
    RegistrantJudged,
    RegistrantTyped,
    RegistrantWanted,
)
from kiosk.wire.desk_messages import OtpSaid

TAGS = ["checkpoints"]


def registrant_routes(desk: RegistrantDesk) -> APIRouter:
    """Need no token. Every number is answered alike, in words and in time, until its code is right."""
    routes = APIRouter(tags=list(TAGS))

    @routes.post(
        "/v1/registrants/otp",
        response_model=OtpSaid,
        responses=described(400, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(RegistrantWanted),
        summary="Have a code sent to a registrant's phone",
    )
    async def send_code(request: Request) -> Response:
        wanted = await read_message(request, RegistrantWanted)
        return await sent(partial(desk.wish, network_of(request), wanted))

    @routes.post(
        "/v1/registrants/tries",
        response_model=RegistrantJudged,
        responses=described(400, 408, 413, 422, 429, 500, 503),
        openapi_extra=described_body(RegistrantTyped),
        summary="Have a registrant's code checked",
    )
    async def try_code(request: Request) -> Response:
        typed = await read_message(request, RegistrantTyped)
        judged = await run_in_threadpool(desk.judge, network_of(request), typed)
        return Response(judged.model_dump_json(), media_type="application/json")

    return routes


def registering_routes(office: Office, access: Access, terms: CodeTerms) -> APIRouter:
    """Whatever lets a kiosk in is signed with the key that it is known by from then on."""
    routes = APIRouter(tags=list(TAGS))

    @routes.post(
        "/v1/checkpoints",
        response_model=Enrolled,
        responses=described(400, 401, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(CheckpointWanted),
        summary="Register a checkpoint with its first kiosk",
    )
    async def register(request: Request, registrant: Annotated[Registrant, Depends(access.registrant)]) -> Enrolled:
        wanted = await read_message(request, CheckpointWanted)
        require_plain(wanted.name, wanted.name_en, wanted.province, wanted.ward, wanted.street, wanted.gate)
        require_plain(*wanted.hotlines)
        signed = proven(request, wanted.device, wanted.key, office.now())
        return await run_in_threadpool(_register, office, registrant, wanted, signed, terms.address(request))

    @routes.post(
        "/v1/checkpoints/{code}/devices",
        response_model=Enrolled,
        responses=described(400, 401, 404, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(DeviceWanted),
        summary="Let a kiosk join a checkpoint of the registrant's",
    )
    async def join(
        code: str, request: Request, registrant: Annotated[Registrant, Depends(access.registrant)]
    ) -> Enrolled:
        wanted = await read_message(request, DeviceWanted)
        require_plain(wanted.gate)
        signed = proven(request, wanted.device, wanted.key, office.now())
        return await run_in_threadpool(_join, office, registrant, code, wanted, signed, terms.address(request))

    @routes.post(
        "/v1/enrolments",
        response_model=Enrolled,
        responses=described(400, 401, 403, 408, 409, 413, 422, 429, 500, 503),
        openapi_extra=described_body(EnrolmentTyped),
        summary="Let a kiosk join by a code",
    )
    async def enrol(request: Request) -> Enrolled:
        typed = await read_message(request, EnrolmentTyped)
        require_plain(typed.gate)
        signed = proven(request, typed.device, typed.key, office.now())
        return await run_in_threadpool(_enrol, office, network_of(request), typed, signed, terms.address(request))

    @routes.post(
        "/v1/devices/{device}/enrolment-codes",
        dependencies=[Depends(access.kiosk)],
        responses=described(401, 404, 422, 500, 503),
        summary="Make a code for one more kiosk of the same checkpoint",
    )
    def make(device: UUID, request: Request) -> EnrolmentSaid:
        if has_body(request):
            raise ProblemError(422, "There is nothing to say: leave the body away.")
        with office.open() as (connection, now):
            checkpoint = checkpoint_devices.checkpoint_of(connection, device)
            if checkpoint is None:
                raise ProblemError(404, "This kiosk belongs to no checkpoint.")
            code, until = enrolment.make(connection, checkpoint.id, device, now)
        return _told(code, terms.address(request), until)

    @routes.post(
        "/v1/checkpoints/{code}/enrolment-codes",
        responses=described(401, 404, 422, 500, 503),
        summary="Make a code for one more kiosk, to give out",
    )
    def give_out(
        code: str, request: Request, who: Annotated[Registrant | None, Depends(access.centre_or_registrant)]
    ) -> EnrolmentSaid:
        with office.open() as (connection, now):
            made, until = enrolment.make(connection, checkpoint_for(connection, code, who).id, None, now)
        return _told(made, terms.address(request), until)

    return routes


def _register(
    office: Office, registrant: Registrant, wanted: CheckpointWanted, signed: Signed, address: str
) -> Enrolled:
    try:
        with office.open() as (connection, now):
            signed.spend(connection)
            checkpoint = checkpoints.register(connection, wanted, registrant, now)
            checkpoint_devices.join(connection, wanted.device, checkpoint, wanted.gate, wanted.key, now)
            [said] = checkpoints.said(connection, [checkpoint], now)
    except (NotRegistered, CannotJoin) as fault:
        raise ProblemError(409, str(fault)) from fault
    return Enrolled(checkpoint=said, poster=poster(address, said.code))


def _join(
    office: Office, registrant: Registrant, code: str, wanted: DeviceWanted, signed: Signed, address: str
) -> Enrolled:
    try:
        with office.open() as (connection, now):
            signed.spend(connection)
            checkpoint = checkpoint_for(connection, code, registrant)
            checkpoint_devices.join(connection, wanted.device, checkpoint, wanted.gate, wanted.key, now)
            [said] = checkpoints.said(connection, [checkpoint], now)
    except CannotJoin as fault:
        raise ProblemError(409, str(fault)) from fault
    return Enrolled(checkpoint=said, poster=poster(address, said.code))


def _enrol(office: Office, network: str, typed: EnrolmentTyped, signed: Signed, address: str) -> Enrolled:
    """Every question is counted before it is judged, so that no number of guesses at once is more than allowed.

    3,000 guesses in a quarter of an hour, from a hundred networks, against a thousand codes that live at once find one
    of 2^50 in ten thousand years or so.
    """
    office.require(ENROLLING, network)
    office.require(ENROLLING_ALL, "")
    try:
        with office.open() as (connection, now):
            signed.spend(connection)
            checkpoint = enrolment.use(connection, typed.code, typed.device, now)
            if checkpoint is None:
                raise ProblemError(403, "This code is wrong, was used, or is over.")
            checkpoint_devices.join(connection, typed.device, checkpoint, typed.gate, typed.key, now)
            [said] = checkpoints.said(connection, [checkpoint], now)
    except CannotJoin as fault:
        raise ProblemError(409, str(fault)) from fault
    return Enrolled(checkpoint=said, poster=poster(address, said.code))


def _told(code: str, address: str, until: datetime) -> EnrolmentSaid:
    return EnrolmentSaid(code=code, text=f"{address.upper()}/E/{code}", until=until)
