"""Checkpoints, kiosks and people for the officers' pages: none of them exists."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine, insert
from uuid_utils.compat import uuid7

from central_server.store.batches import take
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.engine import transaction
from kiosk.wire.messages import EventSaid, PersonSaid, VisitSaid
from tests.central_server.declaring import received

SPACE = UUID("0197a5d2-0000-7000-8000-0000000000fa")


class Door:
    """A checkpoint with one kiosk, which counts what it sends."""

    def __init__(self, engine: Engine, code: str, now: datetime, **row: Any) -> None:
        self.engine = engine
        self.code = code
        self.id = uuid5(SPACE, f"{code} {now}")
        self.device = uuid5(self.id, "kiosk")
        self.now = now
        self.sent = 0
        place = {
            "id": self.id,
            "code": code,
            "phone": b"p",
            "sealed_phone": b"s",
            "name": f"Bệnh viện Thử {code}",
            "name_en": "",
            "kind": "hospital",
            "province": "01",
            "ward": "00004",
            "street": "Số 1 Phố Thử",
            "capacity": None,
            "hotlines": "[]",
            "declarations": "required",
            "made_at": now,
        } | row
        joined = {"device": self.device, "checkpoint": self.id, "gate": "Cổng chính", "joined_at": now}
        with transaction(engine) as connection:
            connection.execute(insert(checkpoints).values(place))
            connection.execute(insert(checkpoint_devices).values(joined))

    def send(self, *events: EventSaid, now: datetime | None = None) -> None:
        """Have these taken."""
        take(self.engine, self.device, [received(event) for event in events], now or self.now)

    def visit(self, number: int, at: datetime, act: str = "check_in", **changes: Any) -> VisitSaid:
        """Somebody comes or goes, and it is sent."""
        self.sent += 1
        said: dict[str, Any] = {
            "id": uuid7(nanoseconds=int(at.timestamp()) * 10**9),
            "sequence": self.sent,
            "act": act,
            "at": at,
            "via": "citizen_card",
            "gate": "Cổng chính",
            "person": human(number),
        }
        event = VisitSaid(**(said | changes))
        self.send(event)
        return event


def human(number: int, **changes: Any) -> PersonSaid:
    """Somebody with a citizen id of their own."""
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"human {number}"),
        "name": f"Nguyễn Văn Thử {number}",
        "birth": "1990-08-15",
        "sex": "male",
        "identifiers": {"citizen_id": f"00109{number:07d}"},
    }
    return PersonSaid(**(said | changes))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
