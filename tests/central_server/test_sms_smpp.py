"""SMPP, against a message centre of the test's own that shows the bytes."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from central_server.sms.sender_smpp import SmppSender
from central_server.sms.sending import SmsNotSent
from central_server.sms.smpp_link import SmppAccount
from tests.central_server.gateways import MessageCentre, listening, read_submit

PHONE = "+84900000001"
TEXT = "012345 la ma xac nhan cua ban tai diem kiem dich."


@pytest.fixture
def centre() -> Iterator[MessageCentre]:
    centre = MessageCentre()
    with listening(centre.serve) as centre.port:
        yield centre


@contextmanager
def connected(centre: MessageCentre, **changes: float) -> Iterator[SmppSender]:
    account = SmppAccount("127.0.0.1", centre.port, "synthetic", "not-real", "BV HA VAN", **changes)  # type: ignore[arg-type]
    sender = SmppSender(account)
    try:
        yield sender
    finally:
        sender.close()
        assert not [thread for thread in threading.enumerate() if thread.name == "smpp"]


def until(true: Callable[[], object], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.01)


def test_a_message_arrives_in_the_gsm_alphabet(centre: MessageCentre) -> None:
    with connected(centre) as sender:
        sender.send(PHONE, TEXT)
    [bind] = centre.binds
    assert bind.startswith(b"synthetic\0not-real\0\0\x34")
    said = read_submit(centre.submitted[0])
    assert said.source == (5, 0, "BV HA VAN"), "a brand name"
    assert said.destination == (1, 1, "84900000001"), "international, without a plus"
    assert (said.coding, said.text) == (0, TEXT.encode("ascii"))
    assert said.validity == "000000000500000R", "five minutes"
    assert said.receipt == 0
    assert centre.left.wait(5), "it takes leave"


def test_diacritics_need_ucs2_and_seventy_characters(centre: MessageCentre) -> None:
    with connected(centre) as sender:
        sender.send(PHONE, "012345 là mã xác nhận")
        with pytest.raises(SmsNotSent, match="longer than one message") as fault:
            sender.send(PHONE, "ạ" * 71)
        assert fault.value.certain
        with pytest.raises(SmsNotSent, match="longer"):
            sender.send(PHONE, "a" * 161)
        sender.send(PHONE, "a" * 160)
    said = read_submit(centre.submitted[0])
    assert (said.coding, said.text.decode("utf-16-be")) == (8, "012345 là mã xác nhận")
    assert len(centre.submitted) == 2


def test_one_connection_serves_many_at_once(centre: MessageCentre) -> None:
    with connected(centre) as sender, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda index: sender.send(f"+8490000{index:04d}", TEXT), range(100)))
    assert len(centre.submitted) == 100
    assert len(centre.binds) == 1


@pytest.mark.parametrize("status", [0x0B, 0x58, 0x45, 0x400, 0x4FF])
def test_a_message_that_is_turned_down_was_not_sent(centre: MessageCentre, status: int) -> None:
    """0x400 and above are the message centre's own: nothing breaks off at them."""
    centre.status = status
    with connected(centre) as sender:
        with pytest.raises(SmsNotSent, match="does not take it") as fault:
            sender.send(PHONE, TEXT)
        assert fault.value.certain
        centre.status = 0
        sender.send(PHONE, TEXT)
    assert len(centre.binds) == 1


def test_no_answer_may_be_a_message(centre: MessageCentre) -> None:
    centre.silent = True
    with connected(centre, answer_seconds=0.4) as sender:
        until(lambda: centre.binds)
        with pytest.raises(SmsNotSent, match="does not answer") as fault:
            sender.send(PHONE, TEXT)
        assert not fault.value.certain


def test_a_lost_connection_is_made_again(centre: MessageCentre) -> None:
    with connected(centre) as sender:
        sender.send(PHONE, TEXT)
        for times in (2, 3):
            centre.hang_up()
            until(lambda times=times: len(centre.binds) == times)  # type: ignore[misc]
            sender.send(PHONE, TEXT)
    assert len(centre.submitted) == 3


def test_nobody_there_is_certain() -> None:
    with (
        connected(MessageCentre(port=1), bound_seconds=0.3) as sender,
        pytest.raises(SmsNotSent, match="cannot be reached") as fault,
    ):
        sender.send(PHONE, TEXT)
    assert fault.value.certain


def test_a_wrong_password_is_said_in_the_log_without_it(
    centre: MessageCentre, caplog: pytest.LogCaptureFixture
) -> None:
    centre.bind_status = 0x0E
    with connected(centre, bound_seconds=0.3) as sender, pytest.raises(SmsNotSent, match="cannot be reached"):
        sender.send(PHONE, TEXT)
    assert "does not let us in (ESME_RINVPASWD)" in caplog.text
    assert "not-real" not in caplog.text


def test_a_silent_line_is_asked_whether_it_is_there(centre: MessageCentre) -> None:
    with connected(centre, enquire_seconds=0.1) as sender:
        assert centre.enquired.wait(5)
        sender.send(PHONE, TEXT)


def test_a_dead_line_is_left(centre: MessageCentre) -> None:
    centre.hears_only = True
    with connected(centre, enquire_seconds=0.1, answer_seconds=1.0):
        until(lambda: len(centre.binds) > 1)


def test_what_is_sent_is_never_logged(
    centre: MessageCentre, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(0), connected(centre) as sender:
        logging.getLogger().debug("seen")
        sender.send(PHONE, TEXT)
        centre.status = 0x0B
        with pytest.raises(SmsNotSent):
            sender.send(PHONE, TEXT)
    written = caplog.text + "".join(capfd.readouterr())
    assert "seen" in written
    assert "012345" not in written
    assert "900000001" not in written


def test_after_closing_nothing_is_sent(centre: MessageCentre) -> None:
    with connected(centre) as sender:
        until(lambda: centre.binds)
    with pytest.raises(SmsNotSent) as fault:
        sender.send(PHONE, TEXT)
    assert fault.value.certain
    assert centre.submitted == []


def test_limits_of_the_protocol_are_refused() -> None:
    for account in (
        SmppAccount("127.0.0.1", 1, "sixteen-letters-", "not-real"),
        SmppAccount("127.0.0.1", 1, "synthetic", "not-real1"),
        SmppAccount("127.0.0.1", 1, "synthetic", "not-real", "a brand of twenty one"),
    ):
        with pytest.raises(ValueError, match="maximum length"):
            SmppSender(account)
