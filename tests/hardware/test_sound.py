"""The loudspeaker never blocks and never fails, with a device, without one, and when it goes."""

import shutil
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from hardware import sound as sound_module
from hardware.sound import Speaker
from hardware.sound_clips import SOUNDS, Clips
from hardware.sound_log import SilentSounds
from hardware.sound_output import RATE, Output
from kiosk.errors import DeviceError
from kiosk.ports import Sound, Sounds, Source
from kiosk.scans import SourceEvent, SourceLost, SourceUp
from kiosk.screens import Language

VI, EN = Language.VI, Language.EN


class Recorder:
    """A loudspeaker that writes down what it is given."""

    def __init__(self) -> None:
        self.played: SimpleQueue[bytes] = SimpleQueue()
        self.gone = False
        self.rests = 0
        self.closed = False

    def play(self, samples: bytes) -> None:
        if self.gone:
            raise DeviceError("unplugged")
        self.played.put(samples)

    def rest(self) -> None:
        self.rests += 1

    def close(self) -> None:
        self.closed = True


class Room:
    """A speaker that is listened to, and what it says."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.events: SimpleQueue[SourceEvent] = SimpleQueue()
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self) -> None:
        for event in self.speaker.events():
            self.events.put(event)

    def quiet(self) -> bool:
        try:
            self.events.get(timeout=0.2)
        except Empty:
            return True
        return False

    def close(self) -> None:
        self.speaker.close()
        self.thread.join(5)
        assert not self.thread.is_alive()


Open = Callable[..., Room]


@pytest.fixture
def room() -> Iterator[Open]:
    rooms: list[Room] = []

    def make(
        open_output: Callable[[], Output], *, volume: float = 1.0, folder: Path = SOUNDS, retry: float = 60.0
    ) -> Room:
        rooms.append(Room(Speaker(volume, clips=Clips(folder), open_output=open_output, retry=retry)))
        return rooms[-1]

    yield make
    for made in rooms:
        made.close()


def clip(sound: Sound) -> bytes:
    return Clips().earcon(sound)


def test_a_speaker_is_what_the_core_asks_for_and_can_be_listened_to() -> None:
    speaker = Speaker()
    sounds: list[Sounds] = [speaker, SilentSounds()]
    source: Source = speaker
    assert source.address == "speaker:"
    assert len(sounds) == 2


def test_each_sound_is_played(room: Open) -> None:
    recorder = Recorder()
    made = room(lambda: recorder)
    for sound in Sound:
        made.speaker.play(sound, VI)
        assert recorder.played.get(timeout=5) == clip(sound)
    assert made.events.get(timeout=5) == SourceUp("speaker:")
    assert made.quiet()


def test_nothing_is_opened_before_the_first_sound(room: Open) -> None:
    opened: list[int] = []

    def open_output() -> Output:
        opened.append(1)
        return Recorder()

    made = room(open_output)
    time.sleep(0.1)
    assert opened == []
    made.speaker.play(Sound.READ, VI)
    assert made.events.get(timeout=5) == SourceUp("speaker:")
    assert opened == [1]


def test_play_returns_at_once_while_the_device_takes_its_time_and_only_the_newest_is_heard(room: Open) -> None:
    recorder = Recorder()
    let = threading.Event()

    def slow() -> Output:
        assert let.wait(5)
        return recorder

    made = room(slow)
    made.speaker.play(Sound.READ, VI)
    time.sleep(0.05)
    slowest = 0.0
    for _ in range(50):
        for sound in (Sound.READ, Sound.CHECK_IN, Sound.CHECK_OUT):
            started = time.perf_counter()
            made.speaker.play(sound, VI)
            slowest = max(slowest, time.perf_counter() - started)
    let.set()
    heard = [recorder.played.get(timeout=5), recorder.played.get(timeout=5)]
    assert heard == [clip(Sound.READ), clip(Sound.CHECK_OUT)]
    assert recorder.played.empty()
    assert slowest < 0.005


def test_without_a_device_it_says_so_once_and_tries_again_later(room: Open) -> None:
    recorder = Recorder()
    tries: list[float] = []
    missing = True

    def open_output() -> Output:
        tries.append(time.monotonic())
        if missing:
            raise DeviceError("There is no audio device.")
        return recorder

    made = room(open_output, retry=0.4)
    made.speaker.play(Sound.READ, VI)
    assert made.events.get(timeout=5) == SourceLost("speaker:", "There is no audio device.")
    for _ in range(5):
        made.speaker.play(Sound.READ, VI)
        time.sleep(0.02)
    assert len(tries) == 1
    time.sleep(0.4)
    made.speaker.play(Sound.READ, VI)
    assert made.quiet()  # tried again, still missing, not said again
    assert len(tries) == 2
    missing = False
    time.sleep(0.4)
    made.speaker.play(Sound.CHECK_IN, VI)
    assert recorder.played.get(timeout=5) == clip(Sound.CHECK_IN)
    assert made.events.get(timeout=5) == SourceUp("speaker:")


def test_a_device_that_goes_is_closed_and_opened_again(room: Open) -> None:
    recorders = [Recorder(), Recorder()]
    waiting = iter(recorders)
    made = room(lambda: next(waiting), retry=0.0)
    made.speaker.play(Sound.READ, VI)
    assert made.events.get(timeout=5) == SourceUp("speaker:")
    recorders[0].gone = True
    made.speaker.play(Sound.READ, VI)
    assert made.events.get(timeout=5) == SourceLost("speaker:", "unplugged")
    assert recorders[0].closed
    made.speaker.play(Sound.CHECK_IN, VI)
    assert made.events.get(timeout=5) == SourceUp("speaker:")
    assert recorders[1].played.get(timeout=5) == clip(Sound.CHECK_IN)


def test_the_device_rests_between_visitors(room: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "REST", 0.05)
    recorder = Recorder()
    made = room(lambda: recorder)
    made.speaker.play(Sound.READ, VI)
    made.events.get(timeout=5)
    time.sleep(0.3)
    assert recorder.rests > 0


def test_volume_is_how_loud_it_is_and_may_change(room: Open) -> None:
    recorder = Recorder()
    made = room(lambda: recorder, volume=0.5)
    made.speaker.play(Sound.READ, VI)
    half = array("h", recorder.played.get(timeout=5))
    assert max(half) == pytest.approx(max(array("h", clip(Sound.READ))) / 4, abs=1)
    made.speaker.volume = 0.0
    made.speaker.play(Sound.READ, VI)
    assert not any(array("h", recorder.played.get(timeout=5)))


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    """The shipped earcons, and a line for check-in in Vietnamese (a sound stands in for a voice)."""
    for path in SOUNDS.glob("*.wav"):
        shutil.copy(path, tmp_path)
    (tmp_path / "vi").mkdir()
    shutil.copy(SOUNDS / "see_staff.wav", tmp_path / "vi" / "check_in.wav")
    (tmp_path / "vi" / "check_out.wav").write_bytes(b"no sound at all")
    return tmp_path


def test_a_line_follows_its_earcon_and_is_not_said_twice_in_a_row(room: Open, voices: Path) -> None:
    recorder = Recorder()
    made = room(lambda: recorder, folder=voices)
    made.speaker.play(Sound.CHECK_IN, VI)
    pause = bytes(2 * round(0.15 * RATE))
    assert recorder.played.get(timeout=5) == clip(Sound.CHECK_IN) + pause + clip(Sound.SEE_STAFF)
    made.speaker.play(Sound.CHECK_IN, VI)
    assert recorder.played.get(timeout=5) == clip(Sound.CHECK_IN)
    made.speaker.play(Sound.CHECK_IN, EN)
    assert recorder.played.get(timeout=5) == clip(Sound.CHECK_IN)


def test_a_line_is_said_again_after_a_while(room: Open, voices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "SAME_LINE", 0.05)
    recorder = Recorder()
    made = room(lambda: recorder, folder=voices)
    made.speaker.play(Sound.CHECK_IN, VI)
    first = recorder.played.get(timeout=5)
    time.sleep(0.1)
    made.speaker.play(Sound.CHECK_IN, VI)
    assert recorder.played.get(timeout=5) == first


def test_a_file_that_is_no_sound_is_left_out(room: Open, voices: Path, caplog: pytest.LogCaptureFixture) -> None:
    recorder = Recorder()
    made = room(lambda: recorder, folder=voices)
    for _ in range(2):
        made.speaker.play(Sound.CHECK_OUT, VI)
        assert recorder.played.get(timeout=5) == clip(Sound.CHECK_OUT)
    assert ["check_out.wav" in record.message for record in caplog.records] == [True]


def test_close_ends_it_soon_and_may_be_called_again(room: Open) -> None:
    recorder = Recorder()
    made = room(lambda: recorder)
    made.speaker.play(Sound.READ, VI)
    made.events.get(timeout=5)
    started = time.monotonic()
    made.close()
    made.close()
    assert time.monotonic() - started < 0.5
    assert recorder.closed
    made.speaker.play(Sound.READ, VI)  # nobody listens: nothing happens


def test_silent_sounds_remember() -> None:
    silent = SilentSounds()
    silent.play(Sound.READ, VI)
    silent.play(Sound.CHECK_IN, EN)
    assert silent.played == [(Sound.READ, VI), (Sound.CHECK_IN, EN)]
