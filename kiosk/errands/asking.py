"""The questions of a campaign, a few at a time. None has an answer before somebody gave it."""

from dataclasses import replace

from kiosk import questionnaire
from kiosk.admission import Rules
from kiosk.declaring_screens import DeclareHealth
from kiosk.draft import Draft
from kiosk.errand_events import Answered
from kiosk.errands import agreeing
from kiosk.errands.errand import Errand
from kiosk.gate import Gate, Step, enter, on_errand, renew
from kiosk.questionnaire import Field, QuestionKind, questions_for

QUESTIONS_A_PAGE = 3

READS_SECONDS = 1.0
"""How long it takes at least to read a question that has just come into view."""


def health(gate: Gate, errand: Errand, at: float, rules: Rules, *, last: bool = False) -> Step:
    """Bring up the questions; a campaign without any goes on to the consent."""
    campaign = rules.campaign
    draft = errand.draft or Draft()
    if campaign is None:
        return gate, ()
    asked = questions_for(campaign, draft.get(Field.VISITOR_TYPE))
    if not asked:
        return agreeing.consent(gate, errand, at, rules)
    first = max(0, len(asked) - QUESTIONS_A_PAGE) if last else 0
    screen = DeclareHealth(draft, first, questionnaire.missing(campaign, draft.answers, draft.get(Field.VISITOR_TYPE)))
    return enter(on_errand(gate, errand), screen, at)


def answered(gate: Gate, errand: Errand, screen: DeclareHealth, answer: Answered, rules: Rules) -> Step:
    """A question was answered, or its note changed; the next question comes into view.

    When the questions have moved, nothing is taken for an answer for a moment: the second touch of a finger must not
    answer what nobody has read.
    """
    campaign, draft = rules.campaign, (errand.draft or Draft())
    question, value, note = answer.question, answer.value, answer.note
    if campaign is None or (value is not None and answer.at - errand.moved_at < READS_SECONDS):
        return gate, ()
    asked = questions_for(campaign, draft.get(Field.VISITOR_TYPE))
    index = next((at for at, one in enumerate(asked) if one.key == question), None)
    if index is None:
        return gate, ()
    before = draft.answer(question)
    value = value if value is not None else before.value if before else None
    if value is None:
        return gate, ()
    note = note if note is not None else before.note if before else ""
    draft = replace(draft, answers=questionnaire.answered(draft.answers, question, value, note))
    errand = replace(errand, draft=draft)
    first, editing = screen.first, screen.editing
    done = asked[index].kind is QuestionKind.YES_NO and value == "no"
    if done and editing is None and before is None and index == first + QUESTIONS_A_PAGE - 1:
        first = min(index, max(0, len(asked) - QUESTIONS_A_PAGE))
        errand = replace(errand, moved_at=answer.at if first != screen.first else errand.moved_at)
    left = questionnaire.missing(campaign, draft.answers, draft.get(Field.VISITOR_TYPE))
    screen = replace(screen, draft=draft, first=first, missing=left)
    return renew(on_errand(gate, errand), screen)


def turned(gate: Gate, errand: Errand, screen: DeclareHealth, by: int, rules: Rules) -> Step:
    """*Câu trước*, *Câu sau*."""
    if rules.campaign is None:
        return gate, ()
    count = len(questions_for(rules.campaign, (errand.draft or Draft()).get(Field.VISITOR_TYPE)))
    first = max(0, min(count - QUESTIONS_A_PAGE, screen.first + by))
    return renew(gate, replace(screen, first=max(0, first), editing=None))


def after(gate: Gate, errand: Errand, screen: DeclareHealth, at: float, rules: Rules) -> Step:
    """*Tiếp tục* on the questions: to the first one that is not answered, else on."""
    if rules.campaign is None:
        return gate, ()
    if not screen.missing:
        return agreeing.consent(gate, errand, at, rules)
    asked = [one.key for one in questions_for(rules.campaign, (errand.draft or Draft()).get(Field.VISITOR_TYPE))]
    first = min(asked.index(screen.missing[0]), max(0, len(asked) - QUESTIONS_A_PAGE))
    return renew(gate, replace(screen, first=first, tried=True, editing=None))
