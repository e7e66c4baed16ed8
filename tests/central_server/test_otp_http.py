"""Codes over HTTP: what is said, and to whom it is said alike."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from central_server.app import create_app
from central_server.otp.desk import OtpOptions
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from kiosk import embedded_centre
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.wire.desk import DeskClient
from kiosk.wire.desk_messages import OtpJudged, OtpSaid
from tests.central_server.otp_desk import GENEROUS, KIOSK, OTHER_KIOSK, PHONE, TOKEN, Gateway, not_it
from tests.central_server.running import COMMAND, CentreHere, CentreProcess

GATEWAY = Gateway()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[CentreHere]:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    app = create_app(engine, TOKEN, OtpOptions(GATEWAY, GENEROUS))
    with CentreHere("", token=TOKEN, app=app) as running:
        yield running


def ask(here: CentreHere, body: object, device: object = KIOSK) -> requests.Response:
    return here.ask("POST", f"/v1/devices/{device}/otp", data=json.dumps(body))


def wanted(**changes: object) -> dict[str, object]:
    return {"request": str(uuid4()), "phone": PHONE, "language": "vi"} | changes


def type_(here: CentreHere, request: object, code: object, device: object = KIOSK) -> requests.Response:
    return here.ask("POST", f"/v1/devices/{device}/otp/{request}/tries", data=json.dumps({"code": code}))


def test_a_code_is_sent_and_judged(here: CentreHere) -> None:
    wish = wanted(language="en")
    said = OtpSaid.model_validate_json(ask(here, wish).content, strict=True)
    assert (said.outcome, said.valid_seconds, said.tries_left) == ("sent", 300, 5)
    assert "is your code at the checkpoint" in GATEWAY.messages[-1][1]
    wrong = OtpJudged.model_validate_json(type_(here, wish["request"], not_it(GATEWAY.code)).content, strict=True)
    assert (wrong.outcome, wrong.tries_left, wrong.people) == ("wrong", 4, ())
    right = OtpJudged.model_validate_json(type_(here, wish["request"], GATEWAY.code).content, strict=True)
    assert right.outcome == "right"


def test_unknown_requests_wrong_kiosks_and_used_codes_are_told_alike(here: CentreHere) -> None:
    wish = wanted()
    ask(here, wish)
    elsewhere = type_(here, wish["request"], GATEWAY.code, OTHER_KIOSK)
    unknown = type_(here, uuid4(), GATEWAY.code)
    type_(here, wish["request"], GATEWAY.code)
    used = type_(here, wish["request"], GATEWAY.code)
    assert elsewhere.content == unknown.content == used.content == b'{"outcome":"expired","tries_left":0,"people":[]}'


def test_the_same_request_for_another_number_is_a_409(here: CentreHere) -> None:
    wish = wanted()
    assert ask(here, wish).status_code == 200
    assert ask(here, wish).json()["outcome"] == "sent"
    refused = ask(here, wish | {"phone": "+84900000002"})
    assert (refused.status_code, refused.headers["content-type"]) == (409, "application/problem+json")
    assert "900000002" not in refused.text


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "+84200000001"},
        {"phone": "+1900000001"},
        {"phone": "0900000001"},
        {"phone": "+84900000001\n"},
        {"phone": "+84９00000001"},
        {"phone": "+849000000011"},
        {"request": "1"},
        {"language": "fr"},
        {"extra": 1},
    ],
)
def test_only_vietnamese_mobiles_are_sent_to_and_complaints_quote_nothing(
    here: CentreHere, changes: dict[str, object]
) -> None:
    before = len(GATEWAY.messages)
    refused = ask(here, wanted(**changes))
    assert refused.status_code == 422
    assert "00000001" not in refused.text
    assert len(GATEWAY.messages) == before


@pytest.mark.parametrize("code", ["12345", "1234567", "12345a", "１２３４５６", 123456, None, "123456\n"])
def test_only_six_digits_can_be_typed(here: CentreHere, code: object) -> None:
    wish = wanted()
    ask(here, wish)
    assert type_(here, wish["request"], code).status_code == 422
    assert type_(here, wish["request"], not_it(GATEWAY.code)).json()["tries_left"] == 4, "no try was used up"


def test_nobody_without_the_token(here: CentreHere) -> None:
    for path in (f"/v1/devices/{KIOSK}/otp", f"/v1/devices/{KIOSK}/otp/{uuid4()}/tries"):
        assert requests.post(here.url + path, json=wanted(), timeout=5).status_code == 401


def test_bodies_are_bounded(here: CentreHere) -> None:
    assert here.ask("POST", f"/v1/devices/{KIOSK}/otp", data=b" " * 70_000).status_code == 413
    assert here.ask("POST", f"/v1/devices/{KIOSK}/otp", data=b"\xff{").status_code == 422


def test_a_centre_without_a_gateway_says_so(centre: CentreHere) -> None:
    assert ask(centre, wanted()).json() == {
        "outcome": "not_sent",
        "valid_seconds": 0.0,
        "resend_seconds": None,
        "tries_left": 0,
    }


def test_the_command_sends_by_the_address_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CENTRE_TOKEN", TOKEN)
    monkeypatch.setenv("KIOSK_CENTRE_SMS", f"log:{tmp_path}/sms.jsonl")
    monkeypatch.setenv("KIOSK_CENTRE_SMS_PLACE", "Bệnh viện Hạ Vân")
    with CentreProcess(tmp_path / "centre.sqlite", "--sms-day", "1") as running:

        def outcome(phone: str) -> object:
            path = f"{running.url}/v1/devices/{KIOSK}/otp"
            headers = {"Authorization": f"Bearer {TOKEN}"}
            return requests.post(path, json=wanted(phone=phone), headers=headers, timeout=10).json()["outcome"]

        assert [outcome(PHONE), outcome("+84900000002")] == ["sent", "limit"]
    [line] = (tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert "tai Benh vien Ha Van" in json.loads(line)["text"]


def test_an_embedded_centre_sends_where_it_is_told(tmp_path: Path) -> None:
    centre = embedded_centre.start(tmp_path / "centre.sqlite", f"log:{tmp_path}/sms.jsonl")
    desk = DeskClient(centre.url, KIOSK, centre.token)
    try:
        request = uuid4()
        assert desk.send_code(request, PHONE, "vi").outcome is CodeOutcome.SENT
        code = json.loads((tmp_path / "sms.jsonl").read_text(encoding="utf-8"))["text"][:6]
        assert desk.try_code(request, code).outcome is TryOutcome.RIGHT
    finally:
        desk.close()
        centre.stop()


def test_the_command_writes_no_codes_down_for_others_to_read(tmp_path: Path) -> None:
    arguments = ["--host", "0.0.0.0", "--port", "0", "--database", str(tmp_path / "x"), "--sms", "log:"]  # noqa: S104
    environment = os.environ | {"KIOSK_CENTRE_TOKEN": TOKEN}
    ended = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, env=environment, timeout=30, check=False
    )
    assert ended.returncode == 2
    assert b"on this machine only" in ended.stderr
