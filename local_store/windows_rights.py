"""The data folder of a kiosk on Windows: for its account, the system and the administrators, and for nobody else.

The store's key lies there, and every account of the computer that can read the file can use it (``dpapi.py``).
"""

import logging
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kiosk.errors import KioskError
from local_store.access_list import LeadsElsewhere, Rights, comes_from, is_as, shut, wanted
from local_store.faults import file_faults
from local_store.lasting import rename

log = logging.getLogger("local_store.windows_rights")


class Security(Protocol):
    """What a system does about rights. Raises KioskError with a sentence where it refuses."""

    def sid(self, account: str) -> str:
        """The SID of a person's account, named NAME, COMPUTER\\NAME or DOMAIN\\NAME."""

    def keeps_rights(self, folder: Path) -> bool:
        """Whether what is set can be read back: not so under Wine, which keeps Unix modes instead.

        Raises KioskError where the drive's file system has no rights at all.
        """

    def make(self, folder: Path, rights: Rights) -> None:
        """Make a folder that has these rights from its first moment; KioskError where the name is taken."""

    def close(self, folder: Path, rights: Rights) -> None:
        """Give a folder an owner and these rights, which are inherited below, and let nothing come from above.

        ``LeadsElsewhere`` for a link.
        """

    def inherit(self, path: Path, rights: Rights) -> None:
        """Give a file or folder the owner, and no rights but those that come from above.

        ``LeadsElsewhere`` for a link, for what lies behind one, and for a file that has another name as well.
        """

    def read(self, path: Path) -> Rights:
        """What stands there now."""


def prepare(folder: Path, account: str, *, adopt: bool) -> Path | None:
    """Make the data folder of a kiosk with its rights. Says where what was there before was set aside, if anything.

    Anybody may have made a folder of that name, with settings, keys or a certificate authority in it. It is not
    believed: it gets another name. With ``adopt`` it is known to be this kiosk's own, and all in it gets its rights.

    Raises KioskError with a sentence: for an account that there is not, a drive that keeps no rights, a folder that
    cannot be set aside, a link to another place in one that is adopted, and where this is not Windows or not an
    administrator.
    """
    return prepare_with(_security(), folder, account, adopt=adopt)


def close(folder: Path) -> list[Path]:
    """Take every account's rights in the data folder away, but for the system and administrators: before it is deleted.

    What leads to another place is left as it is, and said. Raises KioskError as ``prepare`` does.
    """
    return close_with(_security(), folder)


def prepare_with(
    security: Security, folder: Path, account: str, *, adopt: bool, at: datetime | None = None
) -> Path | None:
    """``prepare`` on a given system."""
    rights = wanted(security.sid(account))
    with file_faults():
        folder.parent.mkdir(parents=True, exist_ok=True)
    security.keeps_rights(folder.parent)  # before anything is moved
    aside = None if adopt or not _is_there(folder) else _set_aside(folder, at or datetime.now(UTC))
    if not _is_there(folder):
        security.make(folder, rights)
    _give(security, folder, rights, _refuse)
    return aside


def close_with(security: Security, folder: Path) -> list[Path]:
    """``close`` on a given system."""
    left: list[Path] = []
    if _is_there(folder):
        _give(security, folder, shut(), lambda fault: left.append(fault.path))
    return left


def _security() -> Security:
    if sys.platform == "win32":
        from local_store.windows_security import WindowsSecurity

        return WindowsSecurity()
    raise KioskError("Rights for an account are given on Windows only. Elsewhere the folder is its user's alone.")


def _is_there(folder: Path) -> bool:
    return os.path.lexists(folder)  # a link that leads nowhere is there too


def _set_aside(folder: Path, now: datetime) -> Path:
    aside = folder.with_name(f"{folder.name}.found-{now:%Y%m%dT%H%M%SZ}")
    try:
        rename(folder, aside)
    except OSError as fault:
        raise KioskError(
            f"{folder} was there already, made by nobody knows whom, and cannot be set aside ({fault.strerror}). "
            "Close what uses it, or start the computer anew; then try again. Nothing in it was believed or changed."
        ) from None
    return aside


def _refuse(fault: LeadsElsewhere) -> None:
    raise fault


def _give(security: Security, folder: Path, rights: Rights, elsewhere: Callable[[LeadsElsewhere], None]) -> None:
    """Set the rights of a folder and of all that is in it; what leads to another place is for ``elsewhere``."""
    with file_faults():
        _refuse_link(folder, folder.lstat())
    kept = security.keeps_rights(folder)
    security.close(folder, rights)  # first: from here on nobody else puts anything into it
    if kept and not is_as(security.read(folder), rights):
        raise KioskError(_NOT_AS_SET.format(folder))

    def give(path: Path) -> None:
        security.inherit(path, rights)
        if kept and not comes_from(security.read(path), rights):
            raise KioskError(_NOT_AS_SET.format(path))

    _each_in(folder, give, elsewhere)
    if not kept:
        log.warning("the rights of the data folder were set; whether they hold cannot be told on this system")


_NOT_AS_SET = "{}: the rights that were given to it are not there when it is asked for them. Choose another folder."


def _each_in(folder: Path, give: Callable[[Path], None], elsewhere: Callable[[LeadsElsewhere], None]) -> None:
    """Everything in a folder, folders before what is in them, so that nobody can exchange what is still to come."""
    with file_faults():
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    for one in found:
        path = Path(one.path)
        try:
            with file_faults():
                status = one.stat(follow_symlinks=False)
            _refuse_link(path, status)
            give(path)
        except LeadsElsewhere as fault:
            elsewhere(fault)
            continue
        if stat.S_ISDIR(status.st_mode):
            _each_in(path, give, elsewhere)


def _refuse_link(path: Path, status: os.stat_result) -> None:
    """Links that are seen at once; what somebody exchanges meanwhile is seen by whoever opens it (``Security``)."""
    junction = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    if junction or stat.S_ISLNK(status.st_mode):
        raise LeadsElsewhere(path)
