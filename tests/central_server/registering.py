"""A centre on loopback with a gateway and a clock of the test's own, and words for what registrants do with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from central_server.store.engine import open_engine, transaction
from central_server.store.otp_tables import otp_messages, otp_requests
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import identifiers, people, receipts, visits
from kiosk.wire.checkpoint_messages import Enrolled, EnrolmentSaid, RegistrantJudged
from tests.central_server.otp_desk import GENEROUS, PHONE, SPACE, TOKEN, Clock, Gateway
from tests.central_server.running import CentreHere

FIRST, SECOND, STRANGE = (uuid5(SPACE, name) for name in ("first gate", "second gate", "elsewhere"))
OTHER_PHONE = "+84900000002"


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
    return said | changes


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

    def ask(self, method: str, path: str, bearer: str | None = None, body: object = None) -> requests.Response:
        headers = {} if bearer is None else {"Authorization": f"Bearer {bearer}"}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body)
        return self.line.request(method, self.url + path, headers=headers, data=data, timeout=10)

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
        reply = self.ask("POST", "/v1/checkpoints", session or self.session(), wanted(**changes))
        assert reply.status_code == 200, reply.text
        return Enrolled.model_validate_json(reply.content, strict=True)

    def enrolment_code(self, device: UUID, token: str) -> EnrolmentSaid:
        reply = self.ask("POST", f"/v1/devices/{device}/enrolment-codes", token)
        assert reply.status_code == 200, reply.text
        return EnrolmentSaid.model_validate_json(reply.content, strict=True)

    def enrol(self, code: str, device: UUID, gate: str = "Cổng 2") -> requests.Response:
        return self.ask("POST", "/v1/enrolments", None, {"device": str(device), "gate": gate, "code": code})

    def enrolled(self, code: str, device: UUID) -> Enrolled:
        reply = self.enrol(code, device)
        assert reply.status_code == 200, reply.text
        return Enrolled.model_validate_json(reply.content, strict=True)


_TABLES = (
    *(enrolment_codes, checkpoint_devices, checkpoint_settings, checkpoint_slides, checkpoint_staff, checkpoints),
    *(registrant_sessions, asked, otp_requests, otp_messages),
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


def empty(here: Town) -> Town:
    """The same centre as if it were new; its time goes on."""
    with transaction(here.engine) as connection:
        for table in _TABLES:
            connection.execute(delete(table))
    here.clock.forward(days=2)
    here.gateway.messages.clear()
    return here
