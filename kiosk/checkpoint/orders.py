"""Carrying out what the centre orders: forgetting everybody or some, renewing the key. One order after the other.

An order is told again until it is answered, so it is carried out once and answered as often as it is told. Between two
steps the store is free for whoever stands at the gate.
"""

import logging
import random
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kiosk.checkpoint.device_ports import DeviceCentre, Forgetter, Forgotten, Sending, Steps
from kiosk.checkpoint.rounds import Draw, Rounds
from kiosk.errors import KioskError
from kiosk.ports import Background, Clock
from kiosk.wire import rolling
from kiosk.wire.device_messages import OrderDone, OrderSaid, OrdersSaid
from kiosk.wire.faults import CentreRefused
from kiosk.wire.signing import DeviceKeys

log = logging.getLogger("kiosk.checkpoint")

ORDERS_EVERY = 30.0  # seconds, or so: an order is begun within a minute
SENDING_SECONDS = 60.0  # that a wipe waits for what is unsent, at the longest
LOOK_EVERY = 1.0  # seconds between two looks at how much is unsent
BETWEEN_STEPS = 0.01  # seconds that the store is left alone


class Orders:
    """Asks for orders and carries them out for as long as the kiosk runs. Lives on the UI thread.

    The centre is asked on ``lane``, the store on ``store_lane``, which has one writer. ``forgotten`` is called when
    people are forgotten, and told by which order: what is shown of them has to go.
    """

    def __init__(
        self,
        centre: DeviceCentre,
        forgetter: Forgetter,
        keys: DeviceKeys,
        sending: Sending,
        clock: Clock,
        lane: Background,
        store_lane: Background,
        *,
        forgotten: Callable[[OrderSaid], None] = lambda _: None,
        draw: Draw = random.uniform,
    ) -> None:
        self._centre, self._forgetter, self._keys, self._sending = centre, forgetter, keys, sending
        self._clock, self._lane, self._store_lane, self._forgotten = clock, lane, store_lane, forgotten
        self._waiting: deque[OrderSaid] = deque()
        self._under_way: OrderSaid | None = None
        self._said: dict[UUID, OrderDone] = {}
        self._rounds = Rounds("the orders", self._ask, self._told, lane, ORDERS_EVERY, draw=draw)

    def start(self) -> None:
        """Ask for orders now, and go on for ever."""
        self._rounds.soon()

    def soon(self) -> None:
        """The centre says that orders wait: ask for them now."""
        self._rounds.soon()

    def _ask(self) -> OrdersSaid:
        """Blocks. Where the power failed while a key was rolled, the centre may know the new one alone."""
        try:
            return self._centre.orders()
        except CentreRefused as fault:
            if fault.status != 401 or self._keys.pending() is None or not self._renew():
                raise
            return self._centre.orders()

    def _told(self, said: OrdersSaid) -> None:
        known = {order.id for order in self._waiting} | ({self._under_way.id} if self._under_way else set())
        self._waiting.extend(order for order in said.orders if order.id not in known)
        self._said = {order.id: self._said[order.id] for order in said.orders if order.id in self._said}
        self._next()

    def _next(self) -> None:
        if self._under_way is not None or not self._waiting:
            return
        order = self._under_way = self._waiting.popleft()

        def looked(done: Forgotten | None) -> None:
            if done is not None:
                self._answer(order, OrderDone(outcome="done", removed=done.removed, kept=done.kept))
            else:
                self._carry_out(order)

        self._store_lane.run(lambda: self._forgetter.done(order.id), looked, lambda fault: self._fail(order, fault))

    def _carry_out(self, order: OrderSaid) -> None:
        log.info("the centre orders: %s", order.kind[:40])
        match order.kind:
            case "wipe":
                self._wipe(order)
            case "erase":
                self._steps(order, self._forgetter.erase(order.id, order.people))
            case "roll_key":
                self._lane.run(
                    self._renew, lambda renewed: self._renewed(order, renewed), lambda fault: self._fail(order, fault)
                )
            case _:
                self._answer(
                    order, OrderDone(outcome="failed", detail="This kiosk's program does not know this order.")
                )

    def _wipe(self, order: OrderSaid) -> None:
        """Find out whether the centre still takes anything, send what it takes, then forget."""
        until = self._clock.monotonic() + SENDING_SECONDS

        def asked(let_in: bool) -> None:
            if let_in:
                self._send_first(order, until)
            else:
                self._steps(order, self._forgetter.wipe(order.id, staff_too=True))

        # Where nobody answers just now, what the outbox found last counts.
        self._lane.run(self._centre.lets_in, asked, lambda _: asked(not self._sending.barred()))

    def _send_first(self, order: OrderSaid, until: float) -> None:
        def counted(unsent: int) -> None:
            if not unsent or self._clock.monotonic() >= until:
                self._steps(order, self._forgetter.wipe(order.id, staff_too=False))
                return
            self._sending.hurry()
            self._lane.after(LOOK_EVERY, lambda: self._send_first(order, until))

        self._store_lane.run(self._forgetter.unsent, counted, lambda fault: self._fail(order, fault))

    def _steps(self, order: OrderSaid, steps: Steps) -> None:
        def stepped(came: Forgotten | None) -> None:
            if came is None:
                self._lane.after(BETWEEN_STEPS, lambda: self._steps(order, steps))
                return
            self._forgotten(order)
            self._finish(order, came, done=order.kind == "wipe" or not came.kept)

        self._store_lane.run(lambda: _step(steps), stepped, lambda fault: self._fail(order, fault))

    def _finish(self, order: OrderSaid, came: Forgotten, *, done: bool) -> None:
        left = came.left

        def noted(sum_: Forgotten) -> None:
            came = replace(sum_, left=left)
            outcome = OrderDone(outcome="done", removed=came.removed, kept=came.kept)
            if not done:
                detail = f"Events of theirs that are not sent yet, and erased when they are: {came.kept}."
                outcome = OrderDone(outcome="failed", removed=came.removed, kept=came.kept, detail=detail)
            self._answer(order, outcome if not done else outcome.model_copy(update={"detail": _remark(came)}))

        self._store_lane.run(
            lambda: self._forgetter.note(order.id, order.kind, came, done=done),
            noted,
            lambda fault: self._fail(order, fault),
        )

    def _fail(self, order: OrderSaid, fault: KioskError) -> None:
        log.error("an order cannot be carried out: %s", fault)
        self._answer(order, OrderDone(outcome="failed", detail=f"{type(fault).__name__}: it is tried again."))

    def _answer(self, order: OrderSaid, outcome: OrderDone) -> None:
        if outcome.outcome == "failed" and self._said.get(order.id) == outcome:
            self._over()  # the centre has been told so; it goes on telling us
            return

        def answered(_: None) -> None:
            self._said[order.id] = outcome
            log.info("order %s: %s", order.kind[:40], outcome.outcome)
            self._over()

        def unanswered(fault: KioskError) -> None:
            log.info("an order cannot be answered for: %s", fault)
            self._over()  # it is told again, and answered then

        self._lane.run(lambda: self._centre.done(order.id, outcome), answered, unanswered)

    def _over(self) -> None:
        self._under_way = None
        self._next()

    def _renew(self) -> bool:
        """Blocks. False where this kiosk signs nothing: there is no key to be renewed."""
        if self._keys.current() is None:
            return False
        rolling.renew(self._centre, self._keys)
        return True

    def _renewed(self, order: OrderSaid, renewed: bool) -> None:
        if renewed:
            self._finish(order, Forgotten(0, 0), done=True)
        else:
            self._answer(order, OrderDone(outcome="failed", detail="This kiosk has no key of its own."))


def _remark(came: Forgotten) -> str:
    """What whoever gave the order should know besides."""
    kept = f"Unsent events that are kept, encrypted: {came.kept}." if came.kept else ""
    left = f"Damaged stores that lie beside it, encrypted: {came.left}." if came.left else ""
    return f"{kept} {left}".strip()


def _step(steps: Steps) -> Forgotten | None:
    """Take one step; what came of them all after the last."""
    try:
        next(steps)
    except StopIteration as end:
        came: Forgotten = end.value
        return came
    return None
