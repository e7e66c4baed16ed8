"""What can go wrong with the store, each with a sentence for staff that says what to do.

SQLite's own words are dropped: they name tables, and may quote what was searched for.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from kiosk.errors import StoreError


class StoreFull(StoreError):
    """No space is left: nothing more can be saved until some is made."""


class StoreUnwritable(StoreError):
    """The disk, or its file system, does not take what is written."""


class StoreDamaged(StoreError):
    """What is on disk is not what was written. The file is kept as it is."""


class StoreInUse(StoreError):
    """Another program has the store open."""


class WrongKey(StoreError):
    """The store was written under another key than the one found."""


class KeyMissing(StoreError):
    """The store is there, its key is not."""


class KeyUnusable(StoreError):
    """A key is there and cannot be used as it is."""


class NewerStore(StoreError):
    """The store was written by a newer program."""


FULL = "The disk is full: nothing can be saved. Free some space; the kiosk goes on by itself."
UNWRITABLE = (
    "The disk does not take what is written to it. Check the disk and its connection, then restart the computer."
)
FORBIDDEN = (
    "This account may not use a file of the kiosk, or another program has it open. Start the kiosk, and its commands, "
    "in the account it was set up for or as an administrator; close the other program."
)
DAMAGED = (
    "The kiosk's store is damaged. Nothing was changed in it. "
    "Set it aside with `kiosk store rebuild`; what was not yet sent is taken over into a new one as far as it reads."
)
IN_USE = "Another program has the kiosk's store open. Close it, or use the kiosk that is already running."

_NO_SPACE = 64 * 1024  # bytes
_PRIMARY = 0xFF  # the low byte of an extended result code
_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    5: (StoreInUse, IN_USE),  # SQLITE_BUSY
    6: (StoreInUse, IN_USE),  # SQLITE_LOCKED
    8: (StoreUnwritable, UNWRITABLE),  # SQLITE_READONLY
    10: (StoreUnwritable, UNWRITABLE),  # SQLITE_IOERR
    11: (StoreDamaged, DAMAGED),  # SQLITE_CORRUPT
    13: (StoreFull, FULL),  # SQLITE_FULL
    14: (StoreUnwritable, UNWRITABLE),  # SQLITE_CANTOPEN
    26: (StoreDamaged, DAMAGED),  # SQLITE_NOTADB
}


def raise_fault(error: Exception, folder: Path) -> NoReturn:
    """Raise what an error of a database in ``folder`` means to the kiosk, or the error itself if it is a bug of ours.

    A full disk is often reported as a failed write: then the free space tells.
    """
    fault = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
    if fault is None:
        raise error
    kind, sentence = fault
    if kind is StoreUnwritable and folder.exists() and shutil.disk_usage(folder).free < _NO_SPACE:
        kind, sentence = StoreFull, FULL
    raise kind(sentence) from None


@contextmanager
def file_faults() -> Iterator[None]:
    """Translate what the operating system says about files: the one edge for ``OSError`` in this package."""
    try:
        yield
    except OSError as error:
        kind: type[StoreError]
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                kind, sentence = StoreFull, FULL
            case errno.EACCES | errno.EPERM:  # Windows says the first also of what is open elsewhere
                kind, sentence = StoreUnwritable, FORBIDDEN
            case _:
                kind, sentence = StoreUnwritable, UNWRITABLE
        raise kind(f"{sentence} ({error.strerror}: {error.filename})") from None
