"""Setting a kiosk up, as the wizard does it: five steps, each kept at once."""

import stat
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.checkpoint.setting_up import SettingUp, draft_from, needs_setup
from kiosk.checkpoint.setting_up_draft import DRAFT_NAME, Draft, Step
from kiosk.screens import Language
from kiosk.settings import load
from kiosk.wire.signing import unpadded
from tests.setting_up_world import FORM, URL, World, confirm_phone, fill_in, finish, to_step


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_all_five_steps_leave_a_settings_file_that_loads(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.POSTER)
    assert wizard.poster().code == "HV-01"
    assert wizard.poster().link == f"{URL}/c/HV-01"
    wizard.next()
    settings = wizard.state.done
    assert settings is not None
    assert settings == load(world.file, {})
    assert (settings.site.name, settings.site.gate, settings.site.code) == (FORM["name"], "Cổng số 2", "HV-01")
    assert settings.site.address == "Số 12 đường Ví Dụ, phường Hạc Thành, Thanh Hóa"
    assert settings.site.phone == "0900 000 020"
    assert (settings.centre.url, settings.centre.token) == (URL, None)
    assert world.keys.current() is not None
    assert (settings.gate.capacity, settings.gate.declarations.value) == (400, "optional")
    assert settings.devices.sources == ("camera:0", "keyboard:")
    assert not (world.folder / DRAFT_NAME).exists()
    assert not needs_setup(world.file, settings)


def test_the_file_holds_what_was_chosen_and_nothing_else(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.POSTER)
    wizard.next()
    written = tomllib.loads(world.file.read_text(encoding="utf-8"))
    assert {section: set(keys) for section, keys in written.items()} == {
        "site": {
            *("name", "name_en", "gate", "gate_en", "code", "poster"),
            *("province", "address", "phone", "hotlines", "language"),
        },
        "gate": {"capacity", "declarations"},
        "devices": {"sources", "volume"},
        "centre": {"url"},
    }
    assert "470913" not in world.file.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_kiosks_user_reads_what_is_written(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.STAFF)
    assert stat.S_IMODE((world.folder / DRAFT_NAME).stat().st_mode) == 0o600
    wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
    wizard.next()
    wizard.next()
    assert stat.S_IMODE(world.file.stat().st_mode) == 0o600


@pytest.mark.parametrize("step", list(Step))
def test_a_power_cut_in_the_middle_of_a_step_loses_only_what_was_just_typed(world: World, step: Step) -> None:
    wizard = world.wizard()
    to_step(wizard, step)
    wizard.edit(hotlines="1900 9095")
    world.background.pass_time(1)
    wizard.edit(hotlines="never kept")
    again = world.power_cut()
    assert again.state.step is step
    assert again.state.draft.hotlines == "1900 9095"
    assert needs_setup(world.file, load(world.file if world.file.exists() else None, {}, default=False))
    if step >= Step.DEVICES:
        assert again.state.draft.enrolled
        assert again.poster().code == "HV-01"
    if step >= Step.POSTER:
        assert [one.name for one in again.state.staff] == ["Đỗ Thu Trưởng"]
    finish(again)
    assert load(world.file, {}).site.code == "HV-01"
    assert len(world.registrar.registered) == 1


def test_a_power_cut_in_unbroken_typing_loses_a_second_of_it_at_most(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    for letters in range(1, 21):
        wizard.edit(name="x" * letters)
        world.background.pass_time(0.3)
    kept = world.kept()
    assert kept is not None
    assert len(kept.name) >= 17


def test_a_power_cut_while_the_centre_registers_asks_for_the_same_registration_again(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    confirm_phone(wizard)
    wizard.next()
    world.registrar.network = False  # what was asked may have arrived; the answer did not
    wizard.registering.confirm()
    world.registrar.network = True
    finish(world.power_cut())
    kept = world.registrar.registered
    assert len(kept) == 1
    assert next(iter(kept)) == wizard.state.draft.id


def test_no_pin_and_no_session_is_ever_kept(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.POSTER)
    world.background.pass_time(1)
    kept = (world.folder / DRAFT_NAME).read_text(encoding="utf-8")
    assert "470913" not in kept
    assert "session-0001" not in kept
    key = world.keys.current()
    assert key is not None
    assert key.public_text not in kept
    assert unpadded(key.private_bytes) not in kept


def test_run_again_it_begins_with_what_is_set(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.POSTER)
    wizard.next()
    before = load(world.file, {})
    again = SettingUp(world.ports(), draft_from(before))
    again.begin()
    assert again.state.step is Step.LANGUAGE
    again.choose_language(Language.EN)
    while again.state.done is None:
        again.next()
    after = load(world.file, {})
    assert after.site.language is Language.EN
    assert after.model_copy(update={"site": after.site.model_copy(update={"language": Language.VI})}) == before
    assert len(world.registrar.registered) == 1


def test_a_full_disk_is_said_and_the_step_stays(world: World) -> None:
    wizard = world.wizard()
    world.file.with_name(DRAFT_NAME).mkdir()  # nothing can take its place
    wizard.next()
    assert wizard.state.step is Step.LANGUAGE
    assert DRAFT_NAME in wizard.state.why


def test_a_draft_that_makes_no_sense_is_left_alone_and_set_up_begins(world: World) -> None:
    world.file.with_name(DRAFT_NAME).write_text('step = "seven"', encoding="utf-8")
    assert world.kept() is None
    assert world.wizard().state.draft.step is Draft().step


def test_a_machine_with_settings_or_a_store_is_set_up(world: World) -> None:
    settings = load(None, {}, (f"store.folder={world.folder / 'data'}",), default=False)
    assert needs_setup(world.file, settings)
    (world.folder / "data" / "store").mkdir(parents=True)
    assert not needs_setup(world.file, settings)
    (world.folder / "data" / "store").rmdir()
    world.file.write_text("", encoding="utf-8")
    assert not needs_setup(world.file, settings)
