"""Messages cost money: to one number, its neighbours, for one kiosk and altogether, no more go out than may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine

from central_server.otp.budgets import Budgets
from central_server.otp.desk import SENDING_TOGETHER, TooManySending
from central_server.sms.sending import SmsNotSent
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from tests.central_server.otp_desk import GENEROUS, KIOSK, OTHER_KIOSK, PHONE, SPACE, Desk, not_it


def number(index: int) -> str:
    """A number that nobody has; those of one ten thousand share a prefix."""
    return f"+849{index:08d}"


def outcomes(desk: Desk, times: int, phone: str = PHONE, device: UUID = KIOSK) -> list[str]:
    return [desk.wish(phone, device)[1].outcome for _ in range(times)]


def test_three_in_ten_minutes_to_one_number(engine: Engine) -> None:
    desk = Desk(engine, Budgets())
    assert outcomes(desk, 3) == ["sent"] * 3
    _, limit = desk.wish(device=OTHER_KIOSK)
    assert (limit.outcome, limit.valid_seconds, limit.tries_left) == ("limit", 0, 0)
    assert limit.resend_seconds is None, "ten minutes are longer than a code lives"
    desk.clock.forward(minutes=5)
    assert desk.wish()[1].resend_seconds == 300
    desk.clock.forward(minutes=5)
    assert outcomes(desk, 4) == ["sent"] * 3 + ["limit"]


def test_the_third_message_says_that_there_is_no_fourth(engine: Engine) -> None:
    desk = Desk(engine, Budgets())
    assert [desk.wish()[1].resend_seconds for _ in range(3)] == [60, 60, None]


def test_ten_a_day_to_one_number(engine: Engine) -> None:
    desk = Desk(engine, Budgets(number_ten_minutes=100))
    assert outcomes(desk, 11) == ["sent"] * 10 + ["limit"]
    desk.clock.forward(hours=23, minutes=59)
    assert outcomes(desk, 1) == ["limit"]
    desk.clock.forward(minutes=1)
    assert outcomes(desk, 1) == ["sent"]


def test_thirty_an_hour_for_one_kiosk(engine: Engine) -> None:
    desk = Desk(engine, Budgets(prefix_day=1_000))
    assert [desk.wish(number(index))[1].outcome for index in range(31)] == ["sent"] * 30 + ["limit"]
    assert desk.wish(number(31), OTHER_KIOSK)[1].outcome == "sent"
    desk.clock.forward(hours=1)
    assert desk.wish(number(32))[1].outcome == "sent"


def test_numbers_that_differ_in_four_digits_share_a_budget(engine: Engine) -> None:
    desk = Desk(engine, Budgets(prefix_day=5))
    assert [desk.wish(number(index))[1].outcome for index in range(6)] == ["sent"] * 5 + ["limit"]
    assert desk.wish(number(10_000))[1].outcome == "sent"


def test_the_whole_centre_has_a_budget(engine: Engine) -> None:
    desk = Desk(engine, Budgets(total_day=4))
    kiosks = [uuid5(SPACE, str(index)) for index in range(6)]
    said = [desk.wish(number(10_000 * index), kiosk)[1].outcome for index, kiosk in enumerate(kiosks)]
    assert said == ["sent"] * 4 + ["limit"] * 2


def test_a_budget_of_nothing_sends_nothing(engine: Engine) -> None:
    desk = Desk(engine, Budgets(total_day=0))
    assert desk.wish()[1].outcome == "limit"
    assert desk.gateway.messages == []


def test_what_certainly_was_not_sent_counts_for_the_kiosk_alone(engine: Engine) -> None:
    desk = Desk(engine, Budgets(kiosk_hour=5))
    desk.gateway.fault = SmsNotSent("no", certain=True)
    assert outcomes(desk, 4) == ["not_sent"] * 4
    desk.gateway.fault = None
    assert outcomes(desk, 2) == ["sent", "limit"]
    assert outcomes(desk, 3, device=OTHER_KIOSK) == ["sent", "sent", "limit"]


def test_what_may_have_been_sent_counts(engine: Engine) -> None:
    desk = Desk(engine, Budgets())
    desk.gateway.fault = SmsNotSent("no answer", certain=False)
    assert outcomes(desk, 4) == ["not_sent"] * 3 + ["limit"]


def test_a_message_that_was_guessed_at_meanwhile_counts(engine: Engine) -> None:
    desk = Desk(engine, Budgets())

    def guess(_phone: str, text: str) -> None:
        desk.type(asked, not_it(text[:6]))
        raise SmsNotSent("no", certain=True)

    desk.gateway.meanwhile = guess
    for index in range(3):
        asked = uuid5(SPACE, f"asked {index}")
        assert desk.wish(request=asked)[1].outcome == "not_sent"
    desk.gateway.meanwhile = None
    assert outcomes(desk, 1) == ["limit"]


def test_a_crash_while_sending_has_counted(engine: Engine) -> None:
    """Whatever ends the process after the message was counted: it stays counted, and is not sent again."""
    desk = Desk(engine, Budgets())

    class Power(BaseException):
        pass

    def cut(_phone: str, _text: str) -> None:
        raise Power

    desk.gateway.meanwhile = cut
    asked = uuid5(SPACE, "asked")
    for request in (asked, uuid5(SPACE, "asked 2"), uuid5(SPACE, "asked 3")):
        with pytest.raises(Power):
            desk.wish(request=request)
    desk.gateway.meanwhile = None
    desk.gateway.messages.clear()
    assert desk.wish(request=asked)[1].outcome == "sent", "as far as anybody knows"
    assert outcomes(desk, 1) == ["limit"]
    assert desk.gateway.messages == []


def test_many_at_once_keep_the_budget(engine: Engine) -> None:
    desk = Desk(engine, Budgets())

    def wish(_: int) -> str:
        while True:
            try:
                return desk.wish()[1].outcome
            except TooManySending:
                continue

    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(wish, range(20)))
    assert said.count("sent") == 3
    assert len(desk.gateway.messages) == 3


def test_a_slow_gateway_does_not_take_every_thread(engine: Engine) -> None:
    desk = Desk(engine, GENEROUS)
    goes_on, entered = threading.Event(), threading.Semaphore(0)

    def slow(_phone: str, _text: str) -> None:
        entered.release()
        assert goes_on.wait(20)

    desk.gateway.meanwhile = slow
    with ThreadPoolExecutor(SENDING_TOGETHER) as pool:
        sending = [pool.submit(desk.wish, number(index)) for index in range(SENDING_TOGETHER)]
        for _ in sending:
            assert entered.acquire(timeout=20)
        with pytest.raises(TooManySending):
            desk.wish(number(99))
        goes_on.set()
        assert {done.result()[1].outcome for done in sending} == {"sent"}


def test_a_pumping_run_of_ten_thousand_stays_within_the_budget(tmp_path: Path) -> None:
    """A stolen token, forty made-up kiosks, and numbers one after the other, in ten minutes."""
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    with engine.connect() as connection:
        connection.rollback()
        connection.connection.cursor().execute("PRAGMA synchronous=OFF")
    bring_up_to_date(engine)
    budgets = Budgets(total_day=200)
    desk = Desk(engine, budgets)
    kiosks = [uuid5(SPACE, f"pump {index}") for index in range(40)]
    for index in range(10_000):
        desk.wish(number(index * 37 % 10**8), kiosks[index % 40])
        desk.clock.now += timedelta(milliseconds=60)
    numbers = [phone for phone, _ in desk.gateway.messages]
    assert len(numbers) == budgets.total_day, "the whole centre's budget, and not one more"
    prefixes = [phone[:-4] for phone in numbers]
    assert max(prefixes.count(prefix) for prefix in prefixes) == budgets.prefix_day
    engine.dispose()


def test_whoever_asks_from_anywhere_leaves_the_rest_to_those_at_kiosks(engine: Engine) -> None:
    budgets = Budgets(number_ten_minutes=100, number_day=10, prefix_day=1_000, total_day=40)
    anywhere, at_kiosk = Desk(engine, budgets.anonymous()), Desk(engine, budgets)
    assert outcomes(anywhere, 7) == ["sent"] * 6 + ["limit"]
    assert outcomes(at_kiosk, 5) == ["sent"] * 4 + ["limit"], "the same number, for somebody at a kiosk"
    for hour in range(4):
        anywhere.clock.forward(hours=hour)
        at_kiosk.clock.forward(hours=hour)
        for index in range(10):
            anywhere.wish(number(100 * hour + index), OTHER_KIOSK)
    assert len(anywhere.gateway.messages) <= 30
    assert at_kiosk.wish(number(999))[1].outcome == "sent"
