"""A sentence across the page: what is amiss, and what helps."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import StaffButton
from ui.staff.kit.chip import ICONS, TONES, Tone
from ui.staff.kit.icons import pixmap
from ui.staff.kit.text import StaffLabel


class StaffBanner(QFrame):
    """An icon, a sentence, and the buttons that help, on a tinted ground."""

    def __init__(self, look: DeskLook, text: str, tone: Tone, buttons: Sequence[StaffButton] = ()) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._look = look
        px = look.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(12), px(8))
        row.setSpacing(px(12))
        self._icon = QLabel()
        self._text = StaffLabel("", look, 19, 600, wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for button in buttons:
            row.addWidget(button)
        self.say(text, tone)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, tone: Tone) -> None:
        """Say something else."""
        ground, ink = TONES[tone]
        self.setStyleSheet(
            f"QFrame#banner {{ background: {ground.name()}; border: none; border-radius: {self._look.px(14)}px; }}"
        )
        self._icon.setPixmap(pixmap(self._look, ICONS[tone], 26, ink))
        self._text.setText(text)
        self._text.set_colour(ink)
        self.setAccessibleName(text)
