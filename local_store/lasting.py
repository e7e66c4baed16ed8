"""Files and names that are on disk when the call returns, also where the power goes right afterwards."""

import os
import secrets
import sys
import time
from pathlib import Path

from local_store.faults import file_faults


def write_once(path: Path, text: str) -> None:
    """Write a file for one user only, whole or not at all, on disk when this returns; it must not exist.

    On Windows who may read it follows from the folder, not from the file.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    with file_faults():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _name(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder for one user only, and those above that are missing; it may be there.

    On Windows rights come from the folder above. From Python 3.11.10 on the mode closes it there to all but whoever
    makes it: a store made by the administrator who sets the kiosk up could not be opened by the kiosk's account.
    """
    with file_faults():
        if sys.platform == "win32":
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


if sys.platform == "win32":
    PATIENCE_SECONDS = 3.0
    """What was just written is often looked into by a virus scanner, and cannot be renamed for that long."""

    def rename(path: Path, to: Path) -> None:
        """Give a file or a folder another name; ``OSError`` if somebody has that name, or keeps it in use."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                path.rename(to)
            except PermissionError:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.05)
            else:
                return

    def _name(draft: Path, path: Path) -> None:
        """Renaming fails here if somebody made the file meanwhile; not every file system of Windows has links."""
        rename(draft, path)
        descriptor = os.open(path, os.O_RDWR)  # NTFS keeps a file's names in its own record, which this writes out
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_folder(folder: Path) -> None:
        """Make the names in a folder last: Windows cannot open one as a file, and NTFS logs its names by itself."""
else:

    def rename(path: Path, to: Path) -> None:
        """Give a file or a folder another name; a folder's must be free, a file's is taken over."""
        path.rename(to)

    def _name(draft: Path, path: Path) -> None:
        os.link(draft, path)  # unlike a rename, fails if somebody made the file meanwhile

    def sync_folder(folder: Path) -> None:
        """Make the names in a folder last."""
        with file_faults():
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
