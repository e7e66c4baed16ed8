"""The ledger of consents, and breaches: whose data, how many, and the clock that runs."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.authority.duties_pages import PATH
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.problems import ProblemError
from central_server.store import breach, consent_ledger, officers
from central_server.store.access_log import note
from central_server.store.breach import Asked, Scope
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other
from kiosk.admission import LOCAL_TIME

BREACHES = PATH + "/breaches"
MOST_WORDS = 2_000
FIELDS = ("device", "officer", "table", "since", "until", "detected", "description")


def duties_ledger_pages(office: AuthorityOffice) -> APIRouter:
    """For whoever looks after personal data."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.DUTIES))]

    @routes.get(PATH + "/consents")
    def consents(request: Request, officer: theirs) -> Response:
        with office.open() as (connection, now):
            rows = consent_ledger.ledger(connection)
        return office.page(request, officer, "duties_consents.html", rows=rows, now=now)

    @routes.get(BREACHES)
    def breaches(request: Request, officer: theirs) -> Response:
        return _breaches(office, request, officer, {})

    @routes.post(BREACHES)
    async def count(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_count, office, request, officer, form)

    @routes.post(BREACHES + "/{which}/notified")
    async def notified(which: UUID, request: Request, officer: theirs) -> Response:
        await office.form(request, officer)
        return await run_in_threadpool(_notified, office, officer, which)

    @routes.get(BREACHES + "/{which}.json")
    def exported(which: UUID, request: Request, officer: theirs) -> Response:  # noqa: ARG001
        with office.open() as (connection, now):
            found = breach.find(connection, which)
            if found is None:
                raise ProblemError(404, "There is no such breach.")
            note(connection, officer, "duties_breach_exported", "", {which}, {"people": found.people}, now)
        said = {name: _plain(value) for name, value in asdict(found).items()}
        headers = {"Content-Disposition": f'attachment; filename="breach-{which}.json"', "Cache-Control": "no-store"}
        text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
        return Response(text, media_type="application/json", headers=headers)

    return routes


def _breaches(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    typed: dict[str, str],
    found: Scope | None = None,
    problem: str = "",
) -> Response:
    with office.open() as (connection, now):
        rows = breach.listed(connection)
        everybody = [(str(one.id), one.name) for one in officers.everybody(connection)]
    return office.page(
        request,
        officer,
        "duties_breaches.html",
        status=422 if problem else 200,
        rows=rows,
        typed={name: typed.get(name, "") for name in FIELDS},
        found=found,
        problem=problem,
        tables=[(name, name) for name in breach.persons_tables()],
        everybody=everybody,
        now=now,
    )


def _count(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    typed = {name: form.text(name, MOST_WORDS) for name in FIELDS}
    try:
        asked = Asked(
            device=UUID(typed["device"]) if typed["device"] else None,
            officer=UUID(typed["officer"]) if typed["officer"] else None,
            table=typed["table"],
            since=_moment(typed["since"]),
            until=_moment(typed["until"]),
        )
        detected = _moment(typed["detected"])
    except ValueError:
        return _breaches(office, request, officer, typed, problem="breach.wrong")
    keeping = form.text("do") == "keep"
    if keeping and (detected is None or not typed["description"]):
        return _breaches(office, request, officer, typed, problem="breach.needed")
    try:
        with office.open() as (connection, now):
            found = breach.scope(connection, asked)
            counts = {"ids": found.ids, "people": found.humans}
            about = {one for one in (asked.device, asked.officer) if one is not None}
            if keeping and detected is not None and detected <= now:
                kept = breach.put_down(connection, asked, found, typed["description"], detected, officer.id)
                note(connection, officer, "duties_breach_kept", "", {kept, *about}, counts, now)
                return see_other(BREACHES)
            note(connection, officer, "duties_breach_counted", "", about, counts, now)
    except breach.NoSuchTable:
        return _breaches(office, request, officer, typed, problem="breach.wrong")
    return _breaches(office, request, officer, typed, found, "breach.needed" if keeping else "")


def _notified(office: AuthorityOffice, officer: Officer, which: UUID) -> Response:
    with office.open() as (connection, now):
        if not breach.notified(connection, which, now):
            raise ProblemError(404, "There is no such breach that was not told yet.")
        note(connection, officer, "duties_breach_told", "", {which}, {}, now)
    return see_other(BREACHES)


def _moment(text: str) -> datetime | None:
    """What a datetime-local field sends: the time here. Raises ValueError."""
    if not text:
        return None
    said = datetime.fromisoformat(text)
    if said.tzinfo is not None or not 2000 <= said.year <= 9000:
        raise ValueError(text)
    return said.replace(tzinfo=LOCAL_TIME)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
