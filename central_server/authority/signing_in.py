"""Signing in: a name and a password, then the second factor, then a password of one's own; and out again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.authority import passwords
from central_server.authority.office import AuthorityOffice
from central_server.authority.session import SIGN_IN, STAGES, SignInFirst, page_after
from central_server.checkpoints.desk import network_of
from central_server.otp.codes import PhoneKeys
from central_server.store import officer_changes as changes
from central_server.store import officers
from central_server.store.access_log import note
from central_server.store.asking import Allowance, ask
from central_server.store.officers import FULL, Officer
from central_server.store.otp import phone_keys
from central_server.store.sign_ins import known_from
from central_server.web.crowd import Crowd
from central_server.web.forms import Form, read_form
from central_server.web.site import see_other
from kiosk.people import folded

FROM_ONE_NETWORK = Allowance("officers' sign-ins", 100, timedelta(minutes=15))
TOGETHER = 4  # each takes 19 MiB for a moment
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many tries: nothing is judged for so long."""

    seconds: int


def signing_in_pages(office: AuthorityOffice) -> APIRouter:
    """The one page of the office for whom nobody knows, and the ways out."""
    routes, crowd = APIRouter(), Crowd(TOGETHER)

    @routes.get(SIGN_IN)
    def ask_name(request: Request) -> Response:
        return office.site.page(request, "sign_in.html", problem="", wait=0, name="")

    @routes.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        form = await read_form(request, None)
        name, password = form.text("name", 100), form.text("password", passwords.LONGEST)
        judged = await crowd.one(_judge, office, network_of(request), name, password)
        if not isinstance(judged, Wait | None):
            return await run_in_threadpool(enter, office, request, *judged)
        wait = judged.seconds if isinstance(judged, Wait) else 0
        problem = "sign_in.wait" if wait else "sign_in.wrong"
        status, headers = (429, {"Retry-After": str(wait)}) if wait else (403, {})
        minutes = -(-wait // 60)
        return office.site.page(
            request, "sign_in.html", status=status, headers=headers, problem=problem, wait=minutes, name=name
        )

    @routes.post("/office/sign-out")
    async def sign_out(request: Request) -> Response:
        officer, _ = await anybody(office, request)
        return await run_in_threadpool(_leave, office, officer, everywhere=False)

    @routes.post("/office/sign-out-everywhere")
    async def sign_out_everywhere(request: Request) -> Response:
        officer, _ = await anybody(office, request)
        return await run_in_threadpool(_leave, office, officer, everywhere=True)

    return routes


async def anybody(office: AuthorityOffice, request: Request, stage: str | None = None) -> tuple[Officer, Form]:
    """Whose form this is, at whatever stage of signing in or at this one, and the form."""
    officer = await run_in_threadpool(at_stage, office, request, stage)
    return officer, await office.form(request, officer)


def at_stage(office: AuthorityOffice, request: Request, stage: str | None) -> Officer:
    """Who asks. Raises SignInFirst where they are not at this stage of signing in."""
    officer = office.officers.found(request)
    if officer is None:
        raise SignInFirst(SIGN_IN)
    if stage not in (None, officer.stage):
        raise SignInFirst(STAGES.get(officer.stage, "/office"))
    return officer


def enter(office: AuthorityOffice, request: Request, officer: Officer, stage: str) -> Response:
    """Begin a session at this stage instead of the one there was, and go on to its page."""
    wanted = page_after(request.query_params.get("next", ""))
    response = see_other(wanted if stage == FULL else with_next(STAGES[stage], request))
    renew(office, response, officer, stage)
    return response


def renew(office: AuthorityOffice, response: Response, officer: Officer, stage: str) -> bytes:
    """Give out a session at this stage instead of the officer's present one; what is kept of it."""
    session = office.officers.cookie.give(response)
    with office.open() as (connection, now):
        officers.end(connection, officer.session)
        officers.begin(connection, session, officer.id, stage, now)
    return session


def with_next(path: str, request: Request) -> str:
    """The path, and after it where one wanted to go in the first place."""
    wanted = request.query_params.get("next", "")
    return f"{path}?{urlencode({'next': wanted[:600]})}" if wanted else path


def counted(office: AuthorityOffice, network: str, name: str, work: Callable[[], T | None]) -> T | Wait | None:
    """Count a try for this name from this network, and only then do the work that judges it."""
    with office.open() as (connection, now):
        keys = phone_keys(connection, now)
        wait = ask(connection, FROM_ONE_NETWORK, keys.hash_of("network", network), now)
        if wait <= timedelta(0):

            def welcome() -> bool:
                return known_from(connection, name, network, now)

            wait = changes.count_try(connection, *_tried(keys, network, name), now, welcome=welcome)
    return Wait(int(wait.total_seconds()) + 1) if wait > timedelta(0) else work()


def proven(office: AuthorityOffice, network: str, officer: Officer) -> None:
    """Forget wrong tries for the officer's name, from here and altogether."""
    with office.open() as (connection, now):
        changes.forget_tries(connection, *_tried(phone_keys(connection, now), network, officer.name))


def _tried(keys: PhoneKeys, network: str, name: str) -> tuple[bytes, bytes]:
    """What tries for a name are counted by: from one network, and from wherever."""
    plain = folded(name)
    return keys.hash_of("officer here", f"{network}\0{plain}"), keys.hash_of("officer", plain)


def _judge(office: AuthorityOffice, network: str, name: str, password: str) -> tuple[Officer, str] | Wait | None:
    """Known and unknown names take the same way, as long and with the same words."""

    def judge() -> tuple[Officer, str] | None:
        with office.open() as (connection, now):
            row = officers.by_name(connection, name)
        stale = row is None or row.disabled_at is not None or (row.password_until or now) < now
        good = passwords.right(password, None if row is None else row.password) and not stale
        if good and row is not None:
            return Officer(row.id, row.name, row.role, row.area, b""), "code" if row.totp else "enrol"
        with office.open() as (connection, now):
            note(connection, None, "sign_in_failed", "", () if row is None else (row.id,), {}, now)
        return None

    return counted(office, network, name, judge)


def _leave(office: AuthorityOffice, officer: Officer, *, everywhere: bool) -> Response:
    response = see_other(SIGN_IN)
    with office.open() as (connection, now):
        if everywhere:
            officers.end_all(connection, officer.id)
        officers.end(connection, officer.session)
        note(connection, officer, "sign_out", "", (), {"everywhere": str(everywhere).lower()}, now)
    office.officers.cookie.take_back(response)
    return response
