"""One thing on the page of devices: its state in a word, its facts, and what can be tried."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.desk.devices import Health
from ui.staff.desk_look import DeskLook
from ui.staff.figures.lines import Lines
from ui.staff.kit.button import StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.icons import pixmap
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours

LOOKS: Final = {
    Health.GOOD: (Tone.OK, "circle-check"),
    Health.WARN: (Tone.WARN, "triangle-alert"),
    Health.BROKEN: (Tone.STOP, "circle-x"),
    Health.UNUSED: (Tone.QUIET, ""),
}
"""Grey is not a fault."""
BOX: Final = 44


class _Sign(QWidget):
    """An icon on a tinted box."""

    def __init__(self, look: DeskLook, icon: str) -> None:
        super().__init__()
        self._look, self._icon = look, icon
        self.setFixedSize(QSize(look.px(BOX), look.px(BOX)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.BRAND_TINT)
        radius = self._look.px(12)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        picture = pixmap(self._look, self._icon, 26, colours.BRAND)
        side = picture.deviceIndependentSize().width()
        painter.drawPixmap(round((self.width() - side) / 2), round((self.height() - side) / 2), picture)


class DeviceCard(Panel):
    """The card. ``above`` is what stands over its facts, such as the live picture."""

    def __init__(
        self, look: DeskLook, title: str, icon: str, buttons: Sequence[StaffButton] = (), above: QWidget | None = None
    ) -> None:
        super().__init__(look)
        self._look, self._name = look, title
        self._chip = StaffChip(look, "", Tone.QUIET)
        self.head.addWidget(_Sign(look, icon))
        self.head.addWidget(StaffLabel(title, look, 22, 700))
        self.head.addStretch(1)
        self.head.addWidget(self._chip)
        self._lines = Lines(look)
        self._said = StaffLabel("", look, 18, 600, colours.INK2, wrap=True)
        self._said.hide()
        if above is not None:
            self.body.addWidget(above)
        self.body.addWidget(self._lines)
        self.body.addWidget(self._said)
        self.body.addStretch(1)
        for button in buttons:
            self.body.addWidget(button)

    def show_state(self, health: Health, word: str, facts: list[tuple[str, str]], none: str = "") -> None:
        """Show how the thing stands; ``none`` says that there is none."""
        tone, icon = LOOKS[health]
        self._chip.say(word, tone, icon)
        self._lines.show_lines(facts, none)
        edge = colours.STOP if health is Health.BROKEN else colours.LINE
        rule = f"QFrame#panel {{ border-color: {edge.name()}; }}"
        if self.styleSheet() != rule:
            self.setStyleSheet(rule)
        self.setAccessibleName(f"{self._name}: {word}")

    def say(self, text: str, tone: Tone = Tone.NOTE) -> None:
        """Say what a trial came to; "" for nothing."""
        self._said.setText(text)
        self._said.set_colour({Tone.OK: colours.IN, Tone.STOP: colours.STOP}.get(tone, colours.INK2))
        self._said.setVisible(bool(text))
