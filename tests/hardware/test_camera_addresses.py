"""The addresses of cameras and recordings: what is allowed, and what is said about the rest."""

import time
from os import environ
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware import camera_file, camera_opencv
from hardware.frames import Camera, Frame, NoFrame
from hardware.recordings import read_picture
from kiosk.errors import DeviceError

# FFmpeg asks for this once in a process, and a test that writes a film may come before the code that sets it
environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


@pytest.mark.parametrize("place", ["", "front", "-1", "0?speed=2", "0?fps=fast", "dev/video0"])
def test_a_camera_that_cannot_be_meant(place: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        camera_opencv.camera(place)


@pytest.mark.parametrize("place", ["", "clip.mp4?lop=1", "clip.mp4?fps=", "?loop=1"])
def test_a_recording_that_cannot_be_meant(place: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        camera_file.camera(place)


def test_a_camera_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DeviceError, match="plugged in"):
        camera_opencv.camera("97")()
    with pytest.raises(DeviceError, match="plugged in"):
        camera_opencv.camera("/dev/video-of-nobody")()
    assert capfd.readouterr() == ("", "")


def test_the_backends_of_each_system() -> None:
    assert camera_opencv.backends("linux") == (cv2.CAP_V4L2,)
    assert camera_opencv.backends("win32") == (cv2.CAP_DSHOW, cv2.CAP_MSMF)


def test_recordings_that_cannot_be_played(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.png").touch()
    for name in ("missing.mp4", "missing.png", "text.mp4", "text.png", "empty.png"):
        with pytest.raises(DeviceError, match=name):
            camera_file.camera(str(tmp_path / name))()
    (tmp_path / "folder").mkdir()
    with pytest.raises(DeviceError, match="holds no picture"):
        camera_file.camera(str(tmp_path / "folder"))()
    assert capfd.readouterr() == ("", "")


def grey_levels(camera: Camera, limit: int = 50) -> list[int]:
    levels: list[int] = []
    while isinstance(frame := camera.read(), Frame) and len(levels) < limit:
        levels.append(int(round(float(frame.pixels.mean()), -1)))
    return levels


def test_a_folder_is_shown_by_name_and_ends(tmp_path: Path) -> None:
    for name, level in (("b.png", 100), ("a.png", 50), ("note.txt", 0), ("ă.png", 200)):
        content = cv2.imencode(".png", np.full((40, 60, 3), level, np.uint8))[1].tobytes()
        (tmp_path / name).write_bytes(content)
    camera = camera_file.camera(f"{tmp_path}?fps=100&seconds=0.02")()
    assert grey_levels(camera) == [50, 50, 100, 100, 200, 200]
    assert camera.read() is NoFrame.ENDED


def test_a_film_keeps_its_rate_and_its_order(tmp_path: Path) -> None:
    path = tmp_path / "phim.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (64, 48))
    for level in range(0, 200, 20):
        writer.write(np.full((48, 64, 3), level, np.uint8))
    writer.release()
    began = time.monotonic()
    assert grey_levels(camera_file.camera(str(path))()) == list(range(0, 200, 20))
    assert time.monotonic() - began > 0.15
    looped = camera_file.camera(f"{path}?loop=1&fps=1000")()
    assert grey_levels(looped, 15) == [*range(0, 200, 20), *range(0, 100, 20)]
    looped.close()
    assert looped.read() is NoFrame.ENDED


def test_large_pictures_are_shrunk_to_what_a_camera_gives(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(cv2.imencode(".png", np.zeros((3000, 4000, 3), np.uint8))[1].tobytes())
    frame = camera_file.camera(str(path))().read()
    assert isinstance(frame, Frame)
    assert frame.pixels.shape == (1440, 1920, 3)
    assert frame.still


def test_transparent_and_deep_pictures(tmp_path: Path) -> None:
    clear = np.zeros((20, 20, 4), np.uint8)
    deep = np.full((20, 20), 40000, np.uint16)
    for name, pixels, level in (("clear.png", clear, 255), ("deep.png", deep, 156)):
        (tmp_path / name).write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        read = read_picture(tmp_path / name)
        assert read.shape == (20, 20, 3)
        assert abs(int(read.mean()) - level) <= 1
