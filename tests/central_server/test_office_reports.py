"""Reports in the office: the figures, the files, the charts, and whom they are for."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import delete

from central_server.authority.rights import Role
from central_server.store import area_reports
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from central_server.store.tables import visits
from central_server.web.words.reports import REPORTS
from kiosk.desk.exports import BOM
from kiosk.visits import Via
from tests.central_server.office_places import Door, minutes
from tests.central_server.officing import Bureau


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


def test_files_hold_the_same_figures(town: Bureau) -> None:
    browser = town.signed_in(Role.VIEWER, name="Trần Thị Thử")
    text = browser.get("/office/reports.csv").content.decode()
    header, *rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert header[:4] == ["Ngày", "Số ngày", "Lượt đến", "Lượt đi"]
    assert rows[-1][2:6] == ["4", "1", "3", "60"]
    file = browser.get("/office/reports.xlsx")
    assert file.headers["content-disposition"].endswith('.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    note = {str(line[0]): line[1] for line in book["Chi tiết"].iter_rows(values_only=True)}
    assert note["Người tải"] == "Trần Thị Thử"
    assert note["Cách nhận diện: Khai hộ"] == 1


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
