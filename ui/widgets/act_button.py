"""A button that can change while it stands: what it says, and whether it can be pressed now."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtGui import QColor

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BUTTON, SITE
from ui.widgets.boxes import Align, Cell, Item, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Face, Pressable, filled, outlined


class Manner(Enum):
    """What pressing means: forward, another way, back, in, out."""

    MAIN = auto()
    OTHER = auto()
    BACK = auto()
    IN = auto()
    OUT = auto()


def _dressed(look: Look, manner: Manner, radius: float) -> tuple[Face, QColor]:
    px = look.px
    match manner:
        case Manner.MAIN:
            return filled(colours.BRAND, colours.BRAND_DARK, radius), colours.WHITE
        case Manner.IN:
            return filled(colours.IN, colours.IN_DARK, radius), colours.WHITE
        case Manner.OUT:
            return filled(colours.OUT, colours.OUT_DARK, radius), colours.WHITE
        case Manner.BACK:
            return outlined(colours.LINE_STRONG, px(3), radius), colours.INK
        case Manner.OTHER:
            return outlined(colours.BRAND, px(3), radius), colours.BRAND


class ActButton(Pressable):
    """A large button, or a ``small`` one. ``after`` puts the sign behind the words: forward points forward."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str | None,
        act: Callable[[], None],
        manner: Manner = Manner.MAIN,
        *,
        small: bool = False,
        after: bool = False,
        counts: bool = False,
    ) -> None:
        px = look.px
        self._usual, self._colour = _dressed(look, manner, px(20 if small else 24))
        self._off = filled(colours.SUNKEN, colours.SUNKEN, self._usual.radius)
        kind = SITE if small else BUTTON
        self._label = Label(text, kind.counting() if counts else kind, look.scale, self._colour, align=Align.CENTER)
        self._icon = Icon(icon, px(36 if small else 42), self._colour) if icon else None
        words: list[Cell | Item] = [self._label]
        if self._icon:
            words.insert(1 if after else 0, Cell(self._icon, firm=True))
        side = px(14 if small else 40)
        super().__init__(
            Row(stretch(), *words, stretch(), gap=px(16 if small else 20), pad=Pad(side - px(20), 0, side - px(20), 0)),
            self._usual,
            look.hand,
            act,
            text,
            reach=Reach.SECONDARY if small or manner is Manner.BACK else Reach.PRIMARY,
            tall=look.scale.touch(88, Reach.SECONDARY) if small else look.scale.touch(112, Reach.PRIMARY),
        )

    def say(self, text: str) -> None:
        """Say something else."""
        if text != self._label.text():
            self._label.set_text(text)
            self.setAccessibleName(text)
            self.arrange()

    def be_ready(self, ready: bool) -> None:
        """Let it be pressed, or not. It gives the focus to nobody: an Enter too many must not press its neighbour."""
        if ready == self.isEnabled():
            return
        if not ready and self.hasFocus():
            self.clearFocus()
        self.setEnabled(ready)
        self._face = self._usual if ready else self._off
        colour = self._colour if ready else colours.INK3
        self._label.set_colour(colour)
        if self._icon:
            self._icon.set_colour(colour)
        self.update()
