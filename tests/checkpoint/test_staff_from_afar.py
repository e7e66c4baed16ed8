"""Staff hired and dismissed at the centre come to the kiosks, which let them in or not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.commands.checkpoint import checkpoint as command
from kiosk.wire.checkpoint import CheckpointClient
from local_store.store import Store
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, Town, running_town
from tests.local_store.opening import open_at

PIN = "719305"
BOSS, NURSE = "Đỗ Thu Trưởng", "Lê Thị Trực"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with running_town(str(tmp_path / "centre.sqlite")) as town:
        yield town


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_at(tmp_path / "kiosk") as store:
        yield store


def staff(town: Town, *words: str, pin: str = PIN) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    environment = {"KIOSK_CENTRE_TOKEN": TOKEN, "KIOSK_CENTRE_URL": town.url}
    return CliRunner().invoke(app, ["staff", "HV-01", *words], env=environment, input=f"{pin}\n")


def hear(store: Store, kiosk: CheckpointClient) -> None:
    """One round of the kiosk."""
    sync, now = store.staff_sync, datetime.now(UTC)
    heard = kiosk.staff([])
    sync.told([], heard, now)


def may_sign_in(store: Store, name: str, pin: str = PIN) -> bool:
    found = next((one for one in store.staff.listed() if one.name == name), None)
    return found is not None and store.staff.check(found.id, pin, datetime.now(UTC), "desk").right


def test_whoever_is_hired_signs_in_and_whoever_is_dismissed_does_not(town: Town, store: Store) -> None:
    kiosk = CheckpointClient(town.url, FIRST, key=town.kiosk().key)
    assert staff(town, "--hire", BOSS, "--role", "supervisor").exit_code == 0
    said = staff(town, "--hire", NURSE)
    assert sorted(said.stdout.splitlines()) == sorted([f"{NURSE}\tattendant", f"{BOSS}\tsupervisor"])
    assert PIN not in said.stdout
    hear(store, kiosk)
    assert may_sign_in(store, BOSS)
    assert may_sign_in(store, NURSE)
    assert not may_sign_in(store, NURSE, "246801")
    assert f"{NURSE}\tattendant\tdisabled" in staff(town, "--dismiss", "le thi truc").stdout
    hear(store, kiosk)
    assert not may_sign_in(store, NURSE)
    assert may_sign_in(store, BOSS)
    kiosk.close()


@pytest.mark.parametrize(
    ("words", "pin", "says"),
    [
        (["--dismiss", BOSS], PIN, "The last supervisor stays"),
        (["--hire", BOSS.upper()], PIN, "is listed already"),
        (["--hire", NURSE], "111111", ""),
        (["--hire", NURSE, "--role", "boss"], PIN, "--role"),
        (["--dismiss", "Nobody"], PIN, "Nobody who may sign in"),
    ],
)
def test_what_cannot_be_done_says_why(town: Town, words: list[str], pin: str, says: str) -> None:
    town.registered()
    assert staff(town, "--hire", BOSS, "--role", "supervisor").exit_code == 0
    refused = staff(town, *words, pin=pin)
    assert refused.exit_code != 0
    assert says in refused.stderr
    assert staff(town).stdout == f"{BOSS}\tsupervisor\n"
