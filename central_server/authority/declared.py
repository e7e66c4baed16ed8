"""What somebody declared, in the words in which they were asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from central_server.store import kept_campaigns
from central_server.web.language import Language
from central_server.web.words import WordBook
from kiosk.questionnaire import NO, YES, Answer, Campaign, QuestionKind, given


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration; ``campaign`` is its title and version, ``answers`` are questions and what was said."""

    row: Row[Any]
    campaign: str
    answers: tuple[tuple[str, str], ...] = field(repr=False)


def declared(
    connection: Connection, rows: Iterable[Row[Any]], words: WordBook, language: Language
) -> tuple[Declared, ...]:
    """These declarations in words; of a campaign, question or answer that is not known here, the key stands."""
    said = [(row, json.loads(row.content)) for row in rows]
    names = {(row.campaign, str(content.get("campaign_version", ""))) for row, content in said}
    asked = {name: kept_campaigns.asked_by(connection, *name) for name in names}
    found = []
    for row, content in said:
        version = str(content.get("campaign_version", ""))
        campaign = asked[row.campaign, version]
        title = campaign.title.text(language) if campaign else row.campaign
        answers = tuple(_said(one, campaign, words, language) for one in content.get("answers", ()))
        found.append(Declared(row, f"{title} {version}", answers))
    return tuple(found)


def _said(one: Mapping[str, Any], campaign: Campaign | None, words: WordBook, language: Language) -> tuple[str, str]:
    answer = Answer(one["question"], one["value"], one.get("note") or "")
    question = next((asked for asked in campaign.questions if asked.key == answer.question), None) if campaign else None
    texts = {YES: words.say("said.yes", language), NO: words.say("said.no", language)}
    value = texts.get(answer.value, answer.value)
    if question is not None:
        texts |= {option.key: option.text.text(language) for option in question.options}
        if question.kind is QuestionKind.TEXT:
            value = answer.value
        else:
            for _, keys in given(question, (answer,)):
                value = ", ".join(texts[key] for key in keys) or "—"
    asked_in_words = question.text.text(language) if question else answer.question
    return asked_in_words, f"{value} ({answer.note})" if answer.note else value
