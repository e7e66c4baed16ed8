"""What whoever starts the kiosk is told when it cannot start."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk import campaigns
from local_store.store import open_store


def kiosk(*arguments: str, seconds: float = 30, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "QT_"))}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        capture_output=True,
        text=True,
        env={**kept, "PYTHONUTF8": "1", **environment},
        check=False,
        timeout=seconds,
    )


def place(folder: Path) -> list[str]:
    return [
        "--set",
        f"store.folder={folder / 'data'}",
        "--set",
        f"store.keys={folder / 'keys'}",
        "--set",
        "devices.sources=keyboard:",
    ]


def test_without_a_display_run_says_what_to_do(tmp_path: Path) -> None:
    ran = kiosk("run", *place(tmp_path))
    assert ran.returncode == 1
    assert "kiosk demo" in ran.stderr


@pytest.mark.parametrize("command", ["run", "settings", "store"])
def test_a_wrong_setting_is_named(command: str) -> None:
    ran = kiosk(command, *(["check"] if command == "store" else []), "--set", "gate.direction=sideways")
    assert ran.returncode == 2
    assert "gate.direction" in ran.stderr
    assert "'auto', 'in' or 'out'" in ran.stderr


@pytest.mark.parametrize("address", ["camera:front", "serial:", "demo:?speed=9", "file:"])
def test_a_wrong_address_is_named(address: str, tmp_path: Path) -> None:
    ran = kiosk("run", *place(tmp_path)[:4], "--set", f"devices.sources={address}", QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 2
    assert address in ran.stderr


def test_a_broken_campaign_is_refused_with_its_line(tmp_path: Path) -> None:
    shipped = Path(campaigns.__file__).parent / "khai-bao-toan-dan.toml"
    broken = tmp_path / "mine.toml"
    broken.write_text(shipped.read_text(encoding="utf-8").replace('verdict = "stop"', 'verdict = "halt"'), "utf-8")
    line = broken.read_text(encoding="utf-8").splitlines().index('verdict = "halt"') + 1
    asked = ["--set", "gate.declarations=required", "--set", f"gate.campaign={broken}"]
    ran = kiosk("run", *place(tmp_path), *asked, QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 2
    assert f"{broken}:{line}: " in ran.stderr
    assert "'needs_staff' or 'stop'" in ran.stderr


def test_a_second_kiosk_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "data", tmp_path / "keys"):
        ran = kiosk("run", *place(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 1
    assert "already running" in ran.stderr


def test_a_damaged_store_is_shown_to_visitors_kept_and_can_be_set_aside(tmp_path: Path) -> None:
    with open_store(tmp_path / "data", tmp_path / "keys"):
        pass
    database = tmp_path / "data" / "store" / "kiosk.db"
    damaged = bytearray(database.read_bytes())
    damaged[5_000] ^= 1
    database.write_bytes(damaged)
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", *place(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )
    try:
        assert program.stderr is not None
        said = program.stderr.readline()
        assert "damaged" in said
        time.sleep(1.0)
        assert program.poll() is None, "the out-of-order screen stays up until a supervisor tries again"
    finally:
        program.terminate()
        program.communicate(timeout=15)
    assert database.read_bytes() == bytes(damaged)
    ran = kiosk("store", "rebuild", *place(tmp_path)[:4])
    assert ran.returncode == 0, ran.stderr
    assert "damaged store lies in" in ran.stdout
    assert kiosk("store", "check", *place(tmp_path)[:4]).stdout == "The store is whole.\n"


def test_checking_makes_no_store(tmp_path: Path) -> None:
    ran = kiosk("store", "check", *place(tmp_path)[:4])
    assert ran.returncode == 1
    assert "There is no store" in ran.stderr
    assert not (tmp_path / "data").exists()


def test_the_first_start_opens_the_wizard(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "XDG_", "KIOSK_"))}
    started = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"],
        stderr=subprocess.PIPE,
        text=True,
        env={**kept, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )
    assert started.stderr is not None
    try:
        for line in started.stderr:
            if "the wizard opens" in line:
                break
        else:
            pytest.fail("it ended without the wizard")
        time.sleep(1.0)  # the handler of SIGTERM is Qt's once the window stands
        started.terminate()
        _, said = started.communicate(timeout=20)
    finally:
        started.kill()
    assert started.returncode == 1
    assert "goes on where it was left" in said
