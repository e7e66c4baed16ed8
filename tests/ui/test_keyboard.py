from dataclasses import replace
from math import ceil

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.screens import Language, Waiting
from tests.ui.conftest import MORNING, Desk, MakeDesk
from ui.sheet import WAYS, WELL, samples
from ui.widgets.hand import KEYS_AFTER
from ui.widgets.label import BLEED_ABOVE, BLEED_BELOW, BLEED_BESIDE, Label
from ui.widgets.pressable import Pressable

KEY = Qt.Key


def named(desk: Desk) -> list[str]:
    return [control.accessibleName() for control in desk.window.widget.controls()]


def show(desk: Desk, name: str) -> None:
    sample = next(sample for sample in samples(Language.VI) if sample.name == name)
    desk.window.status(sample.status)
    desk.window.show(sample.screen, 20.0)
    desk.window.widget.activateWindow()
    desk.clock.seconds += KEYS_AFTER


def press(desk: Desk, key: Qt.Key) -> None:
    desk.wait_a_little()
    QTest.keyClick(desk.focused() or desk.window.widget, key)


def walk(desk: Desk, steps: int) -> list[str]:
    names = []
    for _ in range(steps):
        press(desk, KEY.Key_Tab)
        focused = desk.focused()
        names.append(focused.accessibleName() if focused else "")
    return names


def text_of(label: Label, window: QWidget) -> QRect:
    """Where the lines of a label stand: its widget is larger, for the marks of capitals."""
    beside, above, below = (ceil(label.wanted * share) for share in (BLEED_BESIDE, BLEED_ABOVE, BLEED_BELOW))
    place = label.rect().translated(label.mapTo(window, label.rect().topLeft()))
    return place.adjusted(beside, above, -beside, -below)


ORDERS = {
    "waiting": [
        "Không có mã để quét? Gặp nhân viên",
        "Ra về (check-out). Đưa lại mã đã dùng khi vào",
        "Gọi nhân viên",
        "Tiếng Việt",
        "English",
        "Dành cho nhân viên, giữ một giây",
    ],
    "already-in": [
        "Ra về. Ghi giờ ra và kết thúc lượt thăm",
        "Vẫn ở lại. Giữ nguyên, không ghi thêm gì",
        "Không phải tôi",
        "Gọi nhân viên",
    ],
    "goodbye": ["Hủy check-out"],
    "welcome": [],
    "stop": [],
    "see-staff": [],
    "needs-declaration": ["Gặp nhân viên. Nhân viên khai hộ quý khách"],
    "unreadable-glare": ["Gặp nhân viên", "Thử lại", "Gọi nhân viên", "Tiếng Việt", "English"],
    "out-of-order": ["Dành cho nhân viên, giữ một giây", "Tiếng Việt", "English"],
}


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["lying", "upright"])
@pytest.mark.parametrize("name", list(ORDERS))
def test_tab_visits_each_control_once_in_the_given_order(name: str, size: tuple[int, int], make_desk: MakeDesk) -> None:
    desk = make_desk(size=size)
    show(desk, name)
    wanted = named(desk)
    if size == (1920, 1080):
        assert wanted == ORDERS[name]
    else:
        assert sorted(wanted) == sorted(ORDERS[name])
    if not wanted:
        return
    first = desk.focused()
    start = wanted.index(first.accessibleName()) + 1 if first else 0
    walked = walk(desk, len(wanted))
    assert walked == [wanted[(start + step) % len(wanted)] for step in range(len(wanted))]


@pytest.mark.parametrize(
    ("name", "key", "choice"),
    [
        ("waiting", KEY.Key_Return, ["HelpPressed"]),
        ("waiting", KEY.Key_Escape, []),
        ("waiting-leaving", KEY.Key_Escape, ["HomeChosen"]),
        ("goodbye", KEY.Key_Return, ["UndoChosen"]),
        ("goodbye", KEY.Key_Escape, []),
        ("already-in", KEY.Key_Return, ["LeaveChosen"]),
        ("already-in", KEY.Key_Escape, ["StayChosen"]),
        ("already-in-earlier", KEY.Key_Return, ["EnterChosen"]),
        ("already-in-earlier", KEY.Key_Escape, ["StayChosen"]),
        ("leave-unknown", KEY.Key_Escape, ["StayChosen"]),
        ("unknown-url", KEY.Key_Return, ["HomeChosen"]),
        ("unknown-url", KEY.Key_Escape, ["HomeChosen"]),
        ("welcome", KEY.Key_Return, []),
        ("stop", KEY.Key_Escape, []),
        ("waiting", KEY.Key_A, []),
        ("waiting", KEY.Key_F4, []),
    ],
)
def test_enter_does_the_main_thing_and_escape_the_harmless_one(
    name: str, key: Qt.Key, choice: list[str], make_desk: MakeDesk
) -> None:
    desk = make_desk()
    show(desk, name)
    press(desk, key)
    assert desk.chosen() == choice
    assert desk.pressed


def test_space_and_enter_press_what_has_the_focus(make_desk: MakeDesk) -> None:
    desk = make_desk()
    show(desk, "waiting")
    walk(desk, 2)
    press(desk, KEY.Key_Space)
    press(desk, KEY.Key_Enter)
    assert desk.chosen() == ["LeavingPressed", "LeavingPressed"]


def test_arrows_go_on_and_back(make_desk: MakeDesk) -> None:
    desk = make_desk()
    show(desk, "already-in")
    names = named(desk)
    for key, at in ((KEY.Key_Right, 1), (KEY.Key_Down, 2), (KEY.Key_Left, 1), (KEY.Key_Up, 0)):
        press(desk, key)
        focused = desk.focused()
        assert focused
        assert focused.accessibleName() == names[at]
        assert desk.window.widget.ring.isVisible()
    assert desk.chosen() == []


def test_the_focus_is_drawn_only_while_keys_are_used(make_desk: MakeDesk) -> None:
    desk = make_desk()
    show(desk, "already-in")
    ring = desk.window.widget.ring
    assert desk.focused()
    assert not ring.isVisible()
    walk(desk, 1)
    assert ring.isVisible()
    focused = desk.focused()
    assert focused
    corner = focused.mapTo(desk.window.widget, focused.rect().topLeft())
    assert ring.geometry().contains(focused.rect().translated(corner))
    desk.wait_a_little()
    QTest.mouseClick(desk.window.widget.controls()[-1], Qt.MouseButton.LeftButton)
    assert not ring.isVisible()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920)], ids=["wide", "small", "upright"])
@pytest.mark.parametrize("name", ["waiting", "declare-identity", "phone-some", "pin-choose", "choose"])
def test_the_focus_covers_no_text_beside_it(name: str, size: tuple[int, int], make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS, size)
    show(desk, name)
    widget, ring = desk.window.widget, desk.window.widget.ring
    beside = [
        label
        for label in desk.scene().findChildren(Label)
        if label.text() and label.isVisible() and not isinstance(label.parentWidget(), Pressable)
    ]
    for _ in range(len(desk.window.widget.controls())):
        press(desk, KEY.Key_Tab)
        focused = desk.focused()
        assert focused
        assert widget.rect().contains(ring.geometry()), focused.accessibleName()
        for label in beside:
            assert not ring.geometry().intersects(text_of(label, widget)), (focused.accessibleName(), label.text())


@pytest.mark.parametrize("language", list(Language))
def test_everything_that_can_be_pressed_has_a_name_in_words(language: Language, make_desk: MakeDesk) -> None:
    desk = make_desk(language=language)
    for sample in samples(language):
        desk.window.status(sample.status)
        desk.window.show(sample.screen, 10.0)
        desk.window.present_now()
        scene = desk.scene()
        assert scene.accessibleName(), sample.name
        for button in desk.window.widget.findChildren(Pressable):
            if button.isVisible():
                assert button.accessibleName().strip(), sample.name
        for label in scene.findChildren(Label):
            assert label.accessibleName() == label.text()


def test_nothing_has_a_shortcut_or_the_focus_on_waiting(make_desk: MakeDesk) -> None:
    desk = make_desk()
    show(desk, "already-in")
    desk.window.show(Waiting(), None)
    assert desk.focused() is None
    for widget in desk.window.widget.findChildren(QWidget):
        assert not widget.actions()
        if isinstance(widget, Pressable):
            assert widget.shortcut().isEmpty()


@pytest.mark.parametrize("before", ["goodbye", "already-in", "unreadable-glare", "out-of-order"])
def test_back_on_waiting_tab_begins_at_the_first_tile_and_ends_at_the_padlock(before: str, make_desk: MakeDesk) -> None:
    desk = make_desk()
    show(desk, before)
    walk(desk, 2)
    show(desk, "waiting")
    assert walk(desk, len(ORDERS["waiting"])) == ORDERS["waiting"]
    show(desk, before)
    show(desk, "waiting")
    QTest.keyClick(desk.window.widget, KEY.Key_Backtab)
    focused = desk.focused()
    assert focused
    assert focused.accessibleName() == ORDERS["waiting"][-1]


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space])
@pytest.mark.parametrize("focused", [False, True], ids=["screen", "button"])
def test_a_late_enter_presses_nothing_on_a_screen_that_has_just_come_up(
    key: Qt.Key, focused: bool, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    if focused:
        desk.window.widget.controls()[0].setFocus()
    desk.clock.seconds += KEYS_AFTER - 0.01
    QTest.keyClick(desk.focused() or desk.window.widget, key)
    assert desk.pressed == []
    desk.clock.seconds += 0.02
    QTest.keyClick(desk.focused() or desk.window.widget, key)
    assert desk.pressed
    assert bool(desk.chosen()) is (focused or key != KEY.Key_Space)


def test_escape_and_tab_need_not_wait(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(leaving=True), 20.0)
    QTest.keyClick(desk.window.widget, KEY.Key_Tab)
    assert desk.focused()
    assert desk.window.widget.ring.isVisible()
    QTest.keyClick(desk.window.widget, KEY.Key_Escape)
    assert desk.chosen() == ["HomeChosen"]


def with_focus(desk: Desk, qtbot: QtBot) -> Desk:
    """The same desk; its window is on the display: only there does a widget really have the focus."""
    widget = desk.window.widget
    widget.hide()
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return desk


def finger(desk: Desk, name: str) -> None:
    desk.wait_a_little()
    button = next(each for each in desk.window.widget.controls() if each.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    desk.pressed.clear()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_button_that_can_no_longer_be_pressed_leaves_the_focus_to_nobody(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = with_focus(make_desk(), qtbot)
    show(desk, "waiting")
    finger(desk, "Gọi nhân viên")
    desk.window.status(replace(WELL, staff_called_at=MORNING))
    assert desk.pressed == []
    assert desk.focused() is None
    assert not desk.window.widget.ring.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_another_language_by_finger_draws_no_focus(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = with_focus(make_desk(), qtbot)
    show(desk, "waiting")
    finger(desk, "English")
    desk.window.language(Language.EN)
    qtbot.wait(10)  # the old buttons go in the next turn of the loop
    assert desk.pressed == []
    assert not desk.window.widget.ring.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_who_uses_keys_keeps_the_focus_when_a_button_can_no_longer_be_pressed(
    make_desk: MakeDesk, qtbot: QtBot
) -> None:
    desk = with_focus(make_desk(), qtbot)
    show(desk, "waiting")
    assert walk(desk, 3)[-1] == "Gọi nhân viên"
    desk.pressed.clear()
    desk.window.status(replace(WELL, staff_called_at=MORNING))
    assert desk.pressed == []
    assert desk.focused()
    assert desk.window.widget.ring.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_screens_that_come_and_go_by_themselves_draw_no_focus(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = with_focus(make_desk(), qtbot)
    widget = desk.window.widget
    for name in ("goodbye", "already-in", "unreadable-glare", "goodbye", "waiting", "needs-declaration", "goodbye"):
        # as a touch leaves it: the focus on something that is about to go
        for control in widget.controls()[:1]:
            control.setFocus(Qt.FocusReason.MouseFocusReason)
            assert control.hasFocus()
        show(desk, name)
        assert not widget.ring.isVisible(), name
    assert desk.pressed == []


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("before", ["phone-some", "pin", "choose", "goodbye"])
def test_a_window_that_becomes_active_gives_the_focus_to_nobody(before: str, make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = with_focus(make_desk(WAYS), qtbot)
    show(desk, before)
    show(desk, "waiting")
    qtbot.wait(20)
    assert desk.focused() is None
    assert walk(desk, len(named(desk))) == named(desk)
