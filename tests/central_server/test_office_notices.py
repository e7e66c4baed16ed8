"""A notice of the authority reaches the kiosks it is for, and goes again; what a checkpoint has set stays its own."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete

from central_server.authority.rights import Role
from central_server.store import pushed
from central_server.store.authority_tables import office_notices
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoint_settings, checkpoints
from central_server.store.engine import transaction
from central_server.store.tables import visits
from kiosk.admission import LOCAL_TIME
from kiosk.wire.checkpoint import CheckpointClient
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.central_server.office_places import Door
from tests.central_server.officing import Browser, Bureau
from tests.central_server.otp_desk import TOKEN

TEXT = {"text": "Cổng đông đóng lúc 18 giờ", "text_en": "The east gate closes at six"}


class KioskThere:
    """A kiosk's own client, and what it keeps."""

    def __init__(self, bureau: Bureau, door: Door) -> None:
        self._centre = CheckpointClient(bureau.running.url, door.device, TOKEN)
        self.revision = 0
        self.settings = PushedSettings()

    def ask(self) -> bool:
        """What a kiosk does every half minute; whether anything is new."""
        said = self._centre.settings(self.revision)
        if said.settings is None:
            return False
        assert said.revision != self.revision
        self.revision, self.settings = said.revision, said.settings
        return True

    @property
    def notice(self) -> tuple[str | None, str | None]:
        return self.settings.notice, self.settings.notice_en


@pytest.fixture
def places(bureau: Bureau) -> Bureau:
    """A country without checkpoints and notices."""
    with transaction(bureau.engine) as connection:
        for table in (office_notices, checkpoint_settings, checkpoint_devices, visits, checkpoints):
            connection.execute(delete(table))
    return bureau


def sent(bureau: Bureau, browser: Browser, minutes: float = 60, **fields: str) -> None:
    until = (bureau.clock.now + timedelta(minutes=minutes)).astimezone(LOCAL_TIME).strftime("%Y-%m-%dT%H:%M:%S")
    browser.get("/office/notices")
    browser.send("/office/notices", TEXT | {"until": until} | fields)
    assert browser.seen is not None
    assert browser.seen.status_code == 200, browser.text


def test_a_notice_comes_and_goes_and_leaves_what_was_set(places: Bureau) -> None:
    door = Door(places.engine, "AA-01", places.clock.now)
    with transaction(places.engine) as connection:
        ours = PushedSettings(notice="Rửa tay", notice_en="Wash your hands", capacity=30)
        pushed.push(connection, door.id, ours, None, places.clock.now)
    kiosk = KioskThere(places, door)
    assert kiosk.ask()
    assert kiosk.settings == ours
    browser = places.signed_in()
    sent(places, browser)
    assert kiosk.ask()
    assert kiosk.settings == ours.model_copy(update={"notice": TEXT["text"], "notice_en": TEXT["text_en"]})
    assert not kiosk.ask(), "heard once"
    with transaction(places.engine) as connection:
        assert pushed.current(connection, door.id)[1] == ours
        pushed.push(connection, door.id, ours.model_copy(update={"capacity": 20}), None, places.clock.now)
    assert kiosk.ask()
    assert (kiosk.settings.capacity, kiosk.notice[0]) == (20, TEXT["text"])
    places.clock.forward(minutes=61)
    assert kiosk.ask()
    assert (kiosk.settings.capacity, kiosk.notice[0]) == (20, "Rửa tay")
    assert not kiosk.ask()


def test_a_notice_that_is_taken_back_goes_at_once(places: Bureau) -> None:
    kiosk = KioskThere(places, Door(places.engine, "AA-01", places.clock.now))
    browser = places.signed_in()
    sent(places, browser, place="aa-01")
    kiosk.ask()
    assert all(kiosk.notice)
    where = re.search(r'action="(/office/notices/[0-9a-f-]+/end)"', browser.text)
    assert where is not None
    places.clock.forward(seconds=1)
    browser.post(where[1])
    assert "đã rút" in browser.text
    kiosk.ask()
    assert not any(kiosk.notice)
    assert browser.post(where[1]).status_code in (403, 404)


def test_the_latest_of_several_counts_and_then_the_one_before(places: Bureau) -> None:
    kiosk = KioskThere(places, Door(places.engine, "AA-01", places.clock.now))
    browser = places.signed_in()
    sent(places, browser, 20, text="Một")
    kiosk.ask()
    places.clock.forward(seconds=5)
    sent(places, browser, 10, text="Hai", kind="hospital")
    revisions = [kiosk.revision]
    notices = []
    for _ in range(3):
        assert kiosk.ask()
        notices.append(kiosk.notice[0])
        revisions.append(kiosk.revision)
        places.clock.forward(minutes=11)
    assert notices == ["Hai", "Một", None]
    assert revisions == sorted(set(revisions))


def test_a_notice_is_for_its_area_and_kind_alone(places: Bureau) -> None:
    now = places.clock.now
    doors = {
        "AA-01": Door(places.engine, "AA-01", now, province="79", ward="26740"),
        "BB-01": Door(places.engine, "BB-01", now, province="79", ward="26743", kind="shop"),
        "CC-01": Door(places.engine, "CC-01", now),
    }
    kiosks = {code: KioskThere(places, door) for code, door in doors.items()}
    browser = places.signed_in(Role.OFFICER, area="79")
    sent(places, browser, text="Tỉnh")
    sent(places, browser, text="Chợ", kind="shop")
    for kiosk in kiosks.values():
        kiosk.ask()
    assert [kiosk.notice[0] for kiosk in kiosks.values()] == ["Tỉnh", "Chợ", None]
    assert (kiosks["CC-01"].revision, kiosks["CC-01"].ask()) == (0, False), "nobody else hears of anything"
    until = (now + timedelta(hours=1)).astimezone(LOCAL_TIME).isoformat()
    for aim in ({"province": "01"}, {"place": "CC-01"}, {"ward": "00004"}, {"kind": "castle"}):
        browser.get("/office/notices")
        browser.send("/office/notices", TEXT | {"until": until} | aim)
        assert browser.seen is not None
        assert browser.seen.status_code == 422, aim


def test_a_kiosk_that_moves_hears_of_what_counts_there(places: Bureau) -> None:
    now = places.clock.now
    here = Door(places.engine, "AA-01", now, province="79", ward="26740")
    there = Door(places.engine, "BB-01", now)
    browser = places.signed_in()
    sent(places, browser, text="Ở đây", province="79")
    sent(places, browser, text="Ở kia", province="01")
    kiosk = KioskThere(places, here)
    kiosk.ask()
    with transaction(places.engine) as connection:
        connection.execute(
            checkpoint_devices.update().where(checkpoint_devices.c.device == here.device).values(checkpoint=there.id)
        )
    assert kiosk.ask()
    assert kiosk.notice[0] == "Ở kia"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": ""}, "160 ký tự"),
        ({"text": "x" * 161}, "160 ký tự"),
        ({"text_en": "a\u202eb"}, "160 ký tự"),
        ({"until": "2020-01-01T00:00"}, "30 ngày"),
        ({"until": "2090-01-01T00:00"}, "30 ngày"),
        ({"until": "x"}, "30 ngày"),
    ],
)
def test_what_no_kiosk_could_show_is_refused(places: Bureau, fields: dict[str, str], why: str) -> None:
    until = (places.clock.now + timedelta(hours=1)).astimezone(LOCAL_TIME).isoformat()
    browser = places.signed_in()
    browser.get("/office/notices")
    reply = browser.send("/office/notices", TEXT | {"until": until} | fields)
    assert reply.status_code == 422
    assert why in browser.text
