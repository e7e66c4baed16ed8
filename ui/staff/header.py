"""The header of the desk: which page this is, how the network stands, what waits, and the time."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from kiosk.screens import Status
from ui.staff.desk_look import DeskLook
from ui.staff.kit.chip import TONES, StaffChip, Tone
from ui.staff.kit.text import StaffLabel
from ui.staff.nav import narrow
from ui.theme import colours
from ui.words.desk_shell_words import shell_words
from ui.words.moments import clock, number

TOAST_SECONDS: Final = 6


class Header(QFrame):
    """``refused`` is called when the number of refused records is pressed; None where that leads nowhere."""

    def __init__(self, look: DeskLook, refused: Callable[[], None] | None) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setStyleSheet(
            f"QFrame#header {{ background: {colours.CARD.name()}; border: none; "
            f"border-bottom: {max(1, look.px(2))}px solid {colours.LINE.name()}; }}"
        )
        self._look, self._say = look, shell_words(look.language).header
        px = look.px
        self.setFixedHeight(max(px(80), round(look.text(30) * 1.9)))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(28), 0, px(28), px(2))
        row.setSpacing(px(14))
        self.title = StaffLabel("", look, 30, 800)
        self.subtitle = ShyLabel("", look, 20, 500, colours.INK2)
        self.said = StaffLabel("", look, 19, 600, wrap=True)
        self.said.hide()
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        row.addWidget(self.said, 1)
        self.ending = StaffChip(look, "", Tone.WARN)
        self.ending.hide()
        self.network = StaffChip(look, "", Tone.OK)
        self.waiting = StaffChip(look, "", Tone.QUIET)
        self.refused = RefusedChip(look)
        self.refused.setEnabled(refused is not None)
        self.refused.clicked.connect(lambda: refused() if refused else None)
        self.time = StaffLabel("", look, 32, 700, figures=True)
        for label, size in ((self.title, 30), (self.time, 32)):
            # Capitals in the middle of the header; there is room for their marks above it.
            label.setContentsMargins(0, look.text(size) // 5, 0, look.text(size) // 5)
        for each in (self.ending, self.network, self.waiting, self.refused, self.time):
            row.addWidget(each)
        self._toast = QTimer(self, singleShot=True, interval=TOAST_SECONDS * 1000)
        self._toast.timeout.connect(self._toast_over)
        self.status(Status())

    def show_page(self, title: str, short: str, subtitle: str) -> None:
        """Name the page that stands; ``short`` is for narrow windows."""
        self.title.setText(short if narrow(self._look) else title)
        self.subtitle.setText(subtitle)

    def status(self, status: Status) -> None:
        """Show how the network stands and what waits."""
        say, look = self._say, self._look
        icon = "cloud-check" if status.online else "kiosk-offline"
        network = say.online if status.online else say.barred if status.barred else say.offline
        tone = Tone.OK if status.online else Tone.STOP if status.barred else Tone.WARN
        self.network.say("" if narrow(look) else network, tone, icon)
        self.network.setAccessibleName(network)
        self.network.setToolTip(network)
        waiting, refused = status.waiting_to_send, status.refused
        self.waiting.say(say.waiting.format(n=number(waiting, look.language)), Tone.QUIET, "clock-3")
        self.waiting.setVisible(waiting > 0)
        self.refused.say(say.refused.format(n=number(refused, look.language)))
        self.refused.setAccessibleName(say.refused_name.format(n=refused))
        self.refused.setVisible(refused > 0)

    def ends_in(self, seconds: int | None) -> None:
        """Say that the desk locks soon, or that it does not."""
        self.ending.setVisible(seconds is not None)
        if seconds is not None:
            self.ending.say(self._say.ending.format(n=seconds), Tone.WARN, "lock-keyhole")

    def toast(self, text: str, tone: Tone) -> None:
        """Say a sentence in place of the subtitle, for six seconds."""
        self.said.setText(text)
        self.said.set_colour(TONES[tone][1])
        self.said.setAccessibleName(text)
        self.said.show()
        self.subtitle.hide()
        self._toast.start()

    def tick(self, now: datetime) -> None:
        """Show the time."""
        self.time.setText(clock(now))

    def _toast_over(self) -> None:
        self.said.setText("")
        self.said.hide()
        self.subtitle.show()


class ShyLabel(StaffLabel):
    """A line that is not there where it would be cut."""

    def minimumSizeHint(self) -> QSize:
        """It gives way to everything."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it or nothing."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class RefusedChip(QPushButton):
    """A chip that is pressed."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._chip = StaffChip(look, "", Tone.STOP)
        self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFlat(True)
        self.setStyleSheet("border: none; background: transparent;")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._chip)

    def say(self, text: str) -> None:
        """Say how many."""
        self._chip.say(text, Tone.STOP, "circle-alert")
        self.updateGeometry()

    def text_shown(self) -> str:
        """What it says."""
        return self._chip.text()

    def sizeHint(self) -> QSize:
        """The size of its chip."""
        return self._chip.sizeHint()
