"""Choosing, the ways on where no code can be had, *still there*, and what other screens offer with these ways."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.cards.card import CardKind, Family
from kiosk.certificates import Trust
from kiosk.errand_events import PageTurned, PersonPressed, Turning
from kiosk.errand_screens import (
    ChoosePerson,
    CodeFault,
    CodeRefused,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    PersonAct,
    PersonState,
    StillThere,
    StillThereFor,
    WhyNoCode,
)
from kiosk.scans import Finding
from kiosk.screens import (
    CameraState,
    Goodbye,
    Language,
    NeedsDeclaration,
    Screen,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from tests.ui.conftest import MORNING, Desk, MakeDesk
from tests.ui.test_fits import crowded, faults, visible
from ui.sheet import SITE, START, WAYS, WELL
from ui.sheet_errand import MASKED, errand_screens, people
from ui.theme import colours
from ui.widgets.hand import KEYS_AFTER
from ui.widgets.label import Label
from ui.widgets.pressable import Pressable
from ui.widgets.ring import Ring
from ui.words import words

KEY = Qt.Key
SIX = people(MORNING)
CHOOSE = ChoosePerson(MASKED, SIX[:3], 2, attested=False)


def names(desk: Desk) -> list[str]:
    return [each.accessibleName() for each in desk.window.widget.controls()]


def texts(desk: Desk) -> set[str]:
    return {label.text().replace("\N{NO-BREAK SPACE}", " ") for label in desk.scene().findChildren(Label)}


def touch(desk: Desk, name: str) -> None:
    desk.wait_a_little()
    found = [each for each in desk.window.widget.controls() if each.accessibleName().startswith(name)]
    assert len(found) == 1, names(desk)
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("screen", "button", "choice"),
    [
        (CHOOSE, "Check in: N. V. THỬ", "PersonPressed"),
        (CHOOSE, "Check out: N. M. KIỂM", "PersonPressed"),
        (CHOOSE, "Check in cả 2 người", "EveryonePressed"),
        (CHOOSE, "Về màn hình chờ", "HomeChosen"),
        (CHOOSE, "Khai cho người khác", "DeclareForOtherPressed"),
        (replace(CHOOSE, rows=SIX[3:]), "Khai lại: N. THỊ NGHIỆM", "PersonPressed"),
        (replace(CHOOSE, rows=SIX[3:]), "Khai báo: L. V. MẪU", "PersonPressed"),
        (replace(CHOOSE, rows=SIX[3:]), "Gặp nhân viên: P. T. THỬ", "PersonPressed"),
        (replace(CHOOSE, page=1, pages=2), "Lên", "PageTurned"),
        (replace(CHOOSE, page=0, pages=2), "Xuống", "PageTurned"),
        (NobodyDeclared(MASKED, attested=False), "Khai báo ngay", "DeclarePressed"),
        (NobodyDeclared(MASKED, attested=False), "Gặp nhân viên", "HelpPressed"),
        (NobodyDeclared(MASKED, attested=False), "Quay lại", "BackPressed"),
        (NoCode(WhyNoCode.OFFLINE, MASKED, can_attest=True), "Gặp nhân viên xác nhận", "AttestPressed"),
        (NoCode(WhyNoCode.NOT_SENT, MASKED, can_attest=True), "Thử lại", "NextPressed"),
        (NoCode(WhyNoCode.HELP, MASKED, can_attest=True), "Nhập lại mã", "NextPressed"),
        (NoCode(WhyNoCode.NOT_CHECKED, MASKED, can_attest=True), "Thử lại", "NextPressed"),
        (NoCode(WhyNoCode.NOT_CHECKED, MASKED, can_attest=True), "Gặp nhân viên xác nhận", "AttestPressed"),
        (NoCode(WhyNoCode.LIMIT, MASKED, can_attest=False), "Gặp nhân viên", "HelpPressed"),
        (StillThere(StillThereFor.IDLE), "Tôi vẫn ở đây", "StillHerePressed"),
        (StillThere(StillThereFor.IDLE), "Xóa và kết thúc", "FinishPressed"),
        (StillThere(StillThereFor.NEW_CODE), "Bỏ, đọc mã mới", "FinishPressed"),
        (StillThere(StillThereFor.NEW_CODE), "Làm tiếp", "StillHerePressed"),
        (StillThere(StillThereFor.LEAVING), "Xóa và kết thúc", "FinishPressed"),
        (StillThere(StillThereFor.LEAVING), "Điền tiếp", "StillHerePressed"),
        (CodeRefused(CodeFault.FORGED), "Nhập số điện thoại", "PhonePressed"),
        (CodeRefused(CodeFault.EXPIRED), "Khai báo y tế", "DeclarePressed"),
        (CodeRefused(CodeFault.REVOKED), "Gặp nhân viên", "HelpPressed"),
        (CodeRefused(CodeFault.UNKNOWN_KEY), "Thử lại", "HomeChosen"),
        (Waiting(), "Không có điện thoại thông minh?", "PhonePressed"),
        (Waiting(), "Khai báo y tế", "DeclarePressed"),
        (NeedsDeclaration(CardKind.CCCD), "Khai báo ngay", "DeclarePressed"),
        (NeedsDeclaration(CardKind.CCCD), "Gặp nhân viên", "HelpPressed"),
        (Unreadable(Finding.GLARE), "Nhập số điện thoại", "PhonePressed"),
        (UnknownCode(Family.URL), "Nhập số điện thoại", "PhonePressed"),
    ],
)
def test_every_button_emits_its_choice(screen: Screen, button: str, choice: str, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(screen, 45.0)
    touch(desk, button)
    assert desk.chosen() == [choice]


def test_the_button_is_the_persons_own_and_pages_turn_one_by_one(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(replace(CHOOSE, page=0, pages=2), 45.0)
    touch(desk, "Check in: T. T. MẪU")
    touch(desk, "Xuống")
    pressed = [each for each in desk.pressed if isinstance(each, PersonPressed | PageTurned)]
    assert isinstance(pressed[0], PersonPressed)
    assert pressed[0].person == SIX[1].person
    assert isinstance(pressed[1], PageTurned)
    assert (pressed[1].what, pressed[1].by) == (Turning.PEOPLE, 1)
    up = next(each for each in desk.window.widget.controls() if each.accessibleName() == "Lên")
    assert not up.isEnabled()


def test_each_row_says_how_somebody_stands(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(CHOOSE, 45.0)
    assert {"N. V. THỬ", "1990 · Nam", "Tờ khai còn hạn đến 24/11", "Đang ở trong từ 07:50"} <= texts(desk)
    desk.window.renew(replace(CHOOSE, rows=SIX[3:], all_count=0, attested=True))
    found = texts(desk)
    assert {"1961", "Nam", "1975 · Khác", "Tờ khai hết hạn 22/11", "Chưa có tờ khai", "chưa xác thực OTP"} <= found
    assert not any("Check in cả" in name for name in names(desk))
    earlier = replace(SIX[2], at=MORNING - timedelta(days=2))
    done = replace(SIX[0], state=PersonState.ENTERED, act=PersonAct.NOTHING, at=MORNING)
    desk.window.renew(replace(CHOOSE, rows=(earlier, done)))
    assert {"Đang ở trong từ 21/11", "Đã vào 08:42", "Ai đang ra về?"} <= texts(desk)


def test_the_sentence_asks_for_a_button_only_where_there_is_one(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    done = [replace(row, act=PersonAct.NOTHING) for row in SIX[:3]]
    for rows, press in (
        (SIX[:3], " Bấm nút cạnh từng người."),
        ((*done[:2], SIX[2]), " Bấm nút bên cạnh."),
        (done, ""),
    ):
        desk.window.show(replace(CHOOSE, rows=tuple(rows), all_count=0), 45.0)
        assert f"3 người đã khai trên số {MASKED}.{press}".replace("\N{NO-BREAK SPACE}", " ") in texts(desk)


@pytest.mark.parametrize("why", [StillThereFor.NEW_CODE, StillThereFor.LEAVING])
def test_what_the_ring_runs_down_to_is_said(why: StillThereFor, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(StillThere(why), 15.0)
    say = words(Language.VI).errand.still
    assert say.at_zero in texts(desk)
    assert say.at_zero in desk.scene().parts.spoken
    focused = desk.focused()
    assert focused
    assert focused.accessibleName() == say.stay[why]


def test_an_unchecked_code_is_tried_again_first(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(NoCode(WhyNoCode.NOT_CHECKED, MASKED, can_attest=True), 45.0)
    assert [name.split(".")[0] for name in names(desk)[:2]] == ["Thử lại", "Gặp nhân viên xác nhận"]
    assert "Chưa kiểm tra được mã" in texts(desk)


def test_a_goodbye_that_cannot_be_taken_back_asks_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Goodbye("N. V. THỬ", MORNING, None, can_undo=False), 5.0)
    assert "Chưa ra về?" not in texts(desk)
    assert names(desk) == []
    assert not any("Đã ở trong" in text for text in texts(desk))
    desk.window.show(Goodbye("N. V. THỬ", MORNING, timedelta(minutes=52), again=True, can_undo=False), 5.0)
    assert {"Đã ghi giờ ra trước đó", "Đã ở trong 52 phút"} <= texts(desk)


def test_while_somebody_is_recorded_nothing_else_can_be(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(replace(CHOOSE, asking=True), 45.0)
    able = {each.accessibleName() for each in desk.window.widget.controls() if each.isEnabled()}
    assert able == {"Về màn hình chờ", "Gọi nhân viên", "Tiếng Việt", "English"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("why", list(WhyNoCode))
def test_no_code_is_no_word_about_the_number(why: WhyNoCode, language: Language, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS, language=language)
    desk.window.show(NoCode(why, MASKED, can_attest=True), 45.0)
    said = " ".join(texts(desk)).lower()
    assert "không đúng" not in said
    assert "sai" not in said.split()
    assert "wrong" not in said
    assert ("Thử lại" in said or language is Language.EN) or why in (WhyNoCode.LIMIT, WhyNoCode.HELP) or "thử" in said


def test_where_nobody_can_declare_there_are_only_the_staff(make_desk: MakeDesk) -> None:
    desk = make_desk(SITE)
    desk.window.show(NobodyDeclared(MASKED, attested=True), 45.0)
    assert names(desk)[:2] == ["Gặp nhân viên. Nhân viên khai hộ quý khách", "Quay lại"]
    assert "chưa xác thực OTP" in texts(desk)
    desk.window.show(NeedsDeclaration(CardKind.CCCD), 30.0)
    assert names(desk) == ["Gặp nhân viên. Nhân viên khai hộ quý khách"]
    desk.window.show(CodeRefused(CodeFault.EXPIRED), 20.0)
    assert names(desk)[0].startswith("Gặp nhân viên")


@pytest.mark.parametrize("why", list(StillThereFor))
def test_any_key_or_touch_says_that_somebody_is_there(why: StillThereFor, make_desk: MakeDesk) -> None:
    def here(act: Callable[[Desk], None]) -> list[str]:
        desk = make_desk(WAYS)
        desk.window.show(StillThere(why), 15.0)
        desk.clock.seconds += KEYS_AFTER + 0.1
        act(desk)
        return desk.chosen()

    def key(which: Qt.Key) -> Callable[[Desk], None]:
        return lambda desk: QTest.keyClick(desk.focused() or desk.window.widget, which)

    def beside(desk: Desk) -> None:
        QTest.mouseClick(desk.scene(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))

    assert here(beside) == ["StillHerePressed"], "beside"
    for act in (key(KEY.Key_Return), key(KEY.Key_Escape), key(KEY.Key_A), key(KEY.Key_7), key(KEY.Key_Left)):
        assert here(act) == ["StillHerePressed"]
    assert here(key(KEY.Key_Shift)) == []
    assert here(key(KEY.Key_Tab)) == []


def test_behind_still_there_nothing_can_be_seen(make_desk: MakeDesk) -> None:
    desk = make_desk(replace(WAYS, reduced_motion=False))
    desk.window.show(EnterPhone("0900000001", None), 45.0)
    desk.window.show(StillThere(StillThereFor.IDLE), 15.0)
    widget = desk.window.widget
    assert not widget.fade.isVisible()
    assert desk.scene().size() == widget.size()
    picture = widget.grab().toImage()
    dialog = desk.scene().childAt(widget.rect().center())
    assert dialog
    for x in range(4, widget.width(), 60):
        for y in (4, 60, 150, widget.height() - 4):
            assert picture.pixelColor(x, y) == colours.INK
    assert desk.focused()
    assert desk.scene().findChildren(Ring)[0].number() == 15


def test_refused_codes_have_no_word_against_their_holder(make_desk: MakeDesk) -> None:
    said = set()
    for language in Language:
        desk = make_desk(WAYS, language=language)
        for fault in CodeFault:
            desk.window.show(CodeRefused(fault), 20.0)
            text = words(language).errand.refused.texts[fault]
            assert {text.title, text.line} <= texts(desk)
            assert not any(word in " ".join(texts(desk)).lower() for word in ("giả", "fake", "forge", "lừa"))
            said.add(text.title)
    assert len(said) == 2 * len(CodeFault)


def test_with_nothing_to_read_codes_the_phone_is_the_way(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.status(replace(WELL, camera=CameraState.LOST, scanner=False))
    desk.window.show(Waiting(), None)
    assert "Mời nhập số điện thoại" in texts(desk)
    assert "Mời gặp nhân viên" not in texts(desk)
    assert [name for name in names(desk) if "điện thoại" in name]


@pytest.mark.parametrize("trust", list(Trust))
def test_welcome_says_what_is_known_of_a_certificate(trust: Trust, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Welcome("N. V. THỬ", MORNING, certificate=trust), 4.0)
    verified = any("đã xác thực" in text for text in texts(desk))
    assert verified == (trust is Trust.TRUSTED)
    assert words(Language.VI).errand.more.certificates[trust] in texts(desk)
    assert "Thẻ đã đọc, chưa xác thực" not in texts(desk)


def test_welcome_says_who_came_along_and_how_long_the_declaration_holds(make_desk: MakeDesk) -> None:
    desk = make_desk()
    until = MORNING + timedelta(days=1)
    desk.window.show(Welcome("N. V. THỬ", MORNING, attested=True, others=2, declared_until=until), 4.0)
    assert {"và 2 người cùng đi", "chưa xác thực OTP", "Tờ khai y tế còn hạn đến 24/11"} <= texts(desk)
    desk.window.show(Welcome("N. V. THỬ", MORNING, confirmed=True), 4.0)
    assert "Đã xác nhận số điện thoại" in texts(desk)
    assert "Thẻ đã đọc, chưa xác thực" not in texts(desk)
    desk.window.show(Welcome("N. V. THỬ", MORNING, verified=True, declared_until=until, invite_to_declare=True), 4.0)
    assert {"Mã đã xác thực", "Mời khai báo y tế"} <= texts(desk)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920)], ids=["wide", "small", "upright"])
def test_every_screen_fits_with_every_way_open(size: tuple[int, int], language: Language, make_desk: MakeDesk) -> None:
    px_per_mm = {1920: 5.57, 1366: 3.96, 1080: 5.57}[size[0]]  # 15.6 inches: the least there is
    desk = make_desk(replace(WAYS, px_per_mm=px_per_mm), size, language)
    found = []
    for name, screen in errand_screens(MORNING, START):
        desk.window.show(screen, 45.0)
        widget = desk.window.widget
        found += [f"{name}: {each}" for each in [*faults(widget, 0.7), *crowded(widget, 3 * px_per_mm - 1)]]
        for button in visible(widget, Pressable):
            assert isinstance(button, Pressable)
            least = button.reach.value * px_per_mm - 1
            assert button.accessibleName().strip(), name
            if button.isEnabled() and min(button.width(), button.height()) < least:
                found.append(f"{name}: {button.accessibleName()} is {button.size().toTuple()}")
    assert not found
