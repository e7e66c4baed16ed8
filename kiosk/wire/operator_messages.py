"""What an operator is told of kiosks, and orders them to do: see docs/wire.md."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from kiosk.wire.device_messages import HealthReported
from kiosk.wire.messages import Message, Reply


class OrderWanted(Message):
    """Order a kiosk to forget everybody, or to make a new key."""

    kind: Literal["wipe", "roll_key"]


class OrderTold(Reply):
    """An order, and what became of it so far. ``failures`` counts the times the kiosk could not do it."""

    id: UUID
    kind: str
    made_at: AwareDatetime
    done_at: AwareDatetime | None = None
    failures: int = 0
    removed: int = 0
    kept: int = 0
    detail: str = ""


class OrdersTold(Reply):
    """The latest orders to a kiosk, the latest first."""

    orders: tuple[OrderTold, ...]


class DeviceTold(Reply):
    """A kiosk, as far as the centre knows.

    ``skew_seconds``: how far its clock was ahead of the centre's when it reported. ``offline_since``: when it was heard
    last, where that is longer ago than it should be. ``missing``: events the centre does not have of those it recorded.
    """

    device: UUID
    gate: str
    joined_at: AwareDatetime
    revoked_at: AwareDatetime | None = None
    heard_at: AwareDatetime | None = None
    reported_at: AwareDatetime | None = None
    report: HealthReported | None = None
    skew_seconds: float | None = None
    offline_since: AwareDatetime | None = None
    missing: int = 0
    orders: int = 0
    alarms: tuple[str, ...] = ()


class DevicesTold(Reply):
    """The kiosks of a checkpoint, in the order of their gates."""

    devices: tuple[DeviceTold, ...]


class AlarmSaid(Reply):
    """Something is wrong with a kiosk: ``offline``, ``skew``, ``disk`` or ``queue``."""

    device: UUID
    code: str
    gate: str
    kind: str
    since: AwareDatetime


class AlarmsSaid(Reply):
    """What is wrong now, the latest first."""

    alarms: tuple[AlarmSaid, ...]
