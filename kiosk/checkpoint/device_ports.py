"""What a kiosk says of itself to the centre, what it is ordered to do, and what it needs to do it."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.wire.device_messages import HealthHeard, HealthReported, OrderDone, OrdersSaid
from kiosk.wire.signing import SigningKey


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What came of forgetting: people who are gone, and unsent events that are kept.

    ``left``: damaged stores that were set aside, in which nothing can be told from what was never sent.
    """

    removed: int
    kept: int
    left: int = 0


Steps = Generator[None, None, Forgotten]
"""Work in small steps, to be taken one after the other: each blocks for a moment, and is on disk when it yields."""


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """The store in figures. ``highest`` is the number given out last, ``free`` and ``total`` bytes of its disk."""

    waiting: int
    refused: int
    highest: int
    oldest_waiting: datetime | None
    free: int
    total: int
    settings_revision: int


class DeviceCentre(Protocol):
    """The centre, of this very kiosk. Every method blocks and may raise ServerUnreachable or ServerRefused."""

    def report(self, health: HealthReported) -> HealthHeard:
        """Say how this kiosk is."""

    def orders(self) -> OrdersSaid:
        """What is to be done here; a kiosk that was revoked is told too."""

    def done(self, order: UUID, outcome: OrderDone) -> None:
        """Say what became of an order. May be said again."""

    def lets_in(self) -> bool:
        """Whether this kiosk is still let in: False where it was revoked."""

    def roll(self, key: SigningKey) -> None:
        """Let another key count instead of the current one."""

    def knows(self, key: SigningKey) -> bool:
        """Whether requests that this key signed are taken as this kiosk's."""


class Forgetter(Protocol):
    """The store and its files, where somebody is to be forgotten. Every method and step blocks; raises StoreError."""

    def unsent(self) -> int:
        """How many events wait to be sent."""

    def wipe(self, order: UUID, *, staff_too: bool) -> Steps:
        """Forget everybody."""

    def erase(self, order: UUID, people: Sequence[UUID]) -> Steps:
        """Forget these people."""

    def done(self, order: UUID) -> Forgotten | None:
        """What came of an order that is done already."""

    def note(self, order: UUID, kind: str, came: Forgotten, *, done: bool) -> Forgotten:
        """Keep what came of an order; what came of it before is added."""


class Sending(Protocol):
    """The outbox, on its way. Used on the UI thread."""

    def hurry(self) -> None:
        """Send what waits, now if the centre may be asked now."""

    def barred(self) -> bool:
        """Whether the centre was there, and did not let this kiosk in."""
