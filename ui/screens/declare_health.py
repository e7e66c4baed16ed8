"""DeclareHealth: the campaign's questions, three at a time. Both answers weigh the same and neither is chosen."""

from collections.abc import Callable
from functools import partial

from kiosk.declaring_screens import DeclareHealth
from kiosk.errand_events import Answered, EditPressed, NextPressed
from kiosk.questionnaire import Field, Note, Question, QuestionKind, questions_for
from kiosk.screens import Screen
from ui.screens.choosing_page import choosing_page
from ui.screens.health_form import chosen_keys, form
from ui.screens.scene import Moment, Scene
from ui.screens.wizard import Kept, Page, Wizard, whose
from ui.screens.writing import Task, Writing
from ui.widgets.look import Look
from ui.widgets.osk import Script

STEP = 2


def declare_health(screen: DeclareHealth, look: Look, at: Moment) -> Scene:
    """The scene of DeclareHealth."""
    return Wizard(DeclareHealth, screen, at, partial(_page, look))


def _questions(look: Look, screen: DeclareHealth) -> tuple[Question, ...]:
    campaign = look.site.campaign
    return questions_for(campaign, screen.draft.get(Field.VISITOR_TYPE)) if campaign else ()


def _page(look: Look, screen: DeclareHealth, kept: Kept, turn: Callable[[], None]) -> Page:
    kept.at(screen.editing or "")
    questions = _questions(look, screen)
    question = next((each for each in questions if each.key == screen.editing), None)
    if question is None:
        return form(look, screen, questions, kept)
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        return _options(look, screen, question, kept, turn)
    writing = Writing(look, _task(look, screen, question), kept, turn)

    def update(new: Screen) -> bool:
        if not isinstance(new, DeclareHealth) or new.editing != question.key:
            return False
        return writing.update(_task(look, new, question))

    writing.page.update = update
    return writing.page


def _close(look: Look) -> Callable[[], None]:
    return lambda: look.hand.choose(lambda at: EditPressed(None, at))


def _task(look: Look, screen: DeclareHealth, question: Question) -> Task:
    """What is written: the answer itself, or the few words that *yes* asks for."""
    hand, language = look.hand, look.language.value
    given = screen.draft.answer(question.key)
    noted = question.kind is QuestionKind.YES_NO

    def send(text: str) -> None:
        hand.choose(
            lambda at: Answered(question.key, at, note=text) if noted else Answered(question.key, at, value=text)
        )

    label = question.note_label if noted else question.text
    return Task(
        label=label.text(language) or look.words.declare.health.note,
        step=STEP,
        text=(given.note if noted else given.value) if given else "",
        script=Script.VIETNAMESE,
        send=send,
        done=_close(look),
        finish=lambda: hand.choose(NextPressed),
        about=whose(look, screen.draft),
        required=question.note is Note.REQUIRED if noted else question.required,
        longest=200,
    )


def _options(look: Look, screen: DeclareHealth, question: Question, kept: Kept, turn: Callable[[], None]) -> Page:
    """The answers of a question that has several of its own."""
    language, hand = look.language.value, look.hand
    say = look.words.declare.health
    several = question.kind is QuestionKind.CHOICES
    chosen = chosen_keys(screen, question)
    options = [(each.key, each.text.text(language)) for each in question.options]
    if several:
        options.append(("", say.none_of_them))

    def pick(key: str) -> None:
        if not several:
            hand.choose(lambda at: Answered(question.key, at, value=key))
            hand.choose(lambda at: EditPressed(None, at))
            return
        now = set(chosen or ()) ^ {key} if key else set()
        value = " ".join(each.key for each in question.options if each.key in now)
        hand.choose(lambda at: Answered(question.key, at, value=value))

    marked = ("",) if chosen == () else chosen or ()
    return choosing_page(
        look,
        STEP,
        question.text.text(language),
        options,
        marked,
        pick,
        _close(look),
        kept,
        turn,
        line=say.several if several else "",
        several=several,
    )
