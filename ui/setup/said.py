"""What is in the way, in the language spoken; small below it what the machine says itself, for support."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up_state import SetUpState
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.chip import Tone
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.setup_words import setup_words


class Said(QWidget):
    """It is there only while there is something to say."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._words = setup_words(look.language).frame
        self.banner = StaffBanner(look, "", Tone.WARN)
        self.support = StaffLabel("", look, 16, 500, colours.INK2, wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(4))
        whole.addWidget(self.banner)
        whole.addWidget(self.support)

    def show_state(self, state: SetUpState) -> None:
        """Say what is in the way, if anything is."""
        if state.why:
            self.say(self._words.troubles[state.trouble], Tone.WARN, state.why)
        self.setVisible(bool(state.why))

    def say(self, text: str, tone: Tone, why: str = "") -> None:
        """Say this, and ``why`` for support."""
        self.banner.say(text, tone)
        self.support.setText(self._words.machine_says.format(why=why) if why else "")
        self.support.setVisible(bool(why))
        self.show()
