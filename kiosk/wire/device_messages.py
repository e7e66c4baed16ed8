"""What a kiosk tells of itself, what the centre orders it to do, and how its key is renewed: see docs/wire.md."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from kiosk.wire.messages import Message, Reply

MAX_ORDERS = 100  # told at once; the rest comes when these are done
MAX_ERASED = 500  # people of one order
PUBLIC_KEY = r"^[A-Za-z0-9_-]{43}$"  # 32 bytes of an Ed25519 public key, base64url without padding
SIGNATURE = r"^[A-Za-z0-9_-]{86}$"  # 64 bytes, likewise
Key = Annotated[str, Field(pattern=PUBLIC_KEY)]
Count = Annotated[int, Field(ge=0, le=2**53)]
State = Literal["ok", "trouble", "none"]


class HealthReported(Message):
    """How a kiosk is, by itself, every few minutes. Nothing of any visitor.

    ``skew_seconds``: how far the centre's clock is ahead of the kiosk's, as it reckons. ``highest`` is the sequence of
    the last event it has recorded, so that the centre knows what it should have. ``oldest_waiting`` is when the oldest
    unsent event was recorded.
    """

    version: str = Field(max_length=40)
    system: str = Field(default="", max_length=80)
    started_at: AwareDatetime
    at: AwareDatetime
    waiting: Count
    refused: Count
    highest: Count
    oldest_waiting: AwareDatetime | None = None
    skew_seconds: float | None = None
    disk_free: Count | None = None  # bytes, where the store is
    disk_total: Count | None = None
    camera: State = "none"
    scanner: State = "none"
    printer: State = "none"
    settings_revision: Count = 0
    campaign: str = Field(default="", max_length=160)


class HealthHeard(Reply):
    """The centre has it. ``orders`` is how many wait for this kiosk: it asks for them at once."""

    server_time: AwareDatetime
    orders: int = 0


class OrderSaid(Reply):
    """Something to be done at one kiosk; it is repeated until the kiosk says what became of it.

    ``wipe``: send what is unsent if the centre takes it, then forget everybody; what could not be sent stays encrypted
    for rescue. ``erase``: forget these people (ids that this kiosk made), keeping no word of theirs but what is unsent.
    ``roll_key``: make a new key. A kind that is not known is answered ``failed``.
    """

    id: UUID
    kind: str
    made_at: AwareDatetime
    people: Annotated[tuple[UUID, ...], Field(max_length=MAX_ERASED)] = ()


class OrdersSaid(Reply):
    """What is to be done, the oldest first."""

    orders: tuple[OrderSaid, ...]


class OrderDone(Message):
    """What became of an order. ``failed``: it will be told again; ``detail`` is a sentence without any name.

    ``removed`` counts the people whose data is gone from this kiosk, ``kept`` the unsent events that are kept.
    """

    outcome: Literal["done", "failed"]
    removed: Count = 0
    kept: Count = 0
    detail: str = Field(default="", max_length=200)


class KeyRolled(Message):
    """A new key for this kiosk, in a request signed with the one it replaces.

    ``proof`` is the new key's signature over ``key roll <device> <new key>`` in UTF-8: whoever sends it holds it.
    """

    key: Key
    proof: str = Field(pattern=SIGNATURE, repr=False)


class KeyHeld(Reply):
    """From now on only this key counts."""

    key: str
