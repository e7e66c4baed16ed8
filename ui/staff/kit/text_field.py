"""One line to type in."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from ui.staff.desk_look import DeskLook
from ui.staff.kit.labelled import Field
from ui.staff.kit.style import font


class TextField(Field):
    """A line of text. ``capitals`` turns what is typed into capitals, ``digits`` lets only digits and spaces in."""

    changed = Signal()

    def __init__(
        self,
        look: DeskLook,
        label: str,
        *,
        required: bool = False,
        placeholder: str = "",
        capitals: bool = False,
        digits: bool = False,
        longest: int = 200,
    ) -> None:
        super().__init__(look, label, required=required)
        self.edit = line_edit(look, placeholder, figures=digits, longest=longest)
        if digits:
            self.edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9 ]*"), self.edit))
        self._capitals = capitals
        self.edit.textEdited.connect(self._edited)
        self.hold(self.edit)

    def text(self) -> str:
        """What stands in it."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text in; what stood there before cannot be brought back by undoing."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0 if not self.edit.hasFocus() else len(text))
        self.changed.emit()

    def _edited(self, text: str) -> None:
        if self._capitals and text != text.upper():
            at = self.edit.cursorPosition()
            self.edit.setText(text.upper())
            self.edit.setCursorPosition(at)
        self.changed.emit()


def line_edit(look: DeskLook, placeholder: str = "", *, figures: bool = False, longest: int = 200) -> QLineEdit:
    """A line of the desk: no menu, no hints of what others typed."""
    edit = QLineEdit()
    edit.setFont(font(look, 21, 600, figures=figures))
    edit.setPlaceholderText(placeholder)
    edit.setMaxLength(longest)
    edit.setMinimumWidth(look.px(40))  # else it is as wide as its widest letters ask, and cut in a narrow column
    edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
    edit.setProperty("radius", look.px(12))
    return edit
