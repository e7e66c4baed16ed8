"""One sentence with its sign: a line below a field, or a banner."""

from enum import Enum, auto

from PySide6.QtGui import QColor

from ui.theme import colours
from ui.theme.type import P2, SEMIBOLD
from ui.widgets.boxes import Cell, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel


class Tone(Enum):
    """How a sentence is meant: a hint, well, look here, not so."""

    HINT = auto()
    WELL = auto()
    NOTE = auto()
    WRONG = auto()


SIGNS = {Tone.HINT: "info", Tone.WELL: "circle-check", Tone.NOTE: "triangle-alert", Tone.WRONG: "circle-alert"}


def _colours(tone: Tone) -> tuple[QColor, QColor]:
    match tone:
        case Tone.HINT:
            return colours.INK2, colours.BRAND_TINT
        case Tone.WELL:
            return colours.IN, colours.IN_TINT
        case Tone.NOTE:
            return colours.WARN_INK, colours.WARN_TINT
        case Tone.WRONG:
            return colours.STOP, colours.STOP_TINT


class MessageLine(Row):
    """A sign and a sentence on the ground of the screen; both change in their place."""

    def __init__(
        self,
        look: Look,
        text: str,
        tone: Tone = Tone.HINT,
        *,
        icon: str = "",
        counts: bool = False,
        centred: bool = False,
    ) -> None:
        kind = P2.counting() if counts else P2
        self._own = icon
        self.label = Label(text, kind, look.scale, colours.INK2, strong=colours.INK, lines=2)
        self._sign = Icon(icon or SIGNS[tone], look.px(36), colours.INK2)
        self._place: tuple[float, float, float, float] | None = None
        sign = Cell(self._sign, firm=True)
        cells = (stretch(), sign, Cell(self.label), stretch()) if centred else (sign, Cell(self.label, grow=1))
        super().__init__(*cells, gap=look.px(16))
        self.say(text, tone)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Place everything in this rectangle, again whenever something else is said."""
        self._place = x, y, width, height
        super().put(x, y, width, height)

    def say(self, text: str, tone: Tone) -> None:
        """Say something else."""
        colour, _tint = _colours(tone)
        self._sign.become(self._own or SIGNS[tone], colour)
        self.label.set_colour(colour, strong=colours.INK if tone is Tone.HINT else colour)
        self.label.set_text(text)
        if not text or self._sign.parent() is not None:  # without a parent it would be a window of its own
            self._sign.setVisible(bool(text))
        if self._place:
            super().put(*self._place)


class Banner(Panel):
    """A sentence on a tint, as wide as its column; nothing is seen of it while it says nothing."""

    def __init__(self, look: Look, text: str, tone: Tone, *, lines: int = 2, icon: str = "") -> None:
        px = look.px
        self._own = icon
        self._label = Label(text, P2.weighing(SEMIBOLD), look.scale, lines=lines)
        self._sign = Icon(icon or SIGNS[tone], px(42), colours.INK)
        content = Row(
            Cell(self._sign, firm=True), Cell(self._label, grow=1), gap=px(20), pad=Pad(px(28), px(6), px(28), px(6))
        )
        room = px(96) if look.scale.user > 1 or look.scale.portrait or look.scale.squarish else px(86)
        super().__init__(content, None, radius=px(20), tall=room)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Say something else, or nothing."""
        colour, tint = _colours(tone)
        self._sign.become(self._own or SIGNS[tone], colour)
        self._label.set_colour(colour)
        self._label.set_text(text)
        if not text or self._sign.parent() is not None:  # without a parent it would be a window of its own
            self._sign.setVisible(bool(text))
        self.repaint_in(tint if text else QColor(0, 0, 0, 0))
