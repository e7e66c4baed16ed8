"""Set-up against a real centre on loopback: a checkpoint is registered, and a second machine joins it."""

import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import DRAFT_NAME, Draft, Step, Way
from kiosk.checkpoint.setting_up_state import PhoneState, Registration
from kiosk.commands.setup import setup as command
from kiosk.settings import load
from kiosk.wire.registrar import RegistrarClient
from local_store.keys import system_keystore
from local_store.store import open_store
from tests.central_server.otp_desk import not_it
from tests.central_server.registering import FIRST, SECOND, STRANGE, Kiosk, Town, empty, running_town
from tests.central_server.test_pushed import HASH
from tests.setting_up_world import FORM, World, finish

PIN = "470913"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(str(tmp_path_factory.mktemp("town") / "centre.sqlite")) as town:
        yield town


@pytest.fixture
def town(lasting: Town) -> Town:
    return empty(lasting)


class Machine(World):
    """A machine whose centre is real; ``device`` tells it from another."""

    def at(self, town: Town, device: UUID = FIRST) -> SettingUp:
        self.clients: list[RegistrarClient] = getattr(self, "clients", [])

        def registrar(url: str) -> RegistrarClient:
            self.clients.append(RegistrarClient(url))
            return self.clients[-1]

        wizard = SettingUp(replace(self.ports(), registrar=registrar, device=device), self.kept() or Draft())
        wizard.begin()
        if wizard.state.step is Step.LANGUAGE:
            wizard.next()
            wizard.registering.choose_server(town.url)
        return wizard

    def signer(self, device: UUID) -> Kiosk:
        key = self.keys.current()
        assert key is not None
        return Kiosk(device, key)

    def close(self) -> None:
        for client in self.clients:
            client.close()


def registered(machine: Machine, town: Town) -> SettingUp:
    wizard = machine.at(town)
    wizard.edit(**FORM)
    wizard.registering.type_phone("0900 000 001")
    wizard.registering.send_code()
    assert wizard.state.phone is PhoneState.SENT, wizard.state.why
    wizard.registering.try_code(not_it(town.gateway.code))
    assert [wizard.state.phone, wizard.state.tries_left] == [PhoneState.WRONG, 4]
    wizard.registering.try_code(town.gateway.code)
    wizard.next()
    assert wizard.state.registration is Registration.READ_BACK
    wizard.registering.confirm()
    assert wizard.state.step is Step.DEVICES, wizard.state.why
    return wizard


def test_a_checkpoint_is_registered_and_its_settings_hold_what_the_centre_gave(town: Town, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    wizard = registered(machine, town)
    finish(wizard)
    settings = load(machine.file, {})
    assert settings.site.code
    assert settings.centre.url == town.url
    assert settings.site.poster == wizard.state.draft.poster
    assert settings.centre.token is None
    assert town.ask("GET", f"/v1/devices/{FIRST}/completeness", machine.signer(FIRST)).status_code == 200
    machine.close()


def test_a_second_machine_joins_by_the_code_the_first_one_shows(town: Town, tmp_path: Path) -> None:
    first, second = Machine(tmp_path / "one"), Machine(tmp_path / "two")
    wizard = registered(first, town)
    said = town.enrolment_code(FIRST, first.signer(FIRST))
    other = second.at(town, SECOND)
    other.choose_way(Way.CODE)
    other.edit(gate="Cổng số 3")
    second.bench.hold_up(said.text)
    if other.state.step is Step.CHECKPOINT:
        other.next()
    assert other.state.step is Step.DEVICES, other.state.why
    assert other.state.draft.code == wizard.state.draft.code
    assert first.signer(FIRST).key != second.signer(SECOND).key
    assert town.ask("GET", f"/v1/devices/{SECOND}/completeness", second.signer(SECOND)).status_code == 200
    third = Machine(tmp_path / "three")
    late = third.at(town, STRANGE)
    late.choose_way(Way.CODE)
    late.edit(gate="Cổng số 4")
    late.registering.type_code(said.code)
    late.next()
    assert late.state.registration is Registration.REFUSED
    assert late.state.step is Step.CHECKPOINT
    for machine in (first, second, third):
        machine.close()


def test_a_power_cut_after_the_centre_registered_leaves_one_checkpoint(town: Town, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    code = registered(machine, town).state.draft.code
    again = machine.at(town)
    assert (again.state.step, again.state.draft.code) == (Step.DEVICES, code)
    other = Machine(tmp_path / "two")
    asked = other.at(town, SECOND)
    asked.choose_way(Way.MINE)
    asked.edit(gate="Cổng số 3")
    asked.registering.type_phone("0900 000 001")
    town.clock.forward(minutes=2)
    asked.registering.send_code()
    asked.registering.try_code(town.gateway.code)
    assert [one.code for one in asked.state.mine] == [code]
    asked.registering.join(asked.state.mine[0])
    assert asked.state.draft.code == code
    machine.close()
    other.close()


def silently(folder: Path, *words: str, typed: str = f"{PIN}\n") -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    place = [f"--set=store.folder={folder / 'data'}", f"--set=store.keys={folder / 'keys'}"]
    return CliRunner().invoke(app, [*words, f"--config={folder / 'kiosk.toml'}", *place], input=typed)


def test_a_kiosk_is_set_up_without_a_question(town: Town, tmp_path: Path) -> None:
    wizard = registered(machine := Machine(tmp_path / "one"), town)
    said = town.enrolment_code(FIRST, machine.signer(FIRST))
    folder = tmp_path / "two"
    words = ["--server", town.url, "--code", said.code.lower(), "--gate", "Cổng 2"]
    ran = silently(folder, *words, "--supervisor", "Đỗ Thu Trưởng", "--pin-stdin", "--print-settings")
    assert ran.exit_code == 0, ran.stderr
    settings = load(folder / "kiosk.toml", {})
    assert (settings.site.gate, settings.site.code) == ("Cổng 2", wizard.state.draft.code)
    assert settings.centre.token is None
    assert PIN not in ran.stdout + ran.stderr
    assert not (folder / DRAFT_NAME).exists()
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "kiosk.toml").stat().st_mode) == 0o600
    with open_store(folder / "data", folder / "keys", system_keystore(folder / "keys")) as store:
        assert [(one.name, one.role) for one in store.staff.listed()] == [("Đỗ Thu Trưởng", "supervisor")]
        key = store.device_keys.current()
        assert key is not None
        assert town.ask("GET", f"/v1/devices/{store.device.id}/completeness", Kiosk(store.device.id, key)).ok
    machine.close()


def test_a_joining_kiosk_adds_no_second_supervisor_of_the_same_name(town: Town, tmp_path: Path) -> None:
    registered(machine := Machine(tmp_path / "one"), town)
    one = {"id": str(UUID(int=5)), "name": "Đỗ Thu Trưởng", "role": "supervisor", "pin": HASH}
    told = {"staff": [one | {"changed_at": "2026-11-23T01:00:00Z", "disabled": False}]}
    assert town.ask("POST", f"/v1/devices/{FIRST}/staff", machine.signer(FIRST), told).status_code == 200
    said = town.enrolment_code(FIRST, machine.signer(FIRST))
    folder = tmp_path / "two"
    words = ["--server", town.url, "--code", said.code, "--gate", "Cổng 2"]
    ran = silently(folder, *words, "--supervisor", "do thu  TRƯỞNG", "--pin-stdin")
    assert ran.exit_code == 0, ran.stderr
    assert "listed already" in ran.stderr
    with open_store(folder / "data", folder / "keys", system_keystore(folder / "keys")) as store:
        assert [(one.id, one.name) for one in store.staff.listed()] == [(UUID(int=5), "Đỗ Thu Trưởng")]
        assert not store.staff_sync.changed()
    machine.close()


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (["--code", "ABCDE-FGHJK", "--gate", "Cổng 2"], "", "--server, --code and --gate"),
        (["--server", "URL", "--code", "ABCDE-FGHJK", "--gate", "Cổng 2"], "", "code"),
        (["--server", "URL", "--code", "ABC", "--gate", "Cổng 2"], "", "ten characters"),
        (
            ["--server", "URL", "--code", "ABCDE-FGHJK", "--gate", "Cổng 2", "--supervisor", "A", "--pin-stdin"],
            "123456\n",
            "counts up or down",
        ),
        (["--server", "URL", "--code", "ABCDE-FGHJK", "--gate", "Cổng 2", "--supervisor", "A"], "", "--pin-stdin"),
    ],
)
def test_what_cannot_be_set_up_is_said_and_nothing_is_written(
    town: Town, tmp_path: Path, words: list[str], typed: str, said: str
) -> None:
    ran = silently(tmp_path, *[town.url if word == "URL" else word for word in words], typed=typed)
    assert ran.exit_code in (1, 2)
    assert said in " ".join(ran.stderr.replace("│", " ").split())
    assert not (tmp_path / "kiosk.toml").exists()
