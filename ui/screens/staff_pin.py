"""StaffPin: a member of staff says who they are. The PIN is shown as dots, and kept only while it is typed."""

import math
from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

from kiosk.errand_events import BackPressed, Box, NextPressed, Picked, Typed
from kiosk.errand_screens import PinNotice, PinPurpose, StaffPin
from kiosk.events import HomeChosen
from kiosk.screens import Screen
from ui.screens.keypad_page import KeypadPage, headline
from ui.screens.scene import Moment, Parts, Scene
from ui.theme.type import H1_PORTRAIT, H2
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import reason
from ui.widgets.boxes import Cell, Item, space
from ui.widgets.code_cells import PLACES, PinDots
from ui.widgets.keypad import Keypad, edited, key_of
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.message import Banner, MessageLine, Tone
from ui.widgets.name_list import NameList
from ui.words.errand_shape import PinWords
from ui.words.moments import minutes


class _Desk:
    """What is on the screen, and how new values get there."""

    def __init__(self, screen: StaffPin, look: Look, at: Moment, parts: Parts) -> None:
        self._screen, self._look, self._at, self._parts = screen, look, at, parts
        self._say: PinWords = look.words.errand.pin
        hand = look.hand
        self.names = NameList(look, screen.staff, self.pick, self._say.roles)
        self.dots = PinDots(look)
        self.message = MessageLine(look, "", icon="lock-keyhole", counts=True, centred=True)
        self.keypad = Keypad(look, self.press)
        self.sign_in = ActButton(look, self._say.sign_in, None, lambda: hand.choose(NextPressed))
        self.why = reason(look, "")

    def pick(self, person: str) -> None:
        """A name."""
        self._look.hand.choose(lambda now: Picked(Box.PIN, person, now))

    def press(self, key: str) -> None:
        """A key, on the glass or not. The screen says how many digits there are; which they are is known here."""
        if self._screen.asking or self._locked() > 0 or self._screen.chosen is None:
            return
        self.dots.digits = text = edited(self.dots.digits, key, PLACES).replace("+", "")
        self._look.hand.choose(lambda now: Typed(Box.PIN, text, now))

    def typed(self, event: QKeyEvent) -> bool:
        """A physical key."""
        key = key_of(event)
        if key:
            self.press(key)
        return bool(key)

    def take(self, screen: Screen) -> bool:
        """Show new values; other people on the list are another scene."""
        if not isinstance(screen, StaffPin) or screen.staff != self._screen.staff:
            return False
        self.show(screen)
        return True

    def show(self, screen: StaffPin) -> None:
        """Show these values."""
        self._screen = screen
        if screen.typed != len(self.dots.digits):
            self.dots.digits = ""  # what the flow does not have any more must not be here either
        self.dots.show_count(screen.typed)
        self.names.choose(screen.chosen)
        self.tick()

    def _locked(self) -> float:
        """The seconds for which nobody may try."""
        until = self._screen.locked_until
        return 0.0 if until is None else max(0.0, until - self._at.monotonic())

    def tick(self) -> None:
        """Show how the tries stand; a lock runs down."""
        screen, say, hand, parts = self._screen, self._say, self._look.hand, self._parts
        locked = self._locked()
        ready = screen.typed == PLACES and screen.chosen is not None and not screen.asking and locked <= 0
        self.message.say(*self._notice(locked))
        self.keypad.be_ready(locked <= 0 and screen.chosen is not None)
        self.sign_in.say(say.asking if screen.asking else say.sign_in)
        self.sign_in.be_ready(ready)
        missing = say.choose if screen.chosen is None and screen.staff else say.logged
        self.why.set_text(missing)
        act: Callable[[], None] | None = (lambda: hand.choose(NextPressed)) if ready else None
        parts.enter = act
        parts.spoken = f"{_title(screen, say)}. {self.message.label.text()}"

    def _notice(self, locked: float) -> tuple[str, Tone]:
        screen, say = self._screen, self._say
        if locked > 0:
            return say.locked.format(time=minutes(math.ceil(locked))), Tone.WRONG
        if screen.chosen is None and screen.staff:
            return say.choose, Tone.NOTE
        if screen.notice is PinNotice.WRONG:
            return say.wrong.format(n=screen.tries_left), Tone.WRONG
        return say.tries.format(n=screen.tries_left), Tone.HINT


def _title(screen: StaffPin, say: PinWords) -> str:
    """Who is asked: a visitor who has called for the staff stands here too."""
    return say.attest if screen.purpose is PinPurpose.ATTEST else say.title


def staff_pin(screen: StaffPin, look: Look, at: Moment) -> Scene:
    """The scene of StaffPin."""
    px, say, hand = look.px, look.words.errand.pin, look.hand
    parts = Parts()
    desk = _Desk(screen, look, at, parts)
    desk.show(screen)
    parts.take, parts.keys = desk.take, desk.typed
    parts.ticks.append(desk.tick)
    parts.escape = lambda: hand.choose(BackPressed)
    title, line = headline(look, _title(screen, say), say.line)
    above: list[Cell | Item] = [title, line, space(px(28))]
    if screen.purpose is PinPurpose.ATTEST:
        # What the staff do here they know; the visitor must not take it for the place of the code.
        waits = Banner(look, say.waits, Tone.HINT, icon="concierge-bell")
        title = Label(say.attest, H1_PORTRAIT if look.scale.portrait else H2, look.scale)
        above = [title, space(px(12)), Cell(waits, firm=True), space(px(24))]
    if screen.staff:
        tall = px(88 if look.scale.user > 1 or look.scale.squarish else 44)
        above += [
            Cell(desk.names, firm=True),
            space(px(32)),
            Cell(desk.dots, firm=True),
            space(px(18)),
            Cell(desk.message, tall=tall),
        ]
    else:
        desk.message.say("", Tone.HINT)
        empty = Banner(look, f"{say.nobody.title}. {say.nobody.line}", Tone.NOTE, lines=4)
        above.append(empty)
        parts.spoken = f"{_title(screen, say)}. {say.nobody.title}"
    arrow = None if look.scale.portrait else "arrow-left"
    page = KeypadPage(
        look,
        at,
        parts,
        above,
        desk.keypad,
        ActButton(look, look.words.errand.keypad.back, arrow, lambda: hand.choose(BackPressed), Manner.BACK),
        desk.sign_in,
        between=desk.why,
        first_controls=[*desk.names.controls()] if screen.staff else [],
        home=ActButton(look, look.words.common.home, None, lambda: hand.choose(HomeChosen), Manner.BACK),
    )
    return page.scene()
