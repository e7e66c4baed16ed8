"""What every step of the wizard is to the window around it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_state import SetUpState
from kiosk.scans import Picture
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import StaffButton
from ui.staff.kit.field import Field
from ui.words.pair import Pair
from ui.words.setup_shape import SetupWords
from ui.words.setup_words import setup_words


class StepPage(QWidget):
    """One step. Its fields stand in ``body`` from the top; ``fields`` are told what is wrong with them."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__()
        self.setObjectName("inside")
        self.look, self.wizard = look, wizard
        self.fields: dict[str, Field] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.px(6), 0, look.px(12), look.px(12))
        self.body.setSpacing(look.px(10))

    @property
    def say(self) -> SetupWords:
        """The words of the wizard."""
        return setup_words(self.look.language)

    def head(self) -> Pair:
        """What stands above it."""
        raise NotImplementedError

    def show_state(self, state: SetUpState) -> None:
        """Show where setting up stands."""
        for name, field in self.fields.items():
            problem = state.problem(name)
            said = self.say.problems[problem] if problem else ""
            if field.problem() != said:
                field.say(said)

    def show_picture(self, picture: Picture) -> None:
        """Show a camera frame, where there is a place for it."""

    def tick(self) -> None:
        """A second has passed."""

    def first(self) -> QWidget | None:
        """What has the focus when the step comes up."""
        return next((field for field in self.fields.values() if field.isVisibleTo(self)), None)

    def wrong(self) -> QWidget | None:
        """The first field with which something is wrong."""
        return next((field for field in self.fields.values() if field.problem() and field.isVisibleTo(self)), None)

    def row(self, *cells: tuple[QWidget, int]) -> QWidget:
        """Put widgets beside each other, each with its share of the width."""
        line = beside(self.look, cells)
        self.body.addWidget(line)
        return line


def beside(look: DeskLook, cells: Sequence[tuple[QWidget, int]]) -> QWidget:
    """Widgets beside each other, each with its share of the width; with 0 as wide as it likes to be."""
    line = QWidget()
    if all(isinstance(widget, Field | StaffButton) for widget, _ in cells):
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look.px(20))
    for widget, share in cells:
        tall = isinstance(widget, Field | StaffButton)
        alignment = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag(0)
        layout.addWidget(widget, share, alignment)
    return line
