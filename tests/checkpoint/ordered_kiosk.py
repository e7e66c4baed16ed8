"""A kiosk that is ordered about by a centre in memory: its store is a real one, time is turned by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

from kiosk.assembly.device import KeptPeople
from kiosk.checkpoint.health_reporting import HealthReporting, Program, Seen
from kiosk.checkpoint.orders import Orders
from kiosk.desk.devices import Devices, Reader
from kiosk.errors import ServerUnreachable
from kiosk.wire.device_messages import HealthHeard, HealthReported, OrderDone, OrderSaid, OrdersSaid
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.signing import SigningKey
from local_store.health import store_health
from local_store.store import Store
from tests.fakes import HandClock, InlineBackground
from tests.local_store.opening import open_at

SPACE = UUID("0197a5d2-0000-7000-8000-0000000000f2")


def order(kind: str, number: int = 1, *people: UUID) -> OrderSaid:
    return OrderSaid(id=uuid5(SPACE, f"{kind} {number}"), kind=kind, made_at=HandClock().now(), people=people)


@dataclass
class Centre:
    """Repeats an order until it is answered ``done``. ``fault`` is raised while set; of ``deaf`` no reply comes."""

    reports: list[HealthReported] = field(default_factory=list)
    open: list[OrderSaid] = field(default_factory=list)
    answers: list[tuple[UUID, OrderDone]] = field(default_factory=list)
    let_in: bool = True
    deaf: bool = False
    mute: bool = False
    fault: Exception | None = None
    known: SigningKey | None = None
    signed: Callable[[], SigningKey | None] = lambda: None
    asked: int = 0

    def report(self, health: HealthReported) -> HealthHeard:
        self._heard()
        self.reports.append(health)
        return HealthHeard(server_time=health.at, orders=len(self.open))

    def orders(self) -> OrdersSaid:
        self.asked += 1
        self._heard()
        self._require_known()
        return OrdersSaid(orders=tuple(self.open))

    def done(self, order: UUID, outcome: OrderDone) -> None:
        self._heard()
        if self.deaf:
            raise ServerUnreachable("the reply was lost")
        self.answers.append((order, outcome))
        if outcome.outcome == "done":
            self.open = [one for one in self.open if one.id != order]

    def lets_in(self) -> bool:
        self._heard()
        if self.mute:
            raise ServerUnreachable("nobody answers")
        return self.let_in

    def roll(self, key: SigningKey) -> None:
        self._heard()
        self._require_known()
        self.known = key
        if self.deaf:
            raise CentreUnreachable("the reply was lost", delivered=True)

    def knows(self, key: SigningKey) -> bool:
        self._heard()
        return self.known == key

    def _require_known(self) -> None:
        if self.known is not None and self.signed() != self.known:
            raise CentreRefused("HTTP 401", 401, problem=True)

    def _heard(self) -> None:
        if self.fault is not None:
            raise self.fault

    def last(self, one: OrderSaid) -> OrderDone:
        return [outcome for order, outcome in self.answers if order == one.id][-1]


@dataclass
class Outgoing:
    """The outbox on its way: ``takes`` what is hurried, one turn after another, or nothing."""

    store: Store
    clock: HandClock
    takes: bool = True
    hurried: int = 0
    shut_out: bool = False

    def hurry(self) -> None:
        self.hurried += 1
        if self.takes:
            items = self.store.outbox.next_batch(1)
            self.store.outbox.sent([item.id for item in items], self.clock.now())

    def barred(self) -> bool:
        return self.shut_out


class Kiosk:
    """Put together as ``kiosk/assembly/device.py`` does it."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.centre = Centre()
        self.folder = folder
        self.forgotten: list[OrderSaid] = []
        self.start()

    def start(self) -> None:
        self.store = open_at(self.folder)
        self.outgoing = Outgoing(self.store, self.clock)
        self.centre.signed = self.store.device_keys.current
        self.background.timers.clear()
        self.people = KeptPeople(self.store, self.clock, (self.folder / "exports",))
        self.orders = Orders(
            self.centre,
            self.people,
            self.store.device_keys,
            self.outgoing,
            self.clock,
            self.background,
            self.background,
            forgotten=self.forgotten.append,
            draw=max,
        )
        self.health = HealthReporting(
            Program("1.2.3", "Synthetic Linux", self.clock.now()),
            lambda: Seen(Devices(readers=(Reader("camera:0", camera=True, up=True),)), None, "covid-2021 3"),
            lambda: store_health(self.store.connection),
            self.centre,
            self.clock,
            self.background,
            self.orders.soon,
            draw=max,
        )

    def restart(self) -> None:
        """The power failed: only the store is left."""
        self.store.close()
        self.start()

    def told(self, *orders: OrderSaid, seconds: float = 62) -> None:
        self.centre.open += orders
        self.orders.start()
        self.background.pass_time(seconds)
