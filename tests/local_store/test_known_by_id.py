"""Whoever was chosen from a list, or stands in a code that was checked: the id decides."""

from dataclasses import replace
from uuid import uuid4

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.ports import Crossing
from kiosk.visits import Act, Standing, Via
from kiosk.wire.messages import VisitSaid
from local_store.store import Store
from tests.local_store.declaring import declare, filled, holding
from tests.local_store.opening import GATE, NOW, crossing

CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
OTHER = Identifier(IdentifierKind.CITIZEN_ID, "001090000002")
INSURED = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0123456789")
CCCD = Card(
    CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15), sex=Sex.MALE, identifiers=frozenset({CITIZEN})
)
CHOSEN = replace(CCCD, kind=CardKind.DECLARED)
CODE = Card(CardKind.CITIZEN_CODE, name="N. V. THỬ")


def test_nobody_by_that_id(store: Store) -> None:
    store.visits.record(crossing(CCCD))
    assert store.visits.standing(CCCD, uuid4()) == Standing(None, None, 1)


def test_somebody_not_met_is_made_under_that_id_with_what_the_card_says(store: Store) -> None:
    person = uuid4()
    visit, _ = store.visits.record(replace(crossing(CHOSEN), person=person, via=Via.PHONE))
    assert (visit.person.id, visit.person.name, visit.person.identifiers) == (person, CCCD.name, CCCD.identifiers)
    assert store.visits.standing(CODE, person).last == store.visits.standing(CCCD).last == visit


def test_every_way_of_being_recognised_is_kept(store: Store) -> None:
    person = uuid4()
    for via in Via:
        visit, _ = store.visits.record(Crossing(CODE, Act.CHECK_IN, NOW, via, GATE, person=person))
        assert store.visits.standing(CODE, person).last == visit
        assert visit.via is via


def test_the_id_decides_before_the_card_and_merges_nobody(store: Store) -> None:
    holder = store.visits.record(crossing(CCCD))[0].person.id
    person = uuid4()
    for _ in range(2):
        visit, _ = store.visits.record(replace(crossing(CHOSEN), person=person))
        assert visit.person.id == person
        assert visit.person.identifiers == set(), "the number stays with whom it was first seen with"
    assert store.visits.inside_now() == 2
    known = store.visits.standing(CCCD).person
    assert known is not None
    assert known.id == holder


def test_somebody_known_learns_no_second_number_of_a_kind(store: Store) -> None:
    person = store.visits.record(crossing(CCCD))[0].person.id
    card = replace(CHOSEN, identifiers=frozenset({OTHER, INSURED}))
    visit, _ = store.visits.record(replace(crossing(card), person=person))
    assert visit.person.identifiers == {CITIZEN, INSURED}
    assert store.visits.standing(replace(CCCD, name=None, identifiers=frozenset({OTHER}))).person is None


def test_the_id_of_somebody_merged_leads_to_the_one_who_is_kept(store: Store) -> None:
    ids = [
        store.visits.record(crossing(Card(CardKind.CITIZEN_ID, identifiers=frozenset({one}))))[0].person.id
        for one in (CITIZEN, INSURED)
    ]
    kept = store.visits.record(crossing(replace(CCCD, identifiers=frozenset({CITIZEN, INSURED}))))[0].person.id
    for person in ids:
        visit, _ = store.visits.record(replace(crossing(CODE), person=person))
        assert visit.person.id == kept
        assert store.visits.standing(CODE, person).last == visit


def test_a_masked_name_gives_way_to_the_name_and_never_the_other_way(store: Store) -> None:
    person = uuid4()
    for card, name in ((CODE, "N. V. THỬ"), (CHOSEN, "Nguyễn Văn Thử"), (CODE, "Nguyễn Văn Thử")):
        visit, _ = store.visits.record(replace(crossing(card), person=person))
        assert visit.person.name == name


def test_a_code_that_was_checked_is_verified_here_and_on_the_wire(store: Store) -> None:
    visit, _ = store.visits.record(replace(crossing(CODE), person=uuid4(), verified=True, via=Via.CITIZEN_CODE))
    assert visit.verified
    last = store.visits.standing(CODE, visit.person.id).last
    assert last is not None
    assert last.verified
    body = store.outbox.body(visit.id)
    assert body is not None
    assert VisitSaid.model_validate_json(body).verified


def test_the_declaration_of_somebody_chosen(store: Store) -> None:
    kept = declare(store, filled())
    arrival, _ = store.visits.record(replace(crossing(CODE), person=kept.person))
    assert store.visits.standing(CODE, kept.person) == Standing(arrival.person, arrival, 1, holding())
    departure, before = store.visits.record(
        replace(crossing(CODE, Act.CHECK_OUT, arrival.id), person=kept.person, via=Via.PHONE_ATTESTED)
    )
    assert before == arrival
    assert store.visits.standing(CCCD).last == departure
