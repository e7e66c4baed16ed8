"""Taking batches, on both databases: every event once, the first one stands, and every answer is true."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from central_server.reading import Received, canonical
from central_server.store.batches import OTHER_CONTENT, Verdict, take
from central_server.store.engine import transaction
from central_server.store.reports import MAX_MISSING, completeness, summary
from central_server.store.tables import conflicts, identifiers, people, visits
from kiosk.wire.messages import Outcome, RefusedScanSaid, VisitSaid
from tests.wire.saying import DEVICE, MONDAY, person, refused_scan, visit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STORED = Verdict(Outcome.STORED)
DUPLICATE = Verdict(Outcome.DUPLICATE)


def received(event: VisitSaid | RefusedScanSaid) -> Received:
    content = canonical(event)
    return Received(str(event.id), event, content, hashlib.sha256(content.encode()).digest())


def taken(engine: Engine, *events: VisitSaid | RefusedScanSaid, device: UUID = DEVICE) -> list[Verdict]:
    return take(engine, device, [received(event) for event in events], NOW)


def test_new_events_are_stored_and_known_ones_are_duplicates(engine: Engine) -> None:
    assert taken(engine, visit(1), refused_scan(2)) == [STORED, STORED]
    assert taken(engine, visit(3), visit(1), refused_scan(2)) == [STORED, DUPLICATE, DUPLICATE]
    figures = summary(engine, DEVICE)
    assert (figures.events, figures.visits, figures.refused_scans, figures.duplicates) == (3, 2, 1, 2)


def test_the_same_event_twice_in_one_batch(engine: Engine) -> None:
    assert taken(engine, visit(1), visit(1), visit(1)) == [STORED, DUPLICATE, DUPLICATE]


def test_the_first_content_of_an_id_stands(engine: Engine) -> None:
    changed = visit(1, act="check_out")
    assert taken(engine, visit(1), changed) == [STORED, Verdict(Outcome.CONFLICT, OTHER_CONTENT)]
    assert taken(engine, changed, visit(1)) == [Verdict(Outcome.CONFLICT, OTHER_CONTENT), DUPLICATE]
    with transaction(engine) as connection:
        assert connection.execute(select(visits.c.act)).scalars().all() == ["check_in"]
        kept = connection.execute(select(conflicts)).all()  # once, however often it is sent
    assert [(row.event, row.device, row.reason) for row in kept] == [(changed.id, DEVICE, OTHER_CONTENT)]
    assert '"act":"check_out"' in kept[0].content


def test_a_sequence_number_belongs_to_one_event_of_a_device(engine: Engine) -> None:
    other = visit(1, id=uuid4())
    verdicts = taken(engine, visit(1), other)
    assert verdicts[0] == STORED
    assert verdicts[1].outcome is Outcome.CONFLICT
    assert "sequence 1" in (verdicts[1].reason or "")
    assert taken(engine, other, device=uuid4()) == [STORED]  # on another device it is free
    assert summary(engine, DEVICE).conflicts == 1


def test_an_id_that_comes_twice_with_different_contents_and_cannot_be_stored(engine: Engine) -> None:
    taken(engine, visit(1))
    verdicts = taken(engine, visit(1, id=visit(9).id), visit(9))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CONFLICT, Outcome.CONFLICT]
    assert verdicts[1].reason == "another event with this id came before it in the same batch"
    assert taken(engine, visit(9)) == [STORED]


def test_times_and_letters_come_back_as_they_were(engine: Engine) -> None:
    here = datetime(2026, 11, 23, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    taken(engine, visit(1, at=here, person=person(name="Đặng Thị Ẳng 𠀀")))
    with transaction(engine) as connection:
        assert connection.execute(select(visits.c.at)).scalar_one() == here
        assert connection.execute(select(people.c.name)).scalar_one() == "Đặng Thị Ẳng 𠀀"


@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_the_ends_of_time_can_be_stored(engine: Engine, at: datetime) -> None:
    assert taken(engine, visit(1, at=at)) == [STORED]
    with transaction(engine) as connection:
        assert connection.execute(select(visits.c.at)).scalar_one() == at


def test_a_person_is_what_the_latest_event_says(engine: Engine) -> None:
    later = visit(3, person=person(name="Nguyễn Văn Thử", birth=None, identifiers={"social_insurance": "0100000001"}))
    taken(engine, visit(2), later)
    taken(engine, visit(1, person=person(name="An older card")))
    with transaction(engine) as connection:
        row = connection.execute(select(people)).one()
        numbers = connection.execute(select(identifiers.c.kind).order_by(identifiers.c.kind)).scalars().all()
    assert (row.name, row.birth, row.sequence) == ("Nguyễn Văn Thử", "1990-08-15", 3)
    assert numbers == ["citizen_id", "social_insurance"]


def test_another_device_fills_what_is_empty_and_changes_nothing(engine: Engine) -> None:
    """Whoever learns an id, such as by a code to their own phone, cannot give somebody else's name to it."""
    other, third = uuid4(), uuid4()
    taken(engine, visit(1, person=person(birth=None, sex=None, identifiers={})))
    said = person(name="Another", birth="1900", sex=None, identifiers={"citizen_id": "001090000007", "passport": "X1"})
    later = said.model_copy(update={"birth": "1901", "identifiers": {"citizen_id": "001090000008"}})
    taken(engine, visit(4, id=uuid4(), person=said), visit(5, id=uuid4(), person=later), device=other)
    late = said.model_copy(update={"sex": "male", "identifiers": {"citizen_id": "001090000009", "passport": "X2"}})
    taken(engine, visit(1, id=uuid4(), person=late), device=third)
    with transaction(engine) as connection:
        row = connection.execute(select(people)).one()
        numbers = connection.execute(select(identifiers.c.value).order_by(identifiers.c.value)).scalars().all()
        assert len(connection.execute(select(visits)).all()) == 4, "what was said is kept all the same"
    assert (row.name, row.birth, row.sex, row.device, row.sequence) == (person().name, "1900", "male", DEVICE, 1)
    assert numbers == ["001090000007", "X1", "X2"]
    taken(engine, visit(2, person=person(birth="1990-08-15", identifiers={"citizen_id": "001090000001"})))
    with transaction(engine) as connection:
        assert connection.execute(select(people.c.birth)).scalar_one() == "1990-08-15", "who made them may put it right"
        assert "001090000001" in connection.execute(select(identifiers.c.value)).scalars().all()


def test_what_is_not_stored_changes_nobody(engine: Engine) -> None:
    taken(engine, visit(1))
    taken(engine, visit(1, person=person(name="Somebody else")))
    with transaction(engine) as connection:
        assert connection.execute(select(people.c.name)).scalar_one() == person().name


def test_many_senders_of_the_same_events_store_each_once(engine: Engine) -> None:
    batch = [received(visit(sequence, person=person(sequence % 7))) for sequence in range(1, 101)]

    def send(turn: int) -> list[Verdict]:
        return take(engine, DEVICE, batch[turn:] + batch[:turn], NOW)

    with ThreadPoolExecutor(8) as pool:
        outcomes = [verdict.outcome for verdicts in pool.map(send, range(0, 96, 12)) for verdict in verdicts]
    assert outcomes.count(Outcome.STORED) == 100
    assert outcomes.count(Outcome.DUPLICATE) == 700
    assert completeness(engine, DEVICE).missing_count == 0


def test_completeness_names_the_gaps(engine: Engine) -> None:
    nothing = completeness(engine, DEVICE)
    assert (nothing.highest, nothing.stored, nothing.missing, nothing.missing_count) == (0, 0, [], 0)
    taken(engine, visit(3), visit(4), refused_scan(7), visit(8))
    taken(engine, visit(50), device=uuid4())
    report = completeness(engine, DEVICE)
    assert (report.highest, report.stored, report.missing, report.missing_count) == (8, 4, [1, 2, 5, 6], 4)


def test_a_long_list_of_gaps_is_cut_and_counted(engine: Engine) -> None:
    taken(engine, visit(10), visit(2**53))
    report = completeness(engine, DEVICE)
    assert report.missing_count == 2**53 - 2
    assert report.missing == [*range(1, 10), *range(11, MAX_MISSING + 2)]


def test_summary_counts_acts(engine: Engine) -> None:
    taken(engine, visit(1), visit(2, act="check_out"), visit(3, act="reversal", person=person(2)), visit(4))
    figures = summary(engine, DEVICE)
    assert (figures.visits, figures.check_ins, figures.check_outs, figures.reversals, figures.people) == (4, 2, 1, 1, 2)
    assert summary(engine, uuid4()).events == 0


Said = tuple[int, int, int, bool]  # device, id, sequence, whether it says something else
SAID = st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(1, 4), st.booleans())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(SAID, min_size=1, max_size=8), max_size=6))
def test_any_batches_end_as_in_the_model(engine: Engine, batches: list[list[Said]]) -> None:
    """The model: one event after the other, against a dictionary of what every id and every number stands for."""
    contents: dict[UUID, bytes] = {}
    numbers: dict[tuple[UUID, int], UUID] = {}
    run = uuid4()  # the database is kept from one example to the next
    for batch in batches:
        device = uuid5(run, f"device {batch[0][0]}")
        events = [
            received(visit(sequence, id=uuid5(run, f"event {number}"), verified=other))
            for _, number, sequence, other in batch
        ]
        expected, failed = [], set()
        for one in events:
            key = one.event.id
            if key in contents:
                expected.append(Outcome.DUPLICATE if contents[key] == one.hash else Outcome.CONFLICT)
            elif key in failed or (device, one.event.sequence) in numbers:
                failed.add(key)
                expected.append(Outcome.CONFLICT)
            else:
                contents[key], numbers[device, one.event.sequence] = one.hash, key
                expected.append(Outcome.STORED)
        assert [verdict.outcome for verdict in take(engine, device, events, NOW)] == expected
    for device in {device for device, _ in numbers}:
        held = {sequence for owner, sequence in numbers if owner == device}
        report = completeness(engine, device)
        assert (report.highest, report.stored) == (max(held), len(held))
        assert report.missing == [n for n in range(1, max(held)) if n not in held]


def test_five_hundred_at_once(engine: Engine) -> None:
    events = [visit(n, at=MONDAY, person=person(n)) for n in range(1, 501)]
    assert set(taken(engine, *events)) == {STORED}
    assert completeness(engine, DEVICE).stored == 500
