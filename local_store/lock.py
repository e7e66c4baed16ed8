"""One kiosk to a data folder: a lock that the operating system lets go of when the process dies, however it dies."""

import os
import sys
from pathlib import Path

from local_store.faults import IN_USE, StoreInUse, file_faults

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds ``kiosk.lock`` of a folder until closed; ``StoreInUse`` where somebody holds it already.

    The file itself says nothing and is left behind: only the lock on it counts, so that no crash leaves
    a kiosk locked out.
    """

    def __init__(self, folder: Path) -> None:
        with file_faults():
            self._descriptor = os.open(folder / "kiosk.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise StoreInUse(IN_USE) from None

    def close(self) -> None:
        """Let another kiosk have the folder; may be called again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
