"""Keeping what citizen codes are checked with up to date: the centre's keys, and the codes it took back."""

import logging
import math
import random
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.citizen_code import CodeTrust
from kiosk.errors import KioskError, ServerRefused, ServerUnreachable
from kiosk.ports import Background, Cancellable, Clock
from kiosk.wire.desk_messages import CodeKey, CodeKeys, Revocations

log = logging.getLogger("kiosk.codes")

REVOCATIONS_EVERY = 300.0  # seconds
KEYS_EVERY = 3_600.0  # seconds
FIRST_PAUSE = 5.0  # seconds after a try that came to nothing; doubled with every further one
LONGEST_PAUSE = 600.0  # seconds
WANTED_PAUSE = 30.0  # seconds between two askings for the sake of a visitor, who may be showing forged codes
MOST_PAGES = 1_000  # of revocations in one turn

Draw = Callable[[float, float], float]
"""A number between two, by lot: ``random.uniform``."""


class CodeStore(Protocol):
    """What is kept of it. Every method blocks and may raise StoreError."""

    def trust(self) -> CodeTrust:
        """The keys and the codes taken back, as last learned."""

    def learn_keys(self, keys: Sequence[CodeKey]) -> bool:
        """Trust these keys and no others; whether that is a change."""

    def revision(self) -> int:
        """Up to where the list of codes taken back is known."""

    def learn_revocations(self, revision: int, ids: Collection[bytes]) -> bool:
        """Take in codes that were taken back; whether any is new."""

    def start_over(self) -> None:
        """Ask for the whole list next time."""


class CodeCentre(Protocol):
    """The centre, asked for them. Both block and may raise ServerUnreachable or ServerRefused."""

    def keys(self) -> CodeKeys:
        """All keys whose codes may still be about."""

    def revocations(self, after: int) -> Revocations:
        """Codes taken back after this revision."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a turn brought. ``trust`` is None where nothing has changed; ``fault`` says why it was cut short."""

    trust: CodeTrust | None
    keys: bool
    fault: str | None = None


def refresh_once(store: CodeStore, centre: CodeCentre, with_keys: bool) -> Refreshed:
    """Fetch the keys if asked to, and what was taken back since the last time. Blocks; may raise StoreError.

    What came before the centre fell silent is kept.
    """
    changed = has_keys = False
    fault = None
    try:
        if with_keys:
            reply = centre.keys()
            _require_sense((key.kid, 8) for key in reply.keys)
            _require_sense((key.public, 32) for key in reply.keys)
            changed, has_keys = store.learn_keys(reply.keys), True
        changed |= _fetch_revocations(store, centre)
    except (ServerUnreachable, ServerRefused) as silent:
        fault = str(silent)
    return Refreshed(store.trust() if changed else None, has_keys, fault)


def _fetch_revocations(store: CodeStore, centre: CodeCentre) -> bool:
    changed = False
    for _ in range(MOST_PAGES):
        after = store.revision()
        reply = centre.revocations(after)
        _require_sense((one, 8) for one in reply.revoked)
        if reply.revision < after:  # the centre's list is shorter than what we know: it was put back from a copy
            store.start_over()
            continue
        changed |= store.learn_revocations(reply.revision, [bytes.fromhex(one) for one in reply.revoked])
        if not reply.more:
            return changed
        if reply.revision == after:
            break
    raise ServerUnreachable("The centre's list of revoked codes does not end.")


def _require_sense(texts: Iterable[tuple[str, int]]) -> None:
    for text, length in texts:
        try:
            sound = len(bytes.fromhex(text)) == length
        except ValueError:
            sound = False
        if not sound:
            raise ServerUnreachable("The centre's keys for citizen codes make no sense.")


class Refreshing:
    """Fetches keys and revocations for as long as the kiosk runs. Lives on the UI thread; turns run on ``lane``.

    ``changed`` is called on the UI thread with what is kept, once at the start, and with all of it at each change.
    """

    def __init__(
        self,
        store: CodeStore,
        centre: CodeCentre,
        clock: Clock,
        lane: Background,
        changed: Callable[[CodeTrust], None],
        *,
        draw: Draw = random.uniform,
    ) -> None:
        self._store = store
        self._centre = centre
        self._clock = clock
        self._lane = lane
        self._changed = changed
        self._draw = draw
        self._timer: Cancellable | None = None
        self._running = False
        self._failures = 0
        self._keys_due = clock.monotonic()
        self._wanted_from = clock.monotonic()
        self._due = math.inf
        self._wanted = False

    def start(self) -> None:
        """Say what is kept, then ask the centre, and go on for ever."""
        self._running = True
        self._lane.run(self._store.trust, self._known, self._unknown)

    def keys_wanted(self) -> None:
        """Say that a code was signed by a key that is not here: the keys are fetched soon."""
        self._keys_due = self._clock.monotonic()
        self._wanted = True
        if not self._running:
            self._rest(min(self._due, self._wanted_from) - self._clock.monotonic())

    def _known(self, trust: CodeTrust) -> None:
        self._changed(trust)
        self._turn()

    def _unknown(self, fault: KioskError) -> None:
        log.error("the kept keys of citizen codes cannot be read: %s", fault)
        self._turn()

    def _turn(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._running = True
        self._wanted = False
        with_keys = self._clock.monotonic() >= self._keys_due
        self._lane.run(lambda: refresh_once(self._store, self._centre, with_keys), self._done, self._failed)

    def _done(self, turn: Refreshed) -> None:
        now = self._clock.monotonic()
        if turn.keys and not self._wanted:
            self._keys_due = now + self._draw(0.9, 1.1) * KEYS_EVERY
        if turn.trust is not None:
            log.info("%d keys of citizen codes, %d codes taken back", len(turn.trust.keys), len(turn.trust.revoked))
            self._changed(turn.trust)
        if turn.fault is None:
            self._failures = 0
            self._go_on(self._draw(0.9, 1.1) * REVOCATIONS_EVERY)
        else:
            if not self._failures:
                log.info("the keys of citizen codes cannot be renewed: %s", turn.fault)
            self._back_off()

    def _failed(self, fault: KioskError) -> None:
        log.error("the keys of citizen codes cannot be kept: %s", fault)
        self._back_off()

    def _back_off(self) -> None:
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._failures, 16))
        self._failures += 1
        self._go_on(self._draw(longest / 2, longest))

    def _go_on(self, seconds: float) -> None:
        """Rest after a turn; less if the keys were wanted meanwhile."""
        self._running = False
        self._wanted_from = self._clock.monotonic() + WANTED_PAUSE
        self._rest(min(seconds, WANTED_PAUSE) if self._wanted else seconds)

    def _rest(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._due = self._clock.monotonic() + max(0.0, seconds)
        self._timer = self._lane.after(max(0.0, seconds), self._turn)
