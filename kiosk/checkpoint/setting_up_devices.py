"""The third step: every device is tried by using it."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.cards import parse
from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.setting_up_ports import Devices
from kiosk.checkpoint.setting_up_progress import Progress
from kiosk.checkpoint.setting_up_state import Problem, Read, Trial
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.errors import KioskError
from kiosk.scans import Scan, SourceEvent, SourceLost, SourceUp

KEPT_READS = 4
SAME_WITHIN = 1.5
"""Seconds in which the same code before the same device counts once."""


class TryingDevices:
    """Carries out the third step. What a code says is looked at and not kept: only what kind of card it was."""

    def __init__(self, progress: Progress, hear: Callable[[SourceEvent], None]) -> None:
        self._progress = progress
        self._hear = hear
        self._last: tuple[str, int, float] = ("", 0, -SAME_WITHIN)
        self._watched: tuple[str, ...] = ()

    def look(self) -> None:
        """See what is connected; where nothing was chosen yet the first camera is."""
        self._progress.put(looking=True)
        self._progress.ports.here.run(self._progress.ports.bench.connected, self._found, self._progress.say)

    def choose_camera(self, address: str) -> None:
        """Read from this camera; "" for none."""
        self._progress.edit(camera=address)
        self.watch()

    def choose_scanner(self, address: str, *, on: bool) -> None:
        """Read from this scanner too, or no longer."""
        others = tuple(one for one in self._progress.draft.scanners if one != address)
        self._progress.edit(scanners=(*others, address) if on else others)
        self.watch()

    def choose_printer(self, address: str) -> None:
        """Print slips here; "" for nowhere."""
        self._progress.edit(printer=address)
        self._progress.put(printer=Trial.NOT_YET)

    def watch(self) -> None:
        """Listen to what is chosen."""
        draft = self._progress.draft
        self._listen(tuple(one for one in (draft.camera, *draft.scanners) if one))

    def watch_for_code(self) -> None:
        """Listen for an enrolment code: the chosen camera, or the first there is."""
        draft, found = self._progress.draft, self._progress.state.devices
        camera = draft.camera or (found.cameras[0].address if found.cameras else "")
        self._listen(tuple(one for one in (camera, *draft.scanners) if one))

    def rest(self) -> None:
        """Listen to nothing."""
        self._listen(())

    def heard(self, event: SourceEvent) -> None:
        """Something came from a device."""
        state = self._progress.state
        match event:
            case Scan():
                if not self._again(event):
                    kind = parse(event.text, event.symbology).kind
                    number = state.reads[0].number + 1 if state.reads else 1
                    read = Read(kind, event.symbology, event.source, number)
                    self._progress.put(reads=(read, *state.reads)[:KEPT_READS], lost="")
            case SourceLost():
                self._progress.put(lost=event.source)
            case SourceUp():
                if state.lost == event.source:
                    self._progress.put(lost="")
            case _:
                pass

    def print_slip(self) -> None:
        """Print a trial slip."""
        printer = self._progress.draft.printer
        if not printer or self._progress.state.printer is Trial.UNDER_WAY:
            return
        self._progress.put(printer=Trial.UNDER_WAY, why="")
        self._progress.ports.paper.run(
            lambda: self._progress.ports.bench.test_slip(printer),
            lambda _: self._progress.put(printer=Trial.WELL),
            self._not_printed,
        )

    def play(self) -> None:
        """Play a sound: whoever hears it says so by going on."""
        self._progress.ports.bench.test_sound(self._progress.draft.volume)
        self._progress.put(sound=Trial.WELL)

    def enough(self) -> bool:
        """Whether the step may be left: something reads codes, and the panel's size makes sense. Says what is not."""
        draft = self._progress.draft
        found = [("inches", form.inches_problem(draft.inches))]
        if not draft.camera and not draft.scanners:
            found.insert(0, ("camera", Problem.NO_CAMERA))
        problems = tuple((name, problem) for name, problem in found if problem is not None)
        self._progress.put(problems=problems)
        return not problems

    def _found(self, devices: Devices) -> None:
        draft = self._progress.draft
        state = replace(self._progress.state, devices=devices, looking=False)
        self._progress.state = state
        if not draft.camera and devices.cameras:
            self._progress.edit(camera=devices.cameras[0].address)
        self._progress.changed()
        if self._watched:
            self._watched = ()
            self.watch()

    def _listen(self, addresses: tuple[str, ...]) -> None:
        if addresses != self._watched:
            self._watched = addresses
            self._progress.ports.bench.watch(addresses, self._hear)

    def _again(self, scan: Scan) -> bool:
        """Whether this is the code that was just read: it is told apart without keeping what it says."""
        source, mark, at = self._last
        now = (scan.source, hash(scan.raw), scan.at)
        self._last = now
        return (source, mark) == now[:2] and scan.at - at < SAME_WITHIN

    def _not_printed(self, fault: KioskError) -> None:
        self._progress.trouble(fault, Trouble.PRINTER, printer=Trial.BADLY)
