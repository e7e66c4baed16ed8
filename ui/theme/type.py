"""The sizes text comes in. Be Vietnam Pro throughout; figures that change or align have a family of their own."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Type:
    """One size of text at 1920 x 1080: ``px`` high, ``line`` from baseline to baseline, ``spacing`` between letters.

    ``figures`` puts the digits on one width, for everything that counts, ticks or stands in a column.
    """

    px: float
    weight: int
    line: float
    spacing: float = 0.0
    figures: bool = False

    def counting(self) -> "Type":
        """The same size with digits of one width."""
        return replace(self, figures=True)

    def weighing(self, weight: int) -> "Type":
        """The same size in another weight."""
        return replace(self, weight=weight)


MEDIUM: Final = 500
SEMIBOLD: Final = 600
BOLD: Final = 700
EXTRABOLD: Final = 800

WORD: Final = Type(208, EXTRABOLD, 256, -4)
WORD_PORTRAIT: Final = Type(184, EXTRABOLD, 230, -3.5)
WORD2: Final = Type(132, EXTRABOLD, 168, -2.4)
QUESTION: Final = Type(96, EXTRABOLD, 124, -1.6)
BROKEN: Final = Type(92, EXTRABOLD, 120, -1.5)
VNAME: Final = Type(92, BOLD, 120)
H1: Final = Type(76, EXTRABOLD, 96, -1)
H1_PORTRAIT: Final = Type(80, EXTRABOLD, 102, -1)
H2: Final = Type(60, EXTRABOLD, 78, -0.6)
CLOCK: Final = Type(52, BOLD, 56, -0.5, figures=True)
CHOICE: Final = Type(52, EXTRABOLD, 68)
NEXT: Final = Type(48, EXTRABOLD, 62)
VSUB: Final = Type(46, SEMIBOLD, 64)
TILE_PRIMARY: Final = Type(46, BOLD, 60)
H3: Final = Type(44, BOLD, 58)
VLINE: Final = Type(42, SEMIBOLD, 60)
TILE: Final = Type(40, BOLD, 52)
COUNT: Final = Type(40, EXTRABOLD, 44, figures=True)
BUTTON: Final = Type(38, BOLD, 50)
H4: Final = Type(36, BOLD, 48)
P1: Final = Type(34, MEDIUM, 48)
SITE: Final = Type(32, BOLD, 40)
P2: Final = Type(30, MEDIUM, 42)
LABEL: Final = Type(28, SEMIBOLD, 38)
SUBTITLE: Final = Type(28, MEDIUM, 38)
P3: Final = Type(26, MEDIUM, 36)
CAPTION: Final = Type(24, MEDIUM, 32)
NUMBER: Final = Type(104, EXTRABOLD, 124, figures=True)
