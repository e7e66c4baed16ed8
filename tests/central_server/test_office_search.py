"""Finding people: never without a purpose, never more than is an officer's to see, and never without an entry."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from central_server.authority import checkpoint_day, search
from central_server.authority.rights import Role
from central_server.store.access_log import note
from central_server.store.asking import Allowance
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from central_server.store.faults import StoreUnavailable
from central_server.store.tables import identifiers, people, visits
from kiosk.admission import LOCAL_TIME
from tests.central_server.declaring import PHONE, declaration
from tests.central_server.office_places import Door, human
from tests.central_server.officing import Browser, Bureau


@pytest.fixture
def places(bureau: Bureau) -> Bureau:
    """A country where nobody came anywhere and nobody is known, at noon."""
    with transaction(bureau.engine) as connection:
        for table in (checkpoint_devices, visits, checkpoints, identifiers):
            connection.execute(delete(table))
        connection.execute(update(people).values(name=None, birth=None, sex=None))  # others may fill what is empty
    bureau.clock.now = bureau.clock.now.replace(hour=5, minute=0, second=0)
    return bureau


def find(browser: Browser, **fields: str) -> str:
    """Search as a form does; the page."""
    today = re.search(r'name="until" type="date" value="([0-9-]+)"', browser.get("/office/search").text)
    since = re.search(r'name="since" type="date" value="([0-9-]+)"', browser.text)
    assert today is not None
    assert since is not None
    typed: dict[str, str] = {"since": since[1], "until": today[1], "purpose": "case"} | fields
    browser.send("/office/search", typed)
    return browser.text


def entry(bureau: Bureau, act: str) -> tuple[Any, set[UUID]]:
    """The latest of this kind, and whom it was about."""
    with transaction(bureau.engine) as connection:
        latest = select(access_log).where(access_log.c.act == act).order_by(access_log.c.number.desc()).limit(1)
        row = connection.execute(latest).one()
        about = select(access_subjects.c.subject).where(access_subjects.c.entry == row.number)
        return row, set(connection.execute(about).scalars())


def test_somebody_is_found_by_name_without_accents_and_by_number(places: Bureau) -> None:
    now = places.clock.now
    door = Door(places.engine, "AA-01", now)
    door.visit(1, now, person=human(1, name="ĐẶNG THỊ ẲNG"))
    door.visit(2, now)
    browser = places.signed_in()
    for fields in (
        {"name": "dang thi", "province": "01"},
        {"name": "Thị Ẳng", "place": "aa-01"},
        {"name": "ang", "ward": "00004", "province": "01"},
        {"number": "001 09 0000001"},
    ):
        text = find(browser, **fields)
        assert "Tìm thấy 1 người" in text, fields
        assert "Đ. T. ẲNG" in text
        assert "•••• •••• 0001" in text
        assert "ĐẶNG" not in text
        assert "001090000001" not in text
        row, about = entry(places, "searched")
        assert about == {human(1).id}
        assert row.purpose == "case"
        assert json.loads(row.counts)["found"] == 1
        assert "ang" not in row.counts.lower()
        assert "0000001" not in row.counts
    for fields in (
        {"name": "hi", "province": "01"},
        {"name": "dang thi", "province": "79"},
        {"number": "001099999999"},
    ):
        assert "Tìm thấy 0 người" in find(browser, **fields), fields


def test_somebody_is_found_by_the_phone_they_declared_and_by_insurance(places: Bureau) -> None:
    now = places.clock.now
    door = Door(places.engine, "AA-01", now)
    one = human(5)
    door.send(
        declaration(1, at=now, holds_until=now + timedelta(days=1), person=one, insurance="DN4010000000001"),
    )
    browser = places.signed_in()
    assert "Tìm thấy 1 người" in find(browser, number="0900 000 001")
    assert "Tìm thấy 1 người" in find(browser, number="DN 4 01 0000000001")
    browser.post(f"/office/people/{one.id}", purpose="contact")
    assert PHONE in browser.text
    assert "Nguyễn Văn Thử 5" in browser.text
    assert "fever: Không" in browser.text, "of a campaign that is not known here the key stands"
    assert "routine 1" in browser.text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"purpose": ""}, "Hãy chọn lý do"),
        ({"purpose": "nosy"}, "Hãy chọn lý do"),
        ({"purpose": "other", "purpose_words": "tò mò"}, "ít nhất 10 ký tự"),
        ({"name": "", "number": ""}, "Hãy nhập họ tên hoặc một số"),
        ({"name": "An", "province": ""}, "cần một địa bàn"),
        ({"number": "12345"}, "không phải số"),
        ({"since": "2020-01-01"}, "không hợp lệ"),
        ({"until": "never"}, "không hợp lệ"),
        ({"place": "ZZ-99"}, "Không có điểm này"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_looked_up(places: Bureau, fields: dict[str, str], why: str) -> None:
    browser = places.signed_in()
    with transaction(places.engine) as connection:
        before = connection.execute(select(access_log.c.number).where(access_log.c.act == "searched")).all()
    text = find(browser, **({"name": "An", "province": "01"} | fields))
    assert browser.seen is not None
    assert browser.seen.status_code == 422
    assert why in text
    with transaction(places.engine) as connection:
        after = connection.execute(select(access_log.c.number).where(access_log.c.act == "searched")).all()
    assert after == before


def test_opening_somebody_is_written_down_with_why(places: Bureau) -> None:
    now = places.clock.now
    door = Door(places.engine, "AA-01", now)
    door.visit(1, now)
    browser = places.signed_in()
    find(browser, number="001090000001", purpose="other", purpose_words="đối chiếu theo công văn")
    where = re.search(r'action="(/office/people/[0-9a-f-]+)"', browser.text)
    assert where is not None
    hidden = re.search(r'name="purpose_words" value="([^"]+)"', browser.text)
    assert hidden is not None
    assert browser.post(where[1], purpose="", purpose_words="").status_code == 422
    find(browser, number="001090000001")
    browser.post(where[1], purpose="other", purpose_words=hidden[1])
    for said in ("Nguyễn Văn Thử 1", "001090000001", "AA-01", "1990-08-15"):
        assert said in browser.text
    row, about = entry(places, "person_opened")
    assert (row.purpose, about) == ("other: đối chiếu theo công văn", {human(1).id})
    assert browser.get(where[1]).url.endswith("/office/search"), "reloaded by its address, it shows nobody"


def test_there_is_no_answer_without_an_entry(places: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(places.engine, "AA-01", places.clock.now)
    door.visit(1, places.clock.now)
    browser = places.signed_in()
    find(browser, number="001090000001")
    assert "N. V. T. 1" in browser.text, "what is looked for below is there to be shown"

    def full(*_: object) -> int:
        raise StoreUnavailable("The disk is full.")

    monkeypatch.setattr(search, "note", full)
    monkeypatch.setattr(checkpoint_day, "note", full)
    for path, fields in (
        ("/office/search", {"number": "001090000001", "since": "2026-11-20", "until": "2026-12-20"}),
        (f"/office/people/{human(1).id}", {}),
        ("/office/checkpoints/AA-01/people", {}),
    ):
        browser.get("/office/me")
        assert browser.send(path, fields | {"purpose": "case"}).status_code == 503, path
        assert "001090000001" not in browser.text
        assert "N. V. T. 1" not in browser.text


def test_an_officer_of_a_province_finds_only_who_came_there(places: Bureau) -> None:
    now = places.clock.now
    here = Door(places.engine, "AA-01", now, province="79", ward="26740")
    there = Door(places.engine, "BB-01", now)
    here.visit(1, now)
    there.visit(1, now - timedelta(hours=1))
    there.visit(2, now)
    browser = places.signed_in(area="79")
    assert "Tìm thấy 1 người" in find(browser, name="nguyen van thu")
    assert "Tìm thấy 0 người" in find(browser, number="001090000002")
    assert "Tìm thấy 0 người" in find(browser, name="nguyen van thu", province="01")
    assert "Không có điểm này" in find(browser, name="nguyen van thu", place="BB-01")
    assert browser.post(f"/office/people/{human(2).id}", purpose="case").status_code == 404
    row, about = entry(places, "person_opened")
    assert about == {human(2).id}, "that they tried is written down too"
    find(browser, number="001090000001")
    browser.post(f"/office/people/{human(1).id}", purpose="case")
    assert "AA-01" in browser.text
    assert "BB-01" not in browser.text
    assert row.officer is not None


def test_a_viewer_finds_nobody(places: Bureau) -> None:
    browser = places.signed_in(Role.VIEWER)
    assert browser.get("/office/search").status_code == 403
    browser.get("/office/me")
    assert browser.post(f"/office/people/{human(1).id}", purpose="case").status_code == 403


def test_an_officer_looks_so_often_within_an_hour(places: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Allowance("officers' searches", 2, timedelta(hours=1))
    monkeypatch.setattr(search, "SEARCHES", few)
    browser, other = places.signed_in(), places.signed_in(name="Trần Văn Thử")
    seen = []
    for one in (browser, browser, browser, other):
        find(one, number="001090000001")
        assert one.seen is not None
        seen.append(one.seen.status_code)
    assert seen == [200, 200, 429, 200]
    places.clock.forward(minutes=20)
    browser.get("/office/me")
    places.clock.forward(minutes=20)
    browser.get("/office/me")
    places.clock.forward(minutes=21)
    assert "Tìm thấy" in find(browser, number="001090000001")


def test_the_log_is_only_ever_added_to(places: Bureau) -> None:
    with transaction(places.engine) as connection:
        number = note(connection, None, "searched", "case", [human(1).id], {}, places.clock.now)
    for statement in (
        update(access_log).where(access_log.c.number == number).values(purpose="law"),
        delete(access_log).where(access_log.c.number == number),
        delete(access_subjects).where(access_subjects.c.entry == number),
    ):
        with pytest.raises(DBAPIError, match="only ever added to"), transaction(places.engine) as connection:
            connection.execute(statement)


def test_the_log_is_filtered_and_given_out_as_a_file_which_is_an_entry_too(places: Bureau) -> None:
    now = places.clock.now
    Door(places.engine, "AA-01", now).visit(1, now)
    searcher = places.signed_in(name="=HYPERLINK(1)")
    find(searcher, number="001090000001", purpose="law", purpose_words="=1+1 theo công văn")
    browser = places.signed_in(Role.PROTECTION, name="Phạm Thị Thử")
    day = now.astimezone(LOCAL_TIME).date().isoformat()
    text = browser.get(f"/office/log?since={day}&until={day}&act=searched").text
    assert "Tra cứu người" in text
    assert "=1+1 theo công văn" in text
    assert "Đăng nhập</td>" not in text
    assert "Không có mục nào" in browser.get(f"/office/log?subject={human(99).id}").text
    assert "Tra cứu người</td>" in browser.get(f"/office/log?subject={human(1).id}&since={day}").text
    assert browser.get("/office/log?since=2026-02-31").status_code == 422
    assert browser.get("/office/log?subject=%00&before=x").status_code == 422
    browser.get("/office/log")
    reply = browser.post("/office/log/csv", since=day, until=day, act="searched", officer="", subject="")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in reply.headers["content-disposition"]
    lines = reply.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "number,at,officer,act,purpose,counts,subjects"
    assert "'=HYPERLINK(1)" in lines[1]
    assert "law: =1+1" in lines[1]
    assert str(human(1).id) in lines[1]
    row, _ = entry(places, "log_exported")
    assert json.loads(row.counts) == {"rows": 1, "since": day, "until": day, "act": "searched"}


def test_pages_of_the_log_follow_each_other(places: Bureau) -> None:
    browser = places.signed_in(Role.PROTECTION)
    with transaction(places.engine) as connection:
        for number in range(150):
            note(connection, None, "traced", f"case: {number:03d}", (), {}, places.clock.now)
    first = re.findall(r"case: (\d{3})|: (\d{3})</td>", browser.get("/office/log?act=traced").text)
    older = re.search(r'href="(/office/log\?act=traced&before=\d+)"', browser.text)
    assert older is not None
    second = re.findall(r": (\d{3})</td>", browser.get(older[1]).text)
    assert [len(first), len(second)] == [100, 50]
