"""/me/isolation: the daily health report of somebody in isolation; /me/places: who of a facility has not reported."""

import re
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from central_server.isolation import daily
from central_server.isolation.people import Among, Isolated, Report
from central_server.problems import ProblemError
from central_server.store import checkpoints, isolation
from central_server.store.asking import Allowance
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.mine import OwnPages, id_of
from central_server.web.forms import Form, read_form
from central_server.web.language import language_of
from central_server.web.site import see_other
from kiosk.admission import LOCAL_TIME, local_date
from kiosk.questionnaire import WORDS_LENGTH, Answer, QuestionKind
from kiosk.typed_text import one_line
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

REPORTING = Allowance("daily health reports", 24, timedelta(days=1))
_DEGREES = re.compile(r"([0-9]{2})(?:[.,]([0-9])0*)?(?: ?°? ?C)?", re.IGNORECASE)
UNREADABLE = -1  # a temperature that is none


def isolation_routes(own: OwnPages) -> APIRouter:
    """Answers are sensitive: they stand in no address and in no log."""
    routes = APIRouter()
    asked = daily.shipped()

    def shown(
        request: Request,
        visitor: Visitor | None = None,
        form: Form | None = None,
        problems: dict[str, str] | None = None,
    ) -> HTMLResponse:
        visitor = visitor or own.sessions.require(request)
        with own.open() as (connection, now):
            isolated = _require(own, connection, visitor, request.path_params["isolation"])
            reports = isolation.reports_of(connection, isolated.id)
        language = language_of(request)
        return own.page(
            request,
            visitor,
            "isolation.html",
            status=422 if problems else 200,
            isolated=isolated,
            reports=[(one, daily.said(asked, one.answers, language)) for one in reports],
            late=now.astimezone(LOCAL_TIME).time() > asked.due,
            due=asked.due,
            questions=asked.questions,
            language_=language,
            report=form.text("report") if form else str(uuid7()),
            chosen={question.key: form.all(question.key) if form else () for question in asked.questions},
            temperature=form.text("temperature") if form else "",
            note=form.text("note", WORDS_LENGTH) if form else "",
            problems=problems or {},
        )

    def take(request: Request, visitor: Visitor, form: Form) -> Response:
        answers, temperature = read_answers(asked, form), read_temperature(form.text("temperature"))
        problems = daily.wrong(asked, answers, temperature)
        if problems:
            return shown(request, visitor, form, problems)
        with own.open() as (connection, now):
            isolated = _require(own, connection, visitor, request.path_params["isolation"])
            own.limit(connection, REPORTING, isolated.id.bytes, now)
            said = Report(
                id_of(form.text("report")),
                local_date(now),
                now,
                asked.version,
                {answer.question: answer.value for answer in answers},
                temperature,
                one_line(form.text("note", WORDS_LENGTH), WORDS_LENGTH),
                daily.judge(asked, answers, temperature),
            )
            if not isolation.report(connection, isolated.id, said):
                raise ProblemError(409, "This report was sent for somebody else.")
        return see_other(f"/me/isolation/{isolated.id}")

    def facility(request: Request) -> HTMLResponse:
        visitor = own.sessions.require(request)
        with own.open() as (connection, now):
            code = request.path_params["code"].upper()
            place = checkpoints.by_code(connection, code) if re.fullmatch(CHECKPOINT_CODE, code) else None
            if place is None or bytes(place.phone) != visitor.phone_hash:
                raise ProblemError(404, "There is no such checkpoint, or it is not yours.")
            among = Among(facility=place.id)
            after = request.query_params.get("after")
            people = isolation.listed(connection, local_date(now), among, id_of(after) if after else None)
            count = isolation.counted(connection, local_date(now), among)
        return own.page(
            request,
            visitor,
            "isolation_place.html",
            name=place.name,
            today=local_date(now),
            due=asked.due,
            count=count,
            people=people,
            more=str(people[-1].id) if len(people) == isolation.MOST else "",
            said={one.id: daily.said(asked, one.report.answers, language_of(request)) for one in people if one.report},
        )

    @routes.get("/me/isolation/{isolation}")
    async def page(isolation: str, request: Request) -> HTMLResponse:  # noqa: ARG001  # read in its thread
        return await own.crowd.one(shown, request)

    @routes.post("/me/isolation/{isolation}")
    async def sent(isolation: str, request: Request) -> Response:  # noqa: ARG001  # read in its thread
        visitor = await own.visitor(request)
        form = await read_form(request, visitor.session)
        return await own.crowd.one(take, request, visitor, form)

    @routes.get("/me/places/{code}/isolation")
    async def place(code: str, request: Request) -> HTMLResponse:  # noqa: ARG001  # read in its thread
        return await own.answer(facility, request)

    return routes


def _require(own: OwnPages, connection: Connection, visitor: Visitor, text: str) -> Isolated:
    """An isolation that this phone has to report on today. Raises ProblemError 404 for any other."""
    today = local_date(own.now())
    for one in isolation.on_phone(connection, visitor.phone_hash, today):
        if one.id == id_of(text):
            return one
    raise ProblemError(404, "There is nothing to report on here.")


def read_answers(asked: daily.Daily, form: Form) -> tuple[Answer, ...]:
    """What was ticked or typed; what was not is not there."""
    answers = []
    for question in asked.questions:
        values = [one_line(value, WORDS_LENGTH) for value in form.all(question.key)]
        if question.kind is QuestionKind.CHOICES:
            answers.append(Answer(question.key, " ".join(values)))
        elif values and values[0]:
            answers.append(Answer(question.key, values[0]))
    return tuple(answers)


def read_temperature(text: str) -> int | None:
    """Tenths of a degree; None for nothing typed, UNREADABLE for what is no temperature.

    >>> [read_temperature(text) for text in ("37,5", "38", " 36.50 °C", "36.65", "380", "")]
    [375, 380, 365, -1, -1, None]
    """
    if not text.strip():
        return None
    found = _DEGREES.fullmatch(text.strip())
    return 10 * int(found[1]) + int(found[2] or 0) if found else UNREADABLE
