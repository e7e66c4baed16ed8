"""Requests about one's own data, for the data protection officer: what is due, and what can be done with each."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority.duties_opening import opening_pages
from central_server.authority.duties_people import WHOLE, concerned
from central_server.authority.duties_typed import Wrong, corrected_fields
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.duties import bundle, forgetting
from central_server.problems import ProblemError
from central_server.store import consent_ledger, corrections, officers, subject_requests
from central_server.store.access_log import note
from central_server.store.erasing import leave_no_trace
from central_server.store.officers import Officer
from central_server.store.subject_requests import NotNow, SubjectRequest
from central_server.web.forms import Form
from central_server.web.site import see_other

PATH = "/office/duties"
PROBLEM = "not-done"  # in the query, after a form that was not carried out
MOST_REASON = 500
EVERY = "*"  # purpose: no campaign is called that
TYPED = ("person", "name", "birth", "sex", "reason", "whole")  # what a form to put right keeps when it is wrong
Act = Callable[[Connection, SubjectRequest, Officer, Form, datetime], None]


def duties_pages(office: AuthorityOffice) -> APIRouter:
    """For whoever looks after personal data. Everything they do is in the log, and among the request's own steps."""
    routes = APIRouter()
    routes.include_router(opening_pages(office))
    theirs = Annotated[Officer, Depends(office.may(Right.DUTIES))]

    @routes.get(PATH)
    def listed(request: Request, officer: theirs) -> Response:
        with office.open() as (connection, now):
            live, over = subject_requests.under_way(connection), subject_requests.ended(connection)
            waited = {
                one.id: sum(kiosk.missing for kiosk in forgetting.progress(connection, one.id))
                for one in live
                if one.state == "erasing"
            }
        return office.page(request, officer, "duties.html", live=live, over=over, waited=waited, now=now)

    @routes.get(PATH + "/requests/{which}")
    def opened(which: UUID, request: Request, officer: theirs) -> Response:
        return _opened(office, request, officer, which)

    @routes.post(PATH + "/requests/{which}/{act}")
    async def done(which: UUID, act: str, request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_done, office, request, officer, which, act, form)

    return routes


def _opened(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    which: UUID,
    form: Form | None = None,
    problems: frozenset[str] = frozenset(),
) -> Response:
    with office.open() as (connection, now):
        asked = subject_requests.find(connection, which)
        if asked is None:
            raise ProblemError(404, "There is no such request.")
        note(connection, officer, "duties_opened", asked.kind, {which, *asked.people}, {}, now)
        own = subject_requests.people_of(connection, which, "asked")
        rows = concerned(connection, asked.people, own)
        more = [row for row in rows if row["how"] == WHOLE]
        kiosks = forgetting.progress(connection, which)
        steps = subject_requests.steps_of(connection, which)
        agreed = consent_ledger.consents_of(connection, asked.people)
        names = {one.id: one.name for one in officers.everybody(connection)}
    return office.page(
        request,
        officer,
        "duties_request.html",
        status=422 if problems else 200,
        typed={name: form.text(name, MOST_REASON) if form else "" for name in TYPED},
        problems=problems,
        asked=asked,
        people=[row for row in rows if row["how"] != WHOLE],
        more=more,
        kiosks=kiosks,
        steps=steps,
        agreed=agreed,
        withdrawable=sorted({one.purpose for one in agreed if one.withdrawn_at is None}),
        names=names,
        problem=PROBLEM in request.query_params,
        now=now,
    )


def _done(office: AuthorityOffice, request: Request, officer: Officer, which: UUID, act: str, form: Form) -> Response:
    work = ACTS.get(act)
    if work is None:
        raise ProblemError(404, "There is no such act.")
    try:
        with office.open() as (connection, now):
            asked = subject_requests.hold(connection, which)
            work(connection, asked, officer, form, now)
            note(connection, officer, f"duties_{act}", asked.kind, {which, *asked.people}, {}, now)
    except Wrong as fault:
        return _opened(office, request, officer, which, form, fault.fields)
    except NotNow:
        return see_other(f"{PATH}/requests/{which}?{PROBLEM}=1")
    if act == "erase":
        leave_no_trace(office.engine)
    return see_other(f"{PATH}/requests/{which}")


def _acknowledge(connection: Connection, asked: SubjectRequest, officer: Officer, _form: Form, now: datetime) -> None:
    subject_requests.acknowledge(connection, asked.id, officer.id, now)


def _extend(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    subject_requests.extend(connection, asked.id, officer.id, form.text("reason", MOST_REASON), now)


def _refuse(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    subject_requests.refuse(connection, asked.id, officer.id, form.text("reason", MOST_REASON), now)


def _approve(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    bundle.approve(connection, asked.id, officer.id, form.text("whole") == "yes", now)


def _correct(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    if asked.kind != "correct" or not asked.live:
        raise NotNow("This is no request to put something right.")
    person = next((one for one in asked.people if str(one) == form.text("person")), None)
    whole = form.text("whole") == "yes"
    values = corrected_fields(form, whole or person is not None, MOST_REASON, now)
    if whole:
        bundle.include_all(connection, asked.id, officer.id, now)
    ids = subject_requests.people_of(connection, asked.id) if whole else {person} - {None}
    reason = form.text("reason", MOST_REASON)
    corrections.correct(connection, {one for one in ids if one}, values, reason, officer.id, now, asked.id)
    subject_requests.finish(connection, asked.id, officer.id, now)


def _erase(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    if form.text("sure") != "yes":
        raise NotNow("It was not confirmed.")
    if form.text("whole") == "yes":
        bundle.include_all(connection, asked.id, officer.id, now)
    forgetting.begin(connection, asked.id, officer.id, now)


def _write_off(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    try:
        device = UUID(form.text("device"))
    except ValueError:
        raise NotNow("There is no such kiosk.") from None
    reason = form.text("reason", MOST_REASON)
    forgetting.write_off(connection, asked.id, device, officer.id, reason, now)


def _withdraw(connection: Connection, asked: SubjectRequest, officer: Officer, form: Form, now: datetime) -> None:
    withdrawing = asked.kind == "withdraw" and asked.live
    if withdrawing and form.text("whole") == "yes":
        bundle.include_all(connection, asked.id, officer.id, now)
    ids = subject_requests.people_of(connection, asked.id)
    purpose, standing = form.text("purpose"), _standing(connection, ids)
    wanted = standing if withdrawing and purpose == EVERY else standing & {purpose}
    if not wanted:
        raise NotNow("They agreed to no such purpose.")
    words = form.text("reason", MOST_REASON) or asked.words
    for one in sorted(wanted):
        consent_ledger.withdraw(connection, ids, one, words, now, officer.id)
        subject_requests.note(connection, asked.id, officer.id, "consent withdrawn", one, now)
    if withdrawing and wanted == standing:
        subject_requests.finish(connection, asked.id, officer.id, now)


def _standing(connection: Connection, ids: frozenset[UUID]) -> frozenset[str]:
    """What they agree to now."""
    agreed = consent_ledger.consents_of(connection, ids)
    return frozenset(one.purpose for one in agreed if one.withdrawn_at is None)


ACTS: dict[str, Act] = {
    "acknowledge": _acknowledge,
    "extend": _extend,
    "refuse": _refuse,
    "approve": _approve,
    "correct": _correct,
    "erase": _erase,
    "write-off": _write_off,
    "withdraw": _withdraw,
}
