"""Codes are guessed at, used twice, carried elsewhere, asked for again, and late."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event, select, update

from central_server.otp.codes import new_code
from central_server.otp.desk import OtpDesk, OtpOptions, TooManySending
from central_server.sms.sending import SmsNotSent
from central_server.store.engine import open_engine, transaction
from central_server.store.otp import OtherNumber, confirmed_phone
from central_server.store.otp_tables import otp_requests
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import metadata
from kiosk.wire.desk_messages import OtpWanted
from tests.central_server.otp_desk import DECLARED, KIOSK, OTHER_KIOSK, PHONE, TOKEN, Desk, not_it
from tests.central_server.postgres import Cluster


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def proof(desk: Desk, request: object, device: object = KIOSK) -> str | None:
    with transaction(desk.engine) as connection:
        return confirmed_phone(connection, device, request, desk.clock.now)  # type: ignore[arg-type]


def test_the_right_code_tells_who_is_declared(desk: Desk) -> None:
    request, said = desk.wish()
    assert (said.outcome, said.valid_seconds, said.resend_seconds, said.tries_left) == ("sent", 300, 60, 5)
    [(phone, text)] = desk.gateway.messages
    assert phone == PHONE
    assert text[6:].startswith(" la ma xac nhan")
    judged = desk.type(request, desk.gateway.code)
    assert (judged.outcome, judged.people) == ("right", (DECLARED,))
    assert desk.looked_up == [PHONE]


def test_codes_are_six_digits_of_all_kinds() -> None:
    codes = [new_code() for _ in range(2_000)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 1_900
    assert all(len({code[place] for code in codes}) == 10 for place in range(6))


def test_five_guesses_and_no_more(desk: Desk) -> None:
    request, code = desk.sent()
    guesses = [desk.type(request, not_it(code)) for _ in range(6)]
    assert [(guess.outcome, guess.tries_left) for guess in guesses] == [
        ("wrong", 4),
        ("wrong", 3),
        ("wrong", 2),
        ("wrong", 1),
        ("locked", 0),
        ("locked", 0),
    ]
    assert desk.type(request, code).outcome == "locked", "the right code comes too late"
    assert desk.looked_up == []


def test_the_fifth_try_may_be_right(desk: Desk) -> None:
    request, code = desk.sent()
    for _ in range(4):
        desk.type(request, not_it(code))
    assert desk.type(request, code).outcome == "right"


def test_twenty_guesses_at_once_are_five(desk: Desk) -> None:
    request, code = desk.sent()
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(lambda _: desk.type(request, not_it(code)), range(20)))
    assert Counter(one.outcome for one in said) == {"wrong": 4, "locked": 16}
    with transaction(desk.engine) as connection:
        assert connection.execute(select(otp_requests.c.tries)).scalar_one() == 5


def test_looking_and_counting_apart_would_let_more_through(cluster: Cluster) -> None:
    """The red control of the test above: what it shows is not the threads' doing."""
    engine = open_engine(cluster.new_database())
    bring_up_to_date(engine)
    desk = Desk(engine)
    desk.sent()
    together = Barrier(8, timeout=20)

    def careless(_: int) -> bool:
        with transaction(engine) as connection:
            tries: int = connection.execute(select(otp_requests.c.tries)).scalar_one()
            together.wait()
            connection.execute(update(otp_requests).values(tries=otp_requests.c.tries + 1))
        return tries < 5

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(careless, range(8))) == 8
    engine.dispose()


def test_a_code_typed_twenty_times_at_once_counts_once(desk: Desk) -> None:
    request, code = desk.sent()
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(lambda _: desk.type(request, code), range(20)))
    assert Counter(one.outcome for one in said) == {"right": 1, "expired": 19}
    assert sum(bool(one.people) for one in said) == 1


def test_a_code_counts_once(desk: Desk) -> None:
    request, code = desk.sent()
    assert desk.type(request, code).outcome == "right"
    again = desk.type(request, code)
    assert (again.outcome, again.tries_left, again.people) == ("expired", 0, ())


def test_a_code_counts_at_its_kiosk_and_for_its_request(desk: Desk) -> None:
    request, code = desk.sent()
    other, _ = desk.sent("+84900000002")
    expired = desk.type(uuid4(), code)
    assert (expired.outcome, expired.tries_left) == ("expired", 0)
    assert desk.type(request, code, OTHER_KIOSK) == expired, "a wrong kiosk looks like an unknown request"
    assert desk.type(other, code).outcome in ("wrong", "right" if desk.gateway.code == code else "wrong")
    assert desk.type(request, code).outcome == "right"


def test_the_same_request_at_two_kiosks_is_two(desk: Desk) -> None:
    request, code = desk.sent()
    desk.wish("+84900000002", OTHER_KIOSK, request)
    assert len(desk.gateway.messages) == 2
    assert desk.type(request, code).outcome == "right"


@pytest.mark.parametrize(("seconds", "outcome"), [(299.9, "right"), (300, "expired"), (86_000, "expired")])
def test_a_code_ends_by_the_centres_clock(desk: Desk, seconds: float, outcome: str) -> None:
    request, code = desk.sent()
    desk.clock.forward(seconds=seconds)
    assert desk.type(request, code).outcome == outcome


def test_a_new_code_voids_the_old_one_at_this_kiosk(desk: Desk) -> None:
    elsewhere, code_elsewhere = desk.sent(device=OTHER_KIOSK)
    old, old_code = desk.sent()
    new, new_code_ = desk.sent()
    assert desk.type(old, old_code).outcome == "expired"
    assert desk.type(new, new_code_).outcome == "right"
    assert desk.type(elsewhere, code_elsewhere, OTHER_KIOSK).outcome == "right"


def test_a_message_that_fails_leaves_the_code_before_it(desk: Desk) -> None:
    old, code = desk.sent()
    desk.gateway.fault = SmsNotSent("no", certain=False)
    failed, said = desk.wish()
    assert (said.outcome, said.valid_seconds, said.tries_left) == ("not_sent", 0, 0)
    assert desk.type(failed, desk.gateway.code).outcome == "expired", "nobody was to get this one"
    assert desk.type(old, code).outcome == "right"


def test_the_same_wish_again_sends_nothing(desk: Desk) -> None:
    request, said = desk.wish()
    assert desk.wish(request=request)[1] == said
    desk.clock.forward(seconds=20)
    later = desk.wish(request=request)[1]
    assert (later.outcome, later.valid_seconds, later.resend_seconds) == ("sent", 280, 40)
    assert len(desk.gateway.messages) == 1
    assert desk.type(request, desk.gateway.code).outcome == "right"


def test_twenty_of_the_same_wish_at_once_send_one(desk: Desk) -> None:
    request = uuid4()

    def wish(_: int) -> str:
        while True:
            try:
                return desk.wish(request=request)[1].outcome
            except TooManySending:
                continue

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(wish, range(20))) == {"sent"}
    assert len(desk.gateway.messages) == 1


def test_a_wish_that_failed_says_so_again(desk: Desk) -> None:
    desk.gateway.fault = SmsNotSent("no", certain=True)
    request, said = desk.wish()
    desk.gateway.fault = None
    assert desk.wish(request=request)[1] == said
    assert said.outcome == "not_sent"
    assert len(desk.gateway.messages) == 1


def test_the_same_wish_for_another_number_is_a_contradiction(desk: Desk) -> None:
    request, _ = desk.wish()
    with pytest.raises(OtherNumber):
        desk.wish("+84900000002", request=request)


def test_a_confirmed_number_is_a_proof_for_ten_minutes(desk: Desk) -> None:
    request, code = desk.sent()
    assert proof(desk, request) is None
    desk.type(request, not_it(code))
    assert proof(desk, request) is None
    desk.type(request, code)
    desk.clock.forward(seconds=599)
    assert proof(desk, request) == PHONE
    assert proof(desk, request, OTHER_KIOSK) is None
    desk.clock.forward(seconds=1)
    assert proof(desk, request) is None


def test_a_code_made_with_another_token_is_wrong(desk: Desk) -> None:
    request, code = desk.sent()
    other = OtpDesk(desk.engine, "another-token-0000001", lambda *_: (), OtpOptions(desk.gateway, now=desk.clock))
    assert other.judge(KIOSK, request, code).outcome == "wrong"
    assert desk.type(request, code).outcome == "right"


def test_without_a_gateway_nothing_is_sent(engine: Engine) -> None:
    desk = OtpDesk(engine, TOKEN, lambda *_: (), OtpOptions())
    said = desk.wish(KIOSK, OtpWanted(request=uuid4(), phone=PHONE))
    assert (said.outcome, said.resend_seconds, said.valid_seconds) == ("not_sent", None, 0)


def test_the_database_holds_neither_code_nor_number(desk: Desk) -> None:
    request, code = desk.sent()
    desk.type(request, not_it(code))
    desk.type(request, code)
    with transaction(desk.engine) as connection:
        rows = [repr(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(select(table))]
        kept = b"".join(
            bytes(value)
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            for value in row
            if isinstance(value, bytes | memoryview)
        )
    assert rows
    for secret in (code, PHONE, PHONE[1:], "0" + PHONE[3:]):
        assert not any(secret in row for row in rows)
        assert secret.encode() not in kept


def test_nothing_speaks_of_codes_or_numbers(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.gateway.fault = SmsNotSent("the gateway does not take it (HTTP 402)", certain=True)
    with caplog.at_level(0):
        desk.wish()
    assert "HTTP 402" in caplog.text
    assert PHONE[3:] not in caplog.text
    assert desk.gateway.code not in caplog.text


def test_known_and_unknown_numbers_cost_the_same_statements(desk: Desk) -> None:
    """A red control is in it: the right code does cost a known number what it costs no other (here: a look-up)."""
    said: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: said.append(args[2]))

    def statements(phone: str) -> tuple[list[str], list[str]]:
        said.clear()
        request, _ = desk.sent(phone)
        wish = said.copy()
        said.clear()
        for _ in range(6):
            desk.type(request, not_it(desk.gateway.code))
        return wish, said.copy()

    desk.sent("+84900000009")  # makes the secret
    known, unknown = statements(PHONE), statements("+84900000002")
    assert known == unknown
    assert known[0]
    assert known[1]
    assert not any("declarations" in one for one in (*known[0], *known[1]))
    assert desk.looked_up == []


def test_old_rows_go_and_what_was_confirmed_stays_a_month(desk: Desk) -> None:
    request, code = desk.sent()
    desk.type(request, code)
    desk.sent("+84900000002")

    def rows() -> dict[str, int]:
        with transaction(desk.engine) as connection:
            return {
                name: len(connection.execute(select(metadata.tables[name])).all())
                for name in ("otp_requests", "otp_messages")
            }

    assert rows() == {"otp_requests": 2, "otp_messages": 2}
    desk.clock.forward(days=2)
    desk.sent("+84900000003")
    assert rows() == {"otp_requests": 2, "otp_messages": 1}
    desk.clock.forward(days=31)
    desk.sent("+84900000004")
    assert rows() == {"otp_requests": 1, "otp_messages": 1}
