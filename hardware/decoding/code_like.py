"""Tells whether something looks like a code though it cannot be read: blurred, far away, or in bad light.

Detectors that look for a code's own marks fail where its reader fails. What stays visible is the texture: a
compact square or strip that is evenly full of edges, about half dark and half light in every part of it. Print is
mostly light, and a face or a shirt is neither even nor of two tones.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoding import bars
from hardware.decoding.treatments import Grey

SCALES = (1.0, 0.5, 2.0)  # the texture is looked for at one size of modules: others are brought to it
SMALLEST = 40.0  # pixels, for the longer side
SPREAD = 13  # pixels over which edges are summed up: wider than a blurred module
EDGE_SHARE = 0.45  # of the strongest sums of edges: less is outside
FILLED = 0.72  # of the upright or turned rectangle around it
CONTRAST = 30.0  # of 255, between the dark and the light tenth
PARTS = 4  # a square is judged in PARTS x PARTS parts
EVEN_PARTS = 13
DARK_SHARE = (0.2, 0.8)  # of each part
BALANCE = (0.3, 0.7)  # where the mean lies between light and dark; print is at about 0.15
LONGEST_SIDE = 1.7  # times the shorter one
PURE_BARS = 0.6
BARS_LENGTH, BARS_HEIGHT = 100.0, 25.0  # pixels


def code_size(grey: Grey) -> float | None:
    """Return the longer side in pixels of what looks most like a code in a cutting of a frame, None if nothing does."""
    for factor in SCALES:
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        square = _square(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), grey)
        if square is not None:
            return square / factor
    for patch in bars.patches(grey, 1):
        if patch.purity > PURE_BARS and patch.along > BARS_LENGTH and BARS_HEIGHT < patch.across < 0.6 * patch.along:
            return patch.along
    return None


def _square(grey: Grey, whole: Grey) -> float | None:
    """Look for a square of modules in ``grey``, a smaller or larger copy of ``whole``."""
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.5)  # noise has edges everywhere
    dx, dy = cv2.spatialGradient(smooth)
    edges = cv2.blur(cv2.convertScaleAbs(dx) // 2 + cv2.convertScaleAbs(dy) // 2, (SPREAD, SPREAD))
    strong = float(np.percentile(edges, 97))
    mask = (edges > EDGE_SHARE * strong).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
        (x, y), (width, height), angle = cv2.minAreaRect(contour)
        longer, shorter = max(width, height) - SPREAD, min(width, height) - SPREAD
        if longer < SMALLEST or shorter < longer / LONGEST_SIDE:
            continue
        if cv2.contourArea(contour) < FILLED * width * height:
            continue
        size = (longer, shorter) if width >= height else (shorter, longer)
        factor = whole.shape[1] / grey.shape[1]
        full = _cut_out(whole, (x * factor, y * factor), (size[0] * factor, size[1] * factor), angle)
        if _balanced(full) and _even(_cut_out(smooth, (x, y), size, angle)):
            return float(longer)
    return None


def _cut_out(grey: Grey, middle: tuple[float, float], size: tuple[float, float], angle: float) -> Grey:
    turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
    width, height = round(size[0]), round(size[1])
    turn[0, 2] += width / 2 - middle[0]
    turn[1, 2] += height / 2 - middle[1]
    return cv2.warpAffine(grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def _balanced(square: Grey) -> bool:
    """Tell whether a square is about as dark as it is light, at full size: small print turns grey when shrunk."""
    dark, light = np.percentile(square, (3, 97))
    low, high = BALANCE
    return bool(low < (light - float(np.mean(square))) / max(1.0, float(light - dark)) < high)


def _even(square: Grey) -> bool:
    """Tell whether dark and light are mixed about evenly all over a square."""
    dark, light = np.percentile(square, (10, 90))
    if light - dark < CONTRAST:
        return False
    # light may fall from one side: compare each part with what is around it
    around = cv2.blur(square, (max(3, square.shape[1] // 3), max(3, square.shape[0] // 3)))
    below: NDArray[Any] = (square < around).astype(np.float32)
    shares = cv2.resize(below, (PARTS, PARTS), interpolation=cv2.INTER_AREA)
    spread = cv2.absdiff(square, around).astype(np.float32)
    depth = cv2.resize(spread, (PARTS, PARTS), interpolation=cv2.INTER_AREA)
    low, high = DARK_SHARE
    even = (shares > low) & (shares < high) & (depth > 0.35 * float(np.median(depth)))
    # half dark, half light: two tones apart have a larger mean difference than a bell of greys would
    two_toned = float(np.mean(spread)) > 0.27 * (light - dark)
    return two_toned and int(np.count_nonzero(even)) >= EVEN_PARTS
