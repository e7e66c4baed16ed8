"""The registrant's number, and the code that confirms it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_state import PhoneState, SetUpState
from ui.setup.step import beside
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.words.setup_words import setup_words

DIGITS = 6
_TONES = {
    PhoneState.SENT: (Tone.NOTE, "info"),
    PhoneState.SENDING: (Tone.QUIET, "clock-3"),
    PhoneState.TRYING: (Tone.QUIET, "clock-3"),
}


class PhoneRow(QWidget):
    """Number, *Gửi mã*, and once it was sent the six digits: they are checked when the sixth is typed."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__()
        self._wizard = wizard
        self._words = setup_words(look.language).register
        words = self._words
        self.number = TextField(look, words.phone, required=True, digits=True, longest=16)
        self.send = StaffButton(look, words.send, kind=Kind.OUTLINE)
        self.code = TextField(look, words.code, required=True, digits=True, longest=7)
        self.chip = StaffChip(look, "", Tone.NOTE)
        self.confirmed = StaffChip(look, words.states[PhoneState.CONFIRMED], Tone.OK, "check")
        self._look = look
        self._beside = QWidget()
        foot = QVBoxLayout(self._beside)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(look.px(4))
        foot.addWidget(StaffLabel(" ", look, 18, 600))  # as high as the labels beside it
        level = QHBoxLayout()
        level.addStrut(look.px(52))  # the height of the field, in the middle of which the chip stands
        level.addWidget(self.send)
        level.addWidget(self.confirmed)
        foot.addLayout(level)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(8))
        whole.addWidget(beside(look, ((self.number, 1), (self._beside, 0), (self.code, 1))))
        whole.addWidget(self.chip)
        self.number.changed.connect(lambda: wizard.registering.type_phone(self.number.text()))
        self.send.clicked.connect(wizard.registering.send_code)
        self.code.changed.connect(self._typed)

    def show_state(self, state: SetUpState) -> None:
        """Show how far the number is confirmed."""
        if self.number.text() != state.draft.phone:
            self.number.edit.setText(state.draft.phone)
        phone = state.phone
        asked = phone not in (PhoneState.NONE, PhoneState.SENDING)
        self.send.set_text(self._words.send_again if asked else self._words.send)
        self.send.setVisible(phone is not PhoneState.CONFIRMED)
        at = self.window().focusWidget()
        self.send.setEnabled(self._may_send(state))
        appears = not self.code.isVisibleTo(self) and phone.awaits_code
        self.code.setVisible(phone.awaits_code or phone is PhoneState.TRYING)
        self.code.edit.setReadOnly(phone is PhoneState.TRYING)  # not disabled: the focus stays
        if phone is PhoneState.WRONG and len(self.code.text()) >= DIGITS:
            self.code.edit.setText("")
        if phone is PhoneState.CONFIRMED or phone is PhoneState.NONE:
            self.code.edit.setText("")
        if appears or (phone is PhoneState.WRONG and not self.code.edit.hasFocus()):
            self.code.edit.setFocus()
        elif at in (self.code.edit, self.send) and not (at.isVisibleTo(self) and at.isEnabled()):
            (self.send if phone is not PhoneState.CONFIRMED and self.send.isEnabled() else self.number).setFocus()
        tone, icon = _TONES.get(phone, (Tone.WARN, "triangle-alert"))
        self.chip.say(self._words.states[phone].format(n=state.tries_left), tone, icon)
        self.chip.setVisible(phone not in (PhoneState.NONE, PhoneState.CONFIRMED))
        self.confirmed.setVisible(phone is PhoneState.CONFIRMED)

    def _may_send(self, state: SetUpState) -> bool:
        if state.phone in (PhoneState.NONE, PhoneState.SENDING):
            return True
        return state.resend_at is not None and self._wizard.ports.clock.monotonic() >= state.resend_at

    def _typed(self) -> None:
        digits = self.code.text().replace(" ", "")
        if len(digits) == DIGITS:
            self._wizard.registering.try_code(digits)
