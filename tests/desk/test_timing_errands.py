"""The stopwatch beside the real flow: phones, families and declarations."""

from dataclasses import replace

import pytest

from kiosk import flow_samples as samples
from kiosk.admission import Rules
from kiosk.declaring_screens import DeclareDone
from kiosk.desk.figures import Ending, Stage, Way
from kiosk.errand_answers import CodeOutcome, CodeSent, CodeTried, FamilyFound, TryOutcome
from kiosk.errand_events import (
    BackPressed,
    Box,
    DeclareForOtherPressed,
    DonePressed,
    EveryonePressed,
    FinishPressed,
    PersonPressed,
)
from kiosk.errand_screens import ChoosePerson, StillThere
from kiosk.errands.errand import Errand
from kiosk.events import (
    HomeChosen,
    TimedOut,
)
from kiosk.questionnaire import Verdict
from kiosk.screens import Referral
from kiosk.visits import Via
from tests.desk.timed import NOBODY, THU, WIFI, Timed, spent
from tests.errand_visitor import RULES, shown
from tests.test_errand_declaring import declares, saved


def by_phone(people: int = 1, rules: Rules = RULES) -> Timed:
    """Ten seconds for the number, twenty for the code; the list is up."""
    visitor = Timed(rules)
    visitor.asks_for_a_code()
    visitor.after(10, CodeSent(visitor.turn, samples.REQUEST, CodeOutcome.SENT, 300, 60, 5, visitor.at))
    visitor.at += 20
    visitor.types(Box.CODE, "123456")
    visitor.happens(CodeTried(visitor.turn, TryOutcome.RIGHT, 4, (), visitor.at))
    members = tuple(samples.member(number) for number in range(people))
    return visitor.happens(FamilyFound(visitor.turn, members, 0, samples.NOW, visitor.at))


def test_a_phone_and_a_code() -> None:
    visitor = by_phone()
    visitor.after(3, PersonPressed(samples.PERSON, visitor.at)).is_on_disk(how=Via.PHONE)
    assert (visitor.one.way, visitor.one.ending) == (Way.PHONE, Ending.ENTERED)
    assert spent(visitor.one) == {Stage.PHONE: 10, Stage.CODE: 20, Stage.CHOOSING: 3.2}


def test_a_family_with_one_touch_takes_equal_shares() -> None:
    visitor = by_phone(people=4)
    visitor.after(2, EveryonePressed(visitor.at))
    for _ in range(4):
        visitor.is_on_disk(how=Via.PHONE, wait=0.0)
    assert [one.seconds for one in visitor.told] == [pytest.approx(8.0)] * 4
    assert spent(visitor.told[3]) == {Stage.PHONE: 2.5, Stage.CODE: 5.0, Stage.CHOOSING: 0.5}


def test_the_next_of_a_family_is_timed_from_the_one_before_and_a_list_that_is_left_is_nobody() -> None:
    visitor = by_phone(people=3)
    visitor.after(3, PersonPressed(samples.PERSON, visitor.at)).is_on_disk(how=Via.PHONE)
    second = shown(visitor, ChoosePerson).rows[1].person
    visitor.after(2, PersonPressed(second, visitor.at)).is_on_disk(how=Via.PHONE)
    visitor.after(9, TimedOut(visitor.turn, visitor.at + 9))
    assert [round(one.seconds, 1) for one in visitor.told] == [33.2, 2.2]


def test_a_family_for_which_there_is_no_room_is_timed_one_by_one_and_referred() -> None:
    visitor = by_phone(people=2, rules=replace(RULES, capacity=1))
    visitor.after(2, PersonPressed(samples.PERSON, visitor.at)).is_on_disk(how=Via.PHONE)
    second = shown(visitor, ChoosePerson).rows[1].person
    visitor.after(1, PersonPressed(second, visitor.at)).is_met(Referral.FULL)
    assert [one.ending for one in visitor.told] == [Ending.ENTERED, Ending.REFERRED]
    assert visitor.told[1].seconds == pytest.approx(1.1)


def test_the_second_of_a_family_finds_the_place_full_while_all_are_recorded() -> None:
    visitor = by_phone(people=2, rules=replace(RULES, capacity=2))
    visitor.gate = replace(visitor.gate, errand=replace(visitor.gate.errand or Errand(), inside_now=1))
    visitor.after(2, EveryonePressed(visitor.at)).is_on_disk(how=Via.PHONE)
    visitor.is_met(Referral.FULL)
    assert [one.ending for one in visitor.told] == [Ending.ENTERED, Ending.REFERRED]


def test_what_one_touch_did_for_four_was_tried_again_once() -> None:
    visitor = Timed(RULES).shows(WIFI)
    visitor.asks_for_a_code()
    visitor.happens(CodeSent(visitor.turn, samples.REQUEST, CodeOutcome.SENT, 300, 60, 5, visitor.at))
    visitor.types(Box.CODE, "123456")
    visitor.happens(CodeTried(visitor.turn, TryOutcome.RIGHT, 4, (), visitor.at))
    members = tuple(samples.member(number) for number in range(4))
    visitor.happens(FamilyFound(visitor.turn, members, 0, samples.NOW, visitor.at))
    visitor.happens(EveryonePressed(visitor.at))
    for _ in members:
        visitor.is_on_disk(how=Via.PHONE)
    assert [one.retries for one in visitor.told] == [1, 0, 0, 0]


def test_going_away_from_the_code_is_given_up_there_also_over_the_question() -> None:
    visitor = Timed(RULES)
    visitor.asks_for_a_code()
    visitor.after(10, CodeSent(visitor.turn, samples.REQUEST, CodeOutcome.SENT, 300, 60, 5, visitor.at))
    visitor.after(121, TimedOut(visitor.turn, visitor.at + 121))
    assert isinstance(visitor.gate.screen, StillThere)
    visitor.after(15, TimedOut(visitor.turn, visitor.at + 15))
    assert (visitor.one.ending, visitor.one.last, visitor.one.way) == (Ending.GIVEN_UP, Stage.CODE, Way.PHONE)
    assert spent(visitor.one) == {Stage.PHONE: 10, Stage.CODE: 136}


def test_somebody_who_takes_a_form_over_by_a_code_begins_when_it_was_read() -> None:
    visitor = Timed(RULES)
    visitor.asks_for_a_code()
    visitor.after(10, CodeSent(visitor.turn, samples.REQUEST, CodeOutcome.SENT, 300, 60, 5, visitor.at))
    visitor.shows(THU, wait=5)
    visitor.after(2, FinishPressed(visitor.at))
    assert (visitor.one.ending, visitor.one.last) == (Ending.GIVEN_UP, Stage.CODE)
    visitor.is_known(replace(NOBODY, declaration=samples.holding())).is_on_disk()
    assert (visitor.told[1].ending, round(visitor.told[1].seconds, 1)) == (Ending.ENTERED, 2.3)


def test_declaring_takes_its_steps_and_ends_when_the_check_in_is_on_disk() -> None:
    visitor = Timed(RULES)
    saved(declares(visitor))
    visitor.is_on_disk(how=Via.DECLARED)
    passage = visitor.one
    questions = len(samples.campaign().questions)
    assert (passage.way, passage.ending) == (Way.DECLARED, Ending.ENTERED)
    assert passage.seconds == pytest.approx(1.1 * questions + 0.2)
    assert spent(passage)[Stage.HEALTH] == pytest.approx(1.1 * questions)
    assert {Stage.IDENTITY, Stage.ADDRESS, Stage.CONSENT} <= spent(passage).keys()
    visitor.after(3, DonePressed(visitor.at))
    assert len(visitor.told) == 1


def test_a_second_declaration_that_is_left_is_given_up_though_the_first_one_is_shown_again() -> None:
    visitor = Timed(RULES)
    saved(declares(visitor))
    visitor.is_on_disk(how=Via.DECLARED)
    visitor.after(3, DeclareForOtherPressed(visitor.at))
    visitor.after(4, BackPressed(visitor.at))
    assert isinstance(visitor.gate.screen, DeclareDone)
    assert (visitor.told[1].ending, visitor.told[1].last) == (Ending.GIVEN_UP, Stage.IDENTITY)
    assert visitor.told[1].seconds == pytest.approx(4)


def test_an_answer_that_leads_to_the_staff() -> None:
    visitor = Timed(RULES)
    saved(declares(visitor, fever="yes"), Verdict.STOP)
    visitor.is_met(Referral.STOP)
    assert (visitor.one.ending, visitor.one.way) == (Ending.STOPPED, Way.DECLARED)


def test_leaving_the_screen_that_asks_for_a_declaration() -> None:
    visitor = Timed(replace(RULES, centre=False)).shows().is_known(NOBODY)
    visitor.after(6, HomeChosen(visitor.at))
    assert (visitor.one.ending, visitor.one.last, visitor.one.way) == (
        Ending.GIVEN_UP,
        Stage.QUESTION,
        Way.CITIZEN_CARD,
    )
