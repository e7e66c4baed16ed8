"""Appointing officers, giving them other roles, letting them in again, and dismissing them."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection, Row
from starlette.concurrency import run_in_threadpool

from central_server.authority import passwords
from central_server.authority.areas import provinces
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right, can_be_bound, given_by
from central_server.places import known_places
from central_server.problems import ProblemError
from central_server.store import officer_changes as changes
from central_server.store import officers, sign_ins
from central_server.store.access_log import note
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other

PATH = "/office/officers"
SHORTEST_NAME = 3


class NotBound(Exception):
    """A role that reaches the whole country was to be bound to a province."""


def officers_pages(office: AuthorityOffice) -> APIRouter:
    """For administrators: of one province, for the officers of that province."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.MANAGE_OFFICERS))]

    @routes.get(PATH)
    def listed(request: Request, officer: theirs) -> Response:
        return _listed(office, request, officer)

    @routes.post(PATH)
    async def add(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_add, office, request, officer, form)

    @routes.post(PATH + "/{who}/role")
    async def appoint(who: UUID, request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_appoint, office, request, officer, who, form)

    @routes.post(PATH + "/{who}/dismiss")
    async def dismiss(who: UUID, request: Request, officer: theirs) -> Response:
        await office.form(request, officer)
        return await run_in_threadpool(_dismiss, office, officer, who)

    @routes.post(PATH + "/{who}/password")
    async def give_password(who: UUID, request: Request, officer: theirs) -> Response:
        await office.form(request, officer)
        return await run_in_threadpool(_give_password, office, request, officer, who)

    @routes.post(PATH + "/{who}/reset-totp")
    async def forget_factor(who: UUID, request: Request, officer: theirs) -> Response:
        await office.form(request, officer)
        return await run_in_threadpool(_forget_factor, office, request, officer, who)

    return routes


def _listed(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
    given: tuple[str, str] | None = None,
) -> Response:
    """``given``: a name and the password to begin with, shown this once."""
    with office.open() as (connection, now):
        everybody = [one for one in officers.everybody(connection) if officer.area in (None, one.area)]
    return office.page(
        request,
        officer,
        "officers.html",
        status=422 if problem else 200,
        everybody=everybody,
        roles=[str(role) for role in given_by(officer.area)],
        provinces=provinces(officer.area),
        problem=problem,
        typed=dict(typed or {}),
        given=given,
        now=now,
    )


def _add(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    name = " ".join(form.text("name", 100).split())
    if len(name) < SHORTEST_NAME or not name.isprintable():
        return _listed(office, request, officer, "officers.name_short", form)
    try:
        role, area = _role(officer, form)
    except NotBound:
        return _listed(office, request, officer, "officers.not_bound", form)
    password = passwords.first_password()
    hashed = passwords.hashed(password)
    try:
        with office.open() as (connection, now):
            new = changes.add(connection, name, role, area, hashed, now)
            note(connection, officer, "officer_added", "", (new,), {"role": role, "area": area or ""}, now)
    except changes.NameTaken:
        return _listed(office, request, officer, "officers.name_taken", form)
    return _listed(office, request, officer, given=(name, password))


def _appoint(office: AuthorityOffice, request: Request, officer: Officer, who: UUID, form: Form) -> Response:
    try:
        role, area = _role(officer, form)
    except NotBound:
        return _listed(office, request, officer, "officers.not_bound")
    with office.open() as (connection, now):
        _other(connection, officer, who)
        changes.appoint(connection, who, role, area)
        note(connection, officer, "officer_changed", "", (who,), {"role": role, "area": area or ""}, now)
    return see_other(PATH)


def _dismiss(office: AuthorityOffice, officer: Officer, who: UUID) -> Response:
    with office.open() as (connection, now):
        _other(connection, officer, who)
        changes.dismiss(connection, who, now)
        note(connection, officer, "officer_dismissed", "", (who,), {}, now)
    return see_other(PATH)


def _give_password(office: AuthorityOffice, request: Request, officer: Officer, who: UUID) -> Response:
    password = passwords.first_password()
    hashed = passwords.hashed(password)
    with office.open() as (connection, now):
        row = _other(connection, officer, who)
        alone = sign_ins.did(connection, officer, "factor_forgotten", who)
        if not alone:
            changes.give_password(connection, who, hashed, now)
            note(connection, officer, "officer_password", "", (who,), {}, now)
    if alone:
        return _listed(office, request, officer, "officers.not_alone")
    return _listed(office, request, officer, given=(row.name, password))


def _forget_factor(office: AuthorityOffice, request: Request, officer: Officer, who: UUID) -> Response:
    """Whoever knows the password to begin with does not take the app away too: they could be the other one."""
    with office.open() as (connection, now):
        _other(connection, officer, who)
        alone = sign_ins.did(connection, officer, "officer_password", who)
        if not alone:
            changes.forget_factor(connection, who)
            note(connection, officer, "factor_forgotten", "", (who,), {}, now)
    return _listed(office, request, officer, "officers.not_alone") if alone else see_other(PATH)


def _other(connection: Connection, officer: Officer, who: UUID) -> Row[Any]:
    """An officer whom this one may change: another one, so that the last administrator stays. ProblemError 403, 404."""
    row = officers.by_id(connection, who)
    if row is None or officer.area not in (None, row.area):
        raise ProblemError(404, "There is no such officer.")
    if who == officer.id:
        raise ProblemError(403, "Nobody changes what they are themselves.")
    if row.role not in {str(role) for role in given_by(officer.area)}:
        raise ProblemError(403, "Only an administrator of the whole country changes this officer.")
    return row


def _role(officer: Officer, form: Form) -> tuple[str, str | None]:
    """The role and area that were chosen. Raises NotBound, ProblemError 422 for others than those to choose from."""
    role, area = form.text("role"), form.text("area") or officer.area
    if role not in {str(one) for one in given_by(officer.area)}:
        raise ProblemError(422, "role: is none that you can give")
    if officer.area not in (None, area) or (area is not None and known_places().province(area) is None):
        raise ProblemError(422, "area: is none that you can give")
    if area is not None and not can_be_bound(role):
        raise NotBound
    return role, area
