"""A field of a form: its label above it, what is amiss below it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.icons import pixmap
from ui.staff.kit.text import StaffLabel
from ui.theme import colours


class Field(QWidget):
    """Holds one control, which ``hold`` puts in. A label of "" leaves no room for one."""

    def __init__(self, look: DeskLook, label: str, *, required: bool = False) -> None:
        super().__init__()
        self.look = look
        self._label = label
        self._control: QWidget | None = None
        px = look.px
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(px(4))
        self._head = QHBoxLayout()
        self._head.setSpacing(px(6))
        self._tag = StaffChip(look, "", Tone.NOTE, small=True)
        self._tag.hide()
        self._star = StaffLabel("(*)", look, 18, 600, colours.STOP)
        if label:
            self._head.addWidget(StaffLabel(label, look, 18, 600, colours.INK2))
            self._head.addWidget(self._star)
            self._head.addStretch(1)
            self._head.addWidget(self._tag)
            self._whole.addLayout(self._head)
        else:
            self._tag.setParent(self)
            self._star.setParent(self)
        self._star.setVisible(bool(label) and required)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(px(7))
        mark = QLabel()
        mark.setPixmap(pixmap(look, "circle-alert", 19, colours.STOP))
        self._problem = StaffLabel("", look, 17, 600, colours.STOP, wrap=True)
        below.addWidget(mark)
        below.addWidget(self._problem, 1)
        self._whole.addWidget(self._below)
        self._below.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def hold(self, control: QWidget) -> None:
        """Put the control in; it is what the field is focused by."""
        self._control = control
        self._whole.insertWidget(self._whole.count() - 1, control)
        control.setAccessibleName(self._label)
        self.setFocusProxy(control)

    def require(self, *, wanted: bool) -> None:
        """Mark it as one that must be filled, or no longer."""
        self._star.setVisible(bool(self._label) and wanted)

    def say(self, problem: str) -> None:
        """Say what is amiss; "" for nothing."""
        self._problem.setText(problem)
        self._below.setVisible(bool(problem))
        if self._control is not None:
            self._control.setProperty("wrong", bool(problem))
            self._control.setAccessibleDescription(problem)
            self._control.style().unpolish(self._control)
            self._control.style().polish(self._control)
            self._control.update()

    def problem(self) -> str:
        """What is said to be amiss."""
        return self._problem.text()

    def tag(self, text: str) -> None:
        """Say beside the label where the value is from; "" for nothing."""
        self._tag.say(text, Tone.NOTE)
        self._tag.setVisible(bool(text) and bool(self._label))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its control allows: the label may not widen a form."""
        hint = super().minimumSizeHint()
        control = self._control
        least = max(control.minimumWidth(), control.minimumSizeHint().width()) if control is not None else 0
        return QSize(max(least, min(hint.width(), self.look.px(120))), hint.height())
