"""The keyboard on the screen: Vietnamese without knowing Telex, and with it for those who do."""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from kiosk.typing.composing import TypingMode
from kiosk.typing.letters import Tone
from ui.theme import colours
from ui.widgets.boxes import Cell, Column
from ui.widgets.look import Look
from ui.widgets.osk_key import OskKey, Stroke, Work
from ui.widgets.panel import Panel

GROUND: Final = QColor("#D3DEE3")
ACCENTED: Final = "ăâđêôơư"
TONES: Final = (Tone.ACUTE, Tone.GRAVE, Tone.HOOK, Tone.TILDE, Tone.DOT, Tone.LEVEL)
ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
FIGURES: Final = ("1234567890", "/-.,@:()&", "_+*#?;%")
VNI_SHAPES: Final = "6789/-,"
VNI_TONES: Final = "123450"
PLAIN_ROW: Final = "1234567890@._"
EDGE: Final = 56
EDGE_UPRIGHT: Final = 18
GAP: Final = 12


class Script(Enum):
    """What is typed: Vietnamese, all in capitals or as it comes; or plain letters, as in an e-mail address."""

    CAPITALS = auto()
    VIETNAMESE = auto()
    PLAIN = auto()
    EMAIL = auto()


def _share(index: int) -> float:
    """How wide a key of the first row is: letters, then tones, then the one that takes a tone off."""
    return 1.0 if index < len(ACCENTED) else 1.4 if index == len(ACCENTED) + len(TONES) - 1 else 1.1


Place = tuple[OskKey | None, float]


class Keyboard:
    """An Item: the keys on their ground. ``press`` gets what was pressed; the mode and the shift are its own."""

    def __init__(self, look: Look, script: Script, mode: TypingMode, press: Callable[[Stroke], None]) -> None:
        self._look, self._script, self._press = look, script, press
        self.mode = mode
        self.shift = script is Script.CAPITALS
        self._figures = False
        self._ground = Panel(None, GROUND)
        self._rule = Panel(None, colours.LINE_STRONG)
        self._tops = [self._key(each, each) for each in (*ACCENTED, *TONES)] if self._tonal else []
        self._digits = [] if self._tonal else [self._key(each, each) for each in PLAIN_ROW]
        self._letters = [[self._key(each, each) for each in row] for row in ROWS]
        self._signs = [self._key("-", "-"), self._key("'", "’")]
        self._rows = self._arranged()
        self.keys = [key for row in self._rows for key, _ in row if key]
        for key in self.keys:
            key.go = self._go
        self._relabel()

    @property
    def _tonal(self) -> bool:
        return self._script in (Script.CAPITALS, Script.VIETNAMESE)

    def _key(self, stroke: Stroke, text: str, name: str = "") -> OskKey:
        say = self._look.words.declare.keyboard
        if isinstance(stroke, Tone):
            text = say.tones[stroke]
        return OskKey(self._look, stroke, text, self._pressed, name or text)

    def _arranged(self) -> list[list[Place]]:
        say = self._look.words.declare.keyboard
        erase = self._key(Work.ERASE, "", say.erase)
        clear = self._key(Work.CLEAR, say.clear)
        self._to_figures = self._key(Work.FIGURES, say.figures)
        done = self._key(Work.DONE, say.done)
        shift = self._key(Work.SHIFT, "", say.shift) if self._script in (Script.VIETNAMESE, Script.PLAIN) else None
        self._shift_key = shift
        self._mode_key = self._key(Work.MODE, say.modes[self.mode]) if self._tonal else None
        space = self._key(" ", say.space) if self._script is not Script.EMAIL else None
        ends = [self._key(each, each) for each in (("@gmail.com", ".com", ".vn") if space is None else ())]
        one, two, three = ([(key, 1.0) for key in row] for row in self._letters)
        foot: list[Place] = [(self._mode_key, 2.6)] if self._mode_key else []
        foot += [(space, 6.0)] if space else [(key, 2.2) for key in ends]
        if not self._look.scale.portrait:
            top: list[Place] = [(key, _share(at)) for at, key in enumerate(self._tops)]
            top.insert(len(ACCENTED), (None, 0.2))
            return [
                top if self._tonal else [(key, 1.0) for key in self._digits],
                [*one, (erase, 1.5)],
                [(None, 0.5), *two, (clear, 1.9)],
                [(shift, 1.4), *three, *((key, 1.0) for key in self._signs), (self._to_figures, 1.5)],
                [*foot, (done, 2.6)],
            ]
        first: list[list[Place]] = (
            [[(key, 1.0) for key in self._tops[:7]], [(key, 1.0) for key in self._tops[7:]]]
            if self._tonal
            else [[(key, 1.0) for key in self._digits[:10]]]
        )
        signs: list[Place] = [(key, 1.0) for key in [*self._digits[10:], *self._signs]]
        return [
            *first,
            list(one),
            [(None, 0.45), *two, (None, 0.45)],
            [(shift, 1.4), *three, (erase, 1.6)],
            [(self._to_figures, 1.5), *signs, (clear, 2.4)],
            *([[(self._mode_key, 3.0), (space, 4.0), (done, 3.0)]] if self._tonal else [[*foot, (done, 3.0)]]),
        ]

    def _pressed(self, key: OskKey) -> None:
        match key.stroke:
            case Work.SHIFT:
                self.set_shift(not self.shift)
            case Work.FIGURES:
                self._figures = not self._figures
                self._relabel()
            case Work.MODE:
                self.mode = self.mode.after
                self._relabel()
                self._press(Work.MODE)
            case str() as text:
                self._press(text.upper() if self.shift and len(text) == 1 else text)
            case stroke:
                self._press(stroke)

    def set_shift(self, shift: bool) -> None:
        """Type capitals, or small letters."""
        shift = shift or self._script is Script.CAPITALS
        if shift != self.shift:
            self.shift = shift
            self._relabel()

    def _relabel(self) -> None:
        say = self._look.words.declare.keyboard
        for keys, row, figures in zip(self._letters, ROWS, FIGURES, strict=True):
            for key, letter, figure in zip(keys, row, figures, strict=True):
                key.become(*self._cased(figure if self._figures else letter))
        self._to_figures.become(Work.FIGURES, say.letters if self._figures else say.figures)
        if self._shift_key:
            self._shift_key.hold(self.shift)
        if self._mode_key:
            self._mode_key.become(Work.MODE, say.modes[self.mode])
        vni = self.mode is TypingMode.VNI
        for key, letter in zip(self._tops, VNI_SHAPES if vni else ACCENTED, strict=False):
            key.become(*self._cased(letter))
        for key, tone, digit in zip(self._tops[len(ACCENTED) :], TONES, VNI_TONES, strict=False):
            name = say.tones[tone]
            key.become(digit if vni else tone, f"{digit} {name}" if vni else name, name)

    def _cased(self, text: str) -> tuple[str, str]:
        return text, text.upper() if self.shift else text

    def _go(self, key: OskKey, across: int, down: int) -> None:
        """Give the focus to the neighbour of a key: the next one in its row, or the nearest in the next row."""
        rows = [[each for each, _ in row if each] for row in self._rows]
        at = next(index for index, row in enumerate(rows) if key in row)
        if across:
            index = rows[at].index(key) + across
            if 0 <= index < len(rows[at]):
                rows[at][index].setFocus()
        elif 0 <= at + down < len(rows):
            middle = key.geometry().center().x()
            min(rows[at + down], key=lambda each: abs(each.geometry().center().x() - middle)).setFocus()

    def wide(self) -> float:
        """The width it wants."""
        return self._look.scale.width

    def _pads(self) -> tuple[int, int, int]:
        px = self._look.px
        return px(EDGE_UPRIGHT if self._look.scale.portrait else EDGE), px(16), px(20)

    def tall(self, width: float) -> float:
        """The height it wants."""
        _, above, below = self._pads()
        gap = self._look.scale.gap(GAP)
        return len(self._rows) * (self.keys[0].tall(width) + gap) - gap + above + below

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Share this rectangle."""
        side, above, below = self._pads()
        gap, rule = self._look.scale.gap(GAP), max(1, self._look.px(2))
        Column(Cell(self._rule, tall=rule), Cell(self._ground, grow=1)).put(x, y, width, height)
        count = len(self._rows)
        tall = (height - above - below - gap * (count - 1)) / count
        room = width - 2 * side
        for index, row in enumerate(self._rows):
            keys = sum(1 for key, _ in row if key)
            unit = (room - gap * (keys - 1)) / sum(share for _, share in row)
            at, top = x + side, y + above + index * (tall + gap)
            for key, share in row:
                if key:
                    key.put(at, top, unit * share, tall)
                at += unit * share + (gap if key else 0)

    def widgets(self) -> Iterator[QWidget]:
        """The ground, then the keys."""
        yield self._ground
        yield self._rule
        yield from self.keys
