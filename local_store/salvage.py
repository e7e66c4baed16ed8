"""Setting a damaged store aside, and taking what was not yet sent over into a new one.

The damaged folder keeps every byte: it is renamed, never opened for writing. What is read for the new store is read
from a copy. The kiosk stays who it was, and goes on counting where it was, if that can still be read.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import StoreError
from local_store.connection import Connection, Row
from local_store.faults import StoreDamaged, file_faults
from local_store.keys import Keystore, require_fingerprint, store_key
from local_store.lock import FolderLock
from local_store.making import discard, make, move
from local_store.moments import to_micros

_UNSENT = (
    "SELECT sequence, id, body, attempts, state, settled_at, reason FROM outbox "
    "WHERE sequence BETWEEN ? AND ? AND state <> 'sent'"
)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a new store got from a damaged one.

    ``taken`` unsent events; ``unreadable`` events of which nobody knows any more whether they were sent, None where
    not even their number can be read; ``same_device`` is False where the kiosk had to be given a new identity.
    ``kept`` is the folder in which the damaged store lies now.
    """

    taken: int
    unreadable: int | None
    same_device: bool
    kept: Path


def quarantine(folder: Path, at: datetime) -> Path:
    """Set the store in the data folder ``folder`` aside with its log and its key's note; returns where it lies now.

    The kiosk then starts with an empty store, and as a new device. ``rebuild`` is what is usually wanted.
    """
    lock = FolderLock(folder)
    try:
        finish_rebuild(folder)
        return _set_aside(folder, at)
    finally:
        lock.close()


def rebuild(folder: Path, config: Path, at: datetime, keystore: Keystore | None = None) -> Salvaged:
    """Set a damaged store aside and put a new one in its place that has what was unsent, as far as it reads.

    A power cut on the way leaves either the damaged store in its place or the new one.
    """
    lock = FolderLock(folder)
    try:
        damaged, draft = folder / "store", folder / "store.making"
        if not damaged.exists():
            raise StoreError(f"There is no store in {folder} to be set aside.")
        key = store_key(damaged, config / "store.key", keystore)
        require_fingerprint(damaged / "kiosk.keyid", key)
        result = make(draft, key, at, lambda new: _fill(new, damaged, key))
        discard(folder / "store.new")
        move(draft, folder / "store.new")
        kept = _set_aside(folder, at)
        finish_rebuild(folder)
        taken, unreadable, same_device = result or (0, None, False)
        return Salvaged(taken, unreadable, same_device, kept)
    finally:
        lock.close()


def finish_rebuild(folder: Path) -> None:
    """Put a new store in its place where a rebuild was cut off after the damaged one had left it.

    One that was cut off before that is forgotten: everything is still in the old store.
    """
    if (folder / "store").exists():
        discard(folder / "store.new")
    elif (folder / "store.new").exists():
        move(folder / "store.new", folder / "store")


def _set_aside(folder: Path, at: datetime) -> Path:
    stamp = to_micros(at) // 1_000_000
    kept = folder / f"damaged-{datetime.fromtimestamp(stamp, UTC):%Y%m%dT%H%M%SZ}"
    while kept.exists():
        kept = kept.with_name(kept.name + "-")
    move(folder / "store", kept)
    return kept


def _fill(new: Connection, damaged: Path, key: bytes) -> tuple[int, int | None, bool]:
    """Fill the new store: how many events it got, how many could not be read, whether it is the same device."""
    copy = new.path.with_name("copy")
    with file_faults():
        shutil.copytree(damaged, copy)
    try:
        return _take_over(new, copy / "kiosk.db", key)
    finally:
        discard(copy)


def _take_over(new: Connection, path: Path, key: bytes) -> tuple[int, int | None, bool]:
    if not path.exists():
        return 0, None, False
    try:
        old = Connection(path, key)
    except StoreError:
        return 0, None, False
    try:
        device = _first_readable(old, "SELECT id, sequence FROM device")
        top = max((int(row[0] or 0) for row in _highest(old)), default=None)
        if top is None:
            return 0, None, False
        rows: list[Row] = []
        unreadable = 0
        for row in _unsent(old, 1, top):
            if row is None:
                unreadable += 1
            else:
                rows.append(row)
    finally:
        _close(old)
    with new.writing():
        if device is not None:
            new.execute("UPDATE device SET id = ?", device[0])
        new.execute("UPDATE device SET sequence = ?", top)
        new.many(
            "INSERT INTO outbox (sequence, id, body, attempts, state, settled_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    return len(rows), unreadable, device is not None


def _highest(old: Connection) -> Iterator[Row]:
    """The highest number given out, as each place that knows it says."""
    for sql in (
        "SELECT sequence FROM device",
        "SELECT max(sequence) FROM outbox",
        "SELECT max(sequence) FROM visits",
        "SELECT max(sequence) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting'",
    ):
        row = _first_readable(old, sql)
        if row is not None:
            yield row


def _unsent(old: Connection, first: int, last: int) -> Iterator[Row | None]:
    """The unsent rows with these numbers, None for each number whose page does not read: found by halving."""
    if first > last:
        return
    try:
        yield from old.rows(_UNSENT, first, last)
    except StoreDamaged:
        if first == last:
            yield None
        else:
            middle = (first + last) // 2
            yield from _unsent(old, first, middle)
            yield from _unsent(old, middle + 1, last)


def _first_readable(old: Connection, sql: str) -> Row | None:
    try:
        return old.row(sql)
    except StoreDamaged:
        return None


def _close(old: Connection) -> None:
    try:
        old.close()
    except StoreError:
        return  # a copy, and about to be removed
