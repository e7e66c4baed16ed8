"""Stores and crossings for tests: real files, invented people."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.ports import Crossing
from kiosk.visits import Act, Via
from local_store.store import Store, open_store

NOW = datetime(2026, 11, 21, 3, 4, 5, 678901, tzinfo=UTC)
GATE = "Cổng chính"


def open_at(folder: Path) -> Store:
    return open_store(folder / "data", folder / "config")


def crossing(card: Card, act: Act = Act.CHECK_IN, follows: UUID | None = None, at: datetime = NOW) -> Crossing:
    return Crossing(card, act, at, Via.CITIZEN_CARD, GATE, follows)


def sequences(store: Store) -> list[int]:
    """Every number that was given to something to be sent."""
    return [row[0] for row in store.connection.rows("SELECT sequence FROM outbox ORDER BY sequence")]


def require_consistency(store: Store) -> None:
    """What must hold whatever happened: numbers without a gap, each event with its words, and counters that count."""
    ask = store.connection.rows
    numbers = sequences(store)
    assert numbers == list(range(1, len(numbers) + 1))
    assert store.connection.value("SELECT sequence FROM device") == len(numbers)
    told = ask(
        "SELECT sequence, id FROM visits UNION ALL SELECT sequence, id FROM refused_scans "
        "UNION ALL SELECT sequence, id FROM declarations ORDER BY sequence"
    )
    assert told == ask("SELECT sequence, id FROM outbox ORDER BY sequence")
    assert ask("SELECT inside, waiting, refused FROM totals") == ask(
        "SELECT (SELECT count(*) FROM presence WHERE inside), (SELECT count(*) FROM outbox WHERE state = 'waiting'), "
        "(SELECT count(*) FROM outbox WHERE state = 'refused' AND sequence NOT IN (SELECT sequence FROM set_aside))"
    )
    assert store.damage() == []
