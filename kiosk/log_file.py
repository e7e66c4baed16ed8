"""A log in a file that this process alone writes, set aside when it is long; what is old is dropped."""

import os
import sys
import time
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 2_000_000  # bytes, of which about 25 000 lines are made
KEPT = 5  # files beside the one that is written
SEVERAL = 9  # processes that may want the same name
LATE_SECONDS = 0.5  # Windows frees a lock that long after the process that held it was ended

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        """Raises OSError where another process holds it, for longer than Windows takes to free what is held no more."""
        until = time.monotonic() + LATE_SECONDS
        while True:
            try:
                return msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                if time.monotonic() >= until:
                    raise
            time.sleep(0.05)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Raises OSError where another process holds it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LogFile(RotatingFileHandler):
    """Writes one log. ``lock`` is the descriptor of the lock that keeps other processes from it; closed with it.

    Raises OSError where the file cannot be written.
    """

    def __init__(self, path: Path, lock: int, largest: int = LARGEST) -> None:
        self._lock_held = lock
        super().__init__(path, maxBytes=largest, backupCount=KEPT, encoding="utf-8")

    def doRollover(self) -> None:  # noqa: N802 - logging's own name
        """Set the file aside. While somebody has it open, on Windows it cannot be, and grows until they let go.

        It is moved before the older ones are, so that a reader does not cost them.
        """
        if self.stream is not None:
            self.stream.close()
        self.stream = None  # what cannot be opened now is tried again with the next line
        path = Path(self.baseFilename)
        with suppress(OSError):
            path.replace(f"{path}.0")
            for number in reversed(range(KEPT)):
                older = Path(f"{path}.{number}")
                if older.exists():
                    older.replace(f"{path}.{number + 1}")
        self.stream = self._open()

    def close(self) -> None:
        """Let go of the file, and let another process have its name."""
        super().close()
        if self._lock_held >= 0:
            os.close(self._lock_held)
            self._lock_held = -1


def open_log(folder: Path, name: str, largest: int = LARGEST) -> LogFile | None:
    """The log of this name, or, where another process has it, ``name-2``, ``name-3`` and so on.

    None where nothing can be written: a kiosk without a log is better than no kiosk.
    """
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1, SEVERAL + 1):
            path = folder / (f"{name}.log" if number == 1 else f"{name}-{number}.log")
            lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(lock)
            except OSError:
                os.close(lock)
                continue
            try:
                return LogFile(path, lock, largest)
            except OSError:
                os.close(lock)
                raise
    return None
