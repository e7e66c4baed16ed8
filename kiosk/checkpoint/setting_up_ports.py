"""What setting up asks of the machine it stands on, and all it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.checkpoint.ports import Registrar
from kiosk.checkpoint.setting_up_draft import Draft
from kiosk.checkpoint.written_settings import Values
from kiosk.errand_screens import StaffName
from kiosk.places import Places
from kiosk.ports import Background, Clock
from kiosk.scans import SourceEvent
from kiosk.settings import Settings
from kiosk.wire.signing import DeviceKeys


@dataclass(frozen=True, slots=True)
class Found:
    """A device that could be used: its address, and what the system calls it."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Devices:
    """What is connected to this machine."""

    cameras: tuple[Found, ...] = ()
    scanners: tuple[Found, ...] = ()
    printers: tuple[Found, ...] = ()


class DeviceBench(Protocol):
    """The devices of this machine, one at a time, to be tried."""

    def connected(self) -> Devices:
        """What is connected. Blocks; opens no camera."""

    def watch(self, addresses: Sequence[str], each: Callable[[SourceEvent], None]) -> None:
        """Read from these from now on and from no others, calling ``each`` on the UI thread."""

    def test_slip(self, printer: str) -> None:
        """Print a slip that says it is a trial. Blocks; raises DeviceError, or SettingsError for a wrong address."""

    def test_sound(self, volume: float) -> None:
        """Play a sound. Does not block."""


class StaffBook(Protocol):
    """The staff of this kiosk. Both block, and may raise KioskError: StoreError, or another for what is not taken."""

    def listed(self) -> Sequence[StaffName]:
        """Who may sign in here."""

    def add(self, name: str, role: str, pin: str, at: datetime) -> UUID:
        """Let somebody sign in from now on."""


class KeptDraft(Protocol):
    """Where the draft is kept. Both block and may raise SettingsError."""

    def save(self, draft: Draft) -> None:
        """Keep it."""

    def clear(self) -> None:
        """Nothing is kept any more."""


class WrittenSettings(Protocol):
    """The settings file."""

    def write(self, values: Values) -> Settings:
        """Set these, and leave everything else. Blocks; SettingsError where the outcome would not load."""


def _nobody(url: str) -> None:
    """There is no centre to ask."""


@dataclass(frozen=True, slots=True)
class SetUpPorts:
    """All that setting up needs. ``registrar`` makes one for the address of a centre.

    ``keys`` hold the key this kiosk is let in with. ``bring_staff`` asks the centre at an address, with that key, for
    the checkpoint's staff, who are in ``staff`` from then on. It blocks, and raises ServerUnreachable, ServerRefused or
    StoreError.

    ``here`` does what touches this machine's disk, ``network`` what waits for the centre, ``paper`` for a printer.
    """

    registrar: Callable[[str], Registrar]
    staff: StaffBook
    bench: DeviceBench
    draft: KeptDraft
    settings: WrittenSettings
    device: UUID
    keys: DeviceKeys
    places: Places
    clock: Clock
    here: Background
    network: Background
    paper: Background
    bring_staff: Callable[[str], None] = _nobody
