"""The list of checkpoints, a checkpoint's day and the kiosks: what is there, for whom, and what is not shown."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from central_server.authority.rights import Role
from central_server.store import device_alarms, device_health, live, pushed
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoint_settings, checkpoints
from central_server.store.device_tables import device_alarms as alarms
from central_server.store.device_tables import device_health as health
from central_server.store.engine import transaction
from central_server.store.officers import Officer
from central_server.store.tables import visits
from kiosk.wire.checkpoint_messages import PushedSettings
from kiosk.wire.device_messages import HealthReported
from tests.central_server.declaring import declaration
from tests.central_server.office_places import SPACE, Door, human, minutes
from tests.central_server.officing import Bureau
from tests.wire.saying import refused_scan

ALL = Officer(SPACE, "Lê Thị Thử", "officer", None, b"")


@pytest.fixture
def places(bureau: Bureau) -> Bureau:
    """A country without checkpoints, at noon."""
    with transaction(bureau.engine) as connection:
        for table in (alarms, health, checkpoint_settings, checkpoint_devices, visits, checkpoints):
            connection.execute(delete(table))
    bureau.clock.forward(hours=24)
    bureau.clock.now = bureau.clock.now.replace(hour=5, minute=0, second=0)
    return bureau


def listed(bureau: Bureau, **wanted: object) -> dict[str, live.Place]:
    with transaction(bureau.engine) as connection:
        found = live.listed(connection, ALL, live.Wanted(**wanted), bureau.clock.now)  # type: ignore[arg-type]
    assert found.total == len(found.places)
    return {one.row.code: one for one in found.places}


def test_each_checkpoint_says_who_is_inside_and_who_came_today(places: Bureau) -> None:
    now = places.clock.now
    one, other = Door(places.engine, "AA-01", now, capacity=2), Door(places.engine, "BB-01", now)
    came = [one.visit(number, now - minutes(60 - number)) for number in range(4)]
    one.visit(0, now - minutes(9), "check_out", follows=came[0].id)
    one.visit(3, now - minutes(8), "reversal", follows=came[3].id)
    one.visit(9, now - timedelta(hours=20))  # yesterday
    found = listed(places)
    assert list(found) == ["AA-01", "BB-01"]
    assert (found["AA-01"].inside, found["AA-01"].arrivals, found["AA-01"].departures) == (2, 3, 1)
    assert found["AA-01"].last_at == now - minutes(8)
    assert (found["BB-01"].inside, found["BB-01"].arrivals, found["BB-01"].last_at) == (0, 0, None)
    assert (found["AA-01"].capacity, found["BB-01"].capacity) == (2, None)
    with transaction(places.engine) as connection:
        pushed.push(connection, one.id, PushedSettings(capacity=9), None, now)
        pushed.push(connection, other.id, PushedSettings(notice="Rửa tay"), None, now)
    assert [place.capacity for place in listed(places).values()] == [9, None], "as it is set from afar"


def test_kiosks_are_heard_late_or_silent_and_something_waits(places: Bureau) -> None:
    now = places.clock.now
    doors = [Door(places.engine, f"AA-0{number}", now - timedelta(hours=1)) for number in range(1, 5)]
    with transaction(places.engine) as connection:
        for door, ago in zip(doors, (1, 5, 30), strict=False):
            said = HealthReported(version="1", started_at=now, at=now - minutes(ago), waiting=ago, refused=0, highest=0)
            device_health.report(connection, door.device, said, now - minutes(ago))
        device_alarms.look_after(connection, now)
    found = listed(places)
    kiosks = [found[door.code].kiosks for door in doors]
    assert [(one.online, one.late, one.offline) for one in kiosks] == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1)]
    assert [one.waiting for one in kiosks] == [1, 5, 30, 0]
    assert kiosks[2].alarms == ("offline",)
    assert list(listed(places, state="offline")) == ["AA-03", "AA-04"]
    assert list(listed(places, state="alarm")) == ["AA-03", "AA-04"]
    assert list(listed(places, state="waiting")) == ["AA-01", "AA-02", "AA-03"]
    assert list(listed(places, state="none")) == []


def test_the_list_is_filtered_without_accents_and_by_area(places: Bureau) -> None:
    now = places.clock.now
    Door(places.engine, "AA-01", now, name="Chợ Đồng Thử", kind="shop", province="79", ward="26740")
    Door(places.engine, "BB-01", now, name="Trường Thử Nghiệm", kind="school")
    assert list(listed(places, query="cho dong")) == ["AA-01"]
    assert list(listed(places, query="bb-01")) == ["BB-01"]
    assert list(listed(places, query="THỬ")) == ["AA-01", "BB-01"]
    assert list(listed(places, kind="school")) == ["BB-01"]
    assert list(listed(places, province="79", ward="26740")) == ["AA-01"]
    assert list(listed(places, province="79", query="nghiem")) == []


def test_pages_hold_fifty(places: Bureau) -> None:
    for number in range(53):
        Door(places.engine, f"AA-{number:02d}", places.clock.now, name=f"Nơi {('Chẵn', 'Lẻ')[number % 2]}")
    with transaction(places.engine) as connection:
        first, second = (live.listed(connection, ALL, live.Wanted(page=page), places.clock.now) for page in (1, 2))
        odd = live.listed(connection, ALL, live.Wanted(query="noi le"), places.clock.now)
    assert [len(first.places), first.total] == [50, 53]
    assert [one.row.code for one in second.places] == ["AA-50", "AA-51", "AA-52"]
    assert odd.total == 26
    browser = places.signed_in(Role.VIEWER)
    text = browser.get("/office?page=2&q=N%C6%A1i").text
    assert "2 / 2" in text
    assert "AA-52" in text
    assert "AA-49" not in text


def test_the_list_reloads_itself_without_a_script_when_asked_to(places: Bureau) -> None:
    browser = places.signed_in(Role.VIEWER)
    assert "http-equiv" not in browser.get("/office").text
    assert '<meta http-equiv="refresh" content="30">' in browser.get("/office?auto=1").text


def test_an_officer_of_a_province_sees_its_checkpoints_alone(places: Bureau) -> None:
    now = places.clock.now
    Door(places.engine, "AA-01", now, province="79", ward="26740")
    Door(places.engine, "BB-01", now)
    browser = places.signed_in(Role.OFFICER, area="79")
    text = browser.get("/office").text
    assert ("AA-01" in text, "BB-01" in text) == (True, False)
    assert "BB-01" not in browser.get("/office?province=01").text
    assert "BB-01" not in browser.get("/office/devices?state=").text
    assert browser.get("/office/checkpoints/AA-01").status_code == 200
    assert browser.get("/office/checkpoints/BB-01").status_code == 404
    assert browser.post("/office/checkpoints/BB-01/people", purpose="case").status_code in (403, 404)


def test_a_day_shows_figures_and_masks_who_came_until_somebody_says_why(places: Bureau) -> None:
    now = places.clock.now
    door = Door(places.engine, "AA-01", now - timedelta(days=1))
    came = door.visit(1, now - minutes(100))
    door.visit(2, now - minutes(30))
    door.visit(1, now - minutes(10), "check_out", follows=came.id)
    said = declaration(10, at=now - minutes(101), holds_until=now, verdict="needs_staff", person=human(1))
    door.send(said, refused_scan(11, at=now - minutes(99)), now=now)
    door.send(came.model_copy(update={"gate": "Cổng khác"}), now=now)
    browser = places.signed_in(Role.OFFICER)
    text = browser.get("/office/checkpoints/aa-01").text
    counted = {what.strip(): count for count, what in re.findall(r"<li><b>([^<]*)</b>([^<(]*)", text)}
    assert counted == {
        "Đang ở trong": "1",
        "Vào": "2",
        "Ra": "1",
        "Tờ khai: được vào": "0",
        "Tờ khai: chuyển nhân viên": "1",
        "Tờ khai: không được vào": "0",
        "Mã bị từ chối": "1",
        "Bản ghi mâu thuẫn": "1",
    }
    assert "<svg" in text
    assert "1..11, thiếu 6: 4–9" in text
    assert "N. V. T. 1" in text
    assert "•••• •••• 0001" in text
    assert "001090000001" not in text
    assert "Nguyễn Văn Thử 1" not in text
    day = re.search(r'name="day" value="([0-9-]+)"', text)
    assert day is not None
    refused = browser.post("/office/checkpoints/AA-01/people", day=day[1], page="1", purpose="other", purpose_words="x")
    assert refused.status_code == 422
    assert "001090000001" not in browser.text
    browser.post("/office/checkpoints/AA-01/people", day=day[1], page="1", purpose="case", purpose_words="ca 12")
    assert "Nguyễn Văn Thử 1" in browser.text
    assert "001090000001" in browser.text
    with transaction(places.engine) as connection:
        entry = connection.execute(select(access_log).where(access_log.c.act == "unmasked")).all()[-1]
        about = select(access_subjects.c.subject).where(access_subjects.c.entry == entry.number)
        subjects = set(connection.execute(about).scalars())
    assert (entry.purpose, entry.counts) == ("case: ca 12", f'{{"day": "{day[1]}", "people": 2}}')
    assert subjects == {door.id, human(1).id, human(2).id}


def test_a_place_without_kiosks_says_so(places: Bureau) -> None:
    door = Door(places.engine, "AA-01", places.clock.now)
    with transaction(places.engine) as connection:
        connection.execute(delete(checkpoint_devices).where(checkpoint_devices.c.checkpoint == door.id))
    text = places.signed_in(Role.VIEWER).get("/office/checkpoints/AA-01").text
    assert "Điểm này không có máy nào." in text
    assert "Không có điểm nào" not in text


def test_a_viewer_is_not_offered_names(places: Bureau) -> None:
    Door(places.engine, "AA-01", places.clock.now).visit(1, places.clock.now)
    browser = places.signed_in(Role.VIEWER)
    text = browser.get("/office/checkpoints/AA-01").text
    assert "N. V. T. 1" in text
    assert "/people" not in text
    assert browser.post("/office/checkpoints/AA-01/people", purpose="case").status_code == 403


def test_another_day_is_another_page(places: Bureau) -> None:
    door = Door(places.engine, "AA-01", places.clock.now)
    door.visit(1, places.clock.now)
    browser = places.signed_in(Role.VIEWER)
    assert "Chưa có ai." in browser.get("/office/checkpoints/AA-01?day=2026-01-01").text
    for nonsense in ("x", "0001-01-01", "9999-12-31", "2026-02-31"):
        assert "N. V. T. 1" in browser.get(f"/office/checkpoints/AA-01?day={nonsense}&page=x").text


def test_the_page_of_kiosks_begins_with_what_is_wrong(places: Bureau) -> None:
    now = places.clock.now
    good, bad = Door(places.engine, "AA-01", now), Door(places.engine, "BB-01", now - timedelta(days=1))
    good.visit(1, now)
    with transaction(places.engine) as connection:
        device_alarms.look_after(connection, now)
    browser = places.signed_in(Role.VIEWER)
    text = browser.get("/office/devices").text
    assert ("AA-01" in text, "BB-01" in text) == (False, True)
    assert "Mất liên lạc" in text
    text = browser.get("/office/devices?q=AA-01&state=").text
    assert "1..1 đủ cả" in text
    assert str(bad.device)[-12:] not in text
