"""How long the UI thread stands still while somebody works at the desk:

``python tests/benchmarks/bench_desk_gap.py --visits 1000000 --json``

A store of synthetic visits, the real list page drawn into memory, and all at once: codes recorded several times a
second, a queue sent to a centre on loopback, names and numbers typed letter by letter. A timer of one millisecond
beats on the UI thread; what is measured is the time from one beat to the next. Then the pages of figures and of
devices are opened while the rest goes on. Fails where a beat of the list at work took longer than 50 ms, not counting
the time for which the machine was busy with other programs.
"""

import argparse
import itertools
import json
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from kiosk.admission import Rules
from kiosk.assembly.clock import SystemClock
from kiosk.cards.card import Card
from kiosk.desk.devices_watch import DeviceWatch
from kiosk.desk.tools import DeskLanes, DeskTools
from kiosk.embedded_centre import EmbeddedCentre, start
from kiosk.errors import KioskError
from kiosk.ports import Crossing
from kiosk.screens import Language, Status
from kiosk.staff import Role, SignedIn
from kiosk.syncing import Syncing
from kiosk.visits import Act, Via
from kiosk.wire.client import CentreClient
from local_store.bench_store import build, people_of, texts
from local_store.bulk import synthetic_card
from local_store.facts import Facts
from local_store.store import Store
from ui.app import Application, use_offscreen
from ui.background import QtBackground
from ui.sheet import SITE
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.devices.page import DevicesPage
from ui.staff.figures.page import FiguresPage
from ui.staff.kit.chip import Tone
from ui.staff.kit.style import desk_stylesheet
from ui.staff.list.page import ListPage
from ui.staff.page import DeskPage
from ui.theme.fonts import load_fonts
from ui.theme.scale import Scale

BAR_MS = 50.0
RECORD_EVERY_MS = 200
TYPE_EVERY_MS = 90
OPEN_SECONDS = 4.0
NURSE = SignedIn(UUID(int=1), "Lê Thị Trực", Role.SUPERVISOR)


@dataclass
class Nowhere:
    """A window whose pages go nowhere."""

    surface: QWidget

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say nothing."""


@dataclass
class Heart:
    """Beats every millisecond on the UI thread. ``beats`` are by phase, in milliseconds: how long each took, and how
    long without the time for which the machine had no processor for it.
    """

    phase: str = "warm up"
    beats: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._clock = QElapsedTimer()
        self._clock.start()
        self._file = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last, self._queued = 0.0, self._in_queue()
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, queued = self._clock.nsecsElapsed() / 1e6, self._in_queue()
        self.beats.setdefault(self.phase, []).append((took := now - self._last, took - (queued - self._queued)))
        self._last, self._queued = now, queued

    def _in_queue(self) -> float:
        """Milliseconds this thread was ready to run and had no processor; 0 where the system does not say (Linux)."""
        return int(self._file.read_text().split()[1]) / 1e6 if self._file.exists() else 0.0


@dataclass
class Work:
    """What is done while the heart beats. ``page`` hears of every change, as the window would tell it."""

    store: Store
    background: QtBackground
    visits: int
    status: Status = field(default_factory=Status)
    page: DeskPage | None = None
    recorded: int = 0
    typed: int = 0
    written: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        people = people_of(self.visits)
        self._cards = itertools.cycle([synthetic_card(number) for number in range(1, min(people, 400))])
        self._texts = itertools.cycle([text for kind in texts(people, 6).values() for text in kind])
        self._typing = ""
        self._recorder = QTimer(interval=RECORD_EVERY_MS)
        self._recorder.timeout.connect(self._record)
        self._typist = QTimer(interval=TYPE_EVERY_MS)
        self._typist.timeout.connect(self._type)

    def begin(self) -> None:
        """Record, and type where there is a list to type in."""
        self._recorder.start()
        self._typist.start()

    def changed(self, change: Callable[[Status], Status]) -> None:
        """Something about sending has changed."""
        self.status = change(self.status)
        if self.page is not None:
            self.page.status(self.status)

    def _record(self) -> None:
        card = next(self._cards)
        self.background.run(lambda: self._cross(card), lambda _: self._there(), _unexpected)

    def _cross(self, card: Card) -> None:
        inside = self.store.visits.standing(card).inside
        act, follows = (Act.CHECK_OUT, inside.id) if inside else (Act.CHECK_IN, None)
        now = datetime.now(UTC)
        self.store.visits.record(Crossing(card, act, now, Via.CITIZEN_CARD, "Cổng chính", follows))

    def _there(self) -> None:
        self.recorded += 1
        self.written()
        self.changed(lambda status: replace(status, inside=status.inside + 1))

    def _type(self) -> None:
        if not isinstance(self.page, ListPage):
            return
        line = self.page.face.top.search
        if not self._typing:
            line.clear()
            self._typing = next(self._texts)
        QTest.keyClicks(line, self._typing[0])
        self._typing = self._typing[1:]
        self.typed += 1


def _unexpected(fault: KioskError) -> None:
    raise RuntimeError("the store failed while it was measured") from fault


def desk(store: Store, background: QtBackground, work: Work) -> DeskTools:
    """The tools of a desk over this store."""
    return DeskTools(
        visits=store.visits,
        people=store.people_list,
        declarations=store.declarations,
        staff=store.staff,
        figures=store.figures,
        lanes=DeskLanes(background, background.on("list"), background.on("centre"), background.on("paper")),
        clock=SystemClock(),
        rules=lambda: Rules("Cổng chính", now=datetime.now(UTC)),
        status=lambda: work.status,
        centre=lambda: None,
        body=store.outbox.body,
        written=work.written,
        store_failed=_unexpected,
        signed_in=lambda: NURSE,
    )


def spend(seconds: float) -> None:
    """Let the UI thread run."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def show(window: QWidget, page: DeskPage, work: Work) -> None:
    """Open a page in the window, in place of the one that stood."""
    if work.page is not None:
        work.page.left()
        work.page.hide()
    cast(QLayout, window.layout()).addWidget(page)
    work.page = page
    page.opened()


def measured(application: Application, folder: Path, visits: int, seconds: float) -> tuple[Heart, Work]:
    """Every beat, and what was done meanwhile."""
    load_fonts()
    look = DeskLook(Scale(1920, 1080), Language.VI)
    with build(folder, visits) as store:
        centre: EmbeddedCentre = start(folder / "centre.db")
        background = QtBackground()
        work = Work(store, background, visits)
        client = CentreClient(centre.url, store.device.id, centre.token)
        syncing = Syncing(store.outbox, client, SystemClock(), background.on("network"), work.changed)
        work.written = syncing.something_new
        tools = desk(store, background, work)
        window = QWidget(objectName="desk", styleSheet=desk_stylesheet(look), size=QSize(1920, 1080))
        QVBoxLayout(window)
        window.show()
        around = cast(Around, Nowhere(window))
        try:
            application.settle()
            heart = Heart()
            spend(1.0)
            heart.phase = "list opened"
            show(window, ListPage(look, tools, around, folder / "out"), work)
            spend(OPEN_SECONDS)
            heart.phase = "list at work"
            syncing.start()
            work.begin()
            spend(seconds)
            watch = DeviceWatch(SystemClock(), (), ("keyboard:",), store=Facts(store.connection))
            pages: dict[str, Callable[[], DeskPage]] = {
                "figures opened": lambda: FiguresPage(look, tools, around, folder / "out"),
                "devices opened": lambda: DevicesPage(look, tools, around, watch, SITE),
            }
            for heart.phase, make in pages.items():
                show(window, make(), work)
                spend(OPEN_SECONDS)
            if work.page is not None:
                work.page.left()
        finally:
            background.close()
            centre.stop()
        window.close()
        return heart, work


def figures(heart: Heart) -> dict[str, dict[str, float]]:
    """The longest beats of each phase, in milliseconds; ``ours`` is without the waiting for a processor."""
    found = {}
    for phase, beats in heart.beats.items():
        took, ours = (sorted(values, reverse=True) for values in zip(*beats, strict=True))
        found[phase] = {
            "longest": round(took[0], 1),
            "p99_9": round(took[len(took) // 1000], 1),
            "p99": round(took[len(took) // 100], 1),
            "over_50_ms": sum(beat > BAR_MS for beat in took),
            "ours_longest": round(ours[0], 1),
            "ours_over_16": sum(beat > 16 for beat in ours),
            "ours_over_50": sum(beat > BAR_MS for beat in ours),
            "beats": len(beats),
        }
    return found


def main() -> None:
    """Measure and print the table; fails where the list at work stands still for more than 50 ms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long the list is worked with")
    parser.add_argument("--folder", type=Path, help="make the store here, or take the one that is there")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    use_offscreen()
    application = Application()
    with tempfile.TemporaryDirectory() as made:
        heart, work = measured(application, asked.folder or Path(made), asked.visits, asked.seconds)
    application.qt.quit()
    found = figures(heart)
    at_work = found["list at work"]["ours_longest"]
    if asked.json:
        done = {"visits": asked.visits, "recorded": work.recorded, "waiting": work.status.waiting_to_send}
        print(json.dumps({**done, "keys": work.typed, "bar_ms": BAR_MS, "gaps": found}, indent=2))
    else:
        print(f"{asked.visits} visits; {work.recorded} recorded and {work.typed} keys typed meanwhile. Milliseconds:")
        print(f"{'':18}" + "".join(f"{name:>13}" for name in found["list at work"]))
        for phase, values in found.items():
            print(f"{phase:18}" + "".join(f"{value:>13}" for value in values.values()))
    if at_work > BAR_MS:
        sys.exit(f"the UI thread stood still for {at_work:.1f} ms while the list was worked with")


if __name__ == "__main__":
    main()
