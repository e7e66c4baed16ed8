"""A campaign from the text of its file, or everything that is wrong with it, line by line."""

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.campaigns.contradictions import Complaint, contradictions
from kiosk.campaigns.form import Asked, CampaignForm, Certifying, Consenting, Words
from kiosk.campaigns.lines import Lines, Path
from kiosk.errors import SettingsError
from kiosk.questionnaire import (
    Bilingual,
    Campaign,
    CertificateRule,
    ConsentText,
    Consequence,
    Option,
    Question,
    Verdict,
)

_WHERE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>[0-9]+), column [0-9]+|end of document)\)", re.DOTALL)
_KEY_OF_LINE = re.compile(r"\s*\[*\s*([\w.\"'-]+)")
_TWICE = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate immutable")


def read(text: str, where: str) -> Campaign:
    """Read a campaign; SettingsError has one line for each thing that is wrong, in the order of the file."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(_not_toml(str(fault), text, where)) from None
    except RecursionError:
        raise SettingsError(f"{where}: lists within lists, too deep to be read") from None
    lines = Lines(text)
    try:
        form = CampaignForm.model_validate(values)
    except ValidationError as fault:
        raise SettingsError(_told([_complaint(error) for error in fault.errors()], lines, where)) from None
    complaints = list(contradictions(form))
    if complaints:
        raise SettingsError(_told(complaints, lines, where))
    return _campaign(form)


def _told(complaints: list[Complaint], lines: Lines, where: str) -> str:
    ordered = sorted(complaints, key=lambda complaint: lines.of(complaint[0]))
    return "\n".join(
        f"{where}:{lines.of(path)}: {'.'.join(map(str, _counted(path))) or 'the file'}: {what}"
        for path, what in ordered
    )


def _counted(path: Path) -> Iterator[str | int]:
    """Count the items of a list as people do, from 1."""
    return (part + 1 if isinstance(part, int) else part for part in path)


def _not_toml(fault: str, text: str, where: str) -> str:
    found = _WHERE.fullmatch(fault)
    if found is None:
        return f"{where}: not valid TOML: {fault}"
    lines = text.splitlines() or [""]
    number = int(found["line"] or len(lines))
    line = lines[number - 1] if number <= len(lines) else ""
    key = _KEY_OF_LINE.match(line)
    name = f"{key[1]}: " if key else ""
    if found["what"].startswith(_TWICE):
        return f"{where}:{number}: {name}stands twice; each key may stand once"
    return f"{where}:{number}: {name}not valid TOML: {found['what']}"


def _complaint(error: ErrorDetails) -> Complaint:
    path = tuple(error["loc"])
    given = repr(error["input"])
    shown = given if len(given) <= 60 else f"{given[:60]}…"
    match error["type"]:
        case "extra_forbidden":
            return path, f"is not a key; allowed here: {', '.join(_keys(path[:-1]))}"
        case "missing":
            return path, "is missing"
        case "model_type" | "model_attributes_type":
            return path, f"{shown} is a value; a table is needed, with {', '.join(_keys(path))}"
        case "string_pattern_mismatch":
            formed = "lower-case letters without accents, digits, - and _, a letter first, at most 40"
            if path[-1] == "version":
                formed = "letters, digits, points and hyphens, at most 40"
            return path, f"{shown}: allowed are {formed}"
        case "tuple_type":
            return path, f"{shown} is a value; a list is needed, in [ ]"
        case "dict_type":
            return path, f"{shown} is a value; a table is needed"
        case "value_error":
            return path, error["msg"].removeprefix("Value error, ")
        case _:
            return path, f"{shown}: {error['msg']}"


def _keys(path: Path) -> list[str]:
    """The keys of the table at a path."""
    kind: Any = CampaignForm
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = _table_of(field.annotation) if field else None
        # a list's number, or a dictionary's key, leads to the table already found
    return sorted(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []


def _table_of(annotation: Any) -> Any:
    """The table that an annotation speaks of: itself, or what is in the list, the dictionary or the choice."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _table_of(part)) is not None), None)


def _campaign(form: CampaignForm) -> Campaign:
    return Campaign(
        form.id,
        form.version,
        _both(form.title),
        _both(form.lead),
        form.look_back_days,
        form.holds,
        frozenset(form.required),
        frozenset(form.optional),
        tuple(map(_question, form.questions)),
        _consent(form.consent),
        tuple(Option(one.key, _both(one)) for one in form.visitor_types),
        _certificate(form.certificate),
        {one.key: frozenset(one.required) for one in form.visitor_types if one.required},
    )


def _both(words: Words) -> Bilingual:
    return Bilingual(words.vi, words.en)


def _question(asked: Asked) -> Question:
    return Question(
        asked.key,
        asked.kind,
        _both(asked.text),
        asked.required,
        tuple(map(_both, asked.chips)),
        tuple(Option(one.key, _both(one)) for one in asked.options),
        asked.note,
        _both(asked.note_label) if asked.note_label else Bilingual(""),
        {answer: Consequence(Verdict(one.verdict), _both(one.reason)) for answer, one in asked.consequences.items()},
        asked.asked_of,
    )


def _consent(said: Consenting) -> ConsentText:
    return ConsentText(
        said.version,
        _both(said.legal_basis),
        _both(said.purpose),
        _both(said.who),
        said.days,
        _both(said.rights),
        _both(said.truth),
    )


def _certificate(rule: Certifying) -> CertificateRule:
    return CertificateRule(
        rule.use,
        rule.trusted_only,
        rule.vaccinated,
        timedelta(days=rule.vaccinated_after_days),
        timedelta(days=rule.vaccinated_until_days),
        timedelta(hours=rule.tested_within_hours),
        timedelta(days=rule.recovered_after_days),
        timedelta(days=rule.recovered_until_days),
    )
