"""How the program starts, whatever it is started as."""

import os
import subprocess
import sys
import tomllib
import urllib.request
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest

from kiosk import account
from kiosk.__main__ import COMMANDS

# A program of Windows without a console has no standard streams. This one starts its centre and says where in a file.
PARENT = """
import sys
from pathlib import Path
sys.stdin = sys.stdout = sys.stderr = None
from kiosk import embedded_centre, logs
logs.begin("kiosk")
centre = embedded_centre.start(Path(sys.argv[1]) / "centre.sqlite")
Path(sys.argv[1], "url").write_text(f"{centre.process.pid} {centre.url}", encoding="utf-8")
if sys.argv[2] == "dies":
    import os
    os.abort()
centre.stop()
"""


def kiosk(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words], capture_output=True, encoding="utf-8", check=False, timeout=30
    )


def test_the_version_is_one_line_and_the_projects() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == version("checkpoint-kiosk")
    assert kiosk("--version").stdout == f"kiosk {project['version']}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_module_of_its_name(name: str) -> None:
    word = name.replace("-", "_")
    assert callable(getattr(import_module(f"kiosk.commands.{word}"), word))


def test_in_the_session_of_another_account_nothing_starts() -> None:
    ran = kiosk("run", "--for-account", "Quầy kiểm dịch", "--set=gate.direction=x")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_in_the_session_of_the_account_that_is_meant_it_goes_on() -> None:
    ran = kiosk("run", "--for-account", account.current().upper(), "--set=gate.direction=x")
    assert ran.returncode == 2
    assert "gate.direction" in ran.stderr


@pytest.mark.parametrize("how", ["stops", "dies"])
def test_a_centre_of_a_kiosk_without_a_console_ends_with_it_and_keeps_its_own_log(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "Dữ liệu của điểm"
    folder.mkdir()
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", PARENT, str(folder), how], capture_output=True, check=False, timeout=60, env=home
    )
    assert (ran.returncode == 0, ran.stdout) == (how == "stops", b"")
    pid, _, url = (folder / "url").read_text(encoding="utf-8").partition(" ")
    if psutil.pid_exists(int(pid)):
        psutil.Process(int(pid)).wait(timeout=10)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=5)  # noqa: S310  # our own
    logs = tmp_path / ".local/state/checkpoint-kiosk/log"
    assert {file.name for file in logs.glob("*.log")} == {"kiosk.log", "centre.log"}


def listening(started: "subprocess.Popen[bytes]") -> int:
    """The port that a program listens on, as soon as it does."""
    for _ in range(300):
        for one in psutil.Process(started.pid).net_connections("tcp"):
            if one.status == psutil.CONN_LISTEN:
                return int(one.laddr.port)
        with pytest.raises(subprocess.TimeoutExpired):
            started.wait(0.1)
    raise AssertionError("it does not listen")


def test_a_centre_without_standard_streams_serves(tmp_path: Path) -> None:
    """Uvicorn's own log would ask them whether they are terminals."""
    code = (
        "import sys\nsys.stdin = sys.stdout = sys.stderr = None\n"
        "from kiosk.__main__ import main\nsys.argv[1:] = sys.argv[1:]\nmain()"
    )
    database = tmp_path / "centre.sqlite"
    words = ["central", "--port", "0", "--database", str(database), "--with-parent", "--announce"]
    started = subprocess.Popen([sys.executable, "-c", code, *words], stdin=subprocess.PIPE)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{listening(started)}/v1/health", timeout=10) as said:
            assert said.status == 200
    finally:
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(20) == 0


def test_what_is_printed_is_utf_8_whatever_the_code_page_is() -> None:
    windows = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}  # as a pipe is there
    ran = subprocess.run(
        [sys.executable, "-m", "kiosk", "settings"], capture_output=True, check=False, timeout=30, env=windows
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Điểm kiểm dịch" in ran.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="ended by a signal")
def test_a_signal_that_comes_before_the_window_stands_ends_it_then() -> None:
    early = (
        "import os, signal\nfrom ui.app import Application\n"
        "application = Application()\nos.kill(os.getpid(), signal.SIGTERM)\nraise SystemExit(application.run())"
    )
    ended = subprocess.run([sys.executable, "-c", early], timeout=30, check=False)
    assert ended.returncode == 0
