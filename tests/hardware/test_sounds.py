"""The sounds that are shipped are those of the design."""

import wave
from array import array
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from hardware.sound_clips import SOUNDS
from hardware.sounds.make_sounds import EARCONS, RATE, samples, write
from kiosk.ports import Sound

PITCHES = {
    Sound.READ: [1200],
    Sound.CHECK_IN: [880, 1175],
    Sound.CHECK_OUT: [1175, 880],
    Sound.ALREADY_IN: [880, 880],
    Sound.NEEDS_DECLARATION: [660, 660],
    Sound.SEE_STAFF: [440, 440, 440],
    Sound.UNREADABLE: [330],
    Sound.UNKNOWN_CODE: [330],
    Sound.STILL_THERE: [660, 660],
}
SECONDS = {Sound.READ: 0.04, Sound.CHECK_IN: 0.21, Sound.CHECK_OUT: 0.21, Sound.UNREADABLE: 0.16}


def shipped(sound: Sound) -> list[int]:
    with wave.open(str(SOUNDS / f"{sound}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        return array("h", file.readframes(file.getnframes())).tolist()


@pytest.mark.parametrize("sound", Sound)
def test_each_sound_has_its_pitches_one_after_the_other(sound: Sound) -> None:
    heard = np.array(shipped(sound), dtype=float)
    at = 0
    pitches = []
    for tone in EARCONS[sound]:
        count = round(tone.seconds * RATE)
        part = heard[at : at + count]
        at += count
        if not tone.pitch:
            assert not part.any()
            continue
        spectrum = np.abs(np.fft.rfft(part * np.hanning(count), 1 << 16))
        pitches.append(round(float(spectrum.argmax()) * RATE / (1 << 16)))
    assert at == len(heard)
    assert pitches == pytest.approx(PITCHES[sound], abs=4)


@pytest.mark.parametrize("sound", Sound)
def test_sounds_are_equally_loud_and_begin_and_end_softly(sound: Sound) -> None:
    heard = shipped(sound)
    assert 20 * np.log10(max(map(abs, heard)) / 32767) == pytest.approx(-6.0, abs=0.2)
    assert heard[0] == heard[-1] == 0
    assert max(abs(after - before) for before, after in pairwise(heard)) < 32767 * 0.5 * 2 * np.pi * 1300 / RATE
    assert max(map(abs, heard[:20])) < 2000


@pytest.mark.parametrize(("sound", "seconds"), SECONDS.items())
def test_lengths(sound: Sound, seconds: float) -> None:
    assert len(shipped(sound)) / RATE == pytest.approx(seconds, abs=0.001)


def test_see_staff_and_stop_are_one_sound() -> None:
    assert not [sound for sound in Sound if "stop" in sound]


def test_the_files_are_what_the_script_makes(tmp_path: Path) -> None:
    write(tmp_path)
    for sound in Sound:
        made = array("h", samples(EARCONS[sound]))
        assert len(made) == len(shipped(sound))
        assert max(abs(a - b) for a, b in zip(made, shipped(sound), strict=True)) <= 1  # a platform's own sine
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in SOUNDS.glob("*.wav")}
