"""Plays visitors to a kiosk and measures: each one comes when the gate is free, and goes when it has answered.

The kiosk is the real one; only the doorway in front of its camera is drawn. What was shown is known, so what was
read can be judged.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kiosk.conductor import Observer
from kiosk.events import Choice, Event, LeaveChosen, Recorded, Scanned, StayChosen
from kiosk.gate import Gate
from kiosk.ports import Background, Cancellable, Clock
from kiosk.rehearsal_fingers import Fingers, Touching
from kiosk.rehearsal_touch import Toucher
from kiosk.screens import (
    ANOTHER_CODE_AFTER,
    SAME_CODE_SECONDS,
    AlreadyIn,
    LeaveUnknown,
    OutOfOrder,
    Reading,
    Screen,
    Waiting,
)
from kiosk.visits import Act

PATIENCE_SECONDS = 10.0
"""After this long without an answer a visitor gives up, and the code counts as not read."""

LOWERS_HAND_SECONDS = 0.5
"""From the answer on the screen to lowering the hand."""

PICTURED_AFTER_SECONDS = 0.3
"""A screen is pictured when it has faded in."""

THINKS_SECONDS = 0.8
"""From a question on the screen to pressing an answer."""


class Shown(Protocol):
    """Something that is held up before the camera."""

    first_whole_at: float | None
    gone: bool

    @property
    def text(self) -> str:
        """What its code says."""


class Visitor(Protocol):
    """One visitor of the plan."""

    @property
    def kind(self) -> str:
        """What they carry."""

    @property
    def path(self) -> str:
        """By which way they go through the gate."""

    @property
    def toucher(self) -> Toucher | None:
        """What they would touch, where they hold nothing up."""

    @property
    def wants_to_leave(self) -> bool:
        """What they answer when they are asked."""

    @property
    def comes_back(self) -> bool:
        """Whether this is the visitor before, with the same code again: not before the kiosk takes it for a new one."""


@dataclass
class Showing:
    """One visitor's turn at the gate, as measured. Times are milliseconds since the first frame with the whole code."""

    kind: str
    text: str
    shown: Shown
    path: str = ""
    read: bool = False
    committed_ms: float | None = None
    painted_ms: float | None = None


@dataclass
class Tally:
    """What happened over a rehearsal."""

    showings: list[Showing] = field(default_factory=list)
    touchings: list[Touching] = field(default_factory=list)
    wrong_reads: int = 0
    acts: Counter[Act] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    screenshots: list[str] = field(default_factory=list)


class Rehearsal:
    """Runs a plan against a kiosk. Lives on the UI thread; ``present`` is called through ``background``.

    ``press`` is a finger on the screen, ``save`` keeps a picture of it under a name, ``done`` is called at the end.
    ``screen`` is what the kiosk shows now, ``code`` the latest one-time code that was sent to a number.
    """

    def __init__(
        self,
        plan: Sequence[Visitor],
        present: Callable[[Visitor], Shown],
        withdraw: Callable[[], None],
        press: Callable[[Choice], None],
        save: Callable[[str], Path],
        clock: Clock,
        background: Background,
        done: Callable[[Tally], None],
        *,
        screen: Callable[[], Screen] = Waiting,
        code: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self.tally = Tally()
        self._plan = list(plan)
        self._present = present
        self._withdraw = withdraw
        self._press = press
        self._save = save
        self._clock = clock
        self._background = background
        self._done = done
        self._now: Showing | None = None
        self._visitor: Visitor | None = None
        self._answered = False
        self._free_at = 0.0
        self._gone_at = 0.0
        self._on_display: Screen | None = None
        self._patience: Cancellable | None = None
        self._pictured: set[str] = set()
        self._screen = screen
        self._code = code
        self._fingers: Fingers | None = None

    @property
    def observer(self) -> Observer:
        """What the conductor tells of each event."""
        return self._observe

    def start(self) -> None:
        """Send the first visitor."""
        self._next()

    def painted(self, screen: Screen) -> None:
        """A screen is on the display, whole."""
        self.tally.screens[type(screen).__name__] += 1
        self._free_at = self._clock.monotonic() + ANOTHER_CODE_AFTER.get(type(screen), 0.0)
        self._judge(screen)
        self._on_display = screen
        self._background.after(PICTURED_AFTER_SECONDS, lambda: self._picture(screen))

    def _judge(self, screen: Screen) -> None:
        if self._now is None or self._answered or isinstance(screen, Waiting | Reading):
            return
        if self._now.read and self._now.painted_ms is None:
            self._now.painted_ms = self._since_whole()
        if not self._now.read and not isinstance(screen, OutOfOrder):
            return  # advice on how to hold the code: the visitor goes on trying
        self._answered = True
        if isinstance(screen, AlreadyIn | LeaveUnknown):
            self._background.after(THINKS_SECONDS, self._answer)
        else:
            self._background.after(LOWERS_HAND_SECONDS, self._lower_hand)

    def _observe(self, event: Event, _gate: Gate) -> None:
        match event:
            case Scanned(scan) if self._now is not None:
                if scan.text == self._now.text:
                    self._now.read = True
                elif all(scan.text != earlier.text for earlier in self.tally.showings[-2:]):
                    self.tally.wrong_reads += 1
            case Recorded(visit=visit):
                self.tally.acts[visit.act] += 1
                if self._now is not None and self._now.committed_ms is None and not self._answered:
                    self._now.committed_ms = self._since_whole()

    def _since_whole(self) -> float:
        """Milliseconds since the first frame with the whole code; 0 for a code read before its quiet zone was in."""
        whole = self._now.shown.first_whole_at if self._now else None
        return 0.0 if whole is None else max(0.0, (self._clock.monotonic() - whole) * 1000)

    def _next(self) -> None:
        if not self._plan:
            self._done(self.tally)
            return
        visitor = self._visitor = self._plan.pop(0)
        self._answered = False
        if visitor.toucher is not None:
            self._touch(visitor, visitor.toucher)
            return
        self._background.run(lambda: self._present(visitor), lambda shown: self._presented(visitor, shown), _raise)

    def _touch(self, visitor: Visitor, toucher: Toucher) -> None:
        """Somebody steps up to the display with nothing to hold up, but perhaps a card for the form."""
        self._now = None

        def hold_up() -> None:
            self._background.run(lambda: self._present(visitor), lambda _: None, _raise)

        def done(touching: Touching) -> None:
            self.tally.touchings.append(touching)
            self._background.after(LOWERS_HAND_SECONDS, self._when_free)

        self._fingers = Fingers(
            toucher,
            visitor.path,
            self._screen,
            self._press,
            self._code,
            hold_up,
            self._withdraw,
            self._clock,
            self._background,
            done,
        )
        self._fingers.start()

    def _presented(self, visitor: Visitor, shown: Shown) -> None:
        self._now = Showing(visitor.kind, shown.text, shown, visitor.path)
        self.tally.showings.append(self._now)
        self._patience = self._background.after(PATIENCE_SECONDS, self._lower_hand)

    def _answer(self) -> None:
        leaving = self._visitor is not None and self._visitor.wants_to_leave
        at = self._clock.monotonic()
        self._press(LeaveChosen(at) if leaving else StayChosen(at))
        self._background.after(LOWERS_HAND_SECONDS, self._lower_hand)

    def _lower_hand(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        self._withdraw()
        self._when_free()

    def _when_free(self) -> None:
        """The next visitor steps up when this one has gone and the gate would take another code."""
        here = self._now is not None and not self._now.shown.gone
        if here:
            self._gone_at = self._clock.monotonic()
        free_at = self._free_at
        if self._plan and self._plan[0].comes_back:
            free_at = max(free_at, self._gone_at + SAME_CODE_SECONDS)
        if here or self._clock.monotonic() < free_at:
            self._background.after(0.05, self._when_free)
        else:
            self._next()

    def _picture(self, screen: Screen) -> None:
        name = type(screen).__name__
        if name not in self._pictured and screen is self._on_display:
            self._pictured.add(name)
            self.tally.screenshots.append(str(self._save(name)))


def _raise(fault: Exception) -> None:
    raise fault
