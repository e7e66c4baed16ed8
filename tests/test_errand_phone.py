"""Phone and code, choosing among a family, a member of staff who vouches: as the flow sees it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode
from kiosk.declarations import PhoneProof
from kiosk.effects import CallStaff, Record
from kiosk.errand_answers import (
    CentreSilent,
    CodeOutcome,
    CodeSent,
    CodeTried,
    FamilyFound,
    PinChecked,
    StaffListed,
    TryOutcome,
)
from kiosk.errand_effects import AskCode, CheckPin, FindFamily, ListStaff, TryCode
from kiosk.errand_events import (
    AttestPressed,
    BackPressed,
    Box,
    EditNumberPressed,
    EveryonePressed,
    FinishPressed,
    NextPressed,
    NoMessagePressed,
    PersonPressed,
    PhonePressed,
    Picked,
    ResendPressed,
    StillHerePressed,
    Typed,
)
from kiosk.errand_screens import (
    ChoosePerson,
    CodeNotice,
    EnterCode,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    PersonAct,
    PersonState,
    PinNotice,
    StaffPin,
    StillThere,
    StillThereFor,
    WhyNoCode,
)
from kiosk.events import Recorded, Scanned, TimedOut, Touched
from kiosk.flow_map import row
from kiosk.phone import PhoneProblem
from kiosk.questionnaire import Verdict
from kiosk.screens import Goodbye, Reading, Referral, Waiting, Welcome
from kiosk.visits import Act, Standing, Via
from tests.errand_visitor import NUMBER, RULES, Visitor, shown
from tests.fakes import scan


def test_somebody_with_any_phone_comes_in_with_three_touches_besides_the_digits() -> None:
    visitor = Visitor().is_confirmed(samples.member())
    people = shown(visitor, ChoosePerson)
    assert [(one.name, one.act, one.state) for one in people.rows] == [
        ("N. V. THỬ", PersonAct.CHECK_IN, PersonState.HOLDS)
    ]
    visitor.touch(PersonPressed(people.rows[0].person, visitor.at))
    record = visitor.record_of()
    assert (record.act, record.person, record.via) == (Act.CHECK_IN, people.rows[0].person, Via.PHONE)
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    assert shown(visitor, Welcome).attested is False
    assert visitor.touches == 3
    assert visitor.gate.errand is None


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("090000", PhoneProblem.TOO_SHORT),
        ("02838123456", PhoneProblem.LANDLINE),
        ("19001234", PhoneProblem.NOT_MOBILE),
        ("+6591234567", PhoneProblem.FOREIGN),
        ("01200000001", PhoneProblem.OLD_11_DIGITS),
        ("0600000001", PhoneProblem.BAD_PREFIX),
    ],
)
def test_a_number_that_cannot_get_a_message_is_told_so_and_asks_nobody(typed: str, problem: PhoneProblem) -> None:
    visitor = Visitor().touch(PhonePressed(100.0)).types(Box.PHONE, typed)
    assert shown(visitor, EnterPhone).problem is problem
    visitor.touch(NextPressed(visitor.at))
    assert visitor.asked == []
    assert shown(visitor, EnterPhone).digits == typed


def test_a_prefix_that_no_operator_has_is_pointed_out_and_may_be_new() -> None:
    visitor = Visitor().touch(PhonePressed(100.0)).types(Box.PHONE, "0500000001")
    assert shown(visitor, EnterPhone).unusual
    assert [type(effect) for effect in visitor.touch(NextPressed(visitor.at)).asked] == [AskCode]
    known = Visitor().touch(PhonePressed(100.0)).types(Box.PHONE, NUMBER)
    assert not shown(known, EnterPhone).unusual


def test_the_number_is_asked_about_once_however_often_the_button_is_pressed() -> None:
    visitor = Visitor().asks_for_a_code()
    assert [type(effect) for effect in visitor.asked] == [AskCode]
    assert visitor.touch(NextPressed(visitor.at)).asked == []


@pytest.mark.parametrize(
    ("outcome", "why"), [(CodeOutcome.NOT_SENT, WhyNoCode.NOT_SENT), (CodeOutcome.LIMIT, WhyNoCode.LIMIT)]
)
def test_a_message_that_was_not_sent_is_not_a_wrong_number(outcome: CodeOutcome, why: WhyNoCode) -> None:
    visitor = Visitor().asks_for_a_code()
    visitor.happens(CodeSent(visitor.turn, UUID(int=9), outcome, 0, None, 0, visitor.at))
    assert shown(visitor, NoCode).why is why
    visitor.touch(BackPressed(visitor.at))
    assert shown(visitor, EnterPhone) == EnterPhone(NUMBER, None)


def test_a_wrong_code_empties_the_cells_and_says_how_many_tries_are_left() -> None:
    visitor = Visitor().gets_a_code().types(Box.CODE, "12345")
    assert not visitor.asked
    visitor.happens(Typed(Box.CODE, "123456", visitor.at))
    assert [type(effect) for effect in visitor.asked] == [TryCode]
    visitor.happens(CodeTried(visitor.turn, TryOutcome.WRONG, 4, (), visitor.at))
    screen = shown(visitor, EnterCode)
    assert (screen.digits, screen.notice, screen.tries_left) == ("", CodeNotice.WRONG, 4)
    visitor.happens(CodeTried(visitor.turn, TryOutcome.LOCKED, 0, (), visitor.at))
    visitor.types(Box.CODE, "123456")
    assert visitor.asked == []
    assert shown(visitor, EnterCode).digits == ""


def test_an_old_code_is_known_to_be_old_without_asking() -> None:
    visitor = Visitor().gets_a_code()
    visitor.at += 301
    visitor.types(Box.CODE, "123456")
    assert visitor.asked == []
    assert shown(visitor, EnterCode).notice is CodeNotice.EXPIRED


def test_another_message_is_sent_only_when_it_may_be() -> None:
    visitor = Visitor().gets_a_code()
    assert visitor.touch(ResendPressed(visitor.at + 59)).asked == []
    visitor.touch(ResendPressed(visitor.at + 60))
    assert [type(effect) for effect in visitor.asked] == [AskCode]
    visitor.happens(CodeSent(visitor.turn, UUID(int=10), CodeOutcome.SENT, 300, None, 5, visitor.at + 61))
    screen = shown(visitor, EnterCode)
    assert (screen.notice, screen.resend_at) == (CodeNotice.SENT_AGAIN, None)
    visitor.types(Box.CODE, "123456")
    assert visitor.asked == [TryCode(visitor.turn, UUID(int=10), "123456")]


def test_a_message_that_cannot_be_sent_again_leaves_the_first_code_to_be_typed() -> None:
    visitor = Visitor().gets_a_code()
    visitor.touch(ResendPressed(visitor.at + 60))
    visitor.happens(CodeSent(visitor.turn, UUID(int=10), CodeOutcome.LIMIT, 0, None, 0, visitor.at + 61))
    assert shown(visitor, EnterCode).notice is CodeNotice.LIMIT
    visitor.types(Box.CODE, "123456")
    assert visitor.asked == [TryCode(visitor.turn, UUID(int=9), "123456")]


def test_editing_the_number_keeps_its_digits() -> None:
    visitor = Visitor().gets_a_code().touch(EditNumberPressed(100.0))
    assert shown(visitor, EnterPhone).digits == NUMBER


def test_a_centre_that_falls_silent_while_the_code_is_checked_does_not_void_the_code() -> None:
    visitor = Visitor().gets_a_code().types(Box.CODE, "123456")
    visitor.happens(CentreSilent(visitor.turn, visitor.at))
    assert shown(visitor, NoCode).why is WhyNoCode.NOT_CHECKED
    visitor.touch(NextPressed(visitor.at))
    assert shown(visitor, EnterCode).digits == ""


def test_without_a_centre_it_is_said_at_once_and_staff_may_vouch() -> None:
    visitor = Visitor(replace(RULES, centre=False)).asks_for_a_code()
    assert shown(visitor, NoCode) == NoCode(WhyNoCode.OFFLINE, "09•• ••• 001", can_attest=True)
    visitor.touch(AttestPressed(visitor.at))
    assert visitor.asked == [CallStaff(), ListStaff(visitor.turn)]
    visitor.happens(StaffListed(visitor.turn, (samples.STAFF, replace(samples.STAFF, id=UUID(int=99))), visitor.at))
    assert shown(visitor, StaffPin).chosen is None
    visitor.touch(Picked(Box.PIN, str(samples.STAFF.id), visitor.at)).types(Box.PIN, "719305")
    assert visitor.asked == [CheckPin(visitor.turn, samples.STAFF.id, "719305")]
    assert visitor.gate.errand is not None
    assert visitor.gate.errand.pin == ""
    visitor.happens(PinChecked(visitor.turn, right=False, tries_left=4, locked_seconds=0, at=visitor.at))
    assert shown(visitor, StaffPin).notice is PinNotice.WRONG
    visitor.types(Box.PIN, "135791")
    visitor.happens(PinChecked(visitor.turn, right=True, tries_left=5, locked_seconds=0, at=visitor.at))
    assert [type(effect) for effect in visitor.asked] == [FindFamily]
    visitor.happens(FamilyFound(visitor.turn, (samples.member(),), 0, samples.NOW, visitor.at))
    people = shown(visitor, ChoosePerson)
    assert people.attested
    visitor.touch(PersonPressed(people.rows[0].person, visitor.at))
    assert visitor.record_of().via is Via.PHONE_ATTESTED
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    assert shown(visitor, Welcome).attested


def test_a_locked_pin_asks_nobody_until_the_time_is_over() -> None:
    visitor = Visitor(replace(RULES, centre=False)).asks_for_a_code().touch(AttestPressed(100.0))
    visitor.happens(StaffListed(visitor.turn, (samples.STAFF,), visitor.at))
    assert visitor.types(Box.PIN, "719305").asked == [], "a code from a message is nobody's wrong PIN"
    visitor.touch(Picked(Box.PIN, str(samples.STAFF.id), visitor.at)).types(Box.PIN, "719305")
    visitor.happens(PinChecked(visitor.turn, right=False, tries_left=0, locked_seconds=300, at=visitor.at))
    assert shown(visitor, StaffPin).notice is PinNotice.LOCKED
    assert visitor.types(Box.PIN, "135791").asked == []
    visitor.at += 301
    assert [type(effect) for effect in visitor.types(Box.PIN, "135791").asked] == [CheckPin]


def test_the_staff_may_take_their_time() -> None:
    visitor = Visitor(replace(RULES, centre=False)).asks_for_a_code().touch(AttestPressed(100.0))
    visitor.happens(StaffListed(visitor.turn, (samples.STAFF,), 100.0)).happens(TimedOut(visitor.turn, 161.0))
    assert shown(visitor, NoCode).phone == "09•• ••• 001", "nothing of the visitor's is lost"


def test_somebody_on_the_list_who_has_to_be_met_is_led_to_the_staff() -> None:
    standing = Standing(None, None, 0, samples.holding(Verdict.STOP))
    visitor = Visitor().is_confirmed(samples.member(0, standing))
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    assert [getattr(effect, "reason", None) for effect in visitor.asked] == [Referral.STOP]


def test_a_family_comes_in_with_one_button_and_each_has_a_row_of_their_own() -> None:
    members = tuple(samples.member(number) for number in range(4))
    visitor = Visitor().is_confirmed(*members)
    people = shown(visitor, ChoosePerson)
    assert (people.all_count, len(people.rows), people.pages) == (4, 3, 2)
    visitor.touch(EveryonePressed(visitor.at))
    recorded = []
    while any(isinstance(effect, Record) for effect in visitor.asked):
        recorded.append(visitor.record_of().person)
        visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    assert recorded == [one.person.id for one in members]
    assert shown(visitor, Welcome).others == 3


def test_after_one_of_a_family_the_list_stays_for_the_next_and_then_says_welcome() -> None:
    visitor = Visitor().is_confirmed(samples.member(), samples.member(1))
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    rows = shown(visitor, ChoosePerson).rows
    assert [one.state for one in rows] == [PersonState.ENTERED, PersonState.HOLDS]
    again = visitor.touch(PersonPressed(samples.PERSON, visitor.at)).asked
    assert again == [], "nobody is recorded twice"
    visitor.happens(TimedOut(visitor.turn, visitor.at + 9))
    assert shown(visitor, Welcome).others == 0


def test_who_is_inside_goes_out_by_the_same_list() -> None:
    arrival = row(Act.CHECK_IN, samples.NOW - timedelta(hours=1))
    visitor = Visitor().is_confirmed(samples.member(0, Standing(arrival.person, arrival, 1)), inside_now=1)
    assert shown(visitor, ChoosePerson).rows[0].act is PersonAct.CHECK_OUT
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    assert visitor.record_of().follows == arrival.id
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_OUT, samples.NOW), arrival, visitor.at))
    shown(visitor, Goodbye)


@pytest.mark.parametrize(
    ("standing", "state", "act"),
    [
        (Standing(None, None, 0), PersonState.NONE, PersonAct.DECLARE),
        (
            Standing(None, None, 0, samples.holding(until=samples.NOW)),
            PersonState.EXPIRED,
            PersonAct.DECLARE,
        ),
        (Standing(None, None, 0, samples.holding(Verdict.STOP)), PersonState.SEE_STAFF, PersonAct.SEE_STAFF),
        (Standing(None, None, 0, samples.holding(Verdict.NEEDS_STAFF)), PersonState.SEE_STAFF, PersonAct.SEE_STAFF),
    ],
)
def test_a_declaration_that_does_not_hold_is_not_checked_in(
    standing: Standing, state: PersonState, act: PersonAct
) -> None:
    visitor = Visitor().is_confirmed(samples.member(0, standing))
    first = shown(visitor, ChoosePerson).rows[0]
    assert (first.state, first.act) == (state, act)
    visitor.touch(PersonPressed(first.person, visitor.at))
    assert not any(isinstance(effect, Record) for effect in visitor.asked)


def test_where_nothing_is_asked_whoever_declared_once_may_come_in() -> None:
    rules = replace(RULES, declarations=DeclarationMode.OFF, campaign=None)
    visitor = Visitor(rules).is_confirmed(samples.member(0, Standing(None, None, 0, samples.holding(Verdict.STOP))))
    assert shown(visitor, ChoosePerson).rows[0].act is PersonAct.CHECK_IN


def test_a_full_place_sends_the_next_of_the_family_to_the_staff() -> None:
    visitor = Visitor(replace(RULES, capacity=1)).is_confirmed(samples.member(), samples.member(1), inside_now=1)
    assert shown(visitor, ChoosePerson).all_count == 0
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    shown(visitor, Reading)
    assert any(getattr(effect, "reason", None) is Referral.FULL for effect in visitor.asked)


def test_namesakes_of_one_year_are_told_apart_by_their_middle_names() -> None:
    one, other = samples.member(), samples.member(1)
    other = replace(other, person=replace(other.person, name="Nguyễn Vỹ Thử", birth=one.person.birth))
    rows = shown(Visitor().is_confirmed(one, other), ChoosePerson).rows
    assert [line.name for line in rows] == ["N. VĂN THỬ", "N. VỸ THỬ"]


def test_nobody_declared_is_said_only_after_the_right_code() -> None:
    visitor = Visitor().is_confirmed()
    assert shown(visitor, NobodyDeclared) == NobodyDeclared("09•• ••• 001", attested=False)


def test_no_message_leads_to_a_person() -> None:
    visitor = Visitor().gets_a_code().touch(NoMessagePressed(100.0))
    assert shown(visitor, NoCode).why is WhyNoCode.HELP


def test_nobody_touching_is_asked_and_then_wiped() -> None:
    visitor = Visitor().touch(PhonePressed(100.0)).types(Box.PHONE, "0900")
    visitor.happens(Touched(130.0)).happens(TimedOut(visitor.turn, 145.0))
    shown(visitor, EnterPhone)
    visitor.happens(TimedOut(visitor.turn, 175.0))
    assert shown(visitor, StillThere).why is StillThereFor.IDLE
    visitor.happens(StillHerePressed(176.0))
    assert shown(visitor, EnterPhone).digits == "0900"
    visitor.happens(TimedOut(visitor.turn, 222.0)).happens(TimedOut(visitor.turn, 238.0))
    shown(visitor, Waiting)
    assert visitor.gate.errand is None


def test_another_code_asks_first_and_then_takes_over() -> None:
    card = scan("001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ|01052021", 110.0)
    visitor = Visitor().gets_a_code().happens(Scanned(card))
    assert shown(visitor, StillThere).why is StillThereFor.NEW_CODE
    stays = Visitor()
    stays.gate = visitor.gate
    assert shown(stays.happens(StillHerePressed(112.0)), EnterCode).phone == "09•• ••• 001"
    assert stays.gate.held is None
    visitor.happens(FinishPressed(112.0))
    shown(visitor, Reading)
    assert visitor.gate.errand is None


def test_the_proof_is_what_confirmed_the_number() -> None:
    visitor = Visitor().is_confirmed(samples.member())
    assert visitor.gate.errand is not None
    assert visitor.gate.errand.proof is PhoneProof.OTP
