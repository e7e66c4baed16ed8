"""The rules of sending, one by one; tests/faults/test_sync_schedules.py lets them meet every mishap together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import (
    HEARTBEAT,
    LONGEST_PAUSE,
    LONGEST_POISON_PAUSE,
    LONGEST_RETRY_AFTER,
    Blame,
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
from kiosk.ports import OutboxItem
from kiosk.wire.messages import MAX_BATCH, MAX_BODY, Answer, Answers, Outcome
from tests.wire.saying import item, visit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ITEMS = [item(visit(n)) for n in range(1, 11)]


def most(_low: float, high: float) -> float:
    return high


def least(low: float, _high: float) -> float:
    return low


def answers(*outcomes: Outcome, reason: str | None = None) -> Answers:
    said = [Answer(id=str(row.id), outcome=what, reason=reason) for row, what in zip(ITEMS, outcomes, strict=False)]
    return Answers(answers=said, server_time=NOW + timedelta(seconds=3))


def failed(sync: Sync, size: int, blame: Blame, retry_after: float | None = None) -> tuple[Sync, Pause, set[UUID]]:
    after, pause, counted = after_failure(sync, ITEMS[:size], Failure("x", blame, retry_after), 100.0, most)
    return after, pause, set(counted)


def test_a_batch_is_what_the_store_gives_first() -> None:
    assert choose(Sync(), ITEMS) == ITEMS
    assert choose(Sync(limit=3), ITEMS) == ITEMS[:3]
    assert choose(Sync(), []) == []


def test_a_batch_fits_a_request() -> None:
    large = [replace(row, body="x" * 300_000) for row in ITEMS]
    batch = choose(Sync(), large)
    assert len(batch) == 3
    assert sum(len(row.body) + 1 for row in batch) + len('{"events":[]}') <= MAX_BODY
    letters = [replace(row, body="ữ" * 300_000) for row in ITEMS]  # three bytes each
    assert len(choose(Sync(), letters)) == 1


def test_a_row_larger_than_a_request_is_tried_alone() -> None:
    huge = replace(ITEMS[0], body="x" * (MAX_BODY + 1))
    assert choose(Sync(), [huge, *ITEMS[1:]]) == [huge]
    assert choose(Sync(), [ITEMS[1], huge, ITEMS[2]]) == [ITEMS[1]]


def test_items_with_different_attempts_are_not_mixed() -> None:
    suspect = replace(ITEMS[5], attempts=1)
    assert choose(Sync(), [*ITEMS[:5], suspect]) == ITEMS[:5]


def test_held_items_rest_until_their_time() -> None:
    sync = Sync(held=frozenset({ITEMS[0].id}), held_until=50.0)
    assert sync.look == MAX_BATCH + 1
    assert choose(sync, ITEMS[:2]) == [ITEMS[1]]
    assert choose(sync, ITEMS[:1]) == []
    assert released(sync, 49.9) is sync
    assert choose(released(sync, 50.0), ITEMS[:1]) == [ITEMS[0]]


def test_only_the_centre_having_it_is_sent() -> None:
    marks = settle(answers(Outcome.STORED, Outcome.DUPLICATE, Outcome.CONFLICT, Outcome.REFUSED, reason="at: x"))
    assert marks.sent == (ITEMS[0].id, ITEMS[1].id)
    assert marks.refused == ((ITEMS[2].id, "conflict: at: x"), (ITEMS[3].id, "refused: at: x"))


def test_after_answers_it_goes_on_or_rests() -> None:
    before = Sync(failures=4, limit=100, fault="x")
    after, pause = after_answers(before, answers(), 7, NOW)
    assert (after.online, after.failures, after.fault, after.last_sync) == (True, 0, None, NOW)
    assert (after.limit, after.skew, after.clock_wrong) == (200, timedelta(seconds=3), False)
    assert pause == Pause(0.0, early=True)
    assert after_answers(before, answers(), 0, NOW)[1] == Pause(HEARTBEAT, early=True)
    held = replace(before, held=frozenset({ITEMS[0].id}))
    assert after_answers(held, answers(), 1, NOW)[1] == Pause(HEARTBEAT, early=True)
    assert after_answers(Sync(), answers(), 0, NOW)[0].limit == MAX_BATCH


def test_a_centre_that_is_there_is_in_step_only_when_nothing_waits() -> None:
    after, pause = after_probe(Sync(), NOW - timedelta(minutes=6), 0, NOW)
    assert (after.online, after.last_sync, after.clock_wrong, pause.seconds) == (True, NOW, True, HEARTBEAT)
    assert after_probe(Sync(), NOW, 1, NOW)[0].last_sync is None


def test_a_network_that_is_not_there_is_nobodys_fault() -> None:
    after, pause, counted = failed(Sync(online=True), 10, Blame.NETWORK)
    assert (after.online, after.failures, after.fault, after.limit) == (False, 1, "x", MAX_BATCH)
    assert not after.held
    assert (pause, counted) == (Pause(1.0, early=False), set())


@pytest.mark.parametrize("blame", [Blame.UNCLEAR, Blame.CONTENT])
def test_a_batch_that_fails_is_counted_and_halved(blame: Blame) -> None:
    after, _, counted = failed(Sync(), 9, blame)
    assert after.limit == 4
    assert counted == {row.id for row in ITEMS[:9]}
    assert not after.held


def test_an_item_that_fails_alone_is_held() -> None:
    after, pause, counted = failed(Sync(limit=1, failures=6), 1, Blame.CONTENT)
    assert after.held == counted == {ITEMS[0].id}
    assert (after.limit, after.held_until) == (1, 101.0)
    assert (after.online, pause) == (True, Pause(LONGEST_POISON_PAUSE, early=True))
    after, pause, _ = failed(Sync(limit=1), 1, Blame.UNCLEAR)
    assert after.held == {ITEMS[0].id}
    assert (after.online, pause) == (False, Pause(1.0, early=False))


def test_a_batch_turned_down_is_divided_at_once() -> None:
    assert failed(Sync(failures=8), 10, Blame.CONTENT)[1] == Pause(0.0, early=True)


def test_a_device_turned_down_shows_as_offline() -> None:
    after, pause, counted = failed(Sync(online=True), 5, Blame.ACCESS)
    assert after.barred
    assert not after_probe(after, NOW, 0, NOW)[0].barred
    assert (after.online, pause.early, counted, after.limit) == (False, False, set(), MAX_BATCH)


def test_retry_after_is_honoured_within_reason() -> None:
    assert failed(Sync(), 1, Blame.NETWORK, 30.0)[1].seconds == 30.0
    assert failed(Sync(failures=9), 1, Blame.NETWORK, 30.0)[1].seconds == 512.0
    assert failed(Sync(), 1, Blame.NETWORK, 1e9)[1].seconds == LONGEST_RETRY_AFTER


@given(st.integers(0, 10_000), st.floats(0, 1), st.sampled_from(Blame), st.integers(0, 10))
def test_it_never_gives_up(failures: int, chance: float, blame: Blame, size: int) -> None:
    after, pause, _ = after_failure(
        Sync(failures=failures), ITEMS[:size], Failure("x", blame), 0.0, lambda low, high: low + (high - low) * chance
    )
    assert 0 <= pause.seconds <= LONGEST_PAUSE
    assert 1 <= after.limit <= MAX_BATCH
    assert 0 <= after.held_until <= LONGEST_PAUSE


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 400_000)), max_size=20), st.integers(1, 500))
def test_a_batch_is_never_empty_while_something_can_go(rows: list[tuple[int, int]], limit: int) -> None:
    items = [OutboxItem(ITEMS[0].id, n, "x" * size, tries) for n, (tries, size) in enumerate(sorted(rows), 1)]
    batch = choose(Sync(limit=limit), items)
    assert list(batch) == items[: len(batch)]
    assert bool(batch) == bool(items)
    assert len(batch) <= limit
    assert len(batch) == 1 or sum(len(row.body) + 1 for row in batch) <= MAX_BODY


def test_the_first_pause_may_be_nothing_at_all() -> None:
    assert after_failure(Sync(), [], Failure("x", Blame.NETWORK), 0.0, least)[1].seconds == 0
