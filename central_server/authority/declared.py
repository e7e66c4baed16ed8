"""What somebody declared, in the words in which they were asked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from central_server.store.kept_campaigns import asked_under
from central_server.web.answers import in_words
from central_server.web.language import Language
from kiosk.questionnaire import Answer


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration; ``campaign`` is its title and version, ``answers`` are questions and what was said."""

    row: Row[Any]
    campaign: str
    answers: tuple[tuple[str, str], ...] = field(repr=False)


def declared(connection: Connection, rows: Iterable[Row[Any]], language: Language) -> tuple[Declared, ...]:
    """These declarations in words; of a campaign, question or answer that is not known here, the key stands."""
    said = [(row, json.loads(row.content)) for row in rows]
    names = {(row.campaign, str(content.get("campaign_version", ""))) for row, content in said}
    asked = asked_under(connection, names)
    found = []
    for row, content in said:
        version = str(content.get("campaign_version", ""))
        campaign = asked.get((row.campaign, version))
        title = campaign.title.text(language) if campaign else row.campaign
        answers = (Answer(one["question"], one["value"], one.get("note") or "") for one in content.get("answers", ()))
        found.append(Declared(row, f"{title} {version}", tuple(in_words(answers, campaign, language))))
    return tuple(found)
