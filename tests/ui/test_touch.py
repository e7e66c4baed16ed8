from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cards.card import CardKind
from kiosk.events import LanguageChosen, Touched
from kiosk.screens import (
    SECONDS_ON,
    AlreadyIn,
    Goodbye,
    Language,
    LeaveUnknown,
    NeedsDeclaration,
    Screen,
    UnknownCode,
    Unreadable,
    Waiting,
)
from tests.ui.conftest import MORNING, Desk, MakeDesk
from ui.sheet import WELL, samples
from ui.widgets.pressable import Pressable

LEFT = Qt.MouseButton.LeftButton


def control(desk: Desk, name: str) -> Pressable:
    found = [each for each in desk.window.widget.controls() if name in each.accessibleName()]
    assert len(found) == 1, [each.accessibleName() for each in desk.window.widget.controls()]
    return found[0]


def touch(desk: Desk, name: str) -> None:
    desk.wait_a_little()
    QTest.mouseClick(control(desk, name), LEFT)


def screen(name: str) -> Screen:
    return next(sample.screen for sample in samples(Language.VI) if sample.name == name)


@pytest.mark.parametrize(
    ("name", "button", "choice"),
    [
        ("waiting", "Gặp nhân viên", "HelpPressed"),
        ("waiting", "Ra về", "LeavingPressed"),
        ("waiting", "Gọi nhân viên", "StaffCallPressed"),
        ("waiting", "English", "LanguageChosen"),
        ("waiting-leaving", "Về màn hình chờ", "HomeChosen"),
        ("goodbye", "Hủy check-out", "UndoChosen"),
        ("already-in", "Ra về", "LeaveChosen"),
        ("already-in", "Vẫn ở lại", "StayChosen"),
        ("already-in", "Không phải tôi", "NotMeChosen"),
        ("already-in", "Gọi nhân viên", "StaffCallPressed"),
        ("already-in-earlier", "Vào lại", "EnterChosen"),
        ("already-in-earlier", "Ra về", "LeaveChosen"),
        ("leave-unknown", "Ra về", "LeaveChosen"),
        ("leave-unknown", "Không ghi", "StayChosen"),
        ("needs-declaration", "Gặp nhân viên", "HelpPressed"),
        ("unreadable-glare", "Gặp nhân viên", "HelpPressed"),
        ("unreadable-glare", "Thử lại", "HomeChosen"),
        ("unknown-url", "Thử lại", "HomeChosen"),
        ("out-of-order", "English", "LanguageChosen"),
    ],
)
def test_every_button_emits_its_choice(name: str, button: str, choice: str, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(screen(name), 10.0)
    touch(desk, button)
    assert desk.chosen() == [choice]
    assert desk.pressed[0] == Touched(desk.clock.seconds)


def test_a_press_acts_on_release_and_can_be_taken_back(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(AlreadyIn("N. V. THỬ", MORNING, "cổng số 2"), 15.0)
    button = control(desk, "Ra về")
    QTest.mousePress(button, LEFT)
    assert button.isDown()
    assert desk.chosen() == []
    far = QPoint(button.width() + 300, 0)
    QTest.mouseRelease(button, LEFT, pos=far)
    assert desk.chosen() == []
    desk.wait_a_little()
    QTest.mousePress(button, LEFT)
    QTest.mouseRelease(button, LEFT)
    assert desk.chosen() == ["LeaveChosen"]


def test_a_finger_may_slip_a_little(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    button = control(desk, "Ra về")
    QTest.mousePress(button, LEFT, pos=QPoint(5, 5))
    beside = QPointF(-20, 5)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, beside, button.mapToGlobal(beside), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(button, moved)
    QTest.mouseRelease(button, LEFT, pos=beside.toPoint())
    assert desk.chosen() == ["LeavingPressed"]


def test_a_second_touch_within_a_third_of_a_second_is_the_same_touch(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    button = control(desk, "Ra về")
    QTest.mouseClick(button, LEFT)
    desk.clock.seconds += 0.2
    # Not on another button either: the screen may have changed under the finger.
    QTest.mouseClick(control(desk, "Gọi nhân viên"), LEFT)
    assert desk.chosen() == ["LeavingPressed"]
    desk.clock.seconds += 0.2
    QTest.mouseClick(button, LEFT)
    assert desk.chosen() == ["LeavingPressed", "LeavingPressed"]


def test_a_touch_beside_everything_still_says_that_somebody_is_there(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    QTest.mouseClick(desk.scene(), LEFT, pos=QPoint(100, 60))
    assert desk.pressed == [Touched(desk.clock.seconds)]


def test_the_press_is_seen_even_when_it_was_short(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    button = control(desk, "Ra về")

    def fill() -> str:
        return button.grab().toImage().pixelColor(button.width() // 2, 8).name()

    rest = fill()
    QTest.mouseClick(button, LEFT)
    assert fill() != rest
    qtbot.waitUntil(lambda: fill() == rest, timeout=1000)


def test_the_padlock_opens_after_a_second_and_emits_nothing(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    held: list[bool] = []
    desk.window.padlock_held = lambda: held.append(True)
    padlock = control(desk, "Dành cho nhân viên")
    QTest.mouseClick(padlock, LEFT)
    qtbot.wait(50)
    assert held == []
    desk.wait_a_little()
    QTest.mousePress(padlock, LEFT)
    qtbot.waitUntil(lambda: held == [True], timeout=2000)
    QTest.mouseRelease(padlock, LEFT)
    assert desk.chosen() == []


def test_staff_are_called_once_and_it_is_said_when(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.status(replace(WELL, staff_called_at=MORNING))
    called = control(desk, "Đã gọi lúc 08:42")
    assert not called.isEnabled()
    QTest.mouseClick(called, LEFT)
    assert desk.chosen() == []
    desk.window.status(WELL)
    assert control(desk, "Gọi nhân viên").isEnabled()


def test_the_language_pressed_is_the_one_emitted(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    touch(desk, "English")
    assert LanguageChosen(Language.EN, desk.clock.seconds) in desk.pressed


def test_reading_can_not_be_pressed(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(screen("reading"), 3.0)
    desk.window.present_now()
    assert not any(isinstance(each, Pressable) and each.isEnabled() for each in _in_scene(desk))


def _in_scene(desk: Desk) -> list[QWidget]:
    return desk.scene().findChildren(QWidget)


def test_there_are_no_context_menus(make_desk: MakeDesk) -> None:
    desk = make_desk()
    for each in (Waiting(), Goodbye("", MORNING, None), LeaveUnknown(""), NeedsDeclaration(CardKind.CCCD)):
        desk.window.show(each, SECONDS_ON[type(each)])
        for widget in [desk.window.widget, *_in_scene(desk)]:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1))
            QApplication.sendEvent(widget, event)
    assert QApplication.activePopupWidget() is None
    assert desk.chosen() == []


def test_unreadable_and_unknown_name_what_was_found(make_desk: MakeDesk) -> None:
    desk = make_desk()
    for sample in samples(Language.VI):
        if isinstance(sample.screen, Unreadable | UnknownCode):
            desk.window.show(sample.screen, 20.0)
            assert desk.scene().accessibleName().count(".") >= 2
