"""A page of the declaration as its template shows it: each field with its choices, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from central_server.visitors.place import Place
from central_server.visitors.sheet import NONE, Sheet, Step, fields_of
from kiosk import countries
from kiosk.declarations import DeclaredSex, Relationship
from kiosk.questionnaire import Campaign, Field, Note, Question, QuestionKind, must_be_filled, questions_for

Options = tuple[tuple[str, str], ...]
_HINTS = {Field.BIRTH: "declare.birth_hint", Field.REPRESENTATIVE: "declare.representative_hint"}
_AUTOCOMPLETE = {Field.NAME: "name", Field.EMAIL: "email", Field.STREET: "street-address"}
_CHOSEN = frozenset({Field.VISITOR_TYPE, Field.SEX})  # few enough to be seen all at once
_LISTED = frozenset({Field.RELATIONSHIP, Field.NATION, Field.PROVINCE, Field.WARD})


@dataclass(frozen=True, slots=True, repr=False)
class FieldShown:
    """One field. ``kind``: ``text``, ``choices`` (radio buttons) or ``select``; hint and problem are keys of words."""

    name: str
    kind: str
    value: str
    required: bool
    problem: str = ""
    hint: str = ""
    autocomplete: str = "off"
    options: Options = ()  # key and words; words that begin with a colon are a key of the words


@dataclass(frozen=True, slots=True, repr=False)
class QuestionShown:
    """One question of the campaign in one language."""

    name: str
    note_name: str
    kind: str
    text: str
    required: bool
    value: str
    note: str
    problem: str = ""
    chips: tuple[str, ...] = ()
    options: Options = ()
    note_label: str = ""
    note_required: bool = False
    ticked: frozenset[str] = field(default_factory=frozenset)


def fields_shown(
    sheet: Sheet, step: Step, campaign: Campaign, place: Place, wrong: Mapping[str, str], language: str
) -> tuple[FieldShown, ...]:
    """The fields of this page."""
    draft = sheet.draft
    needed = must_be_filled(campaign, draft.get(Field.VISITOR_TYPE)) | {Field.RELATIONSHIP}
    shown = []
    for name in fields_of(step, campaign):
        kind = "choices" if name in _CHOSEN else "select" if name in _LISTED else "text"
        value = draft.get(name)
        if name is Field.RELATIONSHIP and not draft.for_other:
            value = str(Relationship.SELF)
        shown.append(
            FieldShown(
                str(name),
                kind,
                value,
                name in needed,
                wrong.get(str(name), ""),
                _HINTS.get(name, ""),
                _AUTOCOMPLETE.get(name, "off"),
                _options(name, sheet, campaign, place, language),
            )
        )
    return tuple(shown)


def questions_shown(
    sheet: Sheet, campaign: Campaign, wrong: Mapping[str, str], language: str
) -> tuple[QuestionShown, ...]:
    """The questions asked of this type of visitor."""
    asked = questions_for(campaign, sheet.draft.get(Field.VISITOR_TYPE))
    return tuple(_question(one, sheet, wrong, language) for one in asked)


def _question(question: Question, sheet: Sheet, wrong: Mapping[str, str], language: str) -> QuestionShown:
    answer = sheet.draft.answer(question.key)
    value = answer.value if answer else ""
    ticked: frozenset[str] = frozenset()
    if question.kind is QuestionKind.CHOICES and answer is not None:
        ticked = frozenset(value.split()) or frozenset({NONE})
    options = tuple((one.key, one.text.text(language)) for one in question.options)
    if question.kind is QuestionKind.YES_NO:
        options = (("yes", ":declare.yes"), ("no", ":declare.no"))
    return QuestionShown(
        f"q-{question.key}",
        f"n-{question.key}",
        str(question.kind),
        question.text.text(language),
        question.required,
        value,
        answer.note if answer else "",
        wrong.get(f"q-{question.key}", ""),
        tuple(one.text(language) for one in question.chips),
        options,
        question.note_label.text(language) if question.note is not Note.NO else "",
        question.note is Note.REQUIRED,
        ticked,
    )


def _options(name: Field, sheet: Sheet, campaign: Campaign, place: Place, language: str) -> Options:
    places = place.rules.places
    match name:
        case Field.VISITOR_TYPE:
            return tuple((one.key, one.text.text(language)) for one in campaign.visitor_types)
        case Field.SEX:
            return tuple((str(one), f":sex.{one}") for one in DeclaredSex)
        case Field.RELATIONSHIP:
            relations = [one for one in Relationship if one is not Relationship.STAFF]
            return tuple((str(one), f":relation.{one}") for one in relations)
        case Field.NATION:
            return tuple((one.code, one.name(language)) for one in countries.listed(language))
        case Field.PROVINCE if places is not None:
            return tuple((one.code, one.name) for one in places.provinces_from(place.rules.province))
        case Field.WARD if places is not None:
            return tuple((one.code, one.name) for one in places.wards(sheet.draft.get(Field.PROVINCE)))
        case _:
            return ()
