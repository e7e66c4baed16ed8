"""Tracing in the office: what is asked, what is shown, what is written down, and what leaves the office."""

import csv
import io
import json
import re
from datetime import timedelta
from uuid import UUID

import openpyxl
import pytest
import requests
from sqlalchemy import delete, select

from central_server.authority import tracing
from central_server.authority.rights import Role
from central_server.store.asking import ask
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from central_server.store.tables import visits
from kiosk.desk.exports import BOM
from tests.central_server.office_places import Door, human, minutes
from tests.central_server.officing import Browser, Bureau

WHY = {"purpose": "case", "purpose_words": "ca của Nguyễn Văn Thử 1"}


@pytest.fixture
def town(bureau: Bureau) -> Bureau:
    """Two places: at the first, 1 was with 2 for an hour and with 3 for five minutes; 2 then met 4 at the other."""
    with transaction(bureau.engine) as connection:
        for table in (checkpoint_devices, visits, checkpoints):
            connection.execute(delete(table))
    bureau.clock.forward(hours=24)
    bureau.clock.now = now = bureau.clock.now.replace(hour=9, minute=0, second=0)
    hospital, school = Door(bureau.engine, "HH-01", now), Door(bureau.engine, "SS-01", now, province="56")
    for number, came, left in ((1, 300, 240), (2, 310, 240), (3, 305, 295)):
        arrival = hospital.visit(number, now - minutes(came))
        hospital.visit(number, now - minutes(left), "check_out", follows=arrival.id)
    for number in (2, 4):
        school.visit(number, now - minutes(100), person=human(number))
        school.visit(number, now - minutes(60), "check_out", person=human(number))
    return bureau


def entries(bureau: Bureau, act: str) -> list[tuple[str, dict[str, object], set[UUID]]]:
    """Purpose, counts and subjects of what was written down, the latest last."""
    with transaction(bureau.engine) as connection:
        rows = connection.execute(select(access_log).where(access_log.c.act == act).order_by(access_log.c.number)).all()
        about = connection.execute(select(access_subjects)).all()
    return [
        (row.purpose, json.loads(row.counts), {one.subject for one in about if one.entry == row.number}) for row in rows
    ]


def send(browser: Browser, path: str, fields: dict[str, str]) -> requests.Response:
    """Send a form of the page that is open."""
    return browser.post(path, True, **fields)


def asked(bureau: Bureau, browser: Browser, **fields: str) -> Browser:
    """Fill in the form."""
    browser.get("/office/trace")
    today = (bureau.clock.now + timedelta(hours=7)).date()
    days = {"since": str(today - timedelta(days=3)), "until": str(today), "minutes": "15"}
    send(browser, "/office/trace", days | WHY | fields)
    return browser


def hidden(browser: Browser, action: str) -> dict[str, str]:
    """What the first form with this address sends besides what is typed."""
    form = re.search(f'<form method="post" action="{action}"[^>]*>(.*?)</form>', browser.text, re.DOTALL)
    assert form is not None, browser.text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[1]))


def table(browser: Browser, label: str = "Truy vết tiếp xúc") -> list[list[str]]:
    """The cells of the results."""
    found = re.search(f'aria-label="{label}".*?<tbody>(.*?)</tbody>', browser.text, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", found[1] if found else "", re.DOTALL)
    return [
        [
            " ".join(re.sub("<form.*?</form>|<[^>]+>", " ", cell, flags=re.DOTALL).split())
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_contacts_are_found_masked_and_written_down(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER), number="001090000001")
    assert browser.seen is not None
    assert browser.seen.status_code == 200, browser.text
    [row] = table(browser)
    assert row[3:5] == ["60", "1"]
    assert "Thử 2" not in browser.text
    assert "001090000002" not in browser.text
    purpose, counts, subjects = entries(town, "traced")[-1]
    assert purpose == "case: ca của Nguyễn Văn Thử 1"
    assert (counts["found"], counts["degree"], counts["minutes"]) == (1, 1, 15)
    assert subjects == {human(1).id, human(2).id}
    assert table(asked(town, browser, number="001090000001", minutes="5"))[1][3:5] == ["5", "1"]


def test_nobody_is_together_in_the_future(town: Bureau) -> None:
    """Two who came two minutes ago and are inside have been together for two minutes, not until midnight."""
    door = Door(town.engine, "OO-01", town.clock.now)
    for number in (21, 22):
        door.visit(number, town.clock.now - minutes(2))
    browser = town.signed_in(Role.TRACER)
    assert table(asked(town, browser, number="001090000021")) == []
    town.clock.forward(seconds=14 * 60)
    [row] = table(asked(town, browser, number="001090000021"))
    at = f"{town.clock.now + timedelta(hours=7):%H:%M}"
    assert int(row[3].split()[0]) in (16, 17)
    assert at in row[6]
    assert "tạm tính" in row[3]
    send(browser, "/office/trace/pair", hidden(browser, "/office/trace/pair"))
    [met] = table(browser, "Hai người đã ở cùng nhau")
    assert at in met[3]
    assert "tạm tính" in met[3]


def test_what_is_assumed_says_so_in_the_list_and_in_the_file(town: Bureau) -> None:
    door = Door(town.engine, "OO-02", town.clock.now)
    arrivals = {number: door.visit(number, town.clock.now - minutes(90)) for number in (31, 32, 33)}
    for number in (31, 32):
        door.visit(number, town.clock.now - minutes(30), "check_out", follows=arrivals[number].id)
    browser = asked(town, town.signed_in(Role.TRACER), number="001090000031")
    assert sorted(row[3] for row in table(browser)) == ["60", "60 tạm tính: 60"]
    form = hidden(browser, "/office/trace/export") | {"case": "BN-18/2026"}
    sent = send(browser, "/office/trace/export", form | {"format": "csv"})
    header, *rows = list(csv.reader(io.StringIO(sent.content.decode().removeprefix(BOM))))
    said = {row[header.index("Họ tên")]: row[header.index("Tạm tính (phút)")] for row in rows}
    assert said == {"Nguyễn Văn Thử 32": "0", "Nguyễn Văn Thử 33": "60"}
    at_place = table(asked(town, browser, place="OO-02"))
    assert sum("tạm tính" in row[3] for row in at_place) == 1


def test_a_query_needs_a_reason_and_sense(town: Bureau) -> None:
    browser = town.signed_in(Role.TRACER)
    before = len(entries(town, "traced"))
    for fields, said in (
        ({"number": "001090000001", "purpose": ""}, "Hãy chọn lý do"),
        ({}, "Hãy nhập một số"),
        ({"number": "001090000001", "place": "HH-01"}, "không cả hai"),
        ({"number": "xyz"}, "không phải số"),
        ({"number": "001099999999"}, "Không tìm thấy ai"),
        ({"number": "001090000001", "minutes": "241"}, "từ 1 đến 240"),
        ({"number": "001090000001", "since": "2026-01-01"}, "21 ngày"),
        ({"number": "001090000001", "since": "x"}, "không đọc được"),
        ({"place": "ZZ-99"}, "Không có điểm này"),
    ):
        asked(town, browser, **fields)
        assert browser.seen is not None
        assert browser.seen.status_code == 422, fields
        assert said in browser.text
    assert len(entries(town, "traced")) == before


def test_only_tracers_trace(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.OFFICER), number="001090000001")
    assert browser.seen is not None
    assert browser.seen.status_code == 403
    assert "/office/trace" not in town.browser().get("/office/sign-in").text


def test_contacts_of_contacts_and_the_pair(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER), number="001090000001")
    pair = hidden(browser, "/office/trace/pair")
    again = hidden(browser, "/office/trace")
    assert "number" not in again  # from here on it is about an id
    send(browser, "/office/trace/pair", pair)
    [met] = table(browser, "Hai người đã ở cùng nhau")
    assert met[0].startswith("Bệnh viện Thử HH-01")
    assert met[4] == "60"
    assert entries(town, "traced")[-1][2] == {human(1).id, human(2).id}
    send(browser, "/office/trace", again | {"degree": "2"})
    [row] = table(browser)
    assert row[3:5] == ["40", "1"]
    assert entries(town, "traced")[-1][2] == {human(1).id, human(4).id}


def test_a_place_needs_no_person(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER), place="hh-01")
    assert [row[3] for row in table(browser)] == ["70", "60"]
    browser = asked(town, browser, place="HH-01", minutes="1")
    assert [row[3] for row in table(browser)] == ["70", "60", "10"]
    assert len(entries(town, "traced")[-1][2]) == 4  # the place, and those who were there


def test_in_full_only_when_asked_for_and_written_down(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER), number="001090000001")
    send(browser, "/office/trace", hidden(browser, "/office/trace") | {"degree": "1", "bare": "1"})
    assert "Nguyễn Văn Thử 2" in browser.text
    assert "001090000002" in browser.text
    assert entries(town, "unmasked")[-1][1]["found"] == 1


def test_what_leaves_the_office_does_not_say_whom_it_is_about(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER, name="Trần Thị Thử"), number="001090000001")
    form = hidden(browser, "/office/trace/export")
    sent = send(browser, "/office/trace/export", form | {"case": "BN-17/2026", "format": "csv"})
    assert sent.headers["content-type"] == "text/csv; charset=utf-8"
    header, *rows = list(csv.reader(io.StringIO(sent.content.decode().removeprefix(BOM))))
    [row] = [dict(zip(header, one, strict=True)) for one in rows]
    assert (row["Số vụ việc"], row["Họ tên"], row["Tổng phút"]) == ("BN-17/2026", "Nguyễn Văn Thử 2", "60")
    assert (row["Lý do"], row["Người tải"]) == ("Điều tra ca bệnh", "Trần Thị Thử")
    assert row["Số giấy tờ"] == "'001090000002"
    assert "Thử 1" not in sent.content.decode()
    assert "001090000001" not in sent.content.decode()
    purpose, counts, subjects = entries(town, "trace_exported")[-1]
    assert purpose == "case: ca của Nguyễn Văn Thử 1 [BN-17/2026]"
    assert counts["found"] == 1
    assert subjects == {human(1).id, human(2).id}
    browser.seen = None
    browser = asked(town, browser, number="001090000001")
    sheet = send(browser, "/office/trace/export", form | {"case": "BN-17/2026", "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    everything = [
        str(cell) for name in book.sheetnames for line in book[name].iter_rows(values_only=True) for cell in line
    ]
    assert any("Nguyễn Văn Thử 2" in cell for cell in everything)
    assert any("Trần Thị Thử" in cell for cell in everything)
    assert not any("Thử 1" in cell or "001090000001" in cell for cell in everything)


def test_a_case_goes_by_no_number_of_its_person(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER), number="001090000001")
    form = hidden(browser, "/office/trace/export")
    before = len(entries(town, "trace_exported"))
    for case in ("", "Nguyễn Văn Thử", "ca-001090000001"):
        assert send(browser, "/office/trace/export", form | {"case": case}).status_code == 422
    assert len(entries(town, "trace_exported")) == before


def test_an_officer_of_a_province_traces_there(town: Bureau) -> None:
    browser = asked(town, town.signed_in(Role.TRACER, area="56"), number="001090000002")
    assert browser.seen is not None
    assert browser.seen.status_code == 200
    assert [row[3] for row in table(browser)] == ["40"]  # 4 at the school, and not 1 at the hospital
    assert "1 lượt ở ngoài địa bàn" in browser.text
    asked(town, browser, place="HH-01")
    assert "Không có điểm này" in browser.text
    asked(town, browser, person=str(human(1).id))
    assert browser.seen.status_code == 422


def test_one_number_of_several_people_has_to_be_chosen(town: Bureau) -> None:
    door = Door(town.engine, "TT-01", town.clock.now)
    shared = {"social_insurance": "0100000001"}
    for number, name in ((8, "Nguyễn Văn Thử"), (9, "Trần Thị Thử")):
        person = human(number, name=name, identifiers=shared | {"citizen_id": f"00109{number:07d}"})
        door.visit(number, town.clock.now - minutes(30), person=person)
    browser = asked(town, town.signed_in(Role.TRACER), number="0100000001")
    assert "Chọn một" in browser.text
    chosen = hidden(browser, "/office/trace")
    send(browser, "/office/trace", chosen)
    assert "1 người tiếp xúc" in browser.text


def test_too_many_queries_have_to_wait(town: Bureau) -> None:
    officer = town.officer(Role.TRACER)
    browser = town.signed_in(Role.TRACER)
    with transaction(town.engine) as connection:
        for _ in range(tracing.TRACES.most):
            assert not ask(connection, tracing.TRACES, officer.bytes, town.clock.now)
    asked(town, browser, place="SS-01")
    assert browser.seen is not None
    assert browser.seen.status_code == 429
    assert int(browser.seen.headers["Retry-After"]) >= 60
