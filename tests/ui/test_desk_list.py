"""An attendant at the list, with the keyboard alone, over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admission import DeclarationMode
from kiosk.desk.acts import MainAct
from kiosk.desk.rows import Query, RowFilter, RowKey, RowKind
from kiosk.ports import VisitStore
from kiosk.screens import Referral
from kiosk.visits import Act
from tests.fakes import scan
from tests.ui.desk_fakes import MECHANIC
from tests.ui.desk_list import ListRoom, card_of, list_room
from ui.staff.around import ToList, ToLookup, ToProxy
from ui.staff.kit.chip import Tone
from ui.staff.list.cells import Column
from ui.staff.list.correct_dialog import CorrectDialog
from ui.staff.list.handle_dialog import HandleDialog
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
    assert room.said[-1] == ("Đã check-out lúc 08:00.", Tone.OK)
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
    assert room.said[-1] == ("Người này không còn ở trong.", Tone.WARN)
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


def test_somebody_to_be_met_is_let_in_by_hand(room: ListRoom) -> None:
    visit = room.come(0, minutes_ago=60)
    room.desk.store.people_list.check_out(
        RowKey(RowKind.STAY, visit.sequence), visit.device, room.desk.clock.now() - timedelta(minutes=30)
    )
    room.desk.store.visits.refer(Referral.CHECK, visit.person.id, room.desk.clock.now())
    room.page.opened()
    room.control(KEY.Key_5)
    assert room.page.listing.state.wanted.filter is RowFilter.REFERRED
    room.press(KEY.Key_Return)
    assert "Cần xem lại thẻ" in " ".join(label.text() for label in room.dialog(HandleDialog).findChildren(QLabel))
    room.press(KEY.Key_1)
    assert room.said[-1][0] == "Đã check-in lúc 08:00."
    counts = room.desk.store.people_list.counts(room.desk.clock.now())
    assert (counts.inside, counts.attention) == (1, 0)


def test_somebody_nobody_knows_is_declared_for(room: ListRoom) -> None:
    room.desk.store.visits.refer(Referral.NO_CODE, None, room.desk.clock.now())
    room.page.opened()
    room.control(KEY.Key_8)
    room.press(KEY.Key_Return)
    room.press(KEY.Key_1)
    (wish,) = room.wishes
    assert isinstance(wish, ToProxy)
    assert wish.referral is not None


def test_a_departure_by_rule_is_looked_at(room: ListRoom) -> None:
    room.come(0, minutes_ago=600)
    room.desk.store.people_list.close_day(room.desk.clock.now() - timedelta(minutes=1))
    room.page.opened()
    room.page.filter(RowFilter.ATTENTION)
    room.press(KEY.Key_Return)
    room.press(KEY.Key_1)
    assert room.page.listing.state.counts.attention == 0
    assert room.page.listing.state.rows == ()


def test_a_card_opens_its_holder_wherever_they_stand(room: ListRoom) -> None:
    opened(room, 3)
    room.desk.tools.visits = cast(VisitStore, Knows(room, 0))
    assert room.page.take(scan("001090000000", 1.0))
    assert room.page.acts.state.detail is not None
    assert room.page.acts.state.detail.row.key == RowKey(RowKind.STAY, 1)
    assert room.page.listing.state.selected == RowKey(RowKind.STAY, 1)


class Knows:
    """A look-up that knows one card."""

    def __init__(self, room: ListRoom, number: int) -> None:
        self._room, self._number = room, number

    def __getattr__(self, name: str) -> object:
        assert name == "standing"
        visits = self._room.desk.store.visits
        return lambda _card, _person=None: visits.standing(card_of(self._number))


def test_a_card_of_nobody_says_so_and_offers_to_declare(room: ListRoom) -> None:
    opened(room, 1)
    room.page.take(scan("001090009999", 1.0))
    assert room.page.face.note.isVisible()
    assert room.page.face.note.text() == "Chưa có lượt nào của thẻ này."
    room.page.face.declare.click()
    assert isinstance(room.wishes[-1], ToProxy)
    room.page.take(scan("https://example.com", 2.0))
    assert room.page.face.note.text() == "Mã này không dùng để vào cổng."
    room.page.take(scan("0900000001", 3.0))
    assert [wish for wish in room.wishes if isinstance(wish, ToLookup)] == [ToLookup("0900000001")]


def test_another_page_sends_somebody_here_for_one_line(room: ListRoom) -> None:
    opened(room, 3)
    room.page.wanted(ToList(RowFilter.INSIDE, RowKey(RowKind.STAY, 2)))
    assert room.page.face.top.filters.value() is RowFilter.INSIDE
    assert room.page.listing.state.selected == RowKey(RowKind.STAY, 2)
    assert room.page.acts.state.detail is not None


def test_somebody_without_a_declaration_is_declared_for(room: ListRoom) -> None:
    opened(room, 1)
    (row,) = room.page.listing.state.rows
    assert room.page.deeds.main(row) is MainAct.CHECK_OUT  # a declaration is welcome, and nothing waits for it
    room.desk.rules = replace(room.desk.rules, declarations=DeclarationMode.REQUIRED)
    room.page.refresh()
    assert room.page.face.model.cell(0, Column.ACT).text == "Khai hộ"
    room.press(KEY.Key_Return)
    assert room.wishes == [ToProxy(person=row.person)]
    room.press(KEY.Key_R)  # they may leave all the same
    assert not room.page.listing.state.rows[0].inside


def test_whoever_may_not_see_people_sees_none(qtbot: QtBot, tmp_path: Path) -> None:
    with list_room(tmp_path, who=MECHANIC) as room:
        opened(room, 2)
        assert room.names() == []
        assert not room.page.face.top.mask_button.isVisible()
        assert room.page.face.top.evacuate.isVisible()
    qtbot.wait(1)


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
