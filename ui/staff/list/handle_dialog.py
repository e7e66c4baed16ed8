"""Somebody to be met, or an automatic departure to be looked at: what becomes of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.desk.rows import Declared, Row, RowKind
from kiosk.people import masked_name
from kiosk.screens import Referral
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.staff.list.let_in_dialog import declared_lines
from ui.theme import colours
from ui.words.desk_list_shape import ListWords
from ui.words.moments import clock


class HandleDialog(StaffDialog):
    """``done`` gets one of *let_in*, *declare*, *turned_away*, *other*; for a departure *looked_at*, *correct*.

    Each has a number; nothing is what Enter does, but the button that has the focus, which is the one that does
    nothing. ``stopped``: their declaration says so, and letting them in is the last thing that is offered.
    """

    def __init__(
        self,
        look: DeskLook,
        say: ListWords,
        row: Row,
        done: Callable[[str], None],
        *,
        declaring: bool,
        stopped: bool = False,
        reasons: Sequence[str] = (),
    ) -> None:
        words = say.handle
        met = row.key.kind is RowKind.REFERRAL
        super().__init__(look, words.title.format(number=row.number) if met else words.automatic_title, wide=820)
        self._done = done
        self._choices: list[StaffButton] = []
        if row.person is not None:
            self.body.addWidget(StaffLabel(masked_name(row.name) or say.table.unknown_name, look, 26, 700))
        if stopped:
            self.body.addWidget(StaffBanner(look, words.stop, Tone.STOP))
        self.body.addWidget(StaffLabel(_line(row, say), look, 22, 500, wrap=True))
        for line in declared_lines(reasons, words.declared):
            self.body.addWidget(StaffLabel(line, look, 20, 500, wrap=True))
        if met and row.person is None:
            self.body.addWidget(StaffLabel(words.unknown, look, 20, 500, colours.INK2, wrap=True))
        if met:
            if stopped:
                self._choice("turned_away", words.turned_away, Kind.STOP)
            elif row.person is not None:
                self._choice("let_in", words.let_in, Kind.IN)
            if declaring:
                self._choice("declare", words.declare, Kind.OUTLINE if stopped else Kind.BRAND)
            if not stopped:
                self._choice("turned_away", words.turned_away, Kind.STOP)
            self._choice("other", words.other, Kind.PLAIN)
            if stopped and row.person is not None:
                self._choice("let_in", words.let_in_stopped, Kind.PLAIN)
        else:
            self._choice("looked_at", words.looked_at, Kind.BRAND)
            self._choice("correct", words.correct, Kind.PLAIN)
        self._cancel = self.add_action(say.dialog.cancel, key="Esc")
        self._cancel.clicked.connect(self.close_now)

    def open_in(self, window: QWidget) -> None:
        """Cover this window; a second Enter does nothing."""
        super().open_in(window)
        self._cancel.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number is a button."""
        text = event.text()
        if text.isdecimal() and 1 <= int(text) <= len(self._choices) and not event.isAutoRepeat():
            self._choices[int(text) - 1].click()
            return
        super().keyPressEvent(event)

    def _choice(self, key: str, text: str, kind: Kind) -> None:
        button = StaffButton(self.look, text, key=str(len(self._choices) + 1), kind=kind)
        button.clicked.connect(partial(self._chosen, key))
        self.body.addWidget(button)
        self._choices.append(button)

    def _chosen(self, key: str, _checked: bool = False) -> None:
        done = self._done
        self.close_now()
        done(key)


def is_stopped(row: Row) -> bool:
    """Whether somebody to be met was stopped by what they declared."""
    return row.key.kind is RowKind.REFERRAL and (row.reason is Referral.STOP or row.declared is Declared.STOP)


def _line(row: Row, say: ListWords) -> str:
    if row.key.kind is not RowKind.REFERRAL:
        return say.handle.automatic_line.format(time=clock(row.left) if row.left else say.table.none)
    reason = say.person.reasons[row.reason] if row.reason else say.table.none
    return say.handle.line.format(reason=reason, time=clock(row.arrived) if row.arrived else say.table.none)
