"""The projector: plays the pictures and films of slides, without sound, on a thread of its own."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Condition

from hardware.camera_reader import picture
from hardware.frames import Frame, Pixels
from hardware.recordings import Film, read_picture
from hardware.shrinking import shrunk
from kiosk.errors import DeviceError
from kiosk.scans import SourceEvent, SourceLost
from kiosk.slides import FILM_SECONDS, Slide, SlideKind

ADDRESS = "slides:"
_SHORTEST_WAIT = 0.001


class SlideProjector:
    """A ``kiosk.slides.Projector`` and, listened to, a source of its Pictures; SourceLost says that one is over."""

    address = ADDRESS

    def __init__(self) -> None:
        self._changed = Condition()
        self._wanted: Slide | None = None
        self._turn = 0
        self._closed = False

    def show(self, slide: Slide) -> None:
        """Play this one from its beginning, in place of the one before."""
        self._want(slide)

    def dark(self) -> None:
        """Play nothing."""
        self._want(None)

    def close(self) -> None:
        """End; may be called from any thread, more than once."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def events(self) -> Iterator[SourceEvent]:
        """Play what is wanted, until closed."""
        played = 0
        while True:
            with self._changed:
                while not self._closed and self._turn == played:
                    self._changed.wait()
                if self._closed:
                    return
                played, slide = self._turn, self._wanted
            if slide is None or slide.kind is SlideKind.TEXT:
                continue
            yield from self._play(slide, partial(self._goes_on, played))

    def _want(self, slide: Slide | None) -> None:
        with self._changed:
            self._wanted = slide
            self._turn += 1
            self._changed.notify_all()

    def _goes_on(self, turn: int, until: float) -> bool:
        """Wait until then (monotonic seconds); False as soon as something else is wanted."""
        with self._changed:
            while not self._closed and self._turn == turn:
                left = until - time.monotonic()
                if left <= _SHORTEST_WAIT:
                    return True
                self._changed.wait(left)
            return False

    def _play(self, slide: Slide, goes_on: Callable[[float], bool]) -> Iterator[SourceEvent]:
        try:
            if slide.kind is SlideKind.PICTURE:
                yield self._shown(read_picture(Path(slide.place)), 0)
                return
            film = Film(Path(slide.place))
        except DeviceError as fault:
            yield SourceLost(ADDRESS, str(fault))
            return
        try:
            period, began, number = 1 / film.rate, time.monotonic(), 0
            while (pixels := film.read()) is not None and number * period < FILM_SECONDS:
                yield self._shown(pixels, number)
                number += 1
                if not goes_on(began + number * period):
                    return
        finally:
            film.close()
        yield SourceLost(ADDRESS, "The film is over.")

    def _shown(self, pixels: Pixels, number: int) -> SourceEvent:
        return picture(ADDRESS, Frame(shrunk(pixels), time.monotonic(), number))
