"""Reads the codes in the frames of one camera, one frame after the other."""

from dataclasses import dataclass

import cv2

from hardware.decoding import zxing
from hardware.decoding.reads import Read
from hardware.frames import Frame
from kiosk.scans import Finding


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame gave: the codes that count, and what is wrong with a code that is held up but not read."""

    reads: tuple[Read, ...] = ()
    finding: Finding | None = None


class Decoder:
    """Stateful per camera: give it every frame in order."""

    def look(self, frame: Frame) -> Look:
        """Read one frame; never raises for what is in the picture."""
        grey = cv2.cvtColor(frame.pixels, cv2.COLOR_BGR2GRAY)
        return Look(tuple(zxing.find(grey, zxing.QR)))
