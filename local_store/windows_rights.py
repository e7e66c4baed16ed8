"""The data folder of a kiosk on Windows: for its account, the system and the administrators, and for nobody else.

The store's key lies there, and every account of the computer that can read the file can use it (``dpapi.py``).
"""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from kiosk.errors import KioskError
from local_store.access_list import Rights, comes_from, is_as, wanted
from local_store.faults import file_faults

log = logging.getLogger("local_store.windows_rights")


class Security(Protocol):
    """What a system does about rights. Raises KioskError with a sentence where it refuses."""

    def sid(self, account: str) -> str:
        """The SID of a person's account, named NAME, COMPUTER\\NAME or DOMAIN\\NAME."""

    def keeps_rights(self, folder: Path) -> bool:
        """Whether what is set can be read back: not so under Wine, which keeps Unix modes instead.

        Raises KioskError where the drive's file system has no rights at all.
        """

    def close(self, folder: Path, rights: Rights) -> None:
        """Give a folder an owner and these rights, which are inherited below, and let nothing come from above."""

    def inherit(self, path: Path, rights: Rights) -> None:
        """Give a file or folder the owner, and no rights but those that come from above."""

    def read(self, path: Path) -> Rights:
        """What stands there now."""


def prepare(folder: Path, account: str) -> None:
    """Make the data folder of a kiosk with its rights, also on everything that is in it already.

    Raises KioskError with a sentence: for an account that there is not, a drive that keeps no rights, a link to
    another place in the folder, and where this is not Windows or not an administrator.
    """
    if sys.platform == "win32":
        from local_store.windows_security import WindowsSecurity

        prepare_with(WindowsSecurity(), folder, account)
    else:
        raise KioskError("Rights for an account are given on Windows only. Elsewhere the folder is its user's alone.")


def prepare_with(security: Security, folder: Path, account: str) -> None:
    """``prepare`` on a given system."""
    rights = wanted(security.sid(account))
    with file_faults():
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_link(folder, folder.lstat())
    kept = security.keeps_rights(folder)
    security.close(folder, rights)  # first: from here on nobody else puts anything into it
    if kept and not is_as(security.read(folder), rights):
        raise KioskError(_NOT_AS_SET.format(folder))
    for path in _all_in(folder):
        security.inherit(path, rights)
        if kept and not comes_from(security.read(path), rights):
            raise KioskError(_NOT_AS_SET.format(path))
    if not kept:
        log.warning("the rights of the data folder were set; whether they hold cannot be told on this system")


_NOT_AS_SET = "{}: the rights that were given to it are not there when it is asked for them. Choose another folder."


def _all_in(folder: Path) -> Iterator[Path]:
    """Everything in a folder, folders before what is in them. KioskError for a link: it leads to others' files."""
    with file_faults():
        for found in sorted(os.scandir(folder), key=lambda one: one.name):
            status = found.stat(follow_symlinks=False)
            _refuse_link(Path(found.path), status)
            yield Path(found.path)
            if stat.S_ISDIR(status.st_mode):
                yield from _all_in(Path(found.path))


def _refuse_link(path: Path, status: os.stat_result) -> None:
    junction = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    if junction or stat.S_ISLNK(status.st_mode):
        raise KioskError(f"{path} leads to another place. Remove it, then try again; what it leads to was not touched.")
