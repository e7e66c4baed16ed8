"""One holder of a lock to a folder: the operating system lets go of it when the process dies, however it dies."""

import os
import sys
import time
from pathlib import Path

from local_store.faults import IN_USE, StoreInUse, file_faults

KIOSK = "kiosk.lock"
"""The file whose lock says that somebody has the folder's store open."""

PATIENCE_SECONDS = 0.5
"""A lock is tried for that long: Windows frees a killed program's a moment late, and whoever asks whether one is held
has it for a moment. Zero tries once."""

_BETWEEN_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # nobody can read what is locked here, and this far behind its end nobody wants to

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # closing does it too, but not at once
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def open_there(path: Path) -> int | None:
    """A descriptor of the file, for reading and writing; None where there is none. A link is refused, not followed."""
    with file_faults():
        try:
            return os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            return None


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock of a file now. Makes no file, and looks only: the lock is had for a moment."""
    descriptor = open_there(path)
    if descriptor is None:
        return False
    try:
        _lock(descriptor)
    except OSError:
        return True
    else:
        _unlock(descriptor)
        return False
    finally:
        os.close(descriptor)


class FolderLock:
    """Holds the lock of a file of a folder until closed; ``StoreInUse`` where somebody holds it already.

    The file is left behind and its lock alone counts, so that no crash leaves a kiosk locked out. What it says
    can be read by others while it is held. No child inherits it: Python opens files so.
    """

    def __init__(self, folder: Path, name: str = KIOSK, patience: float = PATIENCE_SECONDS) -> None:
        with file_faults():
            self._descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + patience
        while True:
            try:
                _lock(self._descriptor)
            except OSError:
                if time.monotonic() < until:
                    time.sleep(_BETWEEN_SECONDS)
                    continue
                os.close(self._descriptor)
                raise StoreInUse(IN_USE) from None
            return

    def say(self, text: str) -> None:
        """Write into the file what others may read in it: always the same number of ASCII letters."""
        with file_faults():
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))

    def close(self) -> None:
        """Let another have it; may be called again."""
        if self._descriptor >= 0:
            _unlock(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1
