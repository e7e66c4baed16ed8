"""DeclareIdentity: who it is about. A card shown at any time fills it; nothing that matters is chosen beforehand."""

from collections.abc import Callable
from functools import partial

from kiosk import countries
from kiosk.declaring_screens import DeclareIdentity
from kiosk.errand_events import EditPressed, EyePressed, NextPressed, Picked, Typed
from kiosk.questionnaire import Field
from kiosk.screens import Screen
from ui.screens.choosing_page import choosing_page
from ui.screens.identity_fields import asked_of, editable, label_of, masked, problem_words, relations, with_slashes
from ui.screens.identity_form import form
from ui.screens.scene import Moment, Scene
from ui.screens.wizard import Kept, Page, Wizard
from ui.screens.writing import Task, Writing
from ui.widgets.look import Look
from ui.widgets.osk import Script

SCRIPTS = {
    Field.NAME: Script.CAPITALS,
    Field.REPRESENTATIVE: Script.CAPITALS,
    Field.EMAIL: Script.EMAIL,
    Field.NATION: Script.VIETNAMESE,
}
LONGEST = {Field.NUMBER: 14, Field.BIRTH: 10, Field.INSURANCE: 15, Field.PHONE: 15}
LETTERS = (Field.NUMBER, Field.INSURANCE)
"""Digits as a rule, but passports and old insurance numbers have letters."""


def declare_identity(screen: DeclareIdentity, look: Look, at: Moment) -> Scene:
    """The scene of DeclareIdentity."""
    return Wizard(DeclareIdentity, screen, at, partial(_page, look))


def _page(look: Look, screen: DeclareIdentity, kept: Kept, turn: Callable[[], None]) -> Page:
    field = screen.editing
    kept.at(field or "")
    if field is None:
        return form(look, screen, kept, turn)
    if field in (Field.VISITOR_TYPE, Field.RELATIONSHIP):
        return _list(look, screen, field, kept, turn)
    task = _nation if field is Field.NATION else _task
    writing = Writing(look, task(look, screen, field, kept), kept, turn)
    if field is Field.NATION:
        writing.searched = lambda: writing.update(task(look, screen, field, kept))

    def update(new: Screen) -> bool:
        same = isinstance(new, DeclareIdentity) and new.editing is field
        return same and isinstance(new, DeclareIdentity) and writing.update(task(look, new, field, kept))

    writing.page.update = update
    return writing.page


def _edit(look: Look, field: Field | None) -> Callable[[], None]:
    return lambda: look.hand.choose(lambda at: EditPressed(field, at))


def _task(look: Look, screen: DeclareIdentity, field: Field, kept: Kept) -> Task:
    """What is typed into a field."""
    say, hand = look.words.declare.identity, look.hand
    asked = asked_of(screen, look.site.campaign)
    fields = editable(asked, screen.draft)
    index = fields.index(field) if field in fields else -1
    found = dict(screen.problems).get(field)
    hints = {Field.NAME: look.words.declare.keyboard.hint, Field.BIRTH: say.birth_hint}

    def finish() -> None:
        kept.fault = True
        hand.choose(NextPressed)

    task = Task(
        label=label_of(screen, field, look),
        step=0,
        text=screen.draft.get(field),
        script=Script.PLAIN if field in LETTERS and kept.letters else SCRIPTS.get(field),
        send=lambda text: hand.choose(lambda at: Typed(field, text, at)),
        done=_edit(look, None),
        finish=finish,
        hint=hints.get(field, ""),
        problem=problem_words(look, field, found) if screen.tried else "",
        required=field in asked.required,
        before=_edit(look, fields[index - 1]) if index > 0 else None,
        after=_edit(look, fields[index + 1]) if 0 <= index < len(fields) - 1 else None,
        names=field in (Field.NAME, Field.REPRESENTATIVE),
        letters=field in LETTERS and not kept.letters,
        counts=field in LONGEST,
        longest=LONGEST.get(field, 200),
    )
    if field is Field.NUMBER:
        task.shown = str if screen.number_shown else masked
        task.eye = (not screen.number_shown, lambda: hand.choose(EyePressed))
    elif field is Field.BIRTH:
        task.shown = with_slashes
    return task


def _nation(look: Look, screen: DeclareIdentity, field: Field, kept: Kept) -> Task:
    """What is typed to find a country; those that fit stand below."""
    task = _task(look, screen, field, kept)
    found = countries.search(kept.query, look.language.value)

    def pick(code: str) -> None:
        look.hand.choose(lambda at: Picked(field, code, at))
        look.hand.choose(lambda at: EditPressed(None, at))

    def search(text: str) -> None:
        kept.query = text

    say = look.words.declare
    task.text, task.send, task.hint, task.words = kept.query, search, say.keyboard.search, True
    task.offers = [(one.name(look.language.value), partial(pick, one.code)) for one in found[:6]]
    task.offered = "" if found else say.address.nothing.format(q=kept.query)
    task.takes_first, task.lost = bool(found and kept.query), not found
    task.finish = partial(pick, found[0].code) if found and kept.query else task.done
    return task


def _list(look: Look, screen: DeclareIdentity, field: Field, kept: Kept, turn: Callable[[], None]) -> Page:
    """A list of its own: why somebody is here, or what they are to whom they declare for."""
    say, draft = look.words.declare.identity, screen.draft
    if field is Field.VISITOR_TYPE:
        types = look.site.campaign.visitor_types if look.site.campaign else ()
        options = [(each.key, each.text.text(look.language.value)) for each in types]
    else:
        options = relations(look, screen)

    def pick(value: str) -> None:
        look.hand.choose(lambda at: Picked(field, value, at))
        look.hand.choose(lambda at: EditPressed(None, at))

    chosen = draft.get(field)
    return choosing_page(
        look, 0, say.fields[field], options, (chosen,) if chosen else (), pick, _edit(look, None), kept, turn
    )
