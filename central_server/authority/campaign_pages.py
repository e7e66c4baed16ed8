"""/office/campaigns: what is asked at the gates, written and tried here, judged as a kiosk does, then put in force.

A version is never changed once it is kept. Putting it in force sets it at the checkpoints chosen, which their kiosks
take within a minute; what else is set there stays.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from central_server.authority import campaign_complaints
from central_server.authority.areas import provinces
from central_server.authority.campaign_putting import DECLARATIONS, TYPED, NotPut, put
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.places import KINDS
from central_server.problems import ProblemError
from central_server.store import access_log, kept_campaigns
from central_server.store.kept_campaigns import KeptCampaign, VersionTaken
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.campaigns import shipped, shipped_text
from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign

LONGEST = 100_000  # characters: what can be pushed
MAX_FORM = 700_000  # bytes: every letter may be escaped


def campaign_pages(office: AuthorityOffice) -> APIRouter:
    """For whoever manages campaigns."""
    routes = APIRouter()
    managing = Annotated[Officer, Depends(office.may(Right.MANAGE_CAMPAIGNS))]

    @routes.get("/office/campaigns", response_class=HTMLResponse)
    def listed(request: Request, officer: managing) -> Response:
        with office.open() as (connection, _):
            kept = kept_campaigns.latest(connection)
        return office.page(
            request, officer, "campaigns.html", kept=[(one, _read(one.toml)[0]) for one in kept], shipped=shipped()
        )

    @routes.get("/office/campaigns/new", response_class=HTMLResponse)
    def new(request: Request, officer: managing) -> Response:
        start = request.query_params.get("from", "")
        text = shipped_text(start) if start in shipped() else shipped_text(shipped()[-1])
        return _editor(office, request, officer, text)

    @routes.post("/office/campaigns/new", response_class=HTMLResponse)
    async def keep(request: Request, officer: managing) -> Response:
        form = await office.form(request, officer, MAX_FORM)
        return await run_in_threadpool(_kept, office, request, officer, form)

    @routes.get("/office/campaigns/{id}/{version}", response_class=HTMLResponse)
    def one(id: str, version: str, request: Request, officer: managing) -> Response:  # noqa: A002
        if request.query_params.get("edit"):
            with office.open() as (connection, _):
                kept = _found(connection, id, version)
            return _editor(office, request, officer, kept.toml)
        return _shown(office, request, officer, (id, version))

    @routes.post("/office/campaigns/{id}/{version}", response_class=HTMLResponse)
    async def put_in_force(id: str, version: str, request: Request, officer: managing) -> Response:  # noqa: A002
        form = await office.form(request, officer)
        return await run_in_threadpool(_put, office, request, officer, (id, version), form)

    return routes


def _editor(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    text: str,
    complaints: Sequence[str] = (),
    campaign: Campaign | None = None,
) -> Response:
    status = 422 if complaints else 200
    lines = text.count("\n") + 1
    return office.page(
        request,
        officer,
        "campaign_editor.html",
        status=status,
        text=text,
        lines=lines,
        complaints=campaign_complaints.told(complaints, language_of(request)),
        campaign=campaign,
    )


def _shown(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    which: tuple[str, str],
    typed: Mapping[str, str] | None = None,
    problem: NotPut | None = None,
) -> Response:
    """A version, and the form that puts it in force: with what was typed and what is wrong with it."""
    with office.open() as (connection, _):
        kept = _found(connection, *which)
        versions = kept_campaigns.versions(connection, kept.id)
        in_force = [row for row in kept_campaigns.in_force(connection, kept.toml) if officer.sees(row.province)]
    number = request.query_params.get("put", "")
    return office.page(
        request,
        officer,
        "campaign.html",
        status=422 if problem else 200,
        kept=kept,
        campaign=read(kept.toml, "campaign"),
        versions=versions,
        in_force=in_force,
        provinces=provinces(officer.area),
        kinds=KINDS,
        declarations=DECLARATIONS,
        put=number if number.isdigit() and not problem else "",
        typed=typed or dict.fromkeys(TYPED, ""),
        problem=problem,
    )


def _kept(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    text = form.text("toml", LONGEST).replace("\r\n", "\n") + "\n"
    campaign, complaints = _read(text)
    if campaign is None or form.get("do") != "keep":
        return _editor(office, request, officer, text, complaints, campaign)
    with office.open() as (connection, now):
        try:
            kept_campaigns.keep(connection, KeptCampaign(campaign.id, campaign.version, text, officer.id, now))
        except VersionTaken:
            words = office.site.words.say("campaign.taken", language_of(request), version=campaign.version)
            return _editor(office, request, officer, text, [words], campaign)
        access_log.note(connection, officer, "keep_campaign", f"{campaign.id} {campaign.version}", [], {}, now)
    return see_other(f"/office/campaigns/{campaign.id}/{campaign.version}")


def _put(office: AuthorityOffice, request: Request, officer: Officer, which: tuple[str, str], form: Form) -> Response:
    typed = {name: form.get(name, "") for name in TYPED}
    try:
        with office.open() as (connection, now):
            kept = _found(connection, *which)
            number = put(connection, officer, kept, typed, now)
    except NotPut as problem:
        return _shown(office, request, officer, which, typed, problem)
    return see_other(f"/office/campaigns/{kept.id}/{kept.version}?put={number}")


def _found(connection: Connection, id: str, version: str) -> KeptCampaign:  # noqa: A002
    kept = kept_campaigns.find(connection, id, version)
    if kept is None:
        raise ProblemError(404, "There is no such version of a campaign.")
    return kept


def _read(text: str) -> tuple[Campaign | None, Sequence[str]]:
    """The campaign, or everything that is wrong with it, a line each."""
    try:
        return read(text, "campaign"), ()
    except SettingsError as fault:
        return None, str(fault).splitlines()
