"""The keys: 1 to 9, *clear all*, 0, *delete one*. And what physical keys mean where these stand."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, Type
from ui.widgets.boxes import Align, Cell, Pad, Row, stretch
from ui.widgets.hand import NEXT_KEY
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Face, Pressable

CLEAR: Final = "clear"
DELETE: Final = "delete"
KEYS: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", CLEAR, "0", DELETE)
ACROSS: Final = 3
DIGIT: Final = Type(60, BOLD, 72, figures=True)
WORD: Final = Type(34, BOLD, 46)
GAP: Final = 20
COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
STEPS: Final = {
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
}


def key_of(event: QKeyEvent) -> str:
    """What a physical key means here: a digit, ``+``, DELETE or CLEAR; nothing for any other."""
    if event.modifiers() & COMMANDS:
        return ""
    if event.key() == Qt.Key.Key_Backspace:
        return DELETE
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Clear):
        return CLEAR
    text = event.text()
    return text if len(text) == 1 and text in "0123456789+" else ""


def edited(text: str, key: str, longest: int) -> str:
    """The text after a key.

    >>> edited("09", "0", 15), edited("09", DELETE, 15), edited("09", CLEAR, 15), edited("+", "+", 15)
    ('090', '0', '', '+')
    """
    if key == CLEAR:
        return ""
    if key == DELETE:
        return text[:-1]
    if len(text) >= longest or (key == "+" and text):
        return text
    return text + key


class Key(Pressable):
    """One key. A finger does not give it the focus: Enter means *forward* here, not the last digit again."""

    rest = NEXT_KEY

    def __init__(self, look: Look, key: str, pad: "Keypad") -> None:
        px, say = look.px, look.words.errand.keypad
        name = {CLEAR: say.clear, DELETE: say.delete}.get(key, key)
        plain = key in (CLEAR, DELETE)
        self._colour = colours.BRAND if plain else colours.INK
        self._sign: Label | Icon = (
            Icon("delete", px(60), self._colour)
            if key == DELETE
            else Label(name, WORD if plain else DIGIT, look.scale, self._colour, align=Align.CENTER)
        )
        fill = colours.BRAND_TINT if plain else colours.CARD
        side = px(12)
        cell = Cell(self._sign, firm=True) if isinstance(self._sign, Icon) else Cell(self._sign)
        super().__init__(
            Row(stretch(), cell, stretch(), pad=Pad(side, 0, side, 0)),
            Face(fill, colours.BRAND, colours.BRAND_LINE, px(2), px(24)),
            look.hand,
            lambda: pad.press(key),
            name,
            wide=look.scale.touch(150, Reach.PRIMARY),
            tall=look.scale.touch(100, Reach.PRIMARY),
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pad, self._usual = pad, self._face
        self._off = Face(colours.SUNKEN, colours.SUNKEN, colours.LINE, px(2), px(24))

    def be_ready(self, ready: bool) -> None:
        """Let it be pressed, or not."""
        self.setEnabled(ready)
        self._face = self._usual if ready else self._off
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbours."""
        if step := STEPS.get(event.key()):
            self._hand.touched(key=True)
            self._pad.go(self, *step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pressed key is dark, its sign white."""
        resting = self._colour if self.isEnabled() else colours.INK3
        self._sign.set_colour(colours.WHITE if self._shows_press() else resting)
        super().paintEvent(event)


class Keypad:
    """Twelve keys that share the room they get. ``key_tall`` is the height of one as the design has it."""

    def __init__(self, look: Look, press: Callable[[str], None], *, key_tall: float = 170) -> None:
        self._look, self.press = look, press
        self.key_tall = key_tall
        self.keys: list[Key] = [Key(look, key, self) for key in KEYS]

    def be_ready(self, ready: bool) -> None:
        """Let the keys be pressed, or not."""
        for key in self.keys:
            if key.isEnabled() != ready:
                key.be_ready(ready)

    def go(self, key: Key, across: int, down: int) -> None:
        """Give the focus to the neighbour of a key, if it has one there."""
        row, column = divmod(self.keys.index(key), ACROSS)
        row, column = row + down, column + across
        if 0 <= column < ACROSS and 0 <= row < len(self.keys) // ACROSS:
            self.keys[row * ACROSS + column].setFocus()

    def _gap(self) -> float:
        return self._look.scale.gap(GAP)

    def wide(self) -> float:
        """The width it wants."""
        return ACROSS * max(key.wide() for key in self.keys) + (ACROSS - 1) * self._gap()

    def tall(self, width: float) -> float:
        """The height it wants."""
        rows = len(self.keys) // ACROSS
        key = max(self._look.px(self.key_tall), *(key.tall(width) for key in self.keys))
        return rows * key + (rows - 1) * self._gap()

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Share this rectangle."""
        gap, rows = self._gap(), len(self.keys) // ACROSS
        wide, tall = (width - gap * (ACROSS - 1)) / ACROSS, (height - gap * (rows - 1)) / rows
        for index, key in enumerate(self.keys):
            row, column = divmod(index, ACROSS)
            key.put(x + column * (wide + gap), y + row * (tall + gap), wide, tall)

    def widgets(self) -> Iterator[QWidget]:
        """The keys."""
        yield from self.keys
