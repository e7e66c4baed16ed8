"""Everybody declared on a number, each with what can be done, and the digit that does it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.lookup import Lookup
from kiosk.errand_screens import PersonAct, PersonRow, PersonState
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_lookup_shape import LookupWords
from ui.words.moments import clock, short_day

KEYS = 9
_TONES = {
    PersonState.HOLDS: Tone.OK,
    PersonState.ENTERED: Tone.OK,
    PersonState.INSIDE: Tone.NOTE,
    PersonState.LEFT: Tone.NOTE,
    PersonState.SEE_STAFF: Tone.WARN,
}
_DATED = (PersonState.HOLDS, PersonState.EXPIRED)


class PersonLine(QFrame):
    """One person. ``main`` is their button, None where there is nothing to do."""

    def __init__(
        self,
        look: DeskLook,
        say: LookupWords,
        row: PersonRow,
        number: int,
        press: Callable[[], None],
        declare: Callable[[], None],
    ) -> None:
        super().__init__()
        self.row = row
        px = look.px
        self.setObjectName("person")
        line = f"border: none; border-bottom: 1px solid {colours.LINE.name()};"
        self.setStyleSheet(f"QFrame#person {{ {line} background: transparent; }}")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, px(10), 0, px(10))
        whole.setSpacing(px(14))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(StaffLabel(row.name, look, 24, 700))
        born = say.born.format(year=row.birth_year) if row.birth_year else ""
        about = " · ".join(part for part in (born, say.sexes.get(row.sex, "")) if part)
        texts.addWidget(StaffLabel(about, look, 18, 500, colours.INK2))
        whole.addLayout(texts, 1)
        whole.addWidget(StaffChip(look, _state(look, say, row), _TONES.get(row.state, Tone.QUIET)))
        self.main = self._main(look, say, number)
        if self.main is not None:
            self.main.clicked.connect(press)
            whole.addWidget(self.main)
        self.again = StaffButton(look, say.again_declare, small=True)
        self.again.clicked.connect(declare)
        whole.addWidget(self.again)
        self.again.setVisible(row.act is not PersonAct.DECLARE)

    def _main(self, look: DeskLook, say: LookupWords, number: int) -> StaffButton | None:
        key = str(number) if number <= KEYS else ""
        match self.row.act:
            case PersonAct.CHECK_IN:
                return StaffButton(look, say.check_in, key=key, icon="log-in", kind=Kind.IN)
            case PersonAct.CHECK_OUT:
                return StaffButton(look, say.check_out, key=key, icon="log-out", kind=Kind.OUT)
            case PersonAct.DECLARE:
                return StaffButton(look, say.declare, key=key, icon="user-plus", kind=Kind.BRAND)
            case _:
                return None


class People(QWidget):
    """The list, made anew with every change."""

    def __init__(
        self, look: DeskLook, say: LookupWords, press: Callable[[UUID], None], declare: Callable[[UUID], None]
    ) -> None:
        super().__init__()
        self.setObjectName("inside")
        self._look, self._say, self._press, self._declare = look, say, press, declare
        self.lines: list[PersonLine] = []
        self._rows: tuple[PersonRow, ...] = ()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addStretch(1)

    def show_state(self, state: Lookup) -> None:
        """Show them, with the focus left on whoever had it."""
        for line in self.lines:
            line.setEnabled(not state.recording)
        if state.rows == self._rows:
            return
        held = self.current()
        self._rows = state.rows
        for line in self.lines:
            line.hide()
            line.setParent(None)
            line.deleteLater()
        self.lines = []
        for number, row in enumerate(state.rows, 1):
            line = PersonLine(
                self._look, self._say, row, number, partial(self._press, row.person), partial(self._declare, row.person)
            )
            self.lines.append(line)
            self._whole.insertWidget(number - 1, line)
            line.show()  # now, so that it can have the focus
            for button in (line.main, line.again):
                if button is not None:
                    button.installEventFilter(self)
        if held is not None or state.rows:
            self.focus_on(held.person if held is not None else None)

    def current(self) -> PersonRow | None:
        """Whoever has the focus."""
        focus: QWidget | None = self.window().focusWidget()
        held = next((one for one in self.lines if focus is not None and one.isAncestorOf(focus)), None)
        return held.row if held is not None else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Up and Down go from person to person, where a button would take them for Tab."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            held = self.current()
            self.focus_on(held.person if held else None, steps[Qt.Key(event.key())] if held else 0)
            return True
        return False

    def focus_on(self, person: object, by: int = 0) -> None:
        """Give the focus to somebody's button, or to the one ``by`` lines from it; the first for nobody."""
        at = next((index for index, one in enumerate(self.lines) if one.row.person == person), 0)
        if self.lines:
            line = self.lines[max(0, min(len(self.lines) - 1, at + by))]
            (line.main or line.again).setFocus(Qt.FocusReason.TabFocusReason)


def _state(look: DeskLook, say: LookupWords, row: PersonRow) -> str:
    """How somebody stands, with the time of day, and the day where it may be another."""
    if row.at is None:
        return say.states[row.state].format(time="").strip()
    time = clock(row.at)
    return say.states[row.state].format(
        time=f"{time}, {short_day(row.at, look.language)}" if row.state in _DATED else time
    )
