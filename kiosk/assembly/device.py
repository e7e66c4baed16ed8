"""A kiosk that its centre looks after: it says how it is, and does what it is ordered to do."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from kiosk.assembly.parts import Parts
from kiosk.checkpoint.device_ports import Forgotten, Steps
from kiosk.checkpoint.health_reporting import HealthReporting, Program, Seen
from kiosk.checkpoint.orders import Orders
from kiosk.ports import Clock
from kiosk.settings import CentreSection
from kiosk.syncing import Syncing
from kiosk.wire.device import DeviceClient
from kiosk.wire.device_messages import OrderSaid
from local_store.device_orders import DeviceOrders
from local_store.erasing import Erasing
from local_store.exported_files import forget_exported
from local_store.health import store_health
from local_store.salvage import set_aside
from local_store.store import Store
from local_store.wiping import Wiping

_SLIPS = "pdf:"


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """Everybody this kiosk knows: ``kiosk.checkpoint.device_ports.Forgetter``. ``papers`` are folders of its files."""

    store: Store
    clock: Clock
    papers: tuple[Path, ...]

    def unsent(self) -> int:
        """How many events wait to be sent."""
        return self.store.outbox.waiting()

    def wipe(self, order: UUID, *, staff_too: bool) -> Steps:
        """Forget everybody, in the store and in the files that were written of them."""
        came = yield from Wiping(self.store.connection).steps(order, self.clock.now(), staff_too=staff_too)
        forget_exported(*self.papers)
        return replace(came, left=len(set_aside(self.store.connection.path.parents[1])))

    def erase(self, order: UUID, people: Sequence[UUID]) -> Steps:
        """Forget these people. Files in which they stand among others have their own end."""
        return Erasing(self.store.connection).steps(order, people, self.clock.now())

    def done(self, order: UUID) -> Forgotten | None:
        """What came of an order that is done already."""
        return DeviceOrders(self.store.connection).done(order)

    def note(self, order: UUID, kind: str, came: Forgotten, *, done: bool) -> Forgotten:
        """Keep what came of an order."""
        return DeviceOrders(self.store.connection).note(order, kind, self.clock.now(), came, done=done)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The outbox on its way: ``kiosk.checkpoint.device_ports.Sending``."""

    syncing: Syncing

    def hurry(self) -> None:
        """Send what waits."""
        self.syncing.something_new()

    def barred(self) -> bool:
        """Whether the centre did not let this kiosk in when it was asked last."""
        return self.syncing.sync.barred


def looked_after(parts: Parts, centre: CentreSection, syncing: Syncing) -> tuple[Orders, HealthReporting]:
    """What lets a centre look after this kiosk."""
    if centre.url is None:
        raise ValueError("there is no centre")
    store = parts.store
    client = DeviceClient(centre.url, store.device.id, store.device_keys, centre.authorities)
    lane = parts.background.on("device")
    orders = Orders(
        client,
        KeptPeople(store, parts.clock, papers_of(parts.settings.store.exports, parts.settings.devices.printer)),
        store.device_keys,
        Outgoing(syncing),
        parts.clock,
        lane,
        parts.background,
        forgotten=_show_nobody(parts),
    )
    health = HealthReporting(
        Program(version("checkpoint-kiosk"), platform.platform(), parts.clock.now()),
        lambda: _seen(parts, syncing),
        lambda: store_health(store.connection),
        client,
        parts.clock,
        lane,
        orders.soon,
    )
    return orders, health


def papers_of(exports: Path, printer: str) -> tuple[Path, ...]:
    """The folders into which this kiosk writes files with people in them."""
    slips = printer.removeprefix(_SLIPS).partition("?paper=")[0] if printer.startswith(_SLIPS) else ""
    return (exports, Path(slips).expanduser()) if slips else (exports,)


def _seen(parts: Parts, syncing: Syncing) -> Seen:
    campaign = parts.conductor.rules.campaign
    return Seen(
        parts.desk.watch.state(), syncing.sync.skew, f"{campaign.id} {campaign.version}" if campaign is not None else ""
    )


def _show_nobody(parts: Parts) -> Callable[[OrderSaid], None]:
    """After a wipe nobody may go on looking at those who are forgotten; the gate counts anew."""

    def show(order: OrderSaid) -> None:
        if order.kind == "wipe":
            parts.desk.session.lock("ended")
            parts.desk.session.refresh()
        parts.conductor.count_inside()

    return show
