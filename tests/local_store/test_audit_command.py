"""``kiosk audit`` as it is typed."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.__main__ import COMMANDS
from kiosk.commands.audit import audit as command
from kiosk.staff import Role
from local_store import audit as log
from tests.local_store.opening import NOW, open_at
from tests.local_store.test_staff import PIN, with_cheap

SOMEBODY = uuid4()


def audit(folder: Path, *words: str) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    place = [f"--set=store.folder={folder / 'data'}", f"--set=store.keys={folder / 'config'}"]
    return CliRunner().invoke(app, [*words, *place])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_at(tmp_path) as opened:
        store = with_cheap(opened)
        boss = store.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        store.staff.add("Trần Thị Mẫu", Role.ATTENDANT, PIN, NOW + timedelta(days=1), boss)
        with store.connection.writing():
            log.write(store.connection, NOW + timedelta(days=2), boss, "visit annulled", "misread", "done", SOMEBODY)
    return tmp_path


def test_what_was_done_is_printed_newest_first_with_names_of_the_staff_only(folder: Path) -> None:
    ran = audit(folder)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"2026-11-23 10:04:05\tNguyễn Văn Thử\tvisit annulled\tmisread\tdone\t{SOMEBODY}",
        "2026-11-22 10:04:05\tNguyễn Văn Thử\tstaff added\tattendant\tdone\tTrần Thị Mẫu",
        "2026-11-21 10:04:05\t-\tstaff added\tsupervisor\tdone\tNguyễn Văn Thử",
    ]


@pytest.mark.parametrize(("since", "count"), [("2026-11-22", 2), ("2026-11-22T10:05", 1), ("2026-12-01", 0)])
def test_only_from_a_moment_on(folder: Path, since: str, count: int) -> None:
    assert len(audit(folder, "--since", since).stdout.splitlines()) == count


def test_as_json(folder: Path) -> None:
    newest, *others = json.loads(audit(folder, "--json").stdout)
    assert len(others) == 2
    assert (newest["staff_name"], newest["what"], newest["subject"]) == (
        "Nguyễn Văn Thử",
        "visit annulled",
        str(SOMEBODY),
    )
    assert (newest["at"], newest["subject_name"]) == ("2026-11-23T03:04:05.678901+00:00", None)
    assert str(UUID(newest["staff"])) == newest["staff"]
    assert json.loads(audit(folder, "--json", "--since", "2027-01-01").stdout) == []


def test_more_lines_than_a_page_come_all_and_in_order(tmp_path: Path) -> None:
    with open_at(tmp_path) as store, store.connection.writing():
        for number in range(1201):
            log.write(store.connection, NOW, None, f"thing {number}", "", "done")
    said = [line.split("\t")[2] for line in audit(tmp_path).stdout.splitlines()]
    assert said == [f"thing {number}" for number in reversed(range(1201))]


def test_a_kiosk_without_a_store_or_that_is_running(folder: Path, tmp_path: Path) -> None:
    nowhere = audit(tmp_path / "nowhere")
    assert (nowhere.exit_code, "There is no store" in nowhere.stderr) == (1, True)
    assert not (tmp_path / "nowhere").exists()
    with open_at(folder):
        running = audit(folder)
    assert (running.exit_code, "already running" in running.stderr) == (1, True)


def test_it_is_a_command_of_the_kiosk() -> None:
    assert "audit" in COMMANDS
