"""The panel beside the list: one person in full, opened on purpose, and what can be done for them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.acts import MainAct
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.staff.list.facts import Person
from ui.theme import colours
from ui.words.desk_list_shape import ListWords

WIDE: Final = 336
LONG_WORD: Final = 12
LONG_LINE: Final = 22
LONG_NAME: Final = 17
LONG_NAME_PX: Final = 23
"""A name that would stand on two lines is smaller: what is below it is to stay in sight."""
_KINDS: Final = {
    MainAct.CHECK_OUT: Kind.OUT,
    MainAct.CHECK_IN: Kind.IN,
    MainAct.DECLARE: Kind.BRAND,
    MainAct.HANDLE: Kind.STOP,
}
_ICONS: Final = {
    MainAct.CHECK_OUT: "log-out",
    MainAct.CHECK_IN: "log-in",
    MainAct.DECLARE: "user-plus",
    MainAct.HANDLE: "circle-alert",
}


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Somebody, where they stand in the list, and what can be done: the main act, checking them out beside another
    main act, and (``stay``) what is done to stays alone.
    """

    person: Person
    place: str
    main: MainAct
    out: bool
    stay: bool

    def __repr__(self) -> str:
        return "Shown()"


class PersonPanel(Panel):
    """``acts`` are told: *main*, *out* (check out beside another main act), *print*, *correct*, *annul*, *close*."""

    def __init__(self, look: DeskLook, say: ListWords, acts: Callable[[str], None]) -> None:
        super().__init__(look)
        self._look, self._say = look, say
        self._shown: Shown | None = None
        self.setFixedWidth(look.px(WIDE))
        self._chip = StaffChip(look, say.person.choose, Tone.QUIET)
        self._place = StaffLabel("", look, 18, 500, colours.INK2, figures=True)
        self.head.addWidget(self._chip)
        self.head.addStretch(1)
        self.head.addWidget(self._place)
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, look.px(4), 0)
        self._lines.setSpacing(look.px(2))
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll, 1)
        self._logged = StaffBanner(look, say.person.logged, Tone.WARN)
        self.body.addWidget(self._logged)
        self._buttons(acts)
        self.nobody()

    def _buttons(self, acts: Callable[[str], None]) -> None:
        look, say = self._look, self._say.person
        self.main = StaffButton(look, say.check_out, key="Enter", icon="log-out", kind=Kind.OUT)
        self.out = StaffButton(look, say.check_out, key="R", icon="log-out", kind=Kind.PLAIN)
        self.print = StaffButton(look, say.print, key="P", small=True)
        self.correct = StaffButton(look, say.correct, key="E", small=True)
        self.annul = StaffButton(look, say.annul, key="Del", small=True)
        self.main.clicked.connect(partial(_tell, acts, "main"))
        self.out.clicked.connect(partial(_tell, acts, "out"))
        self.print.clicked.connect(partial(_tell, acts, "print"))
        self.correct.clicked.connect(partial(_tell, acts, "correct"))
        self.annul.clicked.connect(partial(_tell, acts, "annul"))
        self.body.addWidget(self.main)
        self.body.addWidget(self.out)
        for buttons in ((self.print, self.correct), (self.annul,)):
            row = QHBoxLayout()
            row.setSpacing(look.px(8))
            for button in buttons:
                row.addWidget(button, 1)
            self.body.addLayout(row)

    def nobody(self) -> None:
        """Nobody is open: nothing of anybody is left in here."""
        say = self._say.person
        self._empty()
        self._chip.say(say.choose, Tone.QUIET)
        self._place.setText("")
        self._add(StaffLabel(say.choose_line, self._look, 19, 500, colours.INK2, wrap=True))
        self._lines.addStretch(1)
        self._show_buttons(main=MainAct.NOTHING, out=False, stay=False)
        self._logged.hide()

    def waiting(self, words: str) -> None:
        """Somebody is being opened, or is no longer there."""
        self._empty()
        self._chip.say(words, Tone.QUIET)
        self._lines.addStretch(1)
        self._show_buttons(main=MainAct.NOTHING, out=False, stay=False)
        self._logged.hide()

    def show_person(self, shown: Shown) -> None:
        """Show somebody."""
        if shown == self._shown:
            return
        say, person = self._say.person, shown.person
        self._empty()
        self._shown = shown
        self._chip.say(say.title, Tone.NOTE)
        self._place.setText(shown.place)
        self._add(
            StaffLabel(person.name, self._look, LONG_NAME_PX if len(person.name) > LONG_NAME else 28, 700, wrap=True)
        )
        self._add(StaffLabel(person.line, self._look, 19, 500, colours.INK2, wrap=True))
        self._lines.addSpacing(self._look.px(6))
        for label, text in person.facts:
            self._fact(label, text)
        self._lines.addStretch(1)
        self._logged.say(say.unverified if person.read_only else say.logged, Tone.WARN)
        self._logged.show()
        self._show_buttons(main=shown.main, out=shown.out, stay=shown.stay)

    def _show_buttons(self, *, main: MainAct, out: bool, stay: bool) -> None:
        self.main.setVisible(main is not MainAct.NOTHING)
        if main is not MainAct.NOTHING:
            self.main.set_text(self._say.table.acts[main])
            self.main.set_kind(_KINDS[main])
            self.main.set_icon(_ICONS[main])
        self.out.setVisible(out)
        for button in (self.print, self.correct, self.annul):
            button.setVisible(stay)

    def _fact(self, label: str, text: str) -> None:
        look = self._look
        # What has no room beside its label stands below it: a number that cannot be broken, lines that would be.
        long = len(max(text.split(), key=len)) > LONG_WORD or len(max(text.split("\n"), key=len)) > LONG_LINE
        long = long and not look.scale.portrait
        row: QBoxLayout = QVBoxLayout() if long else QHBoxLayout()
        row.setSpacing(0 if long else look.px(12))
        named = StaffLabel(label, look, 18, 500, colours.INK2)
        value = StaffLabel(text, look, 18, 600, wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setAccessibleName(f"{label}: {text}")
        row.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(value, 1)
        holder = QFrame()
        holder.setObjectName("fact")
        holder.setStyleSheet(f"QFrame#fact {{ border: none; border-top: {max(1, look.px(1))}px solid #DDE6EA; }}")
        holder.setLayout(row)
        row.setContentsMargins(0, look.px(2), 0, look.px(5))
        self._add(holder)

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)

    def _empty(self) -> None:
        """Take the words away before the widgets go: until Qt deletes them they still hold them."""
        self._shown = None
        for label in self._inside.findChildren(StaffLabel):
            label.setText("")
            label.setAccessibleName("")
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _tell(acts: Callable[[str], None], what: str, _checked: bool = False) -> None:
    acts(what)
