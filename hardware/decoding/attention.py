"""How much a frame deserves: an empty doorway little, a code that is being held up everything.

A small grey copy of each frame is compared with a slowly learnt background. What differs by more than the
sensor's own noise is new; what is new and full of sharp edges may be a code.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoding.treatments import Grey

WIDE, HIGH = 160, 90  # cells of the comparison: a cell averages away most of the noise of its pixels
BLOCKS_WIDE, BLOCKS_HIGH = 32, 18  # blocks in which edges are counted, of 5 x 5 cells
LEARNING = 20.0  # seconds in which the background takes up two thirds of a change that stays
LEAST_DIFFERENCE = 7.0  # of 255
NOISES = 6.0  # how many times its noise a cell must differ
CELLS_CHANGED = 10  # fewer are a flicker
LEAST_EDGES = 5.0  # mean step of brightness between neighbouring pixels, of 255, above that of the quiet blocks
BLOCKS_BUSY = 3
AFTERGLOW = 0.7  # seconds for which a change still counts: hands tremble, and stop


class Effort(Enum):
    """How much to do for a frame."""

    CALM = "calm"  # nothing new: a look now and then
    STIRRED = "stirred"  # something is there: a look at every frame
    HELD = "held"  # it may be a code: as many rungs as there is time for


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the frame, in fractions of its width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, by: float) -> "Box":
        """Return the box with ``by`` (of the frame) more on each side, within the frame."""
        return Box(
            max(0.0, self.left - by), max(0.0, self.top - by), min(1.0, self.right + by), min(1.0, self.bottom + by)
        )

    @property
    def area(self) -> float:
        """How much of the frame it covers."""
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Notice:
    """What attention sees in a frame; ``box`` is around the new and busy part, if there is one."""

    effort: Effort
    box: Box | None = None


class Attention:
    """Stateful per camera: give it every frame, in order."""

    def __init__(self) -> None:
        self._background: NDArray[Any] | None = None
        self._before: NDArray[Any] | None = None
        self._noise = 1.0
        self._at = 0.0
        self._stirred_at = -AFTERGLOW

    def of(self, grey: Grey, at: float) -> Notice:
        """Judge a grey frame (height x width, uint8) taken at ``at`` seconds."""
        small = cv2.resize(grey, (WIDE, HIGH), interpolation=cv2.INTER_AREA).astype(np.float32)
        if self._background is None or self._before is None:
            self._background, self._before, self._at = small.copy(), small, at
            return Notice(Effort.STIRRED)
        self._learn_noise(small)
        difference = small - self._background
        difference -= float(np.median(difference))  # the camera changed its exposure
        threshold = max(LEAST_DIFFERENCE, NOISES * self._noise)
        new = np.abs(difference) > threshold
        self._background += (small - self._background) * min(1.0, (at - self._at) / LEARNING)
        self._at = at
        if int(np.count_nonzero(new)) < CELLS_CHANGED:
            calm = at - self._stirred_at > AFTERGLOW
            return Notice(Effort.CALM if calm else Effort.STIRRED)
        self._stirred_at = at
        box = _busy(grey, new)
        return Notice(Effort.STIRRED if box is None else Effort.HELD, box)

    def _learn_noise(self, small: NDArray[Any]) -> None:
        """Follow the noise of a cell: most cells do not move, so the median step between frames is noise."""
        step = float(np.median(np.abs(small - self._before)))
        self._before = small
        # a median of absolute differences of two frames is 0.95 standard deviations of one
        self._noise += (step / 0.95 - self._noise) * 0.1


def _busy(grey: Grey, new: NDArray[Any]) -> Box | None:
    """Return the box around the blocks that are new and full of edges."""
    half = cv2.resize(grey, (WIDE * 4, HIGH * 4), interpolation=cv2.INTER_AREA)
    across = cv2.absdiff(half[:-1, 1:], half[:-1, :-1])
    down = cv2.absdiff(half[1:, :-1], half[:-1, :-1])
    edges = cv2.resize(cv2.add(across, down), (BLOCKS_WIDE, BLOCKS_HIGH), interpolation=cv2.INTER_AREA)
    share = cv2.resize(new.astype(np.float32), (BLOCKS_WIDE, BLOCKS_HIGH), interpolation=cv2.INTER_AREA)
    quiet = float(np.percentile(edges, 25))
    busy = (edges > quiet * 1.5 + LEAST_EDGES) & (share > 0.15)
    if int(np.count_nonzero(busy)) < BLOCKS_BUSY:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats(busy.astype(np.uint8))
    large = [stats[label] for label in range(1, count) if stats[label, cv2.CC_STAT_AREA] >= BLOCKS_BUSY]
    if not large:
        return None
    left, top = (min(int(stat[side]) for stat in large) for side in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP))
    right = max(int(stat[cv2.CC_STAT_LEFT] + stat[cv2.CC_STAT_WIDTH]) for stat in large)
    bottom = max(int(stat[cv2.CC_STAT_TOP] + stat[cv2.CC_STAT_HEIGHT]) for stat in large)
    return Box(left / BLOCKS_WIDE, top / BLOCKS_HIGH, right / BLOCKS_WIDE, bottom / BLOCKS_HIGH)
