"""Pictures larger than a camera would give, made as small."""

import cv2
import numpy as np

from hardware.frames import Pixels

WIDEST = 1920


def shrunk(pixels: Pixels) -> Pixels:
    """The picture, with no side longer than WIDEST pixels."""
    height, width, _ = pixels.shape
    factor = WIDEST / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
