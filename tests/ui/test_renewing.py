"""The same screen with new values: in its place, without losing the focus, the finger or the touch."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.cards.card import CardKind
from kiosk.errand_screens import ChoosePerson, CodeNotice, EnterCode, EnterPhone, PinNotice, PinPurpose, StaffPin
from kiosk.ports import View
from kiosk.screens import Language, Reading, Screen, Waiting, Welcome
from tests.ui.conftest import MORNING, MOVING, Desk, MakeDesk
from ui.screens.scene import Scene
from ui.sheet import WAYS
from ui.sheet_errand import MASKED, STAFF, people
from ui.widgets.code_cells import CodeCells
from ui.widgets.number_field import NumberField
from ui.widgets.pressable import Pressable

PHONE = EnterPhone("09")
CODE = EnterCode(MASKED, "41", CodeNotice.SENT, 5, 1300.0, 1060.0)
PIN = StaffPin(PinPurpose.ATTEST, STAFF[:3], None, 0, PinNotice.ENTER, 5)
CHOOSE = ChoosePerson(MASKED, people(MORNING)[:3], 2, attested=False)


def control(desk: Desk, name: str) -> Pressable:
    return next(each for each in desk.window.widget.controls() if each.accessibleName() == name)


def typed(desk: Desk) -> str:
    return desk.scene().findChildren(NumberField)[0].text


def test_the_window_renews_as_a_view_does(make_desk: MakeDesk) -> None:
    view: View = make_desk(WAYS).window
    view.show(PHONE, 45.0)
    view.renew(EnterPhone("090"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PHONE, EnterPhone("0900000001", None)),
        (CODE, replace(CODE, digits="", notice=CodeNotice.WRONG, tries_left=2)),
        (replace(PIN, chosen=STAFF[0].id, typed=2), replace(PIN, chosen=STAFF[1].id, typed=0)),
    ],
    ids=["phone", "code", "pin"],
)
def test_what_is_typed_appears_in_the_scene_that_stands(before: Screen, after: Screen, make_desk: MakeDesk) -> None:
    desk = make_desk(MOVING)
    desk.window.show(before, 45.0)
    scene = desk.scene()
    key = control(desk, "7")
    key.setFocus()
    desk.window.renew(after)
    assert desk.scene() is scene
    assert desk.window.shown == after
    assert desk.focused() is key
    assert not desk.window.widget.fade.isVisible()


def test_a_scene_that_cannot_is_made_anew_and_keeps_the_focus(make_desk: MakeDesk) -> None:
    desk = make_desk(replace(MOVING, declaring=True))
    desk.window.show(CHOOSE, 45.0)
    desk.window.widget.fade.stop()
    scene = desk.scene()
    control(desk, "Check in: T. T. MẪU").setFocus()
    turned = replace(CHOOSE, page=1, pages=2)
    desk.window.renew(turned)
    assert desk.scene() is not scene
    assert desk.window.shown == turned
    focused = desk.focused()
    assert focused
    assert focused.accessibleName() == "Check in: T. T. MẪU"
    assert not desk.window.widget.fade.isVisible()


def test_a_button_that_goes_leaves_its_place_empty(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(CODE, 120.0)
    scene, place = desk.scene(), control(desk, "Sửa số").geometry()
    desk.window.renew(replace(CODE, notice=CodeNotice.LIMIT, resend_at=None))
    assert desk.scene() is scene
    assert control(desk, "Sửa số").geometry() == place, "no button slides under a finger"
    shown = [each for each in desk.window.widget.controls() if each.isVisibleTo(desk.window.widget)]
    assert not any("Gửi lại" in each.accessibleName() for each in shown)


def test_nothing_is_made_anew_under_a_finger(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(CHOOSE, 45.0)
    scene: Scene = desk.scene()
    button = control(desk, "Check in: N. V. THỬ")
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    desk.window.renew(replace(CHOOSE, all_count=0))
    assert desk.scene() is scene
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert desk.chosen() == ["PersonPressed"]
    qtbot.waitUntil(lambda: desk.scene() is not scene, timeout=2500)


def test_what_is_not_on_the_display_yet_comes_in_its_newest_form(make_desk: MakeDesk) -> None:
    desk = make_desk()
    reading = Reading(CardKind.CCCD)
    desk.window.show(Waiting(), None)
    desk.window.show(reading, 3.0)
    desk.window.present_now()
    desk.window.show(PHONE, 45.0)  # Reading stays long enough to be read
    assert desk.window.shown == reading
    desk.window.renew(EnterPhone("0901"))
    assert desk.window.shown == reading
    desk.window.present_now()
    assert typed(desk) == "0901"


def test_a_screen_is_told_to_be_painted_once_however_often_it_is_renewed(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    painted: list[Screen] = []
    desk.window.painted.append(painted.append)
    desk.window.show(CHOOSE, 45.0)
    qtbot.waitUntil(lambda: painted == [CHOOSE])
    desk.window.renew(replace(CHOOSE, all_count=0))
    desk.window.language(Language.EN)
    desk.window.widget.grab()
    qtbot.wait(50)
    assert painted == [CHOOSE]
    welcome = Welcome("", MORNING)
    desk.window.show(welcome, 4.0)
    qtbot.waitUntil(lambda: painted == [CHOOSE, welcome])


def test_another_language_keeps_what_was_typed(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(PHONE, 45.0)
    desk.window.renew(EnterPhone("0900"))
    desk.window.language(Language.EN)
    assert typed(desk) == "0900"
    desk.window.show(CODE, 45.0)
    desk.window.renew(replace(CODE, digits="4172"))
    desk.window.language(Language.VI)
    assert desk.scene().findChildren(CodeCells)[0].digits == "4172"
