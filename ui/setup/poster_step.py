"""The fifth step: the poster is printed, saved, or shown on this screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkpoint.poster_text import Poster
from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_state import SetUpState
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.errors import KioskError
from ui.printing.poster import Size
from ui.setup.preview import PosterPreview, PosterScreen
from ui.setup.said import Said
from ui.setup.step import StepPage
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.field import Segments
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.pair import Pair


class Posters(Protocol):
    """Where posters go. Both block and raise a KioskError with a sentence."""

    def save(self, poster: Poster, size: Size) -> Path:
        """Write the PDF; where it lies."""

    def print_out(self, poster: Poster, size: Size) -> None:
        """Hand it to a printer for sheets of paper."""


class PosterStep(StepPage):
    """The poster large, and what can be done with it."""

    def __init__(self, look: DeskLook, wizard: SettingUp, posters: Posters) -> None:
        super().__init__(look, wizard)
        self._posters = posters
        words = self.say.poster
        self.paper = Segments(
            look, tuple((size.name, size.name) for size in (Size.A4, Size.A3, Size.A5)), label=words.size
        )
        self.paper.choose(Size.A4.name)
        self.print = StaffButton(look, words.print, icon="printer", kind=Kind.OUTLINE)
        self.save = StaffButton(look, words.save, icon="download", kind=Kind.OUTLINE)
        self.show_code = StaffButton(look, words.show, icon="qr-code", kind=Kind.OUTLINE)
        self.told = Said(look)
        self.told.hide()
        self._said = Said(look)
        self._preview = PosterPreview(look)
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(14))
        for widget in (
            self.told,
            self._said,
            self.paper,
            StaffLabel(words.a5, look, 18, 500, colours.INK2, wrap=True),
            self.print,
            self.save,
            self.show_code,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        wide = look.px(400 if look.scale.portrait else 500)
        self._preview.setFixedSize(wide, self._preview.heightForWidth(wide))
        around.addWidget(self._preview)
        around.addStretch(1)
        self.row((controls, 1), (holder, 0))
        self.body.addStretch(1)
        self.fields = {"size": self.paper}
        self.paper.chosen.connect(self._show_poster)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.show_code.clicked.connect(self._show_code)

    def head(self) -> Pair:
        """What stands above it."""
        return self.say.poster.head

    def show_state(self, state: SetUpState) -> None:
        """Show the poster, or why there is none yet."""
        super().show_state(state)
        self._show_poster()
        there = bool(self.wizard.poster().link)
        for button in (self.print, self.save, self.show_code):
            button.setEnabled(there)
        words = self.say.poster
        if not there:
            self.told.say(words.pending if state.draft.pending else words.none, Tone.WARN)
        self._said.show_state(state)

    def _paper_size(self) -> Size:
        return Size[self.paper.value() or Size.A4.name]

    def _show_poster(self) -> None:
        self._preview.show_poster(self.wizard.poster(), self._paper_size())

    def _print(self) -> None:
        poster, size = self.wizard.poster(), self._paper_size()
        self._out(lambda: self._posters.print_out(poster, size), lambda _: self.say.poster.printed, Trouble.PRINTER)

    def _save(self) -> None:
        poster, size = self.wizard.poster(), self._paper_size()
        saved = self.say.poster.saved
        self._out(lambda: self._posters.save(poster, size), lambda path: saved.format(path=path), Trouble.POSTER_FILE)

    def _out(self, work: Callable[[], object], told: Callable[[object], str], trouble: Trouble) -> None:
        """Do it off the UI thread, and say what became of it."""

        def not_done(fault: KioskError) -> None:
            self.told.say(self.say.frame.troubles[trouble], Tone.WARN, str(fault))

        self.wizard.ports.paper.run(work, lambda made: self.told.say(told(made), Tone.OK), not_done)

    def _show_code(self) -> None:
        PosterScreen(self.wizard.poster(), self.look.language, self.window())
