"""When a read may count: bar codes and PDF417 are the only ones that were ever read wrongly, so they must repeat."""

from collections import deque
from dataclasses import dataclass
from math import dist

from hardware.decoding.reads import ONE_BY_ONE, Read
from kiosk.scans import Symbology

WINDOW = 1.0  # seconds within which reads must repeat
LOOKS = 2  # different frames (or, for a still, differently treated copies of it) that must say the same


@dataclass(frozen=True, slots=True)
class _Vote:
    at: float
    look: str
    way: str
    read: Read


def votes_needed(symbology: Symbology) -> int:
    """How many times the same text must be read, by different frames or in different ways.

    Code 39 and Codabar have no checksum, swapped digits pass that of EAN, and a PDF417 of which only a part
    shows was once read as gibberish that its error correction had let through.
    """
    return 2 if symbology is Symbology.CODE_128 else 3


class Agreement:
    """Remembers the reads of the last second and lets those through that others have confirmed."""

    def __init__(self) -> None:
        self._votes: deque[_Vote] = deque()

    def accept(self, read: Read, at: float, look: str, way: str) -> bool:
        """Count a read made at ``at`` in ``look`` (a frame) by ``way`` (a rung); tell whether it may count now.

        The same way on the same look says the same again and is no evidence. A different text at the same
        place is evidence against: then one more agreeing read is needed for each of those.
        """
        if read.symbology in ONE_BY_ONE:
            return True
        while self._votes and at - self._votes[0].at > WINDOW:
            self._votes.popleft()
        self._votes.append(_Vote(at, look, way, read))
        same = [vote for vote in self._votes if (vote.read.symbology, vote.read.raw) == (read.symbology, read.raw)]
        against = {
            (vote.look, vote.way)
            for vote in self._votes
            if (vote.read.symbology, vote.read.raw) != (read.symbology, read.raw) and same_place(vote.read, read)
        }
        votes = {(vote.look, vote.way) for vote in same}
        looks = {vote.look for vote in same}
        return len(looks) >= LOOKS and len(votes) >= votes_needed(read.symbology) + len(against)


def same_place(one: Read, other: Read) -> bool:
    """Tell whether two reads come from about the same place of the picture."""
    return dist(one.centre, other.centre) <= max(one.size, other.size) / 2
