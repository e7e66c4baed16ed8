"""The focus of the set-up wizard while the centre is asked, and when it has answered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.checkpoint.setting_up_draft import Step, Way
from kiosk.checkpoint.setting_up_state import PhoneState, Reached, Registration
from tests.setting_up_world import CODE, JOIN, OLD, URL, World, fill_in, to_step
from tests.ui.setting_up_desk import RememberingPosters, Set
from ui.setup.window import SetupWindow
from ui.staff.kit.dialog import focus_stops

Begin = Callable[[], Set]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    made: list[SetupWindow] = []

    def make() -> Set:
        world = World(tmp_path)
        window = SetupWindow(world.wizard(), RememberingPosters(tmp_path))
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(1366, 768)
        window.show()
        made.append(window)
        to_step(window.wizard, Step.CHECKPOINT)
        window.wizard.registering.choose_server(URL)
        return Set(world, window, RememberingPosters(tmp_path))

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    qtbot.wait(1)


def by_number(desk: Set) -> None:
    """Up to the code that was sent, by the number it was registered with."""
    desk.window.wizard.choose_way(Way.MINE)
    desk.window.wizard.edit(gate="Cổng số 3")
    desk.window.wizard.registering.type_phone("0900 000 020")
    desk.tab_to("Gửi mã")
    desk.key(Qt.Key.Key_Space)
    assert desk.focus.accessibleName() == "Mã 6 số trong tin nhắn"


def test_the_sixth_digit_leaves_the_focus_until_the_first_checkpoint_can_be_joined(begin: Begin) -> None:
    desk = begin()
    by_number(desk)
    desk.world.background.hold = True
    desk.type(CODE)
    assert desk.window.wizard.state.phone is PhoneState.TRYING
    assert desk.focus.accessibleName() == "Mã 6 số trong tin nhắn"
    desk.type("9")
    desk.world.background.release()
    assert desk.focus.accessibleName() == f"Ghép vào đây: {OLD.name}"
    desk.key(Qt.Key.Key_Return)
    assert [desk.window.wizard.state.step] == [Step.DEVICES]


def test_a_new_checkpoint_goes_on_at_its_next_field_once_the_number_is_confirmed(begin: Begin) -> None:
    desk = begin()
    fill_in(desk.window.wizard)
    desk.tab_to("Gửi mã")
    desk.key(Qt.Key.Key_Space)
    desk.type(CODE)
    assert desk.window.wizard.state.phone is PhoneState.CONFIRMED
    assert desk.focus.accessibleName() == "Tỉnh / thành phố"


def test_the_checkpoints_to_join_stand_in_the_order_of_tab_where_they_are_read(begin: Begin) -> None:
    desk = begin()
    desk.world.registrar.mine = (OLD, OLD.model_copy(update={"code": "HV-03", "name": "Cơ sở hai"}))
    by_number(desk)
    desk.type(CODE)
    names = [one.accessibleName() for one in focus_stops(desk.window)]
    at = names.index("Số di động người đăng ký")
    assert names[at + 1 : at + 4] == [f"Ghép vào đây: {OLD.name}", "Ghép vào đây: Cơ sở hai", "Quay lại"]


def test_a_second_space_on_checking_the_connection_does_not_leave_the_centre(begin: Begin) -> None:
    desk = begin()
    desk.tab_to("Kiểm tra nối")
    desk.world.background.hold = True
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Space)
    assert desk.window.wizard.state.reached is Reached.ASKING
    assert desk.focus.accessibleName() == "Kiểm tra nối"
    desk.world.background.release()
    assert not desk.window.wizard.state.draft.alone
    assert desk.focus.accessibleName() == "Kiểm tra nối"
    assert desk.world.registrar.asked == ["reach"]


def test_a_code_that_could_not_be_sent_leaves_the_focus_on_sending_it(begin: Begin) -> None:
    desk = begin()
    fill_in(desk.window.wizard)
    desk.world.registrar.network = False
    desk.tab_to("Gửi mã")
    desk.world.background.hold = True
    desk.key(Qt.Key.Key_Space)
    assert desk.focus.accessibleName() == "Gửi mã"
    desk.world.background.release()
    assert [desk.window.wizard.state.phone] == [PhoneState.NONE]
    assert desk.focus.accessibleName() == "Gửi mã"


def test_too_many_wrong_digits_leave_the_focus_at_the_number(begin: Begin) -> None:
    desk = begin()
    by_number(desk)
    for _ in range(3):
        desk.type("111111")
    assert desk.window.wizard.state.phone is PhoneState.LOCKED
    assert desk.focus.accessibleName() == "Số di động người đăng ký"


def test_joining_that_is_refused_asks_for_the_number_anew(begin: Begin) -> None:
    desk = begin()
    by_number(desk)
    desk.type(CODE)
    desk.world.registrar.refuses = "This session is over."
    desk.key(Qt.Key.Key_Return)
    assert desk.window.wizard.state.registration is Registration.REFUSED
    assert desk.focus.accessibleName() == "Gửi mã"


def test_going_on_keeps_the_focus_while_the_centre_is_asked(begin: Begin) -> None:
    desk = begin()
    desk.window.wizard.choose_way(Way.CODE)
    desk.window.wizard.edit(gate="Cổng số 3")
    desk.window.wizard.registering.type_code("00000-00000")
    desk.tab_to("Đăng ký và tiếp tục")
    desk.world.background.hold = True
    desk.key(Qt.Key.Key_Space)
    assert desk.window.wizard.state.registration is Registration.UNDER_WAY
    assert desk.focus.accessibleName() == "Đăng ký và tiếp tục"
    desk.world.background.release()
    assert desk.focus.accessibleName() == "Đăng ký và tiếp tục"


def test_a_trial_slip_and_another_person_keep_the_focus_too(begin: Begin) -> None:
    desk = begin()
    wizard = desk.window.wizard
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_code(JOIN)
    wizard.next()
    wizard.devices.choose_printer("system:Quay?paper=80mm")
    desk.tab_to("In thử")
    desk.world.background.hold = True
    desk.key(Qt.Key.Key_Space)
    assert desk.focus.accessibleName() == "In thử"
    desk.world.background.release()
    assert desk.focus.accessibleName() == "In thử"
    assert desk.world.bench.printed == ["system:Quay?paper=80mm"]
    wizard.next()
    desk.tab_to("Thêm người này")
    desk.world.background.hold = True
    wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
    assert desk.focus.accessibleName() == "Thêm người này"
    desk.world.background.release()
    assert desk.focus.accessibleName() == "Họ và tên"
