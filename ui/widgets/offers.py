"""What may be meant, to be touched instead of typed: syllables of names, or places. They change with every letter."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import H4, P3, SEMIBOLD
from ui.widgets.boxes import Pad, Row, stretch
from ui.widgets.hand import NEXT_KEY
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.pressable import Face, Pressable

MOST: Final = 6
Offer = tuple[str, Callable[[], None]]


class OfferChip(Pressable):
    """One of them."""

    rest = NEXT_KEY

    def __init__(self, look: Look) -> None:
        px = look.px
        self._label = Label("", H4.weighing(SEMIBOLD), look.scale)
        self._offered: Callable[[], None] = lambda: None
        self._usual = Face(colours.CARD, colours.BRAND_LINE, colours.LINE_STRONG, px(2.5), px(18))
        self._likely = replace(self._usual, fill=colours.BRAND_TINT, edge=colours.BRAND)
        side = px(36)
        super().__init__(
            Row(stretch(), self._label, stretch(), pad=Pad(side, 0, side, 0)),
            self._usual,
            look.hand,
            lambda: self._offered(),
            "",
            reach=Reach.SECONDARY,
            tall=look.scale.touch(80, Reach.SECONDARY),
        )
        self._least = look.scale.touch(100, Reach.SECONDARY)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def offer(self, offer: Offer | None) -> None:
        """Offer this, or nothing."""
        text, self._offered = offer or ("", lambda: None)
        self._label.set_text(text)
        self.setAccessibleName(text)

    def be_likely(self, likely: bool) -> None:
        """Show that Enter takes it, or not."""
        self._face = self._likely if likely else self._usual
        self.update()

    def empty(self) -> bool:
        """Whether it offers nothing."""
        return not self._label.text()

    def wide(self) -> float:
        """The width its text wants."""
        return max(super().wide(), self._least)


class Offers:
    """A row of chips with a word before them; those that find no room are not there."""

    def __init__(self, look: Look, word: str) -> None:
        self._look = look
        self._word = Label(word, P3, look.scale, colours.INK2)
        self._short = True
        self.chips = [OfferChip(look) for _ in range(MOST)]
        self._place = (0.0, 0.0, 0.0, 0.0)

    def show(self, offers: Sequence[Offer], word: str | None = None, *, likely: bool = False) -> None:
        """Offer these; ``word`` stands before them, or alone. ``likely``: Enter takes the first."""
        self.chips[0].be_likely(likely)
        for index, chip in enumerate(self.chips):
            chip.offer(offers[index] if index < len(offers) else None)
        if word is not None:
            self._word.set_text(word)
        if self._place[2]:
            self.put(*self._place)

    def wide(self) -> float:
        """The width it wants."""
        return self._look.px(900)

    def tall(self, width: float) -> float:
        """Its height."""
        return self.chips[0].tall(width)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle, from the left."""
        self._place = (x, y, width, height)
        gap = self._look.scale.gap(16)
        alone = all(chip.empty() for chip in self.chips)
        wide = width if alone else min(self._word.wide(), width / 3)
        self._word.put(x, y, wide, height)
        at, full = x + wide + (gap if self._word.text() else 0), alone
        for chip in self.chips:
            need = chip.wide()
            full = full or chip.empty() or at + need > x + width
            chip.setVisible(not full)
            if not full:
                chip.put(at, y, need, height)
                at += need + gap

    def widgets(self) -> Iterator[QWidget]:
        """The word and the chips."""
        yield self._word
        yield from self.chips
