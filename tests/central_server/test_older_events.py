"""Events that were said before visits had ``staff`` and ``reason``: upgrading the centre changes nothing of them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, insert, select

from central_server.reading import Received, canonical, read_event
from central_server.store.batches import OTHER_CONTENT, Verdict, take
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import MIGRATIONS, bring_up_to_date
from central_server.store.tables import people, receipts, visits
from kiosk.wire.messages import Outcome, VisitSaid
from tests.wire.saying import DEVICE, visit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STAFF = UUID("0197a5d2-0000-7000-8000-0000000000f1")
# as a kiosk sent it, and as the centre kept its hash, before the fields were there
BODY = (
    '{"kind":"visit","id":"738565b6-2280-5034-9751-ccb300281784","sequence":1,"act":"check_in",'
    '"at":"2026-11-23T01:00:01Z","via":"citizen_card","gate":"Cổng chính","follows":null,"verified":false,'
    '"person":{"id":"200ebaa0-3643-516b-9c6c-6244df537884","name":"Nguyễn Văn Thử 1","birth":"1990-08-15",'
    '"sex":"male","identifiers":{"citizen_id":"001090000001"}}}'
)
HASH = "95494ca11425084921ba978230b6761954f55edfd6c1c2124cd565f02be5b3fa"


def read(**changes: object) -> Received:
    one = read_event(json.loads(BODY) | changes)
    assert isinstance(one, Received)
    return one


@pytest.fixture
def upgraded(database: str) -> Iterator[Engine]:
    """A database of the release before, with the event in it, brought up to date."""
    engine = open_engine(database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    old = read().event
    assert isinstance(old, VisitSaid)
    came = {"id": old.id, "device": DEVICE, "sequence": old.sequence}
    act = {"act": old.act, "at": old.at, "via": old.via, "gate": old.gate, "verified": False, "person": old.person.id}
    with transaction(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.execute(insert(receipts), came | {"hash": bytes.fromhex(HASH), "received_at": NOW})
        connection.execute(insert(people), came | {"id": old.person.id, "updated_at": NOW})
        connection.execute(insert(visits), came | act)  # names no column that was not there
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


def test_an_old_event_has_the_hash_it_always_had() -> None:
    assert read().hash.hex() == HASH
    assert read(staff=None, reason=None).hash.hex() == HASH, "a newer kiosk that names the fields says the same"


def test_an_old_event_sent_again_after_the_upgrade_is_a_duplicate(upgraded: Engine) -> None:
    assert take(upgraded, DEVICE, [read()], NOW) == [Verdict(Outcome.DUPLICATE)]
    assert take(upgraded, DEVICE, [read(staff=None, reason=None)], NOW) == [Verdict(Outcome.DUPLICATE)]
    with_staff = read(staff=str(STAFF), reason="wrong_person")
    assert take(upgraded, DEVICE, [with_staff], NOW) == [Verdict(Outcome.CONFLICT, OTHER_CONTENT)]
    with transaction(upgraded) as connection:
        assert connection.execute(select(visits.c.act, visits.c.staff, visits.c.reason)).all() == [
            ("check_in", None, None)
        ]


def test_who_did_it_and_why_is_kept(engine: Engine) -> None:
    said = visit(1, act="reversal", staff=STAFF, reason="wrong_person: đọc nhầm thẻ")
    content = canonical(said)
    one = read_event(json.loads(said.model_dump_json()))
    assert isinstance(one, Received)
    assert one.content == content
    assert f'"staff":"{STAFF}"' in content
    assert take(engine, DEVICE, [one], NOW) == [Verdict(Outcome.STORED)]
    assert take(engine, DEVICE, [one], NOW) == [Verdict(Outcome.DUPLICATE)]
    with transaction(engine) as connection:
        assert connection.execute(select(visits.c.staff, visits.c.reason)).all() == [
            (STAFF, "wrong_person: đọc nhầm thẻ")
        ]
