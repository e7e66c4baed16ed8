"""The real output, on a device that plays at the right speed and is heard by nobody."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import miniaudio  # type: ignore[import-untyped] # it ships none
import pytest

from hardware import sounds
from hardware.sound import Speaker
from hardware.sound_clips import Clips
from hardware.sound_output import RATE, MiniaudioOutput, Output, decode
from kiosk.errors import DeviceError
from kiosk.ports import Sound
from kiosk.scans import SourceEvent, SourceLost, SourceUp
from kiosk.screens import Language


def clip(sound: Sound) -> bytes:
    return Clips().earcon(sound)


def null_output() -> MiniaudioOutput:
    return MiniaudioOutput([miniaudio.Backend.NULL])


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_the_real_output_plays_to_the_end_cuts_the_old_sound_and_starts_again_after_a_rest() -> None:
    output = null_output()
    try:
        for _ in range(2):
            started = time.monotonic()
            output.play(clip(Sound.SEE_STAFF))
            time.sleep(0.1)
            assert 0 < output.left < 12_000
            output.play(clip(Sound.READ))
            assert output.left <= round(0.04 * RATE)
            wait_until(lambda: output.left == 0)
            assert time.monotonic() - started < 0.5
            output.rest()
    finally:
        output.close()


def listen(speaker: Speaker, events: list[SourceEvent]) -> Thread:
    thread = Thread(target=lambda: events.extend(speaker.events()))
    thread.start()
    return thread


def test_a_speaker_on_the_real_output() -> None:
    outputs: list[MiniaudioOutput] = []
    events: list[SourceEvent] = []

    def open_output() -> Output:
        outputs.append(null_output())
        return outputs[-1]

    speaker = Speaker(open_output=open_output)
    thread = listen(speaker, events)
    for sound in Sound:
        speaker.play(sound, Language.VI)
        time.sleep(0.02)
    wait_until(lambda: bool(outputs) and outputs[0].left == 0)
    wait_until(lambda: events == [SourceUp("speaker:")])
    speaker.close()
    thread.join(5)
    assert not thread.is_alive()
    assert len(outputs) == 1


def test_this_machine_with_a_loudspeaker_or_without() -> None:
    events: list[SourceEvent] = []
    speaker = Speaker(volume=0.0)
    thread = listen(speaker, events)
    speaker.play(Sound.READ, Language.VI)
    wait_until(lambda: len(events) == 1)
    speaker.close()
    thread.join(5)
    assert isinstance(events[0], SourceUp | SourceLost)


def test_a_program_in_a_folder_with_a_vietnamese_name_is_heard(tmp_path: Path) -> None:
    """Which can fail on Windows only."""
    clip = min(Path(sounds.__file__ or "").parent.glob("*.wav"))
    there = tmp_path / "Chốt kiểm dịch số 2"
    there.mkdir()
    shutil.copy(clip, there)
    assert decode(there / clip.name) == decode(clip)


def test_a_sound_that_is_missing_or_none_is_a_fault_of_the_world(tmp_path: Path) -> None:
    (tmp_path / "none.wav").write_bytes(b"none")
    for name in ("missing.wav", "none.wav"):
        with pytest.raises(DeviceError, match=name):
            decode(tmp_path / name)
