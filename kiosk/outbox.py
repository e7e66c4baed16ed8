"""The rules of sending: what goes next, what a reply means, when to try again. Pure: no clock, no chance of its own.

A batch that fails may fail because of one event in it (poison). So a batch that was turned down, or whose reply
did not come or made no sense, is counted against its items and the next one is half as large; the store gives
items with fewer attempts first, and items with different attempts are never mixed. That ends with the poison
alone in a batch of one, behind everything else, where it is tried again for ever, ever more rarely.
A network that is not there is not counted against anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from kiosk.ports import OutboxItem
from kiosk.wire.messages import MAX_BATCH, MAX_BODY, Answers, Outcome

FIRST_PAUSE = 1.0  # seconds; doubled with every further failure
LONGEST_PAUSE = 600.0  # seconds
LONGEST_RETRY_AFTER = 3_600.0  # seconds: who asks for more is asked again all the same
LONGEST_POISON_PAUSE = 5.0  # seconds after an event that was turned down alone, before the next one is tried
HEARTBEAT = 30.0  # seconds between looks at a centre to which there is nothing to send
CLOCK_TOLERANCE = timedelta(minutes=5)
ENVELOPE = 64  # bytes of a batch around its events

Draw = Callable[[float, float], float]
"""A number between two, by lot: ``random.uniform``."""


class Blame(Enum):
    """What a failed try says about what was being sent."""

    NETWORK = "network"  # nothing: it did not arrive, or the centre would not hear anybody now
    UNCLEAR = "unclear"  # it may have arrived, and may be the cause
    CONTENT = "content"  # the centre turned this batch down
    ACCESS = "access"  # the centre turns this device down


@dataclass(frozen=True, slots=True)
class Failure:
    """A try that came to nothing. ``retry_after`` is what the centre asked for, in seconds."""

    why: str
    blame: Blame
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """How long to do nothing, in seconds; ``early``: something new to send may end it sooner."""

    seconds: float
    early: bool


@dataclass(frozen=True, slots=True)
class Sync:
    """How sending stands. Kept in memory only: what must survive is in the store.

    ``last_sync`` is when the centre last answered a batch, or was there while nothing waited (aware UTC, the
    kiosk's clock). ``skew`` is how far the centre's clock is ahead of the kiosk's. ``fault`` says, for the staff,
    why it is not online; ``barred``: the centre is there, and does not let this kiosk in. ``held`` are items that
    failed alone; they rest until ``held_until`` (monotonic seconds).
    """

    online: bool = False
    last_sync: datetime | None = None
    skew: timedelta | None = None
    fault: str | None = None
    barred: bool = False
    failures: int = 0
    limit: int = MAX_BATCH
    held: frozenset[UUID] = frozenset()
    held_until: float = 0.0

    @property
    def clock_wrong(self) -> bool:
        """True when the two clocks are more than five minutes apart."""
        return self.skew is not None and abs(self.skew) > CLOCK_TOLERANCE

    @property
    def look(self) -> int:
        """How many items to ask the store for."""
        return self.limit + len(self.held)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reply settles: items that the centre has, and items that it will never take, with the reason."""

    sent: tuple[UUID, ...]
    refused: tuple[tuple[UUID, str], ...]


def released(sync: Sync, now: float) -> Sync:
    """Let the held items go again when their time has come. ``now`` is monotonic seconds."""
    return replace(sync, held=frozenset()) if sync.held and now >= sync.held_until else sync


def choose(sync: Sync, items: Sequence[OutboxItem]) -> Sequence[OutboxItem]:
    """The next batch, from the items that the store gives first: equal attempts, and within the size of a request."""
    batch: list[OutboxItem] = []
    size = ENVELOPE
    for item in items:
        if item.id in sync.held:
            continue
        size += len(item.body.encode()) + 1
        full = len(batch) >= sync.limit or size > MAX_BODY
        if batch and (full or item.attempts != batch[0].attempts):
            break
        batch.append(item)
    return batch


def settle(answers: Answers) -> Marks:
    """What the answers say about the items."""
    sent: list[UUID] = []
    refused: list[tuple[UUID, str]] = []
    for answer in answers.answers:
        item = UUID(answer.id)
        if answer.outcome in (Outcome.STORED, Outcome.DUPLICATE):
            sent.append(item)
        else:
            refused.append((item, f"{answer.outcome}: {answer.reason or 'no reason given'}"))
    return Marks(tuple(sent), tuple(refused))


def after_answers(sync: Sync, answers: Answers, waiting: int, now: datetime) -> tuple[Sync, Pause]:
    """A batch was answered and marked; ``waiting`` items are left in the store."""
    heard = replace(_heard(sync, answers.server_time, now), last_sync=now, limit=min(MAX_BATCH, sync.limit * 2))
    more = waiting > len(heard.held)
    return heard, Pause(0.0, early=True) if more else _idle()


def after_probe(sync: Sync, server_time: datetime, waiting: int, now: datetime) -> tuple[Sync, Pause]:
    """There was nothing to send, or only held items, and the centre is there."""
    heard = _heard(sync, server_time, now)
    return (heard if waiting else replace(heard, last_sync=now)), _idle()


def after_failure(
    sync: Sync, batch: Sequence[OutboxItem], failure: Failure, now: float, draw: Draw
) -> tuple[Sync, Pause, tuple[UUID, ...]]:
    """A try failed (``batch`` is empty for a probe). Also returns the items it is to be counted against."""
    counted = tuple(item.id for item in batch) if failure.blame in (Blame.UNCLEAR, Blame.CONTENT) else ()
    if counted:
        sync = replace(sync, limit=max(1, len(batch) // 2))
    if len(counted) == 1:
        until = now + draw(0.0, longest_pause(batch[0].attempts))
        sync = replace(sync, held=sync.held | set(counted), held_until=max(sync.held_until, until))
    if failure.blame is Blame.CONTENT and batch:
        return *_turned_down(sync, len(batch), draw), counted
    seconds = draw(0.0, longest_pause(sync.failures))
    if failure.retry_after is not None:
        seconds = max(seconds, min(failure.retry_after, LONGEST_RETRY_AFTER))
    barred = failure.blame is Blame.ACCESS
    failed = replace(sync, online=False, fault=failure.why, barred=barred, failures=sync.failures + 1)
    return failed, Pause(seconds, early=False), counted


def longest_pause(failures: int) -> float:
    """Seconds to wait at most after this many failures before.

    >>> [longest_pause(n) for n in (0, 1, 2, 9, 10, 5000)]
    [1.0, 2.0, 4.0, 512.0, 600.0, 600.0]
    """
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures, 10))


def _turned_down(sync: Sync, size: int, draw: Draw) -> tuple[Sync, Pause]:
    """The centre is there, and says clearly what it will not have: go on with the rest, at once if that divides it."""
    there = replace(sync, online=True, fault=None, barred=False)
    if size > 1:
        return there, Pause(0.0, early=True)
    seconds = draw(0.0, min(LONGEST_POISON_PAUSE, longest_pause(sync.failures)))
    return replace(there, failures=sync.failures + 1), Pause(seconds, early=True)


def _heard(sync: Sync, server_time: datetime, now: datetime) -> Sync:
    return replace(sync, online=True, fault=None, barred=False, failures=0, skew=server_time - now)


def _idle() -> Pause:
    return Pause(HEARTBEAT, early=True)
