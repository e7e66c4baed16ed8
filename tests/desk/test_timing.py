"""The stopwatch beside the real flow: what each way through the kiosk comes to."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk import flow_map
from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.declaring_screens import DeclareDone
from kiosk.desk.figures import Ending, Passage, Stage, Way
from kiosk.desk.timing import Stopwatch, desk_passage, way_of
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
from kiosk.events import (
    Event,
    HeldCodeDue,
    HelpPressed,
    Hinted,
    HomeChosen,
    LeaveChosen,
    LeavingPressed,
    LookedUp,
    Recorded,
    Referred,
    Scanned,
    StayChosen,
    StoreFailed,
    TimedOut,
    UndoChosen,
)
from kiosk.flow_map import row
from kiosk.questionnaire import Verdict
from kiosk.scans import Finding, Hint
from kiosk.screens import Referral, Waiting
from kiosk.visits import Act, Standing, Via, Visit
from tests.errand_visitor import RULES, Visitor, shown
from tests.fakes import scan
from tests.test_errand_declaring import declares, saved

THU = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
MAU = "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021"
WIFI = "WIFI:S:quan-ca-phe;T:WPA;P:matkhau;;"
OFF = replace(RULES, declarations=DeclarationMode.OFF, campaign=None)


class Timed(Visitor):
    """Somebody at the gate with a stopwatch beside it; ``told`` are the passages so far."""

    def __init__(self, rules: Rules = OFF) -> None:
        super().__init__(rules)
        self.watch = Stopwatch()
        self.told: list[Passage] = []

    def happens(self, event: Event) -> "Timed":
        super().happens(event)
        passage = self.watch.heard(event, self.gate, self.at, samples.NOW)
        self.told += [] if passage is None else [passage]
        return self

    def after(self, seconds: float, event: Event) -> "Timed":
        self.at += seconds
        return self.happens(event)

    def shows(self, text: str = THU, wait: float = 0.0) -> "Timed":
        self.at += wait
        return self.happens(Scanned(scan(text, self.at)))

    def is_known(self, standing: Standing, wait: float = 0.1) -> "Timed":
        self.at += wait
        return self.happens(LookedUp(self.turn, standing, samples.NOW, self.at))

    def is_on_disk(self, act: Act = Act.CHECK_IN, how: Via = Via.CITIZEN_CARD, wait: float = 0.2) -> "Timed":
        self.at += wait
        visit: Visit = replace(row(act, samples.NOW), via=how)
        return self.happens(Recorded(self.turn, visit, None, self.at))

    def is_met(self, reason: Referral, wait: float = 0.1) -> "Timed":
        self.at += wait
        return self.happens(Referred(self.turn, reason, "A 01", samples.NOW, self.at))

    @property
    def one(self) -> Passage:
        [passage] = self.told
        return passage


NOBODY = Standing(None, None, 0)
INSIDE = Standing(None, row(Act.CHECK_IN, samples.NOW - timedelta(minutes=1)), 1)


def spent(passage: Passage) -> dict[Stage, float]:
    return {stage: round(seconds, 3) for stage, seconds in passage.stages}


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


def by_phone(people: int = 1) -> Timed:
    """Ten seconds for the number, twenty for the code; the list is up."""
    visitor = Timed(RULES)
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
