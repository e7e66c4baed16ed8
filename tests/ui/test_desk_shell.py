"""The desk's window, worked by keyboard: signing in, locking, and what is left behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import scan
from tests.ui.desk_fakes import NURSE, PINS
from tests.ui.desk_room import NAME, Room, Sheet, open_room


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = open_room(qtbot)
    yield made
    made.window.end()
    qtbot.wait(1)


def test_a_wrong_pin_is_said_and_the_right_one_opens_the_desk(room: Room) -> None:
    room.press(Qt.Key.Key_Down)
    room.type("999998")
    room.press(Qt.Key.Key_Return)
    assert room.window.opened is None
    assert room.window.sign_in is not None
    assert "4" in room.window.sign_in.message.label.text()
    room.type(PINS[NURSE.id])
    room.press(Qt.Key.Key_Return)
    assert room.window.opened is not None
    assert room.log == ["opened list"]


def test_a_wrong_digit_is_taken_back_by_key(room: Room) -> None:
    room.press(Qt.Key.Key_Down)
    room.type("1358")
    room.press(Qt.Key.Key_Backspace)
    room.type("790")
    room.press(Qt.Key.Key_Enter)
    assert room.session.who == NURSE


def test_the_keys_on_the_screen_sign_in_too(room: Room) -> None:
    page = room.window.sign_in
    assert page is not None
    for control in page.names.controls()[:1]:
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    for digit in PINS[NURSE.id]:
        room.clock.turn(0.5)
        key = next(key for key in page.keypad.keys if key.accessibleName() == digit)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    room.clock.turn(0.5)
    QTest.mouseClick(page.sign_in, Qt.MouseButton.LeftButton)
    assert room.session.who == NURSE


def test_five_wrong_ones_are_counted_down_in_words(room: Room) -> None:
    room.press(Qt.Key.Key_Down)
    for _ in range(5):
        room.type("999998")
        room.press(Qt.Key.Key_Return)
    page = room.window.sign_in
    assert page is not None
    assert "5:00" in page.message.label.text()
    assert not page.sign_in.isEnabled()
    room.clock.turn(30)
    page.tick()
    assert "4:30" in page.message.label.text()


def test_ctrl_l_locks_and_leaves_nobody_s_data(room: Room, qtbot: QtBot) -> None:
    room.sign_in()
    room.page().name.set_text(NAME)
    room.press(Qt.Key.Key_L, control=True)  # something is typed: asked first
    assert room.session.who == NURSE
    room.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert room.session.who is None
    assert room.staff.done[-1] == ("out chosen", NURSE.id, None)
    qtbot.wait(1)
    assert NAME not in room.texts()
    assert room.window.findChildren(Sheet) == []


def test_ctrl_l_twice_locks_whatever_is_typed_and_nothing_shows_behind_the_question(room: Room) -> None:
    room.sign_in()
    room.page().name.set_text(NAME)
    room.press(Qt.Key.Key_L, control=True)
    (question,) = room.window.dialogs()
    picture = room.window.grab().toImage()
    corner = question.mapTo(room.window, question.rect().topLeft())
    assert picture.pixelColor(corner.x() + 2, corner.y() + 2).name() == "#0b1c26"
    room.press(Qt.Key.Key_L, control=True)
    assert room.session.who is None


def test_what_was_copied_is_gone_when_the_desk_locks(room: Room) -> None:
    room.sign_in()
    room.page().name.set_text(NAME)
    room.page().name.edit.selectAll()
    room.press(Qt.Key.Key_C, control=True)
    assert QApplication.clipboard().text() == NAME
    room.page().name.set_text("")
    room.press(Qt.Key.Key_L, control=True)
    assert QApplication.clipboard().text() == ""


def test_three_idle_minutes_lock_without_asking_and_are_announced(room: Room) -> None:
    room.sign_in()
    room.type("AN")
    room.lane.pass_time(170)
    opened = room.window.opened
    assert opened is not None
    assert "10" in opened.header.ending.text()
    assert opened.header.ending.isVisible()
    room.lane.pass_time(11)
    assert room.session.who is None
    assert room.window.opened is None
    assert room.staff.done[-1] == ("out idle", NURSE.id, None)


def test_a_key_a_click_and_a_scan_each_keep_the_desk_open(room: Room) -> None:
    room.sign_in()
    page = room.page()
    page.uses_scans = True
    for use in (
        lambda: room.press(Qt.Key.Key_Right),
        lambda: QTest.mouseClick(page, Qt.MouseButton.LeftButton),
        lambda: room.window.take(scan("001090000001", room.clock.monotonic())),
    ):
        room.lane.pass_time(170)
        use()
    room.lane.pass_time(170)
    assert room.session.who == NURSE


def test_a_locked_desk_is_not_closed_from_the_keyboard(room: Room) -> None:
    assert room.window.close()
    room.window.show()
    room.window._locked = True
    assert not room.window.close()
    assert room.window.isVisible()


def test_somebody_who_stands_down_meanwhile_is_not_listed(room: Room) -> None:
    room.staff.disable(NURSE.id, room.clock.now())
    room.window.come_up()
    assert NURSE.name not in [one.name for one in room.session.state.names or ()]
    page = room.window.sign_in
    assert page is not None
    assert not page.stale()
