"""A keystore of one file: the key, protected by something that only this computer can undo.

The file is written once, whole or not at all, and read back before it is believed. One that cannot be read any more
is a fault and is never replaced: what was written under its key can be read by nobody without it.
"""

import binascii
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Protocol

from local_store.faults import KeyUnusable, StoreUnwritable, file_faults
from local_store.lasting import make_folder, write_once

FILE = "store.protected"
_FIRST_LINE = "checkpoint-kiosk protected key 1"


class NotProtectedError(Exception):
    """The system would not protect something, or would not give back what it protected; says its reason."""


class Protection(Protocol):
    """What can be undone on this computer only. Both raise ``NotProtectedError``."""

    def protect(self, secret: bytes) -> bytes:
        """The secret, as it may lie on the disk."""

    def unprotect(self, protected: bytes) -> bytes:
        """The secret again."""


class ProtectedKey:
    """Fits ``local_store.keys.Keystore``. One folder keeps one key, whatever it is asked for under.

    A store that is moved to another folder so keeps its key.
    """

    def __init__(self, folder: Path, protection: Protection) -> None:
        self.path = folder / FILE
        self._protection = protection

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - one folder, one key
        """The key, or None where none was kept yet. Raises ``KeyUnusable`` where one was and cannot be read."""
        with file_faults():
            if not self.path.exists():
                return None
            lines = self.path.read_text(encoding="ascii", errors="replace").split()
        if not lines or " ".join(lines[:-1]) != _FIRST_LINE:
            raise KeyUnusable(f"{self.path} is not what was written there. {_WHAT_TO_DO}")
        try:
            return self._protection.unprotect(b64decode(lines[-1], validate=True)).decode("ascii")
        except (NotProtectedError, binascii.Error, UnicodeError) as fault:
            raise KeyUnusable(f"{self.path} cannot be read on this computer ({fault}). {_WHAT_TO_DO}") from None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the key. Raises StoreError where it is not kept: then no store is made under it."""
        try:
            protected = self._protection.protect(password.encode("ascii"))
        except NotProtectedError as fault:
            raise StoreUnwritable(f"The system does not protect the store's key: {fault}. No store was made.") from None
        make_folder(self.path.parent)
        write_once(self.path, f"{_FIRST_LINE}\n{b64encode(protected).decode('ascii')}\n")
        if self.get_password(service, username) != password:
            raise StoreUnwritable(f"{self.path} does not keep what is written to it.")


_WHAT_TO_DO = (
    "It was protected by the computer on which the kiosk was set up. Put back the file as it was; on another computer, "
    "or under a Windows that was installed anew, it is of no use. Without it the store cannot be read. Nothing was "
    "changed and no new key was made. To start anew with an empty store, as a new device: set the store aside with "
    "`kiosk store quarantine` and move this file to a safe place."
)
