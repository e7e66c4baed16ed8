"""Which program runs the kiosk of a data folder, and asking it to end from any session and account of the computer.

A signal does not reach another session of Windows, and a window's message not another account. A file in the data
folder does, and only those whom the folder lets write can make it. Beside the store's own lock there is a second one,
``kiosk.running``: it is held from the start of the program to its very end, also while it shows the wizard or that it
is out of order. In it stands a number that is another one at every start, and what asks the program to end is named
after that number: so a request that was left over never ends the next kiosk.
"""

import os
import re
import secrets
import stat
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from local_store.faults import StoreUnwritable, file_faults
from local_store.lasting import make_folder
from local_store.lock import KIOSK, FolderLock, is_held, open_there

RUNNING = "kiosk.running"
_REQUEST = "kiosk.stop-"
_A_START = re.compile(r"[0-9a-f]{16}", re.ASCII)
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
    with ExitStack() as at_the_end:
        asked: set[str] = set()
        while is_held(folder / RUNNING) or is_held(folder / KIOSK):
            if time.monotonic() >= until:
                return False
            _ask(folder, asked, at_the_end)
            time.sleep(_BETWEEN_SECONDS)
        return True


def _ask(folder: Path, asked: set[str], at_the_end: ExitStack) -> None:
    """Ask the program that runs now to end, unless it is asked already or has not said its number yet.

    Whoever asks may be an administrator, and the folder is written by an account that is none. So nothing there is
    followed, and nothing that is there is touched: the request is a new file, or it is not made. ``kiosk.running`` is
    kept open until the request is gone again: while it is, Windows lets nobody empty the folder, and a folder that is
    not empty cannot become a link to another place.
    """
    pinned = open_there(folder / RUNNING)
    if pinned is None:
        return
    with ExitStack() as held:
        held.callback(os.close, pinned)
        with file_faults():
            _require_place(folder, pinned)
            start = os.read(pinned, 17).decode("ascii", errors="replace")
            if not _A_START.fullmatch(start) or start in asked:
                return
            request = folder / f"{_REQUEST}{start}"
            try:
                os.close(os.open(request, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                return  # somebody else asks; should they give up, it is made the next time
        asked.add(start)
        at_the_end.push(held.pop_all())
        at_the_end.callback(_take_back, request)


def _require_place(folder: Path, pinned: int) -> None:
    """Refuse a folder that leads elsewhere, and one where the file that is open is not what its name says."""
    there, opened = (folder / RUNNING).lstat(), os.fstat(pinned)
    leads = getattr(folder.lstat(), "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    same = (there.st_dev, there.st_ino) == (opened.st_dev, opened.st_ino) and stat.S_ISREG(there.st_mode)
    if leads or not same:
        raise StoreUnwritable(f"{folder} or {RUNNING} in it leads to another place: nothing was done there.")


def _take_back(request: Path) -> None:
    with suppress(OSError):  # gone already, or looked at: it names a start that is over
        request.unlink()
