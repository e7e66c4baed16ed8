"""One turn of sending, with the store and the centre: look, send, mark. Marks come after the reply, never before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never

from kiosk.errors import ServerRefused, ServerUnreachable
from kiosk.outbox import (
    Blame,
    Draw,
    Failure,
    Pause,
    Sync,
    after_answers,
    after_failure,
    after_probe,
    choose,
    released,
    settle,
)
from kiosk.ports import Clock, OutboxItem, OutboxStore
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import Answers, Health


class Centre(Protocol):
    """The other end (kiosk/wire/client.py). Both methods block, ten seconds or so at the longest."""

    def send(self, items: Sequence[OutboxItem]) -> Answers:
        """Send a batch; the reply answers each item exactly once. Raises ServerUnreachable or ServerRefused."""

    def health(self) -> Health:
        """Ask whether it is there. Raises ServerUnreachable or ServerRefused."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How it stands after a turn: the state, how long to wait for the next, and what is left in the store."""

    sync: Sync
    pause: Pause
    waiting: int
    refused: int


def send_once(store: OutboxStore, centre: Centre, sync: Sync, clock: Clock, draw: Draw) -> Turn:
    """Send one batch, or ask whether the centre is there when there is none; blocks.

    Raises StoreError, with nothing lost: what was not marked is sent again. The first turn takes ``Sync()``, each
    further one what the last returned.
    """
    sync = released(sync, clock.monotonic())
    batch = choose(sync, store.next_batch(sync.look))
    outcome = _try(centre, batch)
    match outcome:
        case Answers():
            _mark(store, outcome, clock)
            sync, pause = after_answers(sync, outcome, store.waiting(), clock.now())
        case Health():
            sync, pause = after_probe(sync, outcome.server_time, store.waiting(), clock.now())
        case Failure():
            sync, pause, counted = after_failure(sync, batch, outcome, clock.monotonic(), draw)
            if counted:
                store.tried(counted)
        case _:
            assert_never(outcome)
    return Turn(sync, pause, store.waiting(), store.refused_count())


def _try(centre: Centre, batch: Sequence[OutboxItem]) -> Answers | Health | Failure:
    try:
        return centre.send(batch) if batch else centre.health()
    except CentreUnreachable as fault:
        blame = Blame.UNCLEAR if fault.delivered else Blame.NETWORK
        return Failure(str(fault), blame, fault.retry_after)
    except ServerUnreachable as fault:
        return Failure(str(fault), Blame.NETWORK)
    except CentreRefused as fault:
        return Failure(str(fault), _blame(fault))
    except ServerRefused as fault:
        return Failure(str(fault), Blame.ACCESS)


def _blame(fault: CentreRefused) -> Blame:
    if fault.by_content:
        return Blame.CONTENT
    return Blame.ACCESS if fault.by_access else Blame.UNCLEAR


def _mark(store: OutboxStore, answers: Answers, clock: Clock) -> None:
    marks = settle(answers)
    if marks.sent:
        store.sent(marks.sent, clock.now())
    for item, reason in marks.refused:
        store.refused(item, reason, clock.now())
