"""The wizard from the first field to the sent form, by touch, with the real flow behind it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.consent import consent_words
from kiosk.declarations import AgeGroup, DeclaredSex, Relationship
from kiosk.declaring_screens import (
    CodeState,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.draft import Draft, FieldProblem
from kiosk.errand_effects import SaveDeclaration
from kiosk.errand_events import Answered, Typed
from kiosk.questionnaire import Field
from kiosk.screens import Language
from kiosk.typing.letters import Tone
from tests.ui.conftest import MORNING, MakeDesk
from tests.ui.declaring import Declarant, sample, shown
from ui.sheet import ASKING, ASKING_TYPES, WELL
from ui.sheet_declaring import (
    CARD,
    HALF,
    WRONG,
    campaign,
    done_screens,
    identity_screens,
)
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageCell
from ui.widgets.offers import OfferChip
from ui.widgets.osk_key import OskKey, Work
from ui.widgets.pressable import Pressable
from ui.widgets.qr import QUIET, QrCode
from ui.widgets.staff_call import StaffCall
from ui.widgets.tick import Tick
from ui.words import words

SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
BOTH = pytest.mark.parametrize("language", list(Language))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_whole_way_by_touch(size: tuple[int, int], make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING, size))
    who.touch("Họ và tên")
    who.types("MÂU THƯ")
    who.touch("Ô sau")
    who.touch("Ô sau")
    for digit in "1990":
        who.touch(digit)
    who.touch("Xong")
    who.touch("Giới tính: Nữ")
    who.touch("Quốc tịch")
    who.types("han q")
    who.touch("Hàn Quốc")
    who.touch("Số điện thoại")
    for digit in "0900000001":
        who.touch(digit)
    who.touch("Xong")
    assert isinstance(who.screen, DeclareIdentity)
    assert who.screen.problems == ()
    assert who.draft.get(Field.NATION) == "KR"
    who.touch("Tiếp tục")
    assert isinstance(who.screen, DeclareAddress)
    who.touch("Tỉnh / thành phố")
    who.types("thanh h")
    who.press(who.every(OfferChip)[0])
    assert "Thanh Hóa" in who.says()
    who.touch("Phường / xã")
    who.types("cam t")
    who.press(who.every(OfferChip)[0])
    who.touch("Số nhà")
    assert who.key("s").accessibleName() == "S"  # a word begins with a capital
    who.types("sô")
    who.strikes(Tone.ACUTE)
    assert who.key("s").accessibleName() == "s"
    who.strikes(Work.DONE)
    who.touch("Tiếp tục")
    assert isinstance(who.screen, DeclareHealth)
    say = who.desk.window._look.words.declare
    while who.screen.missing:
        here = [each for each in who.every(ChoiceBox) if each.accessibleName().endswith(f" {say.health.no}")]
        who.press(here[0])
        if isinstance(who.screen, DeclareHealth) and who.screen.first + 3 < len(campaign().questions):
            who.touch("Câu sau")
        assert isinstance(who.screen, DeclareHealth)
    who.touch("Tiếp tục")
    assert isinstance(who.screen, DeclareConsent)
    who.press(who.every(Tick)[0])
    who.touch("Đồng ý và gửi")
    assert any(isinstance(each, SaveDeclaration) for each in who.effects)
    assert "Đang gửi" in who.says()
    assert not who.control("Đang gửi").isEnabled()


@BOTH
def test_nothing_that_matters_is_chosen_beforehand(language: Language, make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING, language=language)
    who = Declarant(desk)
    assert [each.chosen for each in who.every(ChoiceBox)] == [False] * 3
    who = shown(desk, DeclareHealth(Draft(), 0, tuple(each.key for each in campaign().questions)))
    boxes = who.every(ChoiceBox)
    assert [each.chosen for each in boxes] == [False] * 6
    assert len({(each.width(), each.height()) for each in boxes}) == 1
    who = shown(desk, DeclareConsent(CARD, AgeGroup.ADULT, "N. V. THỬ", "", "", 5, 5))
    assert [each.ticked for each in who.every(Tick)] == [False]


@BOTH
def test_agreeing_and_refusing_weigh_the_same(language: Language, make_desk: MakeDesk) -> None:
    say = words(language).declare.consent
    for size in SIZES:
        agreed = DeclareConsent(replace(CARD, agreed=True), AgeGroup.ADULT, "N. V. THỬ", "", "", 5, 5)
        who = shown(make_desk(ASKING, size, language), agreed)
        yes, no = who.control(say.send), who.control(say.refuse)
        assert abs(yes.width() - no.width()) <= 1
        assert yes.height() == no.height()
        assert yes._face == no._face


@BOTH
def test_the_words_agreed_to_stand_there_word_for_word(language: Language, make_desk: MakeDesk) -> None:
    for size in (*SIZES, (1280, 1024)):
        who = shown(make_desk(ASKING, size, language), DeclareConsent(CARD, AgeGroup.ADULT, "N. V. THỬ", "", "", 5, 5))
        said = who.says() + " | ".join(each.accessibleName() for each in who.every(Tick))
        for line in consent_words(campaign(), language.value):
            assert line in said, line


def test_sending_waits_for_every_tick_and_says_so(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    child = DeclareConsent(replace(CARD, for_other=True), AgeGroup.CHILD, "N. V. THỬ", "", "", 5, 5)
    who = shown(desk, child)
    assert len(who.every(Tick)) == 2
    assert not who.control("Đồng ý và gửi").isEnabled()
    assert "cả hai ô" in who.says()
    half = replace(child, draft=replace(child.draft, agreed=True))
    desk.window.renew(half)
    assert not who.control("Đồng ý và gửi").isEnabled()
    desk.window.renew(replace(half, draft=replace(half.draft, child_agreed=True)))
    assert who.control("Đồng ý và gửi").isEnabled()
    assert "cả hai ô" not in who.says()
    small = replace(child, age=AgeGroup.SMALL_CHILD)
    assert len(shown(desk, small).every(Tick)) == 1


@BOTH
def test_what_is_missing_is_said_at_the_field_and_at_the_button(language: Language, make_desk: MakeDesk) -> None:
    say = words(language).declare.identity
    who = shown(make_desk(ASKING, language=language), DeclareIdentity(HALF, WRONG, None, tried=True))
    said = who.says()
    for _, problem in WRONG:
        assert say.problems[problem] in said
    before = shown(make_desk(ASKING, language=language), DeclareIdentity(HALF, WRONG, None))
    assert not any(say.problems[problem] in before.says() for _, problem in WRONG)


@BOTH
def test_every_field_problem_and_choice_has_its_words(language: Language) -> None:
    say = words(language).declare.identity
    assert set(say.problems) == set(FieldProblem)
    assert set(say.fields) == set(Field)
    assert set(say.sexes) == set(DeclaredSex)
    assert set(say.relations) == set(Relationship)


def test_the_number_is_masked_until_the_eye_is_pressed(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    card = sample("declare-identity")
    assert isinstance(card, DeclareIdentity)
    who = shown(desk, card)
    everything = who.says() + " ".join(each.accessibleName() for each in who.every(Pressable))
    assert "•••• •••• 0001" in who.says()
    assert "001090000001" not in everything.replace(" ", "")
    who.touch("Hiện số")
    assert desk.chosen() == ["EyePressed"]
    desk.window.renew(replace(card, number_shown=True))
    assert "001090000001" in who.says()


def test_a_confirmed_number_cannot_be_typed_again(make_desk: MakeDesk) -> None:
    who = shown(make_desk(ASKING), sample("declare-identity"))
    assert "đã xác nhận" in who.says()
    assert not [each for each in who.desk.scene().parts.order if "Số điện thoại" in each.accessibleName()]


def test_what_does_not_fit_is_on_another_page_and_faults_turn_to_themselves(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING_TYPES, (1366, 768))
    screen = sample("declare-child-wrong")
    assert isinstance(screen, DeclareIdentity)
    who = shown(desk, screen)
    assert "Trang 1 / 2" in who.says()
    assert "Số điện thoại" not in who.says().replace("Còn thiếu", "")
    who.touch("Xuống")
    assert "Trang 2 / 2" in who.says()
    assert "Số điện thoại" in who.says()
    only = replace(screen, problems=((Field.PHONE, FieldProblem.PHONE_EMPTY),), tried=False)
    who = shown(make_desk(ASKING_TYPES, (1366, 768)), replace(only, draft=HALF, age=None))
    assert "Trang" not in who.says()  # an adult's form fits


def test_lists_have_pages_of_their_own(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING_TYPES)
    who = shown(desk, sample("declare-type"))
    who.touch("Người đến tiêm chủng")
    assert desk.chosen() == ["Picked", "EditPressed"]
    who = shown(desk, sample("declare-relation"))
    names = [each.accessibleName() for each in who.every(ChoiceBox)]
    assert "Khai cho chính mình" not in names  # a child does not
    assert "Nhân viên" not in names


def test_none_of_them_is_an_answer_of_its_own(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING_TYPES)
    who = shown(desk, sample("declare-options"))
    assert not any(each.chosen for each in who.every(ChoiceBox))
    who.touch("Không có mục nào")
    who.touch("Sốt")
    who.touch("Ho")
    told = [each.value for each in desk.pressed if isinstance(each, Answered)]
    assert told == ["", "fever", "cough"]


def test_a_citizen_code_is_at_least_five_centimetres_wide(make_desk: MakeDesk) -> None:
    for size, px_per_mm in (((1920, 1080), 5.57), ((1366, 768), 3.96), ((1080, 1920), 5.57), ((3840, 2160), 8.0)):
        who = shown(make_desk(replace(ASKING, px_per_mm=px_per_mm), size), sample("declare-done"))
        (code,) = who.every(QrCode)
        count = len(code._modules)
        module = code.width() // (count + 2 * QUIET)
        assert module * count >= 50 * px_per_mm, size
        assert "7Q4M 2F8K XR1C" in who.says()


@BOTH
def test_each_state_of_the_code_and_the_printer_says_what_to_do(language: Language, make_desk: MakeDesk) -> None:
    desk, say = make_desk(ASKING, language=language), words(language).declare.done
    done = sample("declare-done")
    assert isinstance(done, DeclareDone)
    who = shown(desk, done)
    for state, text in (
        (CodeState.ASKED, say.asked),
        (CodeState.LATER, say.later),
        (CodeState.NOT_ISSUED, say.not_issued),
    ):
        desk.window.renew(replace(done, state=state, code="", spelled=""))
        assert text in who.says()
        assert who.every(QrCode) == []
        assert say.print.title not in who.says()
    for printing, pair in (
        (Printing.READY, say.print),
        (Printing.PRINTING, say.printing),
        (Printing.PRINTED, say.printed),
        (Printing.FAILED, say.failed),
    ):
        desk.window.renew(replace(done, printing=printing))
        assert pair.title in who.says()
    desk.window.renew(replace(done, printing=Printing.NO_PRINTER))
    assert say.print.title not in who.says()
    assert say.photo.title in who.says()


@pytest.mark.parametrize(
    ("name", "button", "event"),
    [
        ("declare-done", "In mã ra giấy", "PrintPressed"),
        ("declare-done-no-paper", "Máy in hết giấy", "PrintPressed"),
        ("declare-done", "Khai thêm người nhà", "DeclareForOtherPressed"),
        ("declare-done", "Xong", "DonePressed"),
        ("declare-identity", "Quay lại", "BackPressed"),
        ("declare-identity", "Tiếp tục", "NextPressed"),
    ],
)
def test_every_button_tells_what_it_is(name: str, button: str, event: str, make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    shown(desk, sample(name)).touch(button)
    assert desk.chosen() == [event]


@BOTH
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_call_staff_and_both_languages_are_never_missing(
    size: tuple[int, int], language: Language, make_desk: MakeDesk
) -> None:
    desk = make_desk(ASKING, size, language)
    for name, screen in [*identity_screens(), *done_screens(MORNING)]:
        shown(desk, screen)
        window = desk.window.widget
        controls = window.controls()
        calls = [each for each in window.findChildren(StaffCall) if each.isVisible()]
        assert len(calls) == 1, name
        assert calls[0] in controls
        assert len([each for each in controls if isinstance(each, LanguageCell)]) == 2, name
    desk.window.status(replace(WELL, staff_called_at=MORNING))
    desk.window.renew(sample("declare-done-printed"))
    assert not next(each for each in desk.window.widget.findChildren(StaffCall) if each.isVisible()).isEnabled()


@BOTH
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_tab_visits_each_control_once_from_top_to_bottom(
    size: tuple[int, int], language: Language, make_desk: MakeDesk
) -> None:
    desk = make_desk(ASKING, size, language)
    for screen in (sample("declare-identity"), sample("declare-identity-wrong"), sample("declare-done")):
        desk.window.show(replace(screen), 90.0)
        desk.clock.seconds += 1
        tabbed = Qt.FocusPolicy.TabFocus  # of several answers Tab comes to the one chosen alone
        wanted = [each for each in desk.window.widget.controls() if each.isEnabled() and each.focusPolicy() & tabbed]
        walked: list[Pressable | None] = []
        for _ in wanted:
            QTest.keyClick(desk.focused() or desk.window.widget, Qt.Key.Key_Tab)
            walked.append(desk.focused())
        assert {id(each) for each in walked} == {id(each) for each in wanted}


def test_another_answer_keeps_the_focus_of_real_keys(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    box = who.control("Giới tính: Nữ")
    box.setFocus()
    who.desk.clock.seconds += 1
    QTest.keyClick(box, Qt.Key.Key_Space)
    focused = who.desk.focused()
    assert focused is not None
    assert "Nữ" in focused.accessibleName()
    assert isinstance(focused, ChoiceBox)
    assert focused.chosen


def test_an_old_scene_lets_go_of_everything_typed(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    who.touch("Họ và tên")
    who.types("MÂU")
    line, old = who.line, who.every(OskKey)
    who.strikes(Work.DONE)
    assert (line.text, line.before) == ("", "")
    assert all(each.accessibleName() == "" for each in old)
    assert "MÂU" in who.says()
    who.happens(Typed(Field.NAME, "", who.now))
    assert "MÂU" not in who.says()


def test_labels_of_a_hidden_page_are_not_on_the_display(make_desk: MakeDesk) -> None:
    who = shown(make_desk(ASKING_TYPES, (1366, 768)), sample("declare-child-wrong"))
    texts = [each.text() for each in who.desk.scene().findChildren(Label)]
    assert not any("Số điện thoại" in text for text in texts)


def test_arrows_go_between_the_answers_and_the_questions(make_desk: MakeDesk) -> None:
    who = shown(make_desk(ASKING), DeclareHealth(Draft(), 0, tuple(each.key for each in campaign().questions)))
    boxes = who.every(ChoiceBox)
    boxes[0].setFocus()
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 3), (Qt.Key.Key_Left, 2), (Qt.Key.Key_Up, 0)):
        QTest.keyClick(who.desk.window.widget.focusWidget(), key)
        assert who.desk.focused() is boxes[at]
