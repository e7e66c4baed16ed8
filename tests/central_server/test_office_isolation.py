"""Officers and isolation: who is listed for whom, beginning and ending it, and what is written down of looking."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, select

from central_server.authority.rights import Role
from central_server.isolation.people import Beginning, Report
from central_server.store import isolation
from central_server.store.authority_tables import access_log
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.engine import open_engine, transaction
from central_server.store.isolation_tables import isolations
from central_server.store.schema import bring_up_to_date
from kiosk.admission import local_date
from tests.central_server.officing import Browser, Bureau, running_bureau
from tests.central_server.otp_desk import SPACE

OFFICER = uuid5(SPACE, "officer")


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    opened = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(opened)
    with running_bureau(opened) as running:
        yield running
    opened.dispose()


@pytest.fixture
def any_bureau(engine: Engine) -> Iterator[Bureau]:
    """The same, once on each kind of database."""
    with running_bureau(engine) as running:
        yield running


def begun(bureau: Bureau, name: str, **changes: Any) -> UUID:
    today = local_date(bureau.clock.now)
    said: dict[str, Any] = {
        "name": name,
        "birth": "1990",
        "phone": "+84900000001",
        "facility": None,
        "province": "56",
        "ward": "22861",
        "street": "Số 1 Đường Thử",
        "from_day": today - timedelta(days=1),
        "until_day": today + timedelta(days=9),
        "reason": "",
    }
    with transaction(bureau.engine) as connection:
        return isolation.begin(connection, Beginning(**said | changes), OFFICER, bureau.clock.now)


def reported(bureau: Bureau, one: UUID, how: str, verdict: str, note: str = "") -> None:
    at = bureau.clock.now
    said = Report(uuid5(one, how), local_date(at), at, "1", {"how": how}, 391, note, verdict)
    with transaction(bureau.engine) as connection:
        assert isolation.report(connection, one, said)


def acts(bureau: Bureau) -> list[tuple[str, str]]:
    with transaction(bureau.engine) as connection:
        rows = connection.execute(select(access_log.c.act, access_log.c.purpose).order_by(access_log.c.number))
        return [(row.act, row.purpose) for row in rows if row.act.startswith("isolation")]


def new(browser: Browser, province: str = "56", **fields: str) -> int:
    browser.get(f"/office/isolation/new?province={province}")
    said = {"name": "Nguyễn Văn Thử", "birth": "1990", "phone": "0900000001", "place": "home", "ward": "22861"}
    said |= {"street": "Số 1", "from": "2026-11-23", "until": "2026-12-06", "reason": "F1", "province": province}
    return browser.post("/office/isolation/new", True, **said | fields).status_code


def test_an_officer_sees_who_is_silent_and_who_is_ill_and_ends_it(any_bureau: Bureau) -> None:
    bureau = any_bureau
    silent, ill = begun(bureau, "Người Im Lặng"), begun(bureau, "Người Ốm")
    officer = bureau.signed_in(Role.OFFICER, "56")
    reported(bureau, ill, "fever", "needs_staff")
    officer.get("/office/isolation")
    for said in ("Người Im Lặng", "Không báo cáo từ 22/11/2026", "Người Ốm", "Sốt", "39.1 °C"):
        assert said in officer.text
    assert "Người Ốm" not in officer.get("/office/isolation?show=silent").text
    assert "Người Im Lặng" not in officer.get("/office/isolation?show=alerts").text
    officer.get(f"/office/isolation/person/{silent}")
    assert "0900000001" in officer.text
    assert officer.post(f"/office/isolation/person/{silent}/end", reason=" ").status_code == 422
    officer.post(f"/office/isolation/person/{silent}/end", reason="Âm tính hai lần")
    assert "Đã kết thúc" in officer.text
    assert "Người Im Lặng" not in officer.get("/office/isolation").text
    assert set(acts(bureau)) == {
        (act, "isolation") for act in ("isolation_list", "isolation_person", "isolation_ended")
    }


def test_an_officer_of_one_province_sees_nobody_of_another(bureau: Bureau) -> None:
    there = begun(bureau, "Người Nơi Khác", province="01", ward="00004")
    officer = bureau.signed_in(Role.OFFICER, "56")
    for path in ("", "?province=01", "?show=silent&province=01"):
        assert "Người Nơi Khác" not in officer.get(f"/office/isolation{path}").text
    assert officer.get(f"/office/isolation/person/{there}").status_code == 404
    officer.get("/office/isolation/new")
    assert officer.post(f"/office/isolation/person/{there}/end", reason="Thử").status_code == 404
    assert new(officer, "01", ward="00004") == 422
    everywhere = bureau.signed_in(Role.OFFICER, None, "Trần Văn Mẫu")
    assert "Người Nơi Khác" in everywhere.get("/office/isolation").text


def test_only_whoever_looks_after_isolation_sees_it(bureau: Bureau) -> None:
    one = begun(bureau, "Nguyễn Văn Thử")
    for role, listed, exported in ((Role.VIEWER, 403, 403), (Role.OFFICER, 200, 403), (Role.TRACER, 200, 200)):
        browser = bureau.signed_in(role, None, f"Cán bộ {role}")
        found = [browser.get(path).status_code for path in ("/office/isolation", f"/office/isolation/person/{one}")]
        assert found == [listed, listed]
        assert browser.get("/office/isolation.csv").status_code == exported
    stranger = bureau.browser()
    stranger.get("/office/isolation")
    assert stranger.path.startswith("/office/sign-in")


def test_an_officer_begins_an_isolation_at_home_or_in_a_facility(bureau: Bureau) -> None:
    place = uuid5(SPACE, "KC-01")
    row = {"kind": "other", "province": "56", "ward": "22861", "street": "Khu A", "hotlines": "[]"}
    with transaction(bureau.engine) as connection:
        known = {
            "id": place,
            "code": "KC-01",
            "phone": b"p",
            "sealed_phone": b"s",
            "name": "Khu cách ly",
            "name_en": "",
        }
        connection.execute(checkpoints.insert().values(**known, **row, declarations="off", made_at=bureau.clock.now))
    officer = bureau.signed_in(Role.OFFICER, "56")
    assert new(officer) == 200
    assert "Số 1" in officer.text
    assert new(officer, place="facility", facility="kc-01", ward="", street="") == 200
    assert "Khu cách ly" in officer.text
    with transaction(bureau.engine) as connection:
        rows = connection.execute(select(isolations).order_by(isolations.c.id)).all()
    assert [(row.place, row.checkpoint, row.street) for row in rows] == [
        ("home", None, "Số 1"),
        ("facility", place, "Khu A"),
    ]
    assert acts(bureau).count(("isolation_begun", "isolation")) == 2
    wrong = [
        {"name": " "},
        {"phone": "19001234"},
        {"birth": "31/02/1990"},
        {"birth": "2090"},
        {"until": "2026-11-01"},
        {"until": "2027-11-01"},
        {"from": "hôm nay"},
        {"place": "facility", "facility": "KC-99"},
        {"place": ""},
        {"ward": "00004"},
        {"street": ""},
    ]
    for fields in wrong:
        assert new(officer, **fields) == 422, fields
    with transaction(bureau.engine) as connection:
        assert len(connection.execute(select(isolations)).all()) == 2


def test_an_address_that_makes_no_sense_is_no_fault_of_the_centre(any_bureau: Bureau) -> None:
    officer = any_bureau.signed_in(Role.OFFICER, None)
    asked = {"facility=%00": 422, "facility=KC-99": 404, "province=%00": 422, "day=%00": 422, "day=2026-13-01": 422}
    asked |= {"after=%00": 422, "show=%00": 422, "day=9999-12-31": 200, "day=0001-01-01": 200}
    for query, status in asked.items():
        assert officer.get(f"/office/isolation?{query}").status_code == status, query
    assert officer.get("/office/isolation/new?province=%00").status_code == 422


def test_the_list_as_csv_holds_no_formulas(any_bureau: Bureau) -> None:
    bureau = any_bureau
    one = begun(bureau, "=HYPERLINK(1)")
    begun(bureau, "Người Im Lặng")
    begun(bureau, " ＝1+1")
    tracer = bureau.signed_in(Role.TRACER, "56")
    reported(bureau, one, "fever cough", "needs_staff", "+ đau")
    reply = tracer.get("/office/isolation.csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(reply.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Họ tên"
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][5:9] == ["Cần xem", "Sốt, Ho", "39.1", "'+ đau"]
    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert rows[1][3] == "2026-11-22", "a day is a day to a spreadsheet, not words"
    assert rows[3][0] == "' ＝1+1", "what looks like a formula is none either"
    assert (rows[2][0], rows[2][5], rows[2][9]) == ("Người Im Lặng", "Chưa báo cáo", "2026-11-22")
    assert ("isolation_export", "isolation") in acts(bureau)
