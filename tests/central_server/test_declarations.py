"""Taking declarations, on both databases: kept as said, once, for ever, and with what was agreed to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event, select, update
from sqlalchemy.exc import DBAPIError

from central_server.reading import Malformed, Received, canonical, read_event
from central_server.store.batches import OTHER_CONTENT, Verdict, take
from central_server.store.declaration_tables import consents, declarations
from central_server.store.declared import declared_people
from central_server.store.engine import transaction
from central_server.store.history import history
from central_server.store.reports import completeness, summary
from central_server.store.tables import conflicts, identifiers, people, receipts
from kiosk.wire.messages import DeclarationSaid, EventSaid, Outcome
from tests.central_server.declaring import NOW, OTHER_PHONE, PHONE, confirm, declaration, received, taken
from tests.wire.saying import DEVICE, MONDAY, person, refused_scan, visit

STORED = Verdict(Outcome.STORED)
DUPLICATE = Verdict(Outcome.DUPLICATE)


def everything(engine: Engine) -> dict[str, list[Any]]:
    with transaction(engine) as connection:
        tables = (receipts, people, identifiers, declarations, consents, conflicts)
        return {table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in tables}


def test_a_declaration_is_kept_with_what_was_agreed_to(engine: Engine) -> None:
    said = declaration(3, relationship="parent", representative="Trần Thị Mẫu", insurance="DN4010000000001")
    assert taken(engine, visit(1), refused_scan(2), said) == [STORED] * 3
    with transaction(engine) as connection:
        kept = connection.execute(select(declarations)).one()
        agreed = connection.execute(select(consents)).one()
        numbers = connection.execute(select(identifiers.c.kind, identifiers.c.value).order_by(identifiers.c.kind)).all()
    assert DeclarationSaid.model_validate_json(kept.content) == said
    assert (kept.phone, kept.at, kept.until, kept.verdict) == (PHONE, said.at, said.holds_until, "pass")
    assert (agreed.declaration, agreed.person, agreed.device) == (said.id, said.person.id, DEVICE)
    assert (agreed.purpose, agreed.text_version, agreed.text_hash) == ("routine", "2026-1", "ab" * 32)
    assert (agreed.relationship, agreed.actor, agreed.child_too, agreed.at) == ("parent", "self", False, said.at)
    assert [tuple(row) for row in numbers] == [("citizen_id", "001090000001"), ("social_insurance", "0000000001")]
    figures = summary(engine, DEVICE)
    assert (figures.events, figures.visits, figures.declarations, figures.consents) == (3, 1, 1, 1)
    assert completeness(engine, DEVICE).missing_count == 0


def test_a_replay_changes_nothing(engine: Engine) -> None:
    events: list[EventSaid] = [declaration(1), visit(2), declaration(3, person=person(2))]
    taken(engine, *events)
    before = everything(engine)
    later = NOW + timedelta(days=400)
    assert taken(engine, *events, now=later) == [DUPLICATE] * 3
    assert taken(engine, *reversed(events), device=uuid4(), now=later) == [DUPLICATE] * 3
    assert everything(engine) == before


def test_the_first_declaration_of_an_id_stands(engine: Engine) -> None:
    forged = declaration(1, verdict="pass", phone=OTHER_PHONE)
    taken(engine, declaration(1, verdict="needs_staff"))
    before = everything(engine)
    assert taken(engine, forged) == [Verdict(Outcome.CONFLICT, OTHER_CONTENT)]
    assert taken(engine, declaration(1, id=uuid4()))[0].outcome is Outcome.CONFLICT  # its number is taken
    after = everything(engine)
    assert len(after.pop("conflicts")) == 2
    before.pop("conflicts")
    assert after == before


def test_a_bad_declaration_is_refused_alone(engine: Engine) -> None:
    raw = declaration(2).model_dump(mode="json")
    reasons = {
        "holds_until: is before at": raw | {"holds_until": "2026-01-01T00:00:00Z"},
        "holds_until: is more than 366": raw | {"holds_until": "2027-11-25T00:00:00Z"},
        "at: is before the year": raw | {"at": "1969-01-01T00:00:09Z", "holds_until": "1969-01-04T00:00:09Z"},
        "person.birth: is no date": raw | {"person": raw["person"] | {"birth": "1990-13"}},
        "person.birth: is no": raw | {"person": raw["person"] | {"birth": "2001-02-29"}},
        "person.birth: ": raw | {"person": raw["person"] | {"birth": "1990-01-45"}},
        "address.province: ": raw | {"address": raw["address"] | {"province": "ZZ"}},
        "address.ward: ": raw | {"address": raw["address"] | {"ward": "٢٢٨٦١"}},
        "phone": raw | {"phone": "0900000001"},
        "consent": {key: value for key, value in raw.items() if key != "consent"},
        "answers.note": raw | {"answers": [{"question": "fever", "value": "yes", "note": "\0"}]},
        "person.identifiers": raw | {"person": raw["person"] | {"identifiers": {"passport": "1" * 201}}},
        "verdict": raw | {"verdict": "yes"},
        "blood": raw | {"blood": "A"},
    }
    for reason, poison in reasons.items():
        read = read_event(poison)
        assert isinstance(read, Malformed)
        assert read.reason.startswith(reason)
    for birth in ("1990", "1990-08", "2000-02-29", None):
        assert isinstance(read_event(raw | {"person": raw["person"] | {"birth": birth}}), Received)
    good = read_event(raw)
    assert isinstance(good, Received)
    assert take(engine, DEVICE, [good], NOW) == [STORED]


def test_the_canonical_declaration_never_changes() -> None:
    said = declaration(1, answers=[], address=None, nation=None, sex=None, phone=None, phone_proof="none")
    assert canonical(said) == (
        '{"at":"2026-11-23T01:01:00.000000+00:00","campaign":"routine","campaign_version":"1",'
        '"consent":{"actor":"self","channel":"kiosk","language":"vi",'
        f'"text_hash":"{"ab" * 32}","text_version":"2026-1"}},'
        '"gate":"Cổng chính","holds_until":"2026-11-26T01:01:00.000000+00:00",'
        f'"id":"{said.id}","kind":"declaration",'
        '"person":{"birth":"1990-08-15","id":"200ebaa0-3643-516b-9c6c-6244df537884",'
        '"identifiers":{"citizen_id":"001090000001"},"name":"Nguyễn Văn Thử 1","sex":"male"},'
        '"sequence":1,"verdict":"pass"}'
    )


@pytest.mark.parametrize("table", [declarations, consents], ids=lambda table: table.name)
@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_was_declared_cannot_be_changed_or_removed(engine: Engine, table: Any, act: str) -> None:
    taken(engine, declaration(1))
    before = everything(engine)
    statement = delete(table) if act == "delete" else update(table).values(person=uuid4())
    with pytest.raises(DBAPIError, match="only ever added"), transaction(engine) as connection:
        connection.execute(statement)
    assert everything(engine) == before


def test_a_clock_that_runs_ahead_gains_nothing(engine: Engine) -> None:
    taken(engine, declaration(1, minutes=60 * 24 * 365))
    with transaction(engine) as connection:
        kept = connection.execute(select(declarations)).one()
    assert (kept.made_at, kept.until) == (NOW, NOW + timedelta(hours=72))
    assert kept.at == MONDAY + timedelta(days=365)  # as it was said


def test_a_proof_counts_for_its_kiosk_its_request_and_its_number(engine: Engine) -> None:
    request, others = uuid4(), uuid4()
    confirm(engine, request)
    confirm(engine, others, device=uuid4())
    claims = [
        (declaration(1, phone_proof="otp", request=request), True),
        (declaration(2, phone_proof="otp", request=request, phone=OTHER_PHONE), False),
        (declaration(3, phone_proof="otp", request=others), False),
        (declaration(4, phone_proof="otp", request=uuid4()), False),
        (declaration(5, phone_proof="otp"), False),
    ]
    for said, _ in claims:
        taken(engine, said, now=NOW + timedelta(days=9))  # it waited in the outbox
    with transaction(engine) as connection:
        kept = select(declarations.c.phone_proof, declarations.c.phone_confirmed).order_by(declarations.c.sequence)
        assert [tuple(row) for row in connection.execute(kept)] == [("otp", proved) for _, proved in claims]


def test_one_request_said_to_have_confirmed_two_numbers_in_one_batch(engine: Engine) -> None:
    request = uuid4()
    confirm(engine, request)
    right = declaration(1, phone_proof="otp", request=request)
    wrong = declaration(2, phone_proof="otp", request=request, phone=OTHER_PHONE)
    taken(engine, right, wrong)
    with transaction(engine) as connection:
        kept = select(declarations.c.phone_confirmed).order_by(declarations.c.sequence)
        assert connection.execute(kept).scalars().all() == [True, False]


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_a_batch_takes_as_many_statements_however_long_it_is(engine: Engine) -> None:
    with counting(engine) as few:
        taken(engine, visit(1), declaration(2, request=uuid4()))
    with counting(engine) as many:
        more = [declaration(n, person=person(n), request=uuid4()) for n in range(3, 103)]
        taken(engine, *more, *(visit(n, person=person(n)) for n in range(103, 203)))
    assert len(many) <= len(few)
    with counting(engine) as one_stop:
        taken(engine, declaration(1, id=uuid4(), person=person(3), verdict="stop"), device=uuid4())
    with counting(engine) as many_stops:
        stops = [declaration(n, id=uuid4(), person=person(n), verdict="stop") for n in range(4, 103)]
        taken(engine, *stops, device=uuid4())
    assert len(many_stops) <= len(one_stop)
    with counting(engine) as visits_only:
        taken(engine, *(visit(n) for n in range(203, 303)))
    assert not any("declarations" in statement or "consents" in statement for statement in visits_only)


SAID = st.tuples(st.integers(0, 1), st.integers(1, 5))  # device, sequence


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(SAID, min_size=1, max_size=5), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_any_order_and_any_repeats_end_alike(engine: Engine, batches: list[list[tuple[int, int]]], chance: Any) -> None:
    ends = []
    for turn in range(2):
        run = uuid4()  # the database is kept: each telling has ids of its own
        sent = [batch for batch in batches for _ in range(1 + turn)]
        if turn:
            chance.shuffle(sent)
        for batch in sent:
            for device in {device for device, _ in batch}:
                events = [_told(run, device, number) for owner, number in batch if owner == device]
                take(engine, uuid5(run, f"device {device}"), [received(one) for one in events], NOW)
        ends.append(_seen(engine, run))
    assert ends[0] == ends[1]


def _told(run: UUID, device: int, number: int) -> DeclarationSaid:
    """Declaration ``number`` of a kiosk: of three people, whom each kiosk knows under an id of its own."""
    who = number % 3
    digits = f"{run.int % 10**8:08d}"
    own = person(
        id=uuid5(run, f"person {device} {who}"),
        name=f"Nguyễn Văn Thử {who}",
        identifiers={"citizen_id": f"001{digits}{who}"},
    )
    phone = f"+849{digits}"
    return declaration(
        number, id=uuid5(run, f"{device} {number}"), person=own, phone=phone, minutes=7 * number + device
    )


def _seen(engine: Engine, run: UUID) -> list[Any]:
    """What can be asked of the centre, with the ids of this telling left out."""
    with transaction(engine) as connection:
        told = declared_people(connection, f"+849{run.int % 10**8:08d}", 50, NOW)
        family = [(one.name, one.holding and one.holding.declared_at, one.street) for one in told]
        histories = [
            [(entry.declared_at, entry.verdict) for entry in history(connection, one.id, None, 50).declarations]
            for one in told
        ]
        devices = [uuid5(run, f"device {device}") for device in (0, 1)]
        rows = select(declarations.c.sequence, declarations.c.at).where(declarations.c.device.in_(devices))
        kept = sorted(tuple(row) for row in connection.execute(rows))
        owners = select(consents.c.at).where(consents.c.device.in_(devices)).order_by(consents.c.at)
        agreed = list(connection.execute(owners).scalars())
    return [family, histories, kept, agreed]
