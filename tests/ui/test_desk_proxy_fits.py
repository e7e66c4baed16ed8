"""Khai hộ on every display: with the strip above it nothing is cut, and what is asked first needs no scrolling."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from kiosk.questionnaire import YES
from kiosk.screens import Language, Status
from tests.desk_declaring import CCCD
from tests.ui.desk_attendant import Attendant
from ui.staff.kit.segments import Segment
from ui.staff.kit.text import StaffLabel
from ui.staff.nav import NARROW, WIDE, narrow
from ui.staff.visitor_strip import TALL

UPRIGHT = (1080, 1920)
DISPLAYS = [(size, language) for size in ((1920, 1080), (1366, 768), UPRIGHT) for language in Language]


@pytest.fixture(params=DISPLAYS, ids=str)
def who(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Attendant]:
    size, language = request.param
    hired = Attendant(qtbot, tmp_path, size=size, language=language)
    hired.page.status(Status(scanner=True))
    holder = hired.host.findChild(QScrollArea)
    assert isinstance(holder, QScrollArea)
    look = hired.page._look
    beside = look.px(NARROW if narrow(look) else WIDE)
    holder.setGeometry(hired.host.rect().adjusted(beside, look.px(80 + TALL), 0, 0))
    hired.host.settle()
    yield hired
    hired.page.left()
    hired.reception.set.store.close()


def questions_scroll(who: Attendant) -> int:
    who.host.settle()
    (area,) = (one for one in who.page.findChildren(QScrollArea) if one.widget() is who.page.questions)
    return area.verticalScrollBar().maximum()


def test_the_hint_is_whole(who: Attendant) -> None:
    for label in who.page.head.findChildren(StaffLabel):
        if label.isVisible():
            room = label.contentsRect()
            flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
            needed = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 9999), flags, label.text())
            assert needed.width() <= room.width() + 1, label.text()
            assert needed.height() <= room.height() + 1, label.text()


def test_where_the_data_is_from_is_said_in_full(who: Attendant) -> None:
    who.scans(CCCD)
    who.host.settle()
    tag, panel = who.page.details.tag, who.page.details.who
    assert tag.isVisible()
    assert tag.width() >= tag.sizeHint().width()
    assert panel.rect().contains(QRect(tag.mapTo(panel, tag.rect().topLeft()), tag.size()))


def test_no_answer_is_cut(who: Attendant) -> None:
    who.scans(CCCD)
    who.host.settle()
    for area in who.page.findChildren(QScrollArea):
        for one in area.findChildren(Segment):
            place = QRect(one.mapTo(area.viewport(), one.rect().topLeft()), one.size())
            assert place.right() <= area.viewport().width()


@pytest.mark.parametrize("who", [one for one in DISPLAYS if one[0] != UPRIGHT], indirect=True, ids=str)
def test_the_questions_and_a_note_need_no_scrolling(who: Attendant) -> None:
    assert questions_scroll(who) == 0
    who.page.desk.answer(who.page.desk.state.questions[0].key, YES)
    who.page.desk.save(enter=True)
    assert questions_scroll(who) == 0
    who.page.desk.begin()
    assert questions_scroll(who) == 0
