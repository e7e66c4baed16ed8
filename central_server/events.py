"""POST /v1/devices/{device}/events: a batch in, an answer for each event out, after COMMIT."""

from collections.abc import Iterable
from datetime import UTC, datetime
from json.encoder import encode_basestring as quoted
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from central_server.access import signed_by
from central_server.bodies import read_body
from central_server.pressure import Pressure
from central_server.problems import ProblemError, described
from central_server.reading import Malformed, NotABatchError, Received, read_batch
from central_server.signing import Signed
from central_server.store.batches import Verdict, take
from kiosk.wire.messages import MAX_BODY, Answers, Outcome

MAX_SECONDS = 20.0  # for a body to arrive
BODY = {
    "required": True,
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Batch"}}},
}


def events_routes(engine: Engine, pressure: Pressure) -> APIRouter:
    """The one route that writes."""
    routes = APIRouter(tags=["events"])

    @routes.post(
        "/v1/devices/{device}/events",
        response_model=Answers,
        responses=described(401, 408, 413, 422, 429, 500, 503),
        openapi_extra={"requestBody": BODY},
        summary="Send a batch of events",
    )
    async def send(device: UUID, request: Request) -> Response:
        with pressure.batch(device):
            body = await read_body(request, MAX_BODY, MAX_SECONDS, "batch")
            answers = await run_in_threadpool(_take, engine, device, body, signed_by(request))
        return Response(answers, media_type="application/json")

    return routes


def _take(engine: Engine, device: UUID, body: bytes, signed: Signed | None) -> str:
    try:
        batch = read_batch(body)
    except NotABatchError as fault:
        raise ProblemError(422, str(fault)) from fault
    good = [read for read in batch if isinstance(read, Received)]
    verdicts = take(engine, device, good, datetime.now(UTC), None if signed is None else signed.spend)
    return answers(batch, verdicts, datetime.now(UTC))


def answers(batch: Iterable[Received | Malformed], verdicts: Iterable[Verdict], now: datetime) -> str:
    """The JSON of Answers; hundreds of messages made only to be written take longer than to write."""
    judged = iter(verdicts)
    said = []
    for read in batch:
        if isinstance(read, Received):
            verdict = next(judged)
            outcome, reason = verdict.outcome, verdict.reason
        else:
            outcome, reason = Outcome.REFUSED, read.reason
        why = "null" if reason is None else quoted(reason)
        said.append(f'{{"id":{quoted(read.echo)},"outcome":"{outcome}","reason":{why}}}')
    time = now.isoformat().replace("+00:00", "Z")
    return f'{{"answers":[{",".join(said)}],"server_time":"{time}"}}'
