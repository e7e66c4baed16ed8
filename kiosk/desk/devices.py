"""How the things a kiosk lives by stand: cameras, scanners, printer, store, sending, clock, sound. Pure.

Nothing of what was read is kept: of a code only what kind of card it was, and when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol

from kiosk.cards.card import CardKind

CLOCK_WARN = timedelta(seconds=30)
CLOCK_BROKEN = timedelta(minutes=5)
"""As far apart the centre's answers and the kiosk's times no longer fit together (kiosk/outbox.py)."""
DISK_WARN = 2 * 1024**3
DISK_BROKEN = 200 * 1024**2
"""Bytes free, below which somebody should make room, and below which the next visit may not be kept."""
SLOW_READING = 0.5
"""Seconds from frame to result that 95 of 100 codes should not need more of."""


class Health(IntEnum):
    """How a thing stands, from best to worst; what is not used is neither."""

    UNUSED = 0
    GOOD = 1
    WARN = 2
    BROKEN = 3


class Part(StrEnum):
    """The things, in the order in which they are shown."""

    CAMERA = "camera"
    SCANNER = "scanner"
    PRINTER = "printer"
    STORE = "store"
    SENDING = "sending"
    CLOCK = "clock"
    SOUND = "sound"


class Trouble(StrEnum):
    """What can be amiss. Each has its sentence, its remedy, and what still works."""

    STORE = "store"
    DISK_FULL = "disk_full"
    CAMERA = "camera"
    SCANNER = "scanner"
    PRINTER = "printer"
    CLOCK_WRONG = "clock_wrong"
    REFUSED = "refused"
    BARRED = "barred"
    OFFLINE = "offline"
    DISK_LOW = "disk_low"
    CLOCK_OFF = "clock_off"
    WEDGE = "wedge"
    SLOW = "slow"
    SOUND = "sound"


BROKEN = frozenset(
    {Trouble.STORE, Trouble.DISK_FULL, Trouble.CAMERA, Trouble.SCANNER, Trouble.PRINTER, Trouble.CLOCK_WRONG}
)
"""What makes a thing broken; the rest are warnings. ``Trouble`` stands in the order of weight."""


@dataclass(frozen=True, slots=True)
class Delay:
    """From the frame (or the last character) to the result, in seconds, over the latest ``count`` codes."""

    count: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Reader:
    """A camera or a scanner. ``up`` is None until it has said anything; ``since`` is when it came or went.

    ``why`` is what its driver said when it was lost, for support. ``rate`` is frames a second.
    ``damaged`` counts bursts of keys that an input method had changed.
    """

    address: str
    camera: bool
    up: bool | None = None
    since: datetime | None = None
    why: str = ""
    read_at: datetime | None = None
    kind: CardKind | None = None
    delay: Delay | None = None
    width: int = 0
    height: int = 0
    rate: float = 0.0
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    """The printer. ``ready`` is None until it was asked; ``printed_at`` is the latest trial slip."""

    address: str
    ready: bool | None = None
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The store: records ever written, bytes of its files, bytes free on its disk."""

    records: int
    size: int
    free: int
    encrypted: bool


class StoreFacts(Protocol):
    """The store, asked about itself."""

    def measured(self) -> Measured:
        """What it holds and how much room there is. Blocks; raises StoreError."""


@dataclass(frozen=True, slots=True)
class Devices:
    """Everything at one moment. ``store`` is None until it was measured, ``fault`` what it said if it could not be.

    ``centre``: there is one to send to. ``skew`` is how far its clock is ahead of this one, as of ``last_sync``.
    ``sound`` is None until the loudspeaker was needed.
    """

    readers: tuple[Reader, ...] = ()
    printer: PrinterSeen | None = None
    store: Measured | None = None
    fault: str = ""
    centre: bool = False
    online: bool = False
    waiting: int = 0
    barred: bool = False
    refused: int = 0
    last_sync: datetime | None = None
    skew: timedelta | None = None
    sound: bool | None = None

    @property
    def cameras(self) -> tuple[Reader, ...]:
        """The readers that are cameras."""
        return tuple(reader for reader in self.readers if reader.camera)

    @property
    def scanners(self) -> tuple[Reader, ...]:
        """The readers that are scanners."""
        return tuple(reader for reader in self.readers if not reader.camera)


def troubles(devices: Devices) -> tuple[Trouble, ...]:
    """Everything that is amiss, the worst first."""
    store, skew = devices.store, abs(devices.skew) if devices.skew is not None else timedelta()
    amiss = {
        Trouble.STORE: bool(devices.fault),
        Trouble.DISK_FULL: store is not None and store.free < DISK_BROKEN,
        Trouble.CAMERA: any(reader.up is False for reader in devices.cameras),
        Trouble.SCANNER: any(reader.up is False for reader in devices.scanners),
        Trouble.PRINTER: devices.printer is not None and devices.printer.ready is False,
        Trouble.CLOCK_WRONG: skew > CLOCK_BROKEN,
        Trouble.REFUSED: devices.refused > 0,
        Trouble.BARRED: devices.barred,
        Trouble.OFFLINE: devices.centre and not devices.online and not devices.barred,
        Trouble.DISK_LOW: store is not None and DISK_BROKEN <= store.free < DISK_WARN,
        Trouble.CLOCK_OFF: CLOCK_WARN < skew <= CLOCK_BROKEN,
        Trouble.WEDGE: any(reader.damaged for reader in devices.scanners),
        Trouble.SLOW: any(slow(reader) for reader in devices.cameras),
        Trouble.SOUND: devices.sound is False,
    }
    return tuple(trouble for trouble in Trouble if amiss[trouble])


PART_OF = {
    Trouble.STORE: Part.STORE,
    Trouble.DISK_FULL: Part.STORE,
    Trouble.CAMERA: Part.CAMERA,
    Trouble.SCANNER: Part.SCANNER,
    Trouble.PRINTER: Part.PRINTER,
    Trouble.CLOCK_WRONG: Part.CLOCK,
    Trouble.REFUSED: Part.SENDING,
    Trouble.BARRED: Part.SENDING,
    Trouble.OFFLINE: Part.SENDING,
    Trouble.DISK_LOW: Part.STORE,
    Trouble.CLOCK_OFF: Part.CLOCK,
    Trouble.WEDGE: Part.SCANNER,
    Trouble.SLOW: Part.CAMERA,
    Trouble.SOUND: Part.SOUND,
}
"""Which thing each trouble is of."""


def used(devices: Devices, part: Part) -> bool:
    """Whether this kiosk has the thing at all."""
    return {
        Part.CAMERA: bool(devices.cameras),
        Part.SCANNER: bool(devices.scanners),
        Part.PRINTER: devices.printer is not None,
        Part.SENDING: devices.centre,
        Part.CLOCK: devices.centre,
    }.get(part, True)


def known(devices: Devices, part: Part) -> bool:
    """Whether the thing has said anything yet: until then it is neither good nor bad."""
    return {
        Part.CAMERA: any(reader.up is not None for reader in devices.cameras),
        Part.SCANNER: any(reader.up is not None for reader in devices.scanners),
        Part.PRINTER: devices.printer is not None and devices.printer.ready is not None,
        Part.STORE: devices.store is not None or bool(devices.fault),
        Part.CLOCK: devices.skew is not None,
        Part.SOUND: devices.sound is not None,
    }.get(part, True)


def health(devices: Devices, part: Part) -> Health:
    """How a thing stands. One that is used and has not said anything yet is not said to be good: UNUSED."""
    if not used(devices, part):
        return Health.UNUSED
    amiss = [trouble for trouble in troubles(devices) if PART_OF[trouble] is part]
    if amiss:
        return Health.BROKEN if BROKEN.intersection(amiss) else Health.WARN
    return Health.GOOD if known(devices, part) else Health.UNUSED


def slow(reader: Reader) -> bool:
    """Whether codes take too long, as far as enough of them were read to say so."""
    return reader.delay is not None and reader.delay.count >= 20 and reader.delay.p95 > SLOW_READING
