"""What is played for a sound: the earcon, and the spoken line of the language where there is one."""

import logging
from array import array
from pathlib import Path

from hardware.sound_output import RATE, WIDTH, decode
from kiosk.errors import DeviceError
from kiosk.ports import Sound
from kiosk.screens import Language

log = logging.getLogger(__name__)

SOUNDS = Path(__file__).parent / "sounds"
BEFORE_VOICE = 0.15  # seconds between the earcon and the line


class Clips:
    """Reads ``<sound>.wav`` and ``<language>/<sound>.wav`` of a folder once each. A missing file is silence."""

    def __init__(self, folder: Path = SOUNDS) -> None:
        self._folder = folder
        self._read: dict[Path, bytes] = {}

    def earcon(self, sound: Sound) -> bytes:
        """The sound without words."""
        return self._clip(self._folder / f"{sound}.wav")

    def line(self, sound: Sound, language: Language) -> bytes:
        """The words, with the pause before them; empty if nobody has recorded them."""
        words = self._clip(self._folder / language / f"{sound}.wav")
        return bytes(WIDTH * round(BEFORE_VOICE * RATE)) + words if words else words

    def _clip(self, path: Path) -> bytes:
        if path not in self._read:
            self._read[path] = _decode(path)
        return self._read[path]


def _decode(path: Path) -> bytes:
    if not path.exists():
        return b""
    try:
        return decode(path)
    except DeviceError as fault:
        log.warning("%s", fault)
        return b""


def at_volume(samples: bytes, volume: float) -> bytes:
    """The samples as loud as ``volume`` (0..1) asks: squared, since half as loud takes far less than half.

    >>> array("h", at_volume(array("h", [1000, -1000]).tobytes(), 0.5))
    array('h', [250, -250])
    """
    gain = min(max(volume, 0.0), 1.0) ** 2
    if gain == 1:
        return samples
    return array("h", (round(sample * gain) for sample in array("h", samples))).tobytes()
