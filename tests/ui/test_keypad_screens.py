"""Typing on glass and on keys: phone, code and PIN."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.errand_events import Box, PhonePressed, Typed
from kiosk.errand_screens import CodeNotice, EnterCode, EnterPhone, PinNotice, PinPurpose, StaffPin
from kiosk.events import Choice
from kiosk.phone import PhoneProblem, parse
from kiosk.scans import Scan
from kiosk.screens import Language, Screen, Waiting
from tests.ui.conftest import Desk, MakeDesk
from ui.keyboard_scanner import KeyboardScanner
from ui.screens.enter_phone import said_of
from ui.sheet import WAYS
from ui.sheet_errand import MASKED, STAFF
from ui.widgets.hand import KEYS_AFTER, NEXT_KEY
from ui.widgets.label import Label
from ui.widgets.message import Tone
from ui.widgets.number_field import grouped, missing
from ui.widgets.pressable import Pressable
from ui.words import words

KEY = Qt.Key
CODE = EnterCode(MASKED, "", CodeNotice.SENT, 5, 1258.0, 1042.0)
PIN = StaffPin(PinPurpose.ATTEST, STAFF[:3], STAFF[0].id, 0, PinNotice.ENTER, 5)
FULL = EnterPhone("0900000001", None)


def control(desk: Desk, name: str) -> Pressable:
    found = [each for each in desk.window.widget.controls() if each.accessibleName() == name]
    assert len(found) == 1, [each.accessibleName() for each in desk.window.widget.controls()]
    return found[0]


def texts(desk: Desk) -> set[str]:
    return {label.text() for label in desk.scene().findChildren(Label)}


def typings(desk: Desk) -> list[tuple[str, str]]:
    return [(str(each.where), each.text) for each in desk.pressed if isinstance(each, Typed)]


def show(desk: Desk, screen: Screen) -> None:
    """Show it, and answer what is typed as the flow does: with the same screen and the new digits."""

    def answer(choice: Choice) -> None:
        shown = desk.window.shown
        match choice, shown:
            case Typed(Box.PHONE, text), EnterPhone():
                read = parse(text)
                desk.window.renew(EnterPhone(text, read if isinstance(read, PhoneProblem) else None))
            case Typed(Box.CODE, text), EnterCode():
                desk.window.renew(replace(shown, digits=text))
            case Typed(Box.PIN, text), StaffPin():
                desk.window.renew(replace(shown, typed=len(text)))

    desk.answer = answer
    desk.window.show(screen, 45.0)
    desk.clock.seconds += KEYS_AFTER


def tap(desk: Desk, *names: str) -> None:
    for name in names:
        desk.clock.seconds += NEXT_KEY
        QTest.mouseClick(control(desk, name), Qt.MouseButton.LeftButton)


def test_keys_send_the_whole_text_each_time(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, EnterPhone())
    tap(desk, "0", "9", "0", "Xóa một số", "1", "Xóa hết", "8")
    assert [text for _, text in typings(desk)] == ["0", "09", "090", "09", "091", "", "8"]
    assert {where for where, _ in typings(desk)} == {"phone_box"}
    tap(desk, *"00112233445566")
    assert typings(desk)[-1][1] == "800112233445566"
    tap(desk, "7")
    assert typings(desk)[-1][1] == "800112233445566"


@pytest.mark.parametrize(("screen", "where"), [(EnterPhone(), "phone_box"), (CODE, "code_box"), (PIN, "pin_box")])
def test_physical_keys_type_without_any_focus(screen: Screen, where: str, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, screen)
    for key in (KEY.Key_4, KEY.Key_1, KEY.Key_Backspace, KEY.Key_7, KEY.Key_Delete, KEY.Key_2, KEY.Key_A):
        QTest.keyClick(desk.window.widget, key)
    assert typings(desk) == [(where, text) for text in ("4", "41", "4", "47", "", "2")]
    assert desk.focused() is None


def test_a_finger_gives_no_key_the_focus_so_that_enter_goes_forward(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, EnterPhone("090000000", PhoneProblem.TOO_SHORT))
    QTest.keyClick(desk.window.widget, KEY.Key_Return)
    assert desk.chosen() == []
    tap(desk, "1")
    assert desk.focused() is None
    QTest.keyClick(desk.window.widget, KEY.Key_Return)
    assert desk.chosen() == ["Typed", "NextPressed"]
    QTest.keyClick(desk.window.widget, KEY.Key_Escape)
    assert desk.chosen()[-1] == "BackPressed"


def test_two_quick_digits_are_two_and_a_trembling_one_is_one(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, EnterPhone())
    tap(desk, "0", "0")
    QTest.mouseClick(control(desk, "0"), Qt.MouseButton.LeftButton)
    assert [text for _, text in typings(desk)] == ["0", "00"]


def test_arrows_go_from_key_to_key(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, EnterPhone())
    control(desk, "5").setFocus()
    for key, name in ((KEY.Key_Right, "6"), (KEY.Key_Right, "6"), (KEY.Key_Down, "9"), (KEY.Key_Left, "8")):
        focused = desk.focused()
        assert focused
        QTest.keyClick(focused, key)
        assert (desk.focused() or focused).accessibleName() == name


KEYPAD = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Xóa hết", "0", "Xóa một số"]
BAR = ["Gọi nhân viên", "Tiếng Việt", "English"]


@pytest.mark.parametrize(
    ("screen", "order"),
    [
        (FULL, ["Ẩn số", *KEYPAD, "Quay lại", "Tiếp tục", *BAR]),
        (CODE, [*KEYPAD, "Gửi lại sau 0:42", "Sửa số", "Không nhận được mã?", "Quay lại", "Xác nhận", *BAR]),
        (
            PIN,
            [
                *(f"{one.name}. {words(Language.VI).errand.pin.roles[one.role]}" for one in STAFF[:3]),
                *KEYPAD,
                "Quay lại",
                "Về màn hình chờ",
                "Đăng nhập",
                *BAR,
            ],
        ),
    ],
    ids=["phone", "code", "pin"],
)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920)], ids=["wide", "small", "upright"])
def test_the_controls_are_in_the_order_of_reading(
    size: tuple[int, int], screen: Screen, order: list[str], make_desk: MakeDesk
) -> None:
    desk = make_desk(WAYS, size)
    desk.window.show(screen, 45.0)
    names = [each.accessibleName() for each in desk.window.widget.controls()]
    if size == (1080, 1920):
        assert sorted(names) == sorted(order)
        low = size[1] * 0.4
        high = [each for each in desk.window.widget.controls() if each.mapTo(desk.window.widget, each.pos()).y() < 0]
        assert high == []
        keys = [control(desk, name) for name in KEYPAD]
        assert all(each.mapTo(desk.window.widget, each.rect().topLeft()).y() > low for each in keys)
    else:
        assert names == order


@pytest.mark.parametrize("language", list(Language))
def test_each_problem_of_a_number_has_its_sentence(language: Language, make_desk: MakeDesk) -> None:
    say = words(language).errand.phone
    desk = make_desk(WAYS, (1366, 768), language)
    desk.window.show(EnterPhone(), 45.0)
    said = set()
    for digits in ("", "09000", "0600", "012345", "0283", "1900", "0033123", "09000000012", "x"):
        read = parse(digits)
        assert isinstance(read, PhoneProblem)
        screen = EnterPhone(digits, read)
        desk.window.renew(screen)
        text, tone = said_of(screen, say)
        assert text.replace("**", "") in texts(desk)
        assert (tone is Tone.WRONG) == (read not in (PhoneProblem.EMPTY, PhoneProblem.TOO_SHORT))
        said.add(text)
        assert all(label.fits() for label in desk.scene().findChildren(Label) if label.isVisible())
    assert len(said) == len(PhoneProblem)


def test_forward_is_open_only_for_a_mobile_number_and_says_why_not(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(EnterPhone("0900", PhoneProblem.TOO_SHORT), 45.0)
    forward = control(desk, "Tiếp tục")
    assert not forward.isEnabled()
    assert {"Chưa đủ số", "Còn thiếu 6 số. Số di động có 10 chữ số."} <= texts(desk)
    desk.window.renew(FULL)
    assert forward.isEnabled()
    assert {"Đủ số. Bấm Tiếp tục."} <= texts(desk)
    desk.window.renew(replace(FULL, asking=True))
    assert (forward.accessibleName(), forward.isEnabled()) == ("Đang gửi mã…", False)
    desk.window.renew(replace(FULL, hidden=True))
    assert control(desk, "Hiện số").isEnabled()


def test_numbers_stand_in_the_groups_their_owner_reads() -> None:
    assert ["".join(group) for group in grouped("0900000001")] == ["0900", "000", "001"]
    assert ["".join(group) for group in grouped("+84900000001")] == ["+84", "900", "000", "001"]
    assert ["".join(group) for group in grouped("84090000000112")] == ["84", "0900", "000", "001", "12"]
    assert [missing(text) for text in ("", "09", "+84", "0084900000001", "+")] == [10, 8, 9, 0, 10]


def test_both_times_of_the_code_run_by_the_clock(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(WAYS)
    desk.window.show(CODE, 120.0)
    assert {"Mã còn hiệu lực 4:18", "Gửi lại sau 0:42", "Còn 5 lần nhập"} <= texts(desk)
    resend = control(desk, "Gửi lại sau 0:42")
    assert not resend.isEnabled()
    desk.clock.seconds += 41.5
    qtbot.waitUntil(lambda: "Gửi lại sau 0:01" in texts(desk), timeout=2500)
    assert "Mã còn hiệu lực 3:37" in texts(desk)
    desk.clock.seconds += 1
    qtbot.waitUntil(resend.isEnabled, timeout=2500)
    assert resend.accessibleName() == "Gửi lại mã"
    desk.clock.seconds += 300
    qtbot.waitUntil(lambda: "Mã đã hết hiệu lực" in texts(desk), timeout=2500)


@pytest.mark.parametrize("notice", [each for each in CodeNotice if each is not CodeNotice.SENT])
@pytest.mark.parametrize("language", list(Language))
def test_what_became_of_a_code_is_said(notice: CodeNotice, language: Language, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS, language=language)
    desk.window.show(replace(CODE, digits="417204"), 120.0)
    scene = desk.scene()
    desk.window.renew(replace(CODE, notice=notice, tries_left=1))
    assert desk.scene() is scene
    text = words(language).errand.code.notices[notice]
    assert text in texts(desk)
    assert scene.parts.spoken == text
    assert control(desk, "1").isEnabled() == (notice is not CodeNotice.LOCKED)


def test_a_locked_code_takes_no_digits_from_any_key(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, replace(CODE, notice=CodeNotice.LOCKED))
    QTest.keyClick(desk.window.widget, KEY.Key_4)
    assert typings(desk) == []
    assert "Mã đã hết hiệu lực" not in texts(desk)
    assert "Mã được kiểm tra ngay khi đủ 6 số" not in texts(desk)
    desk.window.renew(replace(CODE, notice=CodeNotice.LOCKED, resend_at=None))
    assert "Đã hết số lần nhập. Mời gặp nhân viên." in texts(desk)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["wide", "upright"])
def test_no_button_slides_under_a_finger_when_no_more_messages_are_to_be_had(
    size: tuple[int, int], make_desk: MakeDesk
) -> None:
    desk = make_desk(WAYS, size)
    desk.window.show(replace(CODE, resend_at=0.0), 120.0)
    scene, resend = desk.scene(), control(desk, "Gửi lại mã")
    others = [control(desk, name) for name in ("Sửa số", "Không nhận được mã?")]
    before = [each.geometry() for each in others]
    desk.window.renew(replace(CODE, notice=CodeNotice.LIMIT, resend_at=None))
    assert desk.scene() is scene
    assert not resend.isVisible()
    assert [each.geometry() for each in others] == before
    desk.window.renew(replace(CODE, resend_at=0.0))
    assert resend.isVisible()


def test_no_word_of_the_code_names_a_number_of_tries() -> None:
    for language in Language:
        say = words(language).errand
        for text in (*say.code.notices.values(), say.code.tries, say.pin.tries, say.pin.wrong, say.pin.locked):
            assert not any(letter.isdigit() for letter in text), text


def test_a_digit_on_the_waiting_screen_opens_the_phone_screen_with_it(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(Waiting(), None)
    QTest.keyClick(desk.window.widget, KEY.Key_Plus)
    QTest.keyClick(desk.window.widget, KEY.Key_0)
    opened = [each for each in desk.pressed if isinstance(each, PhonePressed)]
    assert [each.digit for each in opened] == ["0"]
    plain = make_desk()
    plain.window.show(Waiting(), None)
    QTest.keyClick(plain.window.widget, KEY.Key_0)
    assert plain.chosen() == []


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("pause", [0.1, 0.25], ids=["ten-a-second", "four-a-second"])
def test_the_filter_of_the_scanner_lets_a_person_type(
    pause: float, make_desk: MakeDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    desk = make_desk(WAYS)
    show(desk, EnterPhone())
    widget = desk.window.widget
    widget.hide()
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    scans: list[Scan] = []
    scanner = KeyboardScanner(qapp, scans.append)
    try:
        for digit in "0900":
            QTest.keyClick(widget.windowHandle(), ord(digit))
            qtbot.wait(round(pause * 1000))
        qtbot.waitUntil(lambda: [text for _, text in typings(desk)] == ["0", "09", "090", "0900"], timeout=1000)
        assert scans == []
    finally:
        scanner.close()
