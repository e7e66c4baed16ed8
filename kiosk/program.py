"""This program as it runs: from its source or frozen, and how it is started once more."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

WINDOWED = "kioskw"
"""The frozen program without a console window: what the Start menu and autostart call."""


def is_frozen() -> bool:
    """Whether this is the frozen program, which no Python lies beside."""
    return bool(getattr(sys, "frozen", False))


def is_installed() -> bool:
    """Whether this is the program that Windows' installer put on a machine: it serves everybody there."""
    return is_frozen() and sys.platform == "win32"


def words_given(arguments: list[str], executable: str = sys.executable) -> list[str]:
    """The command line as it is meant: the program without a console is there to run the kiosk.

    >>> words_given([], "C:/Program Files/Checkpoint Kiosk/kioskw.exe"), words_given([], "/usr/bin/python3")
    (['run'], [])
    >>> words_given(["setup"], "/opt/kiosk/kioskw")
    ['setup']
    """
    return arguments or (["run"] if Path(executable).stem.lower() == WINDOWED else [])


def start_again(executable: str = sys.executable, *, frozen: bool | None = None) -> list[str]:
    """What starts another process of this program, to which the words of a command are added.

    A frozen program has no ``-m``. The one with a console is taken where it lies beside: only that one surely has the
    standard streams that are given to it.
    """
    if not (is_frozen() if frozen is None else frozen):
        return [executable, "-m", "kiosk"]
    running = Path(executable)
    beside = running.with_name("kiosk" + running.suffix)
    return [str(beside if beside.exists() else running)]


def environment_for_others(
    environment: Mapping[str, str] = os.environ, *, frozen: bool | None = None
) -> dict[str, str]:
    """The environment for a program of the system's: without the libraries that a frozen one brings for itself.

    >>> environment_for_others({"LD_LIBRARY_PATH": "/opt/kiosk/_internal", "HOME": "/root"}, frozen=True)
    {'HOME': '/root'}
    >>> environment_for_others({"LD_LIBRARY_PATH": "/opt/x", "LD_LIBRARY_PATH_ORIG": "/usr/x"}, frozen=True)
    {'LD_LIBRARY_PATH': '/usr/x'}
    """
    found = dict(environment)
    if is_frozen() if frozen is None else frozen:
        found.pop("LD_LIBRARY_PATH", None)
        if before := found.pop("LD_LIBRARY_PATH_ORIG", ""):
            found["LD_LIBRARY_PATH"] = before
    return found
