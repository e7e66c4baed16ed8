"""The page of figures at work: what it says, what its keys do, and what it leaves behind."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.figures import Figures, Hour, Spread, Stage, StageFigures, Way, WayFigures
from kiosk.errors import DeviceError, StoreError
from kiosk.screens import Language, Status
from tests.desk_memory import MemoryList
from tests.ui.desk_fakes import DeskSet, desk_look, make_tools
from ui.printing.day_report import ReportPlace
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.figures.page import FiguresPage
from ui.staff.kit.chip import Tone
from ui.staff.kit.style import desk_stylesheet
from ui.staff.page import DeskPage
from ui.words.desk_figures_words import figures_words

AT = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
FULL = Figures(
    day=date(2026, 11, 23), at=AT, arrivals=1612, departures=484, inside=128, capacity=400, peak=262,
    peak_at=datetime(2026, 11, 23, 2, 10, tzinfo=UTC),
    hours=tuple(Hour(hour, 10 * hour, 7 * hour) for hour in range(6, 16)),
    ways=(WayFigures(Way.CITIZEN_CARD, 268, Spread(268, 3.6, 7.1)), WayFigures(Way.PROXY, 19, Spread(19, 112, 240))),
    spread=Spread(592, 3.44, 6.1),
    stages=(StageFigures(Stage.HEALTH, Spread(61, 48, 90), 2), StageFigures(Stage.CODE, Spread(48, 19, 61), 7)),
    retries=37, given_up=12, referred=15, stopped=4, to_be_met=7, waiting=3, refused=1, automatic=5, week_before=1500,
)  # fmt: skip
EMPTY = Figures(date(2026, 11, 23), AT, 0, 0, 0, None, 0, None, (), (), None, (), 0, 0, 0, 0, 0, 0, 0, 0)


@dataclass
class Days:
    """A store of days; ``broken`` makes it fail."""

    figures: Figures
    broken: bool = False

    def day(self, day: datetime) -> Figures:
        if self.broken:
            raise StoreError("the disk is gone")
        return replace(self.figures, day=day.date(), at=day)


@dataclass
class Told:
    """What the page said to whoever sits there."""

    said: list[tuple[str, Tone]] = field(default_factory=list)

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        self.said.append((text, tone))


@dataclass
class Sheets:
    """A printer for sheets; ``broken`` makes it fail."""

    printed: list[str] = field(default_factory=list)
    broken: bool = False

    def print_report(self, figures: Figures, place: ReportPlace, language: Language, slips: str) -> None:  # noqa: ARG002
        if self.broken:
            raise DeviceError("there is no printer")
        self.printed.append(place.site)


class Host(QWidget):
    """A window that offers its page the keys that no widget wanted."""

    def __init__(self, page: QWidget, look: DeskLook) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("desk")
        self.setStyleSheet(desk_stylesheet(look))
        self.resize(look.scale.width, look.scale.height)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addWidget(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self.page, DeskPage):
            self.page.keyed(event)


@dataclass
class Opened:
    page: FiguresPage
    host: Host
    desk: DeskSet
    days: Days
    told: Told
    folder: Path
    paper: Sheets

    def words(self) -> str:
        """Everything that can be read."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible() and label.text())

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.host.focusWidget(), key)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    figures, language = getattr(request, "param", (FULL, Language.VI))
    days = Days(figures)
    desk = make_tools(tmp_path / "store", figures=days)
    desk.clock.wall = AT
    told, paper, look = Told(), Sheets(), desk_look(language=language)
    page = FiguresPage(
        look,
        desk.tools,
        cast(Around, told),
        tmp_path / "out",
        "Bệnh viện Đa khoa Hạ Vân",
        print_report=paper.print_report,
    )
    host = Host(page, look)
    qtbot.addWidget(host)
    page.opened()
    qtbot.wait(1)
    yield Opened(page, host, desk, days, told, tmp_path / "out", paper)
    page.left()
    desk.store.close()


def test_the_page_says_the_day_in_vietnamese(opened: Opened) -> None:
    words = opened.words()

    for said in (
        "1.612", "+7% so với tuần trước", "484", "5 lượt tự ghi khi đóng cửa", "128", "/ 400",
        "Cao nhất 262 lúc 09:10", "3,4", "giây", "95%: 6,1 giây · 592 người", "19", "7 người đang chờ", "1 phút 52",
        "trung vị 48 giây · 61 người",
        "37 lần", "12 lần, nhiều nhất: Chờ và nhập OTP", "Chờ gửi về trung tâm: 3",
    ):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize("opened", [(FULL, Language.EN)], indirect=True)
def test_the_page_says_the_day_in_english(opened: Opened) -> None:
    words = opened.words()

    for said in ("1,612", "+7% on last week", "3.4", "95%: 6.1 s · 592 timed", "1 min 52 s", "Waiting to be sent: 3"):
        assert said in words, said


@pytest.mark.parametrize("opened", [(EMPTY, Language.VI)], indirect=True)
def test_a_day_without_anybody_shows_no_zeros_and_nothing_to_take_away(opened: Opened) -> None:
    assert "Chưa có số liệu" in opened.words()
    assert "0" not in opened.words().replace("23/11/2026", "")

    opened.press(Qt.Key.Key_P)

    assert opened.told.said == []
    assert not opened.folder.exists()


@pytest.mark.parametrize("opened", [(replace(FULL, spread=Spread(3, 2.0, 2.0)), Language.VI)], indirect=True)
def test_a_median_of_three_people_is_not_told_but_that_there_were_three_is(opened: Opened) -> None:
    assert "Mới đo 3 người, cần 5" in opened.words()
    assert "2,0" not in opened.words()


def test_left_and_right_are_days_and_home_is_today(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    assert "Đang xem Thứ Bảy, 21/11/2026, không phải hôm nay." in opened.words()

    opened.press(Qt.Key.Key_Right)
    assert "Chủ Nhật, 22/11/2026" in opened.words()

    opened.press(Qt.Key.Key_Home)
    assert "không phải hôm nay" not in opened.words()


def test_a_date_is_typed(opened: Opened) -> None:
    (edit,) = opened.page.findChildren(QDateEdit)
    edit.setFocus()
    edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, "05112026")
    QTest.keyClick(edit, Qt.Key.Key_Return)

    assert "Thứ Năm, 05/11/2026" in opened.words()


def test_tab_goes_from_the_chart_through_the_days_to_the_files(opened: Opened) -> None:
    QTest.keyClick(opened.page, Qt.Key.Key_Left)
    names: list[str] = []
    for _ in range(9):  # a date has three parts
        opened.press(Qt.Key.Key_Tab)
        widget = opened.host.focusWidget()
        assert widget is not None
        names += [widget.accessibleName()] if widget.accessibleName() not in names else []

    assert names[0].startswith("Biểu đồ lượt đến và lượt đi theo giờ. Đông nhất lúc 15 giờ: 150 lượt đến.")
    say = figures_words(Language.VI)
    assert names[1:] == [say.earlier, say.day, say.later, say.today, say.csv, say.print]


def test_p_prints_the_report_and_keeps_it_as_a_file(opened: Opened) -> None:
    opened.press(Qt.Key.Key_P)

    (file,) = opened.folder.iterdir()
    assert file.name == "bao-cao-2026-11-23-1520.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert opened.paper.printed == ["Bệnh viện Đa khoa Hạ Vân"]
    assert opened.told.said == [("Đã in báo cáo và lưu bao-cao-2026-11-23-1520.pdf", Tone.OK)]


def test_a_report_that_no_printer_takes_is_kept_all_the_same_and_that_is_said(opened: Opened) -> None:
    opened.paper.broken = True
    opened.press(Qt.Key.Key_P)

    assert len(list(opened.folder.iterdir())) == 1
    assert "Máy in chưa in được" in opened.told.said[0][0]


def test_c_keeps_the_numbers_as_a_table_that_reads_back(opened: Opened) -> None:
    opened.press(Qt.Key.Key_C)
    opened.press(Qt.Key.Key_C)

    assert {file.name for file in opened.folder.iterdir()} == {
        "so-lieu-2026-11-23-1520.csv",
        "so-lieu-2026-11-23-1520 (2).csv",
    }
    with (opened.folder / "so-lieu-2026-11-23-1520.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[2] for row in rows if row[1] == "arrivals"] == ["1612"]


def test_the_log_says_who_took_which_figures_away_before_they_are_a_file(opened: Opened) -> None:
    opened.desk.tools.people = opened.desk.store.people_list
    opened.press(Qt.Key.Key_C)
    opened.press(Qt.Key.Key_P)
    assert opened.desk.audit() == [
        ("figures saved: 2026-11-23", "attendant"),
        ("day report printed: 2026-11-23", "attendant"),
    ]
    opened.desk.tools.people = MemoryList(broken=True)
    opened.press(Qt.Key.Key_C)
    assert len(list(opened.folder.iterdir())) == 2
    assert opened.told.said[-1][1] is Tone.STOP


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left_of_the_file(opened: Opened) -> None:
    opened.folder.write_text("a file where the folder should be")

    opened.press(Qt.Key.Key_P)

    ((text, tone),) = opened.told.said
    assert tone is Tone.STOP
    assert "Chưa lưu được" in text


def test_a_broken_store_is_said_beside_the_figures_that_were_known(opened: Opened) -> None:
    opened.days.broken = True
    opened.desk.lane.pass_time(30)

    assert "Số liệu đang xem là lúc 15:20." in opened.words()
    assert "1.612" in opened.words()


def test_somebody_coming_in_is_seen_soon(opened: Opened) -> None:
    opened.days.figures = replace(FULL, arrivals=1613)
    opened.page.status(Status())
    opened.desk.lane.pass_time(2)

    assert "1.613" in opened.words()


def test_a_page_that_was_left_asks_no_more(opened: Opened) -> None:
    opened.page.left()
    opened.days.figures = replace(FULL, arrivals=9)
    opened.desk.lane.pass_time(90)

    assert "1.612" in opened.words()
