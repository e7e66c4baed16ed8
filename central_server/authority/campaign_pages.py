"""/office/campaigns: what is asked at the gates, written and tried here, judged as a kiosk does, then put in force.

A version is never changed once it is kept. Putting it in force sets it at the checkpoints chosen, which their kiosks
take within a minute; what else is set there stays.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection, Row, select
from starlette.concurrency import run_in_threadpool

from central_server.assessments.public_pages import KINDS, known_places
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.problems import ProblemError
from central_server.store import access_log, kept_campaigns, pushed
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.kept_campaigns import KeptCampaign, VersionTaken
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other
from kiosk.campaigns import shipped, shipped_text
from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign
from kiosk.wire.checkpoint_messages import PushedSettings

LONGEST = 100_000  # characters: what can be pushed
MAX_FORM = 700_000  # bytes: every letter may be escaped
MOST_AT_ONCE = 2_000  # checkpoints


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
        with office.open() as (connection, _):
            kept = _found(connection, id, version)
            versions = kept_campaigns.versions(connection, id)
            in_force = [row for row in kept_campaigns.in_force(connection, kept.toml) if officer.sees(row.province)]
        if request.query_params.get("edit"):
            return _editor(office, request, officer, kept.toml)
        return office.page(
            request,
            officer,
            "campaign.html",
            kept=kept,
            campaign=read(kept.toml, "campaign"),
            versions=versions,
            in_force=in_force,
            provinces=[(one.code, one.name) for one in known_places().provinces if officer.sees(one.code)],
            kinds=KINDS,
            put=request.query_params.get("put", "") if request.query_params.get("put", "").isdigit() else "",
        )

    @routes.post("/office/campaigns/{id}/{version}", response_class=HTMLResponse)
    async def put_in_force(id: str, version: str, request: Request, officer: managing) -> Response:  # noqa: A002
        form = await office.form(request, officer)
        return await run_in_threadpool(_put, office, officer, id, version, form)

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
        complaints=complaints,
        campaign=campaign,
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
            words = office.site.words.say("campaign.taken", "vi", version=campaign.version)
            return _editor(office, request, officer, text, [words], campaign)
        access_log.note(connection, officer, "keep_campaign", f"{campaign.id} {campaign.version}", [], {}, now)
    return see_other(f"/office/campaigns/{campaign.id}/{campaign.version}")


def _put(office: AuthorityOffice, officer: Officer, id: str, version: str, form: Form) -> Response:  # noqa: A002
    with office.open() as (connection, now):
        kept = _found(connection, id, version)
        chosen = _chosen(connection, officer, form)
        declarations = form.get("declarations", "")
        changed: dict[str, Any] = {"campaign": kept.toml}
        if declarations in ("required", "optional", "off"):
            changed["declarations"] = declarations
        for place in chosen:
            revision, known = pushed.current(connection, place.id)
            wanted = known.model_copy(update=changed)
            if wanted != known:
                pushed.push(connection, place.id, PushedSettings.model_validate(wanted.model_dump()), revision, now)
        counts = {"checkpoints": len(chosen)}
        what = f"{kept.id} {kept.version} {declarations}".strip()
        access_log.note(connection, officer, "put_campaign", what, [place.id for place in chosen], counts, now)
    return see_other(f"/office/campaigns/{kept.id}/{kept.version}?put={len(chosen)}")


def _chosen(connection: Connection, officer: Officer, form: Form) -> Sequence[Row[Any]]:
    """The checkpoints that a form names: one by its code, or all of an area and a kind. Raises ProblemError 422."""
    wanted = select(checkpoints).order_by(checkpoints.c.code)
    code, province, kind = form.text("code", 20).upper(), form.text("province", 8), form.text("kind", 20)
    if code:
        wanted = wanted.where(checkpoints.c.code == code)
    elif form.get("all") != "yes" and not (province or kind):
        raise ProblemError(422, "Say at which checkpoints.")
    if province:
        wanted = wanted.where(checkpoints.c.province == province)
    if kind:
        wanted = wanted.where(checkpoints.c.kind == kind)
    if officer.area is not None:
        wanted = wanted.where(checkpoints.c.province == officer.area)
    rows = connection.execute(wanted.limit(MOST_AT_ONCE + 1)).all()
    if len(rows) > MOST_AT_ONCE:
        raise ProblemError(422, f"These are more than {MOST_AT_ONCE} checkpoints: choose an area or a kind.")
    return rows


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
