"""Buttons of the desk, each with its key drawn on it."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.style import font
from ui.theme import colours


class Kind(Enum):
    """What a button is for. ``IN`` and ``OUT`` are filled, but outlined where the button is small."""

    PLAIN = "plain"
    BRAND = "brand"
    OUTLINE = "outline"
    IN = "in"
    OUT = "out"
    STOP = "stop"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class _Face:
    fill: QColor
    pressed: QColor
    edge: QColor
    ink: QColor


_FACES: Final[dict[Kind, _Face]] = {
    Kind.PLAIN: _Face(colours.CARD, colours.SUNKEN, colours.LINE_STRONG, colours.INK),
    Kind.BRAND: _Face(colours.BRAND, colours.BRAND_DARK, colours.BRAND, colours.WHITE),
    Kind.OUTLINE: _Face(colours.CARD, colours.BRAND_TINT, colours.BRAND, colours.BRAND),
    Kind.IN: _Face(colours.IN, colours.IN_DARK, colours.IN, colours.WHITE),
    Kind.OUT: _Face(colours.OUT, colours.OUT_DARK, colours.OUT, colours.WHITE),
    Kind.STOP: _Face(colours.CARD, colours.STOP_TINT, colours.STOP, colours.STOP),
    Kind.QUIET: _Face(QColor(0, 0, 0, 0), colours.BRAND_TINT, QColor(0, 0, 0, 0), colours.BRAND),
}
_SMALL: Final[dict[Kind, _Face]] = {
    Kind.IN: _Face(colours.CARD, colours.IN_TINT, colours.IN, colours.IN),
    Kind.OUT: _Face(colours.CARD, colours.OUT_TINT, colours.OUT, colours.OUT),
}
_OFF: Final = _Face(colours.SUNKEN, colours.SUNKEN, colours.SUNKEN, colours.INK3)


class StaffButton(QPushButton):
    """A button 52 high, or 40. ``key`` is what its cap says; whoever owns the button makes the key work.

    Enter presses it as Space does. ``radius`` is for the ring of the focus.
    """

    def __init__(
        self,
        look: DeskLook,
        text: str,
        *,
        key: str = "",
        icon: str = "",
        kind: Kind = Kind.PLAIN,
        small: bool = False,
    ) -> None:
        super().__init__(text)
        self._look, self._key, self._icon, self._kind, self._small = look, key, icon, kind, small
        self.radius = look.px(11 if small else 14)
        self.setProperty("radius", self.radius)
        self.setFont(font(look, 18 if small else 20, 700))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Be for something else."""
        self._kind = kind
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon, "" for none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and cap, with room beside them."""
        px = self._look.px
        tall = max(px(40 if self._small else 52), round(self.font().pixelSize() * 1.6))
        beside = px(14 if self._small else 20) if self.text() else px(13)
        return QSize(self._inside() + 2 * beside, tall)

    def minimumSizeHint(self) -> QSize:
        """Less room beside the words, but never less than the words."""
        return QSize(self._inside() + 2 * self._look.px(8), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the face and what stands on it, in the middle."""
        look = self._look
        on = self.isEnabled()
        face = (_SMALL.get(self._kind) if self._small else None) or _FACES[self._kind]
        face = face if on else _OFF
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = max(1, look.px(2))
        painter.setPen(QPen(face.edge, stroke) if face.edge.alpha() else Qt.PenStyle.NoPen)
        painter.setBrush(face.pressed if self.isDown() or (on and self.underMouse()) else face.fill)
        half = stroke / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), self.radius, self.radius)
        left = (self.width() - self._inside()) // 2
        if self._icon:
            size = look.text(22 if self._small else 24)
            painter.drawPixmap(
                left, (self.height() - size) // 2, pixmap(look, self._icon, 22 if self._small else 24, face.ink)
            )
            left += size + (look.px(10) if self.text() else 0)
        painter.setPen(face.ink)
        painter.setFont(self.font())
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        _write(painter, QRect(left, 0, wide + 2, self.height()), self.text())
        if self._key:
            draw_cap(painter, look, left + wide + look.px(10), self.height() / 2, self._key, face.ink)
        painter.end()

    def _inside(self) -> int:
        look = self._look
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        if self._icon:
            wide += look.text(22 if self._small else 24) + (look.px(10) if self.text() else 0)
        if self._key:
            wide += look.px(10) + cap_width(look, self._key)
        return wide


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


def _write(painter: QPainter, place: QRect, text: str) -> None:
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, int(flags) | int(Qt.TextFlag.TextDontClip) | int(Qt.TextFlag.TextHideMnemonic), text)


def cap_width(look: DeskLook, key: str) -> int:
    """How wide the cap of a key is."""
    return QFontMetrics(font(look, 15, 600)).horizontalAdvance(key) + 2 * look.px(7)


def draw_cap(painter: QPainter, look: DeskLook, left: float, middle: float, key: str, ink: QColor) -> None:
    """Draw the cap of a key, its left edge at ``left`` and its middle at the height ``middle``."""
    wide, tall = cap_width(look, key), round(look.text(15) * 1.6)
    box = QRectF(left, middle - tall / 2, wide, tall)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, max(1.0, look.scale.unit * 1.5)))
    painter.drawRoundedRect(box, look.px(7), look.px(7))
    painter.setFont(font(look, 15, 600))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), key)
