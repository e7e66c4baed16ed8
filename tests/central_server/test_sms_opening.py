"""Gateways are addresses, messages fit one segment, and what is not allowed is refused in a sentence."""

import json
import logging
from pathlib import Path

import pytest

from central_server.otp.opening import SmsOptions, open_otp
from central_server.otp.texts import MessageText
from central_server.sms.opening import PASSWORD_VARIABLE, open_sender
from central_server.sms.sender_smpp import SmppSender
from central_server.sms.sending import SmsNotSent
from kiosk.errors import SettingsError

PHONE = "+84900000001"


def test_log_writes_lines_of_json(tmp_path: Path) -> None:
    sender = open_sender(f"log:{tmp_path}/sms.jsonl", {}, may_log=True)
    sender.send(PHONE, "mã 012345")
    sender.send(PHONE, 'another "one"\n')
    sender.close()
    lines = [json.loads(line) for line in (tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["phone"], line["text"]) for line in lines] == [(PHONE, "mã 012345"), (PHONE, 'another "one"\n')]
    assert all(line["at"].endswith("+00:00") for line in lines)


def test_log_that_cannot_write_sends_nothing(tmp_path: Path) -> None:
    sender = open_sender(f"log:{tmp_path}", {}, may_log=True)
    with pytest.raises(SmsNotSent, match="cannot be written") as fault:
        sender.send(PHONE, "x")
    assert fault.value.certain


def test_log_without_a_file_writes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        open_sender("log:", {}, may_log=True).send(PHONE, "012345")
    assert "012345" in caplog.text


def test_log_is_for_this_machine_only(tmp_path: Path) -> None:
    options = SmsOptions(f"log:{tmp_path}/sms.jsonl")
    with pytest.raises(SettingsError, match="sends nothing to any phone"):
        open_otp(options, loopback=False)
    assert open_otp(options, loopback=True).sender is not None
    assert open_otp(SmsOptions(options.address, may_log=True), loopback=False).sender is not None
    assert open_otp(SmsOptions(), loopback=False).sender is None


@pytest.mark.parametrize("address", ["sms", "http:", "http://gateway.example/", "https://gateway.example/", "mailto:x"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(SettingsError, match=r"--sms must be log:, log:PATH, http:FILE\.toml or smpp:"):
        open_sender(address, {}, may_log=True)


@pytest.mark.parametrize(
    "rest",
    [
        "//127.0.0.1:1",
        "//synthetic:in-the-address@127.0.0.1:1",
        "//synthetic@127.0.0.1:1?brand=X",
        "//synthetic@127.0.0.1:1?source=A%20brand%20of%20twenty%20one",
        "//synthetic@127.0.0.1:1?source=B%E1%BB%87nh",
        "//synthetic@127.0.0.1:1?source_ton=99",
        "//synthetic@127.0.0.1:port",
        "//a-user-of-sixteen@127.0.0.1:1",
        "//synthetic@127.0.0.1:1/path",
    ],
)
def test_smpp_addresses_are_checked(rest: str) -> None:
    with pytest.raises(SettingsError, match="SMPP is smpp://user@host:port"):
        open_sender(f"smpp:{rest}", {PASSWORD_VARIABLE: "not-real"}, may_log=True)


def test_smpp_takes_its_password_from_the_environment() -> None:
    address = "smpp://synthetic@127.0.0.1:1?source=6089&system_type=otp"
    with pytest.raises(SettingsError, match=PASSWORD_VARIABLE):
        open_sender(address, {}, may_log=True)
    sender = open_sender(address, {PASSWORD_VARIABLE: "not-real"}, may_log=True)
    assert isinstance(sender, SmppSender)
    assert "not-real" not in repr(sender)
    sender.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", ["", "Bệnh viện Đa khoa Hạ Vân", "TRẠM Y TẾ XÃ (Ô 3)"])
def test_messages_fit_one_segment_and_say_not_to_tell(language: str, place: str) -> None:
    text = MessageText(place).write("012345", language, 5)
    assert len(text) <= 160
    assert text.isascii()
    assert text.startswith("012345 ")
    assert "5 phut" in text or "5 minutes" in text
    assert "Khong dua ma nay" in text or "Do not give it" in text


@pytest.mark.parametrize("place", ["x" * 90, "病院", "a\x07b", "[x]"])
def test_a_place_that_does_not_fit_is_refused(place: str) -> None:
    with pytest.raises(SettingsError, match="plain and short"):
        MessageText(place)
