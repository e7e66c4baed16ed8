"""Painting for the demo camera: soft, shaded shapes on a transparent canvas, and laying the result over a frame."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Outline = npt.NDArray[np.float64]  # n corners, x and y
Colour = tuple[float, float, float]  # blue, green, red, 0..255

_SUBPIXEL_BITS = 4
_WARM = np.array((0.82, 0.92, 1.0), np.float32)  # light and shadow tint what they fall on


def colour(code: str) -> Colour:
    """Read a colour as designers write it.

    >>> colour("#0A4A5C")
    (92.0, 74.0, 10.0)
    """
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return float(blue), float(green), float(red)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Go from ``one`` towards ``other`` by ``share`` (0..1)."""
    blue, green, red = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return blue, green, red


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Outline:
    """Outline a rectangle with round corners, from its top left corner."""
    radius = min(radius, width / 2, height / 2)
    turn = np.linspace(0, np.pi / 2, 8 if radius > 0 else 1)
    corners = (
        (x + width - radius, y + radius, -np.pi / 2),
        (x + width - radius, y + height - radius, 0.0),
        (x + radius, y + height - radius, np.pi / 2),
        (x + radius, y + radius, np.pi),
    )
    return np.concatenate(
        [np.stack((cx + radius * np.cos(a + turn), cy + radius * np.sin(a + turn)), axis=1) for cx, cy, a in corners]
    )


def oval(x: float, y: float, across: float, down: float) -> Outline:
    """Outline an ellipse around its centre, from its two half axes."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    return np.stack((x + across * np.cos(turn), y + down * np.sin(turn)), axis=1)


def limb(start: tuple[float, float], end: tuple[float, float], thick: float, thin: float) -> Outline:
    """Outline a finger: round at both ends, of radius ``thick`` at the start and ``thin`` at the end."""
    along = np.subtract(end, start)
    heading = float(np.arctan2(along[1], along[0]))
    back = np.linspace(heading + np.pi / 2, heading + 3 * np.pi / 2, 16)
    front = np.linspace(heading - np.pi / 2, heading + np.pi / 2, 16)
    return np.concatenate(
        [
            np.asarray(end) + thin * np.stack((np.cos(front), np.sin(front)), axis=1),
            np.asarray(start) + thick * np.stack((np.cos(back), np.sin(back)), axis=1),
        ]
    )


def smooth(*points: tuple[float, float]) -> Outline:
    """Outline a closed curve through the points (Catmull-Rom)."""
    knots = np.asarray(points, dtype=np.float64)
    before, after, beyond = (np.roll(knots, by, axis=0) for by in (1, -1, -2))
    steps = np.linspace(0, 1, 12, endpoint=False)[:, None, None]
    curve = 0.5 * (
        2 * knots
        + (after - before) * steps
        + (2 * before - 5 * knots + 4 * after - beyond) * steps**2
        + (3 * knots - before - 3 * after + beyond) * steps**3
    )
    return curve.transpose(1, 0, 2).reshape(-1, 2)


def shifted(outline: Outline, x: float, y: float) -> Outline:
    """Move an outline."""
    moved: Outline = outline + np.array((x, y))
    return moved


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture with soft edges, height x width x 3 each.

    ``ink`` is already dimmed by its opacity, ``through`` is how much of what lies below still shows (0..255).
    """

    ink: Pixels
    through: Pixels

    def lay(self, frame: Pixels, x: int, y: int) -> None:
        """Lay this over ``frame``, its top left corner at x, y; what falls outside is cut."""
        height, width = self.ink.shape[:2]
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, frame.shape[1]), min(y + height, frame.shape[0])
        if left >= right or top >= bottom:
            return
        under = frame[top:bottom, left:right]
        part = slice(top - y, bottom - y), slice(left - x, right - x)
        cv2.multiply(under, self.through[part], dst=under, scale=1 / 255)
        cv2.add(under, self.ink[part], dst=under)


class Canvas:
    """A transparent picture, painted back to front in units of one's own: ``scale`` pixels each, ``origin`` top left.

    ``pixels`` is height x width x 4: blue, green, red as far as they show (0..255), and the opacity (0..255).
    """

    def __init__(self, width: float, height: float, scale: float = 1.0, origin: tuple[float, float] = (0.0, 0.0)):
        self.scale, self.origin = scale, origin
        self.pixels: Pixels = np.zeros((round(height * scale), round(width * scale), 4), np.uint8)

    def fill(
        self, outline: Outline, ink: Colour, *, blur: float = 0.0, opacity: float = 1.0, below: Colour | None = None
    ) -> None:
        """Fill an outline; ``blur`` softens its edge, ``below`` is the colour at the bottom of a gradient."""
        cut = self._cut(outline, 3 * blur)
        if cut is None:
            return
        place, mask = cut
        if blur > 0:
            mask = blurred(mask, blur * self.scale)
        shade = np.empty((mask.shape[0], 1, 3), np.float32)
        shade[:] = np.linspace(ink, below or ink, mask.shape[0], dtype=np.float32)[:, None, :]
        self._over(place, mask, shade, opacity)

    def body(self, outline: Outline, ink: Colour, roundness: float, relief: float = 26.0) -> None:
        """Fill an outline as something round, lit from the upper left; ``roundness`` is how wide its edge bends."""
        cut = self._cut(outline, 0.0)
        if cut is None:
            return
        place, mask = cut
        # the light changes slowly: worked out on a small copy, where the blur is a few pixels wide
        shrink = min(1.0, 3.0 / (roundness * self.scale))
        size = max(round(mask.shape[1] * shrink), 1), max(round(mask.shape[0] * shrink), 1)
        small = cv2.resize(mask.astype(np.float32) / 255, size, interpolation=cv2.INTER_AREA)
        reach = max(roundness * self.scale * shrink, 0.5)
        small = cv2.copyMakeBorder(small, 8, 8, 8, 8, cv2.BORDER_CONSTANT, value=(0.0,))
        height = cv2.GaussianBlur(small, (0, 0), reach)
        slope = cv2.Sobel(height, cv2.CV_32F, 1, 0) * 0.55 + cv2.Sobel(height, cv2.CV_32F, 0, 1) * 0.85
        light = ((height - 0.85) * 1.6 + slope * (reach / 8 * 2.2))[8:-8, 8:-8] * relief
        smooth_light = cv2.resize(light, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_LINEAR)
        shade = np.clip(np.asarray(ink, np.float32) + smooth_light[..., None] * _WARM, 0, 255)
        self._over(place, mask, shade.astype(np.float32, copy=False), 1.0)

    def paste(self, picture: Pixels, x: float, y: float) -> None:
        """Copy an opaque picture in, pixel for pixel, its top left corner at x, y."""
        left, top = self.at(x, y)
        place = slice(top, top + picture.shape[0]), slice(left, left + picture.shape[1])
        self.pixels[place][..., :3] = picture
        self.pixels[place][..., 3] = 255

    def text(self, words: str, x: float, y: float, size: float, ink: Colour) -> None:
        """Write a line whose letters stand on y, ``size`` high; it is only meant for places that are opaque already."""
        height = max(round(size * self.scale), 1)
        left, foot = self.at(x, y)
        top = max(foot - 2 * height, 0)
        lines = self.pixels[top : foot + height, :, :3]
        paper = np.ascontiguousarray(lines)
        cv2.putText(paper, words, (left, foot - top), ink, cv2.FontFace("sans"), height, 400)
        lines[:] = paper

    def overlay(self, other: "Canvas") -> None:
        """Lay what another canvas shows over this one, enlarged to its size."""
        size = self.pixels.shape[1], self.pixels.shape[0]
        over = cv2.resize(other.pixels, size, interpolation=cv2.INTER_LINEAR)
        through = cv2.cvtColor(cv2.bitwise_not(over[..., 3]), cv2.COLOR_GRAY2BGRA)
        through[..., 3] = through[..., 0]
        cv2.multiply(self.pixels, through, dst=self.pixels, scale=1 / 255)
        cv2.add(self.pixels, over, dst=self.pixels)

    def soften(self, blur: float) -> None:
        """Put all that is painted so far out of focus."""
        self.pixels = blurred(self.pixels, blur * self.scale)

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Where a place on the canvas lies, in pixels."""
        return round((x - self.origin[0]) * self.scale), round((y - self.origin[1]) * self.scale)

    def sprite(self, enlarged: float = 1.0) -> Sprite:
        """Take the picture off the canvas, larger than it was painted if need be."""
        pixels = cv2.resize(self.pixels, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_LINEAR)
        through = cv2.cvtColor(cv2.bitwise_not(pixels[..., 3]), cv2.COLOR_GRAY2BGR)
        return Sprite(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR).astype(np.uint8), through.astype(np.uint8))

    def _cut(self, outline: Outline, margin: float) -> tuple[tuple[slice, slice], Pixels] | None:
        """Rasterise an outline: the part of the canvas it needs, and the mask (0..255) there."""
        spots = (outline - self.origin) * self.scale
        margin = margin * self.scale + 2
        low = np.maximum(np.floor(spots.min(axis=0) - margin), 0).astype(int)
        high = np.minimum(np.ceil(spots.max(axis=0) + margin), (self.pixels.shape[1], self.pixels.shape[0])).astype(int)
        if (low >= high).any():
            return None
        mask: Pixels = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        corners = np.round((spots - low) * (1 << _SUBPIXEL_BITS)).astype(np.int32)
        cv2.fillPoly(mask, [corners], (255,), cv2.LINE_AA, _SUBPIXEL_BITS)
        return (slice(low[1], high[1]), slice(low[0], high[0])), mask

    def _over(self, place: tuple[slice, slice], mask: Pixels, shade: npt.NDArray[np.float32], opacity: float) -> None:
        under = self.pixels[place]
        cover = mask[..., None].astype(np.float32) * np.float32(opacity / 255)
        under[..., :3] = under[..., :3] * (1 - cover) + shade * cover + 0.5
        under[..., 3:] = under[..., 3:] * (1 - cover) + 255 * cover + 0.5


def blurred(picture: Pixels, sigma: float) -> Pixels:
    """Blur as if with a wide Gaussian; wide ones are done on a small copy, which nobody can tell."""
    shrink = max(1, int(sigma / 3))
    if shrink == 1:
        return cv2.GaussianBlur(picture, (0, 0), sigma).astype(np.uint8)
    size = picture.shape[1], picture.shape[0]
    small = cv2.resize(picture, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return cv2.resize(small, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def laid(under: Pixels, over: Pixels) -> None:
    """Lay a height x width x 4 picture (as on a canvas) over a part of a frame of the same height and width."""
    through = cv2.cvtColor(cv2.bitwise_not(over[..., 3]), cv2.COLOR_GRAY2BGR)
    cv2.multiply(under, through, dst=under, scale=1 / 255)
    cv2.add(under, cv2.cvtColor(over, cv2.COLOR_BGRA2BGR), dst=under)
