"""Setting up without a question that does not come to its end: the wizard goes on from what was given."""

import socket
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.checkpoint.setting_up import needs_setup
from kiosk.checkpoint.setting_up_draft import Draft, DraftFile, Step, Way
from kiosk.commands.setup import setup as command
from kiosk.settings import load
from tests.central_server.registering import running_town

CODE = "ABCDE-FGHJK"


def silently(folder: Path, server: str, code: str = CODE) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    place = [f"--set=store.folder={folder / 'kho'}", f"--set=store.keys={folder / 'khóa'}"]
    words = ["--server", server, "--code", code, "--gate", "Cổng 2", f"--config={folder / 'kiosk.toml'}"]
    return CliRunner().invoke(app, [*words, *place])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Not there yet."""
    return tmp_path / "Dữ liệu" / "điểm kiểm dịch"


@pytest.fixture
def nobody() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def left(folder: Path, server: str) -> None:
    """The wizard opens, with the address and the gate; the code is nowhere."""
    file = folder / "kiosk.toml"
    draft = DraftFile(file).load()
    assert draft is not None
    assert (draft.server, draft.gate, draft.way, draft.step) == (server, "Cổng 2", Way.CODE, Step.CHECKPOINT)
    assert not file.exists()
    assert needs_setup(file, load(None, {}, (f"store.folder={folder / 'kho'}",), default=False))
    for written in (one for one in folder.rglob("*.toml") if one.is_file()):
        assert CODE[:5] not in written.read_text(encoding="utf-8")


def test_a_centre_that_cannot_be_reached_is_kept_for_the_wizard(folder: Path, nobody: str) -> None:
    ran = silently(folder, nobody)
    assert ran.exit_code == 1
    assert "The address is kept" in ran.stderr
    assert "Traceback" not in ran.stderr
    left(folder, nobody)


def test_a_code_that_is_refused_leaves_the_centre_to_the_wizard(folder: Path, tmp_path: Path) -> None:
    with running_town(str(tmp_path / "centre.sqlite")) as town:
        ran = silently(folder, town.url)
        assert ran.exit_code == 1
        assert "code" in ran.stderr
        left(folder, town.url)


def test_a_code_that_is_none_is_said_before_anything_is_made(folder: Path, nobody: str) -> None:
    ran = silently(folder, nobody, "ABC")
    assert ran.exit_code == 2
    assert "ten characters" in ran.stderr
    assert not (folder / "kho").exists()
    left(folder, nobody)


def test_an_address_that_is_none_is_said(folder: Path) -> None:
    ran = silently(folder, "centre.example")
    assert ran.exit_code == 2
    assert "begins with http:// or https://" in ran.stderr
    assert not folder.exists()


def test_a_kiosk_that_is_set_up_goes_on_as_it_is(folder: Path, nobody: str) -> None:
    folder.mkdir(parents=True)
    file = folder / "kiosk.toml"
    file.write_text('[site]\nname = "Bệnh viện Hạ Vân"\n', encoding="utf-8")
    assert silently(folder, nobody).exit_code == 1
    assert DraftFile(file).load() is None


@pytest.mark.parametrize("found", [Draft(code="HV-02", server="https://a"), Draft(pending=True, finished=True)])
def test_what_the_centre_knows_or_is_to_know_is_not_taken_away(folder: Path, nobody: str, found: Draft) -> None:
    folder.mkdir(parents=True)
    kept = DraftFile(folder / "kiosk.toml")
    kept.save(found)
    assert silently(folder, nobody).exit_code == 1
    assert kept.load() == found
