"""The sizes of paper that a slip is printed on, in the dots of the device that prints it.

The code has to be 5 x 5 cm at least, so that a phone photographs it and a worn scanner reads it.
"""

from dataclasses import dataclass
from typing import Final

from kiosk.errors import SettingsError

MM_PER_INCH: Final = 25.4
LEAST_CODE_MM: Final = 50.0
QUIET: Final = 4
"""Modules of white that must stand around a code."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. ``height_mm`` is None for a roll: it is cut where the slip ends.

    ``across`` is the width of the column that is printed, ``code_across`` the most of it that the code may take with
    its quiet zone, both in dots. ``zoom`` is how large a dot of the design (drawn for 203 dpi) becomes.
    """

    name: str
    width_mm: float
    height_mm: float | None
    dpi: int
    across: int
    code_across: int
    zoom: float

    def dots(self, mm: float) -> int:
        """A length in dots.

        >>> ROLL_80.dots(10), A4.dots(25.4)
        (80, 600)
        """
        return round(mm * self.dpi / MM_PER_INCH)

    def mm(self, dots: float) -> float:
        """A number of dots as a length."""
        return dots * MM_PER_INCH / self.dpi

    @property
    def left(self) -> int:
        """Where the column begins, from the edge of the paper, in dots."""
        return (self.dots(self.width_mm) - self.across) // 2

    def module(self, modules: int) -> int:
        """How many whole dots a module gets in a code of so many modules a side; broken ones are read badly.

        >>> [(side, ROLL_80.module(side), ROLL_80.module(side) * side) for side in (21, 25, 37, 57, 77)]
        [(21, 20, 420), (25, 17, 425), (37, 12, 444), (57, 8, 456), (77, 6, 462)]
        >>> all(paper.mm(paper.module(17 + 4 * v) * (17 + 4 * v)) >= 50 for paper in PAPERS for v in range(1, 41))
        True
        """
        dots = self.code_across // (modules + 2 * QUIET)
        # The edge of the paper is white too: then it is part of the quiet zone.
        while self.mm(dots * modules) < LEAST_CODE_MM:
            dots += 1
        return dots


ROLL_80: Final = Paper("80mm", 80, None, 203, 576, 576, 1.0)
"""Receipt paper: 72 of its 80 mm can be printed."""

A4: Final = Paper("a4", 210, 297, 600, 2600, 1950, 600 / 203 * 1.4)

PAPERS: Final = (ROLL_80, A4)


def paper_named(name: str) -> Paper:
    """Find a paper by its name in an address; raises SettingsError, saying what is allowed and why.

    >>> paper_named("A4").name
    'a4'
    """
    wanted = name.strip().lower()
    for paper in PAPERS:
        if paper.name == wanted:
            return paper
    allowed = " and ".join(paper.name for paper in PAPERS)
    if wanted in ("58mm", "57mm"):
        raise SettingsError(
            f"paper={name}: a roll of 58 mm prints 48 mm across and cannot hold a code of 5 x 5 cm; "
            f"allowed are {allowed}"
        )
    raise SettingsError(f"paper={name}: allowed are {allowed}")
