"""The text that is being typed: large, its end always in sight, with a line below the letter a tone would change."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.typing.tones import target
from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.scale import Reach
from ui.theme.type import BOLD, Type
from ui.widgets.boxes import Cell, Pad, Row
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Pressable, filled
from ui.widgets.vessel import Vessel

TEXT: Final = Type(68, BOLD, 88)
LEAST: Final = 0.6
"""What a long text shrinks to before its beginning goes out of sight."""
BLINK_MS: Final = 530
TALL: Final = 136


class EditLine(Vessel):
    """The text itself. ``masked`` says how it is shown; ``before`` is what an input method has not finished yet."""

    def __init__(self, look: Look, masked: Callable[[str], str], *, counts: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._masked = look, masked
        self._kind = TEXT.counting() if counts else TEXT
        self.text, self.before = "", ""
        self.marking = False
        self._caret = True
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self._blinked)
        if not look.still:
            self._blink.start()

    def show_text(self, text: str, before: str = "") -> None:
        """Show this text."""
        self.text, self.before = text, before
        self._caret = True
        self.update()

    def wipe(self) -> None:
        """Hold nothing any more."""
        self.text = self.before = ""

    def _blinked(self) -> None:
        self._caret = not self._caret
        self.update()

    def wide(self) -> float:
        """The width it wants."""
        return self._look.px(600)

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._look.px(TALL - 10)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, the line below the letter in question, and the caret."""
        px, painter = self._look.px, QPainter(self)
        shown = self._masked(self.text) + self.before
        room = self.width() - px(20)
        large = self._look.px(self._kind.px)
        wide = QFontMetricsF(font(self._kind, large)).horizontalAdvance(shown)
        size = large if wide <= room else max(round(large * LEAST), int(large * room / wide))
        face = font(self._kind, size)
        metrics = QFontMetricsF(face)
        wide = metrics.horizontalAdvance(shown)
        left = min(0.0, room - wide)
        painter.setFont(face)
        painter.setPen(colours.INK)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.drawText(QRectF(left, 0, wide + px(20), self.height()), align, shown)
        middle, line = self.height() / 2, px(7)
        under = middle + 0.52 * size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.BRAND)
        at = target(self.text) if self.marking and shown == self.text else None
        if at is not None:
            begin = left + metrics.horizontalAdvance(shown[:at])
            end = left + metrics.horizontalAdvance(shown[: at + 1])
            painter.drawRect(QRectF(begin, under, end - begin, line))
        elif self.before:
            begin = left + metrics.horizontalAdvance(self._masked(self.text))
            painter.drawRect(QRectF(begin, under, left + wide - begin, px(4)))
        if self._caret:
            high = 1.16 * size
            painter.drawRoundedRect(QRectF(left + wide + px(8), middle - high / 2, px(5), high), px(2), px(2))


class ClearCross(Pressable):
    """Empties the field; the drawing is smaller than what can be touched."""

    def __init__(self, look: Look, act: Callable[[], None]) -> None:
        side = look.scale.touch(88, Reach.MINIMUM)
        super().__init__(
            Row(Cell(grow=1), Cell(Icon("circle-x", look.px(56), colours.INK3, 2), firm=True), Cell(grow=1)),
            filled(colours.CARD, colours.BRAND_TINT, look.px(20)),
            look.hand,
            act,
            look.words.declare.keyboard.clear,
            reach=Reach.MINIMUM,
            wide=side,
            tall=side,
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class EditBox(Pressable):
    """The box around the text. It has the focus of real keys; ``commit`` takes what an input method has made.

    ``commit`` is called with the text to append and how many letters before it go.
    """

    def __init__(self, look: Look, line: EditLine, commit: Callable[[str, int], None], name: str) -> None:
        px = look.px
        super().__init__(
            Row(Cell(line, grow=1), pad=Pad(px(35), 0, px(10), 0)),
            filled(colours.CARD, colours.CARD, px(21)),
            look.hand,
            lambda: None,
            name,
            tall=look.scale.touch(TALL - 10, Reach.SECONDARY),
        )
        self.line, self._commit = line, commit
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key is the screen's: Enter goes on, Esc closes, letters are typed."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing is pressed by the space bar here."""
        event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 -- Qt's name
        """What the machine's own input method has composed, or is composing."""
        self._hand.touched(key=True)
        self.line.show_text(self.line.text, event.preeditString())
        if event.commitString() or event.replacementLength():
            self.line.before = ""
            self._commit(event.commitString(), max(0, -event.replacementStart()) if event.replacementLength() else 0)
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # noqa: N802 -- Qt's name
        """What an input method asks: the caret stands at the end of the text."""
        match query:
            case Qt.InputMethodQuery.ImEnabled:
                return True
            case Qt.InputMethodQuery.ImCursorRectangle:
                return QRect(self.line.geometry().topRight(), self.line.size()).intersected(self.rect())
            case Qt.InputMethodQuery.ImSurroundingText:
                return self.line.text
            case Qt.InputMethodQuery.ImCursorPosition | Qt.InputMethodQuery.ImAnchorPosition:
                return len(self.line.text)
            case Qt.InputMethodQuery.ImHints:
                return self.inputMethodHints()
            case _:
                return super().inputMethodQuery(query)
