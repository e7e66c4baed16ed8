"""The loudspeaker itself, through miniaudio: ALSA, PulseAudio and PipeWire on Linux, WASAPI on Windows.

miniaudio asks for samples on a thread of its own. That is the one thread in this program which
``ui/background.py`` did not start: an audio device has to be fed on time whatever the program is doing, so
every audio library has one. It runs nothing but ``_feed`` below and knows nothing of the program.
"""

import os
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Protocol

import miniaudio  # type: ignore[import-untyped] # it ships none

from kiosk.errors import DeviceError

RATE = 22_050
WIDTH = 2  # bytes of a sample
BUFFER = 60  # ms: short enough to be heard with the picture, long enough for a busy machine


class Output(Protocol):
    """An open loudspeaker."""

    def play(self, samples: bytes) -> None:
        """Play 16-bit mono samples from now on instead of whatever is playing; raises DeviceError."""

    def rest(self) -> None:
        """Nothing will be played for a while."""

    def close(self) -> None:
        """Give the device back."""


class MiniaudioOutput:
    """The system's default output. Opening and playing may block; raises DeviceError if there is none."""

    def __init__(self, backends: Sequence[miniaudio.Backend] = ()) -> None:
        if not backends and not _something_to_open():
            raise DeviceError("There is no audio device.")
        self._lock = threading.Lock()
        self._samples = memoryview(b"")
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=BUFFER,
                backends=list(backends) or _backends(),
                app_name="checkpoint-kiosk",
            )
        except miniaudio.MiniaudioError as fault:
            raise DeviceError(f"The audio device cannot be opened: {fault}") from fault
        self._device.stop_callback = lambda: None  # miniaudio marks a device that stops by itself only if it has one

    def play(self, samples: bytes) -> None:
        """Start over with these samples."""
        with self._lock:
            self._samples = memoryview(samples)
        if not self._device.running:
            feed = self._feed()
            next(feed)
            self._device.callback_generator = None  # of a device that has stopped by itself
            try:
                self._device.start(feed)
            except miniaudio.MiniaudioError as fault:
                raise DeviceError(f"The audio device is gone: {fault}") from fault

    def rest(self) -> None:
        """Stop the device until the next sound."""
        try:
            self._device.stop()
        except miniaudio.MiniaudioError as fault:
            raise DeviceError(f"The audio device is gone: {fault}") from fault

    def close(self) -> None:
        """Close the device."""
        self._device.close()

    @property
    def left(self) -> int:
        """How many samples have not been handed to the device yet."""
        with self._lock:
            return len(self._samples) // WIDTH

    def _feed(self) -> Generator[bytes, int, None]:
        """Hand out samples as the device asks for them; what is missing it takes for silence."""
        count = yield b""
        while True:
            with self._lock:
                taken, self._samples = self._samples[: WIDTH * count], self._samples[WIDTH * count :]
            count = yield taken.tobytes()


def decode(path: Path) -> bytes:
    """A sound file as the samples that an output plays; raises DeviceError if it is none."""
    try:
        # not decode_file: on Windows it finds no path that is not in the local code page
        decoded = miniaudio.decode(path.read_bytes(), miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except OSError as fault:
        raise DeviceError(f"{path} cannot be read: {fault.strerror or fault}") from fault
    except miniaudio.DecodeError as fault:
        raise DeviceError(f"{path.name} is no sound that can be played: {fault}") from fault
    return bytes(decoded.samples)


def _backends() -> list[miniaudio.Backend]:
    """Those that can be heard, the system's own before JACK."""
    inaudible = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    return sorted(miniaudio.get_enabled_backends() - inaudible, key=lambda backend: backend.value)


def _something_to_open() -> bool:
    """Whether an attempt makes sense: without a device ALSA writes thirty lines of complaints at each."""
    if not sys.platform.startswith("linux"):
        return True
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "pulse" / "native"
    return Path("/dev/snd/controlC0").exists() or server.exists() or "PULSE_SERVER" in os.environ
