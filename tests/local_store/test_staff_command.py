"""``kiosk staff`` as it is typed."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.commands.staff import staff as command
from tests.local_store.opening import NOW, open_at

PIN = "470913"


def place(folder: Path) -> list[str]:
    return [f"--set=store.folder={folder / 'data'}", f"--set=store.keys={folder / 'config'}"]


def staff(folder: Path, *words: str, typed: str = "") -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    return CliRunner().invoke(app, [*words, *place(folder)], input=typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_at(tmp_path).close()
    return tmp_path


def test_somebody_is_added_listed_given_another_pin_and_disabled(folder: Path) -> None:
    words = ["staff", "add", "Nguyễn Văn Thử", "--role", "attendant", "--pin-stdin"]
    added = subprocess.run(
        [sys.executable, "-m", "kiosk", *words, *place(folder)],
        input=f"{PIN}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (added.returncode, added.stdout, added.stderr) == (0, "Nguyễn Văn Thử may sign in.\n", "")
    assert staff(folder, "list").stdout == "Nguyễn Văn Thử\tattendant\n"
    with open_at(folder) as store:
        assert store.staff.check(store.staff.find("nguyễn văn thử"), PIN, NOW, "attest").right
    assert staff(folder, "pin", "nguyễn văn thử", "--pin-stdin", typed="280735\n").exit_code == 0
    with open_at(folder) as store:
        assert store.staff.check(store.staff.find("nguyễn văn thử"), "280735", NOW, "attest").right
    assert staff(folder, "disable", "Nguyễn Văn Thử").exit_code == 0
    assert staff(folder, "list").stdout == "Nobody is listed.\n"


@pytest.mark.parametrize(
    ("words", "typed", "code", "said"),
    [
        (["add", "Thử", "--role", "boss", "--pin-stdin"], PIN, 1, "boss is not a role; there are: attendant"),
        (["add", "Thử", "--role", "attendant", "--pin-stdin"], "123456\n", 1, "counts up or down"),
        (["add", "Thử", "--role", "attendant", "--pin-stdin"], "", 1, "six digits"),
        (["add", "Thử", "--role", "attendant"], f"{PIN}\n{PIN}\n", 2, "--pin-stdin"),
        (["add", "Thử"], "", 2, "--role"),
        (["disable"], "", 2, "whose?"),
        (["disable", "Nguyen"], "", 1, "Nobody is listed as Nguyen"),
        (["list", "--set", "gate.nonsense=1"], "", 2, "gate.nonsense"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    folder: Path, words: list[str], typed: str, code: int, said: str
) -> None:
    ran = staff(folder, *words, typed=typed)
    assert ran.exit_code == code
    assert said in " ".join(ran.stderr.replace("│", " ").split())
    assert "Traceback" not in ran.stderr
    assert PIN not in ran.stdout + ran.stderr


def test_listing_makes_no_store(tmp_path: Path) -> None:
    ran = staff(tmp_path, "list")
    assert (ran.exit_code, "There is no store" in ran.stderr) == (1, True)
    assert not (tmp_path / "data").exists()


def test_a_kiosk_that_is_running_is_left_alone(folder: Path) -> None:
    with open_at(folder):
        ran = staff(folder, "list")
    assert ran.exit_code == 1
    assert "already running" in ran.stderr
