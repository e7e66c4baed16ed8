"""How kiosks are: what they report, what is wrong with them and for how long, and what of theirs is missing."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from central_server.store import device_alarms, device_health
from central_server.store.device_health import AlarmTerms
from central_server.store.engine import transaction
from central_server.upkeep import centre_jobs
from kiosk.wire.device import DeviceClient
from kiosk.wire.device_messages import HealthReported
from kiosk.wire.signing import KeysInMemory
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, SECOND, Town, door
from tests.wire.saying import visit


def reported(town: Town, **changes: Any) -> HealthReported:
    said: dict[str, Any] = {
        "version": "1.0.0",
        "system": "Debian 12",
        "started_at": town.clock() - timedelta(hours=1),
        "at": town.clock(),
        "waiting": 0,
        "refused": 0,
        "highest": 0,
        "disk_free": 50 * 2**30,
        "disk_total": 100 * 2**30,
        "camera": "ok",
    }
    return HealthReported.model_validate(said | changes)


def report(town: Town, device: UUID = FIRST, **changes: Any) -> Any:
    body = reported(town, **changes).model_dump_json().encode()
    return town.ask("POST", f"/v1/devices/{device}/report", door(device), body)


def states(town: Town) -> dict[str, Any]:
    told = town.ask("GET", "/v1/checkpoints/HV-01/devices", TOKEN)
    assert told.status_code == 200, told.text
    return {one["gate"]: one for one in told.json()["devices"]}


def look(town: Town, terms: AlarmTerms | None = None) -> list[tuple[str, str]]:
    """One round of upkeep; what is wrong then."""
    with transaction(town.engine) as connection:
        device_alarms.look_after(connection, town.clock(), terms or AlarmTerms())
    told = town.ask("GET", "/v1/alarms", TOKEN).json()["alarms"]
    return sorted((one["gate"], one["kind"]) for one in told)


def closing(town: Town, at: str) -> None:
    assert town.ask("PUT", "/v1/checkpoints/HV-01/settings", TOKEN, {"closes_at": at}).status_code == 200


def test_what_a_kiosk_says_of_itself_is_told_with_what_the_centre_saw(town: Town) -> None:
    town.kiosk()
    assert states(town)["Cổng chính"]["report"] is None
    heard = report(town, at=town.clock() + timedelta(seconds=400), waiting=7, highest=9, campaign="covid 3")
    assert heard.json() == {"server_time": town.clock().isoformat().replace("+00:00", "Z"), "orders": 0}
    state = states(town)["Cổng chính"]
    assert (state["report"]["waiting"], state["report"]["version"], state["skew_seconds"]) == (7, "1.0.0", 400)
    assert (state["missing"], state["offline_since"]) == (9, None)
    town.clock.forward(minutes=11)
    later = states(town)["Cổng chính"]
    assert later["offline_since"] == state["heard_at"]


def test_a_day_of_figures_is_kept(town: Town) -> None:
    town.kiosk()
    for number in range(4):
        assert report(town, waiting=number).status_code == 200
        town.clock.forward(hours=10)
    with transaction(town.engine) as connection:
        device_health.sweep(connection, town.clock())
        kept = device_health.history(connection, FIRST)
    assert [row.waiting for row in kept] == [2, 3]
    assert states(town)["Cổng chính"]["report"]["waiting"] == 3


def test_a_kiosk_that_is_not_heard_raises_an_alarm_until_it_is(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.kiosk()
    town.joined(town.enrolment_code(FIRST).code, SECOND)
    report(town)
    report(town, SECOND)
    town.clock.forward(minutes=9)
    assert look(town) == []
    assert town.ask("GET", f"/v1/devices/{SECOND}/health", door(SECOND)).status_code == 200
    town.clock.forward(minutes=2)
    with caplog.at_level(logging.WARNING, "central_server"):
        for _ in range(3):
            assert look(town) == [("Cổng chính", "offline")]
        [line] = caplog.messages
        assert f"kiosk {FIRST} of HV-01: offline since" in line
        assert "Hạ Vân" not in line
        assert "Cổng" not in line
        caplog.clear()
        report(town)
        assert look(town) == []
        assert look(town) == []
        assert caplog.messages == [f"alarm over: kiosk {FIRST} of HV-01: offline"]
        caplog.clear()  # which fixtures look at


def test_a_batch_is_heard_too(town: Town) -> None:
    town.kiosk()
    town.clock.now = town.clock.now.replace(year=2020)  # events are stored by the machine's own time
    body = ('{"events":[' + visit(1).model_dump_json() + "]}").encode()
    assert town.ask("POST", f"/v1/devices/{FIRST}/events", door(FIRST), body).status_code == 200
    town.clock.forward(days=1)
    assert look(town) == []
    town.clock.now = town.clock.now.replace(year=2026)


@pytest.mark.parametrize(
    ("closes", "hours", "expected"),
    [
        (None, 12, [("Cổng chính", "offline")]),  # 20:00 in Hà Nội
        ("17:00", 12, []),
        ("17:00", 8, [("Cổng chính", "offline")]),  # 16:00
        ("17:00", 21, []),  # 05:00 of the next day
        ("17:00", 23, [("Cổng chính", "offline")]),  # 07:00
    ],
)
def test_nobody_is_called_while_the_checkpoint_is_closed(
    town: Town, closes: str | None, hours: int, expected: list[tuple[str, str]]
) -> None:
    town.clock.now = town.clock.now.replace(hour=1, minute=0)
    town.kiosk()
    if closes:
        closing(town, closes)
    report(town)
    town.clock.forward(hours=hours)
    assert look(town) == expected


def test_clock_disk_and_queue_raise_alarms_of_their_own(town: Town) -> None:
    town.kiosk()
    now = town.clock()
    report(town, at=now - timedelta(minutes=6), disk_free=4 * 2**30, waiting=3, oldest_waiting=now - timedelta(hours=2))
    assert look(town) == [("Cổng chính", "disk"), ("Cổng chính", "queue"), ("Cổng chính", "skew")]
    assert states(town)["Cổng chính"]["alarms"] == ["disk", "queue", "skew"]
    town.clock.forward(minutes=5)
    report(town, disk_free=None, disk_total=None)
    assert look(town) == []
    assert look(town, AlarmTerms(silent=timedelta(seconds=-1))) == [("Cổng chính", "offline")], "a setting"


def test_a_revoked_kiosk_raises_none(town: Town) -> None:
    town.kiosk()
    report(town)
    town.clock.forward(hours=1)
    assert look(town) == [("Cổng chính", "offline")]
    town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", TOKEN)
    assert look(town) == []
    assert states(town)["Cổng chính"]["offline_since"] is None


def test_upkeep_looks_after_all_of_it() -> None:
    assert {"nonces", "alarms", "figures of kiosks"} <= {job.name for job in centre_jobs()}


class TestCompleteness:
    def test_what_a_kiosk_has_recorded_and_never_sent_is_missing(self, town: Town) -> None:
        town.kiosk()
        path = f"/v1/devices/{FIRST}/completeness"
        body = ('{"events":[' + ",".join(visit(number).model_dump_json() for number in (1, 2, 5)) + "]}").encode()
        assert town.ask("POST", f"/v1/devices/{FIRST}/events", door(FIRST), body).status_code == 200
        told = town.ask("GET", path, door(FIRST)).json()
        assert (told["highest"], told["missing"], told["missing_count"], told["reported"]) == (5, [3, 4], 2, None)
        report(town, highest=8)
        told = town.ask("GET", path, TOKEN).json()
        assert (told["highest"], told["missing"], told["missing_count"]) == (8, [3, 4, 6, 7, 8], 5)
        assert (told["stored"], told["reported"]) == (3, 8)
        assert states(town)["Cổng chính"]["missing"] == 5
        report(town, highest=4)  # its store was put back from a copy
        told = town.ask("GET", path, TOKEN).json()
        assert (told["highest"], told["missing"], told["reported"]) == (5, [3, 4], 4)

    def test_many_are_counted_and_the_lowest_told(self, town: Town) -> None:
        town.kiosk()
        report(town, highest=2**53)
        told = town.ask("GET", f"/v1/devices/{FIRST}/completeness", TOKEN).json()
        assert (len(told["missing"]), told["missing"][-1], told["missing_count"]) == (1_000, 1_000, 2**53)


def test_what_is_no_report_is_refused(town: Town) -> None:
    town.kiosk()
    path = f"/v1/devices/{FIRST}/report"
    assert report(town, version="1\n0").status_code == 422
    assert report(town, campaign="a\u202eb").status_code == 422
    assert town.ask("POST", path, door(FIRST), b"{}").status_code == 422
    assert town.ask("POST", path, door(FIRST), b" " * 70_000).status_code == 413
    assert states(town)["Cổng chính"]["report"] is None


def test_the_kiosks_client_says_and_hears_it(town: Town) -> None:
    client = DeviceClient(town.url, FIRST, KeysInMemory(town.kiosk().key), now=town.clock)
    heard = client.report(reported(town))
    assert (heard.server_time, heard.orders) == (town.clock(), 0)
    client.close()
