"""What the declarations of somebody come to: the last one counts, and does not undo a graver one that holds."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.questionnaire import Verdict
from local_store.bulk import synthetic_card
from local_store.store import Store
from tests.local_store.declaring import HOLDS, MAU, declare, filled, holding
from tests.local_store.opening import NOW, crossing

CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
CARD = Card(
    CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15), sex=Sex.MALE, identifiers=frozenset({CITIZEN})
)


class TestTheLatest:
    def test_is_the_last_one_kept_whatever_the_clock_said(self, store: Store) -> None:
        declare(store, filled())
        declare(store, filled(verdict=Verdict.STOP), at=NOW - timedelta(days=400))
        standing = store.visits.standing(CARD)
        assert standing.declaration is not None
        assert standing.declaration.verdict is Verdict.STOP

    def test_is_that_of_both_once_two_are_one(self, store: Store) -> None:
        insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0000000001")
        typed = replace(MAU, name="Nguyễn Văn Thử", birth=PartialDate(1990), number=None, insurance="0000000001")
        early = declare(store, filled(typed, Verdict.STOP))
        store.visits.record(crossing(CARD))
        both = replace(CARD, identifiers=frozenset({CITIZEN, insured}))
        visit, _ = store.visits.record(crossing(both))
        assert early.person != visit.person.id
        for standing in (store.visits.standing(both), store.visits.standing(both, early.person)):
            assert standing.declaration == holding(verdict=Verdict.STOP)
        member = store.declarations.member(early.person)
        assert member is not None
        assert (member.person.id, member.standing.inside) == (visit.person.id, visit)
        kept = store.declarations.find(early.id)
        assert kept is not None
        assert kept.person == visit.person.id

    def test_does_not_undo_a_graver_one_that_has_not_ended(self, store: Store) -> None:
        declare(store, filled(verdict=Verdict.STOP))
        declare(store, filled(verdict=Verdict.NEEDS_STAFF), at=NOW + timedelta(hours=1))
        kept = declare(store, filled(), at=NOW + timedelta(hours=2))
        outrun = replace(holding(NOW, Verdict.STOP), declared_at=kept.at)
        assert store.visits.standing(CARD).declaration == outrun
        member = store.declarations.member(kept.person)
        assert member is not None
        assert member.standing.declaration == member.person.holding == outrun

    def test_is_the_gravest_that_ends_last(self, store: Store) -> None:
        for hours in range(3):
            declare(store, filled(verdict=Verdict.STOP if hours < 2 else Verdict.PASS), at=NOW + timedelta(hours=hours))
        standing = store.visits.standing(CARD)
        assert standing.declaration is not None
        assert standing.declaration.until == NOW + timedelta(hours=1) + HOLDS

    def test_counts_again_once_the_graver_one_is_over(self, store: Store) -> None:
        declare(store, filled(verdict=Verdict.STOP))
        kept = declare(store, filled(), at=NOW + HOLDS)
        assert store.visits.standing(CARD).declaration == holding(kept.at)

    def test_ends_when_it_says_though_a_mild_one_before_it_ends_later(self, store: Store) -> None:
        declare(store, filled(), at=NOW + timedelta(days=365))
        declare(store, filled())
        assert store.visits.standing(CARD).declaration == holding()

    def test_clears_what_was_before_where_the_staff_typed_it(self, store: Store) -> None:
        declare(store, filled(verdict=Verdict.STOP))
        declare(store, replace(filled(), declared_by=uuid4()), at=NOW + timedelta(hours=1))
        assert store.visits.standing(CARD).declaration == holding(NOW + timedelta(hours=1))
        declare(store, filled(), at=NOW + timedelta(hours=2))
        assert store.visits.standing(CARD).declaration == holding(NOW + timedelta(hours=2))

    def test_of_the_staff_counts_for_what_it_says(self, store: Store) -> None:
        declare(store, replace(filled(verdict=Verdict.STOP), declared_by=uuid4()))
        declare(store, filled(), at=NOW + timedelta(hours=1))
        standing = store.visits.standing(CARD)
        assert standing.declaration is not None
        assert standing.declaration.verdict is Verdict.STOP

    def test_of_another_campaign_neither_stops_nor_clears(self, store: Store) -> None:
        other = replace(filled(verdict=Verdict.STOP), campaign="other")
        declare(store, other)
        declare(store, filled(verdict=Verdict.NEEDS_STAFF))
        declare(store, replace(other, declared_by=uuid4()))
        declare(store, filled())
        assert store.visits.standing(CARD).declaration == holding(verdict=Verdict.NEEDS_STAFF)

    def test_of_somebody_who_was_only_seen_is_none(self, store: Store) -> None:
        visit, _ = store.visits.record(crossing(synthetic_card(3)))
        assert store.visits.standing(synthetic_card(3)).declaration is None
        assert store.declarations.member(visit.person.id) is None
