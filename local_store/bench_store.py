"""A store as it is after a year of visits, and how fast its list is: for measuring, never for a kiosk in use."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.desk.rows import Query, RowFilter, RowKey, RowKind, WhyAnnulled
from kiosk.people import folded
from kiosk.ports import Crossing
from kiosk.screens import Referral
from kiosk.visits import Act, Via
from local_store.bulk import fill, synthetic_card
from local_store.moments import from_micros, local_day
from local_store.store import Store, open_store

GATE = "Cổng chính"
FIRST_PAGE_MS = 100.0  # bars of the desk
SEARCH_MS = 50.0

_STAFF = UUID(int=1)
_REFUSED, _REFERRED = 30, 12


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: the first try, which reads from the disk, the median, the 95th percentile and the longest."""

    count: int
    first: float
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. ``searches`` are by kind of text; ``search`` is all of them together."""

    visits: int
    people: int
    size_mb: float
    first_page: Times
    first_page_any_day: Times
    filters: dict[str, Times]
    counts: Times
    search: Times
    searches: dict[str, Times]
    record: Times
    record_while_searching: Times
    search_while_recording: Times

    @property
    def too_slow(self) -> list[str]:
        """Which bars are not met."""
        pages = {"first page": self.first_page, "first page, any day": self.first_page_any_day}
        slow = [what for what, taken in pages.items() if max(taken.p95, taken.first) > FIRST_PAGE_MS]
        return slow + (["search"] if self.search.p95 > SEARCH_MS else [])


def build(folder: Path, visits: int) -> Store:
    """The store in ``folder``, made there if there is none: ``visits`` of a fifth as many people, up to now.

    A few rows are refused, a few people are referred, a stay is annulled. One that has as
    many visits, or more, is taken as it is; ValueError where it has fewer.
    """
    store = open_store(folder / "data", folder / "config", gate=GATE)
    there = store.visits.recorded()
    if there < visits:
        if there:
            store.close()
            raise ValueError(f"the store in {folder} has {there} visits; measure with another folder")
        now = datetime.now(UTC)
        fill(store.connection, store.device.id, visits, people_of(visits), now)
        for item in store.outbox.next_batch(min(_REFUSED, visits)):
            store.outbox.refused(item.id, "refused: gate: Field required", now)
        for _ in range(_REFERRED):
            store.visits.refer(Referral.CHECK, None, now)
        store.people_list.annul(RowKey(RowKind.STAY, 1), WhyAnnulled.TRAINING, "", _STAFF, now)
    return store


def people_of(visits: int) -> int:
    """How many people there are in a store of so many visits."""
    return max(2, visits // 5)


def texts(people: int, rounds: int) -> dict[str, list[str]]:
    """What an attendant types, by kind: names without accents and parts of them, ends of numbers, and what is none."""
    dice = random.Random(7)  # noqa: S311 - invented people need no secret
    kinds: dict[str, list[str]] = {}
    for _ in range(rounds):
        card = synthetic_card(dice.randint(1, people))
        words, phone, number = folded(card.name or "").split(), card.phone or "", card.citizen_id or ""
        typed = " ".join(words)
        for kind, text in (
            ("given name", words[-1]),
            ("family name", words[0]),
            ("family and given name", f"{words[0]} {words[-1]}"),
            ("given and middle name", f"{words[-1]} {words[1]}"),
            ("whole name", typed),
            ("name half typed", typed[: dice.randint(1, len(typed))]),
            ("end of a phone", phone[-dice.randint(3, 9) :]),
            ("whole phone", "0" + phone[3:]),
            ("end of a card", number[-dice.randint(3, 8) :]),
            ("whole card", number),
            ("nobody", dice.choice(["zubr", "nguyen zubr", f"{words[0]} x", "999999999999", "A 99"])),
        ):
            kinds.setdefault(kind, []).append(text)
    return kinds


def measured(store: Store, rounds: int = 50) -> Figures:
    """How fast the list of this store is. Records some visits, after everything else was measured."""
    listed = store.people_list
    day = _last_whole_day(store)
    people = int(store.connection.value("SELECT count(*) FROM people"))
    pages = {
        wanted.value: _times([partial(listed.page, Query(day, wanted))] * rounds)
        for wanted in (RowFilter.ALL, *(one for one in RowFilter if one is not RowFilter.ALL))
    }
    any_day = _times([partial(listed.page, Query(None))] * rounds)
    noon = datetime.combine(day, datetime.min.time(), UTC)
    counts = _times([partial(listed.counts, noon)] * rounds)
    searches = {kind: list(_searches(store, day, typed)) for kind, typed in texts(people, rounds).items()}
    by_kind = {kind: _taken(asked) for kind, asked in searches.items()}
    everything = [taken for kind in by_kind.values() for taken in kind]
    record = _times(list(_recordings(store, people, rounds)))
    recording, searching = _both(store, people, rounds, [ask for kind in searches.values() for ask in kind])
    return Figures(
        store.visits.recorded(),
        people,
        sum(path.stat().st_size for path in store.connection.path.parent.iterdir()) / 1e6,
        pages[RowFilter.ALL],
        any_day,
        pages,
        counts,
        _spread(everything),
        {kind: _spread(taken) for kind, taken in by_kind.items()},
        record,
        recording,
        searching,
    )


def _last_whole_day(store: Store) -> date:
    newest = store.connection.value("SELECT at FROM visits ORDER BY sequence DESC LIMIT 1")
    return local_day(from_micros(newest)) - timedelta(days=1)


def _searches(store: Store, day: date, typed: list[str]) -> Iterator[Callable[[], object]]:
    """Each text on every day and on one day."""
    for text in typed:
        yield partial(store.people_list.page, Query(None, text=text))
        yield partial(store.people_list.page, Query(day, text=text))


def _recordings(store: Store, people: int, count: int) -> Iterator[Callable[[], object]]:
    for number in range(people + 1, people + 1 + count):
        yield partial(store.visits.record, _arrival(synthetic_card(number)))
    for number in range(1, count + 1):
        yield partial(store.visits.record, _arrival(synthetic_card(number)))


def _arrival(card: Card) -> Crossing:
    return Crossing(card, Act.CHECK_IN, datetime.now(UTC), Via.CITIZEN_CARD, GATE)


def _both(store: Store, people: int, rounds: int, searches: list[Callable[[], object]]) -> tuple[Times, Times]:
    """Recording while another thread searches without a pause."""
    ended, searching = Event(), list[float]()

    def search() -> None:
        dice = random.Random(11)  # noqa: S311 - not a secret
        while not ended.is_set():
            searching.extend(_taken([dice.choice(searches)]))

    reader = Thread(target=search)
    reader.start()
    try:
        recording = _times(list(_recordings(store, people + rounds, rounds)))
    finally:
        ended.set()
        reader.join()
    return recording, _spread(searching)


def _times(work: list[Callable[[], object]]) -> Times:
    return _spread(_taken(work))


def _taken(work: list[Callable[[], object]]) -> list[float]:
    taken = []
    for one in work:
        began = time.perf_counter()
        one()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _spread(taken: list[float]) -> Times:
    order = sorted(taken)
    if not order:
        return Times(0, 0.0, 0.0, 0.0, 0.0)
    p50, p95 = (round(order[min(len(order) - 1, int(len(order) * part))], 2) for part in (0.5, 0.95))
    return Times(len(order), round(taken[0], 2), p50, p95, round(order[-1], 2))
