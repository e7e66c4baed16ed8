"""Where the centre is, whether it answers, and the way of trying the kiosk out without one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Way
from kiosk.checkpoint.setting_up_state import Reached, SetUpState
from ui.setup.language_step import seconds
from ui.setup.step import beside
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.setup_words import setup_words


class ServerRow(QWidget):
    """It stands first, and not last as drawn: the code to the phone comes from there."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__()
        self._look, self._wizard = look, wizard
        self._words = setup_words(look.language).register
        words = self._words
        self.address = TextField(look, "", placeholder="https://")
        self.address.edit.setAccessibleName(words.server)
        self.check = StaffButton(look, words.check, kind=Kind.OUTLINE)
        self.alone = StaffButton(look, words.alone)
        self.alone.setCheckable(True)
        self.chip = StaffChip(look, "", Tone.OK)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(6))
        head = StaffLabel(words.server, look, 18, 600, colours.INK2)
        whole.addWidget(beside(look, ((head, 0), (QWidget(), 1), (self.chip, 0))))
        whole.addWidget(beside(look, ((self.address, 1), (self.check, 0), (self.alone, 0))))
        self.address.changed.connect(lambda: wizard.registering.choose_server(self.address.text()))
        self.check.clicked.connect(self._check)
        self.alone.clicked.connect(lambda: wizard.registering.choose_alone(alone=self.alone.isChecked()))

    def show_state(self, state: SetUpState) -> None:
        """Show the address and what answers there."""
        draft, words = state.draft, self._words
        if self.address.text() != draft.server:
            self.address.edit.setText(draft.server)
        self.address.edit.setEnabled(not draft.alone and not draft.enrolled)
        self.check.setEnabled(not draft.alone)  # while it is asked too: the focus stays
        self.alone.setVisible(not draft.enrolled)
        self.alone.setChecked(draft.alone)
        self.alone.set_kind(Kind.BRAND if draft.alone else Kind.PLAIN)
        self.alone.set_icon("check" if draft.alone else "")
        match state.reached:
            case Reached.YES:
                skew = None if state.skew is None else seconds(state.skew, self._look.language)
                text = words.connected if skew is None else words.skewed.format(skew=skew)
                self.chip.say(text, Tone.OK, "circle-check")
            case Reached.NO:
                self.chip.say(words.offline if draft.way is Way.NEW else words.unreached, Tone.WARN, "kiosk-offline")
            case _:
                self.chip.say(words.asking, Tone.QUIET, "clock-3")
        self.chip.setVisible(state.reached is not Reached.UNKNOWN and not draft.alone)

    def _check(self) -> None:
        if self._wizard.state.reached is not Reached.ASKING:
            self._wizard.registering.reach()
