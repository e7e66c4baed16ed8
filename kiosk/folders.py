"""Where things lie on this machine: one answer for whoever asks.

From source, and on Linux, a kiosk's things lie in the folders of the account that runs it. The program that Windows'
installer put there keeps them in one folder of the machine's, whose rights let nobody else in; only what staff export
lies among the account's documents, where they look for it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kiosk.program import is_installed

APPLICATION = "checkpoint-kiosk"
INSTALLED_AS = "Checkpoint Kiosk"
"""The folder's name in %ProgramData%, and the key's in the registry."""
SETTINGS_NAME = "kiosk.toml"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder of the data, the file of the settings, and the folders of keys, exported lists and logs.

    The settings may name others for all but themselves and the logs.
    """

    data: Path
    settings: Path
    keys: Path
    exports: Path
    logs: Path


def find() -> Folders:
    """Where things lie for this program and account. Makes nothing."""
    return installed(_chosen() or _machine_wide()) if is_installed() else of_account()


def of_account() -> Folders:
    """In the folders that the system gives to the account."""
    config = platformdirs.user_config_path(APPLICATION)
    return Folders(
        platformdirs.user_data_path(APPLICATION),
        config / SETTINGS_NAME,
        config / "keys",
        _documents(),
        platformdirs.user_log_path(APPLICATION),
    )


def installed(data: Path) -> Folders:
    """All in one folder, but for what is exported."""
    return Folders(data, data / SETTINGS_NAME, data / "keys", _documents(), data / "logs")


def _documents() -> Path:
    return platformdirs.user_documents_path() / APPLICATION


def _machine_wide() -> Path:
    return platformdirs.site_data_path() / INSTALLED_AS


if sys.platform == "win32":
    import winreg

    def _chosen() -> Path | None:
        """The folder that the installer wrote down, None if it wrote none."""
        rights = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"Software\{INSTALLED_AS}", 0, rights) as key:
                value, kind = winreg.QueryValueEx(key, "DataFolder")
        except OSError:
            return None
        if not isinstance(value, str) or not value.strip():
            return None
        return Path(winreg.ExpandEnvironmentStrings(value) if kind == winreg.REG_EXPAND_SZ else value)
else:

    def _chosen() -> Path | None:
        """There is no registry here."""
        return None
