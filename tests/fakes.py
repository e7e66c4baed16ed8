"""Stand-ins for the world that do what they are told: time that is turned by hand, a display that remembers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from kiosk.errors import KioskError, StoreError
from kiosk.ports import Cancellable, Sound, Source
from kiosk.scans import Picture, Scan, SourceEvent, Symbology
from kiosk.screens import Language, Screen, Status

T = TypeVar("T")


@dataclass
class HandClock:
    """A clock that is turned by hand; it starts on Monday, 23/11/2026, 08:00 in Hà Nội."""

    wall: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    seconds: float = 1_000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def turn(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


@dataclass
class _HandTimer:
    due: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class InlineBackground:
    """Does everything at once, on the spot; timers run when ``pass_time`` reaches them.

    With ``hold`` set, answers wait until ``release``: a slow store.
    """

    clock: HandClock
    hold: bool = False
    timers: list[_HandTimer] = field(default_factory=list)
    held: list[Callable[[], None]] = field(default_factory=list)

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        def do() -> None:
            try:
                answer = work()
            except KioskError as fault:
                failed(fault)
            else:
                then(answer)

        if self.hold:
            self.held.append(do)
        else:
            do()

    def release(self) -> None:
        self.hold = False
        while self.held:
            self.held.pop(0)()

    def listen(self, source: Source, each: Callable[[SourceEvent], None]) -> None:
        for event in source.events():
            each(event)

    def after(self, seconds: float, call: Callable[[], None]) -> Cancellable:
        timer = _HandTimer(self.clock.monotonic() + seconds, call)
        self.timers.append(timer)
        return timer

    def pass_time(self, seconds: float) -> None:
        """Let time pass, running what comes due, in order."""
        end = self.clock.monotonic() + seconds
        while True:
            due = [timer for timer in self.timers if timer.due <= end and not timer.cancelled]
            if not due:
                break
            timer = min(due, key=lambda timer: timer.due)
            self.timers.remove(timer)
            self.clock.turn(max(0.0, timer.due - self.clock.monotonic()))
            timer.call()
        self.clock.turn(end - self.clock.monotonic())


@dataclass
class RememberingView:
    """A display that remembers what it was told to show."""

    shown: list[Screen] = field(default_factory=list)
    limits: list[float | None] = field(default_factory=list)
    last_status: Status = field(default_factory=Status)
    spoken: Language = Language.VI
    pictures: int = 0
    outlined: list[Scan] = field(default_factory=list)

    def show(self, screen: Screen, limit: float | None) -> None:
        self.shown.append(screen)
        self.limits.append(limit)

    def renew(self, screen: Screen) -> None:
        self.shown[-1] = screen

    def status(self, status: Status) -> None:
        self.last_status = status

    def language(self, language: Language) -> None:
        self.spoken = language

    def picture(self, picture: Picture) -> None:  # noqa: ARG002 - only counted
        self.pictures += 1

    def outline(self, scan: Scan) -> None:
        self.outlined.append(scan)

    @property
    def screen(self) -> Screen:
        return self.shown[-1]


@dataclass
class RememberingSounds:
    """A loudspeaker that remembers what it was told to play."""

    played: list[Sound] = field(default_factory=list)

    def play(self, sound: Sound, language: Language) -> None:  # noqa: ARG002 - earcons speak no language
        self.played.append(sound)


class BrokenStore:
    """A store whose disk is gone; ``mended`` brings it back as ``inner``."""

    def __init__(self, inner: object) -> None:
        self._inner = inner
        self.mended = False

    def __getattr__(self, name: str) -> object:
        def fail(*_: object) -> object:
            raise StoreError("disk full")

        return getattr(self._inner, name) if self.mended else fail


def scan(text: str, at: float, source: str = "camera:0", symbology: Symbology = Symbology.QR) -> Scan:
    """A scan of a text at a monotonic time."""
    return Scan(source, symbology, text, text.encode(), at)
