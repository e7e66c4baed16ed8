"""Files with people in them: readable by this user alone, and whole or not there at all. Blocks."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from kiosk.errors import DeviceError


def file_name(text: str) -> str:
    """What was typed as the name of a file, without what could lead it elsewhere; "" where nothing is left.

    >>> file_name("../danh sách: 23/11"), file_name(" .. ")
    ('danh sách 23 11', '')
    """
    return " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", text).split()).strip(". ")[:80]


def save(path: Path, data: bytes) -> None:
    """Write a file; raises DeviceError."""
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as fault:
        with suppress(OSError):
            unfinished.unlink()
        raise DeviceError(f"A file cannot be written to {path.parent}: {fault.strerror or fault}") from fault


def free(path: Path) -> Path:
    """This path, or one with a number behind it where it is taken."""
    for number in range(2, 1000):
        if not path.exists():
            return path
        path = path.with_name(f"{path.stem.partition(' (')[0]} ({number}){path.suffix}")
    return path
