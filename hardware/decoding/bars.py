"""Finds bar codes that lie askew and turns them upright: zxing-cpp reads bars only within a few degrees of the axes.

Bars are a patch whose brightness changes in one direction only. The structure tensor of the picture tells for
every place how strongly it changes, in which direction, and how purely.
"""

from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoding.treatments import Grey, Treated

WORKING_WIDTH = 640  # pixels; wider pictures are searched at this width
CELL = 4  # pixels at working width: the tensor is averaged over squares of this side
SMOOTHING = 5  # cells: about the gap that bars may leave
CHANGE = 25.0  # the squared change of brightness per pixel that bars exceed, even in the dark
PURITY = 0.45  # 1: all change in one direction; 0: in every direction alike. PDF417 has about a half
SHORTEST = 10  # cells: the smoothing makes a patch nearly this long of a single edge
SMALLEST = 16  # square cells
CANDIDATES = 16  # patches considered, the largest first
MARGIN = 0.12  # of a patch's length: the light border that a bar code must have


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch of bars in pixels of the picture: its middle, its extent along and across the way it is read.

    ``angle`` in radians is that way; ``purity`` is 1 where brightness changes along it only.
    """

    x: float
    y: float
    along: float
    across: float
    angle: float
    purity: float


def patches(grey: Grey, most: int = 4) -> list[Patch]:
    """Return where bars may be: at most ``most`` patches, the ones with the most change in them first."""
    factor = min(1.0, WORKING_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
    dx, dy = cv2.spatialGradient(small)
    cells = (max(1, small.shape[1] // CELL), max(1, small.shape[0] // CELL))
    xx, yy, xy = (
        cv2.blur(
            cv2.resize(cv2.multiply(one, other, dtype=cv2.CV_32F), cells, interpolation=cv2.INTER_AREA),
            (SMOOTHING, SMOOTHING),
        )
        for one, other in ((dx, dx), (dy, dy), (dx, dy))
    )
    change = (xx + yy) / 16  # the Sobel operator adds up 4 steps of one pixel
    lean, twist = (xx - yy) / 16, xy / 8
    mask = (change > CHANGE) & (lean * lean + twist * twist > (PURITY * change) ** 2)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    areas = stats[:, cv2.CC_STAT_AREA]
    found = []
    for label in sorted(range(1, count), key=lambda label: -areas[label])[:CANDIDATES]:
        if areas[label] < SMALLEST:
            break
        patch, strength = _patch(labels, label, stats[label], (xx, yy, xy), factor / CELL)
        if patch.along * factor >= SHORTEST * CELL:
            found.append((strength, patch))
    found.sort(key=lambda each: -each[0])
    return [patch for _, patch in found[:most]]


def _patch(
    labels: NDArray[Any], label: int, stat: NDArray[Any], tensor: tuple[Any, ...], factor: float
) -> tuple[Patch, float]:
    left, top, width, height = (int(value) for value in stat[:4])
    window = (slice(top, top + height), slice(left, left + width))
    inside = labels[window] == label
    xx, yy, xy = (float(part[window][inside].sum()) for part in tensor)
    angle = 0.5 * atan2(2 * xy, xx - yy)
    ys, xs = np.nonzero(inside)
    along = xs * cos(angle) + ys * sin(angle)
    across = ys * cos(angle) - xs * sin(angle)
    # the outermost hundredths are what the smoothing smeared over the border
    low, high = np.percentile(along, (0.5, 99.5))
    under, over = np.percentile(across, (0.5, 99.5))
    middle, centre = (low + high) / 2, (under + over) / 2
    x = left + middle * cos(angle) - centre * sin(angle)
    y = top + middle * sin(angle) + centre * cos(angle)
    x, y = (x + 0.5) / factor, (y + 0.5) / factor  # the middle of a cell
    purity = hypot(xx - yy, 2 * xy) / (xx + yy)
    return Patch(x, y, (high - low) / factor, (over - under) / factor, angle, purity), xx + yy


def upright(grey: Grey, patch: Patch, enlarge: float = 1.0) -> Treated:
    """Cut a patch out, turned so that its bars stand upright, with a margin, ``enlarge`` times as large."""
    margin = 2 * (MARGIN * patch.along + 16)
    width = max(32, round((patch.along + margin) * enlarge))
    height = max(16, round((patch.across + 8) * enlarge))
    c, s = cos(patch.angle) / enlarge, sin(patch.angle) / enlarge
    back = np.array(
        [
            [c, -s, patch.x - c * width / 2 + s * height / 2],
            [s, c, patch.y - s * width / 2 - c * height / 2],
        ]
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    turned = cv2.warpAffine(grey, back, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Treated(turned, back)
