"""Makes the earcons: ``python -m hardware.sounds.make_sounds`` writes them beside this file.

Sine tones with soft edges, so that they carry over a crowd without startling anybody. Rising means in, falling
means out, equal means *look at the screen*, low means *not read*. See-staff and stop are the same sound, so
that nobody hears a health result.
"""

import math
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.ports import Sound

RATE = 22_050
PEAK = 0.5  # -6 dB
EDGE = 0.008  # seconds of rise and of fall
PAUSE = 0.06  # seconds between two tones of the same pitch


@dataclass(frozen=True, slots=True)
class Tone:
    """A pitch in Hz (0 for silence) for some seconds."""

    pitch: float
    seconds: float


def equal(count: int, pitch: float, seconds: float) -> tuple[Tone, ...]:
    """The same tone several times over."""
    return (Tone(pitch, seconds), Tone(0, PAUSE)) * (count - 1) + (Tone(pitch, seconds),)


EARCONS: dict[Sound, tuple[Tone, ...]] = {
    Sound.READ: (Tone(1200, 0.04),),
    Sound.CHECK_IN: (Tone(880, 0.09), Tone(1175, 0.12)),
    Sound.CHECK_OUT: (Tone(1175, 0.09), Tone(880, 0.12)),
    Sound.ALREADY_IN: equal(2, 880, 0.11),
    Sound.NEEDS_DECLARATION: equal(2, 660, 0.11),
    Sound.SEE_STAFF: equal(3, 440, 0.14),
    Sound.UNREADABLE: (Tone(330, 0.16),),
    Sound.UNKNOWN_CODE: (Tone(330, 0.16),),
    Sound.STILL_THERE: equal(2, 660, 0.11),
}


def samples(tones: Sequence[Tone]) -> bytes:
    """The tones one after the other, as a WAV file has them: 16 bits, little-endian."""
    made = array("h")
    for tone in tones:
        count = round(tone.seconds * RATE)
        edge = round(EDGE * RATE)
        for n in range(count):
            near = min(n, count - 1 - n, edge) / edge  # 0 at the ends, 1 from the edge inwards
            loud = PEAK * (0.5 - 0.5 * math.cos(math.pi * near)) if tone.pitch else 0.0
            made.append(round(32767 * loud * math.sin(2 * math.pi * tone.pitch * n / RATE)))
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def write(folder: Path) -> None:
    """Write every earcon into ``folder``."""
    for sound, tones in EARCONS.items():
        with wave.open(str(folder / f"{sound}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))


if __name__ == "__main__":
    write(Path(__file__).parent)
