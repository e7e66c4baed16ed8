"""Signing in at the desk: names, six digits, Enter. Drawn as the visitor's screens are, from the same parts."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.desk.session import DIGITS, Session, SessionState, SignInNotice
from kiosk.errand_screens import StaffName
from kiosk.events import Choice, LanguageChosen
from kiosk.ports import Clock
from kiosk.screens import Language, Status
from ui.screens.keypad_page import KEY_TALL, pad_wide
from ui.site import Site
from ui.theme import colours
from ui.theme.scale import Scale
from ui.theme.type import H1_PORTRAIT, H2, P1
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import action_bar, reason
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.code_cells import PinDots
from ui.widgets.hand import Hand
from ui.widgets.keypad import Keypad, edited, key_of
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.message import Banner, MessageLine, Tone
from ui.widgets.name_list import NameList
from ui.widgets.top_bar import TopBar
from ui.words.desk_shell_words import shell_words
from ui.words.moments import minutes

LEAST_KEY: Final = 96.0


class SignInPage(QWidget):
    """What a locked desk shows. It is made anew for another size, language or list of names.

    ``to_visitor`` leads back to the visitor's screen, None where there is none to go back to. ``speak`` changes the
    language. The page has no digit of its own: they stand in the session.
    """

    def __init__(
        self,
        scale: Scale,
        language: Language,
        site: Site,
        session: Session,
        clock: Clock,
        *,
        to_visitor: Callable[[], None] | None,
        speak: Callable[[Language], None],
    ) -> None:
        super().__init__()
        self._session, self._clock, self._to_visitor, self._speak = session, clock, to_visitor, speak
        self._look = look = Look(scale, language, site, Hand(self._chosen, clock))
        self._say = shell_words(language).sign_in
        self._pin = look.words.errand.pin
        self._names: tuple[StaffName, ...] | None = session.state.names
        self.setProperty("ring", False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self._say.title)
        self.bar = TopBar(look, Status(), clock.now(), help_too=False)
        self.names = NameList(look, self._names or (), self._pick, self._pin.roles)
        self.dots = PinDots(look)
        self.message = MessageLine(look, "", icon="lock-keyhole", counts=True, centred=True)
        self.keypad = Keypad(look, self.press)
        self.sign_in = ActButton(look, self._pin.sign_in, None, session.sign_in)
        self.back = (
            None if to_visitor is None else ActButton(look, self._say.to_visitor, "arrow-left", to_visitor, Manner.BACK)
        )
        self.why = reason(look, self._pin.logged)
        self._content = Column(Cell(self.bar, firm=True), Cell(self._body(), grow=1), Cell(self._bar(), firm=True))
        for widget in self._content.widgets():
            widget.setParent(self)
        self.show_state()

    def stale(self) -> bool:
        """Whether other people may sign in by now than this page lists."""
        return self._names != self._session.state.names

    def show_state(self) -> None:
        """Show how signing in stands."""
        state = self._session.state
        self.dots.show_count(state.typed)
        self.names.choose(state.chosen)
        self.tick()

    def tick(self) -> None:
        """A second has passed: the clock, and a lock that runs down."""
        state = self._session.state
        locked = self._session.locked_seconds()
        self.bar.tick(self._clock.now())
        self.message.say(*self._notice(state, locked))
        self.keypad.be_ready(state.chosen is not None and locked <= 0 and not state.asking)
        self.sign_in.say(self._pin.asking if state.asking else self._pin.sign_in)
        self.sign_in.be_ready(state.typed == DIGITS and not state.asking and locked <= 0)
        if not state.names:
            self.why.set_text("")
        elif state.chosen is None:
            self.why.set_text(self._pin.choose)
        else:
            self.why.set_text(self._pin.logged if state.typed == DIGITS else self._pin.six)

    def press(self, key: str) -> None:
        """A key, on the screen or not."""
        self._session.type(edited(self._session.digits, key, DIGITS).replace("+", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose a name, digits are digits, Enter signs in, Esc goes back to the visitor's screen."""
        key = event.key()
        if digit := key_of(event):
            self.press(digit)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._session.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._session.sign_in()
        elif key == Qt.Key.Key_Escape and self._to_visitor is not None:
            self._to_visitor()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything in its place. On a high display the keys give way before the words do."""
        if self._look.scale.portrait:
            for tall in range(int(KEY_TALL), int(LEAST_KEY), -4):
                self.keypad.key_tall = tall
                if self._content.tall(event.size().width()) <= event.size().height():
                    break
        self._content.put(0, 0, event.size().width(), event.size().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), colours.PAGE)

    def _body(self) -> Item:
        look, px = self._look, self._look.px
        upright = look.scale.portrait
        title = Label(self._say.title, H1_PORTRAIT if upright else H2, look.scale, lines=2)
        line = Label(self._say.line, P1, look.scale, colours.INK2, lines=2)
        above: list[Cell | Item] = [title, line, space(px(28))]
        if self._names:
            tall = px(88 if look.scale.user > 1 or look.scale.squarish else 44)
            above += [
                Cell(self.names, firm=True),
                space(px(32)),
                Cell(self.dots, firm=True),
                space(px(18)),
                Cell(self.message, tall=tall),
            ]
        else:
            nobody = self._pin.nobody
            text = self._say.loading if self._names is None else f"{nobody.title}. {nobody.line}"
            above.append(Banner(look, text, Tone.NOTE, lines=4))
        left = Column(*above, stretch())
        if upright:
            languages = Row(stretch(), LanguageSwitch(look, wide=128, tall=88))
            parts = (Cell(left, grow=1), space(px(24)), Cell(languages, firm=True), space(px(24)))
            return Column(*parts, Cell(self.keypad, firm=True), pad=Pad(px(48), px(44), px(48), px(32)))
        return Row(
            Cell(left, grow=1),
            Cell(self.keypad, wide=pad_wide(self._look), firm=True),
            gap=px(40 if look.scale.squarish else 72),
            pad=Pad(px(56), px(40), px(56), px(36)),
            align=Align.STRETCH,
        )

    def _bar(self) -> Item:
        between = None if self._look.scale.portrait and self.back else self.why
        return action_bar(self._look, self.back, self.sign_in, between=between, wide=pad_wide(self._look))

    def _notice(self, state: SessionState, locked: float) -> tuple[str, Tone]:
        said = self._say.notices
        if locked > 0:
            return said[SignInNotice.LOCKED].format(time=minutes(math.ceil(locked))), Tone.WRONG
        if state.notice is SignInNotice.WRONG:
            return said[SignInNotice.WRONG].format(n=state.tries_left), Tone.WRONG
        if state.notice is SignInNotice.STORE:
            return said[SignInNotice.STORE], Tone.WRONG
        if state.notice is SignInNotice.IDLE_OUT and state.chosen is None:
            return said[SignInNotice.IDLE_OUT], Tone.NOTE
        return (self._pin.choose, Tone.NOTE) if state.chosen is None else (said[SignInNotice.ENTER], Tone.HINT)

    def _pick(self, person: str) -> None:
        for one in self._names or ():
            if str(one.id) == person:
                self._session.choose(one.id)

    def _chosen(self, choice: Choice) -> None:
        if isinstance(choice, LanguageChosen):
            self._speak(choice.language)
