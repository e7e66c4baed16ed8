"""A member of staff signs in: a name, a PIN nobody sees, and what happens when it is wrong."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.errand_events import Box, Picked
from kiosk.errand_screens import PinNotice, PinPurpose
from kiosk.screens import Language
from tests.ui.conftest import MakeDesk
from tests.ui.test_keypad_screens import PIN, control, show, tap, texts, typings
from ui.sheet import WAYS
from ui.sheet_errand import STAFF
from ui.words import words

KEY = Qt.Key


def test_the_pin_is_typed_unseen_and_forgotten_when_the_flow_forgets_it(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, PIN)
    tap(desk, "4", "1", "7")
    assert typings(desk)[-1] == ("pin_box", "417")
    assert not any("417" in text for text in texts(desk))
    desk.window.renew(replace(PIN, notice=PinNotice.WRONG, tries_left=4))
    assert "PIN chưa đúng, còn 4 lần thử." in texts(desk)
    tap(desk, "9")
    assert typings(desk)[-1] == ("pin_box", "9")


def test_a_name_is_picked_and_a_long_list_is_turned(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(replace(PIN, staff=STAFF, chosen=None), 30.0)
    assert "Chọn tên nhân viên trước" in texts(desk)
    assert not control(desk, "1").isEnabled()
    QTest.keyClick(desk.window.widget, KEY.Key_4)
    assert typings(desk) == []
    desk.wait_a_little()
    QTest.mouseClick(control(desk, "Xuống"), Qt.MouseButton.LeftButton)
    last = control(desk, "Nguyễn Thị Ngọc Khuyến Mẫu. Nhân viên kiểm dịch")
    desk.wait_a_little()
    QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    picked = [each for each in desk.pressed if isinstance(each, Picked)]
    assert [(each.where, each.value) for each in picked] == [(Box.PIN, str(STAFF[3].id))]
    desk.window.renew(replace(PIN, staff=STAFF, chosen=STAFF[0].id))
    assert control(desk, "Lê Thị Trực. Nhân viên kiểm dịch").isVisible()


def test_a_lock_runs_down_and_opens(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(WAYS)
    show(desk, replace(PIN, notice=PinNotice.LOCKED, tries_left=0, locked_until=desk.clock.seconds + 300))
    assert "Đã nhập sai nhiều lần. Thử lại sau 5:00." in texts(desk)
    QTest.keyClick(desk.window.widget, KEY.Key_4)
    assert typings(desk) == []
    assert not control(desk, "1").isEnabled()
    desk.clock.seconds += 301
    qtbot.waitUntil(control(desk, "1").isEnabled, timeout=2500)


def test_with_no_staff_the_screen_says_how_there_are_some(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(replace(PIN, staff=(), chosen=None), 30.0)
    assert any("chưa có tên nhân viên" in text for text in texts(desk))
    assert not control(desk, "1").isEnabled()
    QTest.keyClick(desk.window.widget, KEY.Key_Escape)
    assert desk.chosen() == ["BackPressed"]


def test_a_visitor_who_stands_here_is_told_to_wait_and_can_go_back(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    show(desk, PIN)
    say = words(Language.VI).errand.pin
    assert {say.attest, say.waits} <= texts(desk)
    assert control(desk, "Gọi nhân viên").isVisible()
    for name in ("Quay lại", "Về màn hình chờ"):
        desk.wait_a_little()
        QTest.mouseClick(control(desk, name), Qt.MouseButton.LeftButton)
    assert desk.chosen() == ["BackPressed", "HomeChosen"]
    desk.window.show(replace(PIN, purpose=PinPurpose.CLOSE_STOP), 30.0)
    assert {say.title, say.line} <= texts(desk)
    assert say.waits not in texts(desk)
