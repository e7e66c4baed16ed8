"""Setting a damaged store aside, and taking what was not yet sent over into a new one.

With it go the things that exist nowhere else: the staff with their PINs and locks, the audit log, the centre's keys.

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
from local_store.damaged import DamagedCopy
from local_store.faults import StoreDamaged, file_faults
from local_store.keys import Keystore, require_fingerprint, store_key
from local_store.lock import FolderLock
from local_store.making import discard, make, move
from local_store.moments import to_micros

_UNSENT = (
    "SELECT sequence, id, body, attempts, state, settled_at, reason FROM outbox "
    "WHERE sequence BETWEEN ? AND ? AND state <> 'sent'"
)
_TABLES = {
    "staff": "row, id, name, role, pin, made_at, disabled_at",
    "staff_changes": "staff, changed_at, told",
    "staff_places": "staff, checkpoint",
    "audit": "row, id, at, staff, what, purpose, outcome, subject",
    "set_aside": "sequence, at, reason",
    "pin_tries": "subject, wrong, rounds, until, last",
    "pin_clock": "only, high",
    "code_keys": "kid, public, signs_from, signs_until",
    "revoked_codes": "id",
    "revocations": "only, revision",
    "passages": "at, way, ending, milliseconds, stages, retries, last",
    "pushed": "only, revision, settings, at",
    "device_keys": "which, private",
    "forget_when_sent": "sequence, asked",
    "device_orders": "id, kind, at, done, removed, kept",
}
"""What is taken over as it is, as far as it reads. Without all its codes a list of revocations is asked for anew."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the new store got; see ``Salvaged``."""

    events: int = 0
    unreadable: int | None = None
    same_device: bool = False
    tables_lost: tuple[str, ...] = tuple(_TABLES)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a new store got from a damaged one.

    ``taken`` unsent events; ``unreadable`` events of which nobody knows any more whether they were sent, None where
    not even their number can be read; ``same_device`` is False where the kiosk had to be given a new identity.
    ``kept`` is the folder in which the damaged store lies now. ``tables_lost`` names what else could not be taken
    over whole, such as the staff.
    """

    taken: int
    unreadable: int | None
    same_device: bool
    kept: Path
    tables_lost: tuple[str, ...] = ()


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
        taken = result or _Taken()
        return Salvaged(taken.events, taken.unreadable, taken.same_device, kept, taken.tables_lost)
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


def set_aside(folder: Path) -> list[Path]:
    """The damaged stores that were set aside in a data folder."""
    return sorted(path for path in folder.glob("damaged-*") if path.is_dir())


def _set_aside(folder: Path, at: datetime) -> Path:
    stamp = to_micros(at) // 1_000_000
    kept = folder / f"damaged-{datetime.fromtimestamp(stamp, UTC):%Y%m%dT%H%M%SZ}"
    while kept.exists():
        kept = kept.with_name(kept.name + "-")
    move(folder / "store", kept)
    return kept


def _fill(new: Connection, damaged: Path, key: bytes) -> _Taken:
    """Fill the new store with what reads of the damaged one."""
    copy = new.path.with_name("copy")
    with file_faults():
        shutil.copytree(damaged, copy)
    try:
        return _take_over(new, copy / "kiosk.db", key)
    finally:
        discard(copy)


def _take_over(new: Connection, path: Path, key: bytes) -> _Taken:
    if not path.exists():
        return _Taken()
    try:
        old = DamagedCopy(path, key)
    except StoreError:
        return _Taken()
    try:
        if not old.tables:
            return _Taken()
        device = old.first("SELECT id, sequence FROM device")
        top = max((int(row[0] or 0) for row in _highest(old)), default=None)
        unsent = [] if top is None else list(old.between(_UNSENT, 1, top))
        kept = {table: _all(old, table, columns) for table, columns in _TABLES.items() if table in old.tables}
    finally:
        old.close()
    lost = tuple(table for table, found in kept.items() if None in found)
    if "revoked_codes" in lost:
        kept.pop("revocations", None)
    if device is None or top is None:  # another device, which signs with another key
        kept.pop("device_keys", None)
    rows = [row for row in unsent if row is not None]
    with new.writing():
        if device is not None and top is not None:
            new.execute("UPDATE device SET id = ?", device[0])
        new.execute("UPDATE device SET sequence = ?", top or 0)
        new.many(
            "INSERT INTO outbox (sequence, id, body, attempts, state, settled_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        for table, found in kept.items():
            places = ", ".join("?" * (_TABLES[table].count(",") + 1))
            new.many(
                f"INSERT OR REPLACE INTO {table} ({_TABLES[table]}) VALUES ({places})",  # noqa: S608 - names above
                [row for row in found if row is not None],
            )
    if top is None:
        return _Taken(tables_lost=lost)
    return _Taken(len(rows), len(unsent) - len(rows), device is not None, lost)


def _highest(old: DamagedCopy) -> Iterator[Row]:
    """The highest number given out, as each place that knows it says."""
    for sql in (
        "SELECT sequence FROM device",
        "SELECT max(sequence) FROM outbox",
        "SELECT max(sequence) FROM visits",
        "SELECT max(sequence) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting'",
        *(["SELECT max(sequence) FROM declarations"] if "declarations" in old.tables else []),
    ):
        row = old.first(sql)
        if row is not None:
            yield row


def _all(old: DamagedCopy, table: str, columns: str) -> list[Row | None]:
    """All rows of a table, None for each that does not read, or one None where the rows have no numbers."""
    try:
        return list(old.rows(f"SELECT {columns} FROM {table}"))  # noqa: S608 - names of our own
    except StoreDamaged:
        if not columns.startswith("row, "):
            return [None]
    index = f"sqlite_autoindex_{table}_1"  # of the ids, which are on other pages
    top = old.first(f"SELECT row FROM {table} INDEXED BY {index} ORDER BY id DESC LIMIT 1")  # noqa: S608
    last = int(top[0]) if top is not None else 0
    return [*old.between(f"SELECT {columns} FROM {table} WHERE row BETWEEN ? AND ?", 1, last)] or [None]  # noqa: S608
