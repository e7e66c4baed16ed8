"""What leaves the list: the evacuation list, files for supervisors; and the work-list until it is empty."""

import csv
import io
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.desk.rows import Evacuation, InsidePerson, RefusedBecause, Row, RowFilter, WorkItem
from kiosk.screens import Language
from kiosk.visits import Act, Via
from tests.desk_memory import MemoryList
from tests.ui.desk_fakes import HEAD
from tests.ui.desk_list import ListRoom, list_room
from ui.printing.evacuation import LINES, EvacuationPlace, evacuation_lines, evacuation_pdf
from ui.staff.list.evacuation_dialog import EvacuationDialog
from ui.staff.list.export_dialog import ExportDialog
from ui.staff.list.saving import save
from ui.staff.list.work_dialog import WorkDialog

KEY = Qt.Key
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[ListRoom]:
    with list_room(tmp_path) as made:
        yield made
    qtbot.wait(1)


@pytest.fixture
def head(qtbot: QtBot, tmp_path: Path) -> Iterator[ListRoom]:
    with list_room(tmp_path, who=HEAD) as made:
        yield made
    qtbot.wait(1)


def inside(*names: str) -> Evacuation:
    people = (InsidePerson(name, "1990", "0900 000 001", AT, "Cổng số 2", Via.CITIZEN_CARD) for name in names)
    return Evacuation(AT, AT, tuple(people))


def files(room: ListRoom, kind: str) -> list[Path]:
    return sorted((Path(room.page.asking.paper.folder)).glob(f"*.{kind}"))


# Who is inside, on paper


def test_the_evacuation_list_is_in_the_order_of_the_alphabet() -> None:
    lines = evacuation_lines(inside("ĐẶNG VĂN VÍ", "ÂN THỊ MẪU", "AN VĂN THỬ", "DƯ THỊ DỤ"), Language.VI)
    assert [line[1] for line in lines] == ["AN VĂN THỬ", "ÂN THỊ MẪU", "DƯ THỊ DỤ", "ĐẶNG VĂN VÍ"]
    assert lines[0] == ("1", "AN VĂN THỬ", "1990", "0900 000 001", "08:00", "Cổng số 2")


def test_whoever_came_before_today_says_which_day() -> None:
    one = replace(inside("AN VĂN THỬ").people[0], arrived=AT - timedelta(days=1))
    (line,) = evacuation_lines(Evacuation(AT, AT, (one,)), Language.VI)
    assert line[4] == "08:00 22/11"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (LINES, 1), (LINES + 1, 2), (10 * LINES, 10)])
def test_the_evacuation_list_has_a_place_for_everybody(count: int, pages: int) -> None:
    evacuation = inside(*(f"NGUYỄN VĂN {number:04d}" for number in range(count)))
    data = evacuation_pdf(evacuation, EvacuationPlace("Bệnh viện Đa khoa Hạ Vân", "Cổng số 2"), Language.VI)
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") == pages
    assert len(evacuation_lines(evacuation, Language.VI)) == count


def test_the_evacuation_list_is_saved_without_a_network(room: ListRoom) -> None:
    for number in range(3):
        room.come(number, minutes_ago=5)
    room.page.opened()
    room.control(KEY.Key_P)
    words = " ".join(label.text() for label in room.dialog(EvacuationDialog).findChildren(QLabel))
    assert "Đang ở trong: 3 người" in words
    assert "cách đây 5 phút" in words
    room.press(KEY.Key_F8)
    (path,) = files(room, "pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert room.audit() == ["evacuation list", "evacuation list saved"]
    room.press(KEY.Key_F8)
    assert len(files(room, "pdf")) == 2  # nothing is written over


def test_a_folder_that_cannot_be_written_is_said(room: ListRoom, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    room.page.opened()
    room.control(KEY.Key_P)
    room.press(KEY.Key_F8)
    words = " ".join(label.text() for label in room.dialog(EvacuationDialog).findChildren(QLabel))
    assert "Chưa lưu được" in words


# Files


def test_an_attendant_exports_nothing(room: ListRoom) -> None:
    room.come(0)
    room.page.opened()
    assert not room.page.face.top.export.isVisible()
    room.control(KEY.Key_E)
    assert not room.asked()


def test_a_supervisor_exports_what_is_shown_masked_and_the_log_has_it(head: ListRoom) -> None:
    for number in range(3):
        head.come(number)
    head.page.opened()
    head.control(KEY.Key_E)
    head.dialog(ExportDialog).form.choose("csv")
    head.press(KEY.Key_Return)
    (path,) = files(head, "csv")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "NGUYỄN" not in path.name
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["L. H. KIỂM", "T. T. MẪU", "N. V. THỬ"]
    assert any("export" in what for what in head.audit())


def test_a_workbook_has_every_page_of_the_filter(qtbot: QtBot, tmp_path: Path) -> None:
    people = MemoryList()
    with list_room(tmp_path, who=HEAD, people=people) as room:
        for _ in range(1_203):
            people.come(room.desk.clock.now())
        room.page.opened()
        room.page.filter(RowFilter.INSIDE)
        room.control(KEY.Key_E)
        room.dialog(ExportDialog).name.set_text("../danh sách")
        room.press(KEY.Key_Return)
        (path,) = files(room, "xlsx")
        assert path.name == "danh sách.xlsx"
        sheet = load_workbook(path).worksheets[0]
        assert sheet.max_row == 1_204
        assert people.noted == ["exported 1203 xlsx"]
    qtbot.wait(1)


def test_what_cannot_be_logged_is_not_exported(qtbot: QtBot, tmp_path: Path) -> None:
    class Unloggable(MemoryList):
        def exported(self, *_: object) -> None:
            self.broken = True
            self._must_work()

    people = Unloggable()
    with list_room(tmp_path, who=HEAD, people=people) as room:
        people.come(room.desk.clock.now())
        room.page.opened()
        room.control(KEY.Key_E)
        room.press(KEY.Key_Return)
        assert files(room, "xlsx") == []
        words = " ".join(label.text() for label in room.dialog(ExportDialog).findChildren(QLabel))
        assert "Chưa lưu được tệp" in words
    qtbot.wait(1)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    save(tmp_path / "in" / "a.csv", b"1")
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["a.csv"]


# What the centre refused


def refused(room: ListRoom, because: str, number: int) -> Row:
    """A visit that the centre would not take."""
    visit = room.come(number)
    room.desk.store.outbox.refused(visit.id, because, room.desk.clock.now())
    room.page.refresh()
    return next(row for row in room.page.listing.state.rows if row.visit == visit.id)


def test_the_work_list_is_gone_through_until_it_is_empty(room: ListRoom) -> None:
    room.page.opened()
    for number, because in enumerate(("schema: field at is missing", "conflict", "device not known")):
        refused(room, because, number)
    room.control(KEY.Key_7)
    assert room.page.face.refused.isVisible()
    assert len(room.names()) == 3
    room.press(KEY.Key_F8)
    dialog = room.dialog(WorkDialog)
    assert "Còn 3 việc" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    first = dialog.work.state.chosen
    room.press(KEY.Key_PageDown)
    assert dialog.work.state.chosen != first
    room.press(KEY.Key_F9)
    assert dialog.why.problem()  # a reason is wanted
    room.write("đã đối chiếu")
    room.press(KEY.Key_F9)
    while dialog.work.state.item is not None:
        if dialog.again.isVisible():
            room.press(KEY.Key_F8)
        else:
            room.write("đã đối chiếu")
            room.press(KEY.Key_F9)
    assert "Không còn việc nào" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    room.press(KEY.Key_Escape)
    assert not room.asked()
    assert room.desk.store.people_list.work_list() == []
    assert room.page.listing.state.counts.refused == 0


def test_a_refused_line_leads_to_its_own_work(room: ListRoom) -> None:
    room.page.opened()
    refused(room, "schema", 0)
    row = refused(room, "schema", 1)
    room.page.listing.select(row.key)
    room.press(KEY.Key_Return)
    assert room.dialog(WorkDialog).work.state.chosen == row.visit


@pytest.mark.parametrize("because", list(RefusedBecause))
def test_every_reason_says_what_to_do(qtbot: QtBot, tmp_path: Path, because: RefusedBecause) -> None:
    people = MemoryList()
    people.work = [WorkItem(uuid4(), 7, "visit", Act.CHECK_IN, AT, "N. V. THỬ", because, "no", AT)]
    with list_room(tmp_path, people=people) as room:
        room.page.opened()
        room.page.asking.work()
        say = room.page.asking.say.work
        words = " ".join(label.text() for label in room.dialog(WorkDialog).findChildren(QLabel))
        assert say.because[because] in words
        assert say.todo[because] in words
    qtbot.wait(1)
