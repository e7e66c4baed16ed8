"""Which program runs the kiosk of a data folder, and asking it to end from any session and account of the computer.

A signal does not reach another session of Windows, and a window's message not another account. A file in the data
folder does, and only those whom the folder lets write can make it. Beside the store's own lock there is a second one,
``kiosk.running``: it is held from the start of the program to its very end, also while it shows the wizard or that it
is out of order. In it stands a number that is another one at every start, and what asks the program to end is named
after that number: so a request that was left over never ends the next kiosk.
"""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from local_store.faults import StoreInUse, file_faults
from local_store.lasting import make_folder
from local_store.lock import KIOSK, FolderLock

RUNNING = "kiosk.running"
_REQUEST = "kiosk.stop-"
_BETWEEN_SECONDS = 0.1


class Running:
    """This program, as the one that runs the kiosk of ``folder``; the folder is made if it is missing.

    Raises ``StoreInUse`` where another does already. It is best never closed: the operating system does that when the
    program has really ended, and nothing of it is in the way of an upgrade any more.
    """

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._lock = FolderLock(folder, RUNNING)
        start = secrets.token_hex(8)
        self._request = folder / f"{_REQUEST}{start}"
        try:
            self._lock.say(start)
        except BaseException:
            self._lock.close()
            raise
        for left_over in folder.glob(f"{_REQUEST}*"):
            with suppress(OSError):  # it names another start, and so does nothing
                left_over.unlink()

    def asked_to_end(self) -> bool:
        """Whether this very start of the program was asked to end: one look at one name."""
        return os.path.exists(self._request)  # noqa: PTH110 - unlike Path.exists it never raises

    def close(self) -> None:
        """Say that it has ended; may be called again."""
        self._lock.close()


def stop(folder: Path, within: float) -> bool:
    """Ask whatever runs the kiosk of ``folder`` to end, and wait; whether none runs and nobody has its store open.

    A kiosk that starts meanwhile is asked as well. Where it does not end within ``within`` seconds it is no longer
    asked to. Two may ask at once. Raises StoreError where the folder cannot be read or written.
    """
    until = time.monotonic() + within
    made: set[Path] = set()
    try:
        while _held(folder, RUNNING) or _held(folder, KIOSK):
            if time.monotonic() >= until:
                return False
            request = _request(folder)
            if request is not None:
                made.add(request)
                with file_faults():
                    request.touch(0o600)
            time.sleep(_BETWEEN_SECONDS)
        return True
    finally:
        for request in made:
            with suppress(OSError):  # gone already, or looked at: it names a start that is over
                request.unlink()


def _held(folder: Path, name: str) -> bool:
    with file_faults():
        if not (folder / name).exists():
            return False
    try:
        FolderLock(folder, name, patience=0).close()
    except StoreInUse:
        return True
    return False


def _request(folder: Path) -> Path | None:
    """The file that asks the program that runs now to end; None before it has said its number."""
    with file_faults():
        if not (folder / RUNNING).exists():
            return None
        start = (folder / RUNNING).read_text(encoding="ascii", errors="replace")
    return folder / f"{_REQUEST}{start}" if len(start) == 16 and start.isalnum() else None
