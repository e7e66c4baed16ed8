"""A number that somebody typed is a claim: the card that carries it outranks whoever typed it first."""

from dataclasses import replace

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.questionnaire import Verdict
from local_store.store import Store
from tests.local_store.declaring import THU, declare, filled
from tests.local_store.opening import crossing

NUMBER = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
CCCD = Card(
    CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15), sex=Sex.MALE, identifiers=frozenset({NUMBER})
)
SQUATTER = replace(THU, name="Lê Văn Kẻ", birth=PartialDate(1985))


def test_a_typed_number_stops_nobody_who_holds_its_card(store: Store) -> None:
    typed = declare(store, filled(SQUATTER, Verdict.STOP))
    standing = store.visits.standing(CCCD)
    assert (standing.person, standing.declaration) == (None, None)
    visit, _ = store.visits.record(crossing(CCCD))
    assert visit.person.id != typed.person
    assert visit.person.identifiers == {NUMBER}
    assert store.visits.standing(Card(CardKind.CITIZEN_ID, identifiers=frozenset({NUMBER}))).last == visit


def test_whoever_typed_their_own_number_is_known_by_their_card(store: Store) -> None:
    typed = declare(store, filled(THU))
    assert store.visits.standing(CCCD).declaration is not None
    visit, _ = store.visits.record(crossing(CCCD))
    assert visit.person.id == typed.person


def test_a_number_that_a_card_has_shown_is_no_claim_any_more(store: Store) -> None:
    visit, _ = store.visits.record(crossing(CCCD))
    declare(store, filled(SQUATTER))
    renamed = replace(CCCD, name="Nguyễn Văn Thư")
    assert store.visits.standing(renamed).last == visit, "a card decides by its number, as ever"
