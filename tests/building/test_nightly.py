"""The scheduled job, with a Makefile of the test's own: its exit code, and the logs it keeps."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

NIGHTLY = Path(__file__).parents[2] / ".ci" / "nightly"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    checkout = tmp_path / "a check-out"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(NIGHTLY, checkout / ".ci")
    (checkout / "Makefile").write_text("windows:\n\t@echo built\nwindows-test: windows\n\t@echo tried\n")
    return checkout


def _run(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [str(checkout / ".ci" / "nightly")]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def test_what_was_said_is_kept(checkout: Path) -> None:
    done = _run(checkout)

    [log] = (checkout / "out" / "nightly").iterdir()
    assert done.returncode == 0
    assert log.read_text() == done.stdout == "built\ntried\nmake windows windows-test ended with 0\n"


def test_a_failure_is_its_exit_code_and_is_kept(checkout: Path) -> None:
    (checkout / "Makefile").write_text("windows:\n\t@echo no network; exit 3\nwindows-test: windows\n")

    done = _run(checkout)

    [log] = (checkout / "out" / "nightly").iterdir()
    assert done.returncode == 2
    assert "no network" in log.read_text()
    assert "ended with 2" in log.read_text()


def test_the_last_14_logs_are_kept(checkout: Path) -> None:
    kept = checkout / "out" / "nightly"
    kept.mkdir(parents=True)
    for day in range(1, 21):
        (kept / f"202001{day:02d}T000000Z.log").touch()

    _run(checkout)

    assert [log.name[:8] for log in sorted(kept.iterdir())][:13] == [f"202001{day:02d}" for day in range(8, 21)]
    assert len(list(kept.iterdir())) == 14


@pytest.mark.parametrize(("days", "kept"), [(31, False), (29, True)])
def test_a_root_of_more_than_30_days_is_made_anew(checkout: Path, days: int, kept: bool) -> None:
    list_of_sources = checkout / "out" / "windows" / "root" / "etc" / "apt" / "sources.list"
    list_of_sources.parent.mkdir(parents=True)
    list_of_sources.touch()
    made = time.time() - days * 86400
    os.utime(list_of_sources, (made, made))
    (checkout / "out" / "windows" / "KioskSetup.exe").touch()

    assert _run(checkout).returncode == 0

    assert list_of_sources.exists() is kept
    assert (checkout / "out" / "windows" / "KioskSetup.exe").exists()
