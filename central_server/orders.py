"""What kiosks are told to do, and what they say became of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import described_body, read_message
from central_server.checkpoints.desk import Office, checkpoint_for
from central_server.problems import ProblemError, described
from central_server.store import checkpoint_devices, device_health, orders
from central_server.store.registrants import Registrant
from kiosk.wire.device_messages import OrderDone, OrdersSaid
from kiosk.wire.operator_messages import OrdersTold, OrderTold, OrderWanted

TAGS = ["devices"]


def order_routes(office: Office, access: Access) -> APIRouter:
    """For the kiosk itself: one that was revoked, too, so that it can be wiped."""
    routes = APIRouter(tags=list(TAGS), dependencies=[Depends(access.kiosk_even_revoked)])

    @routes.get(
        "/v1/devices/{device}/orders",
        responses=described(401, 422, 500, 503),
        summary="Ask what is to be done here",
    )
    def asked(device: UUID) -> OrdersSaid:
        with office.open() as (connection, now):
            device_health.heard(connection, device, now)
            return OrdersSaid(orders=orders.waiting(connection, device))

    @routes.post(
        "/v1/devices/{device}/orders/{order}/outcome",
        response_model=OrdersSaid,
        responses=described(400, 401, 404, 408, 413, 422, 500, 503),
        openapi_extra=described_body(OrderDone),
        summary="Tell what became of an order, and hear what else is to be done",
    )
    async def answered(device: UUID, order: UUID, request: Request) -> Response:
        said = await read_message(request, OrderDone)
        left = await run_in_threadpool(_answered, office, device, order, said)
        return Response(left.model_dump_json(), media_type="application/json")

    return routes


def ordering_routes(office: Office, access: Access) -> APIRouter:
    """For the centre's token; to their own kiosks, for a registrant."""
    routes = APIRouter(tags=list(TAGS))
    theirs = Annotated[Registrant | None, Depends(access.centre_or_registrant)]

    @routes.post(
        "/v1/checkpoints/{code}/devices/{kiosk}/orders",
        response_model=OrdersTold,
        responses=described(400, 401, 404, 408, 413, 422, 500, 503),
        openapi_extra=described_body(OrderWanted),
        summary="Order a kiosk to forget everybody, or to make a new key",
    )
    async def order(code: str, kiosk: UUID, request: Request, who: theirs) -> Response:
        wanted = await read_message(request, OrderWanted)
        told = await run_in_threadpool(_order, office, code, kiosk, who, wanted)
        return Response(told.model_dump_json(), media_type="application/json")

    @routes.get(
        "/v1/checkpoints/{code}/devices/{kiosk}/orders",
        responses=described(401, 404, 422, 500, 503),
        summary="Tell what a kiosk was ordered to do, and what became of it",
    )
    def told(code: str, kiosk: UUID, who: theirs) -> OrdersTold:
        with office.open() as (connection, _):
            _require_theirs(connection, code, kiosk, who)
            return _told(connection, kiosk)

    return routes


def _answered(office: Office, device: UUID, order: UUID, said: OrderDone) -> OrdersSaid:
    with office.open() as (connection, now):
        if not orders.answer(connection, device, order, said, now):
            raise ProblemError(404, "This kiosk has no such order.")
        return OrdersSaid(orders=orders.waiting(connection, device))


def _order(office: Office, code: str, kiosk: UUID, who: Registrant | None, wanted: OrderWanted) -> OrdersTold:
    with office.open() as (connection, now):
        _require_theirs(connection, code, kiosk, who)
        orders.give(connection, kiosk, wanted.kind, now)
        return _told(connection, kiosk)


def _require_theirs(connection: Connection, code: str, kiosk: UUID, who: Registrant | None) -> None:
    checkpoint = checkpoint_for(connection, code, who)
    if kiosk not in {row.device for row in checkpoint_devices.kiosks(connection, checkpoint.id)}:
        raise ProblemError(404, "This checkpoint has no such kiosk.")


def _told(connection: Connection, kiosk: UUID) -> OrdersTold:
    found = orders.of_device(connection, kiosk)
    return OrdersTold(orders=tuple(OrderTold.model_validate(one, from_attributes=True) for one in found))
