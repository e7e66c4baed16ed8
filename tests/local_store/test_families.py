from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kiosk.cards.card import Card, CardKind
from kiosk.declarations import PhoneProof
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.questionnaire import Verdict
from kiosk.visits import Act, Standing
from local_store.families import MOST
from local_store.store import Store
from tests.local_store.declaring import CHILD, HOLDS, MAU, PHONE, THU, declare, filled, holding, told
from tests.local_store.opening import NOW, crossing

CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
INSURED = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0123456789")
CITIZEN_ONLY = Card(CardKind.CITIZEN_ID, identifiers=frozenset({CITIZEN}))
CCCD = replace(CITIZEN_ONLY, name="NGUYEN VAN THU", birth=THU.birth)
BHYT = Card(CardKind.BHYT, name=THU.name, birth=PartialDate(1990), identifiers=frozenset({INSURED}))
STRANGER = replace(THU, name="Kẻ Mượn Tên", birth=PartialDate(1985, 1, 1))
CENTRES = UUID(int=7)


def family(store: Store, *people: DeclaredPerson) -> list[Member]:
    before = store.connection.value("SELECT total_changes()")
    members = list(store.declarations.family(PHONE, people))
    assert store.connection.value("SELECT total_changes()") == before, "nothing is written"
    assert members == list(store.declarations.family(PHONE, people[::-1])), "the order told in does not matter"
    return members


def test_nobody(store: Store) -> None:
    assert family(store) == []


def test_everybody_who_declared_here_on_the_number_the_newest_first(store: Store) -> None:
    ids = [declare(store, filled(who), at=NOW + timedelta(minutes=n)).person for n, who in enumerate([THU, MAU, CHILD])]
    declare(store, filled(replace(THU, name="Người Khác", number="001090000009", phone="+84900000002")))
    members = family(store)
    assert [one.person.id for one in members] == ids[::-1]
    first = members[0].person
    assert (first.name, first.birth, first.sex, first.nation) == (CHILD.name, CHILD.birth, "female", "VN")
    assert (first.phone, first.province, first.ward, first.street) == (PHONE.e164, "01", "00004", "số 1 đường Mẫu")
    assert members[0].standing.declaration == first.holding == holding(NOW + timedelta(minutes=2))


def test_a_phone_on_a_card_makes_no_family(store: Store) -> None:
    store.visits.record(crossing(replace(CITIZEN_ONLY, phone=PHONE.e164)))
    assert family(store) == []


def test_whoever_is_inside_is_first(store: Store) -> None:
    declare(store, filled(THU))
    declare(store, filled(MAU), at=NOW + timedelta(minutes=1))
    arrival, _ = store.visits.record(crossing(CITIZEN_ONLY))
    first, second = family(store)
    assert first.standing == Standing(arrival.person, arrival, 1, holding())
    assert second.person.name == MAU.name
    assert second.standing.last is None


def test_somebody_told_who_is_not_known_here_goes_by_the_id_told(store: Store) -> None:
    person = told(CENTRES, latest=holding())
    assert family(store, person) == [Member(replace(person, proved=True), Standing(None, None, 0, holding()))]


def test_somebody_told_by_their_id_of_here_is_one(store: Store) -> None:
    kept = declare(store, filled())
    (one,) = family(store, told(kept.person, latest=holding()))
    assert one.person.id == kept.person


def test_somebody_told_whom_this_kiosk_knows_by_a_number_is_one_and_stands_as_here(store: Store) -> None:
    arrival, _ = store.visits.record(crossing(CCCD))
    (one,) = family(store, told(CENTRES, latest=holding()))
    assert one.person.id == arrival.person.id
    assert one.standing.inside == arrival
    assert one.standing.declaration == holding()


def test_declared_here_and_told_under_another_id_is_one(store: Store) -> None:
    kept = declare(store, filled())
    (one,) = family(store, told(CENTRES, latest=holding(NOW - timedelta(days=1)), insured="0123456789"))
    assert one.person.id == kept.person
    assert one.person.identifiers == {CITIZEN, INSURED}
    assert one.person.street == "số 1 đường Mẫu"


def test_told_twice_with_a_number_in_common_is_one(store: Store) -> None:
    insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0123456789")
    older = replace(told(uuid4(), CHILD), identifiers=frozenset({insured}), holding=holding(NOW - timedelta(days=1)))
    newer = replace(older, id=uuid4(), name="NGUYEN THI BE", birth=PartialDate(2019), street="", holding=holding(NOW))
    (one,) = family(store, older, newer)
    assert (one.person.name, one.person.holding) == (newer.name, holding(NOW))


def test_a_number_in_common_and_another_citizen_id_are_two(store: Store) -> None:
    declare(store, filled(replace(THU, insurance="0123456789")))
    other = told(CENTRES, replace(THU, number="001090000009"), holding(), insured="0123456789")
    assert len({one.person.id for one in family(store, other)}) == 2


def test_two_histories_that_somebody_told_shows_to_be_one_give_the_one_that_is_inside(store: Store) -> None:
    outside, _ = store.visits.record(crossing(CCCD, Act.CHECK_OUT))
    inside, _ = store.visits.record(crossing(BHYT))
    later, _ = store.visits.record(crossing(CCCD, Act.CHECK_OUT))
    (one,) = family(store, told(CENTRES, latest=holding(), insured="0123456789"))
    assert outside.person.id == later.person.id != inside.person.id
    assert (one.person.id, one.standing.inside) == (inside.person.id, inside)


def test_somebody_made_under_the_centres_id_beside_their_card_is_one(store: Store) -> None:
    store.visits.record(crossing(CITIZEN_ONLY))
    masked = Card(CardKind.CITIZEN_CODE, name="N. V. THỬ")
    store.visits.record(replace(crossing(masked), person=CENTRES, verified=True))
    assert store.visits.inside_now() == 2
    (one,) = family(store, told(CENTRES, latest=holding()))
    assert one.standing.inside is not None
    assert one.person.identifiers == {CITIZEN}


def test_after_a_merge_both_are_one(store: Store) -> None:
    one = declare(store, filled())
    two = declare(store, filled(replace(CHILD, insurance="0123456789")))
    store.visits.record(crossing(replace(CITIZEN_ONLY, identifiers=frozenset({CITIZEN, INSURED}))))
    (member,) = family(store, told(one.person), told(two.person, CHILD))
    assert member.person.id in (one.person, two.person)
    assert member.person.name == CHILD.name, "as declared last"


class TestSomebodyElse:
    """Whoever borrows a number in another name, or of whom only the number is known, is another one."""

    def test_told_with_a_number_of_somebody_known_here(self, store: Store) -> None:
        store.visits.record(crossing(CCCD))
        (one,) = family(store, told(CENTRES, STRANGER, holding()))
        assert one.person.id == CENTRES
        assert one.standing == Standing(None, None, 1, holding())

    def test_told_with_the_number_of_whom_nothing_else_is_known(self, store: Store) -> None:
        store.visits.record(crossing(CITIZEN_ONLY))
        (one,) = family(store, told(CENTRES, latest=holding()))
        assert (one.person.id, one.standing.inside) == (CENTRES, None)

    def test_with_the_same_name_and_born_on_another_day(self, store: Store) -> None:
        store.visits.record(crossing(CCCD))
        (one,) = family(store, told(CENTRES, replace(THU, birth=PartialDate(1990, 8, 16)), holding()))
        assert one.person.id == CENTRES

    def test_told_twice(self, store: Store) -> None:
        members = family(store, told(CENTRES, latest=holding()), told(uuid4(), STRANGER, holding()))
        assert {one.person.name for one in members} == {THU.name, STRANGER.name}

    def test_declared_here_in_a_borrowed_number(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CCCD))
        kept = declare(store, filled(STRANGER))
        (one,) = family(store)
        assert one.person.id == kept.person != arrival.person.id
        assert one.standing.inside is None


class TestOnlyWhatWasDeclaredOnTheNumberIsTold:
    OTHER_PHONE = "+84900000002"

    def test_of_the_numbers_too(self, store: Store) -> None:
        declare(store, filled(replace(THU, phone=self.OTHER_PHONE, insurance="0123456789")))
        kept = declare(store, filled(THU))
        (one,) = family(store)
        assert one.person.id == kept.person
        assert one.person.identifiers == {CITIZEN}
        person = store.visits.standing(CCCD).person
        assert person is not None
        assert person.identifiers == {CITIZEN, INSURED}

    def test_with_the_numbers_of_all_declarations_on_it(self, store: Store) -> None:
        first = declare(store, filled(replace(THU, insurance="0123456789")))
        declare(store, filled(replace(THU, number=None), person=first.person))
        (one,) = family(store)
        assert one.person.identifiers == {CITIZEN, INSURED}

    def test_and_right_after_declaring_only_what_this_one_says(self, store: Store) -> None:
        first = declare(store, filled(replace(THU, insurance="0123456789")))
        declare(store, replace(filled(replace(THU, phone=self.OTHER_PHONE)), phone_proof=PhoneProof.NONE))
        one = store.declarations.member(first.person)
        assert one is not None
        assert one.person.identifiers == {CITIZEN}
        assert one.person.phone == self.OTHER_PHONE
        assert not one.person.proved, "the proof was of the other number"

    def test_whoever_joins_by_a_number_gives_none_of_theirs(self, store: Store) -> None:
        both = replace(CCCD, kind=CardKind.BHYT, identifiers=frozenset({CITIZEN, INSURED}))
        arrival, _ = store.visits.record(crossing(both))
        (one,) = family(store, told(CENTRES, latest=holding()))
        assert one.person.id == arrival.person.id
        assert one.person.identifiers == {CITIZEN}

    @pytest.mark.parametrize("proofs", [(PhoneProof.NONE, PhoneProof.NONE), (PhoneProof.OTP, PhoneProof.NONE)])
    def test_and_whether_it_was_ever_proved_to_be_theirs(self, store: Store, proofs: tuple[PhoneProof, ...]) -> None:
        declare(store, filled(replace(THU, phone=self.OTHER_PHONE)))
        kept = [declare(store, replace(filled(), phone_proof=proof)) for proof in proofs]
        (one,) = family(store)
        member = store.declarations.member(kept[0].person)
        assert member is not None
        assert one.person.proved is member.person.proved is (PhoneProof.OTP in proofs)

    def test_the_centre_says_whether_it_was_proved(self, store: Store) -> None:
        unproved = replace(holding(), phone_proof=PhoneProof.NONE)
        bare = DeclaredPerson(CENTRES, THU.name, THU.birth, "male", frozenset(), holding())
        for said, proved in (
            (told(CENTRES, latest=holding()), True),
            (replace(told(CENTRES, latest=unproved), proved=True), True),
            (told(CENTRES, latest=unproved), False),
            (bare, False),  # proved on another number: of this one the centre tells nothing more
        ):
            (one,) = family(store, said)
            assert one.person.proved is proved


class TestTheLatestHolding:
    def test_of_both_sources_counts(self, store: Store) -> None:
        declare(store, filled())
        for days, verdict in ((-4, Verdict.PASS), (1, Verdict.STOP)):
            latest = holding(NOW + timedelta(days=days), Verdict.STOP)
            (one,) = family(store, told(CENTRES, latest=latest))
            assert one.standing.declaration is not None
            assert one.standing.declaration.verdict is verdict
            assert one.person.holding == one.standing.declaration

    def test_does_not_undo_a_graver_one_of_the_other_side(self, store: Store) -> None:
        declare(store, filled(verdict=Verdict.NEEDS_STAFF))
        (one,) = family(store, told(CENTRES, latest=holding(NOW + timedelta(days=1))))
        assert one.standing.declaration == replace(
            holding(NOW, Verdict.NEEDS_STAFF), declared_at=NOW + timedelta(days=1)
        )
        (one,) = family(store, told(CENTRES, latest=holding(NOW - timedelta(days=1), Verdict.STOP)))
        assert one.standing.declaration == replace(holding(NOW - timedelta(days=1), Verdict.STOP), declared_at=NOW)

    def test_of_the_centre_is_cleared_by_one_that_the_staff_typed_since(self, store: Store) -> None:
        declare(store, replace(filled(), declared_by=uuid4()))
        for days, verdict in ((-1, Verdict.PASS), (1, Verdict.STOP)):
            latest = holding(NOW + timedelta(days=days), Verdict.STOP)
            (one,) = family(store, told(CENTRES, latest=latest))
            assert one.standing.declaration is not None
            assert one.standing.declaration.verdict is verdict

    def test_of_here_told_with_a_graver_verdict_counts_as_told(self, store: Store) -> None:
        """The centre knows one of another gate that still holds."""
        declare(store, filled())
        (one,) = family(store, told(CENTRES, latest=holding(verdict=Verdict.STOP)))
        assert one.standing.declaration == holding(verdict=Verdict.STOP)

    def test_of_both_sources_is_passed_over_once_it_is_over(self, store: Store) -> None:
        declare(store, filled(verdict=Verdict.STOP))
        later = holding(NOW + HOLDS)
        (one,) = family(store, told(CENTRES, latest=later))
        assert one.person.holding == one.standing.declaration == later

    def test_one_of_here_that_the_centre_tells_does_not_outlive_the_next(self, store: Store) -> None:
        """The first was made while the clock ran a year ahead."""
        declare(store, filled(), at=NOW + timedelta(days=365))
        declare(store, filled(verdict=Verdict.STOP))
        (one,) = family(store, told(CENTRES, latest=holding(NOW + timedelta(days=365))))
        assert one.standing.declaration == holding(verdict=Verdict.STOP)

    def test_counts_also_where_it_was_made_on_another_number(self, store: Store) -> None:
        kept = declare(store, filled())
        moved = replace(THU, phone="+84900000002", email="new@example.org")
        declare(store, replace(filled(moved, Verdict.STOP), address=None), at=NOW + timedelta(days=1))
        (one,) = family(store)
        assert (one.person.id, one.person.phone) == (kept.person, PHONE.e164), "and the new number is not told"
        assert one.standing.declaration == holding(NOW + timedelta(days=1), Verdict.STOP)


def test_of_a_number_that_half_the_town_uses_come_those_who_declared_last(store: Store) -> None:
    for number in range(MOST + 5):
        declare(store, filled(replace(THU, name=f"Mẫu {number}", number=f"{number:012d}")), at=NOW)
    assert {one.person.name for one in family(store)} == {f"Mẫu {number}" for number in range(5, MOST + 5)}


def test_children_without_a_number_are_told_apart_by_name(store: Store) -> None:
    twin = replace(CHILD, name="Nguyễn Thị Nhỏ")
    for who in (CHILD, twin, CHILD):
        declare(store, filled(who))
    assert sorted(one.person.name for one in family(store)) == sorted([CHILD.name, twin.name])


@pytest.mark.parametrize("field", ["number", "birth"])
def test_namesakes_are_two(store: Store, field: str) -> None:
    other = {"number": replace(THU, number="001090000009"), "birth": replace(CHILD, name=THU.name)}[field]
    for who in (THU, other):
        declare(store, filled(who))
    assert len(family(store)) == 2
