"""Camera frames, the shape every camera has, and the one place where the newest frame waits to be decoded."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Condition
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture from a camera.

    ``pixels`` is height x width x 3, BGR, C-contiguous, and is never written to again. ``at`` is the
    monotonic time in seconds at which it was taken, ``number`` counts from 0 since the camera was opened.
    ``still`` says that this is a photograph that will not get better by waiting for the next frame.
    """

    pixels: Pixels
    at: float
    number: int
    still: bool = False

    def __repr__(self) -> str:
        return f"Frame({self.number}, {self.pixels.shape[1]}x{self.pixels.shape[0]})"


class NoFrame(Enum):
    """Why a camera handed over no frame."""

    MISSED = "missed"  # a hiccup; several in a row mean that the camera is gone
    ENDED = "ended"  # a film has come to its end: there is nothing to wait for


class Camera(Protocol):
    """An open camera. Used by one thread only; whoever opened it closes it."""

    def read(self) -> Frame | NoFrame:
        """Block until the next frame, at the camera's own rate."""

    def close(self) -> None:
        """Give the device back; may be called twice."""


OpenCamera = Callable[[], Camera]
"""Opens the camera and returns it, or raises DeviceError with a sentence that says what is wrong."""


class Silence(Enum):
    """Why there is no newest frame."""

    QUIET = "quiet"  # nothing came within the time, and nobody has said why
    KNOWN = "known"  # nothing came within the time, and whoever captures knows it
    CLOSED = "closed"


class NewestFrame:
    """A place for one frame: putting a frame replaces the one that nobody took, taking waits for the next."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._frame: Frame | None = None
        self._known_lost = False
        self._closed = False

    def put(self, frame: Frame) -> None:
        """Leave ``frame`` for whoever takes next."""
        with self._changed:
            self._frame = frame
            self._known_lost = False
            self._changed.notify_all()

    def lost(self) -> None:
        """Say that the camera is known to be gone: until the next ``put``, silence is no news."""
        with self._changed:
            self._known_lost = True

    def close(self) -> None:
        """End: a frame that still lies here can be taken, after that everybody is told CLOSED."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, timeout: float) -> Frame | Silence:
        """Wait up to ``timeout`` seconds for a frame nobody has taken."""
        until = time.monotonic() + timeout
        with self._changed:
            while self._frame is None and not self._closed:
                left = until - time.monotonic()
                if left <= 0:
                    return Silence.KNOWN if self._known_lost else Silence.QUIET
                self._changed.wait(left)
            frame, self._frame = self._frame, None
            return Silence.CLOSED if frame is None else frame
