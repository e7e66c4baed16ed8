"""Who sits at the desk: signing in, being signed out. No Qt; what blocks runs on the lane of the store.

The digits of a PIN are held here while they are typed, and handed to the check and to nobody else.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from kiosk.desk.ports import StaffDesk
from kiosk.errand_ports import PinVerdict
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError, StoreError
from kiosk.ports import Background, Cancellable, Clock
from kiosk.staff import Role, SignedIn

log = logging.getLogger(__name__)

PURPOSE = "desk"
DIGITS = 6
IDLE_SECONDS = 180.0
IDLE_FROM, IDLE_TO = 60.0, 600.0
ANNOUNCED = 15.0
"""As many seconds before it locks, the desk says so."""


class SignInNotice(StrEnum):
    """What is said where the PIN is typed."""

    ENTER = "enter"
    WRONG = "wrong"
    LOCKED = "locked"
    IDLE_OUT = "idle_out"  # signed out because nobody did anything
    STORE = "store"  # the store could not be asked


@dataclass(frozen=True, slots=True, repr=False)
class SessionState:
    """Who is signed in, or how signing in stands. ``locked_until`` is monotonic seconds; ``ending`` the seconds until
    the desk locks by itself, None while that is far. ``names`` is None until they are known.
    """

    who: SignedIn | None = None
    names: tuple[StaffName, ...] | None = None
    chosen: UUID | None = None
    typed: int = 0
    notice: SignInNotice = SignInNotice.ENTER
    tries_left: int = 5
    locked_until: float | None = None
    asking: bool = False
    ending: int | None = None

    def __repr__(self) -> str:
        return f"SessionState({'signed in' if self.who else self.notice})"


class Session:
    """The presenter of the sign-in. ``changed`` is called after every change; ``came`` and ``went`` when
    somebody signed in or was signed out.
    """

    def __init__(
        self,
        staff: StaffDesk,
        lane: Background,
        clock: Clock,
        *,
        idle_seconds: float = IDLE_SECONDS,
        store_failed: Callable[[KioskError], None] = lambda _fault: None,
    ) -> None:
        self._staff, self._lane, self._clock = staff, lane, clock
        self._store_failed = store_failed
        self._idle_seconds = idle_seconds
        self.idle_seconds = idle_seconds
        self.state = SessionState()
        self.changed: Callable[[], None] = lambda: None
        self.came: Callable[[SignedIn], None] = lambda _who: None
        self.went: Callable[[], None] = lambda: None
        self._digits = ""
        self._turn = 0
        self._last_used = clock.monotonic()
        self._watch: Cancellable | None = None

    @property
    def who(self) -> SignedIn | None:
        """Whoever is signed in now; ``DeskTools.signed_in`` is this."""
        return self.state.who

    @property
    def idle_seconds(self) -> float:
        """After as many seconds without a key, the mouse or a scan the desk locks."""
        return self._idle_seconds

    @idle_seconds.setter
    def idle_seconds(self, seconds: float) -> None:
        self._idle_seconds = min(max(seconds, IDLE_FROM), IDLE_TO)

    def refresh(self) -> None:
        """Ask who may sign in here."""
        self._lane.run(lambda: tuple(self._staff.listed()), self._listed, self._failed)

    def choose(self, staff: UUID) -> None:
        """Somebody's name; what was typed for another goes."""
        if self.state.asking or staff == self.state.chosen:
            return
        self._digits = ""
        self._be(chosen=staff, typed=0, notice=SignInNotice.ENTER, locked_until=None, tries_left=5)

    def step(self, by: int) -> None:
        """Choose the name ``by`` further down."""
        names = self.state.names or ()
        if names:
            at = next((index for index, one in enumerate(names) if one.id == self.state.chosen), -1)
            self.choose(names[max(0, min(at + by, len(names) - 1))].id)

    def type(self, digits: str) -> None:
        """What stands in the six places now; the sixth digit does not sign in, Enter does."""
        if self.state.asking or self.state.chosen is None or self.locked_seconds() > 0:
            return
        self._digits = "".join(digit for digit in digits if digit in "0123456789")[:DIGITS]
        self._be(typed=len(self._digits))

    @property
    def digits(self) -> str:
        """What has been typed, for the field to go on from."""
        return self._digits

    def locked_seconds(self) -> float:
        """The seconds for which whoever is chosen may not try."""
        until = self.state.locked_until
        return 0.0 if until is None else max(0.0, until - self._clock.monotonic())

    def sign_in(self) -> None:
        """Check what was typed."""
        state = self.state
        if state.asking or state.chosen is None or len(self._digits) != DIGITS or self.locked_seconds() > 0:
            return
        chosen, pin, now = state.chosen, self._digits, self._clock.now()
        self._digits = ""
        self._turn += 1
        turn = self._turn
        self._be(asking=True)
        self._lane.run(
            lambda: self._staff.check(chosen, pin, now, PURPOSE),
            lambda verdict: self._checked(turn, chosen, verdict),
            self._failed,
        )

    def clear(self) -> None:
        """Nobody is about to sign in any more: no name is chosen, no digit kept, no answer waited for."""
        if self.state.who is None:
            self._turn += 1
            self._digits = ""
            self._be(chosen=None, typed=0, notice=SignInNotice.ENTER, locked_until=None, tries_left=5, asking=False)

    def used(self) -> None:
        """A key, the mouse or a scan: somebody is at the desk."""
        self._last_used = self._clock.monotonic()
        if self.state.who is not None and self.state.ending is not None:
            self._be(ending=None)
            self._look()

    def lock(self, why: str = "chosen") -> None:
        """Sign out. ``why``: chosen, idle, ended or mode, where the kiosk became the visitors'."""
        who = self.state.who
        if who is None:
            return
        self._stop_watching()
        self._turn += 1
        self._digits = ""
        notice = SignInNotice.IDLE_OUT if why == "idle" else SignInNotice.ENTER
        self.state = SessionState(names=self.state.names, notice=notice)
        at = self._clock.now()
        self._lane.run(lambda: self._staff.signed_out(who.id, why, at), lambda _: None, self._failed)
        self.went()
        self.changed()
        self.refresh()

    def close(self) -> None:
        """The program ends: whoever is signed in is signed out."""
        self._stop_watching()
        self.lock("ended")

    def _listed(self, names: tuple[StaffName, ...]) -> None:
        names = tuple(one for one in names if one.role in tuple(Role))
        chosen = self.state.chosen if any(one.id == self.state.chosen for one in names) else None
        if chosen is None and self.state.chosen is not None:
            self._digits = ""
        self._be(names=names, chosen=chosen, typed=len(self._digits))

    def _checked(self, turn: int, chosen: UUID, verdict: PinVerdict) -> None:
        if turn != self._turn or self.state.who is not None:
            return
        if not verdict.right:
            locked = verdict.locked_seconds
            self._be(
                asking=False,
                typed=0,
                notice=SignInNotice.LOCKED if locked > 0 else SignInNotice.WRONG,
                tries_left=verdict.tries_left,
                locked_until=self._clock.monotonic() + locked if locked > 0 else None,
            )
            return
        name = next((one for one in self.state.names or () if one.id == chosen), None)
        if name is None:
            self.clear()
            return
        who = SignedIn(name.id, name.name, Role(name.role))
        self.state = SessionState(who=who, names=self.state.names)
        self._last_used = self._clock.monotonic()
        self._look()
        self.came(who)
        self.changed()

    def _failed(self, fault: KioskError) -> None:
        log.warning("the staff could not be asked: %s", type(fault).__name__)
        self._digits = ""
        if isinstance(fault, StoreError):
            self._store_failed(fault)
        if self.state.who is None:
            self._be(asking=False, typed=0, notice=SignInNotice.STORE)

    def _look(self) -> None:
        """See how long nobody has done anything, and look again when that may matter."""
        self._stop_watching()
        left = self._idle_seconds - (self._clock.monotonic() - self._last_used)
        if left <= 0:
            self.lock("idle")
            return
        ending = math.ceil(left) if left <= ANNOUNCED else None
        wait = left - ANNOUNCED if ending is None else left - (ending - 1)
        self._watch = self._lane.after(max(wait, 0.01), self._look)
        if ending != self.state.ending:
            self._be(ending=ending)

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _be(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type] # the names are those of its fields
        if state != self.state:
            self.state = state
            self.changed()
