"""``serial:``, a bar code scanner on a serial line, real or over USB (the scanner's *USB-COM* mode).

The better way to connect a scanner: every byte arrives as it was printed, Vietnamese letters too, and no input
method and no shortcut comes in between. Addresses::

    serial:/dev/ttyACM0?baud=9600      a port by its name
    serial:COM3                        the same on Windows
    serial:usb=0C2E:0B6A               wherever the USB device of this vendor and product is plugged in
    serial:usb=0C2E:0B6A:17221B4D7A    the one with this serial number

The line is 8N1 at 9600 baud unless ``baud`` says otherwise (USB scanners do not care).
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic

import serial
from serial.tools import list_ports

from hardware.reopening import BackOff
from hardware.serial_framing import Frame, Framing
from kiosk.errors import DeviceError
from kiosk.scans import Scan, SourceEvent, SourceLost, SourceUp, Symbology

POLL = 0.03  # seconds that a read waits; below the shortest silence that ends a code
BAUD = 9600

_USB = re.compile(r"usb=([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)

# what pyserial lets through when a device vanishes, in reading as in opening
_FAULTS: tuple[type[Exception], ...] = (OSError,)
if sys.platform != "win32":
    import termios

    _FAULTS += (termios.error,)


@dataclass(frozen=True, slots=True)
class UsbIdentity:
    """A USB device wherever it is plugged in."""

    vendor: int
    product: int
    number: str | None = None

    def find(self) -> str:
        """The name of its port; raises DeviceError if it is not plugged in."""
        for port in sorted(list_ports.comports(), key=lambda port: port.device):
            same = (port.vid, port.pid) == (self.vendor, self.product)
            if same and self.number in (None, port.serial_number):
                return str(port.device)
        raise DeviceError(f"No USB device {self.vendor:04X}:{self.product:04X} is plugged in.")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands behind ``serial:`` in an address."""

    port: str | UsbIdentity
    baud: int = BAUD


def parse_line(address: str) -> Line:
    """Read an address; raises ValueError, saying what is allowed.

    >>> parse_line("serial:/dev/ttyACM0?baud=115200")
    Line(port='/dev/ttyACM0', baud=115200)
    >>> parse_line("serial:usb=0c2e:0b6a")
    Line(port=UsbIdentity(vendor=3118, product=2922, number=None), baud=9600)
    """
    kind, _, rest = address.partition(":")
    port, _, options = rest.partition("?")
    baud = re.fullmatch(r"baud=([1-9][0-9]{1,6})", options)
    usb = _USB.fullmatch(port)
    if kind != "serial" or not port or (options and not baud) or (port.startswith("usb=") and not usb):
        raise ValueError(
            f"{address!r} is no serial scanner: allowed are serial:/dev/ttyACM0, serial:COM3 and "
            "serial:usb=VID:PID, with ?baud=9600 behind them."
        )
    where: str | UsbIdentity = port
    if usb:
        where = UsbIdentity(int(usb[1], 16), int(usb[2], 16), usb[3])
    return Line(where, int(baud[1]) if baud else BAUD)


class SerialScanner:
    """A ``kiosk.ports.Source``: opens the line, opens it anew within 3 s of its return, and yields its codes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._line = parse_line(address)
        self._closed = Event()

    def events(self) -> Iterator[SourceEvent]:
        """Block and yield codes, SourceUp and SourceLost until ``close``; one SourceLost for each loss."""
        back_off = BackOff()
        known_lost = False
        while not self._closed.is_set():
            try:
                with self._open() as port:
                    yield SourceUp(self.address)
                    known_lost = False
                    back_off.succeeded()
                    yield from self._scans(port)
            except DeviceError as fault:
                if not known_lost:
                    known_lost = True
                    yield SourceLost(self.address, str(fault))
                back_off.wait(self._closed)

    def close(self) -> None:
        """End ``events`` within a read; may be called from any thread, more than once."""
        self._closed.set()

    def _open(self) -> serial.Serial:
        where = self._line.port
        name = where.find() if isinstance(where, UsbIdentity) else where
        try:
            return serial.serial_for_url(name, baudrate=self._line.baud, timeout=POLL, exclusive=True)
        except _FAULTS as fault:
            raise DeviceError(f"The scanner's line cannot be opened: {fault}") from fault

    def _scans(self, port: serial.Serial) -> Iterator[Scan]:
        framing = Framing()
        while not self._closed.is_set():
            try:
                data = port.read(1)
                if data:
                    data += port.read(port.in_waiting)
            except _FAULTS as fault:
                raise DeviceError(f"The scanner is gone: {fault}") from fault
            now = monotonic()
            for frame in framing.feed(data, now) if data else framing.quiet(now):
                yield self._scan(frame)

    def _scan(self, frame: Frame) -> Scan:
        return Scan(self.address, Symbology.TYPED, frame.text, frame.raw, frame.at)
