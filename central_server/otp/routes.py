"""POST …/otp and …/otp/{request}/tries: a code to a phone, and what was typed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from central_server.bodies import described_body, read_message
from central_server.otp.desk import OtpDesk, TooManySending
from central_server.problems import ProblemError, come_again, described
from central_server.store.otp import OtherNumber
from kiosk.wire.desk_messages import OtpJudged, OtpSaid, OtpTyped, OtpWanted


def otp_routes(desk: OtpDesk) -> APIRouter:
    """Both answer every number alike until its code is right."""
    routes = APIRouter(tags=["codes"])

    @routes.post(
        "/v1/devices/{device}/otp",
        response_model=OtpSaid,
        responses=described(401, 408, 409, 413, 422, 500, 503),
        openapi_extra=described_body(OtpWanted),
        summary="Have a code sent to a phone",
    )
    async def send_code(device: UUID, request: Request) -> Response:
        wanted = await read_message(request, OtpWanted)
        return await sent(partial(desk.wish, device, wanted))

    @routes.post(
        "/v1/devices/{device}/otp/{asked}/tries",
        response_model=OtpJudged,
        responses=described(401, 408, 413, 422, 500, 503),
        openapi_extra=described_body(OtpTyped),
        summary="Have a typed code checked",
    )
    async def try_code(device: UUID, asked: UUID, request: Request) -> Response:
        typed = await read_message(request, OtpTyped)
        judged = await run_in_threadpool(desk.judge, device, asked, typed.code)
        return Response(judged.model_dump_json(), media_type="application/json")

    return routes


async def sent(wish: Callable[[], OtpSaid]) -> Response:
    """What becomes of a wish for a code, which is told to a desk. Raises ProblemError 409, 503."""
    try:
        said = await run_in_threadpool(wish)
    except OtherNumber as fault:
        raise ProblemError(409, "This request was made before, for another number.") from fault
    except TooManySending as fault:
        raise come_again(503, "The centre sends as many messages as it can.") from fault
    return Response(said.model_dump_json(), media_type="application/json")
