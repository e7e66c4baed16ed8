"""Says what is wrong with a code that is held up and cannot be read, and says nothing about anything else.

Somebody who walks by moves; what is held up stays where it is. And only what has twice looked
like a code earns advice before eight seconds have gone by.
"""

from math import dist

import numpy as np

from hardware.decoding.attention import Box, Notice
from hardware.decoding.code_like import code_size
from hardware.decoding.treatments import Grey
from kiosk.scans import Finding

SPEAK_AFTER = 2.0  # seconds held still and unread
GIVE_UP_AFTER = 8.0  # seconds after which something is said even if it looks like no code
APART = 1.0  # seconds between two hints
LOOK_EVERY = 0.4  # seconds between two looks for something like a code
PROOFS = 2  # how many of these must have found it
PROOF_LASTS = 2.0  # seconds
LETS_GO_AFTER = 0.6  # seconds for which it may be out of sight
STAYS_WITHIN = 0.09  # of the frame, around where it was first seen
QUIET_AFTER_READ = 3.0  # seconds in which whoever has been read takes the card away
LARGE_ENOUGH = 0.01  # of the frame

DARK_BELOW = 75  # of 255: the brightest twentieth of what is held up
GLARING = 250
GLARE_SHARE = 0.10
NEAR_AREA = 0.55  # of the frame
FAR_BELOW = 110  # pixels, for the longer side of a code in a frame 1280 wide
EDGE = 0.01  # of the frame


class Advisor:
    """Stateful per camera: tell it of every frame that attention noticed something in."""

    def __init__(self) -> None:
        self._anchor: tuple[float, float] | None = None
        self._since = 0.0
        self._seen_at = 0.0
        self._looked_at = 0.0
        self._proofs: list[float] = []
        self._code_size = 0.0
        self._spoke_at = -APART
        self._quiet_until = 0.0

    def read(self, at: float) -> None:
        """Take note that a code was read: there is nothing to say."""
        self._anchor = None
        self._quiet_until = at + QUIET_AFTER_READ

    def of(self, grey: Grey, notice: Notice, at: float) -> Finding | None:
        """Return what to say about a frame in which nothing was read, or None."""
        box = notice.box
        if box is None or box.area < LARGE_ENOUGH or at < self._quiet_until:
            if at - self._seen_at > LETS_GO_AFTER:
                self._anchor = None
            return None
        self._seen_at = at
        if self._anchor is None or dist(self._anchor, box.middle) > STAYS_WITHIN:
            self._anchor, self._since, self._proofs = box.middle, at, []
        held = at - self._since
        if held > SPEAK_AFTER / 2 and at - self._looked_at > LOOK_EVERY:
            self._look(cut_out(grey, box), at)
        if held < SPEAK_AFTER or at - self._spoke_at < APART:
            return None
        finding: Finding | None = None
        if len([proof for proof in self._proofs if at - proof < PROOF_LASTS]) >= PROOFS:
            finding = judged(cut_out(grey, box), box, self._code_size * 1280 / grey.shape[1])
        elif held >= GIVE_UP_AFTER:
            finding = Finding.NO_CODE
        if finding is not None:
            self._spoke_at = at
        return finding

    def _look(self, part: Grey, at: float) -> None:
        self._looked_at = at
        size = code_size(part)
        if size is not None:
            self._code_size = size
            self._proofs = [*self._proofs[-5:], at]


def cut_out(grey: Grey, box: Box) -> Grey:
    """Return the part of a frame in a box and a little around it."""
    height, width = grey.shape
    wider = box.wider(0.03)
    rows = slice(int(wider.top * height), int(wider.bottom * height))
    return np.ascontiguousarray(grey[rows, int(wider.left * width) : int(wider.right * width)])


def judged(part: Grey, box: Box, code_size: float) -> Finding:
    """Name what most likely keeps a code in ``part`` from being read; ``code_size`` as in a frame 1280 wide."""
    if float(np.percentile(part, 95)) < DARK_BELOW:
        return Finding.DARK
    if float(np.mean(part >= GLARING)) > GLARE_SHARE:
        return Finding.GLARE
    if box.area > NEAR_AREA:
        return Finding.NEAR
    if min(box.left, box.top, 1 - box.right, 1 - box.bottom) < EDGE:
        return Finding.CUT
    if code_size < FAR_BELOW:
        return Finding.FAR
    return Finding.BLUR
