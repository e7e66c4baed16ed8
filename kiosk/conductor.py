"""Carries out what the flow decides: asks the store, shows screens, plays sounds, keeps timers.

Everything here runs on the UI thread; the store is asked through Background. One log line a step, with type
names only: no name, number or answer ever reaches the log.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar, assert_never

from kiosk.admission import Rules, via
from kiosk.effects import CallStaff, Effect, LookUp, Play, Record, Refer, RefuseScan, TryStore, Wake
from kiosk.errand_effects import ErrandEffect
from kiosk.errors import KioskError
from kiosk.events import Event, Hinted, LookedUp, Recorded, Referred, Scanned, StoreCameBack, StoreFailed, Touched
from kiosk.flow import step
from kiosk.gate import Gate, ringed
from kiosk.ports import Background, Clock, Crossing, Sound, Sounds, View, VisitStore
from kiosk.scans import Hint, Picture, Scan, SourceEvent, SourceLost, SourceUp
from kiosk.screens import STAFF_CALLED_SECONDS, CameraState, Language, Reading, Referral, Status
from kiosk.visits import Visit

log = logging.getLogger("kiosk.flow")
T = TypeVar("T")

Observer = Callable[[Event, Gate], None]
"""Told of each event and of the gate after it (the demo measures with it)."""


def support_code(fault: KioskError) -> str:
    """A word for support, to be read out from the screen: the kind of fault, nothing else.

    >>> support_code(KioskError())
    'STORE-KIOSKERROR'
    """
    kind = type(fault).__name__.removeprefix("Store")
    return f"STORE-{kind.upper()}"


class Errands(Protocol):
    """Carries out what longer errands ask for (kiosk/errand_services.py)."""

    def carry_out(self, effect: ErrandEffect, gate: Gate) -> None:
        """Do it, and let the answer happen. ``gate`` is the kiosk as it is after the step that asked."""


class Conductor:
    """Holds the one Gate, and is the only one to change it.

    ``cameras`` and ``scanners`` are the addresses of the sources that will be heard. With several cameras the display
    shows the first that works, or the one that read the latest code. ``written`` is called after a row has been
    written that is to be sent.
    """

    def __init__(
        self,
        rules: Rules,
        store: VisitStore,
        clock: Clock,
        background: Background,
        view: View,
        sounds: Sounds,
        *,
        language: Language = Language.VI,
        cameras: tuple[str, ...] = (),
        scanners: tuple[str, ...] = (),
        observer: Observer | None = None,
        written: Callable[[], None] = lambda: None,
    ) -> None:
        self._rules = rules
        self._store = store
        self._clock = clock
        self._background = background
        self._view = view
        self._sounds = sounds
        self._cameras = cameras
        self._scanners = scanners
        self._observer = observer
        self._written = written
        self.errands: Errands | None = None
        self._up: set[str] = set()
        self._lost: set[str] = set()
        self._preview = cameras[0] if cameras else ""
        self._gate = Gate(language=language, site_language=language, since=clock.monotonic())
        self._status = Status(
            capacity=rules.capacity, camera=CameraState.WORKING if cameras else CameraState.NONE, scanner=bool(scanners)
        )

    @property
    def gate(self) -> Gate:
        """The kiosk as it is now."""
        return self._gate

    @property
    def previewing(self) -> bool:
        """Whether a camera gives pictures: with the first, the kiosk is ready to read."""
        return self._preview in self._up

    def start(self) -> None:
        """Show the first screen, and count who is inside."""
        self._view.language(self._gate.language)
        self._view.status(self._status)
        self._view.show(self._gate.screen, ringed(self._gate.screen))
        self.count_inside()

    def hear(self, event: SourceEvent) -> None:
        """Take what a reading device says."""
        match event:
            case Picture():
                if event.source == self._preview:
                    self._view.picture(event)
            case Scan():
                if event.source in self._cameras:
                    self._preview = event.source
                    self._view.outline(event)
                self.happen(Scanned(event))
            case Hint():
                self.happen(Hinted(event))
            case SourceUp(source):
                if source not in self._up:
                    log.info("%s works", source)
                self._up.add(source)
                self._lost.discard(source)
                self._show_devices()
            case SourceLost(source, why):
                if source not in self._lost:  # a device that stays away is tried, and said to be lost, for ever
                    log.warning("%s is lost: %s", source, why)
                self._up.discard(source)
                self._lost.add(source)
                self._show_devices()
            case _:
                assert_never(event)

    def happen(self, event: Event) -> None:
        """Take one event through the flow, and do what it asks."""
        before = self._gate
        self._gate, effects = step(before, event, replace(self._rules, now=self._clock.now()))
        if self._gate.turn != before.turn:
            log.info(
                "%s on %s: %s",
                type(event).__name__,
                type(before.screen).__name__,
                type(self._gate.screen).__name__,
            )
        if self._gate.language is not before.language:
            self._view.language(self._gate.language)
        still_reading = isinstance(before.screen, Reading) and isinstance(self._gate.screen, Reading)
        if self._gate.turn != before.turn and not still_reading:
            self._view.show(self._gate.screen, ringed(self._gate.screen))
        elif self._gate.screen is not before.screen and not still_reading:
            self._view.renew(self._gate.screen)
        if self._observer is not None and not isinstance(event, Touched):
            self._observer(event, self._gate)
        for effect in effects:
            self._carry_out(effect)

    def change_rules(self, change: Callable[[Rules], Rules]) -> None:
        """Let somebody else (the keys of the centre, its settings) change what is decided by."""
        self._rules = change(self._rules)
        if self._rules.capacity != self._status.capacity:
            self.change_status(lambda status: replace(status, capacity=self._rules.capacity))

    def change_site_language(self, language: Language) -> None:
        """Let the screens return to another language; one that a visitor has chosen stays until they are done."""
        gate = self._gate
        chosen = gate.language is not gate.site_language
        self._gate = replace(gate, site_language=language, language=gate.language if chosen else language)
        self._view.language(self._gate.language)

    @property
    def rules(self) -> Rules:
        """What is decided by."""
        return self._rules

    @property
    def status(self) -> Status:
        """What stands on every screen now."""
        return self._status

    def change_status(self, change: Callable[[Status], Status]) -> None:
        """Let somebody else (the sending loop) put news into the status strip."""
        self._status = change(self._status)
        self._view.status(self._status)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case LookUp(turn, card, person):
                self._ask(
                    lambda: self._store.standing(card, person),
                    lambda standing: self.happen(LookedUp(turn, standing, self._clock.now(), self._clock.monotonic())),
                )
            case Record():
                self._record(effect)
            case Refer(turn, reason, person):
                now = self._clock.now()
                self._ask(
                    lambda: self._store.refer(reason, person, now),
                    lambda number: self.happen(Referred(turn, reason, number, now, self._clock.monotonic())),
                )
            case RefuseScan(kind, why, source):
                at = self._clock.now()
                self._ask(lambda: self._store.refuse_scan(kind, why, source, at), lambda _: self._written())
            case TryStore():
                self._ask(
                    self._store.try_writing,
                    lambda _: self.happen(StoreCameBack(self._clock.monotonic())),
                )
            case CallStaff():
                self._call_staff()
            case Play(sound):
                self._sounds.play(sound, self._gate.language)
            case Wake(seconds, event):
                self._wake(seconds, lambda: self.happen(replace(event, at=self._clock.monotonic())))
            case _:
                if self.errands is not None:
                    self.errands.carry_out(effect, self._gate)

    def _record(self, effect: Record) -> None:
        how = effect.via or via(effect.card)
        if how is None:
            raise ValueError(f"a {effect.card.kind} says nothing about who holds it; nothing to record")
        crossing = Crossing(
            effect.card,
            effect.act,
            self._clock.now(),
            how,
            self._rules.gate,
            effect.follows,
            effect.person,
            effect.verified,
        )

        def recorded(answer: tuple[Visit, Visit | None]) -> None:
            visit, before = answer
            self.happen(Recorded(effect.turn, visit, before, self._clock.monotonic()))
            self.count_inside()
            self._written()

        self._ask(lambda: self._store.record(crossing), recorded)

    def _ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._background.run(work, then, self.store_failed)

    def store_failed(self, fault: KioskError) -> None:
        """The store could not do what was asked of it: nobody can be served."""
        log.error("the store failed: %s", fault)

        def safe_today() -> int | None:
            try:
                return self._store.recorded_today(self._clock.now())
            except KioskError:
                return None  # then the screen does not give a number

        self._background.run(
            safe_today,
            lambda safe: self.happen(StoreFailed(support_code(fault), safe, self._clock.monotonic())),
            self.store_failed,
        )

    def _call_staff(self) -> None:
        now = self._clock.now()
        self.change_status(lambda status: replace(status, staff_called_at=now))
        self._sounds.play(Sound.SEE_STAFF, self._gate.language)
        self._ask(lambda: self._store.refer(Referral.CHECK, None, now), lambda _: None)
        self._wake(
            STAFF_CALLED_SECONDS, lambda: self.change_status(lambda status: replace(status, staff_called_at=None))
        )

    def _wake(self, seconds: float, call: Callable[[], None]) -> None:
        self._background.after(seconds, call)

    def count_inside(self) -> None:
        """Count how many people are inside, after something else than the gate has changed that."""
        self._ask(
            self._store.inside_now,
            lambda inside: self.change_status(lambda status: replace(status, inside=inside)),
        )

    def _show_devices(self) -> None:
        working = [address for address in self._cameras if address in self._up]
        if working and self._preview not in working:
            self._preview = working[0]
        camera = CameraState.WORKING if working else CameraState.LOST if self._cameras else CameraState.NONE
        scanner = any(address in self._up for address in self._scanners)
        self.change_status(lambda status: replace(status, camera=camera, scanner=scanner))
