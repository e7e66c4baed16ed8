"""Trying the devices by using them. A trial waits until nobody is being served, and records nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.cards import parse
from kiosk.cards.card import CardKind
from kiosk.errand_ports import Slip
from kiosk.errors import KioskError
from kiosk.ports import Background, Cancellable, Clock, Sound, Sounds
from kiosk.scans import Scan
from kiosk.screens import Language

ARMED_SECONDS = 20.0
"""How long the next code is taken for a trial: after that it is somebody's who comes in."""
LOOK_AGAIN = 1.0
"""Seconds between two looks whether somebody is still being served."""


class Trial(StrEnum):
    """How a trial stands."""

    NOT_YET = "not_yet"
    WAITING = "waiting"  # for a visitor to be done
    UNDER_WAY = "under_way"
    WELL = "well"
    BADLY = "badly"


@dataclass(frozen=True, slots=True)
class Trials:
    """What was tried. ``kind`` and ``source`` are of the code that was read, ``seconds`` from its frame to here."""

    scan: Trial = Trial.NOT_YET
    kind: CardKind | None = None
    source: str = ""
    seconds: float = 0.0
    printing: Trial = Trial.NOT_YET
    why: str = ""
    sound: Trial = Trial.NOT_YET


class Trying:
    """Lives on the UI thread. ``free`` says whether nobody is being served at the visitors' display.

    ``slip`` makes the trial slip; ``print_slip`` is the printer's, None where there is none. ``changed`` is called
    whenever ``state`` is another, ``printed`` when a slip came out, ``note`` with the line of the audit log.
    """

    def __init__(
        self,
        clock: Clock,
        paper: Background,
        sounds: Sounds | None,
        print_slip: Callable[[Slip], None] | None,
        slip: Callable[[], Slip],
        changed: Callable[[], None],
        *,
        free: Callable[[], bool] = lambda: True,
        printed: Callable[[], None] = lambda: None,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._clock, self._paper, self._sounds = clock, paper, sounds
        self._print_slip, self._slip, self._changed, self._free, self._printed, self._note = (
            print_slip, slip, changed, free, printed, note,
        )  # fmt: skip
        self._timer: Cancellable | None = None
        self._waiting: list[Cancellable] = []
        self.state = Trials()

    def scan(self) -> None:
        """Take the next code for a trial, once nobody is being served."""
        if self.state.scan not in (Trial.WAITING, Trial.UNDER_WAY):
            self._become(replace(self.state, scan=Trial.WAITING, kind=None, source=""))
            self._when_free(self._arm)

    def take(self, scan: Scan) -> bool:
        """Whether this code is the one that was waited for. What it says is looked at and not kept."""
        if self.state.scan is not Trial.UNDER_WAY:
            return False
        self._disarm()
        kind = parse(scan.text, scan.symbology).kind
        seconds = max(0.0, self._clock.monotonic() - scan.at)
        self._become(replace(self.state, scan=Trial.WELL, kind=kind, source=scan.source, seconds=seconds))
        return True

    def print_out(self) -> None:
        """Print a trial slip, once nobody is being served."""
        if self._print_slip is not None and self.state.printing not in (Trial.WAITING, Trial.UNDER_WAY):
            self._become(replace(self.state, printing=Trial.WAITING, why=""))
            self._when_free(self._print)

    def play(self, language: Language) -> None:
        """Play the sound of a code that was read, once nobody is being served: it tells nothing about anybody."""
        if self._sounds is not None and self.state.sound is not Trial.WAITING:
            self._become(replace(self.state, sound=Trial.WAITING))
            self._when_free(lambda: self._play(language))

    def stop(self) -> None:
        """The page is left: the next code is a visitor's again, and what still waited is not done any more."""
        self._disarm()
        for timer in self._waiting:
            timer.cancel()
        self._waiting.clear()
        under_way = self.state.printing is Trial.UNDER_WAY
        self._become(Trials(printing=Trial.UNDER_WAY if under_way else Trial.NOT_YET))

    def _arm(self) -> None:
        self._timer = self._paper.after(ARMED_SECONDS, self._nothing_came)
        self._become(replace(self.state, scan=Trial.UNDER_WAY))

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _nothing_came(self) -> None:
        self._timer = None
        self._become(replace(self.state, scan=Trial.BADLY))

    def _print(self) -> None:
        if self._print_slip is None:
            return
        print_slip, slip = self._print_slip, self._slip()
        self._become(replace(self.state, printing=Trial.UNDER_WAY))
        self._note("trial slip printed")
        self._paper.run(lambda: print_slip(slip), lambda _: self._came_out(), self._did_not)

    def _came_out(self) -> None:
        self._printed()
        self._become(replace(self.state, printing=Trial.WELL))

    def _did_not(self, fault: KioskError) -> None:
        self._become(replace(self.state, printing=Trial.BADLY, why=str(fault)))

    def _play(self, language: Language) -> None:
        if self._sounds is not None:
            self._sounds.play(Sound.READ, language)
        self._become(replace(self.state, sound=Trial.WELL))

    def _when_free(self, do: Callable[[], None]) -> None:
        if self._free():
            do()
        else:
            self._waiting.append(self._paper.after(LOOK_AGAIN, lambda: self._when_free(do)))

    def _become(self, state: Trials) -> None:
        if state != self.state:
            self.state = state
            self._changed()
