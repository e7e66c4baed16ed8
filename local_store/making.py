"""Making a new store in a folder beside, complete before it gets its name: a half-made one is never met."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from local_store.connection import Connection
from local_store.device import identify
from local_store.faults import file_faults
from local_store.keys import remember_fingerprint
from local_store.lasting import make_folder, rename, sync_folder
from local_store.migrations import migrate

T = TypeVar("T")


def make(draft: Path, key: bytes, at: datetime, fill: Callable[[Connection], T] | None = None) -> T | None:
    """Make a store in the folder ``draft``, and ``fill`` it; what an earlier attempt left there is removed.

    Returns what ``fill`` returns; everything is on disk then.
    """
    discard(draft)
    make_folder(draft)
    remember_fingerprint(draft / "kiosk.keyid", key)
    connection = Connection(draft / "kiosk.db", key)
    try:
        connection.require_settings()
        migrate(connection)
        identify(connection, at)
        result = fill(connection) if fill else None
    finally:
        connection.close()
    sync_folder(draft)
    return result


def move(folder: Path, to: Path) -> None:
    """Give a folder another name, for good."""
    with file_faults():
        rename(folder, to)
    sync_folder(to.parent)


def discard(draft: Path) -> None:
    """Remove a store that was never in use."""
    with file_faults():
        if draft.exists():
            shutil.rmtree(draft)
