"""What is set from the centre, slides and staff: over HTTP, on both databases."""

import hashlib
import json
import struct
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

import kiosk.campaigns
from kiosk.wire.checkpoint_messages import (
    MAX_SLIDE,
    MAX_STAFF,
    CheckpointTold,
    PushedSettings,
    SettingsSaid,
    StaffList,
    StaffNames,
)
from tests.central_server.otp_desk import SPACE, TOKEN
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, STRANGE, Kiosk, Town

CAMPAIGN = (Path(kiosk.campaigns.__file__).parent / "khai-bao-toan-dan.toml").read_text(encoding="utf-8")
HEAD = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"
PNG = HEAD + struct.pack(">II", 320, 240) + b"synthetic" * 100
SETTINGS = "/v1/checkpoints/HV-01/settings"
HASH = "$argon2id$v=19$m=19456,t=2,p=1$c3ludGhldGlj$c3ludGhldGljLWhhc2gtb2Ytbm8tcGlu"

LESS_OR_MORE = (
    ("m=19456", "m=19455"),
    ("t=2", "t=1"),
    ("m=19456", "m=65537"),
    ("t=2", "t=5"),
    ("p=1", "p=5"),
    ("v=19", "v=16"),
    ("$c3ludGhldGlj$", "$$"),
)


def asked(town: Town, by: Kiosk, after: int = 0, device: UUID = FIRST) -> SettingsSaid:
    reply = town.ask("GET", f"/v1/devices/{device}/settings?after={after}", by)
    assert reply.status_code == 200, reply.text
    return SettingsSaid.model_validate_json(reply.content, strict=True)


def pushed(town: Town, bearer: str = TOKEN, path: str = SETTINGS, **settings: Any) -> SettingsSaid:
    reply = town.ask("PUT", path, bearer, settings)
    assert reply.status_code == 200, reply.text
    return SettingsSaid.model_validate_json(reply.content, strict=True)


def slide(town: Town, name: str, data: bytes, query: str = "") -> Any:
    return town.ask("PUT", f"/v1/checkpoints/HV-01/slides/{name}{query}", TOKEN, data)


class TestSettings:
    def test_what_is_set_is_heard_once(self, town: Town) -> None:
        by = town.kiosk()
        assert asked(town, by) == SettingsSaid(revision=0, settings=None)
        first = pushed(town, notice="Rửa tay", capacity=30, campaign=CAMPAIGN)
        heard = asked(town, by)
        assert heard == first
        assert heard.settings == PushedSettings(notice="Rửa tay", capacity=30, campaign=CAMPAIGN)
        assert asked(town, by, first.revision).settings is None
        second = pushed(town, notice="Đeo khẩu trang")
        assert second.revision > first.revision
        assert asked(town, by, first.revision).settings == PushedSettings(notice="Đeo khẩu trang")

    def test_a_registrant_sets_their_own(self, town: Town) -> None:
        session = town.session()
        by = town.kiosk(session)
        pushed(town, session, mode="desk")
        assert asked(town, by).settings == PushedSettings(mode="desk")
        stranger = town.session(OTHER_PHONE)
        assert town.ask("PUT", SETTINGS, stranger, {"mode": "desk"}).status_code == 404

    def test_a_kiosk_that_moves_hears_of_the_other_checkpoint(self, town: Town) -> None:
        session = town.session()
        town.registered(session, id=str(uuid4()), name="Nơi khác", device=str(SECOND))
        pushed(town, path="/v1/checkpoints/NK-01/settings", notice="Nơi khác")
        by = town.kiosk(session)
        here = pushed(town, notice="Ở đây")
        assert town.join(session, "NK-01", FIRST).status_code == 200
        there = asked(town, by, here.revision)
        assert there.revision < here.revision
        assert there.settings == PushedSettings(notice="Nơi khác")

    def test_a_kiosk_with_settings_that_are_unknown_here_hears_that_nothing_is_set(self, town: Town) -> None:
        assert asked(town, town.kiosk(), 17) == SettingsSaid(revision=0, settings=PushedSettings())

    def test_revisions_grow_whatever_the_clock_does(self, town: Town) -> None:
        town.registered()
        revisions = [pushed(town, notice="a").revision]
        town.clock.forward(hours=-5)
        revisions += [pushed(town, notice="b").revision, pushed(town, notice="c").revision]
        assert revisions == sorted(set(revisions))

    def test_nobody_overwrites_what_they_have_not_seen(self, town: Town) -> None:
        town.registered()
        seen = pushed(town, notice="a").revision
        based = f"{SETTINGS}?based_on={seen}"

        def push(number: int) -> int:
            return town.ask("PUT", based, TOKEN, {"notice": str(number)}).status_code

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(push, range(4))) == [200, 409, 409, 409]

    def test_what_no_kiosk_could_use_is_refused(self, town: Town) -> None:
        town.registered()
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"campaign": 'id = "x"\nid = "y"\n'}, "campaign:2: id: stands twice"),
            ({"camera": "camera:1"}, "camera: Extra inputs are not permitted"),
            ({"closes_at": "25:00"}, "closes_at: "),
            ({"notice": "x" * 161}, "notice: "),
            ({"notice": "a\u202eb"}, "A text contains characters"),
            ({"slides": [{"name": "a", "sha256": "0" * 64, "size": 3, "kind": "text"}]}, "slides: 000000000000"),
        ]
        for settings, complaint in wrong:
            reply = town.ask("PUT", SETTINGS, TOKEN, settings)
            assert reply.status_code == 422, settings
            assert reply.json()["detail"].startswith(complaint), reply.json()["detail"]
        assert town.ask("PUT", SETTINGS, TOKEN, b" " * 800_000).status_code == 413
        assert town.ask("PUT", "/v1/checkpoints/HV-99/settings", TOKEN, {}).status_code == 404

    def test_a_wrong_campaign_is_refused_by_line_and_key(self, town: Town) -> None:
        town.registered()
        lines = CAMPAIGN.splitlines()
        at = next(number for number, line in enumerate(lines, 1) if line.startswith("id ="))
        lines[at - 1] = "id = 7"
        detail = town.ask("PUT", SETTINGS, TOKEN, {"campaign": "\n".join(lines)}).json()["detail"]
        assert f"campaign:{at}: id: " in detail

    def test_an_operator_sees_all_of_it(self, town: Town) -> None:
        session = town.session()
        town.registered(session)
        town.registered(session, id=str(uuid4()), name="Nơi khác", device=str(SECOND))
        said = pushed(town, notice="a")
        listed = town.ask("GET", "/v1/checkpoints?limit=1", TOKEN).json()
        assert ([one["code"] for one in listed["checkpoints"]], listed["more"]) == (["HV-01"], True)
        rest = town.ask("GET", "/v1/checkpoints?limit=1&after=HV-01", TOKEN).json()
        assert ([one["code"] for one in rest["checkpoints"]], rest["more"]) == (["NK-01"], False)
        for bearer, code in ((TOKEN, "hv-01"), (session, "HV-01")):
            reply = town.ask("GET", f"/v1/checkpoints/{code}", bearer)
            told = CheckpointTold.model_validate_json(reply.content, strict=True)
            assert (told.revision, told.settings) == (said.revision, PushedSettings(notice="a"))
            assert [(one.device, one.gate, one.revoked_at) for one in told.devices] == [(FIRST, "Cổng chính", None)]
            assert "900000001" not in reply.text


class TestSlides:
    def test_a_slide_is_shown_and_fetched_by_its_digest(self, town: Town) -> None:
        by = town.kiosk()
        pushed(town, notice="a")
        slide(town, "5k.png", PNG, "?language=vi&seconds=20")
        slide(town, "note.txt", "Rửa tay\n".encode())
        settings = asked(town, by).settings
        assert settings is not None
        assert settings.notice == "a"
        assert [(one.name, one.kind, one.language, one.seconds, one.size) for one in settings.slides or ()] == [
            ("5k.png", "picture", "vi", 20, len(PNG)),
            ("note.txt", "text", "all", 12, len("Rửa tay\n".encode())),
        ]
        fetched = town.ask("GET", f"/v1/devices/{FIRST}/slides/{hashlib.sha256(PNG).hexdigest()}", by)
        assert (fetched.status_code, fetched.content) == (200, PNG)
        assert fetched.headers["Content-Type"] == "application/octet-stream"
        assert fetched.headers["X-Content-Type-Options"] == "nosniff"

    def test_another_of_the_same_name_takes_its_place(self, town: Town) -> None:
        by = town.kiosk()
        for name, data in (("a.txt", b"one"), ("b.txt", b"two"), ("a.txt", b"three")):
            assert slide(town, name, data).status_code == 200
        settings = asked(town, by).settings
        assert settings is not None
        digests = [one.sha256 for one in settings.slides or ()]
        assert digests == [hashlib.sha256(data).hexdigest() for data in (b"three", b"two")]
        gone = town.ask("GET", f"/v1/devices/{FIRST}/slides/{hashlib.sha256(b'one').hexdigest()}", by)
        assert gone.status_code == 404, "its bytes are not kept for nothing"
        assert town.ask("DELETE", "/v1/checkpoints/HV-01/slides/b.txt", TOKEN).status_code == 200
        assert town.ask("DELETE", "/v1/checkpoints/HV-01/slides/b.txt", TOKEN).status_code == 404
        assert len((asked(town, by).settings or PushedSettings()).slides or ()) == 1

    def test_another_checkpoints_kiosks_do_not_get_it(self, town: Town) -> None:
        town.registered()
        slide(town, "a.txt", b"one")
        stranger = town.kiosk(town.session(OTHER_PHONE), id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
        path = f"/v1/devices/{STRANGE}/slides/{hashlib.sha256(b'one').hexdigest()}"
        assert town.ask("GET", path, stranger).status_code == 404

    def test_what_is_no_slide_is_refused(self, town: Town) -> None:
        town.registered()
        for data in (b"", b"\xff\xfe\x00", b"MZ\x00\x01", b"GIF89a\x00\x01", b"  \n", b"PK\x03\x04"):
            assert slide(town, "a.txt", data).status_code == 422, data
        for name in (".hidden", "a%2Fb", "..", "a%00b", "a" * 81, "a%0Ab"):
            assert slide(town, name, b"text").status_code in (404, 405, 422), name
        for query in ("?language=fr", "?seconds=1", "?seconds=999"):
            assert slide(town, "a.txt", b"text", query).status_code == 422
        assert slide(town, "a.png", PNG + b"\0" * MAX_SLIDE).status_code == 413
        huge = slide(town, "a.png", HEAD + struct.pack(">II", 30_000, 30_000) + b"synthetic")
        assert (huge.status_code, "megapixels" in huge.json()["detail"]) == (422, True)
        assert town.ask("GET", f"/v1/devices/{FIRST}/slides/..", TOKEN).status_code in (404, 422)

    def test_the_largest_slide_goes_there_and_back(self, town: Town) -> None:
        by = town.kiosk()
        data = b"\0\0\0\x20ftypisom".ljust(MAX_SLIDE, b"\x5a")
        assert slide(town, "film.mp4", data).json()["settings"]["slides"][0]["kind"] == "video"
        path = f"/v1/devices/{FIRST}/slides/{hashlib.sha256(data).hexdigest()}"
        assert town.ask("GET", path, by).content == data


def somebody(number: int = 1, **changes: Any) -> dict[str, Any]:
    said = {
        "id": str(uuid5(SPACE, f"staff {number}")),
        "name": f"Trần Thị Mẫu {number}",
        "role": "attendant",
        "pin": HASH,
        "disabled": False,
        "changed_at": "2026-11-23T01:00:00Z",
    }
    return said | changes


class TestStaff:
    def told(self, town: Town, by: Kiosk, *staff: dict[str, Any], device: UUID = FIRST) -> StaffList:
        reply = town.ask("POST", f"/v1/devices/{device}/staff", by, {"staff": staff})
        assert reply.status_code == 200, reply.text
        return StaffList.model_validate_json(reply.content, strict=True)

    def test_what_one_kiosk_says_all_of_the_checkpoint_hear(self, town: Town) -> None:
        first = town.kiosk()
        second = town.joined(town.enrolment_code(FIRST, first).code, SECOND)
        assert self.told(town, first).staff == ()
        assert len(self.told(town, first, somebody(1), somebody(2)).staff) == 2
        heard = self.told(town, second, device=SECOND)
        assert [(one.name, one.pin) for one in heard.staff] == [("Trần Thị Mẫu 1", HASH), ("Trần Thị Mẫu 2", HASH)]
        elsewhere = town.kiosk(town.session(OTHER_PHONE), id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
        assert self.told(town, elsewhere, device=STRANGE).staff == ()
        theirs = self.told(town, elsewhere, somebody(1, name="Người khác"), device=STRANGE)
        assert [one.name for one in theirs.staff] == ["Người khác"]
        assert next(one.name for one in self.told(town, first).staff) == "Trần Thị Mẫu 1", "nobody else's is touched"

    def test_the_later_change_stands_whichever_comes_first(self, town: Town) -> None:
        by = town.kiosk()
        later = somebody(role="technician", changed_at="2026-11-23T09:00:00+07:00")  # an hour after the other
        self.told(town, by, later)
        [one] = self.told(town, by, somebody(role="supervisor")).staff
        assert one.role == "technician"
        [one] = self.told(town, by, somebody(changed_at="2026-11-23T02:00:00.000001Z")).staff
        assert one.role == "attendant"

    def test_a_dismissal_stands_whatever_comes_later(self, town: Town) -> None:
        by = town.kiosk()
        self.told(town, by, somebody(changed_at="2026-11-23T02:00:00Z"))
        [one] = self.told(town, by, somebody(disabled=True, role="technician")).staff
        assert (one.disabled, one.role, one.changed_at.hour) == (True, "attendant", 2)
        [one] = self.told(town, by, somebody(name="Trần Thị Thử", changed_at="2026-11-23T03:00:00Z")).staff
        assert (one.disabled, one.name) == (True, "Trần Thị Thử")

    def test_a_checkpoint_keeps_its_last_supervisor(self, town: Town) -> None:
        by = town.kiosk()
        self.told(town, by, somebody(1, role="supervisor"), somebody(2, role="supervisor"), somebody(3))
        gone = [somebody(number, role="supervisor", disabled=True) for number in (1, 2)]
        self.told(town, by, gone[0], somebody(3, disabled=True))
        for _ in range(2):
            heard = self.told(town, by, gone[1]).staff
            assert [one.disabled for one in heard] == [True, False, True]
        heard = self.told(town, by, somebody(2, changed_at="2026-11-23T02:00:00Z")).staff
        assert heard[1].role == "supervisor"
        heard = self.told(town, by, gone[1], somebody(4, role="supervisor")).staff
        assert [one.disabled for one in heard] == [True, True, True, False], "one who comes with it is one"

    def test_the_answer_says_whose_staff_it_is(self, town: Town) -> None:
        first = town.kiosk()
        second = town.joined(town.enrolment_code(FIRST, first).code, SECOND)
        stranger = town.kiosk(town.session(OTHER_PHONE), id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
        here = self.told(town, first).checkpoint
        assert here is not None
        assert self.told(town, second, device=SECOND).checkpoint == here
        assert self.told(town, stranger, device=STRANGE).checkpoint not in (None, here)

    def test_a_clock_that_runs_ahead_does_not_win_for_ever(self, town: Town) -> None:
        by = town.kiosk()
        [one] = self.told(town, by, somebody(changed_at="2099-01-01T00:00:00Z")).staff
        assert one.changed_at == town.clock()
        [one] = self.told(town, by, somebody(name="Trần Thị Thử", changed_at="2098-01-01T00:00:00Z")).staff
        assert one.name == "Trần Thị Thử", "what comes later from such a clock counts all the same"
        town.clock.forward(minutes=1)
        now = (town.clock() + timedelta(seconds=1)).isoformat()
        [one] = self.told(town, by, somebody(role="supervisor", changed_at=now)).staff
        assert one.role == "supervisor"

    def test_what_is_no_staff_is_refused(self, town: Town) -> None:
        by = town.kiosk()
        wrong: list[dict[str, Any]] = [
            {"pin": "123456"},
            {"role": "king"},
            {"name": ""},
            {"name": "a\0b"},
            {"pin": HASH + "\n"},
            {"more": 1},
            *({"pin": HASH.replace(*less)} for less in LESS_OR_MORE),
        ]
        for changes in wrong:
            reply = town.ask("POST", f"/v1/devices/{FIRST}/staff", by, {"staff": [somebody(**changes)]})
            assert reply.status_code == 422, changes
            assert "123456" not in reply.text
        many = [somebody(number) for number in range(MAX_STAFF)]
        assert len(self.told(town, by, *many).staff) == MAX_STAFF
        one_more = town.ask("POST", f"/v1/devices/{FIRST}/staff", by, {"staff": [somebody(MAX_STAFF)]})
        assert one_more.status_code == 409
        assert len(self.told(town, by).staff) == MAX_STAFF

    def test_an_operator_sees_them_without_their_pins(self, town: Town) -> None:
        self.told(town, town.kiosk(), somebody())
        reply = town.ask("GET", "/v1/checkpoints/HV-01/staff", TOKEN)
        [one] = StaffNames.model_validate_json(reply.content, strict=True).staff
        assert (one.name, one.role) == ("Trần Thị Mẫu 1", "attendant")
        assert "argon2" not in reply.text


@pytest.mark.parametrize("what", ["settings", "slides"])
def test_nothing_is_kept_of_what_was_refused(town: Town, what: str) -> None:
    by = town.kiosk()
    if what == "settings":
        town.ask("PUT", SETTINGS, TOKEN, {"notice": "a", "campaign": "no"})
    else:
        slide(town, "a.txt", b"\xff")
    assert asked(town, by) == SettingsSaid(revision=0, settings=None)
    assert json.loads(town.ask("GET", "/v1/checkpoints/HV-01", TOKEN).content)["settings"]["notice"] is None
