"""Where things lie: as the system has it for an account, or all in the folder of an installed program."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import folders, program
from kiosk.settings import default_file, load

CHOSEN = Path("/Dữ liệu/điểm kiểm dịch số 2")


def test_an_installed_program_keeps_all_but_exports_in_one_folder() -> None:
    places = folders.installed(CHOSEN)
    assert places.settings == CHOSEN / "kiosk.toml"
    assert places.keys == CHOSEN / "keys"
    assert places.logs == CHOSEN / "logs"
    assert not places.exports.is_relative_to(CHOSEN)
    assert places.exports == folders.of_account().exports


def test_from_source_things_lie_in_the_account_and_settings_agree() -> None:
    places = folders.find()
    assert places == folders.of_account()
    assert default_file() == places.settings
    store = load(None, {}, default=False).store
    assert (store.folder, store.keys, store.exports) == (places.data, places.keys, places.exports)


def kiosk(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "kiosk", *words], capture_output=True, check=False, timeout=30)


def test_the_command_prints_a_line_for_each_with_what_the_settings_say(tmp_path: Path) -> None:
    home = tmp_path / "Dữ liệu điểm kiểm dịch"
    home.mkdir()
    file = home / "kiosk của tôi.toml"
    file.write_text(f"[store]\nfolder = '{home / 'kho'}'\nkeys = '{home / 'khóa'}'\n", encoding="utf-8")
    ran = kiosk("folders", f"--config={file}", f"--set=store.exports={home / 'danh sách'}")
    assert ran.returncode == 0, ran.stderr
    assert dict(line.split("\t") for line in ran.stdout.decode().splitlines()) == {
        "settings": str(file),
        "logs": str(folders.find().logs),
        "data": str(home / "kho"),
        "keys": str(home / "khóa"),
        "exports": str(home / "danh sách"),
    }
    assert sorted(home.iterdir()) == [file]  # looking makes nothing


def test_where_the_settings_lie_is_said_even_when_they_are_wrong() -> None:
    ran = kiosk("folders", "--set=gate.direction=sideways")
    assert ran.returncode == 2
    assert ran.stdout.decode().startswith(f"settings\t{default_file()}")
    assert "gate.direction" in ran.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="there it makes the folder")
def test_only_windows_gives_the_folder_to_an_account() -> None:
    ran = kiosk("folders", "--account", "kiosk")
    assert ran.returncode == 1
    assert "on Windows only" in ran.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="it would be done there")
@pytest.mark.parametrize("words", [("--account", "kiosk"), ("--account", "kiosk", "--adopt"), ("--close",)])
def test_where_rights_are_given_or_taken_no_settings_are_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("broken =", encoding="utf-8")
    said = kiosk("folders", *words, "--config", str(file))
    assert said.returncode == 1
    assert b"on Windows only" in said.stderr
    assert kiosk("folders", "--config", str(file)).returncode == 2


def test_rights_are_not_given_and_taken_at_once() -> None:
    for words in (("--adopt",), ("--close", "--account", "kiosk")):
        assert kiosk("folders", *words).returncode == 2


def test_a_frozen_program_is_started_again_as_the_one_with_a_console(tmp_path: Path) -> None:
    folder = tmp_path / "Chương trình kiểm dịch"
    folder.mkdir()
    windowed = folder / "kioskw.exe"
    assert program.start_again(str(windowed), frozen=True) == [str(windowed)]  # renamed away, or never there
    (folder / "kiosk.exe").touch()
    assert program.start_again(str(windowed), frozen=True) == [str(folder / "kiosk.exe")]
    assert program.start_again("/usr/bin/python3", frozen=False) == ["/usr/bin/python3", "-m", "kiosk"]
