"""DeclareAddress: a province of today, one of its wards, and the rest as it is written. Searching needs no accents."""

from collections.abc import Callable
from functools import partial

from kiosk.declaring_screens import DeclareAddress
from kiosk.errand_events import EditPressed, NextPressed, Picked, Typed
from kiosk.places import Place
from kiosk.questionnaire import Field
from kiosk.screens import Screen
from ui.screens.address_form import BOXES, form, named
from ui.screens.identity_fields import problem_words
from ui.screens.scene import Moment, Scene
from ui.screens.wizard import Kept, Page, Wizard, whose
from ui.screens.writing import Task, Writing
from ui.widgets.look import Look
from ui.widgets.osk import Script

STEP = 1


def declare_address(screen: DeclareAddress, look: Look, at: Moment) -> Scene:
    """The scene of DeclareAddress."""
    return Wizard(DeclareAddress, screen, at, partial(_page, look))


def _page(look: Look, screen: DeclareAddress, kept: Kept, turn: Callable[[], None]) -> Page:
    field = screen.editing
    kept.at(field or "")
    if field is None:
        return form(look, screen, kept)
    writing = Writing(look, _task(look, screen, field), kept, turn)

    def update(new: Screen) -> bool:
        if not isinstance(new, DeclareAddress) or new.editing is not field:
            return False
        return writing.update(_task(look, new, field))

    writing.page.update = update
    return writing.page


def _edit(look: Look, field: Field | None) -> Callable[[], None]:
    return lambda: look.hand.choose(lambda at: EditPressed(field, at))


def _task(look: Look, screen: DeclareAddress, field: Field) -> Task:
    """What is typed: the search for a place, or the street."""
    say, hand = look.words.declare, look.hand
    labels = {Field.PROVINCE: say.address.province, Field.WARD: say.address.ward, Field.STREET: say.address.street}
    order = [Field.PROVINCE, *([Field.WARD] if screen.province else []), Field.STREET]
    index = order.index(field) if field in order else -1
    found = dict(screen.problems).get(field)
    where = BOXES.get(field, field)
    task = Task(
        label=labels[field],
        step=STEP,
        text=screen.draft.get(Field.STREET),
        script=Script.VIETNAMESE,
        send=lambda text: hand.choose(lambda at: Typed(where, text, at)),
        done=_edit(look, None),
        finish=lambda: hand.choose(NextPressed),
        problem=problem_words(look, field, found) if screen.tried and field is Field.STREET else "",
        required=field in look.site.campaign.required if look.site.campaign else False,
        about=whose(look, screen.draft),
        before=_edit(look, order[index - 1]) if index > 0 else None,
        after=_edit(look, order[index + 1]) if 0 <= index < len(order) - 1 else None,
        words=True,
        longest=200,
    )
    if field is Field.STREET:
        return task
    places, query, count = (
        (screen.provinces, screen.province_query, len(screen.provinces))
        if field is Field.PROVINCE
        else (screen.wards, screen.ward_query, screen.ward_count)
    )
    task.text, task.hint, task.longest = query, say.keyboard.search, 40
    if field is Field.WARD and screen.province:
        task.hint = named(screen.province)
    task.offers = [(named(each), partial(_pick, look, field, each)) for each in places]
    if not places:
        task.offered = say.address.nothing.format(q=query) if screen.province else say.address.province_first
    elif query and field is Field.WARD:
        task.offered = say.address.results.format(n=count, q=query)
    task.takes_first, task.lost = bool(places and query), bool(query and not places)
    if places and query:
        task.after = partial(_pick, look, field, places[0])
    return task


def _pick(look: Look, field: Field, place: Place) -> None:
    look.hand.choose(lambda at: Picked(field, place.code, at))
