"""How the design, drawn at 1920 x 1080, becomes pixels of this display."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

REFERENCE: Final = 1080
TEXT_FLOOR: Final = 18
"""No visitor reads anything smaller, whatever the display."""
COMFORTABLE: Final = 19
GAP_MM: Final = 3.0
"""What two targets keep between them."""
SQUARISH_BELOW: Final = 1.45
SQUARISH_USER: Final = 1.15
"""The largest text a squarish display has room for."""


class Reach(Enum):
    """How large a target must be, in millimetres: the main ones, the others, and the least there is."""

    PRIMARY = 22.0
    SECONDARY = 16.0
    MINIMUM = 12.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of the display, and what a length of the design is on it.

    ``user`` is the size of text asked for (1.0, 1.15, 1.3). ``px_per_mm`` is known only where the panel has said
    its size; then no target is smaller than fingers need.
    """

    width: int
    height: int
    user: float = 1.0
    px_per_mm: float | None = None

    @property
    def unit(self) -> float:
        """Pixels for one pixel of the design."""
        return min(self.width, self.height) / REFERENCE

    @property
    def portrait(self) -> bool:
        """True for a display higher than wide."""
        return self.height > self.width

    @property
    def squarish(self) -> bool:
        """True for 4:3, 5:4 and the like: wider than high, but too narrow for two full columns."""
        return not self.portrait and self.width / self.height < SQUARISH_BELOW

    @property
    def across(self) -> float:
        """The display's width in pixels of the design."""
        return self.width / self.unit

    def px(self, token: float) -> int:
        """A length of the design in pixels.

        >>> Scale(1366, 768).px(112), Scale(3840, 2160).px(112)
        (80, 224)
        """
        return round(token * self.unit)

    def text(self, token: float) -> int:
        """A text size of the design in pixels, as large as the user wants it and never under the floor.

        >>> Scale(1920, 1080).text(24), Scale(1366, 768).text(24), Scale(1920, 1080, 1.3).text(24)
        (24, 19, 31)
        """
        user = min(self.user, SQUARISH_USER) if self.squarish else self.user
        return max(COMFORTABLE, round(token * self.unit * user))

    def touch(self, token: float, reach: Reach) -> int:
        """The height or width of a target in pixels, at least what its class needs in millimetres."""
        floor = reach.value * self.px_per_mm if self.px_per_mm else 0.0
        return max(self.px(token), -int(-floor // 1))

    def gap(self, token: float) -> int:
        """The space between two targets in pixels, at least what fingers need between them."""
        floor = GAP_MM * self.px_per_mm if self.px_per_mm else 0.0
        return max(self.px(token), -int(-floor // 1))
