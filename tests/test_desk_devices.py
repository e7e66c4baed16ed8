"""How the devices stand, from what they say."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.cards.card import CardKind
from kiosk.desk.devices import (
    DISK_BROKEN,
    DISK_WARN,
    PART_OF,
    Devices,
    Health,
    Measured,
    Part,
    PrinterSeen,
    Reader,
    Trouble,
    health,
    troubles,
)
from kiosk.desk.devices_watch import SAME_WITHIN, DeviceWatch
from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError, StoreError
from kiosk.scans import Finding, Hint, Picture, SourceEvent, SourceLost, SourceUp
from kiosk.screens import Status
from local_store.bulk import fill
from local_store.facts import Facts
from tests.fakes import HandClock, InlineBackground, scan
from tests.local_store.opening import open_at

CCCD = "001090000001|123456789|NGUYỄN VĂN THỬ|01011990|Nam|Số 1, phường Thử|01012022"
GOOD = Devices(
    readers=(Reader("camera:0", camera=True, up=True), Reader("serial:COM3", camera=False, up=True)),
    printer=PrinterSeen("log:", ready=True),
    store=Measured(18_402, 46_000_000, 38 * 1024**3, encrypted=True),
    centre=True,
    online=True,
    skew=timedelta(seconds=0.8),
    sound=True,
)


@dataclass
class Paper:
    """A printer that remembers; ``broken`` makes it fail."""

    address: str = "system:A"
    broken: bool = False
    slips: list[Slip] = field(default_factory=list)

    def ready(self) -> bool:
        return not self.broken

    def print_slip(self, slip: Slip) -> None:
        if self.broken:
            raise DeviceError("out of paper")
        self.slips.append(slip)


@dataclass
class Meter:
    """A store that says what it is told to."""

    found: Measured = field(default_factory=lambda: Measured(18_402, 46_000_000, 38 * 1024**3, encrypted=True))
    broken: bool = False

    def measured(self) -> Measured:
        if self.broken:
            raise StoreError("disk full")
        return self.found


def heard(watch: DeviceWatch, *events: SourceEvent) -> Devices:
    for event in events:
        watch.hear(event)
    return watch.state()


def watching(clock: HandClock, scanners: Sequence[str] = ("serial:COM3",)) -> DeviceWatch:
    return DeviceWatch(clock, ("camera:0",), scanners)


def test_when_all_is_well_nothing_is_amiss_and_everything_is_good() -> None:
    assert troubles(GOOD) == ()
    assert {health(GOOD, part) for part in Part} == {Health.GOOD}


@pytest.mark.parametrize(
    ("devices", "trouble", "how"),
    [
        (replace(GOOD, fault="disk full"), Trouble.STORE, Health.BROKEN),
        (replace(GOOD, store=Measured(1, 1, DISK_BROKEN - 1, encrypted=True)), Trouble.DISK_FULL, Health.BROKEN),
        (replace(GOOD, store=Measured(1, 1, DISK_BROKEN, encrypted=True)), Trouble.DISK_LOW, Health.WARN),
        (replace(GOOD, store=Measured(1, 1, DISK_WARN - 1, encrypted=True)), Trouble.DISK_LOW, Health.WARN),
        (replace(GOOD, readers=(Reader("camera:0", True, up=False),)), Trouble.CAMERA, Health.BROKEN),
        (replace(GOOD, readers=(Reader("serial:", False, up=False),)), Trouble.SCANNER, Health.BROKEN),
        (replace(GOOD, printer=PrinterSeen("log:", ready=False)), Trouble.PRINTER, Health.BROKEN),
        (replace(GOOD, skew=timedelta(minutes=-6)), Trouble.CLOCK_WRONG, Health.BROKEN),
        (replace(GOOD, skew=timedelta(seconds=-31)), Trouble.CLOCK_OFF, Health.WARN),
        (replace(GOOD, refused=1), Trouble.REFUSED, Health.WARN),
        (replace(GOOD, online=False), Trouble.OFFLINE, Health.WARN),
        (replace(GOOD, readers=(Reader("keyboard:", False, up=True, damaged=1),)), Trouble.WEDGE, Health.WARN),
        (replace(GOOD, sound=False), Trouble.SOUND, Health.WARN),
    ],
)
def test_each_trouble_is_told_of_its_thing_and_of_no_other(devices: Devices, trouble: Trouble, how: Health) -> None:
    assert troubles(devices) == (trouble,)
    assert health(devices, PART_OF[trouble]) is how


def test_the_worst_comes_first() -> None:
    devices = replace(GOOD, refused=3, sound=False, printer=PrinterSeen("log:", ready=False), fault="gone")

    assert troubles(devices) == (Trouble.STORE, Trouble.PRINTER, Trouble.REFUSED, Trouble.SOUND)


def test_what_a_kiosk_does_not_have_is_not_used_and_what_has_said_nothing_is_not_called_good() -> None:
    alone = Devices()

    assert troubles(alone) == ()
    assert {part for part in Part if health(alone, part) is Health.GOOD} == set()
    assert health(replace(GOOD, printer=PrinterSeen("log:")), Part.PRINTER) is Health.UNUSED
    assert health(replace(GOOD, centre=False, online=False), Part.SENDING) is Health.UNUSED


def test_of_a_code_its_kind_and_time_are_kept_and_nothing_else() -> None:
    clock = HandClock()
    watch = watching(clock)

    reader = heard(watch, SourceUp("camera:0"), scan(CCCD, clock.monotonic() - 0.011)).cameras[0]

    assert reader.kind is CardKind.CCCD
    assert reader.read_at == clock.now()
    assert reader.delay is not None
    assert reader.delay.median == pytest.approx(0.011)
    assert "NGUYỄN" not in repr(watch.state())
    assert "001090000001" not in repr(watch.state())


def test_a_code_held_in_view_is_read_once_and_another_one_again() -> None:
    clock = HandClock()
    watch = watching(clock)
    first = heard(watch, scan(CCCD, clock.monotonic())).cameras[0].read_at

    clock.turn(SAME_WITHIN / 2)
    assert heard(watch, scan(CCCD, clock.monotonic())).cameras[0].read_at == first
    clock.turn(SAME_WITHIN / 2)
    assert heard(watch, scan("0900000001", clock.monotonic())).cameras[0].kind is CardKind.PHONE
    clock.turn(2 * SAME_WITHIN)
    assert heard(watch, scan("0900000001", clock.monotonic())).cameras[0].read_at == clock.now()


def test_a_camera_that_goes_and_comes_back_says_since_when_and_how_many_frames_it_gives() -> None:
    clock = HandClock()
    watch = watching(clock)
    lost = heard(watch, SourceUp("camera:0"), SourceLost("camera:0", "unplugged")).cameras[0]
    assert (lost.up, lost.why, lost.since) == (False, "unplugged", clock.now())

    clock.turn(60)
    watch.hear(SourceUp("camera:0"))
    for _ in range(60):
        clock.turn(1 / 30)
        watch.hear(Picture("camera:0", 1280, 720, 3840, memoryview(b""), clock.monotonic()))
    back = watch.state().cameras[0]

    assert (back.up, back.why, back.width, back.height) == (True, "", 1280, 720)
    assert back.rate == pytest.approx(30, abs=1)
    clock.turn(10)
    assert watch.state().cameras[0].rate == 0


def test_an_input_method_that_changes_what_a_scanner_types_is_counted() -> None:
    watch = watching(HandClock(), ("keyboard:",))

    hints = [Hint("keyboard:", finding, 1.0) for finding in (Finding.WEDGE_DAMAGE, Finding.BLUR, Finding.WEDGE_DAMAGE)]

    assert heard(watch, *hints).scanners[0].damaged == 2


def test_the_loudspeaker_is_no_reader_and_a_stranger_is_passed_over() -> None:
    watch = watching(HandClock())

    assert heard(watch, SourceLost("speaker:", "none")).sound is False
    assert heard(watch, SourceUp("speaker:")).sound is True
    assert len(heard(watch, SourceUp("camera:9")).readers) == 2


def test_whoever_looks_hears_everything_until_they_look_away() -> None:
    watch, events = watching(HandClock()), list[SourceEvent]()
    watch.listener = events.append

    watch.hear(SourceUp("camera:0"))
    watch.forget_listener()
    watch.hear(SourceUp("serial:COM3"))

    assert events == [SourceUp("camera:0")]


def test_printer_and_store_are_asked_and_status_and_clock_are_told() -> None:
    clock, paper, meter, looks = HandClock(), Paper(), Meter(), list[int]()
    lane = InlineBackground(clock)
    watch = DeviceWatch(
        clock, (), (), printer=paper, store=meter, skew=lambda: timedelta(seconds=3), centre=lambda: True
    )
    watch.status(Status(online=True, waiting_to_send=3, refused=1, last_sync=clock.now()))
    watch.look(lane, lane, lambda: looks.append(1))
    seen = watch.state()

    assert len(looks) == 2
    assert seen.printer is not None
    assert seen.printer.ready is True
    assert seen.store == meter.found
    assert (seen.online, seen.waiting, seen.refused, seen.skew) == (True, 3, 1, timedelta(seconds=3))

    paper.broken = meter.broken = True
    watch.look(lane, lane, lambda: None)
    assert troubles(watch.state())[:2] == (Trouble.STORE, Trouble.PRINTER)
    assert watch.state().fault == "disk full"
    meter.broken = False
    watch.look(lane, lane, lambda: None)
    assert Trouble.STORE not in troubles(watch.state())


def test_the_store_says_how_much_it_holds_without_counting_rows(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        fill(store.connection, store.device.id, 300, 20, datetime(2026, 11, 23, tzinfo=UTC))
        found = Facts(store.connection).measured()

    assert found.records == 300
    assert found.encrypted
    assert found.size >= 100_000
    assert found.free == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.2)
