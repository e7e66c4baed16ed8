"""Campaigns: what a checkpoint asks, one TOML file each. Two are shipped; docs/campaigns.md says how to write one."""

from pathlib import Path

from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign

OFF = "off"
LARGEST = 2**20
"""Bytes of a file; the shipped ones have a hundredth."""

_FOLDER = Path(__file__).parent


def shipped() -> tuple[str, ...]:
    """The names of the campaigns that come with the kiosk."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def shipped_text(name: str) -> str:
    """The file of a shipped campaign, to write another one from. KeyError where there is none."""
    if name not in shipped():
        raise KeyError(name)
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8").replace("\r\n", "\n")


def load(name_or_path: str) -> Campaign | None:
    """Read a campaign by the name of one that is shipped, or by its file's path; None for ``off``.

    SettingsError tells everything that is wrong, each with file, line and key.
    """
    if name_or_path == OFF:
        return None
    if name_or_path in shipped():
        file = _FOLDER / f"{name_or_path}.toml"
    else:
        file = Path(name_or_path)
        if not file.is_file():
            names = ", ".join((*shipped(), OFF))
            raise SettingsError(f"{name_or_path}: there is no such campaign; write {names}, or the path of a file")
    try:
        with file.open("rb") as opened:
            said = opened.read(LARGEST + 1)
        text = said.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{file}: cannot be read: {fault}") from fault
    if len(said) > LARGEST:
        raise SettingsError(f"{file}: is larger than {LARGEST:,} bytes")
    return read(text.replace("\r\n", "\n"), str(file))
