"""Who is to be met, looked at or declared for, and whose card was read, at the list over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kiosk.admission import DeclarationMode
from kiosk.desk.acts import MainAct
from kiosk.desk.rows import RowFilter, RowKey, RowKind
from kiosk.ports import VisitStore
from kiosk.screens import Referral
from tests.fakes import scan
from tests.ui.desk_fakes import MECHANIC
from tests.ui.desk_list import ListRoom, card_of, list_room
from ui.staff.around import ToList, ToLookup, ToProxy
from ui.staff.list.cells import Column
from ui.staff.list.handle_dialog import HandleDialog

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
    assert room.said[-1][0] == "N. V. THỬ: Đã check-in lúc 08:00."
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
        assert not room.page.face.top.evacuate.isVisible()
    qtbot.wait(1)


def test_a_second_enter_at_once_checks_nobody_else_out(room: ListRoom) -> None:
    opened(room, 3)
    room.control(KEY.Key_2)  # whoever is checked out goes from this list, and the next line comes under the key
    room.press(KEY.Key_Return)
    room.press(KEY.Key_Return)
    assert len(room.names()) == 2
    room.desk.clock.turn(0.5)
    room.press(KEY.Key_Return)
    assert len(room.names()) == 1


def test_a_look_up_that_ends_after_the_page_was_left_opens_nobody(room: ListRoom) -> None:
    opened(room, 1)
    room.desk.tools.visits = cast(VisitStore, Knows(room, 0))
    room.desk.lane.hold = True
    room.page.take(scan("001090000000", 1.0))
    room.page.left()
    room.desk.lane.release()
    assert room.page.acts.state.detail is None
    assert "person opened" not in room.audit()


def test_what_is_written_while_the_page_is_made_anew_is_written(room: ListRoom) -> None:
    opened(room, 1)
    room.desk.lane.hold = True
    room.press(KEY.Key_Return)
    room.press(KEY.Key_Space)
    room.page.left()
    delete(room.page)  # type: ignore[no-untyped-call] # as the window does for another language
    room.desk.lane.release()
    assert room.desk.store.people_list.counts(room.desk.clock.now()).inside == 0
