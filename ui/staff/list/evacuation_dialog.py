"""The evacuation list: how many are inside, how old that is, on paper or as a file. It asks no network."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from kiosk.desk.rows import Evacuation
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.screens import Language
from kiosk.staff import Right
from ui.printing.evacuation import EvacuationPlace, evacuation_pdf, print_evacuation
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.staff.list.saving import free, save
from ui.theme import colours
from ui.words.desk_list_shape import ListWords
from ui.words.moments import HERE, clock, number, short_day


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """What stands on the paper, in which language, and where files go."""

    place: EvacuationPlace
    language: Language
    folder: Path


class EvacuationDialog(StaffDialog):
    """Enter prints, F8 saves a PDF."""

    def __init__(self, look: DeskLook, say: ListWords, tools: DeskTools, paper: PaperPlace) -> None:
        super().__init__(look, say.evacuation.title)
        self._say, self._tools, self._paper = say.evacuation, tools, paper
        self._evacuation: Evacuation | None = None
        self._inside = StaffLabel("", look, 30, 700)
        self._age = StaffLabel("", look, 20, 500, colours.INK2, wrap=True)
        self._banner = StaffBanner(look, "", Tone.NOTE)
        self._banner.hide()
        for widget in (self._inside, self._age, self._banner):
            self.body.addWidget(widget)
        self.add_action(say.dialog.close, key="Esc").clicked.connect(self.close_now)
        self.save = self.add_action(self._say.save, key="F8", kind=Kind.OUTLINE)
        self.print = self.add_action(self._say.print, key="Enter", kind=Kind.BRAND, enter=True)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self._usable(on=False)

    def begin(self) -> None:
        """Ask who is inside; that it was asked is in the audit log."""
        staff = self._tools.signed_in()
        if staff is None or not staff.may(Right.EVACUATE):
            return
        people, now = self._tools.people, self._tools.clock.now()
        self._tools.lanes.store.run(lambda: people.evacuation(staff.id, now), self._show, self._unread)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 saves."""
        if event.key() == Qt.Key.Key_F8 and self.save.isEnabled() and not event.isAutoRepeat():
            self.save.click()
        else:
            super().keyPressEvent(event)

    def close_now(self) -> None:
        """Be gone, with the names."""
        self._evacuation = None
        super().close_now()

    def _show(self, evacuation: Evacuation) -> None:
        if not isValid(self) or self.isHidden():  # type: ignore[no-untyped-call]
            return
        self._evacuation = evacuation
        language = self._paper.language
        self._inside.setText(self._say.inside.format(n=number(len(evacuation.people), language)))
        age = self._say.age_none
        if evacuation.newest is not None:
            newest = evacuation.newest
            minutes = max(0, int((evacuation.at - newest).total_seconds() // 60))
            age = self._say.age.format(time=clock(newest), day=short_day(newest, language))
            age += f" ({self._say.age_minutes.format(n=number(minutes, language))})"
        self._age.setText(age)
        self._usable(on=True)
        self.print.setFocus()

    def _unread(self, _fault: KioskError) -> None:
        self._done(self._say.unread, Tone.STOP)

    def _print(self) -> None:
        evacuation, paper = self._evacuation, self._paper
        if evacuation is None:
            return
        self._usable(on=False)
        self._banner.say(self._say.printing, Tone.NOTE)
        self._banner.show()
        self._tools.note("evacuation list printed")
        self._tools.lanes.paper.run(
            lambda: print_evacuation(evacuation, paper.place, paper.language),
            lambda _: self._done(self._say.printed, Tone.OK),
            lambda _: self._done(self._say.no_printer, Tone.WARN),
        )

    def _save(self) -> None:
        evacuation, paper = self._evacuation, self._paper
        if evacuation is None:
            return
        self._usable(on=False)
        self._tools.note("evacuation list saved")
        at = evacuation.at.astimezone(HERE)
        wanted = paper.folder / f"so-tan-{at:%Y-%m-%d-%H%M}.pdf"

        def write() -> Path:
            path = free(wanted)
            save(path, evacuation_pdf(evacuation, paper.place, paper.language))
            return path

        self._tools.lanes.paper.run(
            write,
            lambda path: self._done(self._say.saved.format(path=path), Tone.OK),
            lambda _: self._done(self._say.not_saved.format(path=paper.folder), Tone.STOP),
        )

    def _done(self, text: str, tone: Tone) -> None:
        if isValid(self):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
            self._usable(on=self._evacuation is not None)
            if self.print.isEnabled():
                self.print.setFocus()  # Enter is what it says
            self._banner.say(text, tone)
            self._banner.show()

    def _usable(self, *, on: bool) -> None:
        self.print.setEnabled(on)
        self.save.setEnabled(on)
