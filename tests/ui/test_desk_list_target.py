"""Whom the keys of the list are for: one person at a time, who is named; and nobody stopped comes in by Enter alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk import flow_samples as samples
from kiosk.desk.rows import RowFilter, RowKey, RowKind
from kiosk.ports import VisitStore
from kiosk.questionnaire import Result, Verdict, reason_text
from kiosk.screens import Referral
from tests.desk_declaring import campaign
from tests.fakes import scan
from tests.local_store.declaring import HOLDS, THU, filled
from tests.ui.desk_list import ListRoom, card_of, crossing, list_room
from ui.staff.kit.chip import Tone
from ui.staff.list.correct_dialog import CorrectDialog
from ui.staff.list.evacuation_dialog import EvacuationDialog
from ui.staff.list.handle_dialog import HandleDialog
from ui.staff.list.let_in_dialog import LetInDialog
from ui.staff.list.why_dialog import WhyDialog

KEY = Qt.Key
REASON = reason_text(campaign(), "contact_patient:yes", "vi")


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


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


class TestOneTarget:
    def test_moving_on_closes_whoever_is_open(self, room: ListRoom) -> None:
        opened(room, 5)
        room.press(KEY.Key_Space)
        room.press(KEY.Key_Down)
        assert room.page.acts.state.detail is None
        assert not room.page.face.person.main.isVisible()
        assert "ĐẶNG VĂN" not in words(room.page.face.person)

    def test_enter_and_del_are_for_whoever_is_chosen_and_say_who(self, room: ListRoom) -> None:
        opened(room, 5)
        room.press(KEY.Key_Space)
        for _ in range(3):
            room.press(KEY.Key_Down)
        room.press(KEY.Key_Return)
        assert room.said[-1] == ("T. T. MẪU: Đã check-out lúc 08:00.", Tone.OK)
        room.press(KEY.Key_Delete)
        assert "Hủy lượt của T. T. MẪU" in words(room.dialog(WhyDialog))
        room.desk.clock.turn(2)
        room.press(KEY.Key_1)
        room.press(KEY.Key_Return)
        assert room.said[-1][0].startswith("T. T. MẪU: ")
        annulled = [row.name for row in room.page.listing.state.rows if row.annulled]
        assert annulled == ["T. T. MẪU"]

    def test_whose_line_goes_with_its_act_is_closed_with_it(self, room: ListRoom) -> None:
        opened(room, 3)
        room.control(KEY.Key_2)
        room.press(KEY.Key_Space)
        room.press(KEY.Key_Return)
        assert room.names() == ["T. T. MẪU", "N. V. THỬ"]
        assert room.page.acts.state.detail is None
        room.desk.clock.turn(2)
        room.press(KEY.Key_Return)
        assert room.said[-1][0].startswith("T. T. MẪU: ")

    def test_somebody_come_in_meanwhile_changes_nothing_about_it(self, room: ListRoom) -> None:
        opened(room, 3)
        room.press(KEY.Key_Space)
        room.come(5)
        room.page.refresh()
        assert room.page.acts.state.detail is not None
        room.press(KEY.Key_Return)
        assert room.said[-1][0].startswith("L. H. KIỂM: ")

    def test_whose_card_was_read_stays_open_though_the_list_has_them_not(self, room: ListRoom) -> None:
        room.come(0, minutes_ago=3 * 24 * 60)
        for number in range(1, 3):
            room.come(number)
        room.page.opened()
        room.desk.tools.visits = cast(VisitStore, Knows(room, 0))
        room.page.take(scan("001090000000", 1.0))
        room.page.refresh()
        assert room.names() == ["L. H. KIỂM", "T. T. MẪU"]
        assert room.page.acts.state.detail is not None
        room.press(KEY.Key_Return)
        assert room.said[-1][0].startswith("N. V. THỬ: ")
        room.press(KEY.Key_Up)  # they are the last line now: they left today
        assert room.page.acts.state.detail is None

    def test_a_correction_says_whose(self, room: ListRoom) -> None:
        opened(room, 1)
        room.press(KEY.Key_E)
        assert "Sửa lượt của N. V. THỬ" in words(room.dialog(CorrectDialog))

    def test_the_panel_says_what_the_list_says_now(self, room: ListRoom) -> None:
        visit = room.come(0)
        room.page.opened()
        room.press(KEY.Key_Space)
        assert "Đã lưu" in words(room.page.face.person)
        room.desk.store.outbox.sent([visit.id], room.desk.clock.now())
        room.page.refresh()
        assert "Đã gửi" in words(room.page.face.person)
        assert "NGUYỄN VĂN THỬ" in words(room.page.face.person)
        assert "001090000000" in words(room.page.face.person)


class Knows:
    """A look-up that knows one card."""

    def __init__(self, room: ListRoom, number: int) -> None:
        self._room, self._number = room, number

    def __getattr__(self, name: str) -> object:
        assert name == "standing"
        visits = self._room.desk.store.visits
        return lambda _card, _person=None: visits.standing(card_of(self._number))


def stopped(room: ListRoom, verdict: Verdict = Verdict.STOP, reason: Referral = Referral.STOP) -> None:
    """Somebody declared what keeps them out, and stands before the list to be met."""
    room.desk.rules = replace(room.desk.rules, campaign=campaign())
    now = room.desk.clock.now()
    form = replace(filled(verdict=verdict), result=Result(verdict, ("contact_patient:yes",)))
    declaration = room.desk.store.declarations.declare(form, None, now, now + HOLDS)
    room.desk.store.visits.refer(reason, declaration.person, now)
    room.page.opened()
    room.control(KEY.Key_8)


class TestStopped:
    def test_enter_twice_lets_nobody_in_and_says_that_it_is_a_stop(self, room: ListRoom) -> None:
        stopped(room)
        room.press(KEY.Key_Return)
        asked = words(room.dialog(HandleDialog))
        assert "Không cho vào" in asked
        assert "N. V. THỬ" in asked
        assert REASON in asked
        assert room.audit() == ["person opened"]
        room.press(KEY.Key_Return)
        assert not room.asked()
        assert room.desk.store.visits.inside_now() == 0
        assert room.page.listing.state.counts.attention == 1

    def test_they_are_let_in_for_a_reason_in_words(self, room: ListRoom) -> None:
        stopped(room)
        room.press(KEY.Key_Return)
        room.press(KEY.Key_4)
        dialog = room.dialog(LetInDialog)
        assert REASON in words(dialog)
        room.press(KEY.Key_Return)
        assert dialog.reason.problem()
        assert room.desk.store.visits.inside_now() == 0
        room.write("bác sĩ đã khám")
        room.press(KEY.Key_Return)
        assert room.desk.store.connection.value("SELECT reason FROM visits") == "bác sĩ đã khám"
        assert room.page.listing.state.counts.attention == 0
        assert room.audit() == ["person opened", "stopped let in", "referral met"]

    def test_the_first_thing_offered_is_that_they_do_not_come_in(self, room: ListRoom) -> None:
        stopped(room)
        room.press(KEY.Key_Return)
        room.press(KEY.Key_1)
        assert room.desk.store.connection.value("SELECT outcome FROM referrals") == "turned_away"
        assert room.desk.store.visits.inside_now() == 0

    def test_an_older_line_of_theirs_lets_them_in_for_a_reason_too(self, room: ListRoom) -> None:
        arrival = room.come(0, minutes_ago=60)
        key = RowKey(RowKind.STAY, arrival.sequence)
        room.desk.store.people_list.check_out(key, arrival.device, room.desk.clock.now() - timedelta(minutes=30))
        now, form = room.desk.clock.now(), filled(verdict=Verdict.STOP, person=arrival.person.id)
        room.desk.store.declarations.declare(form, card_of(0), now, now + HOLDS)
        room.page.opened()
        room.press(KEY.Key_Return)
        room.press(KEY.Key_Return)
        assert room.desk.store.visits.inside_now() == 0
        room.dialog(LetInDialog).reason.set_text("bác sĩ đã khám")
        room.press(KEY.Key_Return)
        assert room.desk.store.visits.inside_now() == 1

    def test_whoever_has_only_to_be_looked_at_is_let_in_by_its_number_and_not_by_enter(self, room: ListRoom) -> None:
        stopped(room, Verdict.NEEDS_STAFF, Referral.DECLARATION)
        room.press(KEY.Key_Return)
        asked = words(room.dialog(HandleDialog))
        assert "Không cho vào" not in asked
        assert REASON in asked
        room.press(KEY.Key_Return)
        assert room.desk.store.visits.inside_now() == 0
        room.press(KEY.Key_Return)
        room.press(KEY.Key_1)
        assert room.desk.store.visits.inside_now() == 1

    def test_the_panel_says_what_a_declaration_came_to(self, room: ListRoom) -> None:
        stopped(room)
        room.press(KEY.Key_Space)
        shown = words(room.page.face.person)
        assert "Không cho vào" in shown
        assert REASON in shown


class TestPanel:
    @pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
    def test_a_name_on_two_lines_hides_nothing_below_it(
        self, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        with list_room(tmp_path, size=size) as room:
            room.desk.rules = replace(room.desk.rules, campaign=campaign(), places=samples.places())
            card = replace(card_of(1), name="VŨ THỊ NGỌC KHUYẾN NGHIỆM")
            now = room.desk.clock.now()
            visit, _ = room.desk.store.visits.record(replace(crossing(1, now), card=card))
            form = filled(replace(THU, name="VŨ THỊ NGỌC KHUYẾN NGHIỆM"), person=visit.person.id)
            form = replace(form, result=Result(Verdict.PASS))
            room.desk.store.declarations.declare(form, card, now, now + HOLDS)
            room.desk.store.people_list.check_out(RowKey(RowKind.STAY, visit.sequence), visit.device, now)
            room.page.opened()
            room.press(KEY.Key_Space)
            QApplication.processEvents()
            scroll = room.page.face.person.findChild(QScrollArea)
            assert scroll is not None
            (log,) = [one for one in scroll.findChildren(QLabel) if one.accessibleName().startswith("Nhật ký lượt này")]
            assert log.text().count("\n") == 1  # came, and left
            assert scroll.viewport().rect().contains(QRect(log.mapTo(scroll.viewport(), QPoint()), log.size()))
        qtbot.wait(1)

    def test_somebody_to_be_met_came_to_no_gate(self, room: ListRoom) -> None:
        stopped(room)
        room.press(KEY.Key_Space)
        assert "08:00 ·" not in words(room.page.face.person)


class TestFocus:
    def test_a_reason_that_is_wanting_is_where_the_keys_go(self, room: ListRoom) -> None:
        opened(room, 1)
        room.press(KEY.Key_Delete)
        dialog = room.dialog(WhyDialog)
        assert dialog.enter is not None
        dialog.enter.setFocus()
        room.press(KEY.Key_Return)
        room.press(KEY.Key_3)
        assert dialog.reasons.value() == "twice"

    def test_after_a_list_that_was_not_printed_enter_is_to_print(self, room: ListRoom) -> None:
        room.page.opened()
        room.control(KEY.Key_P)
        dialog = room.dialog(EvacuationDialog)
        (Path(room.page.asking.paper.folder)).write_text("a file where the folder should be")
        room.press(KEY.Key_F8)
        assert room.focused() is dialog.print


def test_whoever_is_inside_again_is_not_let_in_by_an_older_line(room: ListRoom) -> None:
    arrival = room.come(0, minutes_ago=60)
    key = RowKey(RowKind.STAY, arrival.sequence)
    room.desk.store.people_list.check_out(key, arrival.device, room.desk.clock.now() - timedelta(minutes=30))
    room.come(0)
    room.page.opened()
    model = room.page.face.model
    assert [model.cell(place, 9).text for place in range(2)] == ["Check out", ""]
    assert room.page.listing.state.wanted.filter is RowFilter.ALL
