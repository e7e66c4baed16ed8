"""A day's figures agree with what was recorded, whatever was taken back, and cost the same however old the store."""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.cards.card import Card, CardKind
from kiosk.desk.figures import Ending, Hour, Passage, Spread, Stage, Way
from kiosk.desk.ports import FigureStore
from kiosk.people import Identifier, IdentifierKind
from kiosk.ports import Crossing
from kiosk.screens import Referral
from kiosk.visits import Act, Via, Visit
from local_store import headcount, referrals
from local_store.bulk import synthetic_card
from local_store.figures import spread
from local_store.moments import LOCAL
from local_store.passages import KEPT, Passages
from local_store.store import Store
from tests.local_store.opening import GATE

DAY = datetime(2026, 11, 23, 12, 0, tzinfo=LOCAL)  # a Monday


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return DAY.replace(hour=hour, minute=minute) + timedelta(days=days)


def cross(store: Store, number: int, act: Act, moment: datetime, how: Via = Via.CITIZEN_CARD) -> Visit:
    """Somebody does something; a departure or a reversal follows their last row that stands."""
    card = synthetic_card(number)
    standing = store.visits.standing(card)
    follows = standing.last.id if standing.last is not None and act is not Act.CHECK_IN else None
    visit, _ = store.visits.record(Crossing(card, act, moment, how, GATE, follows))
    return visit


def passage(moment: datetime, seconds: float, **others: object) -> Passage:
    made = Passage(moment, Way.CITIZEN_CARD, Ending.ENTERED, seconds, ((Stage.READING, seconds),))
    return replace(made, **others)  # type: ignore[arg-type]


def test_it_is_the_port_and_an_empty_day_is_all_zeros(store: Store) -> None:
    port: FigureStore = store.figures
    figures = port.day(DAY)
    assert (figures.arrivals, figures.inside, figures.peak, figures.peak_at, figures.capacity) == (0, 0, 0, None, None)
    assert (figures.ways, figures.stages, figures.spread, figures.week_before) == ((), (), None, None)
    assert figures.hours == tuple(Hour(hour, 0, 0) for hour in range(24))


def test_capacity_is_what_is_set_at_the_moment(store: Store) -> None:
    limits = [None, 80]
    figures = replace(store.figures, capacity=lambda: limits[-1])
    assert figures.day(DAY).capacity == 80


def test_arrivals_departures_and_ways_by_the_clocks_of_viet_nam(store: Store) -> None:
    cross(store, 1, Act.CHECK_IN, at(0, 30))
    cross(store, 2, Act.CHECK_IN, at(8, 5), Via.CITIZEN_CODE)
    cross(store, 3, Act.CHECK_IN, at(8, 59), Via.PHONE_ATTESTED)
    cross(store, 4, Act.CHECK_IN, at(23, 59, days=-1))
    cross(store, 1, Act.CHECK_OUT, at(9))
    cross(store, 4, Act.CHECK_OUT, at(18, 0), Via.CLOSING)
    figures = store.figures.day(at(19))
    assert (figures.arrivals, figures.departures, figures.automatic, figures.inside) == (3, 2, 1, 2)
    assert [hour for hour in figures.hours if hour.arrivals or hour.departures] == [
        Hour(0, 1, 0),
        Hour(8, 2, 0),
        Hour(9, 0, 1),
        Hour(18, 0, 1),
    ]
    assert {one.way: one.count for one in figures.ways} == {Way.CITIZEN_CARD: 1, Way.QR: 1, Way.PHONE: 1}
    assert (figures.peak, figures.peak_at) == (4, at(8, 59))
    assert figures.day == DAY.date()


def test_what_was_taken_back_does_not_count(store: Store) -> None:
    cross(store, 1, Act.CHECK_IN, at(8))
    cross(store, 2, Act.CHECK_IN, at(9))
    cross(store, 2, Act.REVERSAL, at(9, 1))
    cross(store, 1, Act.CHECK_OUT, at(10))
    cross(store, 1, Act.REVERSAL, at(10, 1))
    figures = store.figures.day(at(11))
    assert (figures.arrivals, figures.departures, figures.inside, figures.peak) == (1, 0, 1, 1)
    assert figures.peak_at == at(8)


def test_whoever_stayed_overnight_is_inside_in_the_morning_and_the_day_before_has_its_own_end(store: Store) -> None:
    cross(store, 1, Act.CHECK_IN, at(8, days=-1))
    cross(store, 2, Act.CHECK_IN, at(9, days=-1))
    cross(store, 2, Act.CHECK_OUT, at(9))
    cross(store, 3, Act.CHECK_IN, at(10))
    cross(store, 3, Act.CHECK_OUT, at(11))
    cross(store, 1, Act.CHECK_OUT, at(12))
    today, before = store.figures.day(at(13)), store.figures.day(at(23, 59, days=-1))
    assert (today.inside, today.peak, today.peak_at) == (0, 2, at(0))
    assert (before.inside, before.peak, before.arrivals) == (2, 2, 2)
    assert store.figures.day(at(10, 30)).inside == 2


def test_coming_in_twice_or_leaving_unseen_does_not_make_two_or_less_than_nobody(store: Store) -> None:
    cross(store, 1, Act.CHECK_OUT, at(8))
    cross(store, 2, Act.CHECK_IN, at(9, days=-1))
    cross(store, 2, Act.CHECK_IN, at(9))
    figures = store.figures.day(at(10))
    assert (figures.inside, figures.peak, figures.arrivals, figures.departures) == (1, 1, 1, 1)


def test_somebody_found_to_be_the_same_by_a_later_card_is_one(store: Store) -> None:
    numbers = [
        Identifier(IdentifierKind.CITIZEN_ID, "001090000001"),
        Identifier(IdentifierKind.SOCIAL_INSURANCE, "0100000001"),
    ]
    cards = [Card(CardKind.CCCD, "NGUYỄN VĂN THỬ", identifiers=frozenset(one)) for one in ([numbers[0]], [numbers[1]])]
    for hour, card in ((8, cards[0]), (9, cards[1])):
        store.visits.record(Crossing(card, Act.CHECK_IN, at(hour), Via.CITIZEN_CARD, GATE))
    assert store.figures.day(at(10)).inside == 2
    both = replace(cards[0], identifiers=frozenset(numbers))
    store.visits.record(Crossing(both, Act.CHECK_OUT, at(11), Via.CITIZEN_CARD, GATE))
    assert (store.figures.day(at(10)).inside, store.figures.day(at(12)).inside) == (1, 0)
    assert store.figures.day(at(12)).peak == 1


@pytest.mark.parametrize(("seed", "reversals"), [(1, True), (2, True), (3, False), (4, False)])
def test_it_agrees_with_counting_by_hand(store: Store, seed: int, reversals: bool) -> None:
    dice, moment = random.Random(seed), at(6, days=-2)
    visits: list[Visit] = []
    inside: list[tuple[datetime, int]] = [(moment, 0)]
    for _ in range(120):
        moment += timedelta(minutes=dice.randint(1, 40))
        number = dice.randint(1, 12)
        act = dice.choice((Act.CHECK_IN, Act.CHECK_OUT))
        if reversals and store.visits.standing(synthetic_card(number)).last and dice.random() < 0.3:
            act = Act.REVERSAL
        visits.append(cross(store, number, act, moment, dice.choice(list(Via))))
        inside.append((moment, store.visits.inside_now()))
    figures = store.figures.day(moment)
    undone = {one.follows for one in visits if one.act is Act.REVERSAL}
    midnight = moment.replace(hour=0, minute=0)
    acts = Counter(one.act for one in visits if one.id not in undone and one.at >= midnight)
    assert (figures.arrivals, figures.departures) == (acts[Act.CHECK_IN], acts[Act.CHECK_OUT])
    assert sum(hour.arrivals for hour in figures.hours) == sum(one.count for one in figures.ways) == figures.arrivals
    assert figures.inside == store.visits.inside_now()
    assert figures.peak >= figures.inside
    if not reversals:
        overnight = max(pair for pair in inside if pair[0] < midnight)
        assert figures.peak == max(count for at_, count in (overnight, *inside) if at_ >= overnight[0])
        for hours in (1, 6, 12, 23):
            earlier = midnight - timedelta(hours=hours)
            known = [count for at_, count in inside if at_ <= earlier]
            assert store.figures.day(earlier).inside == (known[-1] if known else 0)


def test_the_week_before_is_told_only_where_it_was_counted(store: Store) -> None:
    cross(store, 1, Act.CHECK_IN, at(8, days=-7))
    assert store.figures.day(at(9)).week_before is None, "the first day is not a whole one"
    cross(store, 1, Act.CHECK_OUT, at(8, days=-8))
    cross(store, 2, Act.CHECK_IN, at(9, days=-7))
    cross(store, 3, Act.CHECK_IN, at(9, 1, days=-7))
    assert store.figures.day(at(9)).week_before == 2


def test_who_was_sent_to_the_staff_and_waits_still(store: Store) -> None:
    for reason in (Referral.FULL, Referral.CHECK, Referral.STOP):
        store.visits.refer(reason, None, at(8))
    store.visits.refer(Referral.STOP, None, at(8, days=-1))
    referrals.met(store.connection, referrals.open_referrals(store.connection, 1)[0].row, at(9))
    figures = store.figures.day(at(10))
    assert (figures.referred, figures.stopped, figures.to_be_met) == (2, 1, 2)


def test_the_queue_is_told_as_it_stands(store: Store) -> None:
    for number in range(3):
        cross(store, number + 1, Act.CHECK_IN, at(8))
    store.outbox.refused(store.outbox.next_batch(1)[0].id, "a field breaks the form", at(9))
    figures = store.figures.day(at(10))
    assert (figures.waiting, figures.refused) == (2, 1)


def test_medians_and_the_slowest_steps(store: Store) -> None:
    cross(store, 1, Act.CHECK_IN, at(8))
    for seconds in (1.0, 2.0, 3.0, 40.0):
        store.passages.add(passage(at(8), seconds, retries=1))
    store.passages.add(passage(at(8), 60.0, way=Way.PHONE, stages=((Stage.PHONE, 20.0), (Stage.CODE, 40.0))))
    gone = passage(at(8), 90.0, way=Way.PHONE, ending=Ending.GIVEN_UP, stages=((Stage.CODE, 90.0),), last=Stage.CODE)
    store.passages.add(gone)
    store.passages.add(passage(at(8), 5.0, ending=Ending.REFERRED))
    store.passages.add(passage(at(8, days=-1), 500.0))
    figures = store.figures.day(at(9))
    assert figures.spread == Spread(5, 3.0, 60.0)
    assert figures.ways[0].spread == Spread(4, 2.0, 40.0)
    assert (figures.retries, figures.given_up) == (4, 1)
    assert [(one.stage, one.spread, one.given_up) for one in figures.stages] == [
        (Stage.CODE, Spread(1, 40.0, 40.0), 1),
        (Stage.PHONE, Spread(1, 20.0, 20.0), 0),
        (Stage.READING, Spread(5, 3.0, 40.0), 0),
    ]


def test_nearest_rank() -> None:
    assert spread([float(number) for number in range(1, 101)]) == Spread(100, 50.0, 95.0)
    assert spread([7.0]) == Spread(1, 7.0, 7.0)


class TestPassages:
    def test_come_back_as_they_were(self, store: Store) -> None:
        given_up = passage(at(8), 12.345, ending=Ending.GIVEN_UP, way=None, retries=2, last=Stage.READING)
        store.passages.add(given_up)
        assert store.passages.between(0, 2**62) == [replace(given_up, stages=((Stage.READING, 12.345),))]

    def test_are_kept_for_a_year_and_a_month(self, store: Store) -> None:
        for moment in (at(8) - KEPT, at(8), at(8) + timedelta(microseconds=1), at(8) + KEPT):
            store.passages.add(passage(moment, 1.0))
        kept = [one.at for one in Passages(store.connection).between(0, 2**62)]
        assert kept == [at(8), at(8) + timedelta(microseconds=1), at(8) + KEPT]


def test_a_day_costs_the_same_in_an_old_store(store: Store) -> None:
    """The plans go by the index of times, and never walk all visits."""
    for sql, values in ((headcount.STANDING, (0, 1)), (headcount.WERE_INSIDE, (0, 1, 1))):
        plan = " / ".join(str(row[3]) for row in store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", *values))
        assert "visits_at" in plan, plan
        assert "SCAN" not in plan.replace("SCAN who", ""), plan
