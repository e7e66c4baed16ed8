"""What a kiosk has signed is let in once; whatever was done to it on the way, or by somebody else, is not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import requests
from http_message_signatures.algorithms import ED25519
from sqlalchemy import func, select

from central_server import signing
from central_server.store import nonces
from central_server.store.device_tables import device_nonces
from central_server.store.engine import transaction
from kiosk.wire.messages import ABOUT_CLOCK
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, SECOND, Town
from tests.central_server.signed_requests import BATCH, JSON, OTHER_BATCH, SENT, WITH_BODY, Sent, send, signed

Change = Callable[[requests.PreparedRequest], None]


def header(name: str, old: str, new: str) -> Change:
    def change(asked: requests.PreparedRequest) -> None:
        assert old in asked.headers[name], (name, asked.headers[name])
        asked.headers[name] = asked.headers[name].replace(old, new)

    return change


def without(name: str) -> Change:
    def change(asked: requests.PreparedRequest) -> None:
        del asked.headers[name]

    return change


def elsewhere(asked: requests.PreparedRequest) -> None:
    url = str(asked.url).replace("/events", "/staff").replace("/citizen-codes/keys", "/citizen-codes/revocations")
    asked.url = url.replace(f"{FIRST}/settings", f"{SECOND}/settings").replace(f"{FIRST}/staff", f"{FIRST}/report")


def another_question(asked: requests.PreparedRequest) -> None:
    url = str(asked.url)
    asked.url = url.replace("after=0", "after=1") if "?" in url else f"{url}?x=1"


def another_method(asked: requests.PreparedRequest) -> None:
    asked.method = "PUT" if asked.method == "GET" else "GET"


def another_host(asked: requests.PreparedRequest) -> None:
    asked.headers["Host"] = "centre.example"


def forged(asked: requests.PreparedRequest) -> None:
    asked.headers["Signature"] = "kiosk=:" + "A" * 86 + "==:"


CHANGES: dict[str, Change] = {
    "the path": elsewhere,
    "the query": another_question,
    "the method": another_method,
    "the host": another_host,
    "the signature": forged,
    "no signature": without("Signature"),
    "no input": without("Signature-Input"),
    "the time": header("Signature-Input", "created=1", "created=2"),
    "the nonce": header("Signature-Input", 'nonce="', 'nonce="x'),
    "the kiosk": header("Signature-Input", str(FIRST), str(SECOND)),
    "the tag": header("Signature-Input", "checkpoint-kiosk", "another"),
    "the algorithm": header("Signature-Input", "ed25519", "hmac-sha256"),
    "less covered": header("Signature-Input", '"@path" ', ""),
    "no time": header("Signature-Input", "created", "expires"),
}


def test_whatever_was_changed_on_the_way_is_refused(town: Town) -> None:
    """Every change to every kind of request; none is let in."""
    town.kiosk()
    tried = 0
    for what, sent in SENT.items():
        for changed, change in CHANGES.items():
            asked = signed(town, sent)
            change(asked)
            reply = send(town, asked)
            no_such_parameter = changed == "the query" and "?" not in sent.path
            expected = (422,) if no_such_parameter else (401, 405)
            assert reply.status_code in expected, (what, changed, reply.text)
            assert reply.headers["Content-Type"] == "application/problem+json"
            tried += 1
        assert send(town, signed(town, sent)).status_code == 200, what
    assert tried == len(SENT) * len(CHANGES)


@pytest.mark.parametrize("what", list(SENT))
def test_what_comes_as_it_was_signed_is_let_in_and_never_again(town: Town, what: str) -> None:
    town.kiosk()
    asked = signed(town, SENT[what])
    assert send(town, asked).status_code == 200
    for _ in range(3):
        again = send(town, asked)
        assert (again.status_code, again.json()["detail"]) == (401, "This request came before: sign it anew.")
    town.clock.forward(minutes=6)
    assert send(town, asked).json()["type"] == ABOUT_CLOCK, "and later it is over"


@pytest.mark.parametrize("what", WITH_BODY)
def test_another_body_is_refused_and_nothing_of_it_is_kept(town: Town, what: str) -> None:
    town.kiosk()
    other = OTHER_BATCH if what == "a batch" else b'{"staff": []}'
    asked = signed(town, SENT[what])
    asked.prepare_body(other, None)
    assert send(town, asked).status_code == 400
    asked = signed(town, replace(SENT[what], body=other))
    asked.headers["Content-Digest"] = signed(town, SENT[what]).headers["Content-Digest"]
    assert send(town, asked).status_code == 401
    asked = signed(town, replace(SENT[what], body=None))
    asked.prepare_body(other, None)
    asked.headers["Content-Type"] = JSON
    assert send(town, asked).status_code == 401, "a body that is not signed at all"
    summary = town.ask("GET", f"/v1/devices/{FIRST}/summary", TOKEN).json()
    assert (summary["events"], summary["conflicts"]) == (0, 0)


def test_a_body_that_comes_in_pieces_is_the_one_that_was_signed(town: Town) -> None:
    town.kiosk()
    whole = BATCH + b" " * 900_000
    for more, status in (([b" "], 400), ([], 200)):
        asked = signed(town, Sent("POST", f"/v1/devices/{FIRST}/events", whole))
        del asked.headers["Content-Length"]
        asked.headers["Transfer-Encoding"] = "chunked"
        pieces = [whole[start : start + 70_000] for start in range(0, len(whole), 70_000)]
        asked.body = iter(pieces + more)  # type: ignore[assignment]  # sent as it comes
        assert at_once(asked) == status


def test_a_body_against_another_digest_is_read_where_nobody_looks(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The red control: without the look at the digest, the same batch comes through."""
    town.kiosk()
    monkeypatch.setattr(signing, "sha256", lambda: _Blind(signed(town, SENT["a batch"]).headers["Content-Digest"]))
    asked = signed(town, SENT["a batch"])
    asked.prepare_body(OTHER_BATCH, None)
    assert send(town, asked).status_code == 200


class _Blind:
    """Finds every body right."""

    def __init__(self, digest: str) -> None:
        self._digest = digest

    def update(self, data: bytes) -> None:
        """Whatever it is."""

    def digest(self) -> object:
        return _Anything()


class _Anything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def test_a_replay_is_let_in_where_nobody_remembers(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The red control: without remembering nonces, the same request comes through again."""
    town.kiosk()
    monkeypatch.setattr(nonces, "spend", lambda *_: True)
    asked = signed(town, SENT["a question"])
    assert [send(town, asked).status_code for _ in range(3)] == [200, 200, 200]


def test_a_forgery_is_let_in_where_nobody_verifies(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The red control: without reckoning the signature, a forged one comes through."""
    town.kiosk()
    monkeypatch.setattr(ED25519, "verify", lambda *_, **__: None)
    asked = signed(town, SENT["a question"])
    forged(asked)
    assert send(town, asked).status_code == 200


def at_once(asked: requests.PreparedRequest) -> int:
    with requests.Session() as line:
        return line.send(asked, timeout=10).status_code


def test_the_same_request_many_times_at_once_is_let_in_once(town: Town) -> None:
    town.kiosk()
    for sent in (SENT["a batch"], SENT["a question"]):
        with ThreadPoolExecutor(4) as pool:
            found = sorted(pool.map(at_once, [signed(town, sent)] * 4))  # as many as may be under way
        assert found == [200, 401, 401, 401], sent


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 200), (299, 200), (302, 401)])
def test_a_signature_counts_for_five_minutes_around_now(town: Town, seconds: int, status: int) -> None:
    town.kiosk()
    reply = send(town, signed(town, SENT["a question"], seconds=seconds))
    assert reply.status_code == status
    if status == 401:
        assert reply.json()["type"] == ABOUT_CLOCK
        assert reply.json()["server_time"] == town.clock().isoformat().replace("+00:00", "Z")


def test_a_nonce_is_remembered_as_long_as_its_request_counts(town: Town) -> None:
    town.kiosk()
    asked = signed(town, SENT["a question"], seconds=299)
    assert send(town, asked).status_code == 200
    town.clock.forward(minutes=9, seconds=50)
    with transaction(town.engine) as connection:
        nonces.sweep(connection, town.clock())
    assert send(town, asked).json()["detail"].startswith("This request came before")
    town.clock.forward(seconds=20)
    with transaction(town.engine) as connection:
        nonces.sweep(connection, town.clock())
        assert connection.execute(select(func.count()).select_from(device_nonces)).scalar_one() == 0
    assert send(town, asked).json()["type"] == ABOUT_CLOCK


def test_a_batch_that_came_to_nothing_may_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nonce is remembered with the batch, or neither is."""
    town.kiosk()
    asked = signed(town, SENT["a batch"])

    def broken(*_: Any) -> None:
        raise AssertionError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr("central_server.store.batches.take_in", broken)
        assert at_once(asked) == 500
    assert send(town, asked).json()["answers"][0]["outcome"] == "stored"


ODD = [
    *("", "x", "kiosk", "kiosk=()", 'kiosk=("@method")', "kiosk=1", "kiosk=:AAAA:", "=" * 5_000, "(" * 3_000),
    'kiosk=("@method" "@method");created=1;keyid="x";alg="ed25519";tag="checkpoint-kiosk"',
    'kiosk=("@method");created=99999999999999999999;tag="checkpoint-kiosk"',
    'kiosk=("@method");created=999999999999999;keyid="x";alg="ed25519";nonce="x";tag="checkpoint-kiosk"',
    'kiosk=("@method");created=1.5;tag="checkpoint-kiosk"',
    'kiosk=("@method");created="1";tag="checkpoint-kiosk"',
    "kiosk=\xe9",
]


def test_odd_signatures_are_refused_and_break_nothing(town: Town) -> None:
    town.kiosk()
    for value in ODD:
        for name in ("Signature-Input", "Signature", "Content-Digest"):
            asked = signed(town, SENT["a message"])
            asked.headers[name] = value
            assert send(town, asked).status_code == 401, (name, value)
