"""The code that was sent to a phone and is read out: six digits, how long it lasts, and another one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.lookup_code import CODE_DIGITS, CodeStage, PhoneCode
from kiosk.errand_screens import CodeNotice
from kiosk.ports import Clock
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.field import TextField
from ui.staff.kit.style import font
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_lookup_words import lookup_words
from ui.words.moments import minutes, together

GRAVE = (CodeNotice.WRONG, CodeNotice.EXPIRED, CodeNotice.LOCKED, CodeNotice.LIMIT)


class CodeEntry(QWidget):
    """Shows a code that is under way. ``typed`` is called with six digits, ``again`` sends another code."""

    def __init__(self, look: DeskLook, clock: Clock, typed: Callable[[str], None], again: Callable[[], None]) -> None:
        super().__init__()
        self._clock, self._typed = clock, typed
        self._say = lookup_words(look.language).code
        self._code = PhoneCode()
        self._line = StaffLabel("", look, 20, 500, wrap=True)
        self.digits = TextField(look, self._say.box, digits=True, longest=CODE_DIGITS)
        self.digits.edit.setFont(font(look, 34, 700, figures=True))
        self.digits.edit.setStyleSheet(f"min-height: {look.px(68)}px;")
        self.digits.edit.setMaximumWidth(look.px(340))
        self.digits.changed.connect(self._changed)
        self._notice = StaffLabel("", look, 18, 600, colours.INK2, wrap=True)
        self._time = StaffLabel("", look, 18, 500, colours.INK2, figures=True)
        self.again = StaffButton(look, self._say.resend, key=self._say.resend_key, kind=Kind.OUTLINE, small=True)
        self.again.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.again.clicked.connect(again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(10))
        beside = QHBoxLayout()
        beside.setSpacing(look.px(16))
        beside.addWidget(self._time)
        beside.addWidget(self.again)
        beside.addStretch(1)
        for one in (self._line, self.digits, self._notice):
            whole.addWidget(one)
        whole.addLayout(beside)
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self._count)

    def show_code(self, code: PhoneCode) -> None:
        """Show how it stands. What was typed goes once it was judged."""
        judged = self._code.stage is CodeStage.TRYING and code.stage is not CodeStage.TRYING
        renewed = code.request != self._code.request
        self._code = code
        if judged or renewed or code.stage in (CodeStage.NONE, CodeStage.RIGHT):
            self.digits.edit.clear()
        phone = together(code.phone.masked) if code.phone else ""
        if code.stage is CodeStage.ASKING:
            self._line.setText(self._say.asking)
        else:
            self._line.setText(self._say.sent.format(phone=phone) if phone else "")
        notice = self._say.trying if code.stage is CodeStage.TRYING else self._say.notices[code.notice]
        grave = code.stage is CodeStage.SENT and code.notice in GRAVE
        self._notice.setText("" if code.stage is CodeStage.ASKING else notice)
        self._notice.set_colour(colours.STOP if grave else colours.INK2)
        self.digits.edit.setReadOnly(code.stage is not CodeStage.SENT)
        if code.stage is CodeStage.SENT:
            self._ticking.start()
        else:
            self._ticking.stop()
        self._count()

    def hideEvent(self, _event: QHideEvent) -> None:
        """Nothing is counted, and nothing stays, while nobody sees it."""
        self._ticking.stop()
        self.digits.edit.clear()

    def _changed(self) -> None:
        digits = self.digits.text().replace(" ", "")
        if len(digits) == CODE_DIGITS:
            self._typed(digits)

    def _count(self) -> None:
        """Write how long the code lasts, and when another may be sent."""
        code, now = self._code, self._clock.monotonic()
        if code.stage not in (CodeStage.SENT, CodeStage.TRYING):
            self._time.setText("")
            self.again.setVisible(False)
            return
        over = now >= code.expires_at
        valid = self._say.over if over else self._say.valid.format(time=minutes(code.expires_at - now))
        tries = self._say.tries.format(n=code.tries_left)
        self._time.setText(f"{valid} · {tries}")
        self.again.setVisible(code.resend_at is not None)
        if code.resend_at is not None:
            left = code.resend_at - now
            self.again.setEnabled(left <= 0)
            self.again.set_text(self._say.resend if left <= 0 else self._say.resend_in.format(time=minutes(left)))
