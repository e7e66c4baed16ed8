"""The wizard, and what follows a declaration: as the flow sees it."""

from dataclasses import replace
from uuid import UUID

import pytest

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, DirectionPolicy
from kiosk.declarations import AgeGroup, PhoneProof, Relationship
from kiosk.declaring_screens import (
    CodeState,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.effects import Record, Refer
from kiosk.errand_answers import CentreSilent, CodeIssued, DeclarationSaved, DeclaredFound, InsuranceFound, Printed
from kiosk.errand_effects import AskDeclared, AskInsurance, FindFamily, IssueCode, PrintCode, SaveDeclaration
from kiosk.errand_events import (
    Agreed,
    Answered,
    BackPressed,
    Box,
    DeclareForOtherPressed,
    DeclarePressed,
    DonePressed,
    EditPressed,
    FinishPressed,
    NextPressed,
    PersonPressed,
    Picked,
    PrintPressed,
    RefusedConsent,
    SendPressed,
    StillHerePressed,
    Typed,
)
from kiosk.errand_screens import ChoosePerson, CodeFault, CodeRefused, NobodyDeclared, StillThere, StillThereFor
from kiosk.events import LanguageChosen, LookedUp, Recorded, Referred, Scanned, TimedOut
from kiosk.flow_map import row
from kiosk.questionnaire import Field, Verdict
from kiosk.screens import Language, NeedsDeclaration, Reading, Referral, SeeStaff, Stop, Waiting, Welcome
from kiosk.visits import Act, Standing, Via
from tests.errand_visitor import RULES, Visitor, shown
from tests.fakes import scan

CARD = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
BHYT = (
    "DN4010000000001|4e677579e1bb856e2056c4836e205468e1bbad|15/08/1990|1|-|01 - 999|01/01/2021|31/12/2021|"
    "20/12/2020|01000000000001|-|4|01/01/2025|0123456789abcdef-0202|$"
)


def fills_in(visitor: Visitor, name: str = "nguyễn văn thử", birth: str = "1990") -> Visitor:
    for field, text in ((Field.NAME, name), (Field.BIRTH, birth), (Field.PHONE, "0900000001")):
        visitor.touch(Typed(field, text, visitor.at))
    visitor.touch(Picked(Field.SEX, "male", visitor.at))
    return visitor.touch(Picked(Field.NATION, "VN", visitor.at))


def tells_where(visitor: Visitor) -> Visitor:
    visitor.touch(NextPressed(visitor.at))
    first = shown(visitor, DeclareAddress).provinces[0]
    visitor.touch(Picked(Field.PROVINCE, first.code, visitor.at))
    visitor.touch(Picked(Field.WARD, shown(visitor, DeclareAddress).wards[0].code, visitor.at))
    visitor.touch(Typed(Field.STREET, "Số 1 phố Ví Dụ", visitor.at))
    return visitor.touch(NextPressed(visitor.at))


def answers(visitor: Visitor, **others: str) -> Visitor:
    for question in samples.campaign().questions:
        value = others.get(question.key, "no")
        visitor.at += 1.1  # it takes a moment to read one
        visitor.touch(Answered(question.key, visitor.at, value, "sốt" if value == "yes" else None))
    return visitor.touch(NextPressed(visitor.at))


def declares(visitor: Visitor, **others: str) -> Visitor:
    visitor.touch(DeclarePressed(visitor.at))
    answers(tells_where(fills_in(visitor)), **others)
    visitor.touch(Agreed(yes=True, at=visitor.at))
    return visitor.touch(SendPressed(visitor.at))


def saved(visitor: Visitor, verdict: Verdict = Verdict.PASS, standing: Standing | None = None) -> Visitor:
    member = samples.member(0, standing or Standing(None, None, 0, samples.holding(verdict)))
    declaration = samples.declaration(verdict)
    return visitor.happens(DeclarationSaved(visitor.turn, declaration, member, 0, samples.NOW, visitor.at))


def test_somebody_without_anything_declares_and_comes_in() -> None:
    visitor = declares(Visitor())
    [save] = visitor.asked
    assert isinstance(save, SaveDeclaration)
    assert save.filled.identity.name == "NGUYỄN VĂN THỬ"
    assert save.filled.result.verdict is Verdict.PASS
    assert save.filled.phone_proof is PhoneProof.NONE
    assert save.filled.consent.actor is Relationship.SELF
    saved(visitor)
    assert visitor.record_of().via is Via.DECLARED
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    done = shown(visitor, DeclareDone)
    assert (done.name, done.entered_at, done.state) == ("N. V. THỬ", samples.NOW, CodeState.ASKED)
    assert [type(effect) for effect in visitor.asked if isinstance(effect, IssueCode)] == [IssueCode]
    visitor.happens(CodeIssued(visitor.turn, "HTTPS://X/Q/A", "ABCD EFGH JKMN", samples.NOW, visitor.at))
    assert shown(visitor, DeclareDone).code == "HTTPS://X/Q/A"
    shown(visitor.touch(DonePressed(visitor.at)), Waiting)
    assert visitor.gate.errand is None


def test_nothing_is_chosen_for_anybody() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0))
    draft = shown(visitor, DeclareIdentity).draft
    assert dict(draft.values) == {}
    assert draft.answers == ()
    tells_where(fills_in(visitor))
    screen = shown(visitor, DeclareHealth)
    assert len(screen.missing) == sum(one.required for one in samples.campaign().questions)
    visitor.touch(NextPressed(visitor.at))
    assert shown(visitor, DeclareHealth).tried
    answers(visitor)
    consent = shown(visitor, DeclareConsent)
    assert not consent.draft.agreed
    assert visitor.touch(SendPressed(visitor.at)).asked == []
    assert shown(visitor, DeclareConsent).tried


def test_what_is_missing_is_said_and_nothing_is_lost() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).touch(Typed(Field.NAME, "Trần Thị Mẫu", 100.0))
    visitor.touch(NextPressed(visitor.at))
    screen = shown(visitor, DeclareIdentity)
    assert screen.tried
    assert Field.BIRTH in dict(screen.problems)
    assert screen.draft.get(Field.NAME) == "TRẦN THỊ MẪU"


def test_back_loses_nothing_but_the_tick() -> None:
    visitor = declares(Visitor())
    visitor.gate = replace(visitor.gate, screen=replace(shown(visitor, DeclareConsent), sending=False))
    for _ in range(3):
        visitor.touch(BackPressed(visitor.at))
    assert shown(visitor, DeclareIdentity).draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"
    for _ in range(3):
        visitor.touch(NextPressed(visitor.at))
    consent = shown(visitor, DeclareConsent)
    assert consent.answered == consent.questions
    assert not consent.draft.agreed


@pytest.mark.parametrize(
    ("verdict", "reason", "screen"),
    [(Verdict.STOP, Referral.STOP, Stop), (Verdict.NEEDS_STAFF, Referral.DECLARATION, SeeStaff)],
)
def test_answers_that_need_a_person_lead_to_one_and_record_no_visit(
    verdict: Verdict, reason: Referral, screen: type[Stop | SeeStaff]
) -> None:
    visitor = saved(declares(Visitor()), verdict)
    [refer] = [effect for effect in visitor.asked if isinstance(effect, Refer)]
    assert (refer.reason, refer.person) == (reason, samples.PERSON)
    visitor.happens(Referred(visitor.turn, reason, "B 03", samples.NOW, visitor.at))
    shown(visitor, screen)


def test_a_discreet_place_shows_the_same_to_whoever_must_wait() -> None:
    visitor = saved(declares(Visitor(replace(RULES, discreet_stop=True))), Verdict.STOP)
    visitor.happens(Referred(visitor.turn, Referral.STOP, "B 03", samples.NOW, visitor.at))
    shown(visitor, SeeStaff)


def test_refusing_leads_to_staff_and_keeps_nothing() -> None:
    visitor = declares(Visitor())
    visitor.gate = replace(visitor.gate, screen=replace(shown(visitor, DeclareConsent), sending=False))
    visitor.touch(RefusedConsent(visitor.at))
    assert [effect.reason for effect in visitor.asked if isinstance(effect, Refer)] == [Referral.CONSENT]
    assert visitor.gate.errand is None


def test_a_card_fills_the_form_at_any_moment_of_the_first_step() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).touch(Typed(Field.EMAIL, "thu@example.org", 100.0))
    visitor.happens(Scanned(scan(CARD, 105.0)))
    draft = shown(visitor, DeclareIdentity).draft
    assert draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"
    assert Field.NAME in draft.from_card
    assert draft.get(Field.EMAIL) == "thu@example.org"
    visitor.touch(Typed(Field.NAME, "Trần Thị Mẫu", 106.0))
    assert Field.NAME not in shown(visitor, DeclareIdentity).draft.from_card


def test_a_code_on_a_later_step_asks_first_and_leaves_the_form_as_it_was() -> None:
    visitor = tells_where(fills_in(Visitor().touch(DeclarePressed(100.0))))
    visitor.happens(Scanned(scan(CARD, 110.0)))
    shown(visitor, StillThere)
    visitor.touch(StillHerePressed(111.0))
    assert shown(visitor, DeclareHealth).draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"


def test_walking_away_wipes_what_was_typed() -> None:
    visitor = tells_where(fills_in(Visitor().touch(DeclarePressed(100.0))))
    visitor.happens(TimedOut(visitor.turn, visitor.at + 91))
    shown(visitor, StillThere)
    visitor.happens(TimedOut(visitor.turn, visitor.at + 107))
    shown(visitor, Waiting)
    assert visitor.gate.errand is None


def test_a_child_needs_somebody_and_both_confirm_from_seven_on() -> None:
    visitor = fills_in(Visitor().touch(DeclarePressed(100.0)), birth="2016")
    screen = shown(visitor, DeclareIdentity)
    assert (screen.age, screen.draft.for_other) == (AgeGroup.CHILD, True)
    visitor.touch(Picked(Field.RELATIONSHIP, Relationship.PARENT.value, visitor.at))
    visitor.touch(Typed(Field.REPRESENTATIVE, "Trần Thị Mẫu", visitor.at))
    answers(tells_where(visitor))
    assert shown(visitor, DeclareConsent).age is AgeGroup.CHILD
    visitor.touch(Agreed(yes=True, at=visitor.at))
    assert visitor.touch(SendPressed(visitor.at)).asked == []
    visitor.touch(Agreed(yes=True, at=visitor.at, child=True))
    [save] = visitor.touch(SendPressed(visitor.at)).asked
    assert isinstance(save, SaveDeclaration)
    assert (save.filled.consent.actor, save.filled.consent.child_too) == (Relationship.PARENT, True)


def test_a_birth_year_that_was_a_slip_of_the_finger_makes_nobody_a_child_for_ever() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).touch(Typed(Field.BIRTH, "2020", 100.0))
    assert shown(visitor, DeclareIdentity).draft.for_other
    visitor.touch(Typed(Field.BIRTH, "1990", 100.0))
    assert not shown(visitor, DeclareIdentity).draft.for_other


def test_the_insurance_number_is_asked_about_only_on_a_confirmed_phone() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).touch(EditPressed(Field.INSURANCE, 100.0))
    visitor.touch(Typed(Field.INSURANCE, "DN4010000000001", 100.0)).touch(EditPressed(None, 100.0))
    assert visitor.asked == []
    confirmed = Visitor().is_confirmed()
    shown(confirmed, NobodyDeclared)
    confirmed.touch(DeclarePressed(confirmed.at)).touch(EditPressed(Field.INSURANCE, confirmed.at))
    confirmed.touch(Typed(Field.INSURANCE, "DN4010000000001", confirmed.at)).touch(EditPressed(None, confirmed.at))
    assert confirmed.asked == [AskInsurance(confirmed.turn, UUID(int=9), "DN4010000000001")]
    assert shown(confirmed, DeclareIdentity).asking
    confirmed.happens(InsuranceFound(confirmed.turn, samples.member().person, confirmed.at))
    assert shown(confirmed, DeclareIdentity).draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"


def test_a_confirmed_number_stays_on_the_form_as_it_was_confirmed() -> None:
    visitor = Visitor().is_confirmed().touch(DeclarePressed(100.0))
    assert shown(visitor, DeclareIdentity).draft.get(Field.PHONE) == "0900000001"
    visitor.touch(Typed(Field.PHONE, "0900000002", visitor.at))
    assert shown(visitor, DeclareIdentity).draft.get(Field.PHONE) == "0900000001"


def test_declaring_again_from_the_list_knows_who_it_is_and_comes_back_to_the_others() -> None:
    expired = Standing(None, None, 0, samples.holding(until=samples.NOW))
    visitor = Visitor().is_confirmed(samples.member(0, expired), samples.member(1))
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    draft = shown(visitor, DeclareIdentity).draft
    assert (draft.get(Field.NAME), draft.person) == ("NGUYỄN VĂN THỬ", samples.PERSON)
    answers(tells_where(fills_in(visitor)))
    visitor.touch(Agreed(yes=True, at=visitor.at)).touch(SendPressed(visitor.at))
    saved(visitor)
    assert visitor.record_of().via is Via.PHONE
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    visitor.touch(DonePressed(visitor.at))
    assert [type(effect) for effect in visitor.asked] == [FindFamily]


def test_nothing_is_filled_in_of_somebody_who_only_said_that_the_number_is_theirs() -> None:
    member = samples.member(0, Standing(None, None, 0, samples.holding(until=samples.NOW)))
    visitor = Visitor().is_confirmed(replace(member, person=replace(member.person, proved=False)))
    visitor.touch(PersonPressed(samples.PERSON, visitor.at))
    draft = shown(visitor, DeclareIdentity).draft
    assert (draft.get(Field.NAME), draft.person) == ("", None)


def test_a_parents_card_that_filled_a_childs_form_stays_the_parents() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).happens(Scanned(scan(CARD, 105.0)))
    fills_in(visitor, name="Nguyễn Thị Mẫu", birth="1992")
    visitor.touch(Typed(Field.NUMBER, "", visitor.at))
    answers(tells_where(visitor))
    visitor.touch(Agreed(yes=True, at=visitor.at))
    [save] = visitor.touch(SendPressed(visitor.at)).asked
    assert isinstance(save, SaveDeclaration)
    assert (save.card, save.filled.from_card) == (None, None)
    saved(visitor)
    record = visitor.record_of()
    assert record.via is Via.DECLARED
    assert record.card.name == samples.member().person.name


def test_a_card_that_filled_the_form_is_what_its_holder_comes_in_by() -> None:
    visitor = Visitor().touch(DeclarePressed(100.0)).happens(Scanned(scan(CARD, 105.0)))
    visitor.touch(Typed(Field.PHONE, "0900000001", 106.0))
    answers(tells_where(visitor))
    visitor.touch(Agreed(yes=True, at=visitor.at)).touch(SendPressed(visitor.at))
    assert saved(visitor).record_of().via is Via.CITIZEN_CARD


def test_nobody_comes_in_where_people_only_leave() -> None:
    visitor = saved(declares(Visitor(replace(RULES, direction=DirectionPolicy.OUT))))
    assert not any(isinstance(effect, Record) for effect in visitor.asked)
    assert shown(visitor, DeclareDone).entered_at is None


def test_what_was_agreed_to_in_one_language_is_asked_again_in_the_other() -> None:
    visitor = answers(tells_where(fills_in(Visitor().touch(DeclarePressed(100.0)))))
    visitor.touch(Agreed(yes=True, at=visitor.at)).touch(LanguageChosen(Language.EN, visitor.at))
    assert not shown(visitor, DeclareConsent).draft.agreed
    assert visitor.touch(SendPressed(visitor.at)).asked == []
    visitor.touch(Agreed(yes=True, at=visitor.at))
    [save] = visitor.touch(SendPressed(visitor.at)).asked
    assert isinstance(save, SaveDeclaration)
    assert save.filled.consent.language == "en"


def test_a_second_touch_of_a_finger_answers_nothing_that_was_not_read() -> None:
    visitor = tells_where(fills_in(Visitor().touch(DeclarePressed(100.0))))
    keys = [question.key for question in samples.campaign().questions]
    for key in keys[:3]:
        visitor.at += 2
        visitor.touch(Answered(key, visitor.at, "no"))
    assert shown(visitor, DeclareHealth).first == 2, "the list has moved under the finger"
    visitor.touch(Answered(keys[4], visitor.at + 0.8, "no"))
    assert keys[4] in shown(visitor, DeclareHealth).missing
    visitor.touch(Answered(keys[4], visitor.at + 1.1, "no"))
    assert keys[4] not in shown(visitor, DeclareHealth).missing


def test_back_on_a_form_with_something_in_it_asks_first() -> None:
    visitor = fills_in(Visitor().touch(DeclarePressed(100.0))).touch(BackPressed(100.0))
    assert shown(visitor, StillThere).why is StillThereFor.LEAVING
    visitor.touch(StillHerePressed(101.0))
    assert shown(visitor, DeclareIdentity).draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"
    visitor.touch(BackPressed(102.0)).touch(FinishPressed(103.0))
    shown(visitor, Waiting)
    assert visitor.gate.errand is None
    empty = Visitor().touch(DeclarePressed(100.0)).touch(BackPressed(100.0))
    shown(empty, Waiting)


def test_declaring_for_a_relative_does_not_cost_the_first_ones_code() -> None:
    visitor = saved(declares(Visitor()))
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    visitor.happens(CodeIssued(visitor.turn, "HTTPS://X/Q/A", "ABCD EFGH JKMN", samples.NOW, visitor.at))
    visitor.touch(DeclareForOtherPressed(visitor.at))
    shown(visitor, DeclareIdentity)
    visitor.touch(BackPressed(visitor.at))
    assert shown(visitor, DeclareDone).code == "HTTPS://X/Q/A"


def test_the_chosen_province_is_on_the_page_that_is_shown() -> None:
    visitor = fills_in(Visitor().touch(DeclarePressed(100.0))).touch(NextPressed(100.0))
    last = samples.places().provinces[-1]
    visitor.touch(Picked(Field.PROVINCE, last.code, 100.0))
    assert last in shown(visitor, DeclareAddress).provinces


def test_leaving_the_wizard_for_another_of_the_family_comes_back_to_the_list() -> None:
    visitor = Visitor().is_confirmed(samples.member()).touch(DeclareForOtherPressed(100.0))
    assert shown(visitor, DeclareIdentity).draft.for_other
    visitor.touch(BackPressed(visitor.at))
    shown(visitor, ChoosePerson)


def test_a_card_without_a_declaration_is_asked_about_elsewhere_before_its_holder_is() -> None:
    visitor = Visitor().happens(Scanned(scan(CARD, 100.0)))
    visitor.happens(LookedUp(visitor.turn, Standing(None, None, 0), samples.NOW, 100.1))
    assert [type(effect) for effect in visitor.asked] == [AskDeclared]
    known = Visitor()
    known.gate = visitor.gate
    known.happens(DeclaredFound(known.turn, samples.holding(), samples.NOW, 100.2))
    assert known.record_of().act is Act.CHECK_IN
    known.happens(Recorded(known.turn, row(Act.CHECK_IN, samples.NOW), None, 100.3))
    assert shown(known, Welcome).declared_until == samples.holding().until
    slow = Visitor()
    slow.gate = visitor.gate
    shown(slow.happens(TimedOut(slow.turn, 103.2)), NeedsDeclaration)
    visitor.happens(CentreSilent(visitor.turn, 100.2))
    shown(visitor, NeedsDeclaration)
    visitor.touch(DeclarePressed(101.0))
    assert shown(visitor, DeclareIdentity).draft.get(Field.NAME) == "NGUYỄN VĂN THỬ"
    visitor.touch(Picked(Field.NATION, "VN", 101.0)).touch(Typed(Field.PHONE, "0900000001", 101.0))
    answers(tells_where(visitor))
    visitor.touch(Agreed(yes=True, at=visitor.at)).touch(SendPressed(visitor.at))
    saved(visitor)
    assert visitor.record_of().via is Via.CITIZEN_CARD


@pytest.mark.parametrize(
    ("verdict", "reason"), [(Verdict.STOP, Referral.STOP), (Verdict.NEEDS_STAFF, Referral.DECLARATION)]
)
def test_a_declaration_that_holds_and_sends_to_staff_is_not_outrun_by_showing_the_card_again(
    verdict: Verdict, reason: Referral
) -> None:
    visitor = Visitor().happens(Scanned(scan(CARD, 100.0)))
    standing = Standing(None, None, 0, samples.holding(verdict))
    visitor.happens(LookedUp(visitor.turn, standing, samples.NOW, 100.1))
    assert [effect.reason for effect in visitor.asked if isinstance(effect, Refer)] == [reason]


def test_where_declaring_is_optional_nobody_is_stopped_and_who_has_not_is_invited() -> None:
    visitor = Visitor(replace(RULES, declarations=DeclarationMode.OPTIONAL)).happens(Scanned(scan(BHYT, 100.0)))
    visitor.happens(LookedUp(visitor.turn, Standing(None, None, 0), samples.NOW, 100.1))
    assert isinstance(visitor.asked[-1], Record)
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, 100.2))
    assert shown(visitor, Welcome).invite_to_declare


def test_a_full_place_keeps_the_declaration_and_asks_to_wait() -> None:
    visitor = declares(Visitor(replace(RULES, capacity=5)))
    saved(visitor, standing=Standing(None, None, 5, samples.holding()))
    assert [effect.reason for effect in visitor.asked if isinstance(effect, Refer)] == [Referral.FULL]


def test_without_a_network_the_declaration_is_kept_and_the_code_comes_another_time() -> None:
    visitor = saved(declares(Visitor()))
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    visitor.happens(CentreSilent(visitor.turn, visitor.at))
    assert shown(visitor, DeclareDone).state is CodeState.LATER


def test_a_slip_is_printed_once_and_again_only_if_the_printer_could_not() -> None:
    visitor = saved(declares(Visitor(replace(RULES, printer=True))))
    visitor.happens(Recorded(visitor.turn, row(Act.CHECK_IN, samples.NOW), None, visitor.at))
    assert visitor.touch(PrintPressed(visitor.at)).asked == []
    visitor.happens(CodeIssued(visitor.turn, "HTTPS://X/Q/A", "ABCD EFGH JKMN", samples.NOW, visitor.at))
    assert [type(effect) for effect in visitor.touch(PrintPressed(visitor.at)).asked] == [PrintCode]
    assert visitor.touch(PrintPressed(visitor.at)).asked == []
    visitor.happens(Printed(visitor.turn, well=False, at=visitor.at))
    assert shown(visitor, DeclareDone).printing is Printing.FAILED
    assert [type(effect) for effect in visitor.touch(PrintPressed(visitor.at)).asked] == [PrintCode]
    visitor.happens(Printed(visitor.turn, well=True, at=visitor.at))
    assert shown(visitor, DeclareDone).printing is Printing.PRINTED


def test_an_own_code_that_does_not_count_leads_on() -> None:
    visitor = Visitor()
    visitor.gate = replace(visitor.gate, screen=CodeRefused(CodeFault.EXPIRED))
    shown(visitor.touch(DeclarePressed(100.0)), DeclareIdentity)


def test_searching_a_ward_needs_no_accents() -> None:
    visitor = fills_in(Visitor().touch(DeclarePressed(100.0))).touch(NextPressed(100.0))
    hanoi = next(one for one in samples.places().provinces if one.code == "01")
    visitor.touch(Typed(Box.PROVINCE_SEARCH, "ha noi", 100.0))
    assert shown(visitor, DeclareAddress).provinces == (hanoi,)
    visitor.touch(Picked(Field.PROVINCE, "01", 100.0)).touch(Typed(Box.WARD_SEARCH, "cau giay", 100.0))
    assert [one.short for one in shown(visitor, DeclareAddress).wards] == ["Cầu Giấy"]


def test_while_the_store_is_asked_the_screen_waits() -> None:
    visitor = Visitor().happens(Scanned(scan(CARD, 100.0)))
    shown(visitor, Reading)
