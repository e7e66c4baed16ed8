"""Notices to the kiosks of an area, of a kind of places, or of one checkpoint."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.authority.areas import provinces, ward_name, wards
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.places import KINDS, known_places
from central_server.problems import ProblemError
from central_server.store import live, notices
from central_server.store.access_log import note
from central_server.store.officers import Officer
from central_server.web.forms import Form
from central_server.web.site import see_other
from kiosk.admission import LOCAL_TIME

PATH = "/office/notices"
LONGEST = 160  # characters, as a kiosk shows them
LASTS_AT_MOST = timedelta(days=30)
USUAL = timedelta(hours=24)
SHOWN = 100
FIELDS = ("text", "text_en", "until", "province", "ward", "kind", "place")


class NotSent(Exception):
    """The notice will not do; the message is the word that says why."""


def notices_pages(office: AuthorityOffice) -> APIRouter:
    """For officers who may; of one province, for its checkpoints."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.NOTIFY))]

    @routes.get(PATH)
    def listed(request: Request, officer: theirs) -> Response:
        return _listed(office, request, officer, {}, "")

    @routes.post(PATH)
    async def send(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_send, office, request, officer, form)

    @routes.post(PATH + "/{notice}/end")
    async def end(notice: UUID, request: Request, officer: theirs) -> Response:
        await office.form(request, officer)
        return await run_in_threadpool(_end, office, officer, notice)

    return routes


def _listed(
    office: AuthorityOffice, request: Request, officer: Officer, typed: Mapping[str, str], problem: str
) -> Response:
    with office.open() as (connection, now):
        rows = notices.listed(connection, officer, SHOWN)
    usual = {"until": (now + USUAL).astimezone(LOCAL_TIME).strftime("%Y-%m-%dT%H:%M")}
    shown = {name: typed.get(name, usual.get(name, "")) for name in FIELDS}
    return office.page(
        request,
        officer,
        "notices.html",
        status=422 if problem else 200,
        current=[row for row in rows if row.until > now],
        past=[row for row in rows if row.until <= now],
        typed=shown,
        problem=problem,
        provinces=provinces(officer.area),
        wards=wards(shown["province"] or officer.area),
        kinds=KINDS,
        ward_name=ward_name,
        longest=LONGEST,
    )


def _send(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    typed = {name: form.text(name, 400) for name in FIELDS}
    try:
        text = _line(typed["text"]), _line(typed["text_en"])
        with office.open() as (connection, now):
            until = _until(typed["until"], now)
            province, ward, kind = _area(officer, typed)
            checkpoint = None
            if typed["place"]:
                place = live.by_code(connection, officer, typed["place"])
                if place is None:
                    raise NotSent("notices.bad_place")
                checkpoint, province, ward, kind = place.id, place.province, None, None
            new = notices.make(connection, officer, text, (province, ward, kind, checkpoint), until, now)
            aimed: dict[str, int | str] = {"province": province or "", "ward": ward or "", "kind": kind or ""}
            subjects = [new, *([checkpoint] if checkpoint else [])]
            note(connection, officer, "notice_made", "", subjects, aimed, now)
    except NotSent as fault:
        return _listed(office, request, officer, typed, str(fault))
    return see_other(PATH)


def _end(office: AuthorityOffice, officer: Officer, notice: UUID) -> Response:
    with office.open() as (connection, now):
        if not notices.take_back(connection, officer, notice, now):
            raise ProblemError(404, "There is no such notice that lasts.")
        note(connection, officer, "notice_ended", "", (notice,), {}, now)
    return see_other(PATH)


def _line(text: str) -> str:
    plain = " ".join(text.split())
    if not 1 <= len(plain) <= LONGEST or not plain.isprintable():
        raise NotSent("notices.bad_text")
    return plain


def _until(text: str, now: datetime) -> datetime:
    """A time as a browser's field has it, in the time of here. Raises NotSent."""
    try:
        until = datetime.fromisoformat(text)
    except ValueError as fault:
        raise NotSent("notices.bad_until") from fault
    until = until if until.tzinfo else until.replace(tzinfo=LOCAL_TIME)
    if not now < until <= now + LASTS_AT_MOST:
        raise NotSent("notices.bad_until")
    return until


def _area(officer: Officer, typed: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """Where to, and what kind of places; only where the officer may. Raises NotSent."""
    province = typed["province"] or officer.area or None
    ward, kind = typed["ward"] or None, typed["kind"] or None
    known = province is None or (officer.area in (None, province) and known_places().province(province) is not None)
    found = known_places().ward(ward) if ward else None
    if not known or (ward and (found is None or found.province != province)) or (kind and kind not in KINDS):
        raise NotSent("notices.bad_place")
    return province, ward, kind
