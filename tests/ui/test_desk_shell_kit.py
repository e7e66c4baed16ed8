"""The desk's own controls: no mark is cut, none looks like the system's, every one works by keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_fakes import desk_look
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.dialog import StaffDialog, focus_stops
from ui.staff.kit.field import PickField, Segments, TextField, Tick
from ui.staff.kit.panel import Panel
from ui.staff.kit.pick_field import fits, plain
from ui.staff.kit.style import desk_stylesheet, font
from ui.staff.kit.text import StaffLabel
from ui.widgets.focus_ring import GAP, INNER

TALL = "NGUYỄN ẲỖẬ NGUYỄN"
LOOKS = [desk_look(), desk_look(1366, 768), desk_look(1920, 1080, user=1.3)]
BY_SIZE = pytest.mark.parametrize("look", LOOKS, ids=["1080", "768", "large"])
WARDS = [("1", "Phường Hạc Thành"), ("2", "Xã Cẩm Tú"), ("3", "Phường Đông Hà"), ("4", "Xã Hà Trung")]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """An empty window of the desk."""
    made = QWidget()
    made.setObjectName("desk")
    made.setFont(font(LOOKS[0], 20))
    made.setStyleSheet(desk_stylesheet(LOOKS[0]))
    made.resize(1280, 800)
    inside = QWidget(made)  # a window with a layout of its own would tell the display how small it may be
    inside.setGeometry(made.rect())
    QVBoxLayout(inside)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def stand(window: QWidget, *parts: QWidget) -> None:
    column = window.findChild(QVBoxLayout)
    assert isinstance(column, QVBoxLayout)
    for part in parts:
        row = QHBoxLayout()
        row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
    column.addStretch(1)
    QApplication.processEvents()


def inked(part: QWidget) -> int:
    """The height of what is painted on the ground of a widget, its rounded corners left out."""
    image = QImage(part.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    part.render(image)
    ground = image.pixelColor(image.width() - part.height() // 3, image.height() // 2)
    across = range(image.width() // 6, image.width() * 5 // 6)
    rows = [y for y in range(image.height()) if any(_differs(image.pixelColor(x, y), ground) for x in across)]
    return rows[-1] - rows[0] + 1 if rows else 0


def _differs(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) > 40 or abs(one.green() - other.green()) > 40


def label(look: DeskLook) -> QWidget:
    return StaffLabel(TALL, look, 30, 800)


def button(look: DeskLook) -> QWidget:
    return StaffButton(look, TALL, kind=Kind.QUIET)


def chip(look: DeskLook) -> QWidget:
    return StaffChip(look, TALL, Tone.QUIET)


def wide_label(look: DeskLook) -> QWidget:
    part = label(look)
    part.setMinimumWidth(part.sizeHint().width() + 80)
    return part


@BY_SIZE
@pytest.mark.parametrize("make", [wide_label, button, chip])
def test_no_mark_of_a_capital_is_cut(window: QWidget, look: DeskLook, make: Callable[[DeskLook], QWidget]) -> None:
    part = make(look)
    stand(window, part)
    tight = QFontMetrics(part.font()).tightBoundingRect(TALL).height()
    assert inked(part) >= tight - 1


def test_a_label_without_its_margins_would_fail_that(window: QWidget) -> None:
    part = wide_label(LOOKS[0])
    part.setContentsMargins(0, 0, 0, 0)
    part.setFixedHeight(QFontMetrics(part.font()).height())
    stand(window, part)
    tight = QFontMetrics(part.font()).tightBoundingRect(TALL).height()
    assert inked(part) < tight - 1


def test_what_a_person_typed_is_never_markup(window: QWidget) -> None:
    part = StaffLabel("<b>A</b>", LOOKS[0])
    stand(window, part)
    assert part.textFormat() is Qt.TextFormat.PlainText


def test_enter_and_space_press_a_button_unless_it_is_off(window: QWidget) -> None:
    part = StaffButton(LOOKS[0], "Lưu", key="F8")
    stand(window, part)
    pressed: list[bool] = []
    part.clicked.connect(lambda: pressed.append(True))
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return)
    QTest.keyClick(part, Qt.Key.Key_Space)
    assert len(pressed) == 2
    part.setEnabled(False)
    QTest.keyClick(part, Qt.Key.Key_Return)
    assert len(pressed) == 2


def test_a_disabled_button_and_a_banner_can_be_told_from_others(window: QWidget) -> None:
    on, off = StaffButton(LOOKS[0], "Lưu", kind=Kind.BRAND), StaffButton(LOOKS[0], "Lưu", kind=Kind.BRAND)
    off.setEnabled(False)
    banner = StaffBanner(LOOKS[0], "Mất mạng", Tone.WARN, [StaffButton(LOOKS[0], "Thử lại", small=True)])
    stand(window, on, off, banner)
    assert on.grab().toImage() != off.grab().toImage()
    banner.say("Đã có mạng", Tone.OK)
    assert banner.text() == banner.accessibleName() == "Đã có mạng"


def test_a_field_says_what_is_amiss_and_where_its_value_is_from(window: QWidget) -> None:
    part = TextField(LOOKS[0], "Họ và tên", required=True, capitals=True)
    stand(window, part)
    part.say("Chưa có họ tên")
    assert part.problem() == part.edit.accessibleDescription() == "Chưa có họ tên"
    part.tag("từ thẻ")
    assert part.edit.accessibleName() == "Họ và tên"
    part.say("")
    assert part.problem() == ""


def test_capitals_are_made_where_somebody_types_and_nothing_is_brought_back_by_undoing(window: QWidget) -> None:
    part = TextField(LOOKS[0], "Họ và tên", capitals=True)
    stand(window, part)
    part.edit.setFocus()
    QTest.keyClicks(part.edit, "nguyen an")
    assert part.text() == "NGUYEN AN"
    part.set_text("")
    QTest.keyClick(part.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert part.text() == ""


def test_a_field_of_digits_takes_no_letters(window: QWidget) -> None:
    part = TextField(LOOKS[0], "Điện thoại", digits=True, longest=10)
    stand(window, part)
    QTest.keyClicks(part.edit, "0a9b0 000000001")
    assert part.text() == "090 000000"


def test_a_ward_is_found_without_accents_and_taken_by_enter(window: QWidget, qtbot: QtBot) -> None:
    part = PickField(LOOKS[0], "Phường / xã")
    stand(window, part)
    part.offer(WARDS)
    part.edit.setFocus()
    with qtbot.waitSignal(part.picked):
        QTest.keyClicks(part.edit, "ha tr")
        QTest.keyClick(part.edit, Qt.Key.Key_Return)
    assert (part.key(), part.edit.text()) == ("4", "Xã Hà Trung")


def test_arrows_walk_through_what_is_offered_and_esc_leaves_it_as_it_was(window: QWidget) -> None:
    part = PickField(LOOKS[0], "Phường / xã")
    stand(window, part)
    part.offer(WARDS)
    part.pick("2")
    part.edit.setFocus()
    QTest.keyClick(part.edit, Qt.Key.Key_Down)
    QTest.keyClick(part.edit, Qt.Key.Key_Down)
    QTest.keyClick(part.edit, Qt.Key.Key_Tab)
    assert part.key() == "3"
    part.edit.setFocus()
    QTest.keyClicks(part.edit, "xa")
    QTest.keyClick(part.edit, Qt.Key.Key_Escape)
    assert (part.key(), part.edit.text()) == ("3", "Phường Đông Hà")


def test_what_was_typed_and_fits_nothing_does_not_stay(window: QWidget) -> None:
    part, other = PickField(LOOKS[0], "Phường / xã"), StaffButton(LOOKS[0], "Lưu")
    stand(window, part, other)
    part.offer(WARDS)
    part.edit.setFocus()
    QTest.keyClicks(part.edit, "zzz")
    other.setFocus()
    assert (part.key(), part.edit.text()) == ("", "")


def test_what_was_chosen_is_cleared_by_clearing_the_line(window: QWidget) -> None:
    part, other = PickField(LOOKS[0], "Phường / xã"), StaffButton(LOOKS[0], "Lưu")
    stand(window, part, other)
    part.offer(WARDS)
    part.pick("2")
    part.edit.setFocus()
    part.edit.selectAll()
    QTest.keyClick(part.edit, Qt.Key.Key_Backspace)
    other.setFocus()
    assert part.key() == ""


def test_words_are_found_by_their_beginnings_in_any_order() -> None:
    assert fits(plain("Hạc th"), plain("Phường Hạc Thành"))
    assert not fits("anh", plain("Phường Hạc Thành"))


def test_none_is_chosen_at_first_and_arrows_choose(window: QWidget, qtbot: QtBot) -> None:
    part = Segments(LOOKS[0], [("m", "Nam"), ("f", "Nữ"), ("o", "Khác")], label="Giới tính", joined=False)
    stand(window, part)
    assert part.value() == ""
    assert [each for each in focus_stops(window) if part.isAncestorOf(each)] == [part.buttons["m"]]
    part.setFocus()
    with qtbot.waitSignal(part.chosen):
        QTest.keyClick(part.buttons["m"], Qt.Key.Key_Right)
    assert part.value() == "f"
    assert QApplication.focusWidget() is part.buttons["f"]
    assert [each for each in focus_stops(window) if part.isAncestorOf(each)] == [part.buttons["f"]]
    part.choose("")
    assert part.value() == ""


def test_a_segment_says_how_many_it_stands_for(window: QWidget) -> None:
    part = Segments(LOOKS[0], [("all", "Tất cả"), ("in", "Đang ở trong")])
    stand(window, part)
    part.count("all", 18402)
    assert part.buttons["all"].accessibleName() == "Tất cả 18.402"


def test_a_tick_is_set_by_space_and_leaves_enter_to_the_form(window: QWidget) -> None:
    part = Tick(LOOKS[0], "Đã đọc to nội dung đồng ý cho người được khai và người đó đồng ý")
    stand(window, part)
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return)
    assert not part.isChecked()
    QTest.keyClick(part, Qt.Key.Key_Space)
    assert part.isChecked()
    assert part.heightForWidth(300) > part.heightForWidth(1200)


@BY_SIZE
@pytest.mark.parametrize("wide", [900, 300])
def test_the_ring_of_the_focus_lies_beside_the_sentence_of_a_tick(window: QWidget, look: DeskLook, wide: int) -> None:
    tick = Tick(look, "Để đọc to nội dung đồng ý cho người được khai và người đó đồng ý, gỹ.")
    stand(window, tick)
    tick.setFixedSize(look.px(wide), tick.heightForWidth(look.px(wide)))
    image = QImage(tick.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    tick.render(image)
    ring = round((INNER + GAP) * max(look.scale.unit, 0.7) * 0.75)
    edge = [*range(ring), *range(image.height() - ring, image.height())]
    assert all(image.pixelColor(x, y).lightness() > 200 for y in edge for x in range(image.width()))
    across = range(image.height())
    assert all(image.pixelColor(x, y).lightness() > 200 for x in range(ring) for y in across)


def test_a_dialog_takes_the_focus_and_gives_it_back(window: QWidget, qtbot: QtBot) -> None:
    field, panel = TextField(LOOKS[0], "Họ và tên"), Panel(LOOKS[0], "Tờ khai")
    stand(window, field, panel)
    field.edit.setFocus()
    ask = StaffDialog(LOOKS[0], "Bỏ?")
    inside = TextField(LOOKS[0], "Lý do")
    ask.body.addWidget(inside)
    keep, drop = ask.add_action("Thôi"), ask.add_action("Bỏ", enter=True)
    dropped: list[bool] = []
    drop.clicked.connect(lambda: dropped.append(True))
    ask.open_in(window)
    assert QApplication.focusWidget() is inside.edit
    for expected in (keep, drop, inside.edit):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    QTest.keyClick(inside.edit, Qt.Key.Key_Return)
    assert dropped == [True]
    window.resize(1000, 700)
    assert ask.geometry() == window.rect()
    with qtbot.waitSignal(ask.closed):
        QTest.keyClick(inside.edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field.edit
