"""A kiosk that signs what it says: in the form of the RFCs, by the centre's clock where its own is wrong."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import ClassVar
from uuid import UUID

import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from central_server.store.engine import transaction
from central_server.store.tables import visits
from kiosk.wire.checkpoint_messages import EnrolmentTyped
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import ABOUT_CLOCK, Outcome
from kiosk.wire.registrar import RegistrarClient
from kiosk.wire.signing import SigningKey, sign_request
from tests.central_server.registering import FIRST, SECOND, Town, empty, key_of, running_town
from tests.wire.saying import item, visit
from tests.wire.test_desk import Server

KEY = SigningKey.from_bytes(bytes(range(32)))
URL = "https://Centre.example:443/v1/devices/x/settings?after=0"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(str(tmp_path_factory.mktemp("town") / "centre.sqlite")) as town:
        yield town


@pytest.fixture
def town(lasting: Town) -> Town:
    return empty(lasting)


def asked(body: bytes | None, url: str = URL) -> requests.PreparedRequest:
    headers = {"Content-Type": "application/json"} if body else {}
    return requests.Request("POST" if body else "GET", url, headers=headers, data=body).prepare()


def verify(request: requests.PreparedRequest, lines: list[str], key: SigningKey = KEY) -> None:
    """Reckon the signature's base by hand, as RFC 9421 says in its section 2.5. Raises InvalidSignature."""
    said = re.fullmatch(r"kiosk=(.*)", request.headers["Signature-Input"])
    signature = re.fullmatch(r"kiosk=:(.*):", request.headers["Signature"])
    assert said is not None
    assert signature is not None
    base = "\n".join([*lines, f'"@signature-params": {said[1]}']).encode()
    public = base64.urlsafe_b64decode(key.public_text + "=")
    Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature[1]), base)


def test_what_is_signed_is_what_the_rfcs_say() -> None:
    body = b'{"events":[]}'
    request = asked(body)
    sign_request(request, KEY, FIRST, body, 1_795_914_000.9)
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    assert request.headers["Content-Digest"] == digest
    lines = ['"@method": POST', '"@authority": centre.example', '"@path": /v1/devices/x/settings', '"@query": ?after=0']
    lines += ['"content-type": application/json', f'"content-digest": {digest}']
    verify(request, lines)
    assert re.fullmatch(
        r'kiosk=\("@method" "@authority" "@path" "@query" "content-type" "content-digest"\);created=1795914000;'
        rf'keyid="{FIRST}\.{KEY.key_id}";alg="ed25519";nonce="[\w-]{{22}}";tag="checkpoint-kiosk"',
        request.headers["Signature-Input"],
    )
    with pytest.raises(InvalidSignature):
        verify(request, [*lines[:3], '"@query": ?after=1', *lines[4:]])


def test_without_a_body_nothing_is_said_of_one() -> None:
    request = asked(None, "http://127.0.0.1:8640/v1/citizen-codes/keys")
    sign_request(request, KEY, FIRST, None, 1_795_914_000)
    assert "Content-Digest" not in request.headers
    lines = ['"@method": GET', '"@authority": 127.0.0.1:8640', '"@path": /v1/citizen-codes/keys', '"@query": ?']
    verify(request, lines)


def test_signed_anew_it_is_another_one_with_the_digest_of_its_body() -> None:
    request = asked(b"one")
    seen = set()
    for body in (b"one", b"two"):
        sign_request(request, KEY, FIRST, body, 1_795_914_000)
        seen |= {request.headers[name] for name in ("Signature-Input", "Signature", "Content-Digest")}
    assert len(seen) == 6


def test_a_key_shows_nothing_of_itself() -> None:
    assert SigningKey.from_bytes(bytes(range(32))) == KEY
    assert SigningKey.generate() != KEY
    for secret in (KEY.private_bytes.hex(), base64.b64encode(KEY.private_bytes).decode(), str(KEY.private_bytes)):
        assert secret not in repr(KEY) + repr([KEY]) + str(KEY)
    assert len(KEY.public_text) == len(KEY.key_id) == 43
    for wrong in (b"", bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32 bytes"):
            SigningKey.from_bytes(wrong)


class TestAClockThatIsWrong:
    @pytest.mark.parametrize("years", [-10, 10])
    def test_is_put_right_for_the_signature_and_for_nothing_else(self, town: Town, years: int) -> None:
        key = town.kiosk().key
        client = CentreClient(town.url, FIRST, key=key, now=lambda: town.clock() + timedelta(days=years * 365))
        assert client.health().status == "ok"
        event = visit(1, at=datetime(2026 + years, 11, 23, 1, tzinfo=UTC))
        assert client.send([item(event)]).answers[0].outcome is Outcome.STORED
        client.close()
        with transaction(town.engine) as connection:
            assert connection.execute(select(visits.c.at)).scalar_one() == event.at

    def test_is_put_right_where_a_kiosk_enrols(self, town: Town) -> None:
        town.kiosk()
        registrar = RegistrarClient(town.url, now=lambda: town.clock() - timedelta(days=3_650))
        code, key = town.enrolment_code(FIRST).code, key_of(SECOND)
        typed = EnrolmentTyped(device=SECOND, gate="Cổng 2", code=code, key=key.public_text)
        assert registrar.enrol(typed, key).checkpoint.kiosks == ("Cổng chính", "Cổng 2")
        registrar.close()


class Lying(BaseHTTPRequestHandler):
    """Says that it is another time, whatever it is asked; remembers when each request was signed."""

    protocol_version = "HTTP/1.1"
    created: ClassVar[list[int]] = []
    times: ClassVar[list[str]] = []
    honest_after = 10**9

    def do_GET(self) -> None:
        found = re.search(r"created=(-?\d+)", self.headers["Signature-Input"])
        assert found is not None
        self.created.append(int(found[1]))
        if len(self.created) > self.honest_after:
            self._say(200, "application/json", {"status": "ok", "server_time": "2026-11-23T01:00:00Z"})
            return
        said = {"type": ABOUT_CLOCK, "title": "", "status": 401, "server_time": self.times[len(self.created) - 1]}
        self._say(401, "application/problem+json", said)

    def _say(self, status: int, kind: str, said: dict[str, object]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def liar() -> Iterator[tuple[type[Lying], Callable[[], CentreClient]]]:
    class Liar(Lying):
        created: ClassVar[list[int]] = []
        times: ClassVar[list[str]] = []

    with Server(("127.0.0.1", 0), Liar) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        now = datetime(2026, 11, 23, 1, tzinfo=UTC)
        url = f"http://127.0.0.1:{server.server_port}"
        client = CentreClient(url, UUID(int=1), key=KEY, now=lambda: now)
        yield Liar, lambda: client
        client.close()
        server.shutdown()
        thread.join()


NOW = int(datetime(2026, 11, 23, 1, tzinfo=UTC).timestamp())
FAR = ["2036-01-01T00:00:00Z", "1996-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]


def test_a_centre_that_lies_hears_one_more_request_and_no_third(
    liar: tuple[type[Lying], Callable[[], CentreClient]],
) -> None:
    script, client = liar
    script.times += FAR
    for _ in range(2):
        with pytest.raises(CentreRefused) as refused:
            client().health()
        assert (refused.value.status, refused.value.type) == (401, ABOUT_CLOCK)
    assert len(script.created) == 4
    assert script.created[0] == script.created[2] == NOW, "it is not believed before it lets the kiosk in"
    assert script.created[1] == int(datetime(2036, 1, 1, tzinfo=UTC).timestamp())
    assert script.created[3] == int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())


def test_what_let_the_kiosk_in_is_believed_from_then_on(
    liar: tuple[type[Lying], Callable[[], CentreClient]],
) -> None:
    script, client = liar
    script.times += FAR
    script.honest_after = 1
    for _ in range(3):
        assert client().health().status == "ok"
    then = int(datetime(2036, 1, 1, tzinfo=UTC).timestamp())
    assert script.created == [NOW, then, then, then]


def test_a_time_that_is_none_is_no_reason_to_ask_again(
    liar: tuple[type[Lying], Callable[[], CentreClient]],
) -> None:
    script, client = liar
    script.times += ["yesterday", ""]
    with pytest.raises(CentreRefused):
        client().health()
    assert script.created == [NOW]


@pytest.mark.parametrize("url", ["centre:", "http:/centre", "x://", "http://[::1", "http://a b"])
def test_an_address_that_is_none_cannot_be_reached(url: str) -> None:
    with pytest.raises(CentreUnreachable) as fault:
        CentreClient(url, FIRST, key=KEY).health()
    assert not fault.value.delivered


def test_a_token_goes_alone(town: Town, tmp_path: Path) -> None:  # noqa: ARG001
    with pytest.raises(CentreRefused) as refused:
        CentreClient(town.url, FIRST, "no-token-of-this-centre").health()
    assert refused.value.by_access
    assert not refused.value.revoked
    assert key_of(FIRST) != KEY
