"""What the wizard says of the centre, of a printer and of the staff, in the language of whoever sets it up."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.checkpoint.poster_text import Poster
from kiosk.checkpoint.setting_up_draft import Step, Way
from kiosk.errand_screens import StaffName
from kiosk.errors import DeviceError
from tests.setting_up_world import JOIN, URL, World, confirm_phone, fill_in, join_by_code, to_step
from tests.ui.setting_up_desk import RememberingPosters
from ui.printing.poster import Size
from ui.setup.checkpoint_step import CheckpointStep
from ui.setup.poster_step import PosterStep
from ui.setup.staff_step import StaffStep
from ui.setup.window import SetupWindow

LEAD = StaffName(UUID(int=50), "Đỗ Thu Trưởng", "supervisor")
NO_CUPS = "The print service of this computer (CUPS) does not answer: [Errno 111]"


class NoPrinter(RememberingPosters):
    """Posters that no printer takes."""

    def print_out(self, poster: Poster, size: Size) -> None:  # noqa: ARG002
        raise DeviceError(NO_CUPS)


Open = Callable[[World], SetupWindow]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def open_(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    made: list[SetupWindow] = []

    def make(world: World) -> SetupWindow:
        window = SetupWindow(world.wizard(), NoPrinter(tmp_path))
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(1366, 768)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    qtbot.wait(1)


def said(window: SetupWindow) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_centre_that_is_not_reached_is_said_in_the_language_spoken_and_quoted_for_support(
    world: World, open_: Open
) -> None:
    world.registrar.network = False
    window = open_(world)
    to_step(window.wizard, Step.CHECKPOINT)
    window.wizard.registering.choose_server(URL)
    window.wizard.choose_way(Way.CODE)
    window.wizard.edit(gate="Cổng số 3")
    window.wizard.registering.type_code(JOIN)
    window.wizard.next()
    assert "Chưa nối được máy chủ. Xin kiểm tra địa chỉ và mạng." in said(window)
    assert "Cho kỹ thuật viên: the centre cannot be reached" in said(window)
    page = window.page
    assert isinstance(page, CheckpointStep)
    assert page.server.chip.text() == "Chưa nối được."


def test_of_a_clock_that_was_not_asked_nothing_is_said(world: World, open_: Open) -> None:
    window = open_(world)
    to_step(window.wizard, Step.CHECKPOINT)
    fill_in(window.wizard)
    confirm_phone(window.wizard)
    page = window.page
    assert isinstance(page, CheckpointStep)
    assert page.server.chip.isVisible()
    assert page.server.chip.text() == "Đã nối."
    window.wizard.registering.reach()
    assert page.server.chip.text() == "Đã nối, đồng hồ lệch 0,8 giây."


def test_a_printer_that_is_not_there_is_said_without_its_fault(world: World, open_: Open) -> None:
    window = open_(world)
    to_step(window.wizard, Step.POSTER)
    page = window.page
    assert isinstance(page, PosterStep)
    page.print.click()
    assert page.told.banner.text() == "Máy in chưa sẵn sàng. Xin kiểm tra nguồn, giấy và dây cắm."
    assert page.told.support.text() == f"Cho kỹ thuật viên: {NO_CUPS}"
    page.save.click()
    assert page.told.support.text() == ""


def test_staff_who_come_from_the_centre_take_nothing_that_was_typed(world: World, open_: Open) -> None:
    world.staff.theirs, world.staff.network = [LEAD], False
    window = open_(world)
    join_by_code(window.wizard)
    window.wizard.next()
    window.wizard.back()
    world.staff.network = True
    world.background.hold = True
    window.wizard.next()
    world.background.held.pop(0)()  # the step is on disk, and stands
    page = window.page
    assert isinstance(page, StaffStep)
    page.name.edit.setText("Lê Thị Trực")
    assert page.hint.text() == "Đang hỏi trung tâm: ai đã là nhân viên của điểm này."
    world.background.release()
    assert page.name.text() == "Lê Thị Trực"
    assert page.hint.text().startswith("Đây là nhân viên của điểm")
    assert page.role.value() == ""
    assert LEAD.name in said(window)


def test_staff_who_did_not_come_are_not_to_be_added_again(world: World, open_: Open) -> None:
    world.staff.network = False
    window = open_(world)
    join_by_code(window.wizard)
    window.wizard.next()
    page = window.page
    assert isinstance(page, StaffStep)
    assert "xin đừng thêm lại tên họ" in page.hint.text()
    assert page.role.isEnabled()
