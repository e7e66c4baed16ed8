"""A choice among reasons, with words where the reason is another one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.field import Field, TextField
from ui.staff.kit.segments import Segment
from ui.words.desk_list_shape import DialogWords

COLUMNS = 3


class Reasons(QWidget):
    """Boxes in rows, numbered by the keys 1 to 9. ``other`` is the key of the one that wants words;
    where it is "" there is no place for any.

    ``chosen`` says that another one was chosen. None is at first.
    """

    chosen = Signal()

    def __init__(self, look: DeskLook, say: DialogWords, reasons: Sequence[tuple[str, str]], other: str) -> None:
        super().__init__()
        self._say, self._other = say, other
        self._value = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(12))
        self._field = Field(look, say.why, required=True)
        boxes = _Boxes(self)
        grid = QGridLayout(boxes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(8))
        self.buttons: dict[str, Segment] = {}
        for place, (key, text) in enumerate(reasons):
            button = Segment(look, text, (True, True), joined=False)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._pressed, key))
            button.step = partial(self._step, place)
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
            self.buttons[key] = button
        self._field.hold(boxes)
        self.note = TextField(look, say.note, longest=60)
        whole.addWidget(self._field)
        whole.addWidget(self.note)
        self.note.setVisible(bool(other))

    def value(self) -> str:
        """The key of what is chosen, "" for none."""
        return self._value

    def complete(self) -> bool:
        """Whether a reason is chosen, and said in words where it must be; says what is missing."""
        self._field.say("" if self._value else self._say.why_wanted)
        unsaid = bool(self._value) and self._value == self._other and not self.note.text().strip()
        self.note.say(self._say.note_wanted if unsaid else "")
        if not self._value:
            next(iter(self.buttons.values())).setFocus(Qt.FocusReason.TabFocusReason)
        if unsaid:
            self.note.edit.setFocus()
        return bool(self._value) and not unsaid

    def number(self, number: int) -> bool:
        """Choose by number; False where there is none of it."""
        keys = list(self.buttons)
        if not 1 <= number <= len(keys):
            return False
        self.buttons[keys[number - 1]].setFocus(Qt.FocusReason.TabFocusReason)
        self._pressed(keys[number - 1])
        return True

    def _pressed(self, key: str, _on: bool = False) -> None:
        self._value = key
        for each, button in self.buttons.items():
            button.on = each == key
            button.setChecked(button.on)
            button.update()
        self._field.say("")
        self.note.require(wanted=key == self._other)
        self.chosen.emit()
        if key == self._other:
            self.note.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, place: int, by: int) -> None:
        keys = list(self.buttons)
        self.buttons[keys[(place + by) % len(keys)]].setFocus(Qt.FocusReason.TabFocusReason)


class _Boxes(QWidget):
    def __init__(self, reasons: Reasons) -> None:
        super().__init__()
        self._reasons = reasons

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses."""
        text = event.text()
        if not (text.isdecimal() and self._reasons.number(int(text))):
            event.ignore()
