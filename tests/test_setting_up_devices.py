"""The third and the fourth step: devices are tried, and staff are listed."""

from pathlib import Path

import pytest

from kiosk.cards.card import CardKind
from kiosk.checkpoint.setting_up_draft import Step
from kiosk.checkpoint.setting_up_state import Problem, Trial
from kiosk.settings import load
from tests.setting_up_world import World, finish, to_step


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_each_device_is_tried_by_using_it(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.DEVICES)
    assert list(world.bench.watched) == ["camera:0", "keyboard:"]
    world.bench.hold_up("0900000001", at=1.0)
    world.bench.hold_up("0900000001", at=1.4)
    world.bench.hold_up("0900000001", at=9.0)
    assert [(read.kind, read.source) for read in wizard.state.reads] == [(CardKind.PHONE, "camera:0")] * 2
    assert "0900000001" not in repr(wizard.state.reads)
    wizard.devices.choose_scanner("serial:/dev/ttyACM0", on=True)
    assert list(world.bench.watched) == ["camera:0", "keyboard:", "serial:/dev/ttyACM0"]
    wizard.devices.choose_printer("system:Quay?paper=80mm")
    wizard.devices.print_slip()
    assert (wizard.state.printer, world.bench.printed) == (Trial.WELL, ["system:Quay?paper=80mm"])
    world.bench.out_of_paper = True
    wizard.devices.print_slip()
    assert (wizard.state.printer, "media-empty" in wizard.state.why) == (Trial.BADLY, True)
    wizard.devices.play()
    assert world.bench.played == [0.8]
    wizard.edit(inches="huge")
    wizard.next()
    assert wizard.state.problems == (("inches", Problem.NO_SIZE),)
    wizard.edit(inches="15,6", side="below")
    wizard.next()
    assert wizard.state.step is Step.STAFF
    assert list(world.bench.watched) == []
    finish(wizard)
    settings = load(world.file, {})
    assert settings.display.panel_inches == 15.6
    assert settings.display.text_size == "large"
    assert settings.devices.scanner_side == "below"
    assert settings.devices.sources == ("camera:0", "keyboard:", "serial:/dev/ttyACM0")


def test_something_must_read_codes(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.DEVICES)
    wizard.devices.choose_camera("")
    wizard.devices.choose_scanner("keyboard:", on=False)
    wizard.next()
    assert wizard.state.problems == (("camera", Problem.NO_CAMERA),)


@pytest.mark.parametrize(
    ("name", "pin", "again", "problem"),
    [
        ("", "470913", "470913", ("staff_name", Problem.MISSING)),
        ("Đỗ Thu Trưởng", "4709", "4709", ("pin", Problem.SIX_DIGITS)),
        ("Đỗ Thu Trưởng", "470913", "470914", ("again", Problem.NOT_ALIKE)),
        ("Đỗ Thu Trưởng", "123456", "123456", ("pin", Problem.EASY_PIN)),
    ],
)
def test_a_name_and_two_equal_pins_are_needed(
    world: World, name: str, pin: str, again: str, problem: tuple[str, Problem]
) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.STAFF)
    wizard.staff.add(name, "supervisor", pin, again)
    assert wizard.state.problems == (problem,)
    assert not world.staff.people
    wizard.next()
    assert wizard.state.problems == (("staff", Problem.NO_SUPERVISOR),)


def test_the_first_of_the_staff_is_a_supervisor_and_nobody_is_listed_twice(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.STAFF)
    wizard.staff.add("Đỗ Thu Trưởng", "attendant", "470913", "470913")
    wizard.staff.add("do thu truong", "attendant", "280735", "280735")
    assert wizard.state.problems == (("staff_name", Problem.TAKEN),)
    wizard.staff.add("Lê Thị Trực", "attendant", "280735", "280735")
    assert [(one.name, one.role) for one in wizard.state.staff] == [
        ("Đỗ Thu Trưởng", "supervisor"),
        ("Lê Thị Trực", "attendant"),
    ]
