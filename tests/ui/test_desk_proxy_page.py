"""Khai hộ as an attendant works: a card under the scanner, then the keyboard alone."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admission import Rules
from kiosk.desk.proxy_form import Tick, TickWanted
from kiosk.questionnaire import Field
from kiosk.screens import Language
from kiosk.visits import Via
from tests.desk_declaring import CCCD, NUMBER, OTHER_CCCD, RULES, campaign
from tests.ui.desk_attendant import ENTER, SPACE, TAB, Attendant, Hire
from tests.ui.desk_host import CTRL
from ui.staff.around import ToProxy

MOST_STROKES = 25


@pytest.fixture
def hire(qtbot: QtBot, tmp_path: Path) -> Iterator[Hire]:
    hired: list[Attendant] = []

    def make(rules: Rules = RULES, language: Language = Language.VI, size: tuple[int, int] = (1920, 1080)) -> Attendant:
        hired.append(Attendant(qtbot, tmp_path / str(len(hired)), rules, language, size))
        return hired[-1]

    yield make
    for one in hired:
        one.page.left()
        one.reception.set.store.close()


def test_a_scanned_card_is_declared_for_in_few_keys(hire: Hire, record_property: Callable[[str, object], None]) -> None:
    who = hire()
    who.declares()
    assert who.page.head.said().startswith("Đã lưu, đã check-in: P. T. NGOÀI")
    (visit,) = who.reception.visits()
    assert visit.via is Via.PROXY
    sys.stdout.write(f"keys from the card to the check-in, but for the phone number: {who.host.strokes}\n")
    record_property("keystrokes", who.host.strokes)
    assert who.host.strokes <= MOST_STROKES


def test_the_next_of_the_family_takes_fewer(hire: Hire) -> None:
    who = hire()
    who.declares()
    before = who.host.strokes
    who.scans(OTHER_CCCD)
    who.host.key(Qt.Key.Key_F9)
    assert who.focus() == "travel"
    who.answers_no()
    who.host.key(SPACE)
    who.host.key(ENTER, CTRL)
    assert who.host.strokes - before <= 8
    assert len(who.reception.visits()) == 2


def test_somebody_known_answers_only_the_questions(hire: Hire) -> None:
    who = hire()
    who.declares()
    who.page.left()
    who.page.opened()
    before = who.host.strokes
    who.scans(CCCD)
    assert who.page.head.said().startswith("Khai lại: lần trước khai ngày 23/11/2026")
    assert who.focus() == "travel"
    who.answers_no()
    who.host.key(SPACE)
    who.host.key(ENTER, CTRL)
    assert who.host.strokes - before <= 7
    assert who.reception.set.store.declarations.recorded() == 2


def test_a_whole_form_is_filled_in_without_a_card(hire: Hire) -> None:
    who = hire()
    host = who.host
    for text in ("lê văn thử", "001090000009", "15 8 1990"):
        host.types(text)
        host.key(ENTER)
    assert who.focus() is Field.SEX
    host.key(SPACE)
    host.key(ENTER)
    host.types("viet")
    host.key(ENTER, times=3)
    host.types(NUMBER)
    host.key(ENTER)
    host.types("thanh h")
    host.key(ENTER)
    assert who.focus() is Field.WARD
    host.types("hac th")
    host.key(TAB)
    host.types("Số 2")
    draft = who.page.desk.state.form.draft
    assert (draft.get(Field.NAME), draft.get(Field.BIRTH), draft.get(Field.SEX)) == ("LÊ VĂN THỬ", "15/8/1990", "male")
    assert (draft.get(Field.NATION), draft.get(Field.PROVINCE), draft.get(Field.STREET)) == ("VN", "38", "Số 2")
    places = RULES.places
    assert places is not None
    ward = places.ward(draft.get(Field.WARD))
    assert ward is not None
    assert ward.name == "Phường Hạc Thành"


def test_tab_visits_everything_once_in_reading_order_and_comes_back(hire: Hire) -> None:
    who = hire()
    seen: list[object] = [who.focus()]
    for _ in range(30):
        who.host.key(TAB)
        if isinstance(who.focus(), QWidget):
            break
        seen.append(who.focus())
    questions = [one.key for one in campaign().questions]
    fields = [
        *(Field.NAME, Field.NUMBER, Field.BIRTH, Field.SEX, Field.NATION, Field.INSURANCE, Field.REPRESENTATIVE),
        *(Field.PHONE, Field.PROVINCE, Field.WARD, Field.STREET, Field.EMAIL, Field.RELATIONSHIP),
    ]
    assert seen == [*fields, *questions, *Tick]
    assert who.host.focused() is who.page.footer.cancel
    who.host.key(Qt.Key.Key_Backtab)
    assert who.focus() is Tick.GUARDIAN


def test_c_and_k_answer_and_go_on_through_the_note_that_yes_asks_for(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.page.questions.rows[0].control.setFocus()
    who.host.key(Qt.Key.Key_C)
    assert isinstance(who.host.focused(), QLineEdit)
    who.host.types("Hà Nội")
    who.host.key(ENTER)
    assert who.focus() == "symptoms"
    who.host.key(Qt.Key.Key_K)
    assert who.focus() == "contact_patient"
    given = who.page.desk.state.form.draft.answer("travel")
    assert given is not None
    assert (given.value, given.note) == ("yes", "Hà Nội")


def test_what_a_guardian_agrees_to_is_named_apart(hire: Hire) -> None:
    who = hire()
    who.scans(OTHER_CCCD)
    desk = who.page.desk
    for question in desk.state.questions:
        desk.answer(question.key, "no")
    for field, text in ((Field.BIRTH, "15/08/2016"), (Field.PHONE, "0900000004"), (Field.PROVINCE, "38")):
        desk.type(field, text)
    desk.type(Field.WARD, "14797")
    ticks = [one for one in desk.state.wanted if isinstance(one, TickWanted)]
    assert {one.tick for one in ticks} == set(Tick)
    assert who.page.footer.count.text().endswith("đồng ý, người giám hộ đồng ý")


def test_what_is_wanted_is_said_at_the_field_and_counted_below(hire: Hire) -> None:
    who = hire()
    who.declares()
    who.scans(OTHER_CCCD)
    who.host.key(Qt.Key.Key_F9)
    who.page.details.fields[Field.WARD].setFocus()
    who.page.desk.type(Field.WARD, "")
    who.host.key(ENTER, CTRL)
    assert who.page.details.fields[Field.WARD].problem() == "Chưa chọn phường / xã"
    assert who.page.footer.count.text() == "Còn 7 mục bắt buộc: phường/xã, câu 1, câu 2, câu 3, …"
    assert who.focus() is Field.WARD
    assert not who.page.footer.enter.isEnabled()
    who.page.questions.rows[2].control.setFocus()
    QTest.mouseClick(who.page.footer.count, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert who.focus() is Field.WARD
    who.page.questions.rows[2].control.setFocus()
    who.host.key(Qt.Key.Key_F5)
    assert who.focus() is Field.WARD


def test_the_next_name_goes_where_it_belongs_however_slow_the_store(hire: Hire) -> None:
    who = hire()
    who.declares()
    who.scans(OTHER_CCCD)
    who.host.key(Qt.Key.Key_F9)
    who.answers_no()
    who.host.key(SPACE)
    who.reception.set.lane.hold = True
    who.host.key(ENTER, CTRL)
    assert who.focus() is Tick.SPOKEN
    who.reception.set.lane.release()
    assert who.focus() is Field.NAME
    who.host.types("lê văn")
    assert who.page.desk.state.form.draft.get(Field.NAME) == "LÊ VĂN"
    assert not who.page.desk.state.form.ticks


def test_an_upright_form_is_shown_from_its_beginning_for_the_next(hire: Hire) -> None:
    who = hire(size=(1080, 1920))
    who.declares()
    who.host.settle()
    held = who.host.focused()
    area = next(one for one in who.page.findChildren(QScrollArea) if one.isAncestorOf(held))
    assert area.verticalScrollBar().value() < area.viewport().height() // 20


def test_somebody_known_is_found_late_and_the_questions_take_the_keys(hire: Hire) -> None:
    who = hire()
    who.declares()
    done = who.page.desk.state.done
    assert done is not None
    for hold_up in (partial(who.scans, CCCD), partial(who.page.wanted, ToProxy(person=done.person))):
        who.page.left()
        who.page.opened()
        who.reception.set.lane.hold = True
        hold_up()
        assert who.focus() != "travel"
        who.reception.set.lane.release()
        assert who.focus() == "travel"


def test_whoever_types_meanwhile_is_left_where_they_are(hire: Hire) -> None:
    who = hire()
    who.declares()
    who.page.left()
    who.page.opened()
    who.reception.set.lane.hold = True
    who.scans(CCCD)
    assert who.focus() is Field.PHONE
    who.host.types("09")
    who.reception.set.lane.release()
    assert who.page.desk.state.renews is not None
    assert who.focus() is Field.PHONE


def test_a_declaration_that_was_kept_is_told_once(hire: Hire) -> None:
    who = hire()
    who.declares()
    assert who.kept == 1
    who.scans(OTHER_CCCD)
    assert who.kept == 1


def test_the_visitor_reads_along_and_photographs_their_code_on_the_display_beside(hire: Hire) -> None:
    nurse = hire()
    nurse.host.key(Qt.Key.Key_F3)
    assert nurse.beside.seen == ["consent khai-bao-toan-dan"]
    nurse.host.key(ENTER)  # read
    assert nurse.beside.seen[1:] == ["nothing"]
    nurse.beside.seen.clear()
    nurse.declares()
    assert nurse.beside.seen == ["code True"]
    nurse.page.left()
    assert nurse.beside.seen == ["code True", "nothing"]
