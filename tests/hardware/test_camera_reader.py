"""One contract for every camera: pictures at its rate, scans in between, lost and found again, ended when closed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import cv2
import numpy as np
import pytest

from hardware import camera_file
from hardware.camera_reader import CameraReader
from hardware.frames import Camera, Frame, NoFrame, OpenCamera, Pixels
from kiosk.errors import DeviceError
from kiosk.scans import Picture, Scan, SourceEvent, SourceLost, SourceUp, Symbology
from tests.hardware.scenes import CITIZEN, Held, colour, doorway, drawn, held_up, noise

FPS = 20.0


def page() -> Pixels:
    rng = np.random.default_rng(1)
    return colour(noise(3)(held_up(drawn(Symbology.QR, CITIZEN), doorway(rng), rng, Held(320)), rng))


class Webcam:
    """A camera that shows one page, and can be unplugged, stalled and plugged in again by a test."""

    def __init__(self) -> None:
        self.unplugged = Event()
        self.running = Event()
        self.running.set()
        self.opened = 0
        self.closed = 0
        self._page = page()

    def open(self) -> Camera:
        if self.unplugged.is_set():
            raise DeviceError("There is no camera.")
        self.opened += 1
        return _Opened(self, self._page)


class _Opened:
    def __init__(self, webcam: Webcam, pixels: Pixels) -> None:
        self._webcam = webcam
        self._pixels = pixels
        self._number = 0

    def read(self) -> Frame | NoFrame:
        self._webcam.running.wait()
        if self._webcam.unplugged.is_set():
            return NoFrame.MISSED
        time.sleep(1 / FPS)
        self._number += 1
        return Frame(self._pixels.copy(), time.monotonic(), self._number)

    def close(self) -> None:
        self._webcam.closed += 1


class Listening:
    """Collects what both halves of a reader say, each on its own thread."""

    def __init__(self) -> None:
        self.heard: list[SourceEvent] = []

    def of(self, kind: type[SourceEvent]) -> list[SourceEvent]:
        return [event for event in self.heard if isinstance(event, kind)]

    def until(self, true: Callable[[], bool], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"waited in vain; heard {[type(event).__name__ for event in self.heard]}"
            time.sleep(0.01)


@contextmanager
def listening(reader: CameraReader) -> Iterator[Listening]:
    ear = Listening()

    def listen(events: Iterator[SourceEvent]) -> None:
        for event in events:
            ear.heard.append(event)

    threads = [Thread(target=listen, args=(half.events(),)) for half in (reader.pictures, reader.scans)]
    for thread in threads:
        thread.start()
    try:
        yield ear
    finally:
        reader.close()
        for thread in threads:
            thread.join(10)
        assert not any(thread.is_alive() for thread in threads)


def film(folder: Path) -> OpenCamera:
    path = folder / "phim thử.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (1280, 720))
    for _ in range(20):
        writer.write(page())
    writer.release()
    return camera_file.camera(f"{path}?loop=1")


def picture(folder: Path) -> OpenCamera:
    path = folder / "thẻ của tôi.png"
    path.write_bytes(cv2.imencode(".png", page())[1].tobytes())
    return camera_file.camera(f"{path}?fps={FPS:g}")


def folder_of_pictures(folder: Path) -> OpenCamera:
    picture(folder)
    return camera_file.camera(f"{folder}?fps={FPS:g}&seconds=0.2&loop=1")


def webcam(folder: Path) -> OpenCamera:
    del folder
    return Webcam().open


@pytest.mark.parametrize("kind", [film, picture, folder_of_pictures, webcam])
def test_pictures_and_scans(kind: Callable[[Path], OpenCamera], tmp_path: Path) -> None:
    reader = CameraReader("the:camera", kind(tmp_path))
    with listening(reader) as ear:
        ear.until(lambda: len(ear.of(Picture)) > 10 and len(ear.of(Scan)) > 1)
    assert isinstance(ear.heard[0], SourceUp)
    assert {event.source for event in ear.heard} == {"the:camera"}
    for event in ear.heard:
        if isinstance(event, Scan):
            assert (event.text, event.raw, event.symbology) == (CITIZEN, CITIZEN.encode(), Symbology.QR)
            assert len(event.corners) == 4
            assert all(0 <= corner.x <= 1 and 0 <= corner.y <= 1 for corner in event.corners)
        if isinstance(event, Picture):
            assert (event.width, event.height, event.stride) == (1280, 720, 1280 * 3)
            assert event.pixels.nbytes == 1280 * 720 * 3


def test_a_picture_is_the_frame_itself_and_no_copy() -> None:
    camera = Webcam()
    frame = camera.open().read()
    assert isinstance(frame, Frame)
    reader = CameraReader("the:camera", lambda: _Once(frame))
    shown = next(event for event in reader.pictures.events() if isinstance(event, Picture))
    assert np.shares_memory(np.frombuffer(shown.pixels, np.uint8), frame.pixels)


class _Once:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def read(self) -> Frame:
        return self._frame

    def close(self) -> None:
        pass


def test_the_preview_keeps_its_rate_while_the_decoder_is_slow() -> None:
    reader = CameraReader("the:camera", Webcam().open)
    scans = reader.scans.events()
    with_scans = Event()

    def dawdle() -> None:
        for event in scans:
            if isinstance(event, Scan):
                with_scans.set()
                time.sleep(0.5)

    thread = Thread(target=dawdle)
    thread.start()
    began, seen = time.monotonic(), 0
    for event in reader.pictures.events():
        seen += isinstance(event, Picture)
        if seen == 30:
            break
    took = time.monotonic() - began
    reader.close()
    thread.join(10)
    assert with_scans.is_set()
    assert took < 2.5 * 30 / FPS


def test_unplugged_and_plugged_in_again() -> None:
    camera = Webcam()
    with listening(CameraReader("the:camera", camera.open)) as ear:
        ear.until(lambda: bool(ear.of(Scan)))
        camera.unplugged.set()
        ear.until(lambda: bool(ear.of(SourceLost)), 2)
        assert camera.closed == camera.opened
        camera.unplugged.clear()
        before = len(ear.of(Picture))
        ear.until(lambda: len(ear.of(SourceUp)) == 2, 3)
        ear.until(lambda: len(ear.of(Picture)) > before)
    assert camera.closed == camera.opened == 2


def test_a_camera_that_is_missing_from_the_start_is_said_to_be_so() -> None:
    camera = Webcam()
    camera.unplugged.set()
    with listening(CameraReader("the:camera", camera.open)) as ear:
        ear.until(lambda: bool(ear.of(SourceLost)))
        camera.unplugged.clear()
        ear.until(lambda: bool(ear.of(Scan)), 5)
    lost = ear.heard[0]
    assert isinstance(lost, SourceLost)
    assert lost.why == "There is no camera."


def test_a_driver_that_hangs_is_noticed_by_the_other_half() -> None:
    camera = Webcam()
    with listening(CameraReader("the:camera", camera.open, silent_after=0.4)) as ear:
        ear.until(lambda: bool(ear.of(Scan)))
        camera.running.clear()
        ear.until(lambda: len(ear.of(SourceLost)) == 1, 3)
        time.sleep(1.0)
        assert len(ear.of(SourceLost)) == 1, "it is said once"
        camera.running.set()
        ear.until(lambda: len(ear.of(SourceUp)) == 2)


def test_red_control_without_the_watchdog_a_hanging_driver_goes_unnoticed() -> None:
    camera = Webcam()
    with listening(CameraReader("the:camera", camera.open, silent_after=3600)) as ear:
        ear.until(lambda: bool(ear.of(Scan)))
        camera.running.clear()
        time.sleep(1.0)
        assert not ear.of(SourceLost)
        camera.running.set()


def test_a_few_missed_frames_are_no_loss() -> None:
    frame = Webcam().open().read()
    assert isinstance(frame, Frame)
    answers: Iterator[Frame | NoFrame] = iter([frame, *[NoFrame.MISSED] * 4, frame, NoFrame.ENDED])

    class Hiccup:
        def read(self) -> Frame | NoFrame:
            return next(answers)

        def close(self) -> None:
            pass

    kinds = [type(event) for event in CameraReader("the:camera", Hiccup).pictures.events()]
    assert kinds == [SourceUp, Picture, Picture, SourceLost]


def test_a_film_that_has_ended_ends_both_halves(tmp_path: Path) -> None:
    path = tmp_path / "once.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (1280, 720))
    for _ in range(5):
        writer.write(page())
    writer.release()
    reader = CameraReader("file:once.avi", camera_file.camera(str(path)))
    kinds = [type(event) for event in reader.pictures.events()]
    assert kinds == [SourceUp, *[Picture] * 5, SourceLost]
    assert [type(event) for event in reader.scans.events()] == [Scan], "the last frame still counts"


def test_closing_before_listening_ends_at_once() -> None:
    reader = CameraReader("the:camera", Webcam().open)
    reader.close()
    reader.close()
    assert list(reader.pictures.events()) == []
    assert list(reader.scans.events()) == []
