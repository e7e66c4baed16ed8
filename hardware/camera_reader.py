"""A camera as two sources: the pictures it takes, and the codes that are read in them.

Each half is listened to on its own thread, so that the preview keeps the camera's rate however long a
frame takes to decode, and a driver that hangs cannot keep the other half from noticing.
"""

from collections.abc import Generator, Iterator
from threading import Event

import cv2

from hardware.decoding.decoder import Decoder
from hardware.decoding.reads import Read
from hardware.frames import Camera, Frame, NewestFrame, NoFrame, OpenCamera, Silence
from hardware.reopening import BackOff
from kiosk.errors import DeviceError
from kiosk.scans import Hint, Picture, Point, Scan, SourceEvent, SourceLost, SourceUp

SILENT_AFTER = 2.0  # seconds without a frame after which a camera counts as lost
MISSES_IN_A_ROW = 5  # a working camera misses a frame now and then; an unplugged one misses all of them, at once


class CameraReader:
    """One camera, opened by ``open_camera`` and named ``address``.

    ``pictures`` and ``scans`` are both to be listened to, each on its own thread: ``pictures`` does the
    capturing that ``scans`` lives on. Closing either closes both.
    """

    def __init__(self, address: str, open_camera: OpenCamera, *, silent_after: float = SILENT_AFTER) -> None:
        closed, newest = Event(), NewestFrame()
        self.address = address
        self.pictures = Pictures(address, open_camera, newest, closed)
        self.scans = Scans(address, newest, closed, silent_after)

    def close(self) -> None:
        """End both halves; may be called from any thread, more than once."""
        self.pictures.close()


class Pictures:
    """The capturing half: a Picture for every frame, SourceUp and SourceLost as the camera comes and goes."""

    def __init__(self, address: str, open_camera: OpenCamera, newest: NewestFrame, closed: Event) -> None:
        self.address = address
        self._open = open_camera
        self._newest = newest
        self._closed = closed

    def events(self) -> Iterator[SourceEvent]:
        """Capture until closed or until a film has ended, opening the camera anew whenever it is lost."""
        back_off = BackOff()
        try:
            while not self._closed.is_set():
                try:
                    camera = self._open()
                except DeviceError as fault:
                    lost = SourceLost(self.address, str(fault))
                    ended = False
                else:
                    lost, ended = yield from self._frames(camera, back_off)
                if self._closed.is_set():
                    return
                self._newest.lost()
                yield lost
                if ended or not back_off.wait(self._closed):
                    return
        finally:
            self._newest.close()

    def close(self) -> None:
        """End both halves of the camera."""
        self._closed.set()
        self._newest.close()

    def _frames(self, camera: Camera, back_off: BackOff) -> Generator[SourceEvent, None, tuple[SourceLost, bool]]:
        """Yield what one open camera gives; return why it stopped, and whether that was its proper end."""
        misses = 0
        up = False
        try:
            while not self._closed.is_set():
                frame = camera.read()
                if frame is NoFrame.ENDED:
                    return SourceLost(self.address, "The recording has come to its end."), True
                if frame is NoFrame.MISSED:
                    misses += 1
                    if misses >= MISSES_IN_A_ROW:
                        break
                    continue
                misses = 0
                self._newest.put(frame)
                if not up:
                    up = True
                    back_off.succeeded()
                    yield SourceUp(self.address)
                yield picture(self.address, frame)
        finally:
            camera.close()
        return SourceLost(self.address, "The camera stopped giving frames: is it still plugged in?"), False


class Scans:
    """The reading half: a Scan for every read in every frame, a Hint for what is held up but cannot be read.

    Says SourceLost when no frame came for ``silent_after`` seconds though the capturing half has not said
    so: a driver hangs. Says SourceUp when frames come again after that.
    """

    def __init__(self, address: str, newest: NewestFrame, closed: Event, silent_after: float) -> None:
        self.address = address
        self._newest = newest
        self._closed = closed
        self._silent_after = silent_after

    def events(self) -> Iterator[SourceEvent]:
        """Decode the newest frame, again and again, until the camera is closed."""
        cv2.setNumThreads(1)  # pictures this small cost more in waking threads than these save
        decoder = Decoder()
        silent = False
        while True:
            frame = self._newest.take(self._silent_after)
            if frame is Silence.CLOSED:
                return
            if isinstance(frame, Silence):
                if frame is Silence.QUIET and not silent:
                    silent = True
                    why = f"The camera has given no frame for {self._silent_after:g} s: its driver may hang."
                    yield SourceLost(self.address, why)
                continue
            if silent:
                silent = False
                yield SourceUp(self.address)
            look = decoder.look(frame)
            for read in look.reads:
                yield scan(self.address, read, frame)
            if look.finding is not None:
                yield Hint(self.address, look.finding, frame.at)

    def close(self) -> None:
        """End both halves of the camera."""
        self._closed.set()
        self._newest.close()


def picture(source: str, frame: Frame) -> Picture:
    """Wrap a frame for the preview, without copying its pixels."""
    height, width, _ = frame.pixels.shape
    return Picture(source, width, height, width * 3, frame.pixels.data.cast("B"), frame.at)


def scan(source: str, read: Read, frame: Frame) -> Scan:
    """Turn a read into what the core knows: corners become fractions of the frame."""
    height, width, _ = frame.pixels.shape
    corners = tuple(Point(x / width, y / height) for x, y in read.corners)
    return Scan(source, read.symbology, read.text, read.raw, frame.at, corners)
