"""How often strangers may ask: by number, by network and altogether."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import Request
from sqlalchemy import select

from central_server.checkpoints import desk
from central_server.store.asking import Allowance, ask
from central_server.store.checkpoint_tables import asked
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from tests.central_server.otp_desk import PHONE, TOKEN
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, Town


def test_a_network_gets_so_many_messages(town: Town) -> None:
    for number in range(desk.CODES.most):
        town.code_for(f"+8490000{number:04d}")
    sent = len(town.gateway.messages)
    held = town.ask("POST", "/v1/registrants/otp", None, {"request": str(uuid4()), "phone": OTHER_PHONE})
    assert held.json() == {"outcome": "limit", "valid_seconds": 0, "resend_seconds": None, "tries_left": 0}
    assert len(town.gateway.messages) == sent
    town.clock.forward(hours=1)
    town.code_for(OTHER_PHONE)


def test_a_number_gets_fewer_than_at_a_kiosk(town: Town) -> None:
    town.code_for()
    town.code_for()
    held = town.ask("POST", "/v1/registrants/otp", None, {"request": str(uuid4()), "phone": PHONE}).json()
    assert held["outcome"] == "limit"
    at_a_kiosk = town.ask("POST", f"/v1/devices/{FIRST}/otp", TOKEN, {"request": str(uuid4()), "phone": PHONE})
    assert at_a_kiosk.json()["outcome"] == "sent", "a stranger far away leaves some for who stands at a gate"


def test_a_network_gets_so_many_tries(town: Town) -> None:
    with transaction(town.engine) as connection:
        by = phone_keys(connection, town.clock()).hash_of("network", "127.0.0.0/24")
        for _ in range(desk.GUESSES.most):
            ask(connection, desk.GUESSES, by, town.clock())
    tried = town.ask("POST", "/v1/registrants/tries", None, {"request": str(uuid4()), "code": "000000"})
    assert tried.status_code == 429


def test_behind_a_proxy_on_this_machine_networks_are_told_apart(town: Town) -> None:
    def enrol(address: str) -> int:
        forwarded: dict[str, Any] = {"X-Forwarded-For": address}
        return town.enrol("00000-00000", SECOND, **forwarded).status_code

    for number in range(desk.ENROLLING.most):
        assert enrol(f"192.0.2.{number}") == 403
    assert enrol("192.0.2.200") == 429
    assert enrol("192.0.2.200, 198.51.100.7") == 403, "what the proxy wrote counts, not what it was told"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("a socket's name", ""),
    ],
)
def test_a_subscriber_cannot_leave_their_network(address: str, network: str) -> None:
    assert desk.network_of(Request({"type": "http", "client": (address, 1)})) == network


def test_windows_begin_anew_and_others_have_their_own(town: Town) -> None:
    twice, now = Allowance("x", 2, timedelta(minutes=1)), town.clock()

    def waits(by: bytes, after: float) -> float:
        with transaction(town.engine) as connection:
            return ask(connection, twice, by, now + timedelta(seconds=after)).total_seconds()

    assert [waits(b"a", 0), waits(b"a", 1), waits(b"a", 2), waits(b"b", 2)] == [0, 0, 58, 0]
    assert [waits(b"a", 60), waits(b"a", 61), waits(b"a", 62)] == [0, 0, 58]
    waits(b"c", 3 * 86_400)
    with transaction(town.engine) as connection:
        assert connection.execute(select(asked.c.by)).scalars().all() == [b"c"], "what is long over is forgotten"
