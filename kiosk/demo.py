"""The demo: the product with simulated devices. An embedded centre, a drawn doorway, everything else real."""

import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from hardware import camera_demo
from hardware.camera_reader import CameraReader
from hardware.demo_doorway import Doorway, Showing
from hardware.demo_visitors import Cast, Happens, Turn
from kiosk import embedded_centre
from kiosk.assembly import Eyes, Kiosk
from kiosk.demo_figures import figures
from kiosk.embedded_centre import EmbeddedCentre
from kiosk.errors import KioskError
from kiosk.events import Event
from kiosk.gate import Gate
from kiosk.rehearsal import Rehearsal, Tally, Visitor
from kiosk.screens import Screen
from kiosk.settings import CentreSection, Settings
from kiosk.wire.client import CentreClient
from kiosk.wire.messages import Summary
from ui.app import Application

log = logging.getLogger("kiosk.demo")

SETTLE_SECONDS = 1.0
IDLE_SECONDS = 6.0
ARRIVED_SECONDS = 30.0
"""How long the last rows may take to reach the centre."""

SITE = (
    "site.name=Bệnh viện Đa khoa Hạ Vân",
    "site.name_en=Hạ Vân General Hospital",
    "site.gate=Cổng số 2 – Sảnh khám bệnh",
    "site.gate_en=Gate 2 – Outpatient hall",
    "site.staff_place=Bàn kiểm dịch, bên phải cửa",
    "site.staff_place_en=The checkpoint desk, right of the door",
    "site.code=HV-02",
    "site.poster=https://kiemdich.example/c/HV-02",
    "display.locked=false",
    "gate.capacity=400",
    "gate.minimum_stay=10",
    "gate.minimum_away=2",
)
"""An invented hospital. People there are in a hurry: a stay of ten seconds counts."""


def webcams() -> tuple[str, ...]:
    """The addresses of real webcams, as far as the system shows them without opening any."""
    return ("camera:0",) if Path("/dev/video0").exists() else ()


def settings_for(folder: Path, assignments: tuple[str, ...], sources: tuple[str, ...]) -> tuple[str, ...]:
    """The demo's settings as assignments; those of the command line come last and win."""
    listed = ", ".join(f'"{source}"' for source in sources)
    return (
        *SITE,
        f"devices.sources=[{listed}]",
        f"store.folder={folder / 'data'}",
        f"store.keys={folder / 'keys'}",
        *assignments,
    )


@dataclass(frozen=True, slots=True)
class _Played:
    """A turn of the cast, as the rehearsal wants a visitor."""

    turn: Turn

    @property
    def kind(self) -> str:
        return self.turn.kind.value

    @property
    def wants_to_leave(self) -> bool:
        return self.turn.happens is Happens.LEAVE

    @property
    def comes_back(self) -> bool:
        return self.turn.happens is Happens.AGAIN_TOO_SOON


class Interactive:
    """The demo on a display: visitors come by themselves, and anybody may join in."""

    def __init__(self, settings: Settings, application: Application, folder: Path) -> None:
        self.kiosk = Kiosk(settings, application, keystore=False)
        self._folder = folder
        self._centre: EmbeddedCentre | None = None

    def run(self) -> int:
        """Run until the window is closed or a signal comes."""
        self.kiosk.start()
        self.kiosk.background.on("centre").run(
            lambda: embedded_centre.start(self._folder / "centre.sqlite"), self._centre_up, _centre_down
        )
        try:
            return self.kiosk.application.run()
        finally:
            self.kiosk.close()
            if self._centre is not None:
                self._centre.stop()

    def _centre_up(self, centre: EmbeddedCentre) -> None:
        self._centre = centre
        self.kiosk.send_to(CentreSection(url=centre.url, token=centre.token))


class Headless:
    """The demo without a display: visitors are played one after another, and what happened is summed up."""

    def __init__(self, settings: Settings, application: Application, folder: Path, seed: int, shots: Path) -> None:
        self._application = application
        self._folder = folder
        self._shots = shots
        self._cast = Cast(seed)
        self._doorway = Doorway(seed)
        reader = CameraReader("demo:", camera_demo.camera("?visitors=0", self._doorway))
        eyes = Eyes("demo:", (reader.pictures, reader.scans), camera=True)
        self.kiosk = Kiosk(settings, application, extra=(eyes,), observer=self._observe, keystore=False)
        self.kiosk.window.painted.append(self._painted)
        self._rehearsal: Rehearsal | None = None
        self._centre: EmbeddedCentre | None = None
        self._ready_at: float | None = None
        self._ready_ms: float | None = None
        self._idle: float | None = None
        self.summary: dict[str, object] = {}

    def run(self, visitors: int) -> int:
        """Play so many visitors.

        Returns 0 if nothing was read wrong and every act that a visitor saw is in the store and at the centre, once.
        """
        plan = [_Played(turn) for turn in self._cast.plan(visitors)]
        self._rehearsal = Rehearsal(
            plan,
            self._present,
            self._doorway.withdraw,
            self.kiosk.conductor.happen,
            self._save,
            self.kiosk.clock,
            self.kiosk.background.on("stage"),
            self._all_came,
        )
        self.kiosk.start()
        self.kiosk.background.on("centre").run(
            lambda: embedded_centre.start(self._folder / "centre.sqlite"), self._centre_up, _centre_down
        )
        try:
            return self._application.run()
        finally:
            self.kiosk.close()
            if self._centre is not None:
                self._centre.stop()

    def _present(self, visitor: Visitor) -> Showing:
        if not isinstance(visitor, _Played):
            raise TypeError(f"not of this cast: {visitor!r}")
        return self._doorway.present(visitor.turn.prop)

    def _observe(self, event: Event, gate: Gate) -> None:
        if self._rehearsal is not None:
            self._rehearsal.observer(event, gate)

    def _painted(self, screen: Screen) -> None:
        if self._ready_ms is None and self.kiosk.conductor.previewing:
            self._ready_ms = (time.time() - psutil.Process().create_time()) * 1000
        if self._rehearsal is not None:
            self._rehearsal.painted(screen)

    def _save(self, name: str) -> Path:
        path = self._shots / f"{name}.png"
        self.kiosk.window.widget.grab().save(str(path))
        return path

    def _centre_up(self, centre: EmbeddedCentre) -> None:
        self._centre = centre
        self.kiosk.send_to(CentreSection(url=centre.url, token=centre.token))
        self.kiosk.background.after(SETTLE_SECONDS, self._measure_idle)

    def _measure_idle(self) -> None:
        processes = [psutil.Process()]
        if self._centre is not None:
            processes.append(psutil.Process(self._centre.process.pid))

        def spent() -> float:
            return sum(process.cpu_times().user + process.cpu_times().system for process in processes)

        before, began = spent(), time.monotonic()

        def measured() -> None:
            self._idle = 100 * (spent() - before) / (time.monotonic() - began)
            if self._rehearsal is not None:
                self._rehearsal.start()

        self.kiosk.background.after(IDLE_SECONDS, measured)

    def _all_came(self, tally: Tally) -> None:
        self._wait_until_sent(tally, time.monotonic() + ARRIVED_SECONDS)

    def _wait_until_sent(self, tally: Tally, until: float) -> None:
        def counted(waiting: int) -> None:
            if waiting and time.monotonic() < until:
                self.kiosk.background.after(0.2, lambda: self._wait_until_sent(tally, until))
            else:
                self._ask_centre(tally)

        self.kiosk.background.run(self.kiosk.store.outbox.waiting, counted, _give_up)

    def _ask_centre(self, tally: Tally) -> None:
        centre = self._centre

        def ask() -> tuple[int, Summary | None]:
            rows = self.kiosk.store.visits.recorded()
            if centre is None:
                return rows, None
            client = CentreClient(centre.url, self.kiosk.store.device.id, centre.token)
            try:
                return rows, client.summary()
            finally:
                client.close()

        def answered(answer: tuple[int, Summary | None]) -> None:
            rows, said = answer
            self.summary = figures(
                tally,
                visits=rows,
                centre={"visits": said.visits, "duplicates": said.duplicates} if said else {},
                idle_cpu_percent=self._idle,
                start_to_ready_ms=self._ready_ms,
            )
            self._application.end(0 if complete(tally, rows, said) else 1)

        self.kiosk.background.run(ask, answered, _give_up)


def complete(tally: Tally, rows: int, said: Summary | None) -> bool:
    """Whether what visitors saw, what the store has and what the centre has are the same, with nothing read wrong."""
    if said is None or tally.wrong_reads:
        return False
    return tally.acts.total() == rows == said.visits and said.duplicates == 0


def _centre_down(fault: KioskError) -> None:
    log.error("%s", fault)


def _give_up(fault: KioskError) -> None:
    raise fault


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Where a demo keeps its store, its key and its centre; gone when it ends."""
    return tempfile.TemporaryDirectory(prefix="kiosk-demo-", ignore_cleanup_errors=sys.platform == "win32")
