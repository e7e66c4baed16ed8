"""The sending loop on a real outbox, with a centre that is there or not, and time turned by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk import cards
from kiosk.errors import ServerUnreachable
from kiosk.ports import Crossing, OutboxItem
from kiosk.screens import Status
from kiosk.syncing import Syncing
from kiosk.visits import Act, Via
from kiosk.wire.messages import Answer, Answers, Health, Outcome
from local_store.store import Store, open_store
from tests.fakes import BrokenStore, HandClock, InlineBackground

CARD = cards.parse("001090000001")


@dataclass
class FakeCentre:
    """A centre that stores what it is sent, unless it is away."""

    clock: HandClock
    away: bool = False
    asked: int = 0
    has: list[OutboxItem] = field(default_factory=list)
    meanwhile: Callable[[], None] = field(default=lambda: None)

    def send(self, items: Sequence[OutboxItem]) -> Answers:
        self._there()
        self.has.extend(items)
        return Answers(
            answers=[Answer(id=str(item.id), outcome=Outcome.STORED) for item in items], server_time=self.clock.now()
        )

    def health(self) -> Health:
        self._there()
        self.meanwhile()
        return Health(status="ok", server_time=self.clock.now())

    def _there(self) -> None:
        self.asked += 1
        if self.away:
            raise ServerUnreachable("nobody answers")


class Desk:
    def __init__(self, store: Store, outbox: object | None = None) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.centre = FakeCentre(self.clock)
        self.status = Status()
        self.store = store
        self.syncing = Syncing(
            outbox or store.outbox,  # type: ignore[arg-type]
            self.centre,
            self.clock,
            self.background,
            self.change,
            draw=max,  # at the longest every time, so that no test is a matter of luck
        )

    def change(self, how: Callable[[Status], Status]) -> None:
        self.status = how(self.status)

    def write(self) -> None:
        crossing = Crossing(CARD, Act.CHECK_IN, self.clock.now(), Via.TYPED_NUMBER, "Cổng")
        self.store.visits.record(crossing)
        self.syncing.something_new()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data", tmp_path / "keys") as store:
        yield store


def test_a_new_row_is_sent_at_once_and_the_strip_says_so(store: Store) -> None:
    desk = Desk(store)
    desk.syncing.start()
    assert desk.status.online
    desk.write()
    assert len(desk.centre.has) == 1
    assert desk.status.waiting_to_send == 0
    assert desk.status.last_sync == desk.clock.now()


def test_an_idle_kiosk_looks_whether_the_centre_is_there(store: Store) -> None:
    desk = Desk(store)
    desk.syncing.start()
    desk.centre.away = True
    desk.background.pass_time(31)
    assert not desk.status.online
    desk.centre.away = False
    desk.background.pass_time(5)
    assert desk.status.online


def test_a_centre_that_is_away_is_left_alone_for_a_while_whatever_is_written(store: Store) -> None:
    desk = Desk(store)
    desk.centre.away = True
    desk.syncing.start()
    desk.background.pass_time(300)
    asked = desk.centre.asked
    for _ in range(20):
        desk.write()
    assert desk.centre.asked == asked
    assert desk.store.outbox.waiting() == 20
    desk.centre.away = False
    desk.background.pass_time(601)
    assert len(desk.centre.has) == 20
    assert desk.status.waiting_to_send == 0


def test_it_never_gives_up(store: Store) -> None:
    desk = Desk(store)
    desk.write()
    desk.centre.away = True
    desk.syncing.start()
    desk.background.pass_time(7 * 86_400)
    assert desk.centre.asked > 7 * 86_400 / 601
    desk.centre.away = False
    desk.background.pass_time(601)
    assert len(desk.centre.has) == 1


def test_a_store_that_fails_is_tried_again(store: Store) -> None:
    broken = BrokenStore(store.outbox)
    desk = Desk(store, broken)
    desk.syncing.start()
    assert not desk.status.online
    broken.mended = True
    desk.background.pass_time(31)
    assert desk.status.online


def test_a_row_written_while_a_turn_is_under_way_is_sent_right_after_it(store: Store) -> None:
    desk = Desk(store)
    rows = [1]

    def write_one() -> None:
        if rows:
            rows.pop()
            desk.write()

    desk.centre.meanwhile = write_one  # the turn has seen an empty outbox by then
    desk.syncing.start()
    assert len(desk.centre.has) == 1, "without waiting for the next look in half a minute"
