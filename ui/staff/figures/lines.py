"""Words on the left and a figure on the right, line by line: what pages tell facts in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.text import StaffLabel
from ui.theme import colours


class Lines(QWidget):
    """Lines with words on the left and a figure on the right, hair lines between them."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._look = look
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(look.px(3))
        self._shown: tuple[list[tuple[str, str]], str] = ([], "")

    def show_lines(self, lines: list[tuple[str, str]], none: str = "") -> None:
        """Show these; ``none`` is a sentence before them, where something cannot be told."""
        if (lines, none) == self._shown:
            return
        self._shown = (list(lines), none)
        emptied(self._whole)
        look = self._look
        if none:
            self._whole.addWidget(StaffLabel(none, look, 18, 500, colours.INK2, wrap=True))
        for number, (words, figure) in enumerate(lines):
            if number:
                rule = QFrame()
                rule.setFixedHeight(max(1, look.px(1)))
                rule.setStyleSheet(f"background: {colours.LINE.name()}; border: none;")
                self._whole.addWidget(rule)
            row = QHBoxLayout()
            row.setSpacing(look.px(12))
            row.addWidget(StaffLabel(words, look, 19, 500, wrap=True), 1)
            row.addWidget(StaffLabel(figure, look, 19, 600), 0, Qt.AlignmentFlag.AlignRight)
            self._whole.addLayout(row)
        said = [none] if none else []
        self.setAccessibleName(". ".join(said + [f"{words}: {figure}" for words, figure in lines]))


def emptied(layout: QGridLayout | QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout, and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout):
            emptied(inner)
