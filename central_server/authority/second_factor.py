"""The second step of signing in: enrolling a second factor the first time, and showing that one has it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection, Row
from starlette.concurrency import run_in_threadpool

from central_server.authority import factor
from central_server.authority.office import AuthorityOffice
from central_server.authority.session import STAGES
from central_server.authority.signing_in import Wait, anybody, at_stage, counted, enter, proven, renew, with_next
from central_server.checkpoints.desk import network_of
from central_server.store import officer_changes as changes
from central_server.store import officers
from central_server.store.access_log import note
from central_server.store.officers import FULL, Officer
from central_server.web.site import see_other

TYPED = 40  # characters of a code at most


def second_factor_pages(office: AuthorityOffice) -> APIRouter:
    """For whoever has given the right password and is not in yet."""
    routes = APIRouter()

    @routes.get("/office/code")
    def ask_code(request: Request) -> Response:
        officer = at_stage(office, request, "code")
        return office.site.page(request, "code.html", session=officer.session, problem="", wait=0)

    @routes.post("/office/code")
    async def code(request: Request) -> Response:
        officer, form = await anybody(office, request, "code")
        return await run_in_threadpool(_try, office, request, officer, form.text("code", TYPED))

    @routes.get("/office/enrol")
    def show_secret(request: Request) -> Response:
        return _enrolling(office, request, at_stage(office, request, "enrol"), "", 200)

    @routes.post("/office/enrol")
    async def enrol(request: Request) -> Response:
        officer, form = await anybody(office, request, "enrol")
        return await run_in_threadpool(_enrol, office, request, officer, form.text("code", TYPED))

    return routes


def _try(office: AuthorityOffice, request: Request, officer: Officer, typed: str) -> Response:
    sealing = factor.opened(office.sealing)

    def judge() -> tuple[str, Row[tuple[object, ...]]] | None:
        with office.open() as (connection, now):
            row = officers.by_id(connection, officer.id)
            if row is None or row.totp is None:
                return None
            step = factor.used_step(factor.unseal(sealing, row.totp, officer.id), _digits(typed), now, row.last_step)
            if step is not None and changes.use_step(connection, officer.id, step):
                return "app", row
            if changes.use_recovery(connection, officer.id, factor.recovery_hash(sealing, officer.id, typed)):
                return "recovery", row
            note(connection, officer, "code_failed", "", (officer.id,), {}, now)
        return None

    network = network_of(request)
    judged = counted(office, network, officer.name, judge)
    if isinstance(judged, Wait):
        minutes, headers = -(-judged.seconds // 60), {"Retry-After": str(judged.seconds)}
        return _again(office, request, officer, "sign_in.wait", minutes, 429, headers)
    if judged is None:
        return _again(office, request, officer, "code.wrong", 0, 403, {})
    proven(office, network, officer)
    by, row = judged
    with office.open() as (connection, now):
        note(connection, officer, "sign_in", "", (), {"factor": by, "network": network}, now)
    return enter(office, request, officer, FULL if row.password_until is None else "change")


def _again(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    problem: str,
    wait: int,
    status: int,
    headers: dict[str, str],
) -> Response:
    return office.site.page(
        request, "code.html", status=status, session=officer.session, headers=headers, problem=problem, wait=wait
    )


def _enrolling(office: AuthorityOffice, request: Request, officer: Officer, problem: str, status: int) -> Response:
    with office.open() as (connection, _):
        secret = _pending(office, connection, officer)
    return office.site.page(
        request,
        "enrol.html",
        status=status,
        session=officer.session,
        problem=problem,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        code=factor.drawn(factor.address(secret, officer.name)),
    )


def _enrol(office: AuthorityOffice, request: Request, officer: Officer, typed: str) -> Response:
    sealing = factor.opened(office.sealing)
    codes, network = factor.recovery_codes(), network_of(request)
    with office.open() as (connection, now):
        secret = _pending(office, connection, officer)
        step = factor.used_step(secret, _digits(typed), now, 0)
        hashes = [factor.recovery_hash(sealing, officer.id, one) for one in codes]
        kept = step is not None and changes.keep_factor(
            connection, officer.id, factor.seal(sealing, secret, officer.id), step, hashes
        )
        row = officers.by_id(connection, officer.id)
        if kept:
            from_here = {"factor": "app", "network": network}
            note(connection, officer, "factor_enrolled", "", (officer.id,), from_here, now)
            note(connection, officer, "sign_in", "", (), from_here, now)
    if not kept or row is None:
        return _enrolling(office, request, officer, "code.wrong", 403)
    proven(office, network, officer)
    stage = FULL if row.password_until is None else "change"
    going = see_other("/office")
    session = renew(office, going, officer, stage)
    path = "/office" if stage == FULL else with_next(STAGES[stage], request)
    page = office.site.page(request, "recovery.html", session=session, codes=codes, path=path)
    page.raw_headers += [one for one in going.raw_headers if one[0] == b"set-cookie"]
    return page


def _pending(office: AuthorityOffice, connection: Connection, officer: Officer) -> str:
    """The secret that this session enrols: made at first, the same when the page is loaded again."""
    sealing = factor.opened(office.sealing)
    kept = changes.pending_factor(connection, officer.session)
    if kept is None:
        kept = changes.pending_factor(
            connection, officer.session, factor.seal(sealing, factor.new_secret(), officer.id)
        )
    return factor.unseal(sealing, kept or b"", officer.id)


def _digits(typed: str) -> str:
    return "".join(typed.split())
