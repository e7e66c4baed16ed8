"""The page of devices at work: what stands first, what its keys try, and what it leaves behind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.desk.devices_trying import ARMED_SECONDS
from kiosk.desk.devices_watch import DeviceWatch
from kiosk.desk.rows import RowFilter, RowKey
from kiosk.scans import Picture, SourceLost, SourceUp
from kiosk.screens import Language, Status
from tests.fakes import RememberingSounds, scan
from tests.test_desk_devices import CCCD, Meter, Paper
from tests.ui.desk_fakes import DeskSet, desk_look, make_tools
from tests.ui.test_desk_figures import Host
from ui.printing.paper import PAPERS
from ui.printing.slip import picture as slip_picture
from ui.sheet import SITE
from ui.staff.around import Around
from ui.staff.devices.card import DeviceCard
from ui.staff.devices.page import DevicesPage
from ui.staff.kit.chip import Tone
from ui.widgets.viewport import Viewport

AT = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)


@dataclass
class Went:
    """Where the page went, and what it said."""

    said: list[str] = field(default_factory=list)
    lists: list[RowFilter] = field(default_factory=list)

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:  # noqa: ARG002 - the words are enough
        self.said.append(text)

    def open_list(self, filter: RowFilter = RowFilter.ALL, key: RowKey | None = None) -> None:  # noqa: A002, ARG002
        self.lists.append(filter)


@dataclass
class Opened:
    page: DevicesPage
    host: Host
    desk: DeskSet
    watch: DeviceWatch
    paper: Paper
    sounds: RememberingSounds
    went: Went
    busy: list[bool]

    def words(self) -> str:
        """Everything that can be read, the tinted words too."""
        QTest.qWait(1)  # a line that is new is shown by the next turn of the loop
        labels = [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]
        return "\n".join(labels + [card.accessibleName() for card in self.page.findChildren(DeviceCard)])

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.host.focusWidget(), key)

    def camera(self) -> None:
        """The camera comes up and sees something."""
        self.watch.hear(SourceUp("camera:0"))
        self.watch.hear(Picture("camera:0", 64, 36, 192, memoryview(bytes(192 * 36)), self.desk.clock.monotonic()))


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    language = getattr(request, "param", Language.VI)
    paper, sounds, went, busy = Paper(), RememberingSounds(), Went(), [False]
    desk = make_tools(tmp_path / "store", printer=paper)
    desk.clock.wall = AT
    desk.standing = Status(online=True, waiting_to_send=3, last_sync=AT)
    watch = DeviceWatch(
        desk.clock,
        ("camera:0",),
        ("serial:COM3",),
        printer=paper,
        store=Meter(),
        skew=lambda: timedelta(seconds=-2.5),
        centre=lambda: True,
    )
    look = desk_look(language=language)
    page = DevicesPage(look, desk.tools, cast(Around, went), watch, SITE, sounds=sounds, free=lambda: not busy[0])
    host = Host(page, look)
    qtbot.addWidget(host)
    page.opened()
    qtbot.wait(1)
    yield Opened(page, host, desk, watch, paper, sounds, went, busy)
    page.left()
    desk.store.close()


def test_the_facts_are_said_in_vietnamese(opened: Opened) -> None:
    opened.camera()
    opened.watch.hear(scan(CCCD, opened.desk.clock.monotonic() - 0.011))

    words = opened.words()
    for said in (
        "Chưa thấy gì cần xử lý.", "camera:0", "trung vị 11 ms · 95%: 11 ms (1 mã)", "15:20:00 · Thẻ căn cước",
        "18.402 · 44 MB · đã mã hóa", "38 GB", "3 / 0", "nhanh hơn 2,5 giây", "trên 30 giây", "Camera: Tốt",
        "Máy in phiếu: Tốt", "Âm thanh: Chưa rõ",
    ):  # fmt: skip
        assert said in words, said
    assert "NGUYỄN" not in words


@pytest.mark.parametrize("opened", [Language.EN], indirect=True)
def test_the_facts_are_said_in_english(opened: Opened) -> None:
    words = opened.words()

    for said in ("Nothing needs attention.", "18,402 · 44 MB · encrypted", "2.5 s ahead", "Slip printer: Good"):
        assert said in words, said


def test_the_worst_stands_first_with_what_still_works_and_what_helps(opened: Opened) -> None:
    opened.paper.broken = True
    opened.page.status(Status(online=False))
    opened.watch.hear(SourceLost("camera:0", "unplugged"))
    opened.watch.look(opened.desk.lane, opened.desk.lane, lambda: None)
    opened.watch.hear(SourceUp("serial:COM3"))

    words = opened.words()
    assert "Camera mất kết nối. Máy quét và số điện thoại vẫn dùng được. Xin cắm lại dây camera." in words
    assert "Còn 2 việc khác bên dưới." in words
    for said in ("Camera: Hỏng", "Máy in phiếu: Hỏng", "Dữ liệu, đồng bộ: Cảnh báo", "Máy quét: Tốt"):
        assert said in words, said


def test_q_takes_the_next_code_shows_its_kind_and_records_nothing(opened: Opened) -> None:
    code = scan(CCCD, opened.desk.clock.monotonic() - 0.031, "serial:COM3")
    assert not opened.page.take(code)

    opened.press(Qt.Key.Key_Q)
    assert "Mời đưa một mã vào máy. Mã này không được ghi lại." in opened.words()

    assert opened.page.take(code)
    assert "Đã đọc: Thẻ căn cước · serial:COM3 · 31 ms" in opened.words()
    assert not opened.page.take(code)
    assert opened.desk.store.visits.recorded_today(AT) == 0


def test_a_scan_nobody_shows_is_said_after_a_while(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Q)
    opened.desk.lane.pass_time(ARMED_SECONDS)

    assert "Không có mã nào trong 20 giây. Xin thử lại." in opened.words()


def test_i_prints_a_trial_slip_that_can_be_printed_on_every_paper(opened: Opened) -> None:
    opened.press(Qt.Key.Key_I)

    (slip,) = opened.paper.slips
    assert slip.name == "PHIẾU THỬ"
    assert "Máy in đã nhận phiếu thử" in opened.words()
    for paper in PAPERS:
        assert slip_picture(slip, paper).height() > 0


def test_a_printer_without_paper_says_why(opened: Opened) -> None:
    opened.paper.broken = True
    opened.press(Qt.Key.Key_I)

    assert "Chưa in được: out of paper" in opened.words()


def test_g_sends_n_sounds_and_r_goes_to_what_was_refused(opened: Opened) -> None:
    opened.press(Qt.Key.Key_R)
    assert opened.went.lists == []

    opened.page.status(Status(online=True, refused=1))
    for key in (Qt.Key.Key_G, Qt.Key.Key_N, Qt.Key.Key_R):
        opened.press(key)

    assert opened.desk.written == 1
    assert len(opened.sounds.played) == 1
    assert opened.went.lists == [RowFilter.REFUSED]


def test_trials_wait_until_the_visitor_is_done(opened: Opened) -> None:
    opened.busy[0] = True
    for key in (Qt.Key.Key_Q, Qt.Key.Key_I, Qt.Key.Key_N):
        opened.press(key)

    assert opened.words().count("Chờ khách ở máy xong") == 3
    assert not opened.page.take(scan(CCCD, opened.desk.clock.monotonic()))
    opened.busy[0] = False
    opened.desk.lane.pass_time(1)
    assert len(opened.paper.slips) == len(opened.sounds.played) == 1
    assert opened.page.take(scan(CCCD, opened.desk.clock.monotonic()))


def test_leaving_forgets_the_picture_and_gives_the_codes_back(opened: Opened) -> None:
    opened.camera()
    assert len(opened.page.findChildren(Viewport)) == 1
    opened.press(Qt.Key.Key_Q)

    opened.page.left()
    QTest.qWait(1)

    assert opened.page.findChildren(Viewport) == []
    assert not opened.page.take(scan(CCCD, opened.desk.clock.monotonic()))
    opened.camera()  # the devices go on, and nobody is shown


def test_tab_goes_through_every_trial_and_enter_does_it(opened: Opened) -> None:
    names = []
    for _ in range(4):
        opened.press(Qt.Key.Key_Tab)
        names.append(opened.host.focusWidget().accessibleName())
        if names[-1] == "In thử":
            opened.press(Qt.Key.Key_Return)

    assert names == ["Quét thử", "Gửi ngay", "In thử", "Nghe thử"]
    assert len(opened.paper.slips) == 1


def test_the_log_says_who_printed_a_trial_and_who_had_the_records_sent(opened: Opened) -> None:
    opened.desk.tools.people = opened.desk.store.people_list
    opened.busy[0] = True
    opened.press(Qt.Key.Key_I)
    opened.press(Qt.Key.Key_N)
    assert opened.desk.audit() == []  # it waits until nobody is being served
    opened.busy[0] = False
    opened.desk.lane.pass_time(2)
    opened.press(Qt.Key.Key_G)
    assert len(opened.paper.slips) == 1
    assert opened.desk.audit() == [("trial slip printed", "attendant"), ("sending asked for", "attendant")]
