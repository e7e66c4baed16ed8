"""The demo without a display: visitors are played one after another, and what happened is summed up."""

import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from hardware import camera_demo
from hardware.camera_reader import CameraReader
from hardware.demo_citizens import Citizen
from hardware.demo_doorway import Doorway, Showing
from hardware.demo_ways import Way
from kiosk import embedded_centre
from kiosk.assembly import Eyes, Kiosk
from kiosk.demo.neighbours import declare_elsewhere, declared_before
from kiosk.demo.place import SMS_FILE
from kiosk.demo.plan import Played, plan_of
from kiosk.demo_figures import figures
from kiosk.demo_sms import SmsLog
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

CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
"""The one-time code in a message."""


class Headless:
    """The demo without a display: visitors are played one after another, and what happened is summed up."""

    def __init__(self, settings: Settings, application: Application, folder: Path, seed: int, shots: Path) -> None:
        self._application = application
        self._folder = folder
        self._shots = shots
        self._seed = seed
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
        self._declared: list[Citizen] = []
        self._messages = SmsLog(folder / SMS_FILE)
        self._codes: dict[str, str] = {}
        self.summary: dict[str, object] = {}

    def run(self, visitors: int) -> int:
        """Play so many visitors.

        Returns 0 if nothing was read wrong and every act that a visitor saw is in the store and at the centre, once.
        """
        plan = plan_of(self._seed, visitors)
        self._declared = declared_before(plan)
        self._rehearsal = Rehearsal(
            plan,
            self._present,
            self._doorway.withdraw,
            self.kiosk.conductor.happen,
            self._save,
            self.kiosk.clock,
            self.kiosk.background.on("stage"),
            self._all_came,
            screen=lambda: self.kiosk.conductor.gate.screen,
            code=self._code_for,
        )
        self.kiosk.start()
        self.kiosk.background.on("centre").run(self._start_centre, self._centre_up, _centre_down)
        try:
            return self._application.run()
        finally:
            self.kiosk.close()
            if self._centre is not None:
                self._centre.stop()

    def _present(self, visitor: Visitor) -> Showing:
        if not isinstance(visitor, Played):
            raise TypeError(f"not of this cast: {visitor!r}")
        tally = self._rehearsal.tally if self._rehearsal is not None else Tally()
        issued = {one.key: one.code for one in tally.touchings if one.code}
        return self._doorway.present(visitor.prop(issued))

    def _start_centre(self) -> EmbeddedCentre:
        """Start the centre, which knows already who declared at another gate."""
        centre = embedded_centre.start(self._folder / "centre.sqlite", f"log:{self._folder / SMS_FILE}")
        declare_elsewhere(centre, self._declared, self.kiosk.clock.now())
        return centre

    def _code_for(self, phone: str) -> str | None:
        """The latest code that was sent to a number."""
        for message in self._messages.new():
            found = CODE.search(message.text)
            if found:
                self._codes[message.phone] = found[0]
        return self._codes.get("+84" + phone[1:])

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

        def ask() -> tuple[Rows, Summary | None]:
            rows = Rows(self.kiosk.store.visits.recorded(), self.kiosk.store.declarations.recorded())
            if centre is None:
                return rows, None
            client = CentreClient(centre.url, self.kiosk.store.device.id, centre.token)
            try:
                return rows, client.summary()
            finally:
                client.close()

        def answered(answer: tuple[Rows, Summary | None]) -> None:
            rows, said = answer
            self.summary = figures(
                tally,
                visits=rows.visits,
                centre={
                    "visits": said.visits,
                    "duplicates": said.duplicates,
                    "declarations": said.declarations,
                }
                if said
                else {},
                declarations=rows.declarations,
                idle_cpu_percent=self._idle,
                start_to_ready_ms=self._ready_ms,
            )
            self._application.end(0 if complete(tally, rows, said) else 1)

        self.kiosk.background.run(ask, answered, _give_up)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the store has."""

    visits: int
    declarations: int = 0


def complete(tally: Tally, rows: Rows, said: Summary | None) -> bool:
    """Whether what visitors saw, what the store has and what the centre has are the same, with nothing read wrong."""
    if said is None or tally.wrong_reads or not all(one.served for one in tally.touchings):
        return False
    declared = sum(one.path == Way.DECLARATION for one in tally.touchings)
    return (
        tally.acts.total() == rows.visits == said.visits
        and declared == rows.declarations == said.declarations
        and said.duplicates == 0
    )


def _centre_down(fault: KioskError) -> None:
    log.error("%s", fault)


def _give_up(fault: KioskError) -> None:
    raise fault
