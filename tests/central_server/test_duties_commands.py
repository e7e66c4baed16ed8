"""``kiosk central-backup``, ``-restore``, ``-erasures`` and ``-retention``, as an operator types them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from typer import Typer
from typer.testing import CliRunner, Result

from central_server.store import erasing
from central_server.store.declaration_tables import declarations
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import devices, people
from kiosk.__main__ import COMMANDS
from kiosk.commands.central_backup import PASSPHRASE_VARIABLE, central_backup
from kiosk.commands.central_erasures import central_erasures
from kiosk.commands.central_restore import central_restore
from kiosk.commands.central_retention import central_retention
from tests.central_server.declaring import declaration, taken
from tests.central_server.test_erasing import CANARIES, ME, hits

NAMES = ("central-backup", "central-restore", "central-erasures", "central-retention")


def run(*words: str) -> Result:
    app = Typer()
    commands: tuple[Callable[..., None], ...] = (central_backup, central_restore, central_erasures, central_retention)
    for name, command in zip(NAMES, commands, strict=True):
        app.command(name, help=COMMANDS[name])(command)
    return CliRunner().invoke(app, words)


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    file = tmp_path / "centre.sqlite"
    engine = open_engine(str(file))
    bring_up_to_date(engine)
    now = datetime.now(UTC)
    taken(engine, declaration(1, person=ME), now=now - timedelta(days=100))
    with transaction(engine) as connection:
        connection.execute(update(devices).values(last_seen=now))
    engine.dispose()
    return file


def opened(file: Path) -> Engine:
    return open_engine(str(file))


def test_a_copy_goes_and_comes_back_without_who_was_erased_since(centre: Path, tmp_path: Path) -> None:
    key, copy, listed = tmp_path / "key", tmp_path / "copy", tmp_path / "erasures"
    made = run("central-backup", str(copy), "--database", str(centre), "--key-file", str(key), "--new-key")
    assert made.exit_code == 0, made.output
    assert "rows in" in made.output
    assert copy.stat().st_mode & 0o777 == 0o600
    engine = opened(centre)
    with transaction(engine) as connection:
        erasing.erase(connection, {ME.id}, "request", datetime.now(UTC))
    engine.dispose()
    assert "1 erasures" in run("central-erasures", str(listed), "--database", str(centre)).output
    there = tmp_path / "there.sqlite"
    back = ("central-restore", str(copy), "--database", str(there), "--key-file", str(key))
    assert run(*back).exit_code == 2  # without a word about who was erased
    assert not there.exists()
    done = run(*back, "--erasures", str(listed))
    assert done.exit_code == 0, done.output
    assert "1 erasures taken over, 1 ids erased again" in done.output
    engine = opened(there)
    with transaction(engine) as connection:
        assert hits(connection, CANARIES) == set()
    engine.dispose()
    again = run(*back, "--no-erasures")
    assert (again.exit_code, "already" in again.output) == (2, True)


def test_a_copy_is_never_made_in_the_clear(centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy"
    refused = run("central-backup", str(copy), "--database", str(centre))
    assert (refused.exit_code, copy.exists()) == (2, False)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "bốn từ không liên quan")
    assert run("central-backup", str(copy), "--database", str(centre)).exit_code == 0
    (tmp_path / "list").write_text("no list")
    there = ("--database", str(tmp_path / "there.sqlite"))
    refused = run("central-restore", str(copy), *there, "--erasures", str(tmp_path / "list"))
    assert refused.exit_code == 2
    assert "list" in refused.output


def test_what_would_go_is_said_before_it_goes(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = ("--database", str(centre))
    before = datetime.now(UTC) - timedelta(days=100)
    said = run("central-retention", *where, "--dry-run")
    assert said.exit_code == 0, said.output
    assert said.output.splitlines() == ["declarations\t1", "people\t1", "nothing was taken away"]
    engine = opened(centre)
    with transaction(engine) as connection:
        assert connection.execute(select(func.count()).select_from(declarations)).scalar_one() == 1
        connection.execute(update(devices).values(last_seen=before))
    astray = run("central-retention", *where)
    assert (astray.exit_code, "--clock-is-right" in astray.output) == (1, True)
    done = run("central-retention", *where, "--clock-is-right")
    assert done.output.splitlines() == ["declarations\t1", "people\t1", "2 rows taken away"]
    with transaction(engine) as connection:
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 0
    engine.dispose()
    monkeypatch.setenv("KIOSK_CENTRE_KEEP_VISITS_DAYS", "soon")
    wrong = run("central-retention", *where)
    assert (wrong.exit_code, "KIOSK_CENTRE_KEEP_VISITS_DAYS" in wrong.output) == (2, True)
