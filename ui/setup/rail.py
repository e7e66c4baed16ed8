"""The five steps on the left: which is done, which stands, which comes."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.checkpoint.setting_up_draft import Step
from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.style import font
from ui.theme import colours
from ui.words.setup_words import setup_words

WIDE: Final = 420
NARROW: Final = 116
"""In portrait there is room for the numbers alone."""


class Rail(QWidget):
    """Painted; nothing in it is pressed. Its accessible name says where the wizard stands."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._look = look
        self._step = Step.LANGUAGE
        self._done = frozenset[int]()
        self._narrow = look.scale.portrait
        self.setFixedWidth(look.px(NARROW if self._narrow else WIDE))

    def show_step(self, step: Step, done: frozenset[int]) -> None:
        """Stand at another step."""
        self._step, self._done = step, done
        say = setup_words(self._look.language).frame
        self.setAccessibleName(f"{say.step_of.format(n=int(step))}: {say.steps[step - 1]}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, mark and steps."""
        look, px = self._look, self._look.px
        say = setup_words(look.language).frame
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.BRAND_DARK)
        painter.drawPixmap(px(34), px(48), pixmap(look, "scan-line", 46, colours.WHITE))
        if not self._narrow:
            self._text(painter, QRectF(px(110), px(44), self.width() - px(130), px(56)), say.title, 24, 700)
        for number, name in enumerate(say.steps, 1):
            self._one(painter, number, name, px(148) + (number - 1) * px(80))
        if not self._narrow:
            place = QRectF(px(28), self.height() - px(250), self.width() - px(56), px(226))
            painter.setPen(colours.FOOTER2)
            painter.setFont(font(look, 19))
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignBottom)
            painter.drawText(place, flags, f"{say.keyboard}\n\n{say.resumes}")
        painter.end()

    def _one(self, painter: QPainter, number: int, name: str, top: int) -> None:
        px = self._look.px
        here, done = number == self._step, number in self._done and number != self._step
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.WHITE)
            left = px(12 if self._narrow else 28)
            painter.drawRoundedRect(QRectF(left, top, self.width() - 2 * left, px(72)), px(14), px(14))
        disc = QRectF(px(37 if self._narrow else 42), top + px(15), px(42), px(42))
        painter.setPen(QPen(colours.FOOTER2, max(1, px(2))) if not (here or done) else Qt.PenStyle.NoPen)
        fill = colours.BRAND if here else colours.FOUND if done else colours.BRAND_DARK
        painter.setBrush(fill)
        painter.drawEllipse(disc)
        if done:
            size = self._look.text(26)
            at = disc.center()
            painter.drawPixmap(
                round(at.x() - size / 2),
                round(at.y() - size / 2),
                pixmap(self._look, "check", 26, colours.BRAND_DARK, 3),
            )
        else:
            painter.setPen(colours.WHITE)
            painter.setFont(font(self._look, 20, 700))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), str(number))
        if not self._narrow:
            ink = colours.INK if here else colours.WHITE
            self._text(painter, QRectF(px(102), top, self.width() - px(136), px(72)), name, 21, 600, ink.name())

    def _text(
        self, painter: QPainter, place: QRectF, text: str, size: float, weight: int, colour: str = "#FFFFFF"
    ) -> None:
        painter.setPen(colour)
        painter.setFont(font(self._look, size, weight))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
        painter.drawText(place, flags, text)
