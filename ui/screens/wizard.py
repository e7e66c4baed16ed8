"""What the steps of the wizard share: a scene that is renewed in place, and the frame around each step.

A page is made anew when something was chosen; while somebody types, the same widgets stand under the fingers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.draft import Draft
from kiosk.errand_events import BackPressed, NextPressed
from kiosk.people import masked_name
from kiosk.questionnaire import Field
from kiosk.screens import Screen, Status
from kiosk.typing.composing import TypingMode
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import P2
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import action_bar, reason
from ui.widgets.boxes import Cell, Column, Item, Pad, Row
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.widgets.staff_call import StaffCall
from ui.widgets.stepper import stepper
from ui.widgets.vessel import Vessel

FORWARD, FORWARD_SQUARISH = 560, 380
BAR = 152
STEPPER = 104
ABOVE, BELOW = 32, 24
REACH = 88


@dataclass(slots=True)
class Kept:
    """What lasts while one visitor is at one step: how they type, and which page they look at. No text.

    ``letters``: the letters were asked for where digits are usual. ``query`` is what a list is searched for; both are
    for one ``place`` alone. ``fault``: what is wanting comes up once it is found.
    ``called_at`` is when the staff were called. ``left`` is the place edited last, until the focus is back at it;
    ``arrived`` is whether the form has been shown.
    """

    mode: TypingMode = TypingMode.TONE_KEYS
    page: int = 0
    letters: bool = False
    query: str = ""
    place: str = ""
    fault: bool = True
    called_at: datetime | None = None
    left: str = ""
    arrived: bool = False

    def at(self, place: str) -> None:
        """Another place is edited now; ``""`` for none."""
        if place != self.place:
            self.left = self.place
            self.place, self.letters, self.query = place, False, ""


@dataclass(slots=True)
class Page:
    """What a step shows now. ``update`` takes new values in place and says whether it could."""

    content: Item
    parts: Parts
    update: Callable[[Screen], bool] = field(default=lambda _screen: False)


S = TypeVar("S", bound=Screen)


class Wizard(Scene, Generic[S]):
    """The scene of one step. ``build`` makes the page of a screen."""

    def __init__(
        self, kind: type[S], screen: S, at: Moment, build: Callable[[S, Kept, Callable[[], None]], Page]
    ) -> None:
        self._kind, self._build = kind, build
        self._kept = Kept(called_at=at.status.staff_called_at)
        self._screen = screen
        self._page = build(screen, self._kept, self.turn)
        super().__init__(self._page.content, self._page.parts)
        self._page.parts.take = self._take

    def renew(self, status: Status) -> bool:
        """Take a new status: here only whether the staff were called."""
        self._kept.called_at = status.staff_called_at
        return super().renew(status)

    def turn(self) -> None:
        """Show the same values on another page."""
        self._renew()
        self._chained()

    def wipe(self) -> None:
        """Empty every text, and let go of what was typed."""
        super().wipe()
        self._page.update = lambda _screen: False
        del self._screen

    def _take(self, screen: Screen) -> bool:
        if not isinstance(screen, self._kind):
            return False
        self._screen = screen
        if not self._page.update(screen):
            self._renew()
        return True

    def _renew(self) -> None:
        order = self.parts.order
        # Of the window: a widget of a window that is not active says that it has none.
        focused = self.window().focusWidget()
        at = next((index for index, control in enumerate(order) if control is focused), None)
        spot = order[at].accessibleName() if at is not None else ""
        for old in self._content.widgets():
            _emptied(old)
        page = self._page = self._build(self._screen, self._kept, self.turn)
        self._content, self.parts = page.content, page.parts
        page.parts.take = self._take
        for widget in page.content.widgets():
            widget.setParent(self)
            if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                widget.show()
        self.setAccessibleName(page.parts.spoken)
        self.arrange()
        self._refocus(at, spot)

    def _refocus(self, at: int | None, spot: str) -> None:
        """The focus of real keys stays where it was; a page with a place to type has it there."""
        if self.parts.first:
            self.parts.first.setFocus()
            return
        same = next((each for each in self.parts.order if spot and each.accessibleName() == spot), None)
        if same is None and at is not None and at < len(self.parts.order):
            same = self.parts.order[at]
        if same is not None:
            same.setFocus()

    def _chained(self) -> None:
        for one, after in zip(self.parts.order, self.parts.order[1:], strict=False):
            QWidget.setTabOrder(one, after)


def _emptied(widget: QWidget) -> None:
    widget.hide()
    for each in (widget, *widget.findChildren(QWidget)):
        each.setAccessibleName("")
        if isinstance(each, Label):
            each.set_text("")
        elif isinstance(each, Vessel):
            each.wipe()
    widget.deleteLater()


def pages_of(rows: list[Item], width: float, height: float, gap: float) -> list[list[Item]]:
    """Rows put on as many pages as they need, each of this height; the last row of a page may stand alone."""
    pages: list[list[Item]] = [[]]
    left = height
    for row in rows:
        need = row.tall(width)
        if pages[-1] and need > left:
            pages.append([])
            left = height
        pages[-1].append(row)
        left -= need + gap
    return pages


def pager(look: Look, kept: Kept, count: int, turn: Callable[[], None]) -> tuple[Item, list[Pressable]]:
    """*Lên*, *Xuống* and which page it is, for what does not fit on one."""
    say = look.words.errand.keypad

    def go(by: int) -> Callable[[], None]:
        def act() -> None:
            kept.page = max(0, min(count - 1, kept.page + by))
            turn()

        return act

    up = ActButton(look, say.up, "chevron-up", go(-1), Manner.BACK, small=True)
    down = ActButton(look, say.down, "chevron-down", go(1), Manner.BACK, small=True)
    up.be_ready(kept.page > 0)
    down.be_ready(kept.page < count - 1)
    words = Label(say.page.format(n=kept.page + 1, of=count), P2, look.scale, colours.INK2)
    wide = look.px(240)
    row = Row(
        Cell(words, grow=1), Cell(up, wide=wide, firm=True), Cell(down, wide=wide, firm=True), gap=look.scale.gap(16)
    )
    return row, [up, down]


def room(look: Look) -> float:
    """How high the body of a step is, inside its margins."""
    px, upright = look.px, look.scale.portrait
    words = 2 * P2.line / P2.px * look.scale.text(P2.px)
    button = look.scale.touch(112, Reach.PRIMARY)
    bar = px(28 + 20 + 30) + words + button if upright else max(px(BAR), button + px(2))
    if upright:
        bar += px(BELOW) + look.scale.touch(REACH, Reach.SECONDARY)
    top = 176 if upright else 104
    return look.scale.height - px(top) - px(STEPPER) - bar - px(ABOVE) - px(BELOW)


def side(look: Look) -> int:
    """The margin at the left and the right."""
    return look.px(48 if look.scale.portrait else 56)


def reach(look: Look, kept: Kept, parts: Parts) -> list[Cell]:
    """On a high display *call staff* and VI/EN stand low, where a wheelchair user reaches them."""
    if not look.scale.portrait:
        return []
    languages = LanguageSwitch(look, wide=128, tall=REACH)
    call = StaffCall(look, kept.called_at, tall=REACH)
    parts.calls.append(call)
    parts.order += [call, *languages.cells]
    row = Row(Cell(call, grow=1), Cell(languages, firm=True), gap=look.scale.gap(20))
    return [Cell(row, firm=True)]


def back_button(look: Look) -> ActButton:
    """*Quay lại*."""
    return ActButton(look, look.words.declare.back, "arrow-left", lambda: look.hand.choose(BackPressed), Manner.BACK)


def next_button(look: Look, kept: Kept | None = None) -> ActButton:
    """*Tiếp tục*; what is found wanting by it comes up."""

    def go() -> None:
        if kept:
            kept.fault = True
        look.hand.choose(NextPressed)

    return ActButton(look, look.words.declare.next, "arrow-right", go, after=True)


def whose(look: Look, draft: Draft) -> str:
    """Whom the answers are about, where that is not who stands here; empty where it is."""
    if not draft.for_other:
        return ""
    say = look.words.declare
    return say.whose.format(name=masked_name(draft.get(Field.NAME)) or say.whose_unnamed)


def step_page(
    look: Look,
    kept: Kept,
    step: int,
    body: Item,
    controls: list[Pressable],
    *,
    between: str,
    forward: ActButton | None,
    spoken: str,
    back: ActButton | None = None,
    wrong: bool = False,
    about: str = "",
    first: Pressable | None = None,
) -> Page:
    """A step as it stands: the stepper, the body, the bar with what is missing between its buttons.

    ``about`` says whom it is about where that is somebody else; ``first`` is where real keys begin.
    """
    px, hand = look.px, look.hand
    back = back or back_button(look)
    words = reason(look, between)
    if wrong:
        words.set_colour(colours.STOP, strong=colours.STOP)
    bar = action_bar(look, back, forward, between=words, wide=px(FORWARD_SQUARISH if look.scale.squarish else FORWARD))
    margin = side(look)
    parts = Parts(order=[*controls], first=first)
    low = reach(look, kept, parts)
    inside = Column(Cell(body, grow=1), *low, gap=px(BELOW), pad=Pad(margin, px(ABOVE), margin, px(BELOW)))
    content = Column(Cell(stepper(look, step, about), firm=True), Cell(inside, grow=1), Cell(bar, firm=True))
    parts.order += [back, *([forward] if forward else [])]
    if forward is not None and forward.isEnabled():
        parts.enter = forward.click
    parts.escape = lambda: hand.choose(BackPressed)
    parts.spoken = f"{about.replace('**', '')}. {spoken}" if about else spoken
    return Page(content, parts)
