from datetime import UTC, datetime, timedelta

import pytest

from kiosk.admission import (
    AskLeaveUnknown,
    AskLeaving,
    DeclarationMode,
    DirectionPolicy,
    Full,
    HasJustLeft,
    LetIn,
    LetOut,
    MustDeclare,
    Rules,
    decide,
)
from kiosk.flow_map import row
from kiosk.visits import Act, Standing

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Hà Nội
RULES = Rules("Cổng 1")


def came(ago: timedelta) -> Standing:
    arrival = row(Act.CHECK_IN, NOON - ago)
    return Standing(arrival.person, arrival, 1)


def left(ago: timedelta) -> Standing:
    departure = row(Act.CHECK_OUT, NOON - ago)
    return Standing(departure.person, departure, 0)


NEVER_SEEN = Standing(None, None, 0)


def test_somebody_new_comes_in() -> None:
    assert decide(NEVER_SEEN, RULES, NOON) == LetIn(invite_to_declare=False)


def test_somebody_inside_for_long_goes_out() -> None:
    standing = came(timedelta(minutes=11))
    assert decide(standing, RULES, NOON) == LetOut(standing.last)  # type: ignore[arg-type]


def test_a_repeat_within_the_minimum_stay_is_a_question() -> None:
    standing = came(timedelta(minutes=9))
    assert decide(standing, RULES, NOON) == AskLeaving(standing.last, earlier_day=False)  # type: ignore[arg-type]


def test_a_clock_that_was_set_back_asks_rather_than_checks_out() -> None:
    assert isinstance(decide(came(timedelta(hours=-3)), RULES, NOON), AskLeaving)


def test_an_open_visit_of_yesterday_is_asked_about() -> None:
    decision = decide(came(timedelta(hours=13)), RULES, NOON)
    assert isinstance(decision, AskLeaving)
    assert decision.earlier_day


def test_the_day_is_the_local_one() -> None:
    # 23:30 in Hà Nội is the same UTC day as 00:30 there, but another local day.
    arrival = row(Act.CHECK_IN, datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    decision = decide(Standing(arrival.person, arrival, 1), RULES, datetime(2026, 11, 22, 17, 30, tzinfo=UTC))
    assert isinstance(decision, AskLeaving)
    assert decision.earlier_day


@pytest.mark.parametrize("ago", [timedelta(seconds=30), timedelta(minutes=40), timedelta(days=2)])
def test_choosing_to_leave_lets_out_at_any_time(ago: timedelta) -> None:
    assert isinstance(decide(came(ago), RULES, NOON, leaving=True), LetOut)


def test_leaving_without_an_arrival_is_asked_about() -> None:
    assert isinstance(decide(NEVER_SEEN, RULES, NOON, leaving=True), AskLeaveUnknown)
    assert isinstance(decide(NEVER_SEEN, Rules("", direction=DirectionPolicy.OUT), NOON), AskLeaveUnknown)


def test_somebody_who_has_just_left_is_not_let_in_again_by_a_second_look() -> None:
    assert isinstance(decide(left(timedelta(seconds=20)), RULES, NOON), HasJustLeft)
    assert isinstance(decide(left(timedelta(seconds=61)), RULES, NOON), LetIn)


def test_a_clock_that_was_set_back_keeps_nobody_out() -> None:
    assert isinstance(decide(left(timedelta(hours=-3)), RULES, NOON), LetIn)
    assert isinstance(decide(left(timedelta(days=-3650)), RULES, NOON), LetIn)


def test_an_entrance_never_checks_out_by_itself() -> None:
    entrance = Rules("", direction=DirectionPolicy.IN)
    assert isinstance(decide(came(timedelta(hours=3)), entrance, NOON), AskLeaving)
    assert isinstance(decide(left(timedelta(seconds=1)), entrance, NOON), LetIn)


def test_capacity_counts_people_not_tries() -> None:
    rules = Rules("", capacity=2)
    assert isinstance(decide(Standing(None, None, 1), rules, NOON), LetIn)
    assert isinstance(decide(Standing(None, None, 2), rules, NOON), Full)
    inside = came(timedelta(hours=1))
    assert isinstance(decide(Standing(inside.person, inside.last, 2), rules, NOON), LetOut)


def test_declarations_are_off_optional_or_required() -> None:
    assert decide(NEVER_SEEN, Rules("", declarations=DeclarationMode.OPTIONAL), NOON) == LetIn(invite_to_declare=True)
    assert isinstance(decide(NEVER_SEEN, Rules("", declarations=DeclarationMode.REQUIRED), NOON), MustDeclare)
