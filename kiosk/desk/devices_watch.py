"""Keeps how the devices stand, from what they say anyway. Told on the UI thread; what blocks is asked on the lanes."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kiosk.cards import parse
from kiosk.desk.devices import Delay, Devices, Measured, PrinterSeen, Reader, StoreFacts
from kiosk.errand_ports import Printer
from kiosk.errors import KioskError
from kiosk.ports import Background, Clock
from kiosk.scans import Finding, Hint, Picture, Scan, SourceEvent, SourceLost, SourceUp
from kiosk.screens import Status

LATEST = 100
"""Codes whose delay is kept, and frames whose rate is."""
RATE_OVER = 2.0
"""Seconds of frames that a rate is told from."""
LOUDSPEAKER = "speaker:"
SAME_WITHIN = 1.5
"""Seconds in which the same code before the same device counts as read once."""


def _nothing_heard(_event: SourceEvent) -> None:
    pass


@dataclass(slots=True)
class _Kept:
    """What is kept of one reader. ``mark`` tells the latest code from the next without keeping it."""

    reader: Reader
    delays: deque[float] = field(default_factory=lambda: deque(maxlen=LATEST))
    frames: deque[float] = field(default_factory=lambda: deque(maxlen=LATEST))
    mark: int = 0
    mark_at: float = float("-inf")


class DeviceWatch:
    """Give it every SourceEvent and every Status. ``skew`` tells how far the centre's clock is ahead, None if unknown.

    ``listener`` hears every event too, while a page shows them; it is not kept from anybody else.
    """

    def __init__(
        self,
        clock: Clock,
        cameras: Sequence[str],
        scanners: Sequence[str],
        *,
        printer: Printer | None = None,
        store: StoreFacts | None = None,
        skew: Callable[[], timedelta | None] = lambda: None,
        centre: Callable[[], bool] = lambda: False,
    ) -> None:
        self._clock, self._printer, self._store, self._skew, self._centre = clock, printer, store, skew, centre
        readers = [Reader(address, camera=True) for address in cameras]
        readers += [Reader(address, camera=False) for address in scanners]
        self._readers = {reader.address: _Kept(reader) for reader in readers}
        self._printer_seen = PrinterSeen(printer.address) if printer is not None else None
        self._measured: Measured | None = None
        self._fault = ""
        self._status = Status()
        self._sound: bool | None = None
        self.listener: Callable[[SourceEvent], None] = _nothing_heard

    def hear(self, event: SourceEvent) -> None:
        """Take what a device says."""
        if isinstance(event, (SourceUp, SourceLost)) and event.source == LOUDSPEAKER:
            self._sound = isinstance(event, SourceUp)
        elif (kept := self._readers.get(event.source)) is not None:
            self._take(kept, event)
        self.listener(event)

    def status(self, status: Status) -> None:
        """The network or the outbox has changed."""
        self._status = status

    def forget_listener(self) -> None:
        """Nobody looks any more."""
        self.listener = _nothing_heard

    def printed(self) -> None:
        """A trial slip came out."""
        if self._printer_seen is not None:
            self._printer_seen = replace(self._printer_seen, ready=True, printed_at=self._clock.now())

    def look(self, paper: Background, store: Background, then: Callable[[], None]) -> None:
        """Ask the printer on ``paper`` and the store on ``store``; ``then`` is called after each answer."""
        printer, facts = self._printer, self._store
        if printer is not None:

            def seen(ready: bool) -> None:
                if self._printer_seen is not None:
                    self._printer_seen = replace(self._printer_seen, ready=ready)
                then()

            paper.run(printer.ready, seen, lambda _: seen(False))
        if facts is not None:

            def measured(found: Measured) -> None:
                self._measured, self._fault = found, ""
                then()

            def failed(fault: KioskError) -> None:
                self._fault = str(fault)
                then()

            store.run(facts.measured, measured, failed)

    def state(self) -> Devices:
        """Everything as it is now."""
        status = self._status
        return Devices(
            readers=tuple(self._reader(kept) for kept in self._readers.values()),
            printer=self._printer_seen,
            store=self._measured,
            fault=self._fault,
            centre=self._centre(),
            online=status.online,
            barred=status.barred,
            waiting=status.waiting_to_send,
            refused=status.refused,
            last_sync=status.last_sync,
            skew=self._skew(),
            sound=self._sound,
        )

    def _take(self, kept: _Kept, event: SourceEvent) -> None:
        match event:
            case Picture():
                kept.frames.append(event.at)
                if (kept.reader.width, kept.reader.height) != (event.width, event.height):
                    kept.reader = replace(kept.reader, width=event.width, height=event.height)
            case Scan():
                self._read(kept, event)
            case SourceUp():
                if kept.reader.up is not True:
                    kept.reader = replace(kept.reader, up=True, since=self._clock.now(), why="")
            case SourceLost(_, why):
                kept.frames.clear()
                kept.reader = replace(kept.reader, up=False, since=self._clock.now(), why=why)
            case Hint(_, finding, _):
                if finding is Finding.WEDGE_DAMAGE:
                    kept.reader = replace(kept.reader, damaged=kept.reader.damaged + 1)

    def _read(self, kept: _Kept, scan: Scan) -> None:
        """A code held in view comes again with every frame: it is looked at once."""
        mark = hash(scan.raw)
        again = mark == kept.mark and scan.at - kept.mark_at < SAME_WITHIN
        kept.mark, kept.mark_at = mark, scan.at
        kept.delays.append(max(0.0, self._clock.monotonic() - scan.at))
        if not again:
            kind = parse(scan.text, scan.symbology).kind
            kept.reader = replace(kept.reader, kind=kind, read_at=self._clock.now(), up=True)

    def _reader(self, kept: _Kept) -> Reader:
        now = self._clock.monotonic()
        latest = [at for at in kept.frames if at > now - RATE_OVER]
        return replace(kept.reader, delay=_delay(kept.delays), rate=len(latest) / RATE_OVER)


def _delay(delays: Sequence[float]) -> Delay | None:
    """By nearest rank, as the figures are told."""
    if not delays:
        return None
    ordered = sorted(delays)
    return Delay(len(ordered), *(ordered[-(-len(ordered) * part // 100) - 1] for part in (50, 95)))
