"""A declaration while it is filled in on a phone: it travels in the form, and never lies half done in a database.

``Sheet`` is what travels; what each step's form adds to it is read here, by the same rules as at the kiosk
(kiosk/draft, kiosk/questionnaire.py). Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from central_server.web.forms import Form
from kiosk import draft as drafts
from kiosk import questionnaire
from kiosk.declarations import PhoneProof, Relationship
from kiosk.draft import Draft
from kiosk.errands.declaring import ADDRESS, identity_fields
from kiosk.family import DeclaredPerson
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.questionnaire import WORDS_LENGTH, Answer, Campaign, Field, QuestionKind, questions_for

Step = Literal["who", "where", "health", "consent"]
NONE = "none-of-them"  # ticked for none of several: nothing ticked is no answer
LONGEST = 400  # characters of a field as it is sent; what may stand there is for its rule


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """The form so far. ``event`` is the id that the declaration will have; ``language`` that of the consent shown."""

    event: UUID
    draft: Draft
    language: str = ""

    def __repr__(self) -> str:
        return f"Sheet({self.event})"

    def said(self) -> dict[str, Any]:
        """What travels."""
        return {
            "e": str(self.event),
            "p": str(self.draft.person) if self.draft.person else None,
            "o": self.draft.for_other,
            "v": {str(name): text for name, text in self.draft.values.items() if name is not Field.PHONE},
            "a": [[one.question, one.value, one.note] for one in self.draft.answers],
            "l": self.language,
        }


def begun(event: UUID, phone: Phone, known: DeclaredPerson | None, for_other: bool = True) -> Sheet:
    """An empty form, or one with what is known of somebody who declared before. Nothing is chosen for anybody.

    The number is the session's: it was confirmed, and is not asked again.
    """
    draft = Draft(values={Field.PHONE: phone.national}, for_other=for_other, phone_proof=PhoneProof.OTP)
    return Sheet(event, drafts.filled_from_known(draft, known) if known is not None else draft)


def travelled(said: Mapping[str, Any], phone: Phone, known: DeclaredPerson | None) -> Sheet:
    """The form as it came back."""
    sheet = begun(UUID(said["e"]), phone, known, said["o"])
    values = {Field(name): text for name, text in said["v"].items()} | {Field.PHONE: phone.national}
    answers = tuple(Answer(*one) for one in said["a"])
    return replace(sheet, draft=replace(sheet.draft, values=values, answers=answers), language=said["l"])


def steps(campaign: Campaign, draft: Draft) -> tuple[Step, ...]:
    """The pages of this campaign, in order."""
    found: list[Step] = ["who"]
    if fields_of("where", campaign):
        found.append("where")
    if questions_for(campaign, draft.get(Field.VISITOR_TYPE)):
        found.append("health")
    return (*found, "consent")


def fields_of(step: Step, campaign: Campaign) -> tuple[Field, ...]:
    """The fields on a page, in reading order. The province is asked first, so that its wards can be listed next."""
    asked = campaign.required | campaign.optional
    if step == "who":
        shown = (identity_fields(campaign) | (asked & {Field.PROVINCE})) - {Field.PHONE}
        first = (Field.RELATIONSHIP, Field.REPRESENTATIVE, Field.VISITOR_TYPE)
        return tuple(one for one in (*first, *(name for name in Field if name not in first)) if one in shown)
    if step == "where":
        return tuple(one for one in Field if one in (asked & ADDRESS) - {Field.PROVINCE})
    return ()


def filled(sheet: Sheet, step: Step, form: Form, campaign: Campaign) -> Sheet:
    """The form with what this page's fields say."""
    draft = sheet.draft
    for name in fields_of(step, campaign):
        text = form.text(str(name), LONGEST)
        if name is Field.RELATIONSHIP:
            draft = replace(draft, for_other=text != Relationship.SELF)
        draft = drafts.typed(draft, name, text)
    if step == "health":
        for question in questions_for(campaign, draft.get(Field.VISITOR_TYPE)):
            draft = replace(draft, answers=_answered(draft.answers, question, form))
    if step == "consent":
        draft = replace(draft, agreed=form.get("agreed") == "yes", child_agreed=form.get("child_agreed") == "yes")
    return replace(sheet, draft=draft)


def problems_of(sheet: Sheet, step: Step, campaign: Campaign, places: Places, today: date) -> Mapping[str, str]:
    """What is wrong on a page: the field or the question, and the key of what to say."""
    draft = sheet.draft
    if step in ("who", "where"):
        found = drafts.problems(draft, campaign, places, today, fields_of(step, campaign))
        return {str(name): f"problem.{problem}" for name, problem in found}
    if step == "health":
        left = questionnaire.missing(campaign, draft.answers, draft.get(Field.VISITOR_TYPE))
        return {f"q-{key}": "problem.note" if _is_yes(draft.answer(key)) else "problem.unanswered" for key in left}
    age = drafts.age_of(draft, today)
    children = {} if age != "child" or draft.child_agreed else {"child_agreed": "problem.not_agreed"}
    return ({} if draft.agreed else {"agreed": "problem.not_agreed"}) | children


def _is_yes(answer: Answer | None) -> bool:
    return answer is not None and answer.value == questionnaire.YES


def _answered(answers: tuple[Answer, ...], question: questionnaire.Question, form: Form) -> tuple[Answer, ...]:
    """The answers with this question's as the form gives it, or without one where it gives none."""
    left = tuple(one for one in answers if one.question != question.key)
    given = form.all(f"q-{question.key}")
    if question.kind is QuestionKind.CHOICES:
        if not given or (NONE in given and len(given) > 1):
            return left
        value = "" if given == (NONE,) else " ".join(given)
        return (*left, Answer(question.key, value))
    value = form.text(f"q-{question.key}", LONGEST)
    if not value:
        return left
    note = form.text(f"n-{question.key}", WORDS_LENGTH)
    return questionnaire.answered(left, question.key, value, note)
