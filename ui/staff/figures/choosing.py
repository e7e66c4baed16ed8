"""The bar below the figures: which day, and what can be taken away of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QBoxLayout, QDateEdit, QHBoxLayout, QWidget

from kiosk.desk.figures_view_day import DayLooked, Looked
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import StaffButton
from ui.staff.kit.style import font
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_figures_shape import FiguresWords


class DayBar(QWidget):
    """Day before, a date to type, day after, today; then the CSV file and the report."""

    def __init__(
        self, look: DeskLook, say: FiguresWords, day: DayLooked, csv: Callable[[], None], report: Callable[[], None]
    ) -> None:
        super().__init__()
        self._day = day
        self._earlier = _button(StaffButton(look, say.earlier, icon="arrow-left"), day.earlier)
        self.first: QWidget = self._earlier
        self._later = _button(StaffButton(look, say.later, icon="arrow-right"), day.later)
        self._today = _button(StaffButton(look, say.today, key="Home"), day.today)
        self._csv = _button(StaffButton(look, say.csv, key="C", icon="download"), csv)
        self._report = _button(StaffButton(look, say.print, key="P", icon="printer"), report)
        self._date = self._date_edit(look)
        self._date.setAccessibleName(say.day)
        private = StaffLabel(say.private, look, 18, 500, colours.INK2, wrap=True)
        private.setMinimumWidth(look.px(220))
        portrait = look.scale.portrait
        whole = QBoxLayout(QBoxLayout.Direction.TopToBottom if portrait else QBoxLayout.Direction.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(16))
        days, files = QHBoxLayout(), QHBoxLayout()
        for row, pieces in ((days, (self._earlier, self._date, self._later, self._today)), (files, (private,))):
            row.setSpacing(look.px(10))
            for piece in pieces:
                row.addWidget(piece, 1 if piece is private else 0)
        days.addStretch(1 if portrait else 0)
        files.addWidget(self._csv)
        files.addWidget(self._report)
        whole.addLayout(days)
        whole.addLayout(files, 1)

    def show_day(self, looked: Looked, *, able: bool) -> None:
        """Show which day is looked at; ``able``: there is something to be taken away."""
        last = self._day.last()
        with QSignalBlocker(self._date):
            self._date.setMaximumDate(_to_qt(last))
            self._date.setDate(_to_qt(looked.day))
        for button, usable in ((self._later, not looked.today), (self._today, not looked.today)):
            button.setEnabled(usable)
        self._csv.setEnabled(able)
        self._report.setEnabled(able)

    def _date_edit(self, look: DeskLook) -> QDateEdit:
        edit = QDateEdit()
        edit.setDisplayFormat("dd/MM/yyyy")
        edit.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        edit.setKeyboardTracking(False)
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        edit.setFont(font(look, 20, 600, figures=True))
        edit.setMinimumWidth(look.px(180))
        edit.setProperty("radius", look.px(12))
        # Buttons of no width leave the line none either; and the box has a border already.
        edit.setStyleSheet("QDateEdit::up-button, QDateEdit::down-button { subcontrol-origin: border; width: 2px; }")
        line = edit.lineEdit()
        line.setStyleSheet("border: none; background: transparent; padding: 0; min-height: 0;")
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edit.dateChanged.connect(self._chosen)
        return edit

    def _chosen(self, chosen: QDate) -> None:
        self._day.look_at(date(chosen.year(), chosen.month(), chosen.day()))


def _button(button: StaffButton, pressed: Callable[[], None]) -> StaffButton:
    button.clicked.connect(lambda _checked=False: pressed())
    return button


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
