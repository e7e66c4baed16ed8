"""The code with which one more kiosk joins this checkpoint, large and as a QR."""

import math
from typing import Final

import segno
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from kiosk.desk.one_more_kiosk import OneMoreKiosk
from kiosk.ports import Clock
from ui.staff.desk_look import DeskLook
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_settings_words import settings_words
from ui.words.moments import minutes

QUIET: Final = 4
"""Modules of white that must stand around a code."""


def code_picture(text: str, side: int) -> QPixmap:
    """The QR of a text, at most ``side`` pixels square, in whole pixels for each module."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
    module = max(1, side // (len(rows) + 2 * QUIET))
    picture = QPixmap(*(2 * [module * (len(rows) + 2 * QUIET)]))
    picture.fill(colours.WHITE)
    painter = QPainter(picture)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect((x + QUIET) * module, (y + QUIET) * module, module, module, colours.INK)
    painter.end()
    return picture


class EnrolmentDialog(StaffDialog):
    """Shows the code while it is good, and forgets it when it is closed."""

    def __init__(self, look: DeskLook, one_more: OneMoreKiosk, clock: Clock) -> None:
        self._say = settings_words(look.language).checkpoint
        super().__init__(look, self._say.code_title, wide=640)
        self._one_more, self._clock = one_more, clock
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code = StaffLabel("", look, 44, 800, figures=True)
        self.line = StaffLabel("", look, 19, 500, colours.INK2, wrap=True)
        self.left = StaffLabel("", look, 20, 600, figures=True)
        for label in (self.code, self.line, self.left):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.picture, self.code, self.left, self.line):
            self.body.addWidget(part)
        self.add_action(self._say.close, key="Esc").clicked.connect(self.close_now)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self.show_state)
        self._seconds.start()
        one_more.changed = self.show_state
        self.closed.connect(self._end)
        self.show_state()

    def show_state(self) -> None:
        """Show the code, what is left of its time, or why there is none."""
        state, say = self._one_more.state, self._say
        left = state.seconds_left(self._clock.now())
        good = left > 0
        self.code.setText(state.code if good else "")
        self.picture.setVisible(good)
        if not good:
            self.picture.clear()
        elif self.picture.pixmap().isNull():
            self.picture.setPixmap(code_picture(state.text, self.look.px(360)))
        self.code.setVisible(good)
        if good:
            self.left.setText(say.code_until.format(time=minutes(math.ceil(left))))
            self.line.setText(say.code_line)
        else:
            self.left.setText(say.asking if state.asking else say.not_asked if state.not_asked else say.code_over)
            self.line.setText("")

    def _end(self) -> None:
        self._one_more.changed = lambda: None
        self._one_more.forget()
        self._seconds.stop()
        self.picture.clear()
        self.code.setText("")
