"""``kiosk.ports.Sounds`` on a loudspeaker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Condition
from time import monotonic

from hardware.sound_clips import Clips, at_volume
from hardware.sound_output import MiniaudioOutput, Output
from kiosk.errors import DeviceError
from kiosk.ports import Sound
from kiosk.scans import SourceEvent, SourceLost, SourceUp
from kiosk.screens import Language

RETRY = 60.0  # seconds after which a missing device is tried again, when there is something to play
REST = 5.0  # seconds after which the device is stopped
SAME_LINE = 10.0  # seconds within which the same words are not said again


@dataclass(frozen=True, slots=True)
class _Wish:
    sound: Sound
    language: Language


class Speaker:
    """A loudspeaker that is also a ``kiosk.ports.Source``: have ``Background`` listen to it, or it stays silent.

    ``play`` only writes down what is wanted, for opening an audio device may block for seconds; everything else
    happens in ``events``, on the listening thread. Only the newest wish is kept, as a new sound cuts the old.
    The device is opened for the first sound. Without one the speaker says SourceLost once, is silent, and tries
    again with the first sound after a minute. ``volume`` (0..1) may be changed at any time.
    """

    def __init__(
        self,
        volume: float = 1.0,
        *,
        clips: Clips | None = None,
        open_output: Callable[[], Output] = MiniaudioOutput,
        retry: float = RETRY,
    ) -> None:
        self.address = "speaker:"
        self.volume = volume
        self._clips = clips or Clips()
        self._open = open_output
        self._retry = retry
        self._changed = Condition()
        self._wish: _Wish | None = None
        self._closed = False
        self._said: dict[_Wish, float] = {}

    def play(self, sound: Sound, language: Language) -> None:
        """Ask for a sound and return at once."""
        with self._changed:
            self._wish = _Wish(sound, language)
            self._changed.notify()

    def close(self) -> None:
        """Cut what is playing and end ``events``; may be called from any thread, more than once."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def events(self) -> Iterator[SourceEvent]:
        """Block and play what is wished for until ``close``; yields SourceUp and SourceLost of the device."""
        output: Output | None = None
        lost_at: float | None = None
        try:
            while not self._closed:
                wish = self._next(REST if output else None)
                try:
                    if wish is None and output:
                        output.rest()
                    elif wish and output:
                        output.play(self._samples(wish))
                    elif wish and (lost_at is None or monotonic() - lost_at >= self._retry):
                        output = self._open()
                        output.play(self._samples(wish))
                        yield SourceUp(self.address)
                        lost_at = None
                except DeviceError as fault:
                    if output:
                        output.close()
                        output = None
                    if lost_at is None:
                        yield SourceLost(self.address, str(fault))
                    lost_at = monotonic()
        finally:
            if output:
                output.close()

    def _next(self, seconds: float | None) -> _Wish | None:
        """Wait for a wish; None after ``seconds`` without one, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wish, seconds)
            wish, self._wish = self._wish, None
            return None if self._closed else wish

    def _samples(self, wish: _Wish) -> bytes:
        samples = self._clips.earcon(wish.sound)
        line = self._clips.line(wish.sound, wish.language)
        now = monotonic()
        if line and now - self._said.get(wish, -SAME_LINE) >= SAME_LINE:
            self._said[wish] = now
            samples = samples + line
        return at_volume(samples, self.volume)
