"""/me/history/{person}: what somebody declared on this phone, and where they were in the last weeks."""

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from central_server.store.kept_campaigns import asked_under
from central_server.store.mine import Declared, declared_by, stays_of
from central_server.visitors.mine import OwnPages, state_of
from central_server.web.answers import in_words
from central_server.web.language import Language, language_of
from kiosk.questionnaire import Answer, Campaign

Told = list[tuple[str, str]]
DAYS = 21
MOST = 50  # declarations, and stays


def history_routes(own: OwnPages) -> APIRouter:
    """Reads only."""
    routes = APIRouter()

    def history(request: Request) -> HTMLResponse:
        visitor = own.sessions.require(request)
        with own.open() as (connection, now):
            mine = own.require(connection, visitor, request.path_params["person"], now)
            declared = declared_by(connection, visitor.phone, mine, MOST)
            known = asked_under(connection, map(_asked_by, declared))
            stays = stays_of(connection, visitor.phone, mine, now - timedelta(days=DAYS), MOST)
        language = language_of(request)
        return own.page(
            request,
            visitor,
            "history.html",
            mine=mine,
            state=state_of(mine, now),
            declared=[(one, _answered(one, known, language)) for one in declared],
            stays=stays,
            days=DAYS,
            now=now,
        )

    @routes.get("/me/history/{person}")
    async def page(person: str, request: Request) -> HTMLResponse:  # noqa: ARG001  # read from the request in its thread
        return await own.answer(history, request)

    return routes


def _answered(declared: Declared, known: Mapping[tuple[str, str], Campaign], language: Language) -> Told:
    """Questions and answers in words. None where the questions are not known here."""
    campaign = known.get(_asked_by(declared))
    if campaign is None:
        return []
    answers = (Answer(one.question, one.value, one.note) for one in declared.said.answers)
    return list(in_words(answers, campaign, language))


def _asked_by(declared: Declared) -> tuple[str, str]:
    return declared.said.campaign, declared.said.campaign_version
