"""What khai hộ asks in between: drop the form, another person's card, let them in, the code of the phone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.declarations import PhoneProof
from kiosk.desk.lookup_code import CodeStage, PhoneCode
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import Form
from kiosk.desk.proxy_state import Done
from kiosk.desk.recording import Outcome
from kiosk.ports import Clock
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.staff.lookup.code_entry import CodeEntry
from ui.theme import colours
from ui.words.desk_lookup_words import lookup_words
from ui.words.desk_proxy_shape import ProxyWords
from ui.words.moments import together


class AskDialog(StaffDialog):
    """A question with two answers. Esc, and closing it in any other way, is the harmless one.

    Enter is the other where that is what somebody most likely wants (``eager``), else the harmless one too.
    """

    def __init__(
        self,
        look: DeskLook,
        title: str,
        line: str,
        yes: str,
        no: str,
        answer: Callable[[bool], None],
        *,
        eager: bool = False,
    ) -> None:
        super().__init__(look, title)
        self._answer: Callable[[bool], None] | None = answer
        self.body.addWidget(StaffLabel(line, look, 20, 500, wrap=True))
        stay = self.add_action(no, key="Esc", kind=Kind.PLAIN)
        stay.clicked.connect(self.close_now)
        self.yes = self.add_action(yes, key="Enter" if eager else "", kind=Kind.BRAND if eager else Kind.STOP)
        self.yes.clicked.connect(self._yes)
        self._eager = eager
        self.closed.connect(lambda: self._say(yes=False))

    def open_in(self, window: QWidget) -> None:
        """Cover this window; what Enter does has the focus."""
        super().open_in(window)
        if self._eager:
            self.yes.setFocus(Qt.FocusReason.TabFocusReason)

    def _yes(self) -> None:
        self._say(yes=True)
        self.close_now()

    def _say(self, *, yes: bool) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(yes)


class DecideDialog(StaffDialog):
    """Somebody is not let in by their declaration: why, and what the staff make of it. A stop leaves no choice."""

    def __init__(self, look: DeskLook, say: ProxyWords, desk: ProxyDesk, done: Done, reasons: Sequence[str]) -> None:
        stop = done.outcome is Outcome.STOP
        super().__init__(look, say.done.decide_stop if stop else say.done.decide, wide=860)
        self._desk, self._say, self._decided = desk, say, stop
        tone = Tone.STOP if stop else Tone.WARN
        self.body.addWidget(StaffBanner(look, say.done.outcomes[done.outcome].format(name=done.screen.name), tone))
        if done.number:
            number = say.done.number.format(number=done.number)
            self.body.addWidget(StaffLabel(number[:1].upper() + number[1:], look, 24, 700))
        if reasons:
            self.body.addWidget(StaffLabel(say.done.decide_line.format(name=done.screen.name), look, 20, 600))
        for reason in reasons:
            self.body.addWidget(StaffLabel(f"•  {reason}", look, 20, 500, wrap=True))
        self.reason = TextField(look, say.done.reason, required=True, placeholder=say.done.reason_hint)
        self.body.addWidget(self.reason)
        if stop:
            self.reason.hide()
            understood = self.add_action(say.done.understood, key="Enter", kind=Kind.BRAND, enter=True)
            understood.clicked.connect(self.close_now)
        else:
            self.add_action(say.done.send_away, key="Esc", kind=Kind.PLAIN).clicked.connect(self.close_now)
            self.add_action(say.done.let_in, key="Enter", kind=Kind.IN, enter=True).clicked.connect(self._let_in)
        self.closed.connect(self._ended)

    def _let_in(self) -> None:
        self._decided = self._desk.let_in(self.reason.text())
        if self._decided:
            self.close_now()
            return
        self.reason.say(self._say.done.reason_wanted)
        self.reason.edit.setFocus()

    def _ended(self) -> None:
        self.reason.edit.clear()
        if not self._decided:
            self._desk.send_away()


class CodeDialog(StaffDialog):
    """The code that was sent to the number in the form; it closes by itself once it was right."""

    def __init__(self, look: DeskLook, say: ProxyWords, desk: ProxyDesk, clock: Clock) -> None:
        super().__init__(look, say.ask.code)
        self._desk, self._why = desk, lookup_words(look.language).code.why
        self.entry = CodeEntry(look, clock, desk.try_code, desk.send_code)
        self._none = StaffLabel("", look, 20, 600, colours.WARN_INK, wrap=True)
        self._none.hide()
        self.body.addWidget(self.entry)
        self.body.addWidget(self._none)
        self.add_action(say.ask.code_skip, key="Esc").clicked.connect(self.close_now)
        self.closed.connect(desk.stop_code)

    def show_code(self, code: PhoneCode, form: Form) -> None:
        """Show how it stands."""
        if form.draft.phone_proof is PhoneProof.OTP or code.stage is CodeStage.NONE:
            self.close_now()
            return
        self.entry.show_code(code)
        none = code.stage is CodeStage.NOT_TO_BE_HAD
        self.entry.setVisible(not none)
        if none and code.why is not None:
            phone = together(code.phone.masked) if code.phone else ""
            self._none.setText(self._why[code.why].format(phone=phone))
        self._none.setVisible(none)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl R sends another code."""
        if event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._desk.send_code()
            event.accept()
            return
        super().keyPressEvent(event)
