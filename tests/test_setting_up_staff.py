"""The fourth step: whoever the checkpoint has already is known before anybody is added."""

from pathlib import Path
from uuid import UUID

import pytest

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Step
from kiosk.checkpoint.setting_up_state import Colleagues, Problem
from kiosk.errand_screens import StaffName
from tests.setting_up_world import URL, World, join_by_code, to_step

LEAD = StaffName(UUID(int=50), "Đỗ Thu Trưởng", "supervisor")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def joined(world: World) -> SettingUp:
    """A wizard at the fourth step, of a kiosk that has joined."""
    wizard = world.wizard()
    join_by_code(wizard)
    wizard.next()
    assert wizard.state.step is Step.STAFF
    return wizard


def test_a_kiosk_that_joins_shows_the_staff_of_its_checkpoint_and_needs_no_second_supervisor(world: World) -> None:
    world.staff.theirs = [LEAD]
    wizard = joined(world)
    assert wizard.state.staff == (LEAD,)
    assert world.staff.asked_with == [URL]
    wizard.next()
    assert wizard.state.step is Step.POSTER


def test_a_name_of_the_checkpoint_is_refused_however_it_is_written(world: World) -> None:
    world.staff.theirs = [LEAD]
    wizard = joined(world)
    wizard.staff.add("do  thu TRƯỞNG", "attendant", "280735", "280735")
    assert wizard.state.problems == (("staff_name", Problem.TAKEN),)
    assert wizard.state.staff == (LEAD,)


def test_while_the_centre_is_asked_nobody_is_added_and_nothing_is_left(world: World) -> None:
    world.staff.theirs, world.staff.network = [LEAD], False
    wizard = world.wizard()
    join_by_code(wizard)
    world.background.hold = True
    wizard.next()
    world.background.held.pop(0)()  # the step is on disk, and stands
    assert (wizard.state.step, wizard.state.colleagues) == (Step.STAFF, Colleagues.ASKING)
    wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
    wizard.next()
    world.staff.network = True
    world.background.release()
    assert wizard.state.step is Step.STAFF
    assert wizard.state.staff == (LEAD,)


def test_where_the_centre_cannot_be_asked_it_goes_on_and_no_supervisor_is_demanded(world: World) -> None:
    world.staff.network = False
    wizard = joined(world)
    assert [wizard.state.colleagues] == [Colleagues.UNHEARD]
    wizard.next()
    assert wizard.state.step is Step.POSTER


def test_it_is_asked_again_when_the_step_comes_up(world: World) -> None:
    world.staff.theirs, world.staff.network = [LEAD], False
    wizard = world.wizard()
    join_by_code(wizard)
    assert [wizard.state.colleagues] == [Colleagues.UNHEARD]
    world.staff.network = True
    wizard.next()
    assert wizard.state.staff == (LEAD,)


def test_a_new_checkpoint_has_nobody_so_that_a_supervisor_is_needed(world: World) -> None:
    world.staff.network = False
    wizard = world.wizard()
    to_step(wizard, Step.STAFF)
    wizard.next()
    assert wizard.state.problems == (("staff", Problem.NO_SUPERVISOR),)


def test_a_checkpoint_that_has_nobody_yet_needs_a_supervisor_of_whoever_joins(world: World) -> None:
    wizard = joined(world)
    wizard.next()
    assert wizard.state.problems == (("staff", Problem.NO_SUPERVISOR),)
    wizard.staff.add("Đỗ Thu Trưởng", "attendant", "470913", "470913")
    assert [one.role for one in wizard.state.staff] == ["supervisor"]


def test_alone_no_centre_is_asked_for_staff(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_alone(alone=True)
    wizard.edit(name="Phòng khám Thử", gate="Cửa trước", declarations="off")
    wizard.next()
    wizard.next()
    assert wizard.state.step is Step.STAFF
    assert world.staff.asked_with == []
