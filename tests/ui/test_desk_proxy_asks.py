"""Khai hộ in between: what is asked, what is decided, what fits, and what stays of whom."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admission import Rules
from kiosk.declarations import PhoneProof
from kiosk.desk.proxy_form import Start, Tick
from kiosk.desk.recording import Outcome
from kiosk.errand_screens import CodeNotice
from kiosk.phone import Phone
from kiosk.questionnaire import Field
from kiosk.screens import CameraState, Language, Status
from tests.desk_declaring import CCCD, NUMBER, OTHER_CCCD, RULES, campaign
from tests.errand_door import CODE
from tests.ui.desk_attendant import ENTER, ESC, SPACE, TAB, Attendant, Hire
from tests.ui.desk_fakes import NURSE
from tests.ui.desk_host import CTRL
from ui.staff.around import ToProxy
from ui.staff.kit.field import PickField
from ui.staff.kit.segments import Segment
from ui.staff.lookup.going import ToDeclare
from ui.staff.proxy.dialogs import AskDialog, CodeDialog, DecideDialog


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


def test_escape_asks_and_enter_keeps_what_was_typed(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.host.key(ESC)
    assert isinstance(who.host.dialog(), AskDialog)
    who.host.key(ENTER)
    assert who.host.dialog() is None
    assert who.page.unsaved()
    who.host.key(ESC)
    who.host.key(TAB)
    who.host.key(ENTER)
    assert not who.page.unsaved()


def test_another_persons_card_begins_anew_on_enter_where_nothing_was_typed(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.scans(OTHER_CCCD)
    assert isinstance(who.host.dialog(), AskDialog)
    who.host.key(ESC)
    assert who.page.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    who.scans(OTHER_CCCD)
    who.host.key(ENTER)
    assert who.page.desk.state.form.draft.get(Field.NAME) == "TRẦN THỊ MẪU"
    assert who.focus() is Field.PHONE


@pytest.mark.parametrize("text", ["", NUMBER])
def test_enter_keeps_what_was_typed_when_another_persons_card_is_read(hire: Hire, text: str) -> None:
    who = hire()
    if text:
        who.scans(CCCD)
    who.host.types(text or "lê văn")
    name = who.page.desk.state.form.draft.get(Field.NAME)
    who.scans(OTHER_CCCD)
    assert isinstance(who.host.dialog(), AskDialog)
    who.host.key(ENTER)
    assert who.host.dialog() is None
    assert who.page.desk.state.form.draft.get(Field.NAME) == name
    who.scans(OTHER_CCCD)
    who.host.key(TAB)
    who.host.key(ENTER)
    assert who.page.desk.state.form.draft.get(Field.NAME) == "TRẦN THỊ MẪU"


def test_the_phone_is_confirmed_by_the_code_that_is_read_out(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.host.types(NUMBER)
    who.host.key(Qt.Key.Key_G, CTRL)
    dialog = who.host.dialog()
    assert isinstance(dialog, CodeDialog)
    who.host.types("000000")
    assert who.page.desk.state.code.notice is CodeNotice.WRONG
    assert dialog.entry.digits.text() == ""
    who.host.types(CODE)
    assert who.host.dialog() is None
    assert who.page.desk.state.form.draft.phone_proof is PhoneProof.OTP
    assert not who.page.details.send.isEnabled()


def test_a_needs_staff_answer_is_decided_by_keys(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.page.desk.type(Field.PHONE, NUMBER)
    who.reception.desk, mine = who.page.desk, who.reception.desk
    who.reception.answers(symptoms="yes")
    who.reception.desk = mine
    who.page.desk.tick(Tick.SPOKEN, yes=True)
    who.host.key(ENTER, CTRL)
    dialog = who.host.dialog()
    assert isinstance(dialog, DecideDialog)
    assert "•  Có dấu hiệu bệnh" in who.host.texts()
    who.host.key(ENTER)
    assert dialog.reason.problem()
    assert who.reception.visits() == []
    who.host.types("bác sĩ đã khám")
    who.host.key(ENTER)
    assert len(who.reception.visits()) == 1
    done = who.page.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.ENTERED


def test_f8_saves_and_prints_and_prints_again(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.host.types(NUMBER)
    who.page.questions.rows[0].control.setFocus()
    who.answers_no()
    who.host.key(SPACE)
    who.host.key(Qt.Key.Key_F8)
    assert (len(who.reception.paper.slips), who.reception.visits()) == (1, [])
    who.host.key(Qt.Key.Key_F8)
    assert len(who.reception.paper.slips) == 2


def test_leaving_the_page_leaves_nobodys_data(hire: Hire) -> None:
    who = hire()
    who.declares()
    who.scans(OTHER_CCCD)
    who.host.types("0900000077")
    who.page.left()
    said = " ".join(who.host.texts())
    for theirs in ("MẪU", "NGOÀI", "0900000077", NUMBER, "079303000002"):
        assert theirs not in said
    assert all(not one.isUndoAvailable() for one in who.host.findChildren(QLineEdit))
    assert not who.page.unsaved()


def test_a_wish_from_elsewhere_fills_the_number_or_the_person(hire: Hire) -> None:
    who = hire()
    who.declares()
    done = who.page.desk.state.done
    assert done is not None
    who.page.wanted(ToProxy(phone="+84900000007"))
    assert who.page.desk.state.form.draft.get(Field.PHONE) == "0900000007"
    who.page.wanted(ToProxy(person=done.person))
    assert who.page.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    assert who.focus() == "travel"
    start = Start(Phone("0900000008"), PhoneProof.ATTESTED, attested_by=NURSE.id)
    who.page.wanted(ToDeclare(start=start))
    draft = who.page.desk.state.form.draft
    assert (draft.get(Field.PHONE), draft.phone_proof) == ("0900000008", PhoneProof.ATTESTED)
    assert draft.get(Field.NAME) == ""


def test_other_questions_work_by_keys_and_scroll_into_sight(hire: Hire) -> None:
    who = hire(replace(RULES, campaign=campaign("benh-vien-tphcm")))
    assert who.focus() is Field.VISITOR_TYPE
    who.host.types("xet ng")
    who.host.key(ENTER)
    assert who.page.desk.state.form.draft.get(Field.VISITOR_TYPE) == "test"
    who.page.questions.rows[0].control.setFocus()
    who.host.types("chi dinh")
    who.host.key(ENTER)
    assert who.focus() == "symptoms"
    who.host.key(SPACE)
    who.host.key(TAB)
    who.host.key(SPACE)
    given = who.page.desk.state.form.draft.answer("symptoms")
    assert given is not None
    assert given.value == "fever cough"
    while who.focus() == "symptoms":
        who.host.key(ENTER)
    while who.focus() != Tick.SPOKEN:
        who.host.settle()
        held = who.host.focused()
        area = next(one for one in who.host.findChildren(QScrollArea) if one.isAncestorOf(held))
        top = held.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= area.viewport().height() - held.height()
        who.host.key(Qt.Key.Key_K)


@pytest.mark.parametrize("language", list(Language))
def test_the_whole_form_fits_without_scrolling(hire: Hire, language: Language) -> None:
    who = hire(language=language)
    who.scans(CCCD)
    for name, text in ((Field.WARD, ""), (Field.PROVINCE, ""), (Field.PHONE, "0123"), (Field.NUMBER, "1")):
        who.page.desk.type(name, text)
    who.page.desk.save(enter=True)
    who.host.settle()
    for area in who.host.findChildren(QScrollArea):
        assert area.verticalScrollBar().maximum() == 0, area.widget()
        assert area.horizontalScrollBar().maximum() == 0
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920), (1280, 1024)])
def test_nothing_is_cut_at_the_sides_of_other_displays(hire: Hire, language: Language, size: tuple[int, int]) -> None:
    who = hire(language=language, size=size)
    who.scans(CCCD)
    who.page.desk.save(enter=True)
    who.host.settle()
    for area in who.host.findChildren(QScrollArea):
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width(), inside
        assert area.horizontalScrollBar().maximum() == 0


def test_a_stop_is_told_once_with_its_number(hire: Hire) -> None:
    who = hire()
    who.scans(CCCD)
    who.page.desk.type(Field.PHONE, NUMBER)
    for question in who.page.desk.state.questions:
        who.page.desk.answer(question.key, "yes" if question.key == "contact_patient" else "no")
    who.page.desk.tick(Tick.SPOKEN, yes=True)
    who.host.key(ENTER, CTRL)
    dialog = who.host.dialog()
    assert isinstance(dialog, DecideDialog)
    done = who.page.desk.state.done
    assert done is not None
    assert f"Số {done.number}" in who.host.texts()
    who.host.key(ENTER)
    assert who.host.dialog() is None
    who.scans(OTHER_CCCD)
    assert who.host.dialog() is None
    assert who.reception.visits() == []


def test_the_reader_is_said_to_be_there_or_not(hire: Hire) -> None:
    who = hire()
    who.page.status(Status(scanner=True))
    assert "Máy quét sẵn sàng" in [one.accessibleName() for one in who.host.findChildren(QWidget)]
    who.page.status(Status(scanner=False, camera=CameraState.LOST))
    assert "Chưa có máy quét" in [one.accessibleName() for one in who.host.findChildren(QWidget)]


def test_every_control_has_a_name_and_nothing_is_answered_beforehand(hire: Hire) -> None:
    who = hire()
    for control in who.page._stops():
        assert control.accessibleName()
    assert not any(one.on for one in who.host.findChildren(Segment))
    assert not any(box.isChecked() for box in who.page.consent.ticks.values())
    assert isinstance(who.page.details.fields[Field.RELATIONSHIP], PickField)
    assert who.page.details.operator.text() == NURSE.name
    assert who.page.details.operator.edit.isReadOnly()
