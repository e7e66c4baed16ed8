from dataclasses import replace

import pytest

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.visits import Act
from local_store.bulk import synthetic_card
from local_store.store import Store
from tests.local_store.opening import crossing

CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
INSURED = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0123456789")
DECLARED = Identifier(IdentifierKind.KBYT_DECLARATION, "KB1")

CCCD = Card(
    CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15), sex=Sex.MALE, identifiers=frozenset({CITIZEN})
)
BHYT = replace(CCCD, kind=CardKind.BHYT, identifiers=frozenset({INSURED}))
CITIZEN_ONLY = Card(CardKind.CITIZEN_ID, identifiers=frozenset({CITIZEN}))
INSURED_ONLY = Card(CardKind.INSURANCE_NUMBER, identifiers=frozenset({INSURED}))


def test_another_card_of_the_same_person_brings_its_number(store: Store) -> None:
    first, _ = store.visits.record(crossing(CCCD))
    second, _ = store.visits.record(crossing(BHYT))
    assert second.person.id == first.person.id
    assert second.person.identifiers == {CITIZEN, INSURED}
    assert store.visits.standing(INSURED_ONLY).last == second


def test_a_bare_number_learns_the_name_later(store: Store) -> None:
    first, _ = store.visits.record(crossing(CITIZEN_ONLY))
    assert first.person.name is None
    second, _ = store.visits.record(crossing(CCCD))
    assert (second.person.id, second.person.name) == (first.person.id, "Nguyễn Văn Thử")
    assert store.search.people("thu van")[0].person == second.person


def test_a_card_that_tells_too_little_is_somebody_new_each_time(store: Store) -> None:
    little = Card(CardKind.HEALTH_CERTIFICATE, name="Nguyễn Văn Thử", birth=PartialDate(1990))
    assert store.visits.standing(little).person is None
    ids = {store.visits.record(crossing(little))[0].person.id for _ in range(3)}
    assert len(ids) == 3


def test_namesakes_born_on_one_day_are_not_taken_for_each_other(store: Store) -> None:
    store.visits.record(crossing(CCCD))
    other = replace(CCCD, identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, "001090000002")}))
    store.visits.record(crossing(other))
    assert store.visits.standing(BHYT).person is None


class TestMerge:
    """Two people whom a card with both their numbers shows to be one."""

    @pytest.fixture
    def both(self) -> Card:
        return replace(CCCD, identifiers=frozenset({CITIZEN, INSURED}))

    def test_both_histories_are_one(self, store: Store, both: Card) -> None:
        arrival, _ = store.visits.record(crossing(CITIZEN_ONLY))
        departure, _ = store.visits.record(crossing(INSURED_ONLY, Act.CHECK_OUT))
        assert arrival.person.id != departure.person.id
        again, _ = store.visits.record(crossing(both))
        assert again.person.id == departure.person.id, "the one seen last is kept"
        assert again.person.identifiers == {CITIZEN, INSURED}
        for card in (CITIZEN_ONLY, INSURED_ONLY, both):
            assert store.visits.standing(card).last == again
        assert [v.sequence for v in store.search.visits(person=arrival.person.id)] == [3, 2, 1]
        assert {v.person.id for v in store.search.visits()} == {departure.person.id}

    def test_who_was_inside_twice_is_inside_once(self, store: Store, both: Card) -> None:
        store.visits.record(crossing(CITIZEN_ONLY))
        last, _ = store.visits.record(crossing(INSURED_ONLY))
        assert store.visits.inside_now() == 2
        departure, before = store.visits.record(crossing(both, Act.CHECK_OUT, last.id))
        assert before is not None
        assert before.id == last.id
        assert store.visits.inside_now() == 0
        store.visits.record(crossing(both, Act.REVERSAL, departure.id))
        assert store.visits.inside_now() == 1

    def test_a_reversal_after_it_restores_what_stood_in_the_other_history(self, store: Store, both: Card) -> None:
        arrival, _ = store.visits.record(crossing(CITIZEN_ONLY))
        departure, _ = store.visits.record(crossing(INSURED_ONLY, Act.CHECK_OUT))
        store.visits.record(crossing(both, Act.REVERSAL, departure.id))
        standing = store.visits.standing(both)
        assert standing.last is not None
        assert (standing.last.id, standing.inside_now) == (arrival.id, 1)

    def test_the_merged_one_is_no_longer_found_by_name(self, store: Store, both: Card) -> None:
        store.visits.record(crossing(replace(CITIZEN_ONLY, name="Mẫu Cũ")))
        store.visits.record(crossing(replace(INSURED_ONLY, phone="+84912345678")))
        kept, _ = store.visits.record(crossing(both))
        assert [found.person.id for found in store.search.people("mau")] == [kept.person.id]
        assert store.search.people("5678")[0].person.id == kept.person.id

    def test_chains_end_at_the_one_who_is_kept(self, store: Store, both: Card) -> None:
        declared = Card(CardKind.KBYT, identifiers=frozenset({DECLARED}))
        ids = [store.visits.record(crossing(card))[0].person.id for card in (CITIZEN_ONLY, INSURED_ONLY)]
        store.visits.record(crossing(both))
        ids.append(store.visits.record(crossing(declared))[0].person.id)
        last, _ = store.visits.record(crossing(replace(both, identifiers=both.identifiers | {DECLARED})))
        assert last.person.id == ids[2]
        for person in ids:
            assert [v.sequence for v in store.search.visits(person=person)] == [5, 4, 3, 2, 1]

    def test_two_citizens_are_never_one(self, store: Store) -> None:
        other = Identifier(IdentifierKind.CITIZEN_ID, "001090000002")
        store.visits.record(crossing(replace(CCCD, identifiers=frozenset({CITIZEN}))))
        store.visits.record(crossing(Card(CardKind.BHYT, identifiers=frozenset({other, INSURED}))))
        mixed, _ = store.visits.record(crossing(replace(CCCD, identifiers=frozenset({CITIZEN, INSURED}))))
        assert mixed.person.identifiers == {CITIZEN}, "the number stays with whom it was first seen with"
        holder = store.visits.standing(INSURED_ONLY).person
        assert holder is not None
        assert holder.identifiers == {other, INSURED}


def test_the_words_for_the_centre_say_the_card_not_what_else_is_known(store: Store) -> None:
    store.visits.record(crossing(synthetic_card(5)))
    store.visits.record(crossing(replace(synthetic_card(5), name=None, birth=None, sex=None)))
    assert '"name":null' in store.outbox.next_batch(5)[1].body
