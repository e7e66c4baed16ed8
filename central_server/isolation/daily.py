"""What is asked every day of people in isolation, and what answers lead to. Pure, but for reading its file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field as Key
from pydantic import ValidationError

from kiosk.campaigns.form import Asked, Part, Version, Word, Words
from kiosk.errors import SettingsError
from kiosk.questionnaire import Answer, Bilingual, Consequence, Option, Question, QuestionKind, Verdict, given

SHIPPED = Path(__file__).with_name("daily.toml")


@dataclass(frozen=True, slots=True)
class Daily:
    """The questions. Temperatures are in tenths of a degree; ``alone``: by question, what goes with no other answer."""

    version: str
    due: time
    lowest: int
    highest: int
    alert_from: int
    questions: tuple[Question, ...]
    alone: Mapping[str, str]


class _Temperature(Part):
    lowest: float
    highest: float
    alert_from: float


class _Form(Part):
    version: Version
    due: time
    temperature: _Temperature
    questions: Annotated[tuple[Asked, ...], Key(min_length=1, max_length=20)]
    alone: dict[Word, Word] = Key(default_factory=dict)


@cache
def shipped() -> Daily:
    """The questions that come with the centre."""
    return read(SHIPPED.read_text("utf-8"), str(SHIPPED))


def read(text: str, where: str) -> Daily:
    """Read the file's text. Raises SettingsError, which says where it is wrong."""
    try:
        form = _Form.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{where}: not valid TOML: {fault}") from None
    except ValidationError as fault:
        first = fault.errors()[0]
        raise SettingsError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    daily = Daily(
        form.version,
        form.due,
        round(10 * form.temperature.lowest),
        round(10 * form.temperature.highest),
        round(10 * form.temperature.alert_from),
        tuple(map(_question, form.questions)),
        dict(form.alone),
    )
    if complaint := _contradiction(daily):
        raise SettingsError(f"{where}: {complaint}")
    return daily


def _contradiction(daily: Daily) -> str:
    if not daily.lowest < daily.alert_from <= daily.highest:
        return "temperature: alert_from lies between lowest and highest"
    keys = [question.key for question in daily.questions]
    if len(set(keys)) < len(keys):
        return "questions: two have the same key"
    for question in daily.questions:
        options = {option.key for option in question.options}
        if question.kind is QuestionKind.YES_NO:
            options = {"yes", "no"}
        if unknown := sorted(question.consequences.keys() - options):
            return f"questions.{question.key}.consequences: {unknown[0]} is none of its answers"
        if (alone := daily.alone.get(question.key)) is not None and alone not in options:
            return f"alone.{question.key}: {alone} is none of its answers"
    if unknown := sorted(daily.alone.keys() - set(keys)):
        return f"alone: {unknown[0]} is no question"
    return ""


def _question(asked: Asked) -> Question:
    return Question(
        asked.key,
        asked.kind,
        _both(asked.text),
        asked.required,
        options=tuple(Option(one.key, _both(one)) for one in asked.options),
        consequences={
            answer: Consequence(Verdict(one.verdict), _both(one.reason)) for answer, one in asked.consequences.items()
        },
    )


def _both(words: Words) -> Bilingual:
    return Bilingual(words.vi, words.en)


def wrong(daily: Daily, answers: tuple[Answer, ...], temperature: int | None) -> dict[str, str]:
    """What is missing or contradicts itself: by question, or "temperature", the key of the words that say so."""
    problems: dict[str, str] = {}
    for question in daily.questions:
        chosen = [keys for _, keys in given(question, answers)]
        empty = not chosen or (question.kind is QuestionKind.CHOICES and not chosen[0])
        if empty and question.required:
            problems[question.key] = "daily.missing"
        elif daily.alone.get(question.key) in (chosen[0] if chosen else ()) and len(chosen[0]) > 1:
            problems[question.key] = "daily.alone"
    if temperature is not None and not daily.lowest <= temperature <= daily.highest:
        problems["temperature"] = "daily.temperature_wrong"
    return problems


def judge(daily: Daily, answers: tuple[Answer, ...], temperature: int | None) -> Verdict:
    """How much a report has to be looked into: the gravest of what its answers lead to."""
    found = [Verdict.PASS]
    if temperature is not None and temperature >= daily.alert_from:
        found.append(Verdict.NEEDS_STAFF)
    for question in daily.questions:
        for _, keys in given(question, answers):
            found += [question.consequences[key].verdict for key in keys if key in question.consequences]
    return max(found, key=list(Verdict).index)


def said(daily: Daily, answers: Mapping[str, str], language: str) -> tuple[str, ...]:
    """What was answered, in words: each answer that was chosen, in the order of the questions."""
    told = []
    for question in daily.questions:
        texts = {option.key: option.text.text(language) for option in question.options}
        for answer, keys in given(question, (Answer(question.key, answers.get(question.key, "")),)):
            told += [texts.get(key, key) for key in keys] or ([answer.value] if answer.value else [])
    return tuple(told)
