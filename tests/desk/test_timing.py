"""The stopwatch beside the real flow: what each way past the gate comes to."""

import random
from dataclasses import replace

import pytest

from kiosk import flow_map
from kiosk import flow_samples as samples
from kiosk.desk.figures import Ending, Stage, Way
from kiosk.desk.timing import desk_passage, way_of
from kiosk.events import (
    HeldCodeDue,
    HelpPressed,
    Hinted,
    LeaveChosen,
    LeavingPressed,
    LookedUp,
    Scanned,
    StayChosen,
    StoreFailed,
    TimedOut,
    UndoChosen,
)
from kiosk.questionnaire import Verdict
from kiosk.scans import Finding, Hint
from kiosk.screens import Referral, Waiting
from kiosk.visits import Act, Via
from tests.desk.timed import INSIDE, MAU, NOBODY, OFF, THU, WIFI, Timed, spent
from tests.errand_visitor import RULES
from tests.fakes import scan


def test_a_card_that_is_read_at_once() -> None:
    passage = Timed().shows().is_known(NOBODY).is_on_disk().one
    assert (passage.way, passage.ending, passage.retries, passage.last) == (Way.CITIZEN_CARD, Ending.ENTERED, 0, None)
    assert passage.seconds == pytest.approx(0.3)
    assert spent(passage) == {Stage.READING: 0.3}
    assert passage.at == samples.NOW


def test_it_begins_when_the_code_was_read_not_when_it_was_heard_of() -> None:
    visitor = Timed()
    code = scan(THU, visitor.at)
    visitor.at += 0.5
    visitor.happens(Scanned(code)).is_known(NOBODY).is_on_disk()
    assert visitor.one.seconds == pytest.approx(0.8)


def test_a_code_that_had_to_wait_for_the_one_before_it() -> None:
    visitor = Timed().shows(THU).is_known(NOBODY).is_on_disk()
    visitor.shows(MAU, wait=0.2)
    visitor.after(1.0, HeldCodeDue(visitor.turn, visitor.at + 1.0)).is_known(NOBODY).is_on_disk()
    assert [round(one.seconds, 3) for one in visitor.told] == [0.3, 1.3]


def test_a_code_of_something_else_is_a_retry_of_the_same_person() -> None:
    visitor = Timed().shows(WIFI).shows(THU, wait=3.0).is_known(NOBODY).is_on_disk()
    assert (visitor.one.retries, visitor.one.ending) == (1, Ending.ENTERED)
    assert spent(visitor.one) == {Stage.RETRY: 3.0, Stage.READING: 0.3}


def test_something_unreadable_that_never_becomes_a_code_is_nobody() -> None:
    visitor = Timed().happens(Hinted(Hint("camera:0", Finding.GLARE, 100.0)))
    visitor.after(20, TimedOut(visitor.turn, 120.0))
    assert isinstance(visitor.gate.screen, Waiting)
    assert visitor.told == []


def test_a_foreign_code_and_gone_is_given_up() -> None:
    visitor = Timed().shows(WIFI)
    visitor.after(20, TimedOut(visitor.turn, 120.0))
    assert (visitor.one.ending, visitor.one.last) == (Ending.GIVEN_UP, Stage.RETRY)


def test_advice_that_becomes_a_code_counts_from_the_advice() -> None:
    visitor = Timed().happens(Hinted(Hint("camera:0", Finding.GLARE, 100.0))).shows(THU, wait=4.0)
    visitor.is_known(NOBODY).is_on_disk()
    assert visitor.one.seconds == pytest.approx(4.3)
    assert visitor.one.retries == 1


def test_leaving_chosen_first() -> None:
    visitor = Timed().happens(LeavingPressed(100.0)).shows(wait=2.0).is_known(INSIDE).is_on_disk(Act.CHECK_OUT)
    assert visitor.one.ending is Ending.LEFT
    assert spent(visitor.one) == {Stage.QUESTION: 2.0, Stage.READING: 0.3}


def test_the_question_whether_somebody_leaves() -> None:
    visitor = Timed().shows().is_known(INSIDE)
    visitor.after(5.0, LeaveChosen(visitor.at + 5)).is_on_disk(Act.CHECK_OUT)
    assert spent(visitor.one) == {Stage.READING: 0.3, Stage.QUESTION: 5.0}


def test_staying_is_an_answer_and_no_passage() -> None:
    visitor = Timed().shows().is_known(INSIDE)
    assert visitor.after(5.0, StayChosen(visitor.at)).told == []


def test_another_card_on_a_question_is_another_person() -> None:
    visitor = Timed().shows(THU).is_known(INSIDE).shows(MAU, wait=4.0).is_known(NOBODY).is_on_disk()
    assert [(one.ending, one.last) for one in visitor.told] == [
        (Ending.GIVEN_UP, Stage.QUESTION),
        (Ending.ENTERED, None),
    ]
    assert visitor.told[1].seconds == pytest.approx(0.3)


def test_taking_a_departure_back_is_no_second_passage() -> None:
    visitor = Timed().shows().is_known(INSIDE)
    visitor.after(1.0, LeaveChosen(visitor.at)).is_on_disk(Act.CHECK_OUT)
    visitor.after(1.0, UndoChosen(visitor.at)).is_on_disk(Act.REVERSAL)
    assert visitor.one.ending is Ending.LEFT


def test_help_without_a_code_and_a_place_that_is_full() -> None:
    asked = Timed().happens(HelpPressed(100.0)).is_met(Referral.NO_CODE)
    assert (asked.one.ending, asked.one.way) == (Ending.REFERRED, None)
    full = Timed(replace(OFF, capacity=1)).shows().is_known(replace(NOBODY, inside_now=1)).is_met(Referral.FULL)
    assert (full.one.ending, full.one.way) == (Ending.REFERRED, Way.CITIZEN_CARD)


@pytest.mark.parametrize("discreet", [False, True])
def test_whoever_has_to_wait_is_stopped_also_where_the_screen_does_not_say_so(discreet: bool) -> None:
    visitor = Timed(replace(RULES, discreet_stop=discreet)).shows()
    visitor.is_known(replace(NOBODY, declaration=samples.holding(Verdict.STOP))).is_met(Referral.STOP)
    assert visitor.one.ending is Ending.STOPPED


def test_a_store_that_fails_times_nobody() -> None:
    visitor = Timed().shows().happens(StoreFailed("STORE-01", None, 100.0))
    assert visitor.told == []
    assert visitor.gate.subject is None


def test_a_late_answer_changes_nothing() -> None:
    visitor = Timed().shows()
    turn = visitor.turn
    visitor.is_known(NOBODY).is_on_disk()
    visitor.happens(LookedUp(turn, NOBODY, samples.NOW, visitor.at))
    assert len(visitor.told) == 1


def test_whatever_happens_a_passage_adds_up() -> None:
    dice, visitor = random.Random(7), Timed(RULES)
    for _ in range(5_000):
        visitor.at += dice.choice((0.0, 0.25, 30.0))
        _, event = dice.choice(list(flow_map._events(visitor.turn)))
        visitor.happens(event)
    assert {passage.ending for passage in visitor.told} == set(Ending)
    for passage in visitor.told:
        assert passage.seconds >= 0
        assert sum(seconds for _, seconds in passage.stages) == pytest.approx(passage.seconds)
        assert (passage.last is not None) == (passage.ending is Ending.GIVEN_UP)


def test_a_passage_says_nothing_of_anybody() -> None:
    visitor = Timed().shows().is_known(NOBODY).is_on_disk()
    for secret in ("Thử", "THỬ", "001090000001", str(samples.PERSON)):
        assert secret not in repr(visitor.one)


def test_every_way_of_being_recognised_is_counted_somewhere() -> None:
    assert {way_of(how) for how in Via} == set(Way)


def test_what_the_desk_did() -> None:
    typed = desk_passage(Way.PROXY, Ending.GIVEN_UP, 5.0, 65.0, samples.NOW)
    assert (typed.seconds, typed.last, typed.stages) == (60.0, Stage.PROXY_FORM, ((Stage.PROXY_FORM, 60.0),))
    by_hand = desk_passage(Way.DESK, Ending.ENTERED, 5.0, 4.0, samples.NOW)
    assert (by_hand.seconds, by_hand.stages, by_hand.last) == (0.0, (), None)
