"""The page of settings by keyboard: one's own PIN, the staff, the mode, and one more kiosk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.routing import Mode
from kiosk.desk.session import Session
from kiosk.screens import Language
from kiosk.staff import Right, SignedIn
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.ui.desk_fakes import HEAD, MECHANIC, NURSE, PINS, DeskSet, make_tools
from tests.ui.settings_fakes import FakeEnrolment, Machine
from ui.sheet import SITE
from ui.staff.around import Around
from ui.staff.change_pin import ChangePinDialog
from ui.staff.desk_look import DeskLook
from ui.staff.enrolment_dialog import EnrolmentDialog, code_picture
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
from ui.staff.settings_page import SettingsPage
from ui.staff.staff_page import StaffForm
from ui.staff.window import DeskWindow

SET = PushedSettings(mode="desk", capacity=18402, hotlines=("1022", "1900 9095"), declarations="required")


@dataclass
class Office:
    """A desk at the page of settings."""

    window: DeskWindow
    set: DeskSet
    machine: Machine
    centre: FakeEnrolment

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def type(self, *texts: str) -> None:
        """Type into one field after the other."""
        for index, text in enumerate(texts):
            if index:
                self.press(Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, text)

    def page(self) -> SettingsPage:
        assert self.window.opened is not None
        page = self.window.opened.page
        assert isinstance(page, SettingsPage)
        return page

    def said(self) -> str:
        assert self.window.opened is not None
        return self.window.opened.header.said.text()


Open = Callable[[SignedIn], Office]


@pytest.fixture
def open_for(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    offices: list[Office] = []

    def make(who: SignedIn) -> Office:
        kit = make_tools(tmp_path)
        session = Session(kit.staff, kit.lane, kit.clock)
        kit.tools.signed_in = lambda: session.who
        machine, centre = Machine(kit.clock, pushed=SET), FakeEnrolment(kit.clock)

        def settings(look: DeskLook, around: Around) -> DeskPage:
            return SettingsPage(look, kit.tools, session, machine.does(centre), around)

        slots = [PageSlot("settings", Right.SWITCH_MODE, "settings", settings)]
        window = DeskWindow(replace(SITE, locked=False), session, kit.clock, slots)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        session.choose(who.id)
        session.type(PINS[who.id])
        session.sign_in()
        office = Office(window, kit, machine, centre)
        offices.append(office)
        return office

    yield make
    for office in offices:
        office.window.end()
        office.set.store.close()
    qtbot.wait(1)


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_ones_own_pin_is_changed_by_keyboard(open_for: Open) -> None:
    office = open_for(NURSE)
    office.press(Qt.Key.Key_Return)  # the first control of the page
    dialog = office.window.dialogs()[0]
    assert isinstance(dialog, ChangePinDialog)
    office.type(PINS[NURSE.id], "470913", "470914")
    office.press(Qt.Key.Key_Return)
    assert dialog.again.problem()
    office.type("470913")
    office.press(Qt.Key.Key_Return)
    assert office.window.dialogs() == []
    assert office.set.staff.pins[NURSE.id] == "470913"
    assert office.said() == "Đã đổi PIN"
    assert all(field.text() == "" for field in dialog.fields())


def test_pins_are_shown_as_dots(open_for: Open) -> None:
    office = open_for(NURSE)
    office.press(Qt.Key.Key_Return)
    dialog = office.window.dialogs()[0]
    assert isinstance(dialog, ChangePinDialog)
    for field in dialog.fields():
        assert field.edit.displayText() == ""
        field.set_text("470913")
        assert "4" not in field.edit.displayText()


def test_an_attendant_finds_neither_the_staff_nor_the_checkpoint(open_for: Open) -> None:
    page = open_for(NURSE).page()
    assert page.staff is None
    assert HEAD.name not in texts(page)
    assert "18.402" not in texts(page)


def test_a_technician_finds_the_checkpoint_but_neither_the_staff_nor_one_more_kiosk(open_for: Open) -> None:
    page = open_for(MECHANIC).page()
    assert page.staff is None
    assert page.add_kiosk is None
    assert "18.402" in texts(page)
    assert "1022, 1900 9095" in texts(page)
    assert "bắt buộc" in texts(page)


def test_a_supervisor_adds_somebody_by_keyboard(open_for: Open) -> None:
    office = open_for(HEAD)
    panel = office.page().staff
    assert panel is not None
    panel.add.setFocus()
    office.press(Qt.Key.Key_Return)
    assert isinstance(office.window.dialogs()[0], StaffForm)
    office.type("Vu Thi Moi")
    office.press(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Tab)
    office.type("470913", "470913")
    office.press(Qt.Key.Key_Return)
    assert office.window.dialogs() == []
    assert "Vu Thi Moi" in texts(panel)
    assert office.machine.done == ["told"]
    assert office.said() == "Đã thêm nhân viên"


def test_what_is_amiss_stands_at_its_field(open_for: Open) -> None:
    office = open_for(HEAD)
    panel = office.page().staff
    assert panel is not None
    panel.add.click()
    form = office.window.dialogs()[0]
    assert isinstance(form, StaffForm)
    office.press(Qt.Key.Key_Return)
    assert form.name.problem() == "Nhập họ và tên"
    office.type("Vu Thi Moi")
    office.press(Qt.Key.Key_Return)
    assert (form.name.problem(), form.role.problem()) == ("", "Chọn vai trò")
    office.press(Qt.Key.Key_Escape)
    assert form.name.text() == ""


def test_somebody_gets_another_pin_or_stops(open_for: Open) -> None:
    office = open_for(HEAD)
    panel = office.page().staff
    assert panel is not None
    pin, stop = (next(each for each in buttons(panel, NURSE.name) if each[0].startswith(word))[1] for word in PRESSED)
    pin()
    office.type("470913", "470913")
    office.press(Qt.Key.Key_Return)
    assert office.set.staff.pins[NURSE.id] == "470913"
    stop()
    office.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert NURSE.id not in [one.id for one in office.set.staff.listed()]
    assert NURSE.name not in texts(panel)


PRESSED = ("PIN mới", "Ngừng")


def buttons(panel: QWidget, name: str) -> list[tuple[str, Callable[[], None]]]:
    from ui.staff.kit.button import StaffButton

    found = [each for each in panel.findChildren(StaffButton) if name in each.accessibleName()]
    return [(each.accessibleName(), each.click) for each in found]


def test_nobody_stops_themselves(open_for: Open) -> None:
    panel = open_for(HEAD).page().staff
    assert panel is not None
    assert buttons(panel, HEAD.name) == []


def test_the_mode_is_changed_only_after_it_was_asked(open_for: Open) -> None:
    office = open_for(NURSE)
    page = office.page()
    page.mode.setFocus()
    office.press(Qt.Key.Key_Left)
    assert office.machine.mode is Mode.DESK
    office.press(Qt.Key.Key_Escape)
    assert page.mode.value() == "desk"
    page.mode.buttons["self-service"].click()
    office.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert office.machine.mode.value == "self-service"


def test_the_language_and_the_second_display_are_passed_on_and_the_second_display_is_logged(open_for: Open) -> None:
    office = open_for(NURSE)
    office.set.tools.people = office.set.store.people_list
    office.page().language.buttons["en"].click()
    office.page().second.click()
    office.page().opened()  # shows what holds, and switches nothing
    assert office.machine.spoken == [Language.EN]
    assert office.machine.second
    office.page().second.click()
    assert office.set.audit() == [("second display on", "attendant"), ("second display off", "attendant")]


def asks_for_a_code(office: Office) -> None:
    button = office.page().add_kiosk
    assert button is not None
    button.click()


def test_one_more_kiosk_gets_a_code_that_runs_out(open_for: Open) -> None:
    office = open_for(HEAD)
    asks_for_a_code(office)
    dialog = office.window.dialogs()[0]
    assert isinstance(dialog, EnrolmentDialog)
    assert dialog.code.text() == "K7P2-9XQ4"
    assert "15:00" in dialog.left.text()
    assert not dialog.picture.pixmap().isNull()
    office.set.clock.turn(901)
    dialog.show_state()
    assert dialog.code.text() == ""
    assert dialog.left.text() == "Mã đã hết hạn, xin lấy mã mới"
    office.press(Qt.Key.Key_Escape)
    assert office.window.dialogs() == []


def test_a_centre_that_cannot_be_asked_is_said(open_for: Open) -> None:
    office = open_for(HEAD)
    office.centre.reachable = False
    asks_for_a_code(office)
    dialog = office.window.dialogs()[0]
    assert isinstance(dialog, EnrolmentDialog)
    assert dialog.left.text() == "Chưa hỏi được trung tâm. Xin thử lại."


@pytest.mark.usefixtures("qapp")
def test_the_code_is_drawn_in_whole_modules() -> None:
    picture = code_picture("https://centre.test/e/K7P2-9XQ4", 360)
    assert 250 <= picture.width() <= 360
    image = picture.toImage()
    assert {image.pixelColor(x, 0).name() for x in range(image.width())} == {"#ffffff"}


def test_an_answer_that_comes_after_the_desk_was_locked_is_dropped(open_for: Open, qtbot: QtBot) -> None:
    office = open_for(HEAD)
    page = office.page()
    page.left()
    office.set.lane.hold = True
    page.opened()
    office.window.session.lock("idle")
    qtbot.wait(1)  # the page is gone
    office.set.lane.release()
    assert office.window.opened is None


def test_the_page_is_left_without_anybody_s_name(open_for: Open) -> None:
    page = open_for(HEAD).page()
    panel = page.staff
    assert panel is not None
    assert NURSE.name in texts(panel)
    page.left()
    assert NURSE.name not in texts(panel)
