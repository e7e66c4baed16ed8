"""Reads all codes in one picture that no better one will follow: a photograph, a scan, a screenshot."""

from dataclasses import replace

import cv2

from hardware.decoding.agreement import Agreement
from hardware.decoding.reads import Read
from hardware.decoding.rungs import whole_ladder
from hardware.decoding.treatments import Grey
from hardware.frames import Pixels
from hardware.zbar_binary import LINEAR, MATRIX, open_zbar

SMALL = 700  # pixels: pictures of less are enlarged, they are drawn or cut out rather than photographed
LARGE = 1800  # pixels: in pictures of more, a code is looked for in a smaller copy as well
BORDER = 24  # pixels of white around a small picture: it may be cut at the very edge of the code

THINNEST = 16  # pixels


class StillDecoder:
    """Reads pictures, one independent of the other."""

    def __init__(self) -> None:
        self._ladder = whole_ladder(open_zbar(MATRIX), open_zbar(LINEAR))

    def read(self, pixels: Pixels) -> list[Read]:
        """Return each different code in a BGR picture once, in the order of first reading; corners in its pixels."""
        agreement = Agreement()
        accepted: dict[tuple[str, bytes], Read] = {}
        for grey, scale, offset, word in _versions(_thick(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))):
            for rung in self._ladder:
                for found in rung.climb(grey):
                    read = _moved(found.read, scale, offset)
                    way = f"{word}{found.way}"
                    if agreement.accept(read, 0.0, way, way):
                        accepted.setdefault((read.symbology, read.raw), read)
        return list(accepted.values())


def _thick(grey: Grey) -> Grey:
    """Widen what is but a line, by repeating its edge: every way of looking takes some pixels both ways."""
    height, width = grey.shape
    down, right = max(0, THINNEST - height), max(0, THINNEST - width)
    return cv2.copyMakeBorder(grey, 0, down, 0, right, cv2.BORDER_REPLICATE) if down or right else grey


def _versions(grey: Grey) -> list[tuple[Grey, float, int, str]]:
    """Return the copies of a picture to look at, each with its scale, its border and a word for it."""
    longer = max(grey.shape)
    if longer < SMALL:
        bordered = cv2.copyMakeBorder(grey, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=255)
        factor = max(2, min(8, SMALL // max(bordered.shape)))
        how = cv2.INTER_NEAREST if longer < 200 else cv2.INTER_CUBIC
        enlarged = cv2.resize(bordered, None, fx=factor, fy=factor, interpolation=how)
        return [(bordered, 1.0, BORDER, ""), (enlarged, float(factor), BORDER, "enlarged ")]
    if longer > LARGE:
        factor = LARGE / 1.4 / longer
        if min(grey.shape) * factor < THINNEST:
            return [(grey, 1.0, 0, "")]
        return [
            (cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), factor, 0, "shrunk "),
            (grey, 1.0, 0, ""),
        ]
    return [(grey, 1.0, 0, "")]


def _moved(read: Read, scale: float, offset: int) -> Read:
    corners = tuple((x / scale - offset, y / scale - offset) for x, y in read.corners)
    return replace(read, corners=corners)
