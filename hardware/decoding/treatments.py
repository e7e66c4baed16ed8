"""Ways to treat a picture so that a code shows that did not show before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoding.reads import Read

Grey = NDArray[Any]  # height x width, uint8
Treatment = Callable[[Grey], Grey]


@dataclass(frozen=True, slots=True)
class Treated:
    """A treated picture, and the affine map (2 x 3) from its pixels back to those of the frame."""

    grey: Grey
    back: NDArray[Any]

    def in_frame(self, read: Read) -> Read:
        """Return the read with its corners in pixels of the frame."""
        corners = tuple(
            (
                float(self.back[0, 0] * x + self.back[0, 1] * y + self.back[0, 2]),
                float(self.back[1, 0] * x + self.back[1, 1] * y + self.back[1, 2]),
            )
            for x, y in read.corners
        )
        return replace(read, corners=corners)


@cache
def _gamma_table(exponent: float) -> Grey:
    return np.clip(255 * (np.arange(256) / 255) ** exponent + 0.5, 0, 255).astype(np.uint8)


def gamma(exponent: float) -> Treatment:
    """Darken the middle (above 1) or lighten it (below 1)."""
    return lambda grey: cv2.LUT(grey, _gamma_table(exponent))


def blurred(size: int) -> Treatment:
    """Average over ``size`` x ``size`` pixels: against noise."""
    return lambda grey: cv2.blur(grey, (size, size))


def median(size: int) -> Treatment:
    """Take the middle of ``size`` x ``size`` pixels: against specks."""
    return lambda grey: cv2.medianBlur(grey, size)


def sharpened(grey: Grey) -> Grey:
    """Add back what a wide blur takes away: against defocus."""
    return cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 2), -1.5, 0)


def evened(grey: Grey) -> Grey:
    """Stretch the contrast of each part by itself: against shadows and veils of light."""
    return cv2.createCLAHE(2.0, (8, 8)).apply(grey)


def scaled(factor: float) -> Treatment:
    """Make the picture ``factor`` times as large."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return lambda grey: cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how)


def inverted(grey: Grey) -> Grey:
    """Swap dark and light."""
    return cv2.bitwise_not(grey)


def unchanged(grey: Grey) -> Grey:
    """Leave the picture as it is."""
    return grey


def treated(grey: Grey, *steps: Treatment) -> Treated:
    """Take the steps one after the other; none of them may turn or cut the picture, only scale it."""
    height, width = grey.shape
    after = grey
    for step in steps:
        after = step(after)
    across, down = width / after.shape[1], height / after.shape[0]
    return Treated(after, np.array([[across, 0, 0], [0, down, 0]]))
