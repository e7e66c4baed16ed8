"""Reads the codes in the frames of one camera, one frame after the other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from hardware.decoding.advice import Advisor
from hardware.decoding.agreement import Agreement
from hardware.decoding.attention import Attention, Box, Effort
from hardware.decoding.reads import Read, shifted
from hardware.decoding.rungs import Found, Rung, base, second_chances
from hardware.decoding.stills import StillDecoder
from hardware.decoding.treatments import Grey
from hardware.frames import Frame, Pixels
from hardware.zbar_binary import MATRIX, open_zbar
from kiosk.scans import Finding

CALM_EVERY = 0.22  # seconds between looks at an empty doorway
HELD_BUDGET = 0.030  # seconds of decoding for a frame in which a code may be held up: the period of a camera
AROUND = 0.08  # of the frame: how far around what is new and busy the costly rungs look
LUCKY_FOR = 1.0  # seconds for which the rung that has just read something is tried first


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame gave: the codes that count, and what is wrong with a code that is held up but not read."""

    reads: tuple[Read, ...] = ()
    finding: Finding | None = None


class Decoder:
    """Stateful per camera: give it every frame, in order, on one thread.

    ``tireless`` takes every frame for one in which a code is held up, and looks for all QR codes in it: for
    recordings that nobody waits for.
    """

    def __init__(self, *, tireless: bool = False) -> None:
        self._tireless = tireless
        self._attention = Attention()
        self._agreement = Agreement()
        self._advisor = Advisor()
        self._base = base(every=tireless)
        self._chances = second_chances(open_zbar(MATRIX))
        self._turn = 0
        self._lucky: Rung | None = None
        self._lucky_at = 0.0
        self._looked_at = -CALM_EVERY
        self._held_at = -LUCKY_FOR
        self._calm_turn = False
        self._stills: StillDecoder | None = None
        self._still: tuple[Pixels, tuple[Read, ...]] | None = None

    def look(self, frame: Frame) -> Look:
        """Read one frame; never raises for what is in the picture."""
        if frame.still:
            return Look(self._in_still(frame.pixels))
        grey = cv2.cvtColor(frame.pixels, cv2.COLOR_BGR2GRAY)
        notice = self._attention.of(grey, frame.at)
        effort = Effort.HELD if self._tireless else notice.effort
        if effort is Effort.CALM and frame.at - self._looked_at < CALM_EVERY:
            return Look()
        self._looked_at = frame.at
        if effort is Effort.HELD:
            if frame.at - self._held_at > LUCKY_FOR:
                self._turn = 0  # something is being held up anew: the rungs stand in the order of what they read
            self._held_at = frame.at
        reads = self._climbed(grey, frame, effort, notice.box)
        if reads:
            self._advisor.read(frame.at)
            return Look(reads)
        return Look((), None if self._tireless else self._advisor.of(grey, notice, frame.at))

    def _climbed(self, grey: Grey, frame: Frame, effort: Effort, box: Box | None) -> tuple[Read, ...]:
        """Go from rung to rung until one gives a read that counts, or the time for this frame is over."""
        until = time.perf_counter() + (HELD_BUDGET if effort is Effort.HELD else 0)
        for number, rung in enumerate(self._rungs(frame.at, effort)):
            if number > 1 and time.perf_counter() > until:
                break
            found = climbed_within(rung, grey, box)
            if found and rung is not self._base:
                self._lucky, self._lucky_at = rung, frame.at
            accepted = {
                (each.read.symbology, each.read.raw): each.read
                for each in found
                if self._agreement.accept(each.read, frame.at, str(frame.number), each.way)
            }
            if accepted:
                return tuple(accepted.values())
        return ()

    def _rungs(self, at: float, effort: Effort) -> Iterator[Rung]:
        """Yield the base pass, then what has just worked, then the others from where the last frame left off.

        An empty doorway gets the base pass and one of the others by turns.
        """
        self._calm_turn = effort is Effort.CALM and not self._calm_turn
        if not self._calm_turn:
            yield self._base
            if effort is Effort.CALM:
                return
        if self._lucky is not None and at - self._lucky_at < LUCKY_FOR:
            yield self._lucky
        for _ in self._chances:
            rung = self._chances[self._turn]
            self._turn = (self._turn + 1) % len(self._chances)
            yield rung
            if effort is Effort.CALM:
                return

    def _in_still(self, pixels: Pixels) -> tuple[Read, ...]:
        """Read a photograph thoroughly, once, however often it is shown."""
        if self._still is None or self._still[0] is not pixels:
            self._stills = self._stills or StillDecoder()
            self._still = pixels, tuple(self._stills.read(pixels))
        return self._still[1]


def climbed_within(rung: Rung, grey: Grey, box: Box | None) -> list[Found]:
    """Climb a rung; a costly one only sees ``box`` and what is around it. Corners are pixels of ``grey``."""
    if box is None or not rung.costly:
        return rung.climb(grey)
    height, width = grey.shape
    wider = box.wider(AROUND)
    left, top = int(wider.left * width), int(wider.top * height)
    part = np.ascontiguousarray(grey[top : int(wider.bottom * height), left : int(wider.right * width)])
    return [Found(shifted(found.read, left, top), found.way) for found in rung.climb(part)]
