"""Telling the centre how this kiosk is: at the start and every few minutes. Nothing of any visitor."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.checkpoint.device_ports import DeviceCentre, StoreHealth
from kiosk.checkpoint.rounds import Draw, Rounds
from kiosk.desk.devices import Devices, Reader
from kiosk.ports import Background, Clock
from kiosk.wire.device_messages import HealthHeard, HealthReported, State

REPORT_EVERY = 300.0  # seconds, or so
_LONGEST_VERSION, _LONGEST_SYSTEM, _LONGEST_CAMPAIGN = 40, 80, 160  # of kiosk/wire/device_messages.py


@dataclass(frozen=True, slots=True)
class Program:
    """What runs here, and since when (aware UTC)."""

    version: str
    system: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known on the UI thread at one moment. ``campaign`` names what is asked and its version."""

    devices: Devices
    skew: timedelta | None
    campaign: str


class HealthReporting:
    """Reports for as long as the kiosk runs. Lives on the UI thread; what blocks runs on ``lane``.

    ``seen`` is asked on the UI thread, ``store`` on ``lane``. ``orders`` is called when the centre says that some wait.
    """

    def __init__(
        self,
        program: Program,
        seen: Callable[[], Seen],
        store: Callable[[], StoreHealth],
        centre: DeviceCentre,
        clock: Clock,
        lane: Background,
        orders: Callable[[], None],
        *,
        draw: Draw = random.uniform,
    ) -> None:
        self._program, self._seen, self._store = program, seen, store
        self._centre, self._clock, self._orders = centre, clock, orders
        self._now_seen: Seen | None = None
        self._rounds = Rounds(
            "the report of this kiosk's health",
            self._report,
            self._heard,
            lane,
            REPORT_EVERY,
            draw=draw,
            before=self._look,
        )

    def start(self) -> None:
        """Report now, and go on for ever."""
        self._rounds.soon()

    def _look(self) -> None:
        self._now_seen = self._seen()

    def _report(self) -> HealthHeard | None:
        seen = self._now_seen
        return (
            None if seen is None else self._centre.report(said(self._program, seen, self._store(), self._clock.now()))
        )

    def _heard(self, heard: HealthHeard | None) -> None:
        if heard is not None and heard.orders:
            self._orders()


def said(program: Program, seen: Seen, store: StoreHealth, at: datetime) -> HealthReported:
    """The report of one moment."""
    devices = seen.devices
    printer = devices.printer
    return HealthReported(
        version=program.version[:_LONGEST_VERSION],
        system=program.system[:_LONGEST_SYSTEM],
        started_at=program.started_at,
        at=at,
        waiting=store.waiting,
        refused=store.refused,
        highest=store.highest,
        oldest_waiting=store.oldest_waiting,
        skew_seconds=None if seen.skew is None else seen.skew.total_seconds(),
        disk_free=store.free,
        disk_total=store.total,
        camera=_state(devices.cameras),
        scanner=_state(devices.scanners),
        printer="none" if printer is None else "trouble" if printer.ready is False else "ok",
        settings_revision=store.settings_revision,
        campaign=seen.campaign[:_LONGEST_CAMPAIGN],
    )


def _state(readers: tuple[Reader, ...]) -> State:
    if not readers:
        return "none"
    return "trouble" if any(reader.up is False for reader in readers) else "ok"
