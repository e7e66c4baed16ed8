"""Reports in the office: the figures, the files, the charts, and whom they are for."""

import csv
import io
import re
from datetime import datetime, timedelta

import openpyxl
import pytest
from sqlalchemy import delete, select

from central_server.authority.rights import Role
from central_server.store import area_reports
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from central_server.store.tables import visits
from central_server.store.web_visits import web_device
from central_server.web.words.reports import REPORTS
from kiosk.desk.exports import BOM
from kiosk.visits import Via
from tests.central_server.declaring import declaration, taken
from tests.central_server.office_places import Door, human, minutes
from tests.central_server.officing import Browser, Bureau


@pytest.fixture
def town(bureau: Bureau) -> Bureau:
    """Afternoon: three came to a hospital of Hà Nội and one left it; one came to a school elsewhere, by proxy."""
    with transaction(bureau.engine) as connection:
        for table in (checkpoint_devices, visits, checkpoints):
            connection.execute(delete(table))
    bureau.clock.forward(hours=24)
    bureau.clock.now = now = bureau.clock.now.replace(hour=9, minute=0, second=0)
    hospital = Door(bureau.engine, "HH-01", now)
    school = Door(bureau.engine, "SS-01", now, province="56", ward="22861", kind="school")
    arrivals = [hospital.visit(number, now - minutes(200 - number)) for number in (1, 2, 3)]
    hospital.visit(1, now - minutes(139), "check_out", follows=arrivals[0].id)
    hospital.visit(9, now - timedelta(days=1, minutes=5))
    school.visit(4, now - minutes(50), via="proxy")
    return bureau


def figures(text: str) -> list[list[str]]:
    """The lines of the table."""
    table = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    assert table is not None
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_a_week_by_days_and_as_one(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER)
    page = browser.get("/office/reports")
    assert page.status_code == 200, browser.text
    rows = figures(browser.text)
    assert len(rows) == 7
    assert rows[-1][1:] == ["4", "1", "3", "60", "0", "0", "0"]
    assert rows[-2][1:3] == ["1", "0"]
    browser.get("/office/reports?kind=school")
    assert figures(browser.text)[-1][1:3] == ["1", "0"]
    today = (town.clock.now + timedelta(hours=7)).date()
    monday = today - timedelta(days=today.weekday())
    browser.get(f"/office/reports?since={monday}&until={monday + timedelta(days=6)}&by=week")
    [week] = figures(browser.text)
    assert int(week[1]) >= 4


def test_charts_are_within_the_policy_and_have_tables(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER)
    page = browser.get("/office/reports?lang=en")
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert browser.text.count("<svg viewBox") == 4
    assert not re.search(r"<[^>]+\sstyle=|<style|<script", browser.text)
    assert browser.text.count("<figcaption>") == 4
    assert re.search(r'<th scope="row">By proxy</th><td class="n">1</td>', browser.text)


def sheets(browser: Browser, query: str = "") -> tuple[list[str], list[list[str]]]:
    """The header and rows of the CSV file, after XLSX was seen to have the same."""
    text = browser.get(f"/office/reports.csv?{query}").content.decode()
    header, *rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    file = browser.get(f"/office/reports.xlsx?{query}")
    assert file.headers["content-disposition"].endswith('.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(file.content))

    def text_of(cell: object) -> str:
        return "" if cell is None else str(cell.date()) if isinstance(cell, datetime) else str(cell)

    [head, *others] = ([text_of(cell) for cell in row] for row in book["Báo cáo"].iter_rows(values_only=True))
    assert (head, others) == (header, [[cell.removeprefix("'") for cell in row] for row in rows])
    note = {str(line[0]): line[1] for line in book["Chi tiết"].iter_rows(values_only=True)}
    assert note["Người tải"] == "Trần Thị Thử"
    return header, rows


def test_files_hold_the_same_figures(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER, name="Trần Thị Thử")
    header, rows = sheets(browser)
    assert header[:5] == ["Mục", "Của", "Số ngày", "Lượt đến", "Lượt đi"]
    assert header[-3:] == ["Điểm kiểm dịch", "Máy", "Bản ghi còn thiếu"]
    assert rows[0] == ["Tất cả", "Tất cả", "7", "5", "1", "3", "60", "0", "0", "0", "2", "2", "0"]
    parts = {part: [row[1:] for row in rows if row[0] == part] for part in dict.fromkeys(row[0] for row in rows)}
    browser.get("/office/reports")
    assert [["—" if cell == "" else cell for cell in row[2:9]] for row in parts["Ngày"]] == [
        row[1:] for row in figures(browser.text)
    ]
    hours = {row[0]: row[2:4] for row in parts["Giờ"]}
    assert (len(hours), sum(int(came) for came, _ in hours.values())) == (24, 5)
    assert {row[0]: row[2] for row in parts["Cách nhận diện"]} == {"Thẻ căn cước": "4", "Khai hộ": "1"}
    assert [row[2] for row in parts["Địa bàn"]] == ["4", "1"]
    for part in ("Giờ", "Cách nhận diện", "Địa bàn"):
        for row in parts[part]:  # whatever is in the files stands below a chart too
            shown = re.escape(row[0].removesuffix("h"))
            assert re.search(rf'<th scope="row">{shown}</th><td class="n">{row[2]}</td>', browser.text), row


def test_by_area_kind_and_place(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER, name="Trần Thị Thử")
    both = {"by=province": "Tỉnh, thành phố", "by=kind": "Loại nơi", "by=place": "Điểm kiểm dịch"}
    for query, part in both.items():
        browser.get(f"/office/reports?{query}")
        shown = figures(browser.text)
        assert [row[1:] for row in shown] == [
            ["4", "1", "3", "60", "0", "0", "0"],
            ["1", "0", "1", "—", "0", "0", "0"],
        ], query
        _, rows = sheets(browser, query)
        listed = [[row[1], *row[3:10]] for row in rows if row[0] == part]
        assert [[cell or "—" for cell in row] for row in listed] == shown
    assert figures(browser.get("/office/reports?by=place").text)[1][0] == "Bệnh viện Thử SS-01 (SS-01)"
    browser.get("/office/reports?by=ward&province=56")
    [[ward, *theirs]] = figures(browser.text)
    assert (ward.split()[0] in ("Xã", "Phường", "Đặc"), theirs[0]) == (True, "1")
    assert browser.get("/office/reports?by=ward").status_code == 422
    assert "chọn một tỉnh" in browser.text
    assert (
        len(figures(town.signed_in(Role.VIEWER, area="56", name="Lê Văn Thử").get("/office/reports?by=ward").text)) == 1
    )


def test_what_was_declared_on_phones_counts(town: Bureau) -> None:
    now = town.clock.now
    with transaction(town.engine) as connection:
        school = connection.execute(select(checkpoints.c.id).where(checkpoints.c.code == "SS-01")).scalar_one()
    said = declaration(1, at=now - minutes(51), holds_until=now, verdict="needs_staff", person=human(4))
    taken(town.engine, said, device=web_device(school), now=now)
    browser = town.signed_in(Role.VIEWER, name="Trần Thị Thử")
    assert figures(browser.get("/office/reports").text)[-1][5:] == ["1", "1", "0"]
    _, rows = sheets(browser, "by=province&province=56")
    assert rows[1][7:10] == ["1", "1", "0"]


def test_an_officer_of_a_province_sees_it_alone(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER, area="56")
    browser.get("/office/reports")
    assert figures(browser.text)[-1][1] == "1"
    browser.get("/office/reports?province=01")
    assert figures(browser.text)[-1][1] == "0"


def test_too_many_days_or_places_are_refused_in_a_sentence(town: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = town.signed_in(Role.VIEWER)
    for query in ("since=x", "since=2026-01-01&until=2026-03-01", "since=2026-02-02&until=2026-02-01"):
        assert browser.get(f"/office/reports?{query}").status_code == 422
        assert "từ 1 đến 31 ngày" in browser.text
        assert browser.get(f"/office/reports.csv?{query}").status_code == 422
    monkeypatch.setattr(area_reports, "MOST", 3)
    assert browser.get("/office/reports").status_code == 422
    assert "thu hẹp" in browser.text


def test_nobody_else_sees_them(town: Bureau) -> None:
    assert "/office/sign-in" in town.browser().get("/office/reports").url


def test_every_way_in_has_words() -> None:
    assert {f"via.{via}" for via in Via} <= REPORTS.keys()
