"""/me/requests: asking to see, to correct or to erase what is kept, or to agree no longer, and how far that is."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from central_server.duties.clocks import KINDS
from central_server.store import subject_requests
from central_server.store.asking import Allowance
from central_server.store.mine import people_on
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.mine import OwnPages
from central_server.web.forms import Form, read_form
from central_server.web.site import see_other

ASKING = Allowance("requests about own data", 20, timedelta(days=1))
MOST_WORDS = 1_000


def request_routes(own: OwnPages) -> APIRouter:
    """What is asked goes to the officers who answer for personal data (store/subject_requests.py)."""
    routes = APIRouter()

    def listed(request: Request) -> HTMLResponse:
        visitor = own.sessions.require(request)
        with own.open() as (connection, now):
            asked = subject_requests.mine(connection, visitor.phone_hash, now)
            names = {id_: one.name for one in people_on(connection, visitor.phone, now) for id_ in one.ids}
        rows = [(one, list(dict.fromkeys(names[id_] for id_ in sorted(one.people & names.keys())))) for one in asked]
        return own.page(request, visitor, "requests.html", rows=rows, now=now)

    def asking(request: Request, visitor: Visitor | None = None, form: Form | None = None) -> HTMLResponse:
        visitor = visitor or own.sessions.require(request)
        with own.open() as (connection, now):
            people = people_on(connection, visitor.phone, now)
        kind = form.text("kind") if form else request.query_params.get("kind", "")
        chosen = form.all("person") if form else tuple(request.query_params.getlist("person"))
        return own.page(
            request,
            visitor,
            "request.html",
            status=422 if form else 200,
            people=[(str(one.person), one.name) for one in people],
            kinds=KINDS,
            kind=kind,
            chosen=chosen,
            words=form.text("words", MOST_WORDS) if form else "",
            most=MOST_WORDS,
            problems=_wrong(form, {str(one.person) for one in people}) if form else (),
        )

    def ask(request: Request, visitor: Visitor, form: Form) -> Response:
        with own.open() as (connection, now):
            people = {str(one.person): one for one in people_on(connection, visitor.phone, now)}
            if not _wrong(form, set(people)):
                own.limit(connection, ASKING, visitor.phone_hash, now)
                ids: set[UUID] = set().union(*(people[one].ids for one in form.all("person")))
                words = form.text("words", MOST_WORDS)
                match form["kind"]:
                    case "view" | "correct" | "delete" | "withdraw" as kind:
                        subject_requests.open_request(connection, kind, visitor.phone_hash, ids, words, now)
                return see_other("/me/requests")
        return asking(request, visitor, form)

    @routes.get("/me/requests")
    async def page(request: Request) -> HTMLResponse:
        return await own.answer(listed, request)

    @routes.get("/me/requests/new")
    async def new(request: Request) -> HTMLResponse:
        return await own.crowd.one(asking, request)

    @routes.post("/me/requests/new")
    async def sent(request: Request) -> Response:
        visitor = await own.visitor(request)
        form = await read_form(request, visitor.session)
        return await own.crowd.one(ask, request, visitor, form)

    return routes


def _wrong(form: Form, people: set[str]) -> tuple[str, ...]:
    """Which fields cannot be taken. Whoever is not this phone's is nobody."""
    problems = []
    if form.text("kind") not in KINDS:
        problems.append("kind")
    chosen = form.all("person")
    if not chosen or not people.issuperset(chosen):
        problems.append("person")
    if form.text("kind") == "correct" and not form.text("words", MOST_WORDS):
        problems.append("words")
    return tuple(problems)
