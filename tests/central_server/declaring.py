"""Synthetic declarations, as a kiosk would put them into its outbox, and taking them."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine

from central_server.otp.codes import CodeKey
from central_server.reading import Received, canonical
from central_server.store.batches import Verdict, take
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.store.otp_tables import otp_requests
from kiosk.wire.messages import ConsentSaid, DeclarationSaid, EventSaid
from tests.wire.saying import DEVICE, MONDAY, SPACE, person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHONE = "+84900000001"
OTHER_PHONE = "+84900000002"
CONSENT = ConsentSaid(text_version="2026-1", text_hash="ab" * 32, language="vi", channel="kiosk", actor="self")


def declaration(sequence: int, **changes: Any) -> DeclarationSaid:
    """A declaration that lets its person pass. ``minutes`` is how long after Monday morning it was made."""
    at = MONDAY + timedelta(minutes=changes.pop("minutes", sequence))
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"declaration {sequence}"),
        "sequence": sequence,
        "at": at,
        "holds_until": at + timedelta(hours=72),
        "gate": "Cổng chính",
        "campaign": "routine",
        "campaign_version": "1",
        "person": person(),
        "sex": "male",
        "nation": "VN",
        "phone": PHONE,
        "phone_proof": "attested",
        "address": {"province": "56", "ward": "22861", "street": "Số 1 Đường Thử"},
        "answers": [{"question": "fever", "value": "no"}],
        "verdict": "pass",
        "consent": CONSENT,
    }
    return DeclarationSaid.model_validate(said | changes)


def received(event: EventSaid) -> Received:
    content = canonical(event)
    return Received(str(event.id), event, content, hashlib.sha256(content.encode()).digest())


def taken(engine: Engine, *events: EventSaid, device: UUID = DEVICE, now: datetime = NOW) -> list[Verdict]:
    return take(engine, device, [received(event) for event in events], now)


def confirm(engine: Engine, request: UUID, phone: str = PHONE, *, device: UUID = DEVICE, at: datetime = NOW) -> None:
    """The row that a code leaves which came back at this moment."""
    with transaction(engine) as connection:
        keys = phone_keys(connection, at)
        row = {
            "device": device,
            "request": request,
            "phone": keys.phone_hash(phone),
            "sealed_phone": keys.seal(phone, device, request),
            "salt": b"salt",
            "hash": CodeKey(keys.secret, "token").code_hash("000000", b"salt", device, request),
            "state": "sent",
            "made_at": at,
            "expires_at": at,
            "tries": 1,
            "confirmed_at": at,
        }
        connection.execute(otp_requests.insert().values(row))


def names(people: Sequence[Any]) -> list[str]:
    return [one.name for one in people]
