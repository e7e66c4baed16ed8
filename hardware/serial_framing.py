"""Cuts the bytes of a serial scanner into codes: by what scanners send after a code, and by silence."""

from dataclasses import dataclass

ENDS = b"\r\n\x03"  # CR, LF, CR LF, ETX: whichever the scanner is set to
IGNORED = b"\x00\x02\xff"  # what a line says while it is plugged in; STX
SILENCE = 0.08  # seconds after which a code has ended although nothing said so
SILENCE_AFTER_DOLLAR = 0.05  # health-insurance cards end in a dollar sign
STALL = 0.5  # seconds that bytes may wait to be read, if this program is busy, without counting as silence
LONGEST = 4296  # characters in the largest QR code
FEWEST = 3  # ASCII letters and digits in anything that is a code; less is noise of the line


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of one code without its end, and when the last of them came."""

    raw: bytes
    at: float

    def __repr__(self) -> str:
        return f"Frame({len(self.raw)} bytes)"

    @property
    def text(self) -> str:
        """The bytes as UTF-8, or as Latin-1 where they are not UTF-8.

        >>> Frame("Mẫu".encode(), 0.0).text, Frame(b"M\\xfcller", 0.0).text
        ('Mẫu', 'Müller')
        """
        try:
            return self.raw.decode()
        except UnicodeDecodeError:
            return self.raw.decode("latin-1")


class Framing:
    """Collects bytes; the time of each call is given, in seconds that never go back.

    Silence is what was waited for in vain (``quiet``). Bytes that come late all the same were perhaps not
    sent late, so a short delay between two calls of ``feed`` does not cut a code in two.

    >>> framing = Framing()
    >>> framing.feed(b"0010900", 0.00), framing.feed(b"00001\\r\\n", 0.01)
    ([], [Frame(12 bytes)])
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._last = 0.0
        self._too_long = False

    def feed(self, data: bytes, at: float) -> list[Frame]:
        """Bytes arrived; returns the codes that ended with them."""
        frames = self.quiet(at) if at - self._last > STALL else []
        self._last = at
        for byte in data:
            if self._too_long:
                continue
            if byte in ENDS:
                frames += self._end()
            elif byte not in IGNORED:
                self._bytes.append(byte)
                if len(self._bytes) > LONGEST:
                    self._too_long = True
                    self._bytes.clear()
        return frames

    def quiet(self, now: float) -> list[Frame]:
        """Nothing has arrived until ``now``; returns the code that silence has ended, if any."""
        silence = SILENCE_AFTER_DOLLAR if self._bytes.endswith(b"$") else SILENCE
        if now - self._last < silence:
            return []
        self._too_long = False
        return self._end()

    def _end(self) -> list[Frame]:
        raw = bytes(self._bytes)
        self._bytes.clear()
        if sum(byte < 128 and chr(byte).isalnum() for byte in raw) < FEWEST:
            return []
        return [Frame(raw, self._last)]
