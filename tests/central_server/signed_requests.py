"""Requests of a kiosk, signed as a test wants them."""

from dataclasses import dataclass

import requests

from kiosk.wire.signing import sign_request
from tests.central_server.registering import FIRST, Kiosk, Town, door
from tests.wire.saying import visit

BATCH = ('{"events":[' + visit(1).model_dump_json() + "]}").encode()
OTHER_BATCH = ('{"events":[' + visit(2).model_dump_json() + "]}").encode()
JSON = "application/json"


@dataclass(frozen=True)
class Sent:
    """A request, before it is signed."""

    method: str
    path: str
    body: bytes | None = None


SENT = {
    "a batch": Sent("POST", f"/v1/devices/{FIRST}/events", BATCH),
    "a question": Sent("GET", f"/v1/devices/{FIRST}/settings?after=0"),
    "a message": Sent("POST", f"/v1/devices/{FIRST}/staff", b'{"staff":[]}'),
    "for every kiosk": Sent("GET", "/v1/citizen-codes/keys"),
}
WITH_BODY = [name for name, sent in SENT.items() if sent.body]


def signed(town: Town, sent: Sent, by: Kiosk | None = None, seconds: float = 0.0) -> requests.PreparedRequest:
    """The request with a signature of ``by``, made so many seconds from now."""
    by = by or door(FIRST)
    headers = {"Content-Type": JSON} if sent.body else {}
    asked = requests.Request(sent.method, town.url + sent.path, headers=headers, data=sent.body).prepare()
    sign_request(asked, by.key, by.device, sent.body, town.clock().timestamp() + seconds)
    return asked


def send(town: Town, asked: requests.PreparedRequest) -> requests.Response:
    return town.line.send(asked, timeout=10)
