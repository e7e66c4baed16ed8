"""What the demo's phone hears: every message once, whatever state the file is in."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.demo_sms import SmsLog, _message

AT = "2026-11-23T01:42:00+00:00"


def line(text: str) -> bytes:
    return json.dumps({"at": AT, "phone": "+84900000001", "text": text}, ensure_ascii=False).encode() + b"\n"


def texts(log: SmsLog) -> list[str]:
    return [message.text for message in log.new()]


def test_each_message_comes_once_and_a_file_may_appear_later(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    log = SmsLog(path)
    assert texts(log) == []

    path.write_bytes(line("Mã 111111") + line("Mã 222222"))

    assert texts(log) == ["Mã 111111", "Mã 222222"]
    assert texts(log) == []


def test_a_line_half_written_waits_for_its_end_even_within_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    log = SmsLog(path)
    whole = line("Mã xác nhận: 123456 ạ")
    heard: list[str] = []
    with path.open("wb", buffering=0) as file:
        for byte in whole:
            file.write(bytes([byte]))
            heard += texts(log)
            assert heard == [] or byte == whole[-1]

    assert heard == ["Mã xác nhận: 123456 ạ"]


def test_what_is_no_message_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    path.write_bytes(
        b"\n[]\n{}\nnull\n\xff\xfe\n" + b'{"at": "x", "phone": "1", "text": "2"}\n' + line("đây") + b"[" * 5000 + b"\n"
    )

    assert texts(SmsLog(path)) == ["đây"]


def test_a_file_that_began_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    log = SmsLog(path)
    path.write_bytes(line("một") + line("hai"))
    assert len(texts(log)) == 2

    path.write_bytes(line("ba"))

    assert texts(log) == ["ba"]


def test_an_endless_line_does_not_silence_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    log = SmsLog(path)
    path.write_bytes(b"x" * 1_500_000 + b"\n" + line("sau"))

    assert texts(log) + texts(log) == ["sau"]


@given(st.binary(max_size=80))
def test_any_line_is_a_message_or_nothing(data: bytes) -> None:
    assert _message(data) is None


def test_no_log_shows_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "sms.jsonl"
    path.write_bytes(line("Mã 123456"))

    assert repr(SmsLog(path).new()) == "[Message(01:42:00)]"
