"""POST /v1/devices/{device}/insured: whose insurance number is this, among those declared on the confirmed phone?

Whether a number is anybody's at all cannot be learned here: nobody is told of but people who were declared on a phone
whose code has just come back at this very kiosk, and a kiosk may ask only so often.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Connection, Engine, case, select
from starlette.concurrency import run_in_threadpool

from central_server.bodies import described_body, read_message
from central_server.problems import ProblemError, described
from central_server.store.declaration_tables import insurance_asked
from central_server.store.declared import insured_on
from central_server.store.engine import transaction
from central_server.store.inserting import insert
from central_server.store.otp import confirmed_phone
from kiosk.cards.insurance_number import identifier, normalised
from kiosk.wire.desk_messages import MAX_PEOPLE, DeclaredSaid, InsuranceAsked, InsuranceSaid

MOST = 30  # questions of one kiosk within WINDOW
WINDOW = timedelta(minutes=10)


def insured_routes(engine: Engine) -> APIRouter:
    """Counts the questions; reads otherwise."""
    routes = APIRouter(tags=["declarations"])

    @routes.post(
        "/v1/devices/{device}/insured",
        responses=described(400, 401, 408, 413, 422, 429, 500, 503),
        openapi_extra=described_body(InsuranceAsked),
        summary="Ask whose an insurance number is",
    )
    async def ask(device: UUID, request: Request) -> InsuranceSaid:
        asked = await read_message(request, InsuranceAsked)
        return await run_in_threadpool(_answer, engine, device, asked, datetime.now(UTC))

    return routes


def _answer(engine: Engine, device: UUID, asked: InsuranceAsked, now: datetime) -> InsuranceSaid:
    with transaction(engine) as connection:
        wait = counted(connection, device, now)
    if wait > timedelta(0):
        detail = "This device has asked for many insurance numbers."
        raise ProblemError(429, detail, {"Retry-After": str(int(wait.total_seconds()) + 1)})
    with transaction(engine) as connection:
        return InsuranceSaid(person=insured(connection, device, asked, now))


def insured(connection: Connection, device: UUID, asked: InsuranceAsked, now: datetime) -> DeclaredSaid | None:
    """The one person who gave this number on the confirmed phone; None for nobody, and for no confirmed phone."""
    number = normalised(asked.number)
    phone = confirmed_phone(connection, device, asked.request, now)
    if number is None or phone is None:
        return None
    found = insured_on(connection, phone, identifier(number), MAX_PEOPLE, now)
    return found[0] if len(found) == 1 else None


def counted(connection: Connection, device: UUID, now: datetime) -> timedelta:
    """Count one question; returns how long to wait with the next one, zero if this one is within the budget."""
    table = insurance_asked
    over = table.c.since <= now - WINDOW
    statement = insert(connection, table).on_conflict_do_update(
        index_elements=["device"],
        set_={"since": case((over, now), else_=table.c.since), "times": case((over, 1), else_=table.c.times + 1)},
    )
    connection.execute(statement, {"device": device, "since": now, "times": 1})
    since, times = connection.execute(select(table.c.since, table.c.times).where(table.c.device == device)).one()
    return since + WINDOW - now if times > MOST else timedelta(0)
