"""The set-up wizard on its real window, with the keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.checkpoint.setting_up_draft import Step
from kiosk.checkpoint.setting_up_state import Registration
from kiosk.screens import Language
from kiosk.settings import load
from tests.setting_up_world import CODE, JOIN, URL, World, fill_in, to_step
from tests.ui.setting_up_desk import RememberingPosters, Set, decoded, require_whole
from ui.printing.poster import Size
from ui.setup.preview import PosterScreen
from ui.setup.staff_step import StaffStep
from ui.setup.window import SetupWindow

SIZES = ((1920, 1080), (1366, 768), (1080, 1920))


MakeSet = Callable[..., Set]


@pytest.fixture
def make_set(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeSet]:
    made: list[Set] = []

    def make(size: tuple[int, int] = (1920, 1080), world: World | None = None) -> Set:
        world = world or World(tmp_path)
        posters = RememberingPosters(tmp_path)
        window = SetupWindow(world.wizard(), posters, lambda: one.ended.append(True))
        one = Set(world, window, posters)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(*size)
        window.show()
        made.append(one)
        return one

    yield make
    for one in made:
        one.window.close()
        one.window.deleteLater()
    qtbot.wait(1)


def test_all_five_steps_with_the_keyboard_alone(make_set: MakeSet) -> None:
    desk = make_set()
    desk.on()
    desk.tab_to("Máy chủ trung tâm")
    desk.type(URL)
    desk.tab_to("Tên điểm kiểm dịch")
    desk.type("Phòng khám Thử")
    desk.tab_to("Tên cổng, cửa")
    desk.type("Cổng số 1")
    desk.choose("Loại hình", "co so")
    desk.tab_to("Số di động người đăng ký")
    desk.type("0900000020")
    desk.tab_to("Gửi mã")
    desk.key(Qt.Key.Key_Return)
    assert desk.focus.accessibleName() == "Mã 6 số trong tin nhắn"
    desk.type(CODE)
    desk.choose("Tỉnh / thành phố", "thanh hoa")
    desk.choose("Phường / xã", "hac thanh")
    desk.tab_to("Số nhà, đường")
    desk.type("Số 12 đường Ví Dụ")
    desk.tab_to("Bắt buộc")
    desk.key(Qt.Key.Key_Right)
    desk.on()
    assert desk.window.wizard.state.registration is Registration.READ_BACK
    desk.tab_to("Đúng, đăng ký")
    desk.key(Qt.Key.Key_Return)
    assert [desk.window.wizard.state.step] == [Step.DEVICES]
    desk.world.bench.hold_up("0900000001")
    desk.tab_to("Cỡ màn hình (inch)")
    desk.type("21,5")
    desk.on()
    for name, pin in (("Đỗ Thu Trưởng", "470913"), ("Lê Thị Trực", "280735")):
        desk.tab_to("Họ và tên")
        desk.type(name)
        if name.startswith("Lê"):
            desk.tab_to("Nhân viên kiểm dịch")
            desk.key(Qt.Key.Key_Space)
        desk.tab_to("Mã PIN 6 số")
        desk.type(pin)
        desk.tab_to("Nhập lại mã PIN")
        desk.type(pin)
        desk.tab_to("Thêm người này")
        desk.key(Qt.Key.Key_Space)
    desk.on()
    assert desk.window.wizard.state.step is Step.POSTER
    desk.tab_to("In áp phích")
    desk.key(Qt.Key.Key_Space)
    desk.tab_to("Lưu tệp PDF")
    desk.key(Qt.Key.Key_Space)
    assert desk.posters.out == [("printed", Size.A4), ("saved", Size.A4)]
    desk.on()
    assert desk.ended == [True]
    settings = load(desk.world.file, {})
    assert (settings.site.name, settings.site.gate, settings.centre.token) == ("Phòng khám Thử", "Cổng số 1", None)
    assert settings.gate.declarations.value == "optional"
    assert settings.display.panel_inches == 21.5
    assert desk.world.staff.pins == ["470913", "280735"]
    registered = next(iter(desk.world.registrar.registered.values()))
    assert (registered.kind, registered.ward) == ("clinic", "14797")


def test_the_language_changes_at_once_and_keeps_the_focus(make_set: MakeSet) -> None:
    desk = make_set()
    assert desk.focus.accessibleName() == "Tiếng Việt"
    desk.key(Qt.Key.Key_Right)
    assert desk.window.wizard.state.draft.language is Language.EN
    assert desk.focus.accessibleName() == "English"
    assert "Language and clock" in [label.text() for label in desk.window.findChildren(QLabel)]


def test_ctrl_enter_on_an_empty_form_goes_to_the_first_thing_that_is_missing(make_set: MakeSet) -> None:
    desk = make_set()
    desk.on()
    desk.tab_to("Số nhà, đường")
    desk.on()
    assert desk.focus.accessibleName() == "Máy chủ trung tâm"
    desk.type(URL)
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.wizard.state.step is Step.LANGUAGE
    desk.on()
    assert desk.window.wizard.state.draft.server == URL


def test_a_wrong_code_is_said_and_emptied(make_set: MakeSet) -> None:
    desk = make_set()
    desk.on()
    fill_in(desk.window.wizard)
    desk.tab_to("Gửi mã")
    desk.key(Qt.Key.Key_Return)
    desk.type("111111")
    assert desk.focus.accessibleName() == "Mã 6 số trong tin nhắn"
    assert isinstance(desk.focus, QLineEdit)
    assert desk.focus.text() == ""
    assert desk.window.wizard.state.tries_left == 2


def test_esc_in_what_is_read_back_goes_to_the_form(make_set: MakeSet) -> None:
    desk = make_set()
    desk.on()
    fill_in(desk.window.wizard)
    desk.window.wizard.registering.send_code()
    desk.window.wizard.registering.try_code(CODE)
    desk.on()
    desk.key(Qt.Key.Key_Escape)
    assert [desk.window.wizard.state.registration] == [Registration.FORM]
    assert desk.window.wizard.state.step is Step.CHECKPOINT
    desk.on()
    assert desk.window.wizard.state.registration is Registration.READ_BACK


def test_a_code_is_held_up_to_join(make_set: MakeSet) -> None:
    desk = make_set()
    desk.on()
    desk.tab_to("Đăng ký điểm mới")
    desk.key(Qt.Key.Key_Right)
    desk.tab_to("Máy chủ trung tâm")
    desk.type(URL)
    desk.tab_to("Tên cổng, cửa")
    desk.type("Cổng số 3")
    desk.world.bench.hold_up(f"{URL}/E/{JOIN}")
    assert desk.window.wizard.state.step is Step.DEVICES
    assert desk.window.wizard.state.draft.code == "HV-02"


def test_no_pin_stays_in_a_widget_once_it_is_used_or_left(make_set: MakeSet) -> None:
    desk = make_set()
    to_step(desk.window.wizard, Step.STAFF)
    page = desk.window.page
    assert isinstance(page, StaffStep)
    desk.tab_to("Mã PIN 6 số")
    desk.type("470913")
    assert page.pin.edit.echoMode() is QLineEdit.EchoMode.Password
    desk.key(Qt.Key.Key_Escape)
    assert page.pin.text() == ""
    to = [edit.text() for edit in desk.window.findChildren(QLineEdit)]
    assert "470913" not in to


def test_the_code_fills_this_screen_and_is_read_from_it(make_set: MakeSet) -> None:
    desk = make_set((1366, 768))
    to_step(desk.window.wizard, Step.POSTER)
    desk.tab_to("Hiện mã trên màn hình này")
    desk.key(Qt.Key.Key_Space)
    screen = desk.window.findChild(PosterScreen)
    assert screen is not None
    assert screen.size() == desk.window.size()
    assert decoded(screen.grab().toImage()) == f"{URL}/c/HV-01"
    desk.key(Qt.Key.Key_Escape)
    assert not screen.isVisible()
    assert desk.window.wizard.state.step is Step.POSTER
    assert desk.focus.accessibleName() == "Hiện mã trên màn hình này"


def test_without_a_code_no_poster_is_printed_and_it_is_said_why(make_set: MakeSet, tmp_path: Path) -> None:
    world = World(tmp_path)
    world.registrar.network = False
    desk = make_set(world=world)
    desk.on()
    fill_in(desk.window.wizard)
    desk.on()
    desk.tab_to("Đúng, gửi sau")
    desk.key(Qt.Key.Key_Return)
    desk.on()
    desk.window.wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
    desk.on()
    said = " ".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())
    assert "đăng ký sẽ gửi khi có mạng" in said
    with pytest.raises(AssertionError, match="Tab never came"):
        desk.tab_to("In áp phích")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_nothing_stands_outside_the_window_and_no_word_is_cut(
    make_set: MakeSet, size: tuple[int, int], language: Language, tmp_path: Path
) -> None:
    desk = make_set(size, World(tmp_path))
    desk.window.wizard.choose_language(language)
    to_step(desk.window.wizard, Step.CHECKPOINT)
    require_whole(desk)
    fill_in(desk.window.wizard)
    desk.window.wizard.registering.send_code()
    require_whole(desk)
    desk.window.wizard.registering.try_code(CODE)
    desk.window.wizard.next()
    desk.window.wizard.registering.confirm()
    while desk.window.wizard.state.step is not Step.POSTER:
        require_whole(desk)
        desk.window.wizard.staff.add("Nguyễn Thị Ẳ Ỗ", "supervisor", "470913", "470913")
        desk.window.wizard.next()
    require_whole(desk)
