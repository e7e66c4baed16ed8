"""The fast ways beside the plain ones: a batch read at once, contents written by hand, rows written by set."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from central_server.canonical import canonical, canonical_of_any
from central_server.events import answers
from central_server.reading import Malformed, NotABatchError, Received, _read_each, _read_whole, read_batch
from central_server.store.batches import STORED, Verdict, take, take_in
from central_server.store.engine import transaction
from central_server.store.tables import identifiers, people, receipts, visits
from kiosk.wire.messages import Answer, Answers, Batch, Outcome, PersonSaid, RefusedScanSaid, VisitSaid
from tests.central_server.declaring import declaration
from tests.central_server.test_batches import received, taken
from tests.wire.saying import DEVICE, MONDAY, person, refused_scan, visit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ZONES = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001  # the zone is drawn
PEOPLE = st.builds(
    PersonSaid,
    id=st.uuids(),
    name=st.none() | TEXTS,
    birth=st.sampled_from([None, "1955", "1990-08", "1990-08-15"]),
    sex=st.sampled_from([None, "male", "female"]),
    identifiers=st.dictionaries(TEXTS, TEXTS, max_size=3),
)
VISITS = st.builds(
    VisitSaid,
    id=st.uuids(),
    sequence=st.integers(1, 2**53),
    act=st.sampled_from(["check_in", "check_out", "reversal"]),
    at=TIMES,
    via=TEXTS,
    gate=TEXTS,
    follows=st.none() | st.uuids(),
    verified=st.booleans(),
    staff=st.none() | st.uuids(),
    reason=st.none() | TEXTS,
    person=PEOPLE,
)


def test_every_field_of_a_visit_is_drawn() -> None:
    """A field that is added to the wire has to be added to these, and to what writes contents by hand."""
    drawn = {"id", "sequence", "act", "at", "via", "gate", "follows", "verified", "staff", "reason", "person"}
    assert set(VisitSaid.model_fields) - {"kind"} == drawn
    assert set(PersonSaid.model_fields) == {"id", "name", "birth", "sex", "identifiers"}


@given(VISITS)
def test_contents_written_by_hand_are_those_of_the_model(event: VisitSaid) -> None:
    assert canonical(event) == canonical_of_any(event)
    assert VisitSaid.model_validate_json(canonical(event), strict=True) == event


SPOILT = st.sampled_from(
    [
        ("", ""),  # as it is
        ('"sequence"', '"sequenz"'),
        ('"act":"check_', '"act":"sneak_'),
        ('"person":{', '"person":{"x":1,'),
        ('"kind":"visit"', '"kind":"refused_scan","kind":"visit"'),
        ('"via"', '"via":"earlier","via"'),
        ('"identifiers":{', '"identifiers":{"a":"1","a":"2",'),
        ('"identifiers":{', '"identifiers":{"a":7,"a":"2",'),
        ('"identifiers":{', '"identifiers":{"long":"' + "x" * 201 + '",'),
        ('"gate":"', '"gate":"\\u0000'),
        ('"gate":"', '"gate":"\\ud800'),
        ('"gate":"', '"gate":"\\\\u0000 as text'),
        ('"verified":false', '"verified":0'),
        ('"sequence":', '"sequence":1e0,"x":'),
        ('"sequence":', '"sequence":NaN,"x":'),
        ('"at":"', '"at":"0001-01-01T00:00:00+07:00","x":"'),
        ("{", "\ufeff{"),
        ("]}", ",]}"),
        ("]}", '],"events":[]}'),
        ('"id":"', '"id":"urn:uuid:'),
    ]
)


@settings(deadline=None)
@given(st.lists(VISITS | st.just(refused_scan(5)) | st.just(declaration(6)), max_size=4), SPOILT, st.booleans())
def test_a_batch_is_read_alike_at_once_and_one_by_one(events: list[Any], spoilt: tuple[str, str], upper: bool) -> None:
    text = json.dumps({"events": [json.loads(one.model_dump_json()) for one in events]}, separators=(",", ":"))
    text = text.replace(*spoilt, 1)
    if upper and events:
        text = text.replace(str(events[0].id), str(events[0].id).upper())
    try:
        expected: list[Received | Malformed] | None = _read_each(text.encode())
    except NotABatchError:
        expected = None
    at_once = _read_whole(text.encode())
    if at_once is not None:
        assert at_once == expected
    if expected is None:
        with pytest.raises(NotABatchError):
            read_batch(text.encode())
    else:
        assert read_batch(text.encode()) == expected


def test_what_kiosks_write_is_read_at_once() -> None:
    body = Batch(events=[visit(1), refused_scan(2), declaration(3)]).model_dump_json().encode()
    assert _read_whole(body) == _read_each(body)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(Outcome), st.none() | TEXTS), max_size=5), st.integers(0, 1))
def test_answers_are_written_as_the_model_would(said: list[tuple[str, Outcome, str | None]], micro: int) -> None:
    now = NOW.replace(microsecond=micro)
    good = [Received(echo, visit(1), "", b"") for echo, _, _ in said]
    verdicts = [Verdict(outcome, reason) for _, outcome, reason in said]
    expected = [Answer(id=echo, outcome=outcome, reason=reason) for echo, outcome, reason in said]
    assert answers(good, verdicts, now) == Answers(answers=expected, server_time=now).model_dump_json()
    assert json.loads(answers([Malformed("x", 'no "')], [], now))["answers"] == [
        {"id": "x", "outcome": "refused", "reason": 'no "'}
    ]


Told = tuple[int, int, int, str | None, str | None]  # device, person, sequence, name, number
TOLD = st.tuples(
    st.integers(0, 1), st.integers(0, 2), st.integers(1, 9), st.sampled_from([None, "", "A", "B"]),
    st.sampled_from([None, "1", "2"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TOLD, min_size=1, max_size=5), max_size=6))
def test_people_end_as_in_the_model(engine: Engine, batches: list[list[Told]]) -> None:
    """The model: of what is new, the device that made somebody says the last word; others fill what is empty."""
    run = uuid4()  # the database is kept from one example to the next
    seen: set[tuple[int, int]] = set()
    known: dict[int, str | None] = {}
    makers: dict[int, int] = {}
    last_words: dict[int, int] = {}  # of makers
    numbers: set[tuple[int, str]] = set()
    for batch in batches:
        device = batch[0][0]
        new = []
        for _, who, sequence, name, number in batch:
            if (device, sequence) in seen:
                continue
            seen.add((device, sequence))
            held = {} if number is None else {"passport": number}
            said = person(id=uuid5(run, f"{who}"), name=name, birth=None, sex=None, identifiers=held)
            new.append((sequence, who, name, number, visit(sequence, id=uuid4(), person=said)))
        if not new:
            continue
        assert {one.outcome for one in taken(engine, *(one[-1] for one in new), device=uuid5(run, f"d{device}"))} == {
            Outcome.STORED
        }
        for sequence, who, name, number, _ in sorted(new, key=lambda one: one[:2]):
            if makers.setdefault(who, device) != device:
                known[who] = name if known[who] is None else known[who]
            elif sequence > last_words.get(who, 0):
                known[who] = known.get(who) if name is None else name
                last_words[who] = sequence
            numbers |= {(who, number)} if number else set()
    ids = {uuid5(run, f"{who}"): who for who in range(3)}
    with transaction(engine) as connection:
        rows = connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(ids)))
        assert {ids[row.id]: row.name for row in rows} == known
        held_now = connection.execute(select(identifiers).where(identifiers.c.person.in_(ids)))
        assert {(ids[row.person], row.value) for row in held_now} == numbers


def test_the_centre_takes_a_visit_in_a_transaction_of_its_own(engine: Engine) -> None:
    elsewhere = UUID(int=9)
    with transaction(engine) as connection:
        assert take_in(connection, DEVICE, [received(visit(1))], NOW, elsewhere) == [STORED]
        assert connection.execute(select(visits.c.checkpoint)).scalar_one() == elsewhere


def test_what_comes_first_belongs_to_the_batch(engine: Engine) -> None:
    def refuse(_connection: object) -> None:
        raise LookupError("synthetic")

    with pytest.raises(LookupError):
        take(engine, DEVICE, [received(visit(1))], NOW, refuse)
    with transaction(engine) as connection:
        assert connection.execute(select(receipts)).all() == []
    assert take(engine, DEVICE, [], NOW, lambda _connection: None) == []


def test_a_visit_comes_back_whole(engine: Engine) -> None:
    said = visit(
        7, act="check_out", at=MONDAY, follows=uuid4(), verified=True, staff=uuid4(), reason='vì "lý do" \\ \x01'
    )
    taken(engine, said, RefusedScanSaid(id=uuid4(), sequence=8, at=MONDAY, what="x", reason="y", source="z"))
    with transaction(engine) as connection:
        row = connection.execute(select(visits)).one()
    plain = said.model_dump(exclude={"kind", "person"}) | {"device": DEVICE, "person": said.person.id}
    assert row._asdict() == plain | {"checkpoint": UUID(int=0)}
