"""How fast the store is when it has grown: ``python tests/benchmarks/bench_store.py --visits 1000000``.

The same work is timed on the encrypted store and on the same SQLite without encryption, with the same tables and
the same settings, so that the ratio can be compared between machines.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from kiosk.cards.card import Card
from kiosk.ports import Crossing
from kiosk.visits import Act, Via
from local_store.bulk import fill, synthetic_card
from local_store.connection import REQUIRED
from local_store.store import Store, open_store

Times = dict[str, list[float]]


def operations(store: Store, known: Card, new: Card) -> dict[str, Callable[[], object]]:
    """What is timed, for one person who is known and one who is not."""
    words, number, now = (known.name or "").split(), known.citizen_id or "", datetime.now(UTC)

    def record(card: Card) -> object:
        return store.visits.record(Crossing(card, Act.CHECK_IN, now, Via.CITIZEN_CARD, "Cổng chính"))

    return {
        "standing": partial(store.visits.standing, known),
        "record, known": partial(record, known),
        "record, new": partial(record, new),
        "name, all words": partial(store.search.people, " ".join(words)),
        "name, two beginnings": partial(store.search.people, f"{words[-1][:2]} {words[0][:3]}"),
        "name, one letter": partial(store.search.people, words[0][:1]),
        "number, 4 digits": partial(store.search.people, number[-4:]),
        "number, whole phone": partial(store.search.people, known.phone or ""),
        "first page": store.search.visits,
        "page of a day": partial(store.search.visits, day=now.date()),
        "inside, first page": store.search.inside,
        "next batch of 100": partial(store.outbox.next_batch, 100),
        "recorded today": partial(store.visits.recorded_today, now),
    }


def times(store: Store, people: int, rounds: int) -> Times:
    """Seconds of each operation, ``rounds`` times with another person each time."""
    dice = random.Random(1)
    taken: Times = {}
    for _ in range(rounds):
        known, new = synthetic_card(dice.randint(1, people)), synthetic_card(people + dice.randrange(10**9))
        for what, work in operations(store, known, new).items():
            began = time.perf_counter()
            work()
            taken.setdefault(what, []).append(time.perf_counter() - began)
    return taken


def measured(folder: Path, visits: int, people: int, rounds: int) -> tuple[Times, float, float, float]:
    """Times, seconds to fill, seconds to open again, and size in MB, of a store made in ``folder``."""
    began = time.perf_counter()
    with open_store(folder / "data", folder / "config") as store:
        fill(store.connection, store.device.id, visits, people, datetime.now(UTC))
    filled = time.perf_counter() - began
    size = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file()) / 1e6
    began = time.perf_counter()
    with open_store(folder / "data", folder / "config") as store:
        opened = time.perf_counter() - began
        return times(store, people, rounds), filled, opened, size


class Unencrypted(dbapi2.Connection):  # type: ignore[misc]
    """The same SQLite, never told its key: then it is plain SQLite."""

    def execute(self, sql: str, *values: object) -> object:
        """As ever, but for the key."""
        return super().execute("SELECT 1" if sql.startswith("PRAGMA key") else sql, *values)


def use_plain_sqlite() -> None:
    """From here on make stores without encryption, in this process only."""
    dbapi2.connect = partial(dbapi2.connect, factory=Unencrypted)
    REQUIRED.pop("cipher_use_hmac")


def percentile(values: list[float], part: float) -> float:
    """In milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000


def main() -> None:
    """Measure and print the table; fails where a search takes more than 50 ms at p95."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=200_000)
    parser.add_argument("--people", type=int, help="default: a fifth of the visits")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="where to make the stores; default: the system's temporary folder")
    asked = parser.parse_args()
    people = asked.people or max(1, asked.visits // 5)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        ours = measured(Path(folder) / "encrypted", asked.visits, people, asked.rounds)
        use_plain_sqlite()
        plain = measured(Path(folder) / "plain", asked.visits, people, asked.rounds)
    print(f"{asked.visits} visits of {people} people, SQLite {dbapi2.sqlite_version}; 'plain' is without encryption")
    print(f"{'':24}{'p50 ms':>9}{'p95 ms':>9}{'plain p50':>11}{'plain p95':>11}{'p50 ratio':>11}")
    for what, values in ours[0].items():
        mine, theirs = (
            [percentile(values, p) for p in (0.5, 0.95)],
            [percentile(plain[0][what], p) for p in (0.5, 0.95)],
        )
        print(f"{what:24}{mine[0]:9.2f}{mine[1]:9.2f}{theirs[0]:11.2f}{theirs[1]:11.2f}{mine[0] / theirs[0]:11.2f}")
    for what, index, unit in (("filled", 1, "s"), ("opened and checked", 2, "s"), ("size", 3, "MB")):
        print(f"{what:24}{ours[index]:9.1f} {unit}  plain {plain[index]:.1f} {unit}")
    slow = {what for what, values in ours[0].items() if percentile(values, 0.95) > 50}
    if slow:
        sys.exit(f"slower than 50 ms at p95: {', '.join(sorted(slow))}")


if __name__ == "__main__":
    main()
