"""The access log: who looked at what, when and why; filtered, and as a file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Row
from starlette.concurrency import run_in_threadpool

from central_server.authority.areas import province_name
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.store import access_log, officers
from central_server.store.access_log import Asked, note
from central_server.store.officers import Officer
from central_server.web.site import HEADERS
from kiosk.admission import LOCAL_TIME
from kiosk.desk.exports import csv_lines

PATH = "/office/log"
A_PAGE = 100
MOST_EXPORTED = 50_000
SHOWN_SUBJECTS = 5
FIELDS = ("since", "until", "officer", "act", "subject", "before")
ACTS = "log.act."  # what the words of acts begin with: each part of the office has its own
# What the words of a result begin with; of what is not here, the value stands as it was written.
RESULTS = {
    "about": "log.about.",
    "act": ACTS,
    "by": "log.by.",
    "everywhere": "log.everywhere.",
    "factor": "log.factor.",
    "kind": "kind.",
    "role": "role.",
    "show": "isolation.show.",
}
HEADER = ("number", "at", "officer", "act", "purpose", "counts", "subjects")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log, in words; ``about`` are the first ids, ``more`` how many follow."""

    row: Row[Any]
    act: str
    purpose: str
    counts: str
    about: tuple[UUID, ...]
    more: int


def access_log_pages(office: AuthorityOffice) -> APIRouter:
    """Reads, and one export, which is an entry itself."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.SEE_LOG))]

    @routes.get(PATH)
    def listed(request: Request, officer: theirs) -> Response:
        typed = {name: request.query_params.get(name, "").replace("\0", "").strip()[:80] for name in FIELDS}
        asked = _asked(typed, officer)
        with office.open() as (connection, _):
            rows = access_log.entries(connection, asked or Asked(before=0), A_PAGE + 1)
            subjects = access_log.subjects_of(connection, [row.number for row in rows])
            everybody = [one for one in officers.everybody(connection) if officer.area in (None, one.area)]
        query = {name: value for name, value in typed.items() if value and name != "before"}
        older = urlencode({**query, "before": rows[A_PAGE - 1].number}) if len(rows) > A_PAGE else ""
        return office.page(
            request,
            officer,
            "log.html",
            status=200 if asked else 422,
            entries=[_entry(office, request, row, subjects) for row in rows[:A_PAGE]],
            older=older,
            typed=typed,
            problem=asked is None,
            everybody=everybody,
            acts=[
                (key.removeprefix(ACTS), office.word(request, key, key))
                for key in office.site.words
                if key.startswith(ACTS)
            ],
        )

    @routes.post(PATH + "/csv")
    async def export(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        typed = {name: form.text(name, 80) for name in FIELDS if name != "before"}
        return await run_in_threadpool(_export, office, officer, typed)

    return routes


def _export(office: AuthorityOffice, officer: Officer, typed: Mapping[str, str]) -> Response:
    asked = _asked(typed, officer)
    with office.open() as (connection, now):
        rows = access_log.entries(connection, asked, MOST_EXPORTED) if asked else ()
        subjects = access_log.subjects_of(connection, [row.number for row in rows])
        counts: dict[str, int | str] = {"rows": len(rows)}
        counts |= {name: value for name, value in typed.items() if value}
        note(connection, officer, "log_exported", "", (), counts, now)
    lines = [
        (
            row.number,
            row.at.astimezone(LOCAL_TIME).isoformat(timespec="seconds"),
            row.name or "",
            row.act,
            row.purpose,
            row.counts,
            " ".join(str(one) for one in subjects.get(row.number, ())),
        )
        for row in rows
    ]
    name = f"access-log-{now.astimezone(LOCAL_TIME):%Y%m%d-%H%M}.csv"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(HEADER, lines).encode(), 200, headers, "text/csv; charset=utf-8")


def _asked(typed: Mapping[str, str], officer: Officer) -> Asked | None:
    """What the filter means, of what this officer may see; None where it means nothing."""
    try:
        until = _day(typed["until"])
        before = typed.get("before", "")
        return Asked(
            _day(typed["since"]),
            until + timedelta(days=1) if until else None,
            UUID(typed["officer"]) if typed["officer"] else None,
            typed["act"] or None,
            UUID(typed["subject"]) if typed["subject"] else None,
            min(int(before), 2**62) if before else None,
            officer.area,
        )
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> datetime | None:
    return datetime.combine(date.fromisoformat(text), time(), LOCAL_TIME).astimezone(UTC) if text else None


def _entry(office: AuthorityOffice, request: Request, row: Row[Any], subjects: Mapping[int, Sequence[UUID]]) -> Entry:
    kind, _, words = row.purpose.partition(": ")
    where = "level." if row.act == "inspect" else "duties.kind." if row.act.startswith("duties_") else "purpose."
    purpose = office.word(request, f"{where}{kind}", kind) + (f": {words}" if words else "")
    counts = ", ".join(
        _result(office, request, name, str(value)) for name, value in json.loads(row.counts).items() if value != ""
    )
    about = tuple(subjects.get(row.number, ()))
    act = office.word(request, f"log.act.{row.act}", row.act)
    return Entry(row, act, purpose, counts, about[:SHOWN_SUBJECTS], max(len(about) - SHOWN_SUBJECTS, 0))


def _result(office: AuthorityOffice, request: Request, name: str, value: str) -> str:
    """What came of it, in words: *tìm thấy: 3*."""
    if name in RESULTS:
        value = office.word(request, RESULTS[name] + value, value)
    elif name in ("area", "province"):
        value = province_name(value) or value
    return f"{office.word(request, f'log.count.{name}', name)}: {value}"
