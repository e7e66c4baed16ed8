"""Isolation on a visitor's phone: the daily report, and a facility's list of who has not reported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, select

from central_server.isolation.people import Beginning, Report
from central_server.store import isolation
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.engine import transaction
from central_server.store.isolation_tables import isolation_reports
from central_server.store.otp import phone_keys
from kiosk.admission import local_date
from tests.central_server.declaring import OTHER_PHONE, PHONE
from tests.central_server.otp_desk import SPACE
from tests.central_server.owning import Handset, Home, home_on_sqlite, running_home

OFFICER = uuid5(SPACE, "officer")
TODAY = date(2026, 11, 23)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_on_sqlite(tmp_path) as running:
        yield running


def begun(home: Home, phone: str = PHONE, **changes: Any) -> UUID:
    said: dict[str, Any] = {
        "name": "Nguyễn Văn Thử",
        "birth": "1990",
        "phone": phone,
        "facility": None,
        "province": "56",
        "ward": "22861",
        "street": "Số 1 Đường Thử",
        "from_day": TODAY - timedelta(days=2),
        "until_day": TODAY + timedelta(days=11),
        "reason": "",
    }
    with transaction(home.engine) as connection:
        return isolation.begin(connection, Beginning(**said | changes), OFFICER, home.now)


def facility(home: Home, phone: str = PHONE, code: str = "KC-01") -> UUID:
    new = uuid5(SPACE, code)
    row = {"kind": "other", "province": "56", "ward": "22861", "street": "", "hotlines": "[]", "declarations": "off"}
    with transaction(home.engine) as connection:
        known = {"id": new, "code": code, "phone": phone_keys(connection, home.now).phone_hash(phone)}
        said = {"sealed_phone": b"s", "name": "Khu cách ly Hạ Vân", "name_en": "", "made_at": home.now}
        connection.execute(checkpoints.insert().values(**known, **said, **row))
    return new


def reports(home: Home) -> list[Any]:
    with transaction(home.engine) as connection:
        return list(connection.execute(select(isolation_reports).order_by(isolation_reports.c.at)))


def send(phone: Handset, one: UUID, *how: str, **fields: str) -> Any:
    """Fill the form in as a browser would, with the id that it came with."""
    path = f"/me/isolation/{one}"
    [report] = phone.get(path).seen.all("input", name="report")
    said = {"report": str(report["value"]), "temperature": "", "note": ""} | fields
    return phone.post(path, [*(("how", value) for value in how), *said.items()])


def test_a_report_is_asked_for_until_it_is_sent(engine: Engine) -> None:
    with running_home(engine) as home:
        one = begun(home)
        phone = home.phone()
        seen = phone.get("/me").seen
        assert "Chưa báo cáo hôm nay" in seen.text
        assert "Gửi trước 21:00" in seen.text
        assert f"/me/isolation/{one}" in seen.links
        form = phone.get(f"/me/isolation/{one}").seen
        assert [box["value"] for box in form.all("input", name="how")] == ["fever", "cough", "breath", "ache", "well"]
        assert not any("checked" in box for box in form.all("input"))
        reply = send(phone, one, "fever", "ache", temperature="38,4", note="từ đêm qua").reply
        assert (reply.status_code, reply.headers["location"]) == (303, f"/me/isolation/{one}")
        [kept] = reports(home)
        assert (kept.day, kept.answers, kept.temperature) == (TODAY, '{"how": "fever ache"}', 384)
        assert (kept.verdict, kept.note, kept.at) == ("needs_staff", "từ đêm qua", home.now)
        seen = phone.get("/me").seen
        assert "Đã báo cáo lúc 16:00 23/11/2026" in seen.text
        assert "Chưa báo cáo" not in seen.text
        assert "Sốt, Đau người, mệt mỏi · 38.4 °C" in phone.get(f"/me/isolation/{one}").seen.text
        home.at(home.now + timedelta(days=1))
        assert "Chưa báo cáo hôm nay" in phone.get("/me").seen.text


def test_of_one_day_the_latest_counts_and_a_form_sent_twice_is_one(home: Home) -> None:
    one = begun(home)
    phone = home.phone()
    path = f"/me/isolation/{one}"
    [report] = phone.get(path).seen.all("input", name="report")
    fields = {"how": "breath", "report": str(report["value"]), "temperature": "", "note": ""}
    assert [phone.post(path, fields).status for _ in range(2)] == [303, 303]
    home.at(home.now + timedelta(hours=2))
    send(phone, one, "well")
    assert [kept.verdict for kept in reports(home)] == ["stop", "pass"]
    with transaction(home.engine) as connection:
        assert isolation.alerts(connection, TODAY) == []


@pytest.mark.parametrize(
    ("how", "temperature", "said"),
    [
        ((), "", "Vui lòng trả lời câu này."),
        (("plague",), "", "Vui lòng trả lời câu này."),
        (("well", "cough"), "", "không đi cùng dấu hiệu nào"),
        (("well",), "33.9", "Nhiệt độ từ 34 đến 43"),
        (("well",), "43,1", "Nhiệt độ từ 34 đến 43"),
        (("well",), "nóng", "Nhiệt độ từ 34 đến 43"),
    ],
)
def test_what_cannot_be_is_asked_again_with_what_was_typed(
    home: Home, how: tuple[str, ...], temperature: str, said: str
) -> None:
    one = begun(home)
    page = send(home.phone(), one, *how, temperature=temperature, note="ghi chú này")
    assert page.status == 422
    assert said in page.seen.text
    [note] = page.seen.all("input", name="note")
    assert note["value"] == "ghi chú này"
    [typed] = page.seen.all("input", name="temperature")
    assert typed["value"] == temperature
    assert reports(home) == []


def test_nobody_reports_on_who_is_another_phones(home: Home) -> None:
    mine, theirs = begun(home), begun(home, OTHER_PHONE)
    phone = home.phone()
    assert phone.get(f"/me/isolation/{theirs}").status == 404
    assert str(theirs) not in phone.get("/me").html
    fields = {"how": "well", "report": str(uuid5(SPACE, "report")), "temperature": "", "note": ""}
    assert phone.post(f"/me/isolation/{theirs}", fields).status == 404
    assert phone.post(f"/me/isolation/{mine}", fields, origin="https://elsewhere.example").status == 403
    assert phone.post(f"/me/isolation/{mine}", fields, token="").status == 403
    assert reports(home) == []
    # an id that is another's report already is not taken for one's own
    assert home.phone(OTHER_PHONE).post(f"/me/isolation/{theirs}", fields).status == 303
    assert phone.post(f"/me/isolation/{mine}", fields).status == 409
    assert [kept.isolation for kept in reports(home)] == [theirs]
    for wrong in ("1", mine.hex[:8], uuid5(SPACE, "nobody")):
        assert phone.get(f"/me/isolation/{wrong}").status == 404


def test_an_address_that_makes_no_sense_is_no_fault_of_the_centre(engine: Engine) -> None:
    with running_home(engine) as home:
        phone = home.phone()
        for path in ("/me/places/%00/isolation", "/me/isolation/%00", "/me/code/%00", "/me/history/%00"):
            assert phone.get(path).status == 404, path
        assert phone.get("/declare?code=%00").status == 422
        assert phone.get("/declare?person=%00").status == 422


def test_after_nine_in_the_evening_it_is_late_and_after_midnight_another_day(home: Home) -> None:
    one = begun(home)
    phone = home.phone()
    home.at(datetime(2026, 11, 23, 14, 30, tzinfo=UTC))
    assert "Đã quá 21:00" in phone.get(f"/me/isolation/{one}").seen.text
    send(phone, one, "well")
    home.at(datetime(2026, 11, 23, 17, 0, tzinfo=UTC))
    assert local_date(home.now) == TODAY + timedelta(days=1)
    assert "Chưa báo cáo hôm nay" in phone.get("/me").seen.text
    assert [kept.day for kept in reports(home)] == [TODAY]


def test_what_is_over_is_asked_no_more(home: Home) -> None:
    one = begun(home)
    phone = home.phone()
    with transaction(home.engine) as connection:
        assert isolation.end(connection, one, "Âm tính", OFFICER, home.now)
    assert "Báo cáo sức khỏe" not in phone.get("/me").seen.text
    assert phone.get(f"/me/isolation/{one}").status == 404


def test_reports_of_a_day_have_an_end(home: Home) -> None:
    one = begun(home)
    with transaction(home.engine) as connection:
        other = isolation.begin(connection, _another(), OFFICER, home.now)
    phone = home.phone()
    fields = {"how": "well", "temperature": "", "note": ""}
    sent = [
        phone.post(f"/me/isolation/{one}", fields | {"report": str(uuid5(SPACE, str(n)))}).status for n in range(26)
    ]
    assert sent == [303] * 24 + [429] * 2
    assert send(phone, other, "well").status == 303


def _another() -> Beginning:
    return Beginning("Trần Thị Mẫu", None, PHONE, None, "56", "22861", "Số 2", TODAY, TODAY, "")


def test_a_registrant_sees_who_of_their_own_facility_has_not_reported(home: Home) -> None:
    place = facility(home)
    facility(home, OTHER_PHONE, "KC-02")
    silent = begun(home, "+84900000003", facility=place, name="Người Im Lặng")
    ill = begun(home, "+84900000004", facility=place, name="Người Ốm")
    begun(home, "+84900000005", name="Người Ở Nhà")
    said = Report(uuid5(SPACE, "ill"), TODAY, home.now, "1", {"how": "breath"}, 389, "mệt", "stop")
    with transaction(home.engine) as connection:
        isolation.report(connection, ill, said)
    phone = home.phone()
    assert "/me/places/KC-01/isolation" in phone.get("/me").seen.links
    page = phone.get("/me/places/kc-01/isolation")
    assert page.status == 200
    for told in ("2 người; 1 đã báo cáo; 1 cần xem", "Người Im Lặng", "Không báo cáo từ 21/11/2026", "Khó thở · 38.9"):
        assert told in page.seen.text
    assert "Người Ở Nhà" not in page.html
    assert str(silent) not in page.html
    for foreign in ("KC-02", "KC-99", "x"):
        assert phone.get(f"/me/places/{foreign}/isolation").status == 404
    assert home.phone(OTHER_PHONE).get("/me/places/KC-01/isolation").status == 404
    assert home.phone("+84900000004").get("/me/places/KC-01/isolation").status == 404


def test_a_large_facility_is_listed_page_by_page(home: Home) -> None:
    place = facility(home)
    said = Beginning("Người", None, "+84900000003", place, "56", "22861", "", TODAY, TODAY, "")
    with transaction(home.engine) as connection:
        for number in range(isolation.MOST + 1):
            isolation.begin(connection, replace(said, name=f"Người Thứ {number}."), OFFICER, home.now)
    phone = home.phone()
    first = phone.get("/me/places/KC-01/isolation").seen
    assert f"{isolation.MOST + 1} người" in first.text
    shown = [f"Người Thứ {number}." in first.text for number in (0, isolation.MOST - 1, isolation.MOST)]
    assert shown == [True, True, False]
    [more] = [link for link in first.links if link.startswith("?after=")]
    second = phone.get(f"/me/places/KC-01/isolation{more}").seen
    assert second.text.count("Người Thứ") == 1
    assert f"Người Thứ {isolation.MOST}." in second.text
    assert not [link for link in second.links if link.startswith("?after=")]


def test_health_stands_in_no_address_and_in_no_log(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    one = begun(home)
    phone = home.phone()
    page = send(phone, one, "breath", temperature="39,9", note="bí mật")
    assert "?" not in page.reply.headers["location"]
    bad = send(phone, one, temperature="99")
    assert bad.reply.url.endswith(f"/me/isolation/{one}")
    for secret in ("breath", "39,9", "399", "bí mật", PHONE, "Nguyễn"):
        assert secret not in caplog.text
