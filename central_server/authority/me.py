"""What an officer sees of themselves, and choosing a password of one's own."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.authority import passwords
from central_server.authority.office import AuthorityOffice
from central_server.authority.session import SignInFirst
from central_server.authority.signing_in import TOGETHER, Wait, anybody, at_stage, counted, enter, proven
from central_server.checkpoints.desk import network_of
from central_server.store import officer_changes as changes
from central_server.store import officers, sign_ins
from central_server.store.access_log import note
from central_server.store.officers import FULL, Officer
from central_server.web.crowd import Crowd
from central_server.web.forms import Form


def my_pages(office: AuthorityOffice) -> APIRouter:
    """For every officer."""
    routes, crowd = APIRouter(), Crowd(TOGETHER)

    @routes.get("/office/me")
    def me(request: Request, officer: Annotated[Officer, Depends(office.may(None))]) -> Response:
        return _me(office, request, officer, 200)

    @routes.get("/office/password")
    def ask_password(request: Request) -> Response:
        return _asked(office, request, _changing(at_stage(office, request, None)), "", 200)

    @routes.post("/office/password")
    async def password(request: Request) -> Response:
        officer, form = await anybody(office, request)
        _changing(officer)
        return await crowd.one(_change, office, request, officer, form)

    @routes.post("/office/forget-app")
    async def forget_app(request: Request) -> Response:
        officer, form = await anybody(office, request, FULL)
        return await run_in_threadpool(_forget_app, office, request, officer, form)

    return routes


def _me(office: AuthorityOffice, request: Request, officer: Officer, status: int) -> Response:
    with office.open() as (connection, _):
        left = changes.recovery_left(connection, officer.id)
        latest = sign_ins.latest(connection, officer)
    return office.page(request, officer, "me.html", status=status, recovery_left=left, sign_ins=latest)


def _changing(officer: Officer) -> Officer:
    """Whoever is in, or has one more step to go, which is this one."""
    if officer.stage not in (FULL, "change"):
        raise SignInFirst("/office")
    return officer


def _asked(office: AuthorityOffice, request: Request, officer: Officer, problem: str, status: int) -> Response:
    known = officer.stage == FULL
    return office.site.page(
        request, "password.html", status=status, session=officer.session, problem=problem, known=known
    )


def _change(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    new, again = form.text("new", passwords.LONGEST), form.text("again", passwords.LONGEST)
    problem = "password.differ" if new != again else passwords.weakness(new, officer.name)
    if problem:
        return _asked(office, request, officer, problem, 422)
    with office.open() as (connection, _):
        row = officers.by_id(connection, officer.id)
    kept = None if row is None else row.password
    if officer.stage == FULL:
        good = _present(office, request, officer, form, kept)
        if good is not True:
            return _asked(office, request, officer, "sign_in.wait_short" if good else "password.present_wrong", 403)
    if passwords.right(new, kept):
        return _asked(office, request, officer, "password.same", 422)
    hashed = passwords.hashed(new)
    with office.open() as (connection, now):
        changes.keep_password(connection, officer.id, hashed)
        note(connection, officer, "password_changed", "", (officer.id,), {}, now)
    return enter(office, request, officer, FULL)


def _present(
    office: AuthorityOffice, request: Request, officer: Officer, form: Form, kept: str | None
) -> bool | Wait | None:
    """Whether the present password was given, counted like one at the door."""
    present = form.text("present", passwords.LONGEST)
    network = network_of(request)
    good = counted(office, network, officer.name, lambda: passwords.right(present, kept))
    if good is True:
        proven(office, network, officer)
    return good


def _forget_app(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    """The present app no longer counts: enrol the next one."""
    with office.open() as (connection, _):
        row = officers.by_id(connection, officer.id)
    good = _present(office, request, officer, form, None if row is None else row.password)
    if good is not True:
        return _me(office, request, officer, 403)
    with office.open() as (connection, now):
        changes.forget_factor(connection, officer.id)
        note(connection, officer, "factor_forgotten", "", (officer.id,), {}, now)
    return enter(office, request, officer, "enrol")
