"""Opening the store, and all its parts in one place.

In the data folder: ``kiosk.lock``, and ``store/`` with the database, its log and the note of its key. The folder
``store/`` is set aside as a whole, by one rename, if it is ever damaged (``salvage.py``).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.errors import StoreError
from local_store.connection import Connection
from local_store.device import Device, identify
from local_store.faults import DAMAGED, StoreDamaged, file_faults
from local_store.keys import Keystore, remember_fingerprint, require_fingerprint, store_key, sync_folder
from local_store.lock import FolderLock
from local_store.migrations import migrate
from local_store.outbox import Outbox
from local_store.salvage import finish_rebuild
from local_store.search import Search
from local_store.visits import Visits

CHECKED_AT_OPENING = 1024**3
"""Files of up to this many bytes are read and checked whole at every opening: about 3 s for the largest."""

UNREADABLE = (
    "The kiosk's store cannot be read: either its key is another one, or it is damaged, and the note that would tell "
    "is missing. Put the right key back, or set the store aside with `kiosk store quarantine`. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. ``visits`` and ``outbox`` fit the ports of the core."""

    device: Device
    visits: Visits
    outbox: Outbox
    search: Search
    connection: Connection
    lock: FolderLock

    def damage(self) -> list[str]:
        """Read and check every page; what is wrong, in words for support. Takes seconds."""
        return self.connection.damage()

    def close(self) -> None:
        """Close the file and let another kiosk have the folder; may be called again."""
        try:
            self.connection.close()
        finally:
            self.lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_store(folder: Path, config: Path, keystore: Keystore | None = None) -> Store:
    """Open the store in ``folder``, or make it; ``config`` is where a key file is kept if no ``keystore`` keeps it.

    Raises one of the faults of ``local_store/faults.py``, each with a sentence for staff. Nothing is ever deleted
    or overwritten, whatever is found.
    """
    with file_faults():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FolderLock(folder)
    try:
        finish_rebuild(folder)
        with file_faults():
            (folder / "store").mkdir(mode=0o700, exist_ok=True)
        path = folder / "store" / "kiosk.db"
        return _opened(path, store_key(path, config / "store.key", keystore), lock)
    except BaseException:
        lock.close()
        raise


def connect(path: Path, key: bytes) -> Connection:
    """Open the database file itself; the caller holds the folder's lock."""
    note = path.with_name("kiosk.keyid")
    if path.exists():
        noted = require_fingerprint(note, key)
    else:
        if path.with_name(path.name + "-wal").exists():
            raise StoreDamaged(DAMAGED)  # SQLite would drop the log, and with it visits
        with file_faults():
            note.unlink(missing_ok=True)
        remember_fingerprint(note, key)
        noted = True
    try:
        connection = Connection(path, key)
    except StoreDamaged:
        if noted:
            raise
        raise StoreError(UNREADABLE) from None
    sync_folder(path.parent)
    return connection


def _opened(path: Path, key: bytes, lock: FolderLock) -> Store:
    connection = connect(path, key)
    try:
        connection.require_settings()
        connection.require_health(CHECKED_AT_OPENING)
        migrate(connection)
        device = identify(connection, datetime.now(UTC))
        return Store(
            device, Visits(connection, device.id), Outbox(connection), Search(connection, device.id), connection, lock
        )
    except BaseException:
        connection.close()
        raise
