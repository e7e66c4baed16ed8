"""EnterCode: six boxes, checked as soon as they are full; how long the code holds and what else can be done."""

import math
from dataclasses import replace

from PySide6.QtGui import QKeyEvent

from kiosk.errand_events import BackPressed, Box, EditNumberPressed, NextPressed, NoMessagePressed, ResendPressed, Typed
from kiosk.errand_screens import CodeNotice, EnterCode
from kiosk.screens import Screen
from ui.screens.keypad_page import KeypadPage, headline
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import P2
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import reason
from ui.widgets.boxes import Align, Cell, Column, Item, Row, space
from ui.widgets.code_cells import PLACES, CodeCells
from ui.widgets.keypad import Keypad, edited, key_of
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.message import Banner, MessageLine, Tone
from ui.widgets.pressable import Pressable
from ui.words.moments import minutes, together

TONES = {
    CodeNotice.SENT: Tone.HINT,
    CodeNotice.SENT_AGAIN: Tone.WELL,
    CodeNotice.WRONG: Tone.WRONG,
    CodeNotice.EXPIRED: Tone.WRONG,
    CodeNotice.LOCKED: Tone.WRONG,
    CodeNotice.NOT_SENT_AGAIN: Tone.NOTE,
    CodeNotice.LIMIT: Tone.NOTE,
}


class _Desk:
    """What is on the screen, and how new values get there."""

    def __init__(self, screen: EnterCode, look: Look, at: Moment, parts: Parts) -> None:
        # The digits stand in the cells, which are emptied when the screen is over.
        self._screen, self._look, self._at, self._parts = replace(screen, digits=""), look, at, parts
        say, hand = look.words.errand.code, look.hand
        self._say = say
        self.cells = CodeCells(look)
        self.valid = MessageLine(look, "", icon="clock-3", counts=True)
        self.tries = Label("", P2, look.scale, colours.INK2, strong=colours.INK, align=Align.END)
        self.banner = Banner(look, "", Tone.HINT)
        self.why = reason(look, say.auto)
        self.keypad = Keypad(look, self.press)
        # With the longest thing it says, so that it gets the room for it.
        longest = say.resend_in.format(time="00:00")
        self.resend = ActButton(
            look, longest, None, lambda: hand.choose(ResendPressed), Manner.OTHER, small=True, counts=True
        )
        self.confirm = ActButton(look, say.confirm, None, lambda: hand.choose(NextPressed))

    def press(self, key: str) -> None:
        """A key, on the glass or not."""
        text = edited(self.cells.digits, key, PLACES).replace("+", "")
        self._look.hand.choose(lambda now: Typed(Box.CODE, text, now))

    def typed(self, event: QKeyEvent) -> bool:
        """A physical key."""
        key = key_of(event)
        if key and self._screen.notice is not CodeNotice.LOCKED:
            self.press(key)
        return bool(key)

    def take(self, screen: Screen) -> bool:
        """Show new values."""
        if not isinstance(screen, EnterCode):
            return False
        self.show(screen)
        return True

    def show(self, screen: EnterCode) -> None:
        """Show these values."""
        self._screen = replace(screen, digits="")
        say, parts = self._say, self._parts
        locked = screen.notice is CodeNotice.LOCKED
        self.cells.show_digits(screen.digits, closed=locked)
        self.keypad.be_ready(not locked)
        notice = say.notices[screen.notice]
        if screen.resend_at is None:
            notice = say.last.get(screen.notice, notice)
        self.banner.say(notice, TONES[screen.notice])
        self.why.set_text("" if locked else say.auto)
        # Where no message may be sent any more its place stays empty: nothing slides under a finger.
        self.resend.setVisible(screen.resend_at is not None)
        form = say.try_one if screen.tries_left == 1 else say.tries
        self.tries.set_text("" if locked else form.format(n=screen.tries_left))
        ready = len(screen.digits) == PLACES and not screen.asking and not locked
        self.confirm.say(say.asking if screen.asking else say.confirm)
        self.confirm.be_ready(ready)
        hand = self._look.hand
        parts.enter = (lambda: hand.choose(NextPressed)) if ready else None
        parts.spoken = notice or f"{say.title}. {say.line.format(phone=together(screen.phone))}"
        parts.spoken = parts.spoken.replace("**", "")
        self.tick()

    def tick(self) -> None:
        """Count both times down."""
        screen, say, now = self._screen, self._say, self._at.monotonic()
        left = math.ceil(screen.expires_at - now)
        over = left <= 0 or screen.notice is CodeNotice.EXPIRED
        # A locked code has not run out; what has is said below.
        locked = screen.notice is CodeNotice.LOCKED
        text = "" if locked else say.over if over else say.valid.format(time=minutes(left))
        self.valid.say(text, Tone.HINT)
        if screen.resend_at is not None:
            wait = math.ceil(screen.resend_at - now)
            self.resend.say(say.resend if wait <= 0 else say.resend_in.format(time=minutes(wait)))
            self.resend.be_ready(wait <= 0 and not screen.asking)


def _ways(look: Look, small: list[Pressable]) -> Item:
    """The small buttons in a row as wide as the boxes, each by what it says; where that is too narrow, in two rows."""
    gap = look.scale.gap(20)
    shared = [Cell(each, grow=each.wide() + look.px(48)) for each in small]
    if look.scale.squarish or look.scale.portrait:
        row = Row(*shared[:-1], gap=gap)
        return Column(Cell(row, firm=True), Cell(small[-1], firm=True), gap=gap)
    return Row(*shared, gap=gap)


def enter_code(screen: EnterCode, look: Look, at: Moment) -> Scene:
    """The scene of EnterCode."""
    px, say, hand = look.px, look.words.errand.code, look.hand
    parts = Parts()
    desk = _Desk(screen, look, at, parts)
    edit = ActButton(look, say.edit, "pencil", lambda: hand.choose(EditNumberPressed), Manner.BACK, small=True)
    ask = ActButton(look, say.help, None, lambda: hand.choose(NoMessagePressed), Manner.BACK, small=True)
    small: list[Pressable] = [desk.resend, edit, ask]
    ways = _ways(look, small)
    desk.show(screen)
    parts.take, parts.keys = desk.take, desk.typed
    parts.ticks.append(desk.tick)
    parts.escape = lambda: hand.choose(BackPressed)
    page = KeypadPage(
        look,
        at,
        parts,
        [
            *headline(look, say.title, say.line.format(phone=together(screen.phone))),
            space(px(32)),
            desk.cells,
            space(px(20)),
            Row(Cell(desk.valid, grow=1.8), Cell(desk.tries, grow=1), gap=px(20)),
            space(px(22)),
            desk.banner,
        ],
        desk.keypad,
        ActButton(look, look.words.errand.keypad.back, "arrow-left", lambda: hand.choose(BackPressed), Manner.BACK),
        desk.confirm,
        [space(px(12)), Cell(ways, firm=True)],
        desk.why,
        last_controls=small,
    )
    return page.scene()
