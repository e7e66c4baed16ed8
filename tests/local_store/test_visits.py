from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter

from kiosk.cards.card import Card, CardKind
from kiosk.ports import VisitStore
from kiosk.visits import Act, Standing, Via
from kiosk.wire.messages import EventSaid, VisitSaid
from local_store.bulk import synthetic_card
from local_store.store import Store
from tests.local_store.opening import GATE, NOW, crossing

CARD = synthetic_card(1)
EVENT: TypeAdapter[EventSaid] = TypeAdapter(EventSaid)


def test_it_is_the_port(store: Store) -> None:
    visits: VisitStore = store.visits
    assert visits.inside_now() == 0


def test_nobody_is_known_at_first(store: Store) -> None:
    assert store.visits.standing(CARD) == Standing(None, None, 0)


def test_a_check_in_stands_until_the_check_out(store: Store) -> None:
    arrival, before = store.visits.record(crossing(CARD))
    assert before is None
    assert store.visits.standing(CARD) == Standing(arrival.person, arrival, 1)
    departure, before = store.visits.record(crossing(CARD, Act.CHECK_OUT, arrival.id))
    assert before == arrival
    assert departure.follows == arrival.id
    assert store.visits.standing(CARD) == Standing(arrival.person, departure, 0)


def test_the_row_says_what_was_asked(store: Store) -> None:
    visit, _ = store.visits.record(crossing(CARD))
    assert (visit.act, visit.at, visit.via, visit.gate, visit.verified) == (
        Act.CHECK_IN,
        NOW,
        Via.CITIZEN_CARD,
        GATE,
        False,
    )
    assert (visit.device, visit.sequence, visit.id.version) == (store.device.id, 1, 7)
    assert visit.person.name == CARD.name
    assert visit.person.identifiers == CARD.identifiers


def test_the_words_for_the_centre_are_the_visit(store: Store) -> None:
    visit, _ = store.visits.record(crossing(CARD))
    said = EVENT.validate_json(store.outbox.next_batch(1)[0].body)
    assert isinstance(said, VisitSaid)
    assert (said.id, said.sequence, said.act, said.at, said.gate) == (visit.id, 1, "check_in", NOW, GATE)
    assert said.person.id == visit.person.id
    assert (said.person.name, said.person.birth, said.person.sex) == (CARD.name, str(CARD.birth), CARD.sex)
    assert said.person.identifiers == {"citizen_id": CARD.citizen_id}


def test_a_name_too_long_for_the_wire_loses_no_visit(store: Store) -> None:
    visit, _ = store.visits.record(crossing(Card(CardKind.BHYT, name="Ẳ" * 500)))
    assert visit.person.name == "Ẳ" * 500


class TestReversal:
    def test_of_a_check_out_is_inside_again(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        departure, _ = store.visits.record(crossing(CARD, Act.CHECK_OUT, arrival.id))
        _, before = store.visits.record(crossing(CARD, Act.REVERSAL, departure.id))
        assert before == departure
        assert store.visits.standing(CARD) == Standing(arrival.person, arrival, 1)

    def test_of_the_only_visit_leaves_the_person_without_one(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        store.visits.record(crossing(CARD, Act.REVERSAL, arrival.id))
        assert store.visits.standing(CARD) == Standing(arrival.person, None, 0)

    def test_twice_is_once(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        departure, _ = store.visits.record(crossing(CARD, Act.CHECK_OUT, arrival.id))
        for _ in range(2):
            store.visits.record(crossing(CARD, Act.REVERSAL, departure.id))
        assert store.visits.standing(CARD).inside == arrival

    def test_of_an_older_row_leaves_the_newer_one_standing(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        departure, _ = store.visits.record(crossing(CARD, Act.CHECK_OUT, arrival.id))
        store.visits.record(crossing(CARD, Act.REVERSAL, arrival.id))
        assert store.visits.standing(CARD).last == departure

    def test_of_a_card_that_names_nobody_takes_the_person_of_the_row(self, store: Store) -> None:
        nameless = Card(CardKind.HEALTH_CERTIFICATE, name="Thử")
        arrival, _ = store.visits.record(crossing(nameless))
        back, _ = store.visits.record(crossing(nameless, Act.REVERSAL, arrival.id))
        assert back.person == arrival.person
        assert store.visits.inside_now() == 0

    def test_of_nothing_is_a_bug(self, store: Store) -> None:
        with pytest.raises(ValueError, match="takes back"):
            store.visits.record(crossing(CARD, Act.REVERSAL))
        with pytest.raises(ValueError, match="takes back"):
            store.visits.record(crossing(CARD, Act.REVERSAL, uuid4()))

    def test_of_a_reversal_is_a_bug(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        back, _ = store.visits.record(crossing(CARD, Act.REVERSAL, arrival.id))
        with pytest.raises(ValueError, match="takes back"):
            store.visits.record(crossing(CARD, Act.REVERSAL, back.id))


def test_following_somebody_else_is_a_bug_and_leaves_no_trace(store: Store) -> None:
    arrival, _ = store.visits.record(crossing(CARD))
    other = synthetic_card(2)
    store.visits.record(crossing(other))
    with pytest.raises(ValueError, match="somebody else"):
        store.visits.record(crossing(other, Act.CHECK_OUT, arrival.id))
    assert store.visits.inside_now() == 2


def test_a_departure_may_follow_a_row_that_is_no_longer_kept(store: Store) -> None:
    gone = uuid4()
    departure, before = store.visits.record(crossing(CARD, Act.CHECK_OUT, gone))
    assert (departure.follows, before) == (gone, None)


def test_a_time_without_a_zone_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store.visits.record(crossing(CARD, at=datetime(2026, 11, 21)))  # noqa: DTZ001 - the bug
    with pytest.raises(ValueError, match="without a zone"):
        store.visits.refuse_scan("qr", "unknown", "camera:0", datetime(2026, 11, 21))  # noqa: DTZ001
    with pytest.raises(ValueError, match="without a zone"):
        store.visits.recorded_today(datetime(2026, 11, 21))  # noqa: DTZ001


def test_a_refused_scan_takes_a_number_of_the_same_row_of_numbers(store: Store) -> None:
    store.visits.record(crossing(CARD))
    store.visits.refuse_scan("unknown", "unknown_code", "camera:0", NOW)
    store.visits.record(crossing(CARD))
    assert [item.sequence for item in store.outbox.next_batch(9)] == [1, 2, 3]
    said = EVENT.validate_json(store.outbox.next_batch(9)[1].body)
    assert said.model_dump(exclude={"id"}) == {
        "kind": "refused_scan",
        "sequence": 2,
        "at": NOW,
        "what": "unknown",
        "reason": "unknown_code",
        "source": "camera:0",
    }


def test_a_long_reason_does_not_stop_a_refusal(store: Store) -> None:
    store.visits.refuse_scan("k" * 999, "r" * 999, "s" * 999, NOW)
    assert store.outbox.waiting() == 1


def test_today_is_the_day_at_the_door(store: Store) -> None:
    midnight = datetime.fromisoformat("2026-11-21T00:00:00+07:00")
    for at in (midnight - timedelta(microseconds=1), midnight, midnight + timedelta(hours=23, minutes=59)):
        store.visits.record(crossing(CARD, at=at))
    assert store.visits.recorded_today(midnight + timedelta(hours=12)) == 2


def test_visits_are_only_ever_added(store: Store) -> None:
    store.visits.record(crossing(CARD))
    with pytest.raises(Exception, match="only ever added"):
        store.connection.execute("UPDATE visits SET gate = 'other'")


def test_a_store_that_is_opened_again_goes_on(store: Store) -> None:
    visit, _ = store.visits.record(crossing(CARD))
    assert isinstance(store.device.id, UUID)
    assert visit.device == store.device.id
