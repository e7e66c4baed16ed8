"""Writes the settings file: comments and unknown keys stay, and a file that would not load never takes its place."""

import os
import secrets
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kiosk.errors import SettingsError
from kiosk.settings import Settings, load

Value = str | int | float | bool | tuple[str, ...] | None
Values = Mapping[str, Value]
"""``section.key`` to what it shall be; None takes the key out, so that the default stands."""


class SettingsFile:
    """The settings of this kiosk on disk. Every method blocks and may raise SettingsError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is one."""
        return self.path.exists()

    def write(self, values: Values) -> Settings:
        """Set these and leave everything else; returns the settings as they load afterwards.

        Refused where the outcome would not load: the file stays as it was. What stood there before is kept beside
        it with ``.bak``. Readable by this user alone, since it may hold the centre's token.
        """
        text = changed(self._text(), values)
        trial = _beside(self.path)
        try:
            _write(trial, text)
            settings = load(trial, environment={})
            if self.path.exists():
                write_whole(self.path.with_name(f"{self.path.name}.bak"), self._text())
            trial.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as fault:
            raise _cannot(self.path, fault) from fault
        except SettingsError as fault:
            raise SettingsError(str(fault).replace(str(trial), str(self.path))) from None
        finally:
            with suppress(OSError):
                trial.unlink(missing_ok=True)
        return settings

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as fault:
            raise SettingsError(f"{self.path}: cannot be read: {fault}") from fault


def changed(text: str, values: Values) -> str:
    """A settings file with other values.

    >>> print(changed('[gate]  # ours\\ncapacity = 5\\n', {"gate.capacity": None, "site.gate": "Cổng 2"}), end="")
    [gate]  # ours
    <BLANKLINE>
    [site]
    gate = "Cổng 2"
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as fault:
        raise SettingsError(f"the settings file is not valid TOML: {fault}") from fault
    for path, value in values.items():
        name, _, key = path.partition(".")
        section = document.get(name)
        if value is None:
            if section is not None and key in section:
                del section[key]
            continue
        if section is None:
            section = tomlkit.table()
            if text or len(document):
                document.add(tomlkit.nl())
            document[name] = section
        if not isinstance(section, MutableMapping):
            raise SettingsError(f"{name} is a value, not a section")
        section[key] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def write_whole(path: Path, text: str) -> None:
    """Put a text into a file that is there whole or as it was, on disk, and readable by this user alone."""
    unfinished = _beside(path)
    try:
        _write(unfinished, text)
        unfinished.replace(path)
        _sync_folder(path.parent)
    except OSError as fault:
        raise _cannot(path, fault) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """A rename is on disk once its folder is. Windows has no such call, and needs none."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot(path: Path, fault: OSError) -> SettingsError:
    return SettingsError(f"{path}: cannot be written: {fault.strerror or fault}")
