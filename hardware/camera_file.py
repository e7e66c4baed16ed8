"""Recordings shown as if they were a camera: a film, a picture, or a folder of pictures.

``file:clip.mp4``                a film, once, at its own rate (``?fps=15``: at 15 frames a second)
``file:clip.mp4?loop=1``         the same, over and over
``file:card.png``                a picture, held up for ever
``file:cards?seconds=2&loop=1``  a folder: its pictures by name, each for 2 seconds (1 if not said), over and over

Paths are taken as they are: blanks and Vietnamese letters need no escaping. A recording that has ended is lost
for good, unlike a camera.
"""

import time
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

from hardware.camera_address import split_options
from hardware.frames import Frame, NoFrame, OpenCamera, Pixels
from hardware.recordings import Film, is_picture, pictures_in, read_picture
from hardware.shrinking import shrunk
from kiosk.errors import DeviceError

OPTIONS = ("loop", "fps", "seconds")
STILL_RATE = 15.0  # how often a second a picture is shown again


def camera(place: str) -> OpenCamera:
    """Return what opens the recording named by the part of the address after ``file:``.

    Raises ValueError for an empty place or an unknown option.
    """
    name, options = split_options(place, OPTIONS)
    if not name:
        raise ValueError("file: needs a path, such as file:clip.mp4, file:card.png or file:folder.")
    path = Path(name).expanduser()
    loop = bool(options.get("loop", 0))
    fps = options.get("fps", 0.0)
    seconds = options.get("seconds", 1.0)

    def open_recording() -> "FileCamera":
        if path.is_dir():
            if not pictures_in(path):
                raise DeviceError(f"{path} holds no picture: put PNG or JPEG files into it.")
            shown = max(1, round(seconds * (fps or STILL_RATE)))
            return FileCamera(lambda: _folder(path, shown), fps or STILL_RATE, loop=loop, still=True)
        if is_picture(path):
            pixels = shrunk(read_picture(path))
            return FileCamera(lambda: repeat(pixels), fps or STILL_RATE, loop=False, still=True)
        film = Film(path)
        film.close()
        return FileCamera(lambda: _film(path), fps or film.rate, loop=loop, still=False)

    return open_recording


class FileCamera:
    """Shows pictures at ``fps`` a second; ``play`` starts them from the beginning."""

    def __init__(self, play: Callable[[], Iterator[Pixels]], fps: float, *, loop: bool, still: bool) -> None:
        self._play = play
        self._pictures = play()
        self._period = 1 / fps
        self._loop = loop
        self._still = still
        self._number = 0
        self._due = time.monotonic()

    def read(self) -> Frame | NoFrame:
        """Wait until the next picture is due and return it; ENDED behind the last one."""
        pixels = next(self._pictures, None)
        if pixels is None and self._loop:
            self._pictures = self._play()
            pixels = next(self._pictures, None)
        if pixels is None:
            return NoFrame.ENDED
        now = time.monotonic()
        if self._due > now:
            time.sleep(self._due - now)
        self._due = max(self._due, now) + self._period
        frame = Frame(pixels, time.monotonic(), self._number, self._still)
        self._number += 1
        return frame

    def close(self) -> None:
        """Stop playing."""
        self._pictures = iter(())
        self._loop = False


def _film(path: Path) -> Iterator[Pixels]:
    film = Film(path)
    try:
        while (pixels := film.read()) is not None:
            yield pixels
    finally:
        film.close()


def _folder(path: Path, shown: int) -> Iterator[Pixels]:
    for picture in pictures_in(path):
        yield from repeat(shrunk(read_picture(picture)), shown)
