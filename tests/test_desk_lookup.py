"""Looking a phone number up at the desk, without a display."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.admission import DirectionPolicy, Rules
from kiosk.declarations import PhoneProof
from kiosk.desk.lookup import Lookup, LookupDesk, Moved, Stage
from kiosk.desk.proxy_form import Start, Tick
from kiosk.desk.proxy_state import Notice
from kiosk.errand_answers import CodeOutcome
from kiosk.errand_screens import CodeNotice, PersonAct, PersonState, WhyNoCode
from kiosk.errands.errand import card_of
from kiosk.phone import PhoneProblem
from kiosk.ports import Crossing
from kiosk.questionnaire import Field
from kiosk.visits import Act, Via
from tests.desk_declaring import CCCD, NUMBER, OTHER_CCCD, Reception
from tests.errand_door import CODE
from tests.ui.desk_fakes import NURSE

CHILD_CCCD = "001215000009||Nguyễn Thị Bé|03022015|Nữ|Số 2 phố Ví Dụ, Phường Hạc Thành, Thanh Hóa|01052021"


class Counter:
    """The desk's look-up, over people who declared there. ``starts`` are those sent on to khai hộ."""

    def __init__(self, folder: Path) -> None:
        self.reception = Reception(folder)
        self.starts: list[Start] = []
        self.shown: list[Lookup] = []
        self.desk = LookupDesk(self.reception.set.tools, "vi", self.starts.append, self.shown.append)

    def family(self, *cards: str, proved: bool = True, **answers: str) -> None:
        """Have these people declare on one number, and stay outside."""
        desk = self.reception.desk
        for card in cards:
            self.reception.scans(card)
            desk.copy_last()
            desk.type(Field.PHONE, NUMBER)
            if proved and desk.state.form.draft.phone_proof is PhoneProof.NONE:
                desk.send_code()
                desk.try_code(CODE)
            for name, text in ((Field.PROVINCE, "01"), (Field.WARD, "00004"), (Field.STREET, "Số 1")):
                if not desk.state.form.draft.get(name):
                    desk.type(name, text)
            desk.type(Field.RELATIONSHIP, "parent")
            desk.type(Field.REPRESENTATIVE, "Trần Thị Mẫu")
            self.reception.answers(**answers)
            for tick in Tick:
                desk.tick(tick, yes=True)
            assert desk.save(enter=False), desk.state.wanted
        desk.forget()

    def looks_up(self, digits: str = CODE) -> None:
        self.desk.type(NUMBER)
        self.desk.ask()
        self.desk.try_code(digits)

    def why(self) -> WhyNoCode | None:
        return self.desk.state.code.why

    def rules(self, **changed: object) -> Rules:
        return self.reception.without(**changed)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.reception.set.store.close()


def test_the_number_is_judged_as_it_is_typed(counter: Counter) -> None:
    counter.desk.type("0900 000")
    assert counter.desk.state.problem is PhoneProblem.TOO_SHORT
    counter.desk.ask()
    assert counter.reception.centre.asked == []
    counter.desk.type("0900 000 004")
    assert counter.desk.state.problem is None


def test_a_right_code_lists_the_family_masked_each_with_one_act(counter: Counter) -> None:
    counter.family(CCCD, OTHER_CCCD)
    counter.looks_up()
    state = counter.desk.state
    assert state.stage is Stage.PEOPLE
    assert {row.name for row in state.rows} == {"P. T. NGOÀI", "T. T. MẪU"}
    assert {row.act for row in state.rows} == {PersonAct.CHECK_IN}
    assert state.all_count == 2


def test_until_the_code_is_right_nothing_tells_whether_anybody_is_declared(counter: Counter) -> None:
    counter.family(CCCD)

    def seen(number: str) -> list[str]:
        counter.desk.forget()
        counter.shown.clear()
        counter.desk.type(number)
        counter.desk.ask()
        counter.desk.try_code("000000")
        masked = [replace(one, digits="", code=replace(one.code, phone=None, request=None)) for one in counter.shown]
        return [f"{one.stage} {one.problem} {one.rows} {one.all_count} {one.code.notice}" for one in masked]

    assert seen(NUMBER) == seen("0900000099")


def test_one_press_checks_in_with_the_staff_on_the_record(counter: Counter) -> None:
    counter.family(CCCD)
    counter.looks_up()
    counter.desk.press(counter.desk.state.rows[0].person)
    (visit,) = counter.reception.visits()
    assert (visit.act, visit.via, visit.staff) == (Act.CHECK_IN, Via.PHONE, NURSE.id)
    assert counter.desk.state.rows[0].state is PersonState.ENTERED
    assert counter.reception.set.written == 2  # the declaration and the visit


def test_whoever_is_inside_is_checked_out(counter: Counter) -> None:
    counter.family(CCCD)
    counter.looks_up()
    person = counter.desk.state.rows[0].person
    counter.desk.press(person)
    counter.desk.forget()
    counter.looks_up()
    assert counter.desk.state.rows[0].act is PersonAct.CHECK_OUT
    counter.desk.press(person)
    came, went = counter.reception.visits()
    assert (went.act, went.follows) == (Act.CHECK_OUT, came.id)


def test_everybody_who_can_goes_in_at_once(counter: Counter) -> None:
    counter.family(CCCD, OTHER_CCCD, CHILD_CCCD)
    counter.looks_up()
    assert counter.desk.state.all_count == 3
    counter.desk.everyone()
    assert [visit.act for visit in counter.reception.visits()] == [Act.CHECK_IN] * 3
    assert counter.desk.state.all_count == 0


def test_nobody_goes_in_above_the_capacity(counter: Counter) -> None:
    counter.family(CCCD, OTHER_CCCD)
    counter.rules(capacity=1)
    counter.looks_up()
    assert counter.desk.state.all_count == 0  # not all of them have room
    for row in counter.desk.state.rows:
        counter.desk.press(row.person)
    assert len(counter.reception.visits()) == 1
    assert counter.desk.state.moved is Moved.FULL


def test_whoever_came_in_meanwhile_is_not_recorded_twice(counter: Counter) -> None:
    counter.family(CCCD)
    counter.looks_up()
    person = counter.desk.state.rows[0].person
    store = counter.reception.set.store
    member = store.declarations.member(person)
    assert member is not None
    now = counter.reception.set.clock.now()
    store.visits.record(Crossing(card_of(member.person), Act.CHECK_IN, now, Via.CITIZEN_CARD, "Cổng 1", person=person))
    counter.desk.press(person)
    assert len(counter.reception.visits()) == 1
    assert counter.desk.state.moved is Moved.CHANGED
    assert counter.desk.state.rows[0].act is PersonAct.CHECK_OUT


def test_a_declaration_that_stops_is_not_let_in_but_may_be_made_anew(counter: Counter) -> None:
    counter.family(CCCD, contact_patient="yes")
    counter.looks_up()
    row = counter.desk.state.rows[0]
    assert row.state is PersonState.SEE_STAFF
    counter.desk.press(row.person)
    assert counter.reception.visits() == []
    (start,) = counter.starts
    assert start.known is not None
    assert (start.known.name, start.proof) == ("PHẠM THỊ NGOÀI", PhoneProof.OTP)


def test_khai_lai_takes_the_number_with_its_proof_along(counter: Counter) -> None:
    counter.family(CCCD)
    counter.looks_up()
    counter.desk.declare(counter.desk.state.rows[0].person)
    (start,) = counter.starts
    assert start.phone is not None
    assert (start.phone.national, start.proof) == (NUMBER, PhoneProof.OTP)
    assert isinstance(start.request, UUID)
    counter.reception.desk.begin(start)
    assert counter.reception.desk.state.renews is not None


def test_a_name_that_was_given_with_this_number_unproved_is_not_told(counter: Counter) -> None:
    counter.family(CCCD, proved=False)
    counter.looks_up()
    counter.desk.declare(counter.desk.state.rows[0].person)
    (start,) = counter.starts
    assert (start.known, start.withheld) == (None, True)
    counter.reception.desk.begin(start)
    assert counter.reception.desk.state.notice is Notice.WITHHELD
    counter.reception.scans(CCCD)  # whoever shows the card may have it filled in
    assert counter.reception.desk.state.renews is not None


def test_nobody_declared_leads_to_khai_ho_with_the_number(counter: Counter) -> None:
    counter.looks_up()
    assert counter.desk.state.stage is Stage.NOBODY
    counter.desk.declare()
    assert counter.starts[0].phone is not None


def test_a_wrong_code_is_told_with_the_tries_left_and_a_right_one_still_counts(counter: Counter) -> None:
    counter.family(CCCD)
    counter.looks_up("111111")
    assert (counter.desk.state.stage, counter.desk.state.code.notice) == (Stage.CODE, CodeNotice.WRONG)
    counter.desk.try_code(CODE)
    assert counter.desk.state.stage is Stage.PEOPLE


def test_a_code_that_is_over_is_not_sent_to_the_centre(counter: Counter) -> None:
    counter.desk.type(NUMBER)
    counter.desk.ask()
    counter.reception.set.clock.turn(301)
    counter.desk.try_code(CODE)
    assert counter.desk.state.code.notice is CodeNotice.EXPIRED
    assert not any(one.startswith("try") for one in counter.reception.centre.asked)


def test_another_code_may_be_sent_once_the_time_has_come(counter: Counter) -> None:
    counter.desk.type(NUMBER)
    counter.desk.ask()
    counter.desk.ask()
    assert len(counter.reception.centre.asked) == 1
    counter.reception.set.clock.turn(61)
    counter.desk.ask()
    assert counter.desk.state.code.notice is CodeNotice.SENT_AGAIN


def test_offline_the_staff_vouch_and_it_is_noted(counter: Counter) -> None:
    counter.family(CCCD)
    counter.reception.centre.there = False
    counter.desk.type(NUMBER)
    counter.desk.ask()
    assert (counter.desk.state.stage, counter.desk.state.code.why) == (Stage.NO_CODE, WhyNoCode.OFFLINE)
    counter.desk.attest()
    assert counter.reception.people.noted == [(NURSE.id, "phone vouched for")]
    assert counter.desk.state.attested
    counter.desk.press(counter.desk.state.rows[0].person)
    (visit,) = counter.reception.visits()
    assert visit.via is Via.PHONE_ATTESTED
    counter.desk.declare()
    assert (counter.starts[0].proof, counter.starts[0].attested_by) == (PhoneProof.ATTESTED, NURSE.id)


def test_nobody_vouches_before_it_is_known_that_no_code_can_be_had(counter: Counter) -> None:
    counter.family(CCCD)
    counter.desk.type(NUMBER)
    counter.desk.attest()
    counter.desk.ask()
    counter.desk.attest()
    assert counter.desk.state.stage is Stage.CODE
    assert counter.reception.people.noted == []


def test_too_many_messages_are_said_and_a_code_typed_offline_still_counts(counter: Counter) -> None:
    counter.reception.centre.outcome = CodeOutcome.LIMIT
    counter.desk.type(NUMBER)
    counter.desk.ask()
    assert counter.why() is WhyNoCode.LIMIT
    counter.desk.back()
    counter.reception.centre.outcome = CodeOutcome.SENT
    counter.desk.ask()
    counter.reception.centre.there = False
    counter.desk.try_code(CODE)
    assert counter.why() is WhyNoCode.NOT_CHECKED
    counter.reception.centre.there = True
    counter.desk.again()
    counter.desk.try_code(CODE)
    assert counter.desk.state.stage is Stage.NOBODY


def test_an_answer_that_comes_after_the_page_was_left_shows_nothing(counter: Counter) -> None:
    counter.family(CCCD)
    counter.desk.type(NUMBER)
    counter.desk.ask()
    counter.reception.set.lane.hold = True
    counter.desk.try_code(CODE)
    counter.desk.forget()
    counter.reception.set.lane.release()
    assert counter.desk.state == Lookup()


def test_a_gate_that_only_lets_out_checks_out(counter: Counter) -> None:
    counter.family(CCCD)
    counter.rules(direction=DirectionPolicy.OUT)
    counter.looks_up()
    counter.desk.press(counter.desk.state.rows[0].person)
    (visit,) = counter.reception.visits()
    assert visit.act is Act.CHECK_OUT
