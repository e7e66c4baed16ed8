"""What an operator says of citizen codes reaches them, and what is wrong is said before anybody is kept waiting."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine, make_url

from central_server.citizen_codes import code_terms
from central_server.sealing import CannotSeal, Sealing
from central_server.store.code_keys import keys_in_time, renew, signing
from central_server.store.engine import transaction
from kiosk.errors import SettingsError
from tests.central_server.declaring import NOW, declaration
from tests.central_server.running import COMMAND, CentreProcess
from tests.wire.saying import DEVICE

SECRET = "synthetic secret of 32 characters"
URL = make_url("sqlite:////nowhere/centre.sqlite")


@pytest.mark.parametrize(
    "address", ["http://centre.example", "https://centre.example/centre", "centre.example", "https://", "https://a b"]
)
def test_an_address_that_no_code_can_hold_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="public address"):
        code_terms(URL, SECRET, address)


def test_what_is_not_said_is_left_open() -> None:
    assert code_terms(URL, "", "").public_url is None
    assert code_terms(URL, SECRET, "https://centre.example:8443/").public_url == "HTTPS://CENTRE.EXAMPLE:8443"


def test_a_new_key_signs_at_once_when_the_secret_was_lost(engine: Engine) -> None:
    lost, found = Sealing(b"1" * 32), Sealing(b"2" * 32)
    later = NOW + timedelta(days=80)  # the next key is made already
    with transaction(engine) as connection:
        keys_in_time(connection, lambda: lost, NOW)
        old = keys_in_time(connection, lambda: lost, later)
        with pytest.raises(CannotSeal):
            signing(old, later).private(found)
        renew(connection, found, later)
        for days in (0, 30, 75):
            now = later + timedelta(days=days)
            assert len(signing(keys_in_time(connection, lambda: found, now), now).private(found)) == 32


def test_the_command_takes_them(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    options = ["--secret-file", str(secret), "--public-url", "https://centre.example", "--new-code-key"]
    now = datetime.now(UTC)
    said = declaration(1, at=now - timedelta(hours=1), holds_until=now + timedelta(days=1))
    with CentreProcess(tmp_path / "centre.sqlite", *options) as centre:
        path = f"{centre.url}/v1/devices/{DEVICE}/citizen-codes"
        reply = requests.post(path, data=f'{{"event":{said.model_dump_json()}}}'.encode(), timeout=10)
        assert reply.json()["text"].startswith("HTTPS://CENTRE.EXAMPLE/Q/")
        assert len(requests.get(f"{centre.url}/v1/citizen-codes/keys", timeout=10).json()["keys"]) == 1
    assert not (tmp_path / "centre.sqlite.secret").exists()


def test_the_command_refuses_a_short_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short", encoding="utf-8")
    arguments = ["--port", "0", "--database", str(tmp_path / "c.sqlite"), "--secret-file", str(tmp_path / "secret")]
    ended = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert "32 characters" in ended.stderr
