from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

from kiosk.screens import Referral
from local_store.bulk import synthetic_card
from local_store.referrals import LETTERS, met, open_referrals
from local_store.store import Store
from tests.local_store.opening import NOW, crossing


def test_numbers_count_under_the_letter_of_the_day(store: Store) -> None:
    numbers = [store.visits.refer(Referral.CHECK, None, NOW) for _ in range(101)]
    letter = numbers[0][0]
    assert letter in LETTERS
    assert [numbers[0], numbers[6], numbers[100]] == [f"{letter} 01", f"{letter} 07", f"{letter} 101"]


def test_no_two_days_in_a_row_have_the_same_letter(store: Store) -> None:
    numbers = [store.visits.refer(Referral.FULL, None, NOW + timedelta(days=day)) for day in range(200)]
    assert all(number.endswith("01") for number in numbers)
    assert all(one[0] != next_[0] for one, next_ in pairwise(numbers))


def test_the_staff_see_who_is_to_be_met_until_they_are(store: Store) -> None:
    visit, _ = store.visits.record(crossing(synthetic_card(1)))
    store.visits.refer(Referral.CHECK, visit.person.id, NOW)
    store.visits.refer(Referral.NO_CODE, None, NOW)
    first, second = open_referrals(store.connection, 10)
    assert (first.person, first.reason, first.at) == (visit.person, Referral.CHECK, NOW)
    assert second.person is None
    met(store.connection, first.row, NOW)
    assert list(open_referrals(store.connection, 10)) == [second]


def test_somebody_who_is_no_longer_kept_is_referred_all_the_same(store: Store) -> None:
    assert store.visits.refer(Referral.CHECK, uuid4(), NOW)[1:] == " 01"
