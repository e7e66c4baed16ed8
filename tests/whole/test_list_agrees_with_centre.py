"""After a day at gate and desk with outages, the list of the kiosk is the one that the centre's events come to."""

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from central_server.store.engine import open_engine, transaction
from central_server.store.tables import visits
from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, Query, RowFilter, RowKey, RowKind, WhyAnnulled
from kiosk.outbox import Sync
from kiosk.ports import OutboxItem
from kiosk.visits import Act
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreUnreachable
from kiosk.wire.messages import Answer, Answers, Health, Outcome
from kiosk.wire.sending import send_once
from local_store.bulk import synthetic_card
from local_store.moments import to_micros
from local_store.store import Store, open_store
from tests.central_server.running import CentreHere
from tests.fakes import HandClock
from tests.local_store.opening import GATE, NOW, crossing
from tests.local_store.reckoning import Told, worked_out

TOKEN = "synthetic-token-0001"
STAFF = uuid4()
PEOPLE = st.integers(1, 4)
WHICH = st.integers(0, 30)
MINUTES = st.integers(0, 2 * 24 * 60)
Line = tuple[Any, ...]


class Weather(Enum):
    """What happens to the next batch."""

    FINE = "fine"
    NO_NETWORK = "no network"
    REPLY_LOST = "taken, but the reply is lost"
    TWICE = "sent twice"
    FIRST_REFUSED = "the first event is refused"


class Road:
    """The real client, on a road with weather. ``loses``: red control, it says *stored* of what it throws away."""

    def __init__(self, client: CentreClient) -> None:
        self.client, self.weather, self.loses = client, Weather.FINE, False

    def health(self) -> Health:
        return self.client.health()

    def send(self, items: Sequence[OutboxItem]) -> Answers:
        weather, self.weather = self.weather, Weather.FINE
        if weather is Weather.NO_NETWORK:
            raise CentreUnreachable("no network")
        first = [Answer(id=str(items[0].id), outcome=Outcome.REFUSED, reason="gate: Field required")]
        if self.loses:
            first = [Answer(id=str(items[0].id), outcome=Outcome.STORED)]
        if self.loses or weather is Weather.FIRST_REFUSED:
            rest = self.client.send(items[1:]).answers if items[1:] else []
            return Answers(answers=[*first, *rest], server_time=NOW)
        if weather is Weather.TWICE:
            self.client.send(items)
        answers = self.client.send(items)
        if weather is Weather.REPLY_LOST:
            raise CentreUnreachable("lost", delivered=True)
        return answers


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CentreHere, Path]]:
    database = tmp_path_factory.mktemp("centre") / "centre.sqlite"
    with CentreHere(database, token=TOKEN) as centre:
        yield centre, database


def at_centre(database: Path, device: UUID) -> list[Told]:
    """The visits of a kiosk as the centre has them, in the order of their numbers."""
    engine = open_engine(str(database))
    try:
        with transaction(engine) as connection:
            rows = connection.execute(select(visits).where(visits.c.device == device).order_by(visits.c.sequence)).all()
    finally:
        engine.dispose()
    return [
        Told(
            row.sequence,
            row.id.bytes,
            row.act,
            to_micros(row.at),
            row.via,
            row.gate,
            row.follows.bytes if row.follows else None,
            row.reason,
            row.person.bytes,
        )
        for row in rows
    ]


def by_centre(database: Path, device: UUID) -> list[Line]:
    """The list that the centre's events come to, newest first."""
    lines = worked_out(at_centre(database, device))
    return [
        (key, person, arrived, departed, via, gate, bool(automatic), bool(corrected), standing is None, bool(inside))
        for key, person, _, _, arrived, departed, _, standing, _, via, gate, automatic, corrected, inside in lines
    ][::-1]


def by_kiosk(store: Store) -> list[Line]:
    """The list that the desk shows, page by page."""
    lines: list[Line] = []
    query = Query(None, limit=3)
    while rows := store.people_list.page(query).rows:
        query = replace(query, after=rows[-1].key)
        for row in rows:
            assert row.person is not None
            assert row.via is not None
            times = [to_micros(at) if at else None for at in (row.arrived, row.left)]
            flags = (row.automatic, row.corrected, row.annulled, row.inside)
            lines.append((row.key.number, row.person.bytes, *times, row.via.value, row.gate, *flags))
    return lines


class Day(RuleBasedStateMachine):
    """One kiosk; the centre is shared by all of them."""

    centre: CentreHere
    database: Path
    loses = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(Path(self.folder.name) / "data", Path(self.folder.name) / "config", gate=GATE)
        self.list = self.store.people_list
        self.road = Road(CentreClient(self.centre.url, self.store.device.id, TOKEN))
        self.road.loses = self.loses
        self.clock, self.sync, self.now = HandClock(), Sync(), NOW

    @property
    def keys(self) -> list[RowKey]:
        return [row.key for row in self.list.page(Query(None, limit=1000)).rows]

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(number=PEOPLE)
    def shows_a_card(self, number: int) -> None:
        card = synthetic_card(number)
        inside = self.store.visits.standing(card).inside
        act, follows = (Act.CHECK_OUT, inside.id) if inside else (Act.CHECK_IN, None)
        self.store.visits.record(crossing(card, act, follows, self.now))

    @rule(number=PEOPLE)
    def leaves_unseen_before(self, number: int) -> None:
        self.store.visits.record(crossing(synthetic_card(number), Act.CHECK_OUT, None, self.now))

    @rule(number=PEOPLE)
    def is_still_there(self, number: int) -> None:
        last = self.store.visits.standing(synthetic_card(number)).last
        if last is not None and last.act is Act.CHECK_OUT:
            self.store.visits.record(crossing(synthetic_card(number), Act.REVERSAL, last.id, self.now))

    @precondition(lambda self: self.keys)
    @rule(which=WHICH, act=st.sampled_from(["in", "out", "annul"]))
    def is_dealt_with_at_the_desk(self, which: int, act: str) -> None:
        key = self.keys[which % len(self.keys)]
        row = self.list.row(key)
        assert row is not None
        person = row.person or UUID(int=0)
        acts: dict[str, Callable[[], object]] = {
            "in": lambda: self.list.check_in(person, STAFF, self.now),
            "out": lambda: self.list.check_out(key, STAFF, self.now),
            "annul": lambda: self.list.annul(key, WhyAnnulled.TWICE, "", STAFF, self.now),
        }
        self.unless_refused(acts[act])

    @precondition(lambda self: self.keys)
    @rule(which=WHICH, arrived=st.none() | MINUTES, left=st.none() | MINUTES)
    def is_corrected(self, which: int, arrived: int | None, left: int | None) -> None:
        key = self.keys[which % len(self.keys)]
        wanted = Correction(WhyAnnulled.WRONG_TIME, arrived=self.before(arrived), left=self.before(left))
        self.unless_refused(lambda: self.list.correct(key, wanted, STAFF, self.now))

    @rule()
    def closes(self) -> None:
        self.list.close_day(self.now)

    @rule(weather=st.sampled_from(Weather))
    def a_batch_goes(self, weather: Weather) -> None:
        self.road.weather = weather
        self.clock.turn(600)
        self.sync = send_once(self.store.outbox, self.road, self.sync, self.clock, random.Random(1).uniform).sync

    @rule()
    def the_kiosk_starts_again(self) -> None:
        self.sync = Sync()

    def before(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else self.now - timedelta(minutes=minutes)

    def unless_refused(self, act: Callable[[], object]) -> None:
        """What has changed meanwhile is refused, and says nothing to the centre."""
        recorded = self.store.visits.recorded()
        try:
            act()
        except ActRefused:
            assert self.store.visits.recorded() == recorded

    def teardown(self) -> None:
        """The sky clears, and the work-list is worked off."""
        try:
            for _ in range(60):
                for item in self.list.work_list():
                    self.list.send_again(item.id, STAFF, self.now)
                if not self.store.outbox.waiting():
                    break
                self.a_batch_goes(Weather.FINE)
            assert (self.store.outbox.waiting(), self.list.work_list()) == (0, [])
            assert by_kiosk(self.store) == by_centre(self.database, self.store.device.id), "the lists differ"
            inside = self.list.page(Query(None, RowFilter.INSIDE, limit=1000)).rows
            counts = self.list.counts(self.now)
            assert len(inside) == counts.inside == sum(bool(line[-1]) for line in by_kiosk(self.store))
            assert all(row.key.kind is RowKind.STAY for row in inside)
        finally:
            self.store.close()
            self.folder.cleanup()


QUICK = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.timeout(120)
def test_the_lists_of_kiosk_and_centre_agree(running: tuple[CentreHere, Path]) -> None:
    machine = type("Here", (Day,), {"centre": running[0], "database": running[1]})
    run_state_machine_as_test(machine, settings=QUICK)


@pytest.mark.timeout(120)
def test_the_test_sees_an_event_that_never_arrived(running: tuple[CentreHere, Path]) -> None:
    once = settings(QUICK, phases=[Phase.generate], database=None, derandomize=True)
    machine = type("Losing", (Day,), {"centre": running[0], "database": running[1], "loses": True})
    with pytest.raises(AssertionError, match="the lists differ"):
        run_state_machine_as_test(machine, settings=once)
