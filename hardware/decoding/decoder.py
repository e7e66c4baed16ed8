"""Reads the codes in the frames of one camera, one frame after the other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from hardware.decoding.advice import Advisor
from hardware.decoding.agreement import Agreement
from hardware.decoding.attention import Attention, Box, Effort
from hardware.decoding.familiar import Familiar
from hardware.decoding.reads import Read, shifted
from hardware.decoding.rungs import Found, Rung, base, glance, second_chances
from hardware.decoding.stills import StillDecoder
from hardware.decoding.treatments import Grey
from hardware.frames import Frame, Pixels
from hardware.zbar_binary import MATRIX, open_zbar
from kiosk.scans import Finding

CALM_EVERY = 0.22  # seconds between looks at an empty doorway
HELD_BUDGET = 0.030  # seconds of decoding for a frame in which a code may be held up: the period of a camera
AROUND = 0.08  # of the frame: how far around what is new and busy the costly rungs look
TIRELESS_RUNGS = 5
LUCKY_FOR = 1.0  # seconds for which the rung that has just read something is tried first


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame gave: the codes that count, and what is wrong with a code that is held up but not read."""

    reads: tuple[Read, ...] = ()
    finding: Finding | None = None


class Decoder:
    """Stateful per camera: give it every frame, in order, on one thread.

    ``tireless`` gives every frame the same, high number of rungs and goes on after a read that counts: for
    recordings that nobody waits for. There the result does not depend on the speed of the machine.
    """

    def __init__(self, *, tireless: bool = False) -> None:
        self._tireless = tireless
        self._attention = Attention()
        self._agreement = Agreement()
        self._advisor = Advisor()
        self._familiar = Familiar()
        self._base, self._glance = base(), glance()
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
        reads, news = self._climbed(grey, frame, effort, notice.box)
        if news or any(_inside(read, notice.box, grey) for read in reads):
            self._advisor.read(frame.at)
        elif not self._tireless:
            return Look(reads, self._advisor.of(grey, notice, frame.at))
        return Look(reads)

    def _climbed(self, grey: Grey, frame: Frame, effort: Effort, box: Box | None) -> tuple[tuple[Read, ...], bool]:
        """Go from rung to rung until one gives a read that counts, or the time for this frame is over.

        Returns what counts, and whether that is news. Only news ends it: a poster behind the visitor must not
        hide a card.
        """
        until = time.perf_counter() + (HELD_BUDGET if effort is Effort.HELD else 0)
        accepted: dict[tuple[str, bytes], Read] = {}
        news = False
        for number, rung in enumerate(self._rungs(frame.at, effort)):
            if number > 1 and (number > TIRELESS_RUNGS if self._tireless else time.perf_counter() > until):
                break
            found = climbed_within(rung, grey, box)
            if found and rung not in (self._base, self._glance):
                self._lucky, self._lucky_at = rung, frame.at
            for each in found:
                if self._agreement.accept(each.read, frame.at, str(frame.number), each.way):
                    accepted[each.read.symbology, each.read.raw] = each.read
            news = not self._familiar.all_of(accepted.values(), frame.at)
            if news and not self._tireless:
                break
        return tuple(accepted.values()), news

    def _rungs(self, at: float, effort: Effort) -> Iterator[Rung]:
        """Yield the base pass, then what has just worked, then the others from where the last frame left off.

        An empty doorway gets by turns the base pass alone, and its quick form with one of the others.
        """
        calm = effort is Effort.CALM
        self._calm_turn = calm and not self._calm_turn
        yield self._base if not calm or self._calm_turn else self._glance
        if self._calm_turn:
            return
        if self._lucky is not None and at - self._lucky_at < LUCKY_FOR:
            yield self._lucky
        for _ in self._chances:
            rung = self._chances[self._turn]
            self._turn = (self._turn + 1) % len(self._chances)
            yield rung

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


def _inside(read: Read, box: Box | None, grey: Grey) -> bool:
    """Tell whether a code lies in the part of the frame that is new."""
    (x, y), (height, width) = read.centre, grey.shape
    return box is not None and box.left <= x / width <= box.right and box.top <= y / height <= box.bottom
