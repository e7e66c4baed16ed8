"""What a small camera does to the demo's picture: perspective, motion blur, glare, defocus and sensor noise."""

import cv2
import numpy as np
import numpy.typing as npt

from hardware.demo_motion import Matrix
from hardware.demo_paint import Pixels, laid
from hardware.demo_props import Held

GREY = 64.0  # what the noise is drawn around
_TILE = 512  # the noise repeats after so many pixels; nobody can tell
_GLARE_LIGHT = 140.0
_SHARP = 0.5  # a smear of fewer pixels than this is none

Vector = npt.NDArray[np.float64]


def grain(rng: np.random.Generator, shape: tuple[int, int], strength: float) -> Pixels:
    """Noise of a small sensor around GREY: mostly light and dark, a little colour, soft at the scale of a pixel.

    ``shape`` is height and width, ``strength`` the standard deviation.
    """
    grey = rng.standard_normal((_TILE, _TILE, 1), np.float32)
    coloured = rng.standard_normal((_TILE, _TILE, 3), np.float32)
    noise = cv2.GaussianBlur(grey * np.float32(0.85) + coloured * np.float32(0.5), (0, 0), 0.55)
    noise = np.clip(noise * (strength / float(noise.std())) + GREY, 0, 255)
    times = -(-shape[0] // _TILE), -(-shape[1] // _TILE), 1
    return np.ascontiguousarray(np.tile(np.asarray(noise, np.uint8), times)[: shape[0], : shape[1]])


def defocus(held: Held, blur: float) -> None:
    """Put the drawn thing out of focus; ``blur`` is the standard deviation in its own pixels."""
    held.pixels[:] = cv2.GaussianBlur(held.pixels, (0, 0), blur)


def glare(held: Held, strength: float, rng: np.random.Generator) -> None:
    """Mirror a lamp on the drawn thing: a bright spot at the code's upper or lower side, never all over it."""
    left, top, right, bottom = held.code
    side = min(right - left, bottom - top)
    x = float(rng.uniform(left, right))
    y = float(rng.choice((top, bottom)) + rng.uniform(-0.15, 0.15) * side)
    across, down = side * float(rng.uniform(0.16, 0.3)), side * float(rng.uniform(0.12, 0.2))
    x0, y0, x1, y1 = held.thing
    x0, y0 = max(x0, round(x - 3 * across)), max(y0, round(y - 3 * down))
    x1, y1 = min(x1, round(x + 3 * across)), min(y1, round(y + 3 * down))
    row = np.exp(-(((np.arange(x0, x1) - x) / across) ** 2) / 2)
    column = np.exp(-(((np.arange(y0, y1) - y) / down) ** 2) / 2)
    spot = (np.outer(column, row) * _GLARE_LIGHT * strength).astype(np.uint8)
    part = held.pixels[y0:y1, x0:x1, :3]
    part[:] = cv2.add(part, cv2.cvtColor(spot, cv2.COLOR_GRAY2BGR))


def project(area: tuple[int, int, int, int], matrix: Matrix) -> Matrix:
    """Where the corners of ``area`` (left, top, right, bottom of the drawing) lie in the frame: 4 x 2, clockwise."""
    left, top, right, bottom = area
    spots = np.array(((left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)), np.float64) @ matrix.T
    corners: Matrix = spots[:, :2] / spots[:, 2:]
    return corners


def is_inside(area: tuple[int, int, int, int], matrix: Matrix, size: tuple[int, int]) -> bool:
    """Whether all of ``area`` lies in a frame of this width and height."""
    corners = project(area, matrix)
    return bool((corners >= 0).all() and (corners <= (size[0] - 1, size[1] - 1)).all())


def shoot(held: Held, matrix: Matrix, smear: tuple[float, float], picture: Pixels) -> None:
    """Draw the thing into ``picture`` where ``matrix`` puts it, smeared by so many pixels to the side and downwards."""
    height, width = held.pixels.shape[:2]
    corners = project((0, 0, width, height), matrix)
    low = np.maximum(np.floor(corners.min(axis=0)) - 8, 0).astype(int)
    high = np.minimum(np.ceil(corners.max(axis=0)) + 8, (picture.shape[1], picture.shape[0])).astype(int)
    if (low >= high).any():
        return
    shift = np.array(((1, 0, -low[0]), (0, 1, -low[1]), (0, 0, 1)), np.float64)
    size = int(high[0] - low[0]), int(high[1] - low[1])
    over = cv2.warpPerspective(held.pixels, shift @ matrix, size, flags=cv2.INTER_LINEAR)
    sideways, downwards = abs(smear[0]), abs(smear[1])
    if max(sideways, downwards) >= _SHARP:
        over = cv2.sepFilter2D(over, -1, smear_kernel(sideways), smear_kernel(downwards))
    laid(picture[low[1] : high[1], low[0] : high[0]], over.astype(np.uint8, copy=False))


def smear_kernel(length: float) -> Vector:
    """An even smear of so many pixels, fractions included.

    >>> smear_kernel(0.0).tolist(), smear_kernel(2.0).tolist()
    ([1.0], [0.25, 0.5, 0.25])
    """
    if length < _SHARP:
        return np.ones(1)
    half = max(int(np.ceil((length - 1) / 2)), 1)
    # a shutter open over less than a pixel still mixes in a little of the neighbours
    spread = max(length, 1.0) / 2 + 0.5 if length > 1 else 1 + length / 4
    kernel = np.clip(spread - np.abs(np.arange(-half, half + 1)), 0, 1)
    normed: Vector = kernel / kernel.sum()
    return normed
