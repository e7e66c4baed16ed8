"""Opening the store, and all its parts in one place.

In the data folder: ``kiosk.lock``, and ``store/`` with the database, its log and the note of its key. The folder
``store/`` comes to be by one rename, when everything in it is complete, and is set aside by one rename if it is ever
damaged (``salvage.py``). So a database that is missing or empty in it is damage, and never a new store.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.errors import StoreError
from local_store.code_keys import Codes
from local_store.connection import Connection
from local_store.declarations import Declarations
from local_store.device import Device, identify
from local_store.device_keys import DeviceKeys
from local_store.faults import DAMAGED, StoreDamaged
from local_store.figures import DayFigures
from local_store.keys import Keystore, require_fingerprint, store_key
from local_store.lasting import make_folder
from local_store.lock import FolderLock
from local_store.making import make, move
from local_store.migrations import migrate
from local_store.outbox import Outbox
from local_store.passages import Passages
from local_store.pushed import Pushed
from local_store.salvage import finish_rebuild
from local_store.search import Search
from local_store.staff import Staff
from local_store.staff_sync import StaffSync
from local_store.visitor_list import PeopleList
from local_store.visits import Visits

CHECKED_AT_OPENING = 1024**3
"""Files of up to this many bytes are read and checked whole at every opening: about 3 s for the largest."""

_LONGEST_GATE = 200  # of kiosk/wire/messages.py

SMALLEST = 4096
"""Bytes of a database's first page."""

UNREADABLE = (
    "The kiosk's store cannot be read: either its key is another one, or it is damaged, and the note that would tell "
    "is missing. Put the right key back, or set the store aside with `kiosk store rebuild`. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. What is public of it fits the ports of the core.

    ``figures`` know no capacity: ``dataclasses.replace(store.figures, capacity=...)`` gives them one.
    """

    device: Device
    device_keys: DeviceKeys
    visits: Visits
    declarations: Declarations
    staff: Staff
    codes: Codes
    outbox: Outbox
    search: Search
    people_list: PeopleList
    figures: DayFigures
    passages: Passages
    pushed: Pushed
    staff_sync: StaffSync
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


def open_store(folder: Path, config: Path, keystore: Keystore | None = None, gate: str = "") -> Store:
    """Open the store in ``folder``, or make it; ``config`` is where a key file is kept if no ``keystore`` keeps it.

    ``gate`` is the name of the gate at which declarations are made here.

    Raises one of the faults of ``local_store/faults.py``, each with a sentence for staff. Nothing is ever deleted
    or overwritten, whatever is found.
    """
    make_folder(folder)
    lock = FolderLock(folder)
    try:
        finish_rebuild(folder)
        key = store_key(folder / "store", config / "store.key", keystore)
        if not (folder / "store").exists():
            make(folder / "store.making", key, datetime.now(UTC))
            move(folder / "store.making", folder / "store")
        return _opened(folder / "store" / "kiosk.db", key, lock, gate)
    except BaseException:
        lock.close()
        raise


def _opened(path: Path, key: bytes, lock: FolderLock, gate: str) -> Store:
    noted = require_fingerprint(path.with_name("kiosk.keyid"), key)
    if not path.exists() or path.stat().st_size < SMALLEST:
        raise StoreDamaged(DAMAGED)  # SQLite would take it for a new one, and drop the log with its visits
    try:
        connection = Connection(path, key)
    except StoreDamaged:
        if noted:
            raise
        raise StoreError(UNREADABLE) from None
    try:
        connection.require_settings()
        connection.require_health(CHECKED_AT_OPENING)
        migrate(connection)
        device = identify(connection, datetime.now(UTC))
        return Store(
            device,
            DeviceKeys(connection),
            Visits(connection, device.id),
            Declarations(connection, device.id, gate[:_LONGEST_GATE]),
            Staff(connection),
            Codes(connection),
            Outbox(connection),
            Search(connection, device.id),
            PeopleList(connection, Visits(connection, device.id), Outbox(connection), gate[:_LONGEST_GATE]),
            DayFigures(connection),
            Passages(connection),
            Pushed(connection),
            StaffSync(connection),
            connection,
            lock,
        )
    except BaseException:
        connection.close()
        raise
