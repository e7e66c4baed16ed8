"""/me/history/{person}: what somebody declared on this phone, and where they were in the last weeks."""

from datetime import timedelta
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from central_server.store.mine import Declared, declared_by, stays_of
from central_server.visitors.mine import OwnPages, state_of
from central_server.web.language import Language, language_of
from kiosk import campaigns
from kiosk.questionnaire import Answer, Campaign, QuestionKind, given

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
            stays = stays_of(connection, visitor.phone, mine, now - timedelta(days=DAYS), MOST)
        language = language_of(request)
        return own.page(
            request,
            visitor,
            "history.html",
            mine=mine,
            state=state_of(mine, now),
            declared=[(one, _answered(one, language)) for one in declared],
            stays=stays,
            days=DAYS,
            now=now,
        )

    @routes.get("/me/history/{person}")
    async def page(person: str, request: Request) -> HTMLResponse:  # noqa: ARG001  # read from the request in its thread
        return await own.answer(history, request)

    return routes


@cache
def _known() -> dict[tuple[str, str], Campaign]:
    """The campaigns whose questions are known here, by id and version."""
    found = [campaigns.load(name) for name in campaigns.shipped()]
    return {(one.id, one.version): one for one in found if one is not None}


def _answered(declared: Declared, language: Language) -> list[tuple[str, str]]:
    """Questions and answers in words; "yes" and "no" as they are. None where the questions are not known here."""
    campaign = _known().get((declared.said.campaign, declared.said.campaign_version))
    if campaign is None:
        return []
    answers = tuple(Answer(one.question, one.value, one.note) for one in declared.said.answers)
    told = []
    for question in campaign.questions:
        texts = {option.key: option.text.text(language) for option in question.options}
        for answer, keys in given(question, answers):
            words = ", ".join(texts.get(key, key) for key in keys)
            if question.kind is QuestionKind.TEXT:
                words = answer.value
            told.append((question.text.text(language), f"{words} ({answer.note})" if answer.note else words))
    return told
