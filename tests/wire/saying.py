"""Synthetic events, as a kiosk would put them into its outbox."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from kiosk.ports import OutboxItem
from kiosk.wire.messages import PersonSaid, RefusedScanSaid, VisitSaid

SPACE = UUID("0197a5d2-0000-7000-8000-00000000c0de")
DEVICE = uuid5(SPACE, "device")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def person(number: int = 1, **changes: Any) -> PersonSaid:
    """A person who does not exist."""
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"person {number}"),
        "name": f"Nguyễn Văn Thử {number}",
        "birth": "1990-08-15",
        "sex": "male",
        "identifiers": {"citizen_id": f"0010900{number:05d}"},
    }
    return PersonSaid(**(said | changes))


def visit(sequence: int, **changes: Any) -> VisitSaid:
    """A check-in."""
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"visit {sequence}"),
        "sequence": sequence,
        "act": "check_in",
        "at": MONDAY + timedelta(seconds=sequence % 86_400),
        "via": "citizen_card",
        "gate": "Cổng chính",
        "person": person(),
    }
    return VisitSaid(**(said | changes))


def refused_scan(sequence: int, **changes: Any) -> RefusedScanSaid:
    """A scan that was turned down."""
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"scan {sequence}"),
        "sequence": sequence,
        "at": MONDAY + timedelta(seconds=sequence % 86_400),
        "what": "wifi",
        "reason": "not_a_card",
        "source": "camera:0",
    }
    return RefusedScanSaid(**(said | changes))


def item(event: VisitSaid | RefusedScanSaid, attempts: int = 0) -> OutboxItem:
    """The row in the outbox."""
    return OutboxItem(event.id, event.sequence, event.model_dump_json(), attempts)
