"""What the forms of the wizard show and where real keys go: whom it is about, what was chosen, what is wanting."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.declarations import AgeGroup, Relationship
from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareHealth, DeclareIdentity
from kiosk.draft import Draft, FieldProblem, typed
from kiosk.errand_events import Box, EditPressed, Typed
from kiosk.questionnaire import Answer, Field
from kiosk.screens import Language, Screen
from tests.ui.conftest import MakeDesk
from tests.ui.declaring import Declarant, sample, shown
from ui.sheet import ASKING, ASKING_TYPES
from ui.sheet_declaring import (
    CARD,
    CHILD,
    HALF,
    WRONG,
    address_screens,
    campaign,
)
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.offers import OfferChip
from ui.words import words

SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
BOTH = pytest.mark.parametrize("language", list(Language))


def test_a_sex_is_as_large_chosen_as_not(make_desk: MakeDesk) -> None:
    for size in (*SIZES, (1280, 1024)):
        card = sample("declare-identity")
        assert isinstance(card, DeclareIdentity)
        female = replace(card, draft=typed(card.draft, Field.SEX, "female"))
        who = shown(make_desk(ASKING, size, Language.EN), female)
        words_of = [each for box in who.every(ChoiceBox) for each in box.findChildren(Label)]
        assert len({each.px for each in words_of}) == 1, size


def test_the_places_chosen_stand_in_their_fields(make_desk: MakeDesk) -> None:
    there = dict(address_screens())["declare-address"]
    assert isinstance(there, DeclareAddress)
    desk = make_desk(ASKING)
    who = shown(desk, there)
    who.control("Tỉnh / thành phố: Thanh Hóa, đã chọn")
    assert "cam" in who.says()
    desk.window.renew(replace(there, ward_query="", provinces=(), province_query=""))
    assert "Thanh Hóa" in who.says()  # whatever page its list is on
    who.control("Phường / xã: Xã Cẩm Tú, đã chọn")


def test_what_is_answered_and_what_is_left_make_up_the_whole(make_desk: MakeDesk) -> None:
    keys = tuple(each.key for each in campaign().questions)
    noted = replace(CARD, answers=(Answer(keys[0], "yes"), Answer(keys[1], "no")))
    who = shown(make_desk(ASKING), DeclareHealth(noted, 0, (keys[0], *keys[2:])))
    assert f"Đã trả lời 1 / {len(keys)}" in who.says()
    assert f"Còn {len(keys) - 1} câu" in who.says()
    assert "(*)" in who.says()  # the note that has to be written


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_questions_are_turned_at_one_place(size: tuple[int, int], make_desk: MakeDesk) -> None:
    keys = tuple(each.key for each in campaign().questions)
    answers = (Answer(keys[0], "yes"), Answer(keys[1], "yes"))
    desk = make_desk(ASKING, size)
    places = []
    for many in range(3):
        who = shown(desk, DeclareHealth(replace(CARD, answers=answers[:many]), 0, keys[many:]))
        places.append(who.control("Câu sau").geometry())
    assert len({each.getRect() for each in places}) == 1


@BOTH
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_each_step_says_whom_it_is_about(size: tuple[int, int], language: Language, make_desk: MakeDesk) -> None:
    desk, say = make_desk(ASKING_TYPES, size, language), words(language).declare
    there = dict(address_screens())["declare-address"]
    assert isinstance(there, DeclareAddress)
    about = say.whose.format(name="N. V. THỬ").replace("**", "")
    steps: list[Screen] = [
        sample("declare-child"),
        replace(there, draft=CHILD),
        DeclareHealth(CHILD, 0, ("symptoms",)),
        DeclareConsent(CHILD, AgeGroup.CHILD, "N. V. THỬ", "", "", 4, 4),
    ]
    for screen in steps:
        assert about in shown(desk, screen).says(), screen
    said = shown(desk, steps[-1]).says()
    assert "T. T. MẪU" in said  # who declares
    assert say.identity.child_relations[Relationship.PARENT] in said
    unnamed = DeclareHealth(Draft(for_other=True), 0, ("symptoms",))
    assert say.whose_unnamed in shown(desk, unnamed).says()
    own = DeclareHealth(CARD, 0, ("symptoms",))
    assert say.whose.split("{")[0].replace("**", "") not in shown(desk, own).says()


def test_nobody_is_the_child_or_the_spouse_of_a_child(make_desk: MakeDesk) -> None:
    who = shown(make_desk(ASKING_TYPES), sample("declare-relation"))
    names = [each.accessibleName().removesuffix(", đã chọn") for each in who.every(ChoiceBox)]
    assert names == ["Cha, mẹ", "Ông, bà", "Anh, chị", "Người giám hộ", "Khác"]


def test_what_is_not_typed_is_to_be_chosen(make_desk: MakeDesk) -> None:
    wrong = tuple((field, FieldProblem.MISSING) for field in (Field.VISITOR_TYPE, Field.RELATIONSHIP))
    who = shown(make_desk(ASKING_TYPES), DeclareIdentity(Draft(for_other=True), wrong, AgeGroup.CHILD, tried=True))
    assert "Xin điền" not in who.says()
    assert "Xin chọn" in who.says()
    assert "Còn thiếu: Loại khách, Quan hệ với người được khai" in who.says()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_form_stays_where_it_is_when_something_is_wanting(size: tuple[int, int], make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING, size)
    before, after = DeclareIdentity(HALF, WRONG, None), DeclareIdentity(HALF, WRONG, None, tried=True)
    places = []
    for screen in (before, after):
        who = shown(desk, screen)
        places.append(who.control("Họ và tên").geometry())
        assert "Đưa thẻ vào máy" in who.says()
    assert places[0] == places[1]


def test_the_first_page_with_something_wanting_comes_up_each_time(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING_TYPES, (1366, 768)))
    who.happens(Typed(Field.BIRTH, "15/08/2016", who.now))
    who.touch("Xuống")
    assert "Trang 2" in who.says()
    who.touch("Tiếp tục")
    assert "Trang 1" in who.says()
    who.touch("Xuống")
    who.touch("Tiếp tục")
    assert "Trang 1" in who.says()


def test_enter_on_a_sex_chooses_it_and_goes_on(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    window = who.desk.window.widget
    who.desk.clock.seconds += 1
    who.control("Giới tính: Nữ").setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert who.draft.get(Field.SEX) == "female"
    assert "Quốc tịch" in window.focusWidget().accessibleName()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert "Nữ" in window.focusWidget().accessibleName()  # the one chosen, not the one before it
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert who.draft.get(Field.SEX) == "female"
    assert "Quốc tịch" in window.focusWidget().accessibleName()
    who.control("Giới tính: Nữ").setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert who.draft.get(Field.SEX) == "male"


def test_real_keys_begin_at_the_first_empty_field_and_come_back_to_the_one_left(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    desk.window._look.hand.keyboard = True
    who = Declarant(desk)
    who.desk.clock.seconds += 1
    window = who.desk.window.widget
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_T)
    assert who.draft.get(Field.NAME) == "T"
    who.happens(EditPressed(Field.PHONE, who.now))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert "Số điện thoại" in window.focusWidget().accessibleName()


def test_a_letter_opens_the_search_for_a_place_and_goes_into_it(make_desk: MakeDesk) -> None:
    there = dict(address_screens())["declare-address-empty"]
    desk = make_desk(ASKING)
    who = shown(desk, there)
    desk.clock.seconds += 1
    field = who.control("Tỉnh / thành phố")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_T)
    told = [each for each in desk.pressed if isinstance(each, Typed | EditPressed)]
    assert [each.where for each in told] == [Field.PROVINCE, Box.PROVINCE_SEARCH]


def test_enter_stays_where_nothing_is_found_and_nothing_looks_taken(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    who = shown(desk, dict(address_screens())["declare-ward-none"])
    desk.clock.seconds += 1
    assert "Không thấy “qqq”" in who.says()
    QTest.keyClick(desk.window.widget.focusWidget(), Qt.Key.Key_Return)
    assert desk.chosen() == []
    who = shown(make_desk(ASKING), sample("declare-keyboard"))
    first, *rest = (each._face for each in who.every(OfferChip))
    assert rest
    assert all(each == first for each in rest)
