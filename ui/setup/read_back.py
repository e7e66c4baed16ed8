"""Name, phone and address, read back before they are registered: they are printed and hung at the door."""

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_state import Registration
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.setup_words import setup_words


class ReadBack(StaffDialog):
    """Esc goes back to the form, Enter does nothing by itself: somebody has to choose."""

    def __init__(self, look: DeskLook, wizard: SettingUp, parent: QWidget) -> None:
        words = setup_words(look.language).read_back
        super().__init__(look, words.title, parent, wide=860)
        draft = wizard.state.draft
        self.later = wizard.state.registration is Registration.LATER
        if self.later:
            self.body.addWidget(StaffBanner(look, words.later, Tone.WARN))
        self.body.addWidget(StaffLabel(words.line, look, 20, 500, colours.INK2))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(24))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(
            (
                (words.name, draft.name.strip()),
                (words.gate, draft.gate.strip()),
                (words.phone, form.phone_shown(draft)),
                (words.address, form.address(draft, wizard.ports.places)),
            )
        ):
            grid.addWidget(StaffLabel(label, look, 20, 600, colours.INK2), row, 0)
            grid.addWidget(StaffLabel(value, look, 26, 700, wrap=True), row, 1)
        self.body.addLayout(grid)
        self.wrong = self.add_action(words.wrong, key="Esc")
        self.right = self.add_action(words.right_later if self.later else words.right, kind=Kind.BRAND)
        self.wrong.clicked.connect(self.close_now)
        self.right.clicked.connect(wizard.registering.confirm)
