"""/office/trace: who was where somebody was at the same time. Nothing of it stands in an address."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.authority import tracing
from central_server.authority.office import AuthorityOffice
from central_server.authority.purposes import Purpose, purpose_of
from central_server.authority.rights import Right
from central_server.authority.search import limited
from central_server.problems import ProblemError
from central_server.store.contacts import MOST_FIRST
from central_server.store.officers import Officer
from central_server.tracing.asking import FIELDS, Asked, about, blank, case_number, read_asked
from central_server.tracing.exporting import Line, Marks, contacts_table
from central_server.tracing.wanted import PAGE, NotWanted
from central_server.web.downloads import table_downloaded
from central_server.web.forms import Form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.admission import LOCAL_TIME
from kiosk.people import masked_name, masked_number

PATH = "/office/trace"


def tracing_pages(office: AuthorityOffice) -> APIRouter:
    """Whom it is about, why, and everything else travels in forms."""
    routes = APIRouter()
    theirs = Annotated[Officer, Depends(office.may(Right.TRACE))]

    @routes.get(PATH)
    def asked(request: Request, officer: theirs) -> Response:
        typed = blank(office.now()) | {"place": request.query_params.get("place", "")[:20].replace("\0", "")}
        return _asked(office, request, officer, typed, Purpose("", ""))

    @routes.post(PATH)
    async def trace(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_trace, office, request, officer, form)

    @routes.get(f"{PATH}/pair")
    @routes.get(f"{PATH}/export")
    def anew(officer: theirs) -> Response:  # noqa: ARG001 - only whoever may
        return see_other(PATH)

    @routes.post(f"{PATH}/pair")
    async def pair(request: Request, officer: theirs) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_pair, office, request, officer, form)

    @routes.post(f"{PATH}/export")
    async def export(
        request: Request, officer: theirs, _too: Annotated[Officer, Depends(office.may(Right.EXPORT))]
    ) -> Response:
        form = await office.form(request, officer)
        return await run_in_threadpool(_export, office, request, officer, form)

    return routes


def _asked(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    typed: Mapping[str, str],
    purpose: Purpose,
    problem: str = "",
    minutes: int = 0,
) -> Response:
    return office.asked(request, officer, "trace.html", purpose, problem, minutes, typed=typed)


class _Answered(Exception):
    """The answer is known before anything is looked for."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def _read(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> tuple[Asked, Purpose]:
    """What the form asks for, within this officer's budget. Raises _Answered."""
    typed = blank(office.now()) | {name: form.text(name) for name in FIELDS if name in form}
    purpose = purpose_of(form)
    if purpose.problem:
        raise _Answered(_asked(office, request, officer, typed, purpose, purpose.problem))
    try:
        asked = read_asked(typed, office.now())
    except NotWanted as fault:
        raise _Answered(_asked(office, request, officer, typed, purpose, str(fault))) from None
    with office.open() as (connection, now):
        minutes = limited(connection, officer, tracing.TRACES, now)
    if minutes:
        raise _Answered(_asked(office, request, officer, typed, purpose, "trace.limit", minutes))
    return asked, purpose


def _trace(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    try:
        asked, purpose = _read(office, request, officer, form)
    except _Answered as answer:
        return answer.response
    try:
        bare = form.get("bare") == "1"
        with office.open() as (connection, now):
            if asked.fields["number"]:
                found = tracing.candidates(connection, officer, asked)
                if len(found) > 1:
                    tracing.wrote_candidates(connection, officer, purpose.text, found, now)
                    return office.page(
                        request,
                        officer,
                        "trace_choose.html",
                        hits=found,
                        kept=asked.kept(number=""),
                        purpose=purpose,
                        masked_name=masked_name,
                        masked=masked_number,
                    )
                asked = about(asked, found[0].id)
            traced, subjects = tracing.trace(connection, officer, asked, offset=(asked.page - 1) * PAGE)
            tracing.wrote(
                connection, officer, "unmasked" if bare else "traced", purpose.text, asked, traced, subjects, now
            )
            places = tracing.places_of(connection, traced.stays)
    except NotWanted as fault:
        return _asked(office, request, officer, asked.fields, purpose, str(fault))
    return _shown(office, request, officer, asked, purpose, traced, places, bare=bare)


def _shown(
    office: AuthorityOffice,
    request: Request,
    officer: Officer,
    asked: Asked,
    purpose: Purpose,
    traced: tracing.Traced,
    places: Mapping[UUID, str],
    *,
    bare: bool = False,
    status: int = 200,
    problem: str = "",
    case: str = "",
) -> Response:
    pages = max(-(-traced.found.total // PAGE), 1)
    return office.page(
        request,
        officer,
        "traced.html",
        status=status,
        asked=asked,
        purpose=purpose,
        traced=traced,
        index=_masked(traced.index, bare=bare) if traced.index else None,
        rows=[
            (str(sorted(contact.people)[0]), line, _masked(line, bare=bare))
            for contact, line in zip(traced.found.contacts, traced.lines, strict=True)
        ],
        places=places,
        bare=bare,
        pages=pages,
        most=MOST_FIRST,
        problem=problem,
        case=case,
    )


def _masked(line: Line, *, bare: bool) -> dict[str, object]:
    return {
        "name": (line.name if bare else masked_name(line.name)) or "—",
        "birth": line.birth if bare else line.birth[:4],
        "numbers": [*line.numbers, *line.phones] if bare else [masked_number(one) for one in line.numbers],
    }


def _pair(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    try:
        other = UUID(form.text("other", 40))
    except ValueError as fault:
        raise ProblemError(422, "Nobody is named.") from fault
    try:
        asked, purpose = _read(office, request, officer, form)
    except _Answered as answer:
        return answer.response
    try:
        if asked.person is None:
            raise ProblemError(422, "Nobody is named.")
        with office.open() as (connection, now):
            met, traced, subjects = tracing.together(connection, officer, asked, other)
            tracing.wrote(connection, officer, "traced", purpose.text, asked, traced, subjects, now)
            places = tracing.places_of(connection, [one.stay for one in met])
    except NotWanted as fault:
        return _asked(office, request, officer, asked.fields, purpose, str(fault))
    assert traced.index is not None  # noqa: S101  # it is about a person
    return office.page(
        request,
        officer,
        "trace_pair.html",
        met=met,
        one=_masked(traced.index, bare=False),
        other=_masked(traced.lines[0], bare=False),
        other_id=str(other),
        places=places,
        asked=asked,
        purpose=purpose,
    )


def _export(office: AuthorityOffice, request: Request, officer: Officer, form: Form) -> Response:
    case = form.text("case", 40)
    try:
        asked, purpose = _read(office, request, officer, form)
    except _Answered as answer:
        return answer.response
    try:
        with office.open() as (connection, now):
            if asked.fields["number"]:
                raise ProblemError(422, "Trace first, then download.")
            traced, subjects = tracing.trace(connection, officer, asked, limit=tracing.MOST_EXPORTED)
            places = tracing.places_of(connection, traced.stays)
            try:
                case = case_number(case, tracing.own_numbers(connection, subjects) if asked.person else ())
            except NotWanted as fault:
                first = tracing.first_page(traced)
                tracing.wrote(connection, officer, "traced", purpose.text, asked, first, subjects, now)
                return _shown(
                    office, request, officer, asked, purpose, first, places, status=422, problem=str(fault), case=case
                )
            text = tracing.purpose_text(purpose, case)
            tracing.wrote(connection, officer, "trace_exported", text, asked, traced, subjects, now)
    except NotWanted as fault:
        return _asked(office, request, officer, asked.fields, purpose, str(fault))
    language = language_of(request)

    def say(key: str) -> str:
        return office.site.words.say(key, language)

    why = say(f"purpose.{purpose.kind}")
    marks = Marks(case, why, officer.name, now, asked.degree, asked.overlap.minutes, asked.period)
    table = contacts_table(traced.lines, marks, say)
    name = f"truy-vet-{now.astimezone(LOCAL_TIME):%Y%m%d-%H%M}"
    return table_downloaded(table, name, "csv" if form.get("format") == "csv" else "xlsx")
