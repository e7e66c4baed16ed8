"""Pictures and films in files, whatever letters their path is written with."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

import cv2
import numpy as np

from hardware.frames import Pixels
from kiosk.errors import DeviceError
from kiosk.picture_size import MOST_PIXELS

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jp2", ".bmp", ".dib", ".webp", ".tif", ".tiff", ".avif"})
PICTURES |= {".pgm", ".ppm", ".pbm", ".pnm"}
USUAL_RATE = 30.0  # frames a second, for films that do not say


def is_picture(path: Path) -> bool:
    """Tell by the file's name whether it holds one picture."""
    return path.suffix.lower() in PICTURES


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures in a folder, by name."""
    return sorted(path for path in folder.iterdir() if is_picture(path))


def read_picture(path: Path) -> Pixels:
    """Return a picture as height x width x 3 BGR; transparent parts become white, as on paper.

    Raises DeviceError, with a sentence that says what to do, for a file that is missing or no picture.
    """
    try:
        # not cv2.imread: on Windows it finds no path that is not in the local code page
        coded = np.fromfile(path, np.uint8)
    except OSError as fault:
        raise DeviceError(f"{path} cannot be read ({fault.strerror}): check the path and its permissions.") from fault
    with quiet_opencv():
        try:
            decoded = cv2.imdecode(coded, cv2.IMREAD_UNCHANGED) if coded.size else None
            if decoded is not None and (decoded.ndim != 3 or decoded.shape[2] != 4 or decoded.dtype != np.uint8):
                decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)  # turned as its EXIF says, 8 bits, 3 channels
        except cv2.error:
            decoded = None  # too large, or damaged in a way OpenCV does not survive quietly
    if decoded is None:
        raise DeviceError(f"{path} is no picture that can be read: give a PNG, JPEG, BMP, WebP or TIFF file.")
    if decoded.shape[2] == 4:
        decoded = on_white(np.asarray(decoded, np.uint8))
    return np.ascontiguousarray(decoded, np.uint8)


def on_white(bgra: Pixels) -> Pixels:
    """Lay a picture with transparency on white."""
    alpha = bgra[:, :, 3:].astype(np.uint16)
    return ((bgra[:, :, :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)


class Film:
    """An open film; ``rate`` is its frames a second. Raises DeviceError if it cannot be opened or holds no frame."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DeviceError(f"{path} is not there: check the path.")
        with quiet_opencv():
            self._capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
        wide, tall = self._capture.get(cv2.CAP_PROP_FRAME_WIDTH), self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        if wide * tall > MOST_PIXELS:
            self._capture.release()
            raise DeviceError(f"{path} has frames of more than {MOST_PIXELS // 10**6} megapixels: give a smaller film.")
        self._first = self._read()
        if self._first is None:
            self._capture.release()
            raise DeviceError(f"{path} is no film that can be played: give an MP4, AVI, MKV or WebM file.")
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self.rate = rate if 1 <= rate <= 240 else USUAL_RATE

    def read(self) -> Pixels | None:
        """Return the next frame, None at the end."""
        first, self._first = self._first, None
        return self._read() if first is None else first

    def _read(self) -> Pixels | None:
        there, pixels = self._capture.read()
        return np.ascontiguousarray(pixels, np.uint8) if there else None

    def close(self) -> None:
        """Close the file."""
        self._capture.release()


@contextmanager
def quiet_opencv() -> Iterator[None]:
    """Keep OpenCV and FFmpeg from printing about what is raised as a DeviceError anyway."""
    environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # read by OpenCV when it opens its first film
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)
