"""Any schedule of mishaps: in the end every row is at the centre once, and nothing was marked before its answer.

Each promise has its red control: a sender or a centre that breaks it, on which the same test must fail.
"""

import random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kiosk.outbox import Sync, choose
from kiosk.ports import Clock, OutboxStore
from kiosk.wire.messages import Outcome
from kiosk.wire.sending import Centre, Turn, send_once
from tests.fakes import HandClock
from tests.wire.rehearsed import CentreInMemory, QueueInMemory, Weather, spoilt
from tests.wire.saying import item, visit


class Schedules(RuleBasedStateMachine):
    """Rows are written, good and bad; turns are taken in all weathers; the kiosk restarts; and then the sky clears."""

    forgetful_centre = False

    def __init__(self) -> None:
        super().__init__()
        self.queue = QueueInMemory()
        self.centre = CentreInMemory(forgetful=self.forgetful_centre)
        self.clock = HandClock()
        self.sync = Sync()
        self.pause = 0.0
        self.good: set[int] = set()
        self.poison: set[int] = set()
        self.written = 0

    @initialize(seed=st.integers(0, 2**32))
    def chance(self, seed: int) -> None:
        self.uniform = random.Random(seed).uniform

    @rule(count=st.sampled_from([1, 1, 1, 2, 5, 40]))
    def write(self, count: int) -> None:
        for _ in range(count):
            self.written += 1
            self.good.add(self.written)
            self.queue.put(item(visit(self.written)))

    @rule(how=st.sampled_from(["malformed", "no JSON", "crashes"]))
    def write_poison(self, how: str) -> None:
        self.written += 1
        self.poison.add(self.written)
        self.queue.put(spoilt(item(visit(self.written)), how))

    @rule(weather=st.sampled_from(Weather), waits=st.booleans())
    def turn(self, weather: Weather, waits: bool) -> None:
        if waits:
            self.clock.turn(self.pause)
        self.centre.weather = weather
        self.take_turn()

    @rule()
    def restart(self) -> None:
        self.sync = Sync()

    def take_turn(self) -> None:
        turn = self.send(self.queue, self.centre, self.sync, self.clock)
        self.sync, self.pause = turn.sync, turn.pause.seconds
        assert turn.waiting == self.queue.waiting()

    def send(self, queue: OutboxStore, centre: Centre, sync: Sync, clock: Clock) -> Turn:
        return send_once(queue, centre, sync, clock, self.uniform)

    @invariant()
    def nothing_is_marked_before_its_answer(self) -> None:
        for key, mark in self.queue.marked.items():
            outcomes = self.centre.answered.get(key, set())
            final = {Outcome.STORED, Outcome.DUPLICATE} if mark == "sent" else {Outcome.REFUSED, Outcome.CONFLICT}
            assert outcomes & final, "marked before its answer"
            assert mark != "sent" or key in self.centre.hashes

    @invariant()
    def nothing_is_stored_twice_or_contradicts_itself(self) -> None:
        assert set(self.centre.taken.values()) <= {1}, "stored twice"
        assert not any(Outcome.CONFLICT in outcomes for outcomes in self.centre.answered.values())

    def teardown(self) -> None:
        """The sky clears: every good row arrives, whatever lies beside it, and soon."""
        self.centre.weather = Weather.FINE
        good = {item(visit(number)).id for number in self.good}
        turns = 0
        while not good <= set(self.queue.marked):
            turns += 1
            assert turns <= 60 + 30 * len(self.poison), "a bad row stops the good ones"
            self.clock.turn(self.pause)
            self.take_turn()
        self.nothing_is_marked_before_its_answer()
        self.nothing_is_stored_twice_or_contradicts_itself()
        assert {key for key, mark in self.queue.marked.items() if mark == "sent"} == good == set(self.centre.taken)
        assert len(self.queue.rows) == self.written, "nothing that was written is ever gone"


QUICK = settings(
    max_examples=120, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)


def test_every_row_arrives_once() -> None:
    run_state_machine_as_test(Schedules, settings=QUICK)


class MarksBeforeTheReply(Schedules):
    """Red control: believes that what was sent has arrived."""

    def send(self, queue: OutboxStore, centre: Centre, sync: Sync, clock: Clock) -> Turn:
        batch = choose(sync, queue.next_batch(sync.look))
        queue.sent([row.id for row in batch], clock.now())
        return super().send(queue, centre, sync, clock)


class ForgetfulCentre(Schedules):
    """Red control: a centre that does not know again what it has stored."""

    forgetful_centre = True


class MarksOnAnyReply(Schedules):
    """Red control: takes the first failure for an answer."""

    def send(self, queue: OutboxStore, centre: Centre, sync: Sync, clock: Clock) -> Turn:
        batch = choose(sync, queue.next_batch(sync.look))
        turn = super().send(queue, centre, sync, clock)
        if not turn.sync.online:
            queue.sent([row.id for row in batch], clock.now())
        return turn


class Stubborn(QueueInMemory):
    """Counts no attempts."""

    def tried(self, ids: object) -> None:
        pass


class NeverIsolates(Schedules):
    """Red control: counts nothing against a batch that fails, and sends it whole again."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Stubborn()

    def send(self, queue: OutboxStore, centre: Centre, sync: Sync, clock: Clock) -> Turn:
        return super().send(queue, centre, Sync(failures=sync.failures), clock)


@pytest.mark.parametrize(
    ("broken", "seen"),
    [
        (MarksBeforeTheReply, "marked before its answer"),
        (ForgetfulCentre, "stored twice"),
        (MarksOnAnyReply, "marked before its answer"),
        (NeverIsolates, "a bad row stops the good ones"),
    ],
)
def test_the_test_sees_what_is_broken(broken: type[Schedules], seen: str) -> None:
    once = settings(QUICK, phases=[Phase.generate], database=None, derandomize=True)
    with pytest.raises(AssertionError, match=seen):
        run_state_machine_as_test(broken, settings=once)
