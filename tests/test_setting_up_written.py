"""The settings file as it is written: what a person wrote stays, and it always loads."""

import stat
import sys
from pathlib import Path

import pytest

from kiosk.checkpoint.written_settings import SettingsFile, changed, write_whole
from kiosk.errors import SettingsError
from kiosk.settings import load

OURS = """# our kiosk
[gate]
capacity = 40 # fire marshal's number
direction = "in"

[devices]
sources = ["camera:2"] # the one above
"""


def test_comments_order_and_everything_else_stay(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(OURS, encoding="utf-8")
    SettingsFile(file).write({"gate.capacity": 50, "site.name": "Bệnh viện Đa khoa Hạ Vân"})
    assert file.read_text(encoding="utf-8") == OURS.replace("40 #", "50 #") + (
        '\n[site]\nname = "Bệnh viện Đa khoa Hạ Vân"\n'
    )
    assert file.with_name("kiosk.toml.bak").read_text(encoding="utf-8") == OURS


def test_dotted_keys_and_sections_in_pieces_are_understood() -> None:
    assert changed('gate.capacity = 5\nsite.name = "Bệnh viện"\n', {"gate.capacity": 6}) == (
        'gate.capacity = 6\nsite.name = "Bệnh viện"\n'
    )
    assert changed("gate = {capacity = 5}\n", {"gate.capacity": None}) == "gate = {}\n"


def test_a_value_that_would_not_load_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(OURS, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"kiosk\.toml: gate\.capacity") as fault:
        SettingsFile(file).write({"gate.capacity": 0})
    assert ".part" not in str(fault.value)
    assert file.read_text(encoding="utf-8") == OURS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kiosk.toml"]


def test_an_unknown_key_of_somebody_elses_is_not_thrown_away(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    text = OURS + "\n[future]\nkey = 1\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="future"):
        SettingsFile(file).write({"gate.capacity": 50})
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["[gate", "gate = 5"])
def test_a_file_that_is_none_is_named_and_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        SettingsFile(file).write({"gate.capacity": 50})
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_an_open_file_is_closed_to_others_because_of_the_token(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(OURS, encoding="utf-8")
    file.chmod(0o644)
    SettingsFile(file).write({"centre.token": "token-of-this-kiosk-0001"})
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"kiosk.toml": 0o600, "kiosk.toml.bak": 0o600}
    assert load(file, {}).centre.token == "token-of-this-kiosk-0001"


def test_whatever_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_whole(tmp_path / "file" / "kiosk.toml", "")
