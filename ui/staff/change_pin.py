"""Changing one's own PIN, in a dialog: the old one, the new one twice."""

from typing import Final

from PySide6.QtWidgets import QLineEdit

from kiosk.desk.session import DIGITS
from kiosk.desk.session_pin import PinChange, PinProblem
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.words.desk_shell_words import shell_words

_OLD: Final = (PinProblem.OLD_SHORT, PinProblem.OLD_WRONG)
_AGAIN: Final = (PinProblem.NOT_TWICE,)


def pin_field(look: DeskLook, label: str) -> TextField:
    """A field for six digits that shows dots."""
    field = TextField(look, label, required=True, digits=True, longest=DIGITS)
    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class ChangePinDialog(StaffDialog):
    """Esc leaves it as it is. It closes itself once the PIN is changed."""

    def __init__(self, look: DeskLook, change: PinChange) -> None:
        self._say = shell_words(look.language).own_pin
        super().__init__(look, self._say.title, wide=560)
        self._change = change
        self.old = pin_field(look, self._say.old)
        self.new = pin_field(look, self._say.new)
        self.again = pin_field(look, self._say.again)
        for field in self.fields():
            self.body.addWidget(field)
        self.add_action(self._say.cancel, key="Esc").clicked.connect(self.close_now)
        self.confirm = self.add_action(self._say.change, key="Enter", kind=Kind.BRAND, enter=True)
        self.confirm.clicked.connect(self._send)
        self.closed.connect(self._wipe)
        change.changed = self._show

    def fields(self) -> tuple[TextField, TextField, TextField]:
        """The three fields, from the top."""
        return self.old, self.new, self.again

    def _send(self) -> None:
        self._change.change(self.old.text(), self.new.text(), self.again.text())

    def _show(self) -> None:
        state = self._change.state
        self.confirm.setEnabled(not state.asking)
        self.confirm.set_text(self._say.asking if state.asking else self._say.change)
        for field in self.fields():
            field.say("")
        if state.done:
            self.close_now()
        elif state.problem is not None:
            wrong = self.old if state.problem in _OLD else self.again if state.problem in _AGAIN else self.new
            wrong.say(self._say.problems[state.problem].format(n=state.tries_left))
            wrong.set_text("")
            wrong.edit.setFocus()

    def _wipe(self) -> None:
        self._change.changed = lambda: None
        for field in self.fields():
            field.set_text("")
