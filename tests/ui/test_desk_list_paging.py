"""The list while much is on it and much happens: pages on demand, nothing moves, nothing waits for the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.desk.listing_wanted import PAGE, Day
from kiosk.desk.rows import RowFilter, RowKey, RowKind, Sending
from kiosk.desk.unmasking import BARE_SECONDS
from kiosk.screens import Language
from tests.desk_memory import MemoryList
from tests.ui.desk_fakes import desk_look
from tests.ui.desk_list import ListRoom, list_room
from ui.staff.list.cells import Column
from ui.staff.list.day_dialog import DayDialog
from ui.staff.list.delegate import row_height
from ui.staff.list.why_dialog import WhyDialog

KEY = Qt.Key


@pytest.fixture
def people() -> MemoryList:
    return MemoryList()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, people: MemoryList) -> Iterator[ListRoom]:
    with list_room(tmp_path, people=people) as made:
        yield made
    qtbot.wait(1)


def opened(room: ListRoom, people: MemoryList, count: int) -> None:
    for _ in range(count):
        people.come(room.desk.clock.now())
    room.page.opened()
    QApplication.processEvents()


def in_sight(room: ListRoom) -> list[int]:
    """The numbers of the lines that can be seen."""
    table = room.page.face.table
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    keys = [table.key_at(place) for place in range(first, last + 1)]
    return [key.number for key in keys if key is not None]


def test_of_ten_thousand_only_what_is_seen_is_asked_for(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 10_000)
    assert len(people.asked) == 1
    for _ in range(3):
        room.press(KEY.Key_PageDown)
    assert len(people.asked) == 1
    room.press(KEY.Key_End)
    assert 2 <= len(people.asked) <= 3
    assert room.page.face.model.rowCount() <= 3 * PAGE
    assert room.page.face.foot.shown.text().startswith(f"Hiện {room.page.face.model.rowCount()} trong 10.000 lượt")
    assert room.page.face.model.resets == 0


def test_newcomers_stand_on_top_and_nothing_else_moves(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 300)
    for _ in range(4):
        room.press(KEY.Key_PageDown)
    before, chosen = in_sight(room), room.page.face.table.chosen()
    inserted: list[tuple[int, int]] = []
    changed: list[int] = []

    def came(_parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        inserted.append((first, last))

    def other(first: QModelIndex | QPersistentModelIndex, _last: QModelIndex | QPersistentModelIndex) -> None:
        changed.append(first.row())

    room.page.face.model.rowsInserted.connect(came)
    room.page.face.model.dataChanged.connect(other)
    people.come(room.desk.clock.now())
    people.come(room.desk.clock.now())
    room.page.refresh()
    assert inserted == [(0, 1)]
    assert changed == []
    assert in_sight(room) == before
    assert room.page.face.table.chosen() == chosen
    assert room.page.face.model.resets == 0


def test_at_the_top_the_newest_are_seen(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 50)
    people.come(room.desk.clock.now())
    room.page.refresh()
    assert in_sight(room)[0] == 51
    assert room.page.face.table.chosen() == RowKey(RowKind.STAY, 50)


def test_a_line_that_was_sent_is_the_only_one_painted_anew(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 50)
    changed: list[tuple[int, int]] = []
    room.page.face.model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    people.change(RowKey(RowKind.STAY, 48), sending=Sending.SENT)
    room.page.refresh()
    assert changed == [(2, 2)]
    assert room.page.face.model.cell(2, Column.SENDING).text == "Đã gửi"


def test_the_page_never_waits_for_the_store(room: ListRoom, people: MemoryList) -> None:
    room.desk.lane.hold = True
    opened(room, people, 200)
    asked = len(people.asked)
    room.press(KEY.Key_F3)
    room.write("thu")
    room.press(KEY.Key_Return)
    room.control(KEY.Key_2)
    room.page.refresh()
    room.press(KEY.Key_Space)
    room.press(KEY.Key_Return)
    room.control(KEY.Key_P)
    assert len(people.asked) == asked == 0
    assert people.noted == []
    assert "Đang đọc" in room.page.face.nobody.words.text()
    room.desk.lane.release()
    assert people.asked
    assert {query.filter for query in people.asked[-1:]} == {RowFilter.INSIDE}


def test_a_store_that_cannot_be_read_is_said_and_tried_again(room: ListRoom, people: MemoryList) -> None:
    people.broken = True
    opened(room, people, 3)
    assert room.page.face.nobody.again.isVisible()
    people.broken = False
    room.page.face.nobody.again.click()
    assert len(room.names()) == 3


def test_names_in_full_need_a_reason_and_are_gone_after_a_minute(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 3)
    assert room.names() == ["P. T. NGOÀI", "L. H. KIỂM", "T. T. MẪU"]
    room.control(KEY.Key_M)
    room.press(KEY.Key_Return)
    assert room.asked()  # no reason yet
    assert not [each for each in room.dialog(WhyDialog).findChildren(QLineEdit) if each.isVisible()]
    room.dialog(WhyDialog).reasons.buttons["find"].setFocus()
    room.press(KEY.Key_5)
    room.press(KEY.Key_2)
    room.press(KEY.Key_Return)
    assert people.noted == ["unmasked same_name"]
    assert room.names() == ["PHẠM THỊ NGOÀI", "LÊ HỮU KIỂM", "TRẦN THỊ MẪU"]
    assert room.page.face.top.mask_button.text() == "Hiện đủ, còn 60 giây"
    room.pass_time(BARE_SECONDS - 2)
    assert room.page.face.top.mask_button.text() == "Hiện đủ, còn 2 giây"
    room.pass_time(3)
    assert room.names() == ["P. T. NGOÀI", "L. H. KIỂM", "T. T. MẪU"]
    assert room.page.face.top.mask_button.text() == "Đang che thông tin"


def test_names_are_masked_when_the_page_is_left(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 2)
    room.control(KEY.Key_M)
    room.dialog(WhyDialog).reasons.number(1)
    room.press(KEY.Key_Return)
    room.page.left()
    assert room.names() == []
    room.page.opened()
    assert room.names() == ["L. H. KIỂM", "T. T. MẪU"]


def test_filters_days_and_ways(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 4)
    people.change(RowKey(RowKind.STAY, 2), inside=False)
    room.page.refresh()
    top = room.page.face.top
    room.control(KEY.Key_3)
    assert room.names() == ["L. H. KIỂM"]
    assert top.filters.value() is RowFilter.LEFT
    room.control(KEY.Key_1)
    room.focus(top.way.edit)
    room.write("bhyt")
    room.press(KEY.Key_Return)
    assert {str(via) for via in people.asked[-1].via} == {"insurance_card"}
    room.focus(top.day.edit)
    room.write("moi ngay")
    room.press(KEY.Key_Return)
    assert people.asked[-1].day is None
    assert room.page.listing.state.wanted.day is Day.ANY
    room.focus(top.day.edit)
    room.write("ngay khac")
    room.press(KEY.Key_Return)
    room.write("24/11/2026")
    room.press(KEY.Key_Return)
    dialog = room.dialog(DayDialog)
    assert dialog.day.problem()  # it has not come yet
    room.write("1/11/2026")
    room.press(KEY.Key_Return)
    assert str(people.asked[-1].day) == "2026-11-01"
    assert top.day.edit.text() == "01/11/2026"


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 1024), (1080, 1920)])
@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_wider_than_its_place(
    qtbot: QtBot, tmp_path: Path, people: MemoryList, size: tuple[int, int], language: Language
) -> None:
    with list_room(tmp_path, people=people, size=size, language=language) as room:
        opened(room, people, 30)
        room.press(KEY.Key_Space)
        page, table = room.page, room.page.face.table
        assert page.minimumSizeHint().width() <= page.width()
        widths = sum(table.columnWidth(column) for column in Column if not table.isColumnHidden(column))
        assert widths <= table.viewport().width()
        for button in (page.face.person.main, page.face.person.print, page.face.top.mask_button, page.face.top.proxy):
            assert not button.isVisible() or button.width() >= button.minimumSizeHint().width(), button.text()
    qtbot.wait(1)


def test_the_marks_of_capitals_are_not_cut(room: ListRoom, people: MemoryList) -> None:
    opened(room, people, 1)
    table = room.page.face.table
    painted = {}
    for name in ("ẲỖ NGUYỄN Ậ", "AO NGUYEN A"):
        people.change(RowKey(RowKind.STAY, 1), name=name)
        room.page.listing.bare(True)
        room.page.refresh()
        QApplication.processEvents()
        place = table.visualRect(room.page.face.model.index(0, Column.NAME))
        picture = table.viewport().grab(place).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = [y for y in range(picture.height()) if any(picture.pixelColor(x, y).value() < 90 for x in range(9, 150))]
        painted[name] = (rows[0], rows[-1])
    whole, plain = painted["ẲỖ NGUYỄN Ậ"], painted["AO NGUYEN A"]
    assert whole[0] < plain[0] - 2  # there are marks above, and they begin below the edge of the line
    assert whole[0] > 0
    assert plain[1] < whole[1] < row_height(desk_look(1366, 768)) - 1
