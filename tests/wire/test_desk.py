"""The desk's client: what it asks, what it makes of the replies, and that every fault is *could not be asked*."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from uuid import UUID, uuid4, uuid5

import pytest

from central_server.app import create_app
from central_server.otp.desk import OtpOptions
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from kiosk.declarations import Holding, PhoneProof
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_ports import CentreDesk, CodeReply, IssuedReply
from kiosk.errors import ServerRefused, ServerUnreachable
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.questionnaire import Verdict
from kiosk.wire.desk import DeskClient
from tests.central_server.otp_desk import GENEROUS, PHONE, TOKEN, Gateway, not_it
from tests.central_server.running import CentreHere

DEVICE = UUID("0197a5d2-0000-7000-8000-00000000c0de")
REQUEST = uuid5(DEVICE, "request")
AT = "2026-11-23T01:00:00Z"
HOLDING = {"declared_at": AT, "until": AT, "verdict": "needs_staff", "campaign": "c", "phone_proof": "otp"}
HELD = Holding(
    datetime(2026, 11, 23, 1, tzinfo=UTC),
    datetime(2026, 11, 23, 1, tzinfo=UTC),
    Verdict.NEEDS_STAFF,
    "c",
    PhoneProof.OTP,
)
PERSON = {
    "id": str(uuid5(DEVICE, "person")),
    "name": "Trần Thị Mẫu",
    "birth": "1990-08",
    "sex": "female",
    "identifiers": [
        {"kind": "citizen_id", "value": "001190000001"},
        {"kind": "of_tomorrow", "value": "x"},
    ],
    "holding": HOLDING,
    "nation": "VN",
    "phone": PHONE,
    "province": "01",
    "ward": "00004",
    "street": "1 Phố Thử",
    "of_tomorrow": True,
}
TOLD = DeclaredPerson(
    uuid5(DEVICE, "person"),
    "Trần Thị Mẫu",
    PartialDate(1990, 8),
    "female",
    frozenset({Identifier(IdentifierKind.CITIZEN_ID, "001190000001")}),
    HELD,
    "VN",
    PHONE,
    "01",
    "00004",
    "1 Phố Thử",
)
Asked = tuple[str, str, Any]


class Scripted(BaseHTTPRequestHandler):
    """Says what the test says."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[Asked]] = []
    raw: ClassVar[list[bytes]] = []
    status = 200
    kind = "application/json"
    reply = b""
    slow = 0.0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.raw.append(body)
        self.asked.append((self.command, self.path, json.loads(body) if body else None))
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.reply)))
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        for byte in self.reply if self.slow else ():
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                self.close_connection = True
                return  # the kiosk has hung up
            time.sleep(self.slow)
        if not self.slow:
            self.wfile.write(self.reply)

    do_GET = do_POST  # noqa: N815  # http.server's names

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Says nothing of lines that the kiosk cut."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def script() -> Iterator[tuple[type[Scripted], DeskClient]]:
    class Script(Scripted):
        asked: ClassVar[list[Asked]] = []
        raw: ClassVar[list[bytes]] = []

    with Server(("127.0.0.1", 0), Script) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        desk = DeskClient(
            f"http://127.0.0.1:{server.server_port}", DEVICE, TOKEN, code_seconds=0.6, look_up_seconds=0.4
        )
        yield Script, desk
        desk.close()
        server.shutdown()
        thread.join()


def test_it_is_the_port(script: tuple[type[Scripted], DeskClient]) -> None:
    def takes(port: CentreDesk) -> CentreDesk:
        return port

    assert takes(script[1]) is script[1]


def test_each_question_and_its_answer(script: tuple[type[Scripted], DeskClient]) -> None:
    centre, desk = script
    here = f"/v1/devices/{DEVICE}"

    def saying(reply: object) -> None:
        centre.reply = json.dumps(reply).encode()

    saying({"outcome": "limit", "valid_seconds": 0.0, "resend_seconds": None, "tries_left": 0})
    assert desk.send_code(REQUEST, PHONE, "vi") == CodeReply(CodeOutcome.LIMIT, 0.0, None, 0)
    assert centre.asked.pop() == ("POST", f"{here}/otp", {"request": str(REQUEST), "phone": PHONE, "language": "vi"})

    saying({"outcome": "right", "tries_left": 4, "people": [PERSON]})
    judged = desk.try_code(REQUEST, "012345")
    assert (judged.outcome, judged.tries_left, judged.people) == (TryOutcome.RIGHT, 4, (TOLD,))
    assert centre.asked.pop() == ("POST", f"{here}/otp/{REQUEST}/tries", {"code": "012345"})

    numbers = [Identifier(IdentifierKind.CITIZEN_ID, "001190000001")]
    saying({"holding": HOLDING})
    assert desk.declared(numbers) == HELD
    told = {"identifiers": [{"kind": "citizen_id", "value": "001190000001"}]}
    assert centre.asked.pop() == ("POST", f"{here}/holdings", told)
    saying({"holding": None})
    assert desk.declared(numbers) is None

    saying({"person": PERSON})
    assert desk.insured(REQUEST, "0123456789") == TOLD
    assert centre.asked.pop() == ("POST", f"{here}/insured", {"request": str(REQUEST), "number": "0123456789"})
    saying({"person": None})
    assert desk.insured(REQUEST, "0123456789") is None

    saying({"text": "https://centre.example/c#x", "spelled": "ABCD-EFGH-JKLM", "until": AT})
    issued = desk.issue(REQUEST, '{ "kind":"declaration",  "số": 1 }')
    assert issued == IssuedReply("https://centre.example/c#x", "ABCD-EFGH-JKLM", HELD.until)
    assert centre.raw[-1] == '{"event":{ "kind":"declaration",  "số": 1 }}'.encode(), "the same bytes"
    assert centre.asked.pop()[:2] == ("POST", f"{here}/citizen-codes")

    saying({"keys": [{"kid": "00" * 8, "public": "11" * 32, "signs_from": AT, "signs_until": AT}]})
    assert desk.keys().keys[0].kid == "00" * 8
    assert centre.asked.pop() == ("GET", "/v1/citizen-codes/keys", None)
    saying({"revision": 7, "revoked": ["00" * 8], "more": True})
    assert desk.revocations(5).revision == 7
    assert centre.asked.pop() == ("GET", "/v1/citizen-codes/revocations?after=5", None)


def questions(desk: DeskClient) -> list[Callable[[], object]]:
    """All of them, issuing first."""
    return [
        lambda: desk.issue(REQUEST, "{}"),
        lambda: desk.send_code(REQUEST, PHONE, "vi"),
        lambda: desk.try_code(REQUEST, "012345"),
        lambda: desk.declared([Identifier(IdentifierKind.CITIZEN_ID, "1")]),
        lambda: desk.insured(REQUEST, "0123456789"),
        desk.keys,
        lambda: desk.revocations(0),
    ]


GOOD = json.dumps(
    {
        "outcome": "wrong",
        "valid_seconds": 1.0,
        "resend_seconds": None,
        "tries_left": 4,
        "holding": None,
        "person": None,
        "text": "x",
        "spelled": "x",
        "until": AT,
        "keys": [],
        "revision": 1,
        "revoked": [],
        "more": False,
    }
).encode()


@pytest.mark.parametrize(
    ("status", "kind", "reply"),
    [
        *((status, "application/problem+json", b"{}") for status in (400, 401, 404, 422, 429, 500, 503)),
        (409, "text/html", b"a gateway on the way"),
        (302, "application/json", GOOD),
        (204, "application/json", b""),
        (200, "text/html", GOOD),
        (200, "application/json", GOOD[:-5]),
        (200, "application/json", b"[]"),
        (200, "application/json", b'{"outcome":"maybe"}'),
        (200, "application/json", b" " * (2**20 + 1)),
    ],
)
def test_whatever_is_no_answer_is_could_not_be_asked(
    script: tuple[type[Scripted], DeskClient], status: int, kind: str, reply: bytes
) -> None:
    centre, desk = script
    centre.status, centre.kind, centre.reply = status, kind, reply
    for ask in questions(desk):
        with pytest.raises(ServerUnreachable) as fault:
            ask()
        assert not isinstance(fault.value, ServerRefused)
    assert len(centre.asked) == len(questions(desk)), "nothing is asked twice, and no redirect followed"


def test_a_code_that_will_not_be_issued_is_none_and_only_that(script: tuple[type[Scripted], DeskClient]) -> None:
    centre, desk = script
    centre.status, centre.kind, centre.reply = 409, "application/problem+json", b"{}"
    issue, *others = questions(desk)
    assert issue() is None
    for ask in others:
        with pytest.raises(ServerUnreachable):
            ask()


@pytest.mark.parametrize("birth", ["1990-13", "1990-02-30", "yesterday", "1990-08-15-01", "", "0000", "１９９０"])
def test_a_day_that_is_none_makes_it_no_reply(script: tuple[type[Scripted], DeskClient], birth: str) -> None:
    centre, desk = script
    centre.reply = json.dumps({"outcome": "right", "tries_left": 4, "people": [PERSON | {"birth": birth}]}).encode()
    with pytest.raises(ServerUnreachable, match="not what the centre says") as fault:
        desk.try_code(REQUEST, "012345")
    assert "Mẫu" not in str(fault.value)


def test_a_slow_drip_ends_in_time(script: tuple[type[Scripted], DeskClient]) -> None:
    """How soon is the deadline's business (tests/faults); here: that each question has one, shorter than the drip."""
    centre, desk = script
    centre.reply, centre.slow = GOOD, 0.05
    for ask in questions(desk)[2:4]:
        with pytest.raises(ServerUnreachable):
            ask()


def test_after_a_fault_it_asks_again(script: tuple[type[Scripted], DeskClient]) -> None:
    centre, desk = script
    centre.reply = b"{"
    with pytest.raises(ServerUnreachable):
        desk.declared([Identifier(IdentifierKind.CITIZEN_ID, "1")])
    centre.reply = GOOD
    assert desk.declared([Identifier(IdentifierKind.CITIZEN_ID, "1")]) is None


@pytest.mark.parametrize("phone", ["+12025550100", "0900000001", ""])
def test_what_no_message_can_hold_cannot_be_asked(script: tuple[type[Scripted], DeskClient], phone: str) -> None:
    with pytest.raises(ServerUnreachable) as fault:
        script[1].send_code(REQUEST, phone, "vi")
    assert phone not in str(fault.value) or not phone
    assert script[0].asked == []


def test_nobody_there_is_unreachable() -> None:
    desk = DeskClient("http://127.0.0.1:1", DEVICE)
    with pytest.raises(ServerUnreachable, match="cannot be reached"):
        desk.send_code(REQUEST, PHONE, "vi")
    desk.close()


def test_with_a_real_centre(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    gateway = Gateway()
    with CentreHere("", token=TOKEN, app=create_app(engine, TOKEN, OtpOptions(gateway, GENEROUS))) as centre:
        desk = DeskClient(centre.url, DEVICE, TOKEN)
        request = uuid4()
        sent = desk.send_code(request, PHONE, "en")
        assert (sent.outcome, sent.valid_seconds, sent.resend_seconds, sent.tries_left) == (
            CodeOutcome.SENT,
            300,
            60,
            5,
        )
        assert desk.try_code(request, not_it(gateway.code)).outcome is TryOutcome.WRONG
        right = desk.try_code(request, gateway.code)
        assert (right.outcome, right.people) == (TryOutcome.RIGHT, ())
        assert desk.try_code(request, gateway.code).outcome is TryOutcome.EXPIRED
        with pytest.raises(ServerUnreachable):
            desk.send_code(request, "+84900000002", "vi")
        desk.close()
        stranger = DeskClient(centre.url, DEVICE, "synthetic-token-9999")
        with pytest.raises(ServerUnreachable):
            stranger.try_code(request, "012345")
        stranger.close()
