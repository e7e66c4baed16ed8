"""Files and names that are on disk when the call returns, also where the power goes right afterwards."""

import os
import secrets
import sys
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


if sys.platform == "win32":

    def _name(draft: Path, path: Path) -> None:
        """Renaming fails here if somebody made the file meanwhile; not every file system of Windows has links."""
        draft.rename(path)
        descriptor = os.open(path, os.O_RDWR)  # NTFS keeps a file's names in its own record, which this writes out
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_folder(folder: Path) -> None:
        """Make the names in a folder last: Windows cannot open one as a file, and NTFS logs its names by itself."""
else:

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
