"""How kiosks are: what they tell of themselves, and what is told of them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import Office, checkpoint_for, require_plain
from central_server.problems import described
from central_server.store import device_alarms, device_health, orders
from central_server.store.device_health import TERMS, AlarmTerms, DeviceState
from central_server.store.registrants import Registrant
from kiosk.wire.device_messages import HealthHeard, HealthReported
from kiosk.wire.messages import Health
from kiosk.wire.operator_messages import AlarmSaid, AlarmsSaid, DevicesTold, DeviceTold

TAGS = ["devices"]


def report_routes(office: Office, access: Access) -> APIRouter:
    """For the kiosk itself, which learns whether it is still let in, and whether something is to be done."""
    routes = APIRouter(tags=list(TAGS), dependencies=[Depends(access.kiosk)])

    @routes.get(
        "/v1/devices/{device}/health",
        responses=described(401, 403, 422, 500, 503),
        summary="Ask whether the centre is there for this kiosk",
    )
    def health(device: UUID) -> Health:
        with office.open() as (connection, now):
            device_health.heard(connection, device, now)
            return Health(status="ok", server_time=now, orders=orders.count(connection, device))

    @routes.post(
        "/v1/devices/{device}/report",
        response_model=HealthHeard,
        responses=described(400, 401, 403, 408, 413, 422, 500, 503),
        openapi_extra=described_body(HealthReported),
        summary="Tell how this kiosk is",
    )
    async def report(device: UUID, request: Request) -> Response:
        said = await read_message(request, HealthReported)
        require_plain(said.version, said.system, said.campaign)
        heard = await run_in_threadpool(_heard, office, device, said)
        return Response(heard.model_dump_json(), media_type="application/json")

    return routes


def device_routes(office: Office, access: Access, terms: AlarmTerms = TERMS) -> APIRouter:
    """For the centre's token; of their own checkpoints, for a registrant."""
    routes = APIRouter(tags=list(TAGS))

    @routes.get(
        "/v1/checkpoints/{code}/devices",
        responses=described(401, 404, 500, 503),
        summary="Tell how the kiosks of a checkpoint are",
    )
    def told(code: str, who: Annotated[Registrant | None, Depends(access.centre_or_registrant)]) -> DevicesTold:
        with office.open() as (connection, now):
            found = device_health.states(connection, now, checkpoint_for(connection, code, who).id, terms)
        return DevicesTold(devices=tuple(map(_told, found)))

    @routes.get(
        "/v1/alarms",
        dependencies=[Depends(access.centre)],
        responses=described(401, 500, 503),
        summary="Tell what is wrong with kiosks",
    )
    def alarms() -> AlarmsSaid:
        with office.open() as (connection, _):
            found = device_alarms.open_alarms(connection)
        return AlarmsSaid(alarms=tuple(AlarmSaid.model_validate(one, from_attributes=True) for one in found))

    return routes


def _heard(office: Office, device: UUID, said: HealthReported) -> HealthHeard:
    with office.open() as (connection, now):
        device_health.report(connection, device, said, now)
        return HealthHeard(server_time=now, orders=orders.count(connection, device))


def _told(state: DeviceState) -> DeviceTold:
    return DeviceTold(
        device=state.device,
        gate=state.gate,
        joined_at=state.joined_at,
        revoked_at=state.revoked_at,
        heard_at=state.heard_at,
        reported_at=state.reported_at,
        report=state.report,
        skew_seconds=None if state.skew is None else state.skew.total_seconds(),
        offline_since=state.offline_since,
        missing=state.missing or 0,
        orders=state.orders,
        alarms=state.alarms,
    )
