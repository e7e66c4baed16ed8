"""An attendant at the list, with the keyboard alone, over a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.rows import Query, RowKey, RowKind
from kiosk.visits import Act
from tests.ui.desk_list import ListRoom, list_room
from ui.staff.kit.chip import Tone
from ui.staff.list.cells import Column
from ui.staff.list.correct_dialog import CorrectDialog
from ui.staff.list.why_dialog import WhyDialog

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[ListRoom]:
    with list_room(tmp_path) as made:
        yield made
    qtbot.wait(1)


def opened(room: ListRoom, people: int) -> ListRoom:
    """So many people are inside, the last one came just now."""
    for number in range(people):
        room.come(number, minutes_ago=people - number)
    room.page.opened()
    return room


def only_row(room: ListRoom) -> str:
    (name,) = room.names()
    return name


def test_a_name_is_found_without_accents_and_the_keys_go_to_it(room: ListRoom) -> None:
    opened(room, 7)
    assert room.names()[0] == "H. M. HỌA"
    room.press(KEY.Key_F3)
    room.write("dang vi")
    assert only_row(room) == "Đ. V. VÍ"
    room.press(KEY.Key_Return)
    assert room.focused() is room.page.face.table
    room.press(KEY.Key_Escape)
    assert len(room.names()) == 7


def test_f3_takes_what_was_typed_for_the_next_search(room: ListRoom) -> None:
    opened(room, 7)
    room.press(KEY.Key_F3)
    room.write("mau")
    room.press(KEY.Key_Return)
    room.press(KEY.Key_F3)
    room.write("du")
    assert only_row(room) == "B. T. DỤ"


def test_a_card_and_a_phone_are_found_by_their_last_digits(room: ListRoom) -> None:
    opened(room, 7)
    room.press(KEY.Key_F3)
    room.write("0003")
    assert only_row(room) == "P. T. NGOÀI"


def test_nobody_found_says_what_else_can_be_done(room: ListRoom) -> None:
    opened(room, 2)
    room.press(KEY.Key_F3)
    room.write("khongai")
    words = room.page.face.nobody.words.text()
    assert "khongai" in words
    assert "F4" in words
    assert room.page.face.nobody.everywhere.isVisible()
    room.page.face.nobody.everywhere.click()
    assert not room.page.face.nobody.everywhere.isVisible()


def test_an_empty_day_is_said(room: ListRoom) -> None:
    room.page.opened()
    assert room.page.face.nobody.words.text() == "Chưa có ai hôm nay."


def test_enter_checks_out_whoever_is_chosen(room: ListRoom) -> None:
    opened(room, 3)
    room.press(KEY.Key_Down)
    room.press(KEY.Key_Return)
    rows = room.page.listing.state.rows
    assert [row.inside for row in rows] == [True, False, True]
    assert room.said[-1] == ("T. T. MẪU: Đã check-out lúc 08:00.", Tone.OK)
    assert room.page.face.table.chosen() == rows[1].key
    room.press(KEY.Key_Return)  # the key bounced: nobody is checked in again
    assert room.desk.store.people_list.counts(room.desk.clock.now()).inside == 2


def test_enter_on_somebody_who_has_left_checks_them_in_again(room: ListRoom) -> None:
    opened(room, 2)
    room.press(KEY.Key_Return)
    room.desk.clock.turn(5)
    room.press(KEY.Key_Return)
    rows = room.page.listing.state.rows
    assert [row.inside for row in rows] == [True, False, True]
    assert room.page.face.table.chosen() == rows[0].key


def test_an_act_that_came_too_late_says_why(room: ListRoom) -> None:
    opened(room, 1)
    key = room.page.listing.state.rows[0].key
    room.desk.store.people_list.check_out(key, room.desk.tools.signed_in().id, room.desk.clock.now())  # type: ignore[union-attr]
    room.press(KEY.Key_Return)
    assert room.said[-1] == ("N. V. THỬ: Người này không còn ở trong.", Tone.WARN)
    assert not room.page.listing.state.rows[0].inside


def test_moving_opens_nobody_and_space_opens_one_which_is_logged(room: ListRoom) -> None:
    opened(room, 3)
    room.press(KEY.Key_Down)
    room.press(KEY.Key_Up)
    assert "person opened" not in room.audit()
    room.press(KEY.Key_Space)
    assert room.audit().count("person opened") == 1
    shown = " ".join(label.text() for label in room.page.face.person.findChildren(QLabel))
    assert "LÊ HỮU KIỂM" in shown
    assert "001090000002" in shown
    assert "ghi nhật ký" in shown
    room.press(KEY.Key_Escape)
    shown = " ".join(label.text() for label in room.page.face.person.findChildren(QLabel))
    assert "KIỂM" not in shown


def test_a_click_opens_and_a_click_on_the_button_acts(room: ListRoom) -> None:
    opened(room, 2)
    table = room.page.face.table
    index = room.page.face.model.index(1, Column.NAME)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert room.audit().count("person opened") == 1
    assert room.page.listing.state.rows[1].inside
    index = room.page.face.model.index(1, Column.ACT)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert not room.page.listing.state.rows[1].inside


def test_a_stay_is_annulled_with_a_reason_and_nothing_is_erased(room: ListRoom) -> None:
    opened(room, 2)
    room.press(KEY.Key_Delete)
    room.press(KEY.Key_Return)
    dialog = room.dialog(WhyDialog)  # no reason: it stays
    assert dialog.isVisible()
    dialog.reasons.buttons["twice"].setFocus()
    room.press(KEY.Key_3)
    room.press(KEY.Key_Return)
    row = room.page.listing.state.row(RowKey(RowKind.STAY, 2))
    assert row is None or row.annulled
    acts = [row[0] for row in room.desk.store.connection.rows("SELECT act FROM visits ORDER BY sequence")]
    assert acts == [Act.CHECK_IN, Act.CHECK_IN, Act.REVERSAL]
    assert not room.asked()


def test_another_reason_is_said_in_words(room: ListRoom) -> None:
    opened(room, 1)
    room.press(KEY.Key_Delete)
    room.dialog(WhyDialog).reasons.number(8)
    room.press(KEY.Key_Return)
    assert room.asked()
    room.write("ghi nhầm cổng")
    room.press(KEY.Key_Return)
    assert not room.asked()
    assert room.desk.store.connection.value("SELECT count(*) FROM visits WHERE act = 'reversal'") == 1


def test_a_stay_is_corrected_and_stays_chosen(room: ListRoom) -> None:
    opened(room, 2)
    room.press(KEY.Key_E)  # opens the person, which is logged, and then asks
    assert room.audit().count("person opened") == 1
    dialog = room.dialog(CorrectDialog)
    assert dialog.name.text() == "TRẦN THỊ MẪU"
    room.press(KEY.Key_Return)
    assert dialog.arrived.problem()  # nothing is changed yet
    dialog.arrived.set_text("25:61")
    room.press(KEY.Key_Return)
    assert dialog.arrived.problem()
    dialog.arrived.set_text("07:30")
    dialog.name.set_text("TRẦN THỊ MẪU ĐƠN")
    dialog.reasons.number(4)
    room.press(KEY.Key_Return)
    (fresh,) = [row for row in room.page.listing.state.rows if row.name == "T. T. M. ĐƠN" and not row.annulled]
    assert fresh.corrected
    assert room.page.listing.state.selected == fresh.key
    assert room.page.acts.state.detail is not None
    assert room.page.acts.state.detail.row.key == fresh.key


def test_nobody_is_left_behind(room: ListRoom) -> None:
    opened(room, 7)
    room.press(KEY.Key_Space)
    room.press(KEY.Key_F3)
    room.write("hoa")
    room.press(KEY.Key_Return)
    room.press(KEY.Key_E)
    assert room.asked()
    room.page.left()
    assert not room.asked()
    assert room.names() == []
    assert room.page.listing.state.selected is None
    search = room.page.face.top.search
    assert not search.isUndoAvailable()
    for widget in room.surface.findChildren(QWidget):
        told = widget.text() if isinstance(widget, QLabel | QLineEdit) else ""
        said = f"{told} {widget.accessibleName()} {widget.accessibleDescription()} {widget.toolTip()}"
        assert "HỌA" not in said, type(widget)
        assert "00109000" not in said, type(widget)
        assert "hoa" not in told, type(widget)


def test_the_order_of_tab_is_the_order_of_reading(room: ListRoom) -> None:
    opened(room, 1)
    top = room.page.face.top
    top.search.setFocus()
    seen = []
    for _ in range(9):
        seen.append(room.focused())
        room.press(KEY.Key_Tab)
    assert seen[:6] == [top.search, top.day.edit, top.way.edit, top.mask_button, top.lookup, top.proxy]
    assert seen[-1] in (top.evacuate, room.page.face.table)


def test_the_real_list_and_the_page_agree(room: ListRoom) -> None:
    opened(room, 7)
    told = room.desk.store.people_list.page(Query(room.desk.clock.now().date()))
    assert [row.name for row in told.rows] == room.names()
