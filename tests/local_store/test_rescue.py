"""What could not be sent, carried out of a kiosk by hand: only the holder of a key can read it."""

import json
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.commands.store import store as store_command
from tests.local_store.forgetting import in_files, wipe
from tests.local_store.listing import INSURED, come
from tests.local_store.opening import NOW, open_at


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key, made = tmp_path / "rescue.key", tmp_path / "rescue.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rescue -keyout {key} -out {made}".split(),
        check=True,
        capture_output=True,
    )
    return made


def rescue(folder: Path, *options: object) -> tuple[int, str]:
    place = ["--set", f"store.folder={folder / 'data'}", "--set", f"store.keys={folder / 'config'}"]
    app = typer.Typer()
    app.command()(store_command)
    ran = CliRunner().invoke(app, ["rescue", *place, *map(str, options)])
    return ran.exit_code, ran.output


def test_after_a_wipe_the_unsent_words_come_out_sealed_and_stay(tmp_path: Path, certificate: Path) -> None:
    with open_at(tmp_path) as store:
        first = come(store)
        come(store, INSURED)
        store.outbox.refused(first.id, "refused: name", NOW)
        bodies = [row[0] for row in store.connection.rows("SELECT body FROM outbox ORDER BY sequence")]
        wipe(store)
    code, said = rescue(tmp_path)
    assert code == 0
    assert "1 events wait to be sent, 1 were refused" in said
    assert "2026-11-21 03:04" in said

    sealed = tmp_path / "sealed.p7m"
    code, said = rescue(tmp_path, "--to", certificate, "--out", sealed)
    assert (code, str(sealed) in said) == (0, True)
    assert in_files(tmp_path, "Nguyễn Văn Thử", "001090000001") == []
    opened = subprocess.run(
        f"openssl cms -decrypt -inform DER -in {sealed} -inkey {tmp_path}/rescue.key -recip {certificate}".split(),
        check=True,
        capture_output=True,
    ).stdout
    read = json.loads(opened)
    assert read["events"] == [json.loads(body) for body in bodies]
    assert read["refused"] == {str(first.id): "refused: name"}
    with open_at(tmp_path) as store:
        assert read["device"] == str(store.device.id)
        assert store.outbox.waiting() == 1, "they stay, and are sent as ever"


def test_what_is_missing_or_in_the_way_is_named(tmp_path: Path, certificate: Path) -> None:
    code, said = rescue(tmp_path)
    assert (code, "There is no store" in said) == (1, True)
    with open_at(tmp_path) as store:
        come(store)
    assert rescue(tmp_path, "--to", certificate)[0] == 2
    there = tmp_path / "there"
    there.write_text("mine")
    code, said = rescue(tmp_path, "--to", certificate, "--out", there)
    assert (code, there.read_text()) == (1, "mine")
    code, said = rescue(tmp_path, "--to", there, "--out", tmp_path / "new")
    assert (code, "no certificate" in said) == (1, True)
    assert not (tmp_path / "new").exists()
