"""A centre on loopback with a gateway and a clock of the test's own, and words for what registrants do with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

import requests
from sqlalchemy import Engine, delete

from central_server.app import create_app
from central_server.otp.desk import OtpOptions
from central_server.store.checkpoint_tables import (
    asked,
    checkpoint_devices,
    checkpoint_settings,
    checkpoint_slides,
    checkpoint_staff,
    checkpoints,
    enrolment_codes,
    registrant_sessions,
)
from central_server.store.device_tables import (
    device_alarms,
    device_health,
    device_health_past,
    device_keys,
    device_nonces,
    device_orders,
)
from central_server.store.engine import open_engine, transaction
from central_server.store.otp_tables import otp_messages, otp_requests
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import identifiers, people, receipts, visits
from central_server.store.visitor_tables import web_devices
from kiosk.wire.checkpoint_messages import Enrolled, EnrolmentSaid, RegistrantJudged
from kiosk.wire.signing import SigningKey, sign_request
from tests.central_server.otp_desk import GENEROUS, PHONE, SPACE, TOKEN, Clock, Gateway
from tests.central_server.running import CentreHere

FIRST, SECOND, STRANGE = (uuid5(SPACE, name) for name in ("first gate", "second gate", "elsewhere"))
OTHER_PHONE = "+84900000002"


@dataclass(frozen=True)
class Kiosk:
    """A kiosk, and the key it signs with: the same one for the same id and ``number``."""

    device: UUID
    key: SigningKey


def door(device: UUID, number: int = 0) -> Kiosk:
    """A kiosk that does not exist."""
    return Kiosk(device, SigningKey.from_bytes(sha256(device.bytes + bytes([number])).digest()))


def key_of(device: UUID) -> SigningKey:
    """Its first key."""
    return door(device).key


def wanted(**changes: Any) -> dict[str, Any]:
    """What is said to register a place that does not exist."""
    said: dict[str, Any] = {
        "id": str(uuid5(SPACE, "checkpoint")),
        "name": "Bệnh viện Hạ Vân",
        "name_en": "Hạ Vân Hospital",
        "kind": "hospital",
        "province": "01",
        "ward": "00004",
        "street": "Số 1 Phố Thử",
        "capacity": 40,
        "hotlines": ["1022", "1900.9095"],
        "declarations": "required",
        "device": str(FIRST),
        "gate": "Cổng chính",
    }
    said |= changes
    return said if "key" in said else said | {"key": key_of(UUID(said["device"])).public_text}


@dataclass
class Town:
    """Everybody's addresses are 127.0.0.1, so the budgets of one network count all of them."""

    running: CentreHere
    engine: Engine
    gateway: Gateway
    clock: Clock
    line: requests.Session  # one connection for many questions

    @property
    def url(self) -> str:
        return self.running.url

    def ask(
        self,
        method: str,
        path: str,
        by: str | Kiosk | None = None,
        body: object = None,
        session: str | None = None,
        **headers: str,
    ) -> requests.Response:
        """Ask with a token or a session, or signed by a kiosk; ``session`` goes with a signature."""
        bearer = by if isinstance(by, str) else session
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if isinstance(by, Kiosk) and data:
            headers["Content-Type"] = "application/json"
        asked = self.line.prepare_request(requests.Request(method, self.url + path, headers=headers, data=data))
        if isinstance(by, Kiosk):
            sign_request(asked, by.key, by.device, data, self.clock().timestamp())
        return self.line.send(asked, timeout=10)

    def join(self, session: str | None, code: str, device: UUID, gate: str = "Cổng 2") -> requests.Response:
        """Have a kiosk join a checkpoint of the registrant's."""
        said = {"device": str(device), "gate": gate, "key": key_of(device).public_text}
        return self.ask("POST", f"/v1/checkpoints/{code}/devices", door(device), said, session)

    def register(self, session: str | None, **changes: Any) -> requests.Response:
        """Ask for a checkpoint."""
        said = wanted(**changes)
        return self.ask("POST", "/v1/checkpoints", door(UUID(said["device"])), said, session)

    def code_for(self, phone: str = PHONE) -> tuple[UUID, str]:
        """Have a code sent; the request and the code."""
        request = uuid4()
        said = self.ask("POST", "/v1/registrants/otp", None, {"request": str(request), "phone": phone}).json()
        assert said["outcome"] == "sent", said
        return request, self.gateway.code

    def judged(self, request: UUID, code: str) -> RegistrantJudged:
        reply = self.ask("POST", "/v1/registrants/tries", None, {"request": str(request), "code": code})
        return RegistrantJudged.model_validate_json(reply.content, strict=True)

    def session(self, phone: str = PHONE) -> str:
        """Confirm a number."""
        session = self.judged(*self.code_for(phone)).session
        assert session is not None
        return session

    def registered(self, session: str | None = None, **changes: Any) -> Enrolled:
        reply = self.register(session or self.session(), **changes)
        assert reply.status_code == 200, reply.text
        return Enrolled.model_validate_json(reply.content, strict=True)

    def kiosk(self, session: str | None = None, **changes: Any) -> Kiosk:
        """The first kiosk of a checkpoint that is registered now."""
        self.registered(session, **changes)
        return door(UUID(wanted(**changes)["device"]))

    def joined(self, code: str, device: UUID) -> Kiosk:
        """A kiosk that joins by a code."""
        self.enrolled(code, device)
        return door(device)

    def enrolment_code(self, device: UUID, by: Kiosk | None = None) -> EnrolmentSaid:
        reply = self.ask("POST", f"/v1/devices/{device}/enrolment-codes", by or door(device))
        assert reply.status_code == 200, reply.text
        return EnrolmentSaid.model_validate_json(reply.content, strict=True)

    def enrol(
        self, code: str, device: UUID, gate: str = "Cổng 2", number: int = 0, **headers: Any
    ) -> requests.Response:
        by = door(device, number)
        said = {"device": str(device), "gate": gate, "code": code, "key": by.key.public_text}
        return self.ask("POST", "/v1/enrolments", by, said, **headers)

    def enrolled(self, code: str, device: UUID, number: int = 0) -> Enrolled:
        reply = self.enrol(code, device, number=number)
        assert reply.status_code == 200, reply.text
        return Enrolled.model_validate_json(reply.content, strict=True)


_TABLES = (
    *(enrolment_codes, checkpoint_devices, checkpoint_settings, checkpoint_slides, checkpoint_staff),
    *(web_devices, checkpoints),
    *(registrant_sessions, asked, otp_requests, otp_messages),
    *(device_keys, device_nonces, device_orders, device_health, device_health_past, device_alarms),
    *(visits, receipts, identifiers, people),
)


@contextmanager
def running_town(database: str) -> Iterator[Town]:
    """A running centre over this database."""
    engine = open_engine(database)
    bring_up_to_date(engine)
    gateway, clock = Gateway(), Clock()
    app = create_app(engine, TOKEN, OtpOptions(gateway, GENEROUS, now=clock))
    with CentreHere("", token=TOKEN, app=app) as running, requests.Session() as line:
        yield Town(running, engine, gateway, clock, line)
    engine.dispose()  # the centre is ended in a hurry, and leaves its connections open


def empty(here: Town) -> Town:
    """The same centre as if it were new; its time goes on."""
    with transaction(here.engine) as connection:
        for table in _TABLES:
            connection.execute(delete(table))
    here.clock.forward(days=2)
    here.gateway.messages.clear()
    return here
