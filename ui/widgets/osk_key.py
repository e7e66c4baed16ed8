"""One key of the keyboard on the screen."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent

from kiosk.typing.letters import Tone
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, P2, SEMIBOLD, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.hand import NEXT_KEY
from ui.widgets.keypad import STEPS
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, rounded
from ui.widgets.pressable import Face, Pressable
from ui.widgets.tone_sign import ToneSign

LETTER: Final = Type(42, SEMIBOLD, 54)
ACCENT: Final = Type(42, BOLD, 54)
WORD: Final = P2.weighing(SEMIBOLD)
SMALL: Final = Type(25, SEMIBOLD, 32)
DONE: Final = Type(36, BOLD, 48)
FUNCTION: Final = QColor("#E9F0F2")
EDGE: Final = QColor("#A9B9C1")
DEPTH: Final = 4
TALL: Final = 98


class Work(Enum):
    """What a key does that types nothing."""

    ERASE = auto()
    CLEAR = auto()
    SHIFT = auto()
    FIGURES = auto()
    MODE = auto()
    DONE = auto()


Stroke = str | Tone | Work
"""What a key means: a text to type, a tone to set, or some work."""


class OskKey(Pressable):
    """A key; what it means and says can change while it stands. A finger does not give it the focus."""

    rest = NEXT_KEY

    def __init__(self, look: Look, stroke: Stroke, text: str, press: Callable[["OskKey"], None], name: str) -> None:
        px = look.px
        self.stroke = stroke
        self._ink, fill, self._below, kind = _manner(stroke)
        self._label = Label(
            text, kind, look.scale, self._ink, align=Align.CENTER, lines=2 if stroke is Tone.LEVEL else 1
        )
        self._signs: list[Icon | ToneSign] = []
        super().__init__(
            self._laid(look, text),
            Face(fill, colours.BRAND, None, 0, px(16)),
            look.hand,
            lambda: press(self),
            name,
            reach=Reach.SECONDARY,
            tall=look.scale.touch(TALL, Reach.SECONDARY),
        )
        self._depth = px(DEPTH)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go: Callable[[OskKey, int, int], None] = lambda _key, _across, _down: None

    def _laid(self, look: Look, text: str) -> Item:
        px = look.px
        below = Pad(px(6), 0, px(6), px(DEPTH))
        match self.stroke:
            case Tone() as tone if tone is not Tone.LEVEL:
                self._signs = [ToneSign(look, tone)]
                column = Column(stretch(), Cell(self._signs[0], align=Align.CENTER), self._label, stretch(), pad=below)
                return Row(Cell(column, grow=1), align=Align.STRETCH)
            case Work.ERASE:
                self._signs = [Icon("delete", px(52), self._ink)]
            case Work.SHIFT:
                self._signs = [Icon("arrow-big-up", px(48), self._ink)]
            case Work.DONE:
                self._signs = [Icon("check", px(42), self._ink, 2.8)]
            case _:
                pass
        words: list[Cell | Item] = [self._label] if text else []
        return Row(
            stretch(), *words, *(Cell(sign, firm=True) for sign in self._signs), stretch(), gap=px(14), pad=below
        )

    def become(self, stroke: Stroke, text: str, name: str = "") -> None:
        """Mean something else."""
        self.stroke = stroke
        self._label.set_text(text)
        self.setAccessibleName(name or text)
        self.arrange()

    def hold(self, held: bool) -> None:
        """Look pressed for as long as it works on."""
        fill = colours.BRAND_TINT if held else FUNCTION
        edge = (colours.BRAND, 3.0) if held else (None, 0.0)
        self._face = Face(fill, colours.BRAND, edge[0], edge[1], self._face.radius)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbours."""
        if step := STEPS.get(event.key()):
            self._hand.touched(key=True)
            self.go(self, *step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A key stands a little above its ground; a pressed one is dark, its sign white."""
        pressed = self._shows_press()
        ink = colours.WHITE if pressed else self._ink
        self._label.set_colour(ink)
        for sign in self._signs:
            sign.set_colour(ink)
        painter, face = QPainter(self), self._face
        whole = QRectF(self.rect())
        rounded(painter, whole, face.radius, face.pressed if pressed else self._below, None, 0)
        top = whole.adjusted(0, 0, 0, -self._depth)
        rounded(painter, top, face.radius, face.pressed if pressed else face.fill, face.edge, face.stroke)


def _manner(stroke: Stroke) -> tuple[QColor, QColor, QColor, Type]:
    match stroke:
        case Work.DONE:
            return colours.WHITE, colours.BRAND, colours.BRAND_DARK, DONE
        case Work():
            return colours.INK, FUNCTION, EDGE, WORD
        case Tone():
            return colours.BRAND_DARK, colours.BRAND_TINT, colours.BRAND_LINE, SMALL
        case "ă" | "â" | "đ" | "ê" | "ô" | "ơ" | "ư":
            return colours.BRAND_DARK, colours.BRAND_TINT, colours.BRAND_LINE, ACCENT
        case _:
            return colours.INK, colours.CARD, EDGE, LETTER
