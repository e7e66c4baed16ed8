"""``kiosk central`` as a process: how it starts, how it says so, how it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.central_server.running import COMMAND, CentreProcess

TOKEN = "synthetic-token-0001"


def refusal(*arguments: str) -> str:
    """Start it, expect it to refuse, and return what it said."""
    done = subprocess.run([sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_it_announces_itself_and_ends_in_good_order(tmp_path: Path) -> None:
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        assert centre.announced["pid"] == centre.process.pid
        assert requests.get(f"{centre.url}/v1/health", timeout=5).status_code == 200
        centre.process.terminate()
        out, err = centre.process.communicate(timeout=10)
        assert (centre.process.returncode, out, err) == (0, b"", b"")


def test_started_by_hand_it_says_where_it_is(tmp_path: Path) -> None:
    options = ["--database", str(tmp_path / "centre.sqlite"), "--port", "0", "--with-parent"]
    command = [sys.executable, "-c", COMMAND, *options]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=30)
    assert done.stdout.startswith("The centre listens on http://127.0.0.1:")
    assert done.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_with_the_end_of_input_is_one_end(tmp_path: Path, number: signal.Signals) -> None:
    """As with Ctrl+C in a terminal, which reaches the centre and whoever started it."""
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        centre.process.send_signal(number)
        out, err = centre.process.communicate(timeout=10)  # closes the input
        assert (centre.process.returncode, out, err) == (0, b"", b"")


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        assert centre.process.stdin is not None
        centre.process.stdin.close()
        assert centre.process.wait(timeout=10) == 0


def test_it_logs_nobody(tmp_path: Path) -> None:
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        body = b'{"events":[{"name":"Synthetic Name"}]}'
        url = f"{centre.url}/v1/devices/f06d39c0-c6d8-55e5-b9fc-6a73838dae67/events"
        assert requests.post(url, data=body, timeout=5).status_code == 200
        assert requests.post(url, data=b"no batch", timeout=5).status_code == 422
        centre.process.terminate()
        assert centre.process.communicate(timeout=10) == (b"", b"")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "centre.example"])  # noqa: S104
def test_it_does_not_open_to_the_network_without_a_token(tmp_path: Path, host: str) -> None:
    said = refusal("--host", host, "--database", str(tmp_path / "x"))
    assert "without a token" in said
    assert said.count("\n") == 1


def test_the_token_file_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    with CentreProcess(tmp_path / "centre.sqlite", "--token-file", str(tmp_path / "token")) as centre:
        url = f"{centre.url}/v1/devices/f06d39c0-c6d8-55e5-b9fc-6a73838dae67/summary"
        assert requests.get(url, timeout=5).status_code == 401
        assert requests.get(url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5).status_code == 200


def test_a_token_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("short")
    assert "16 characters" in refusal("--token-file", str(tmp_path / "token"))
    assert "cannot be read" in refusal("--token-file", str(tmp_path / "none"))


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        said = refusal("--port", str(centre.port), "--database", str(tmp_path / "other.sqlite"))
        assert f"cannot listen on 127.0.0.1 port {centre.port}" in said


def test_the_command_costs_the_kiosk_nothing() -> None:
    program = (
        "import sys, kiosk.commands.central, kiosk.wire.client, kiosk.wire.sending;"
        "print([m for m in ('fastapi','uvicorn','sqlalchemy','alembic') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
