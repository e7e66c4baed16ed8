"""The second step: registering a checkpoint, and joining one."""

from pathlib import Path

import pytest

from kiosk.checkpoint.setting_up import needs_setup, pending_registration
from kiosk.checkpoint.setting_up_draft import Step, Way
from kiosk.checkpoint.setting_up_state import PhoneState, Problem, Reached, Registration
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.settings import load
from tests.setting_up_world import (
    CODE,
    FORM,
    JOIN,
    OLD,
    URL,
    World,
    confirm_phone,
    fill_in,
    finish,
    join_by_code,
    to_step,
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_what_is_missing_is_named_in_the_order_of_reading(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.edit(hotlines="1, 2, 3, 4, 5", capacity="none")
    wizard.next()
    assert wizard.state.problems == (
        ("server", Problem.NO_ADDRESS),
        ("gate", Problem.MISSING),
        ("name", Problem.MISSING),
        ("kind", Problem.MISSING),
        ("capacity", Problem.NO_NUMBER),
        ("phone", Problem.NO_MOBILE),
        ("province", Problem.MISSING),
        ("ward", Problem.MISSING),
        ("street", Problem.MISSING),
        ("hotlines", Problem.TOO_MANY),
        ("declarations", Problem.MISSING),
    )
    wizard.edit(gate="Cổng số 2")
    assert wizard.state.problem("gate") is None
    assert wizard.state.step is Step.CHECKPOINT


def test_nothing_is_registered_before_it_was_read_back(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    confirm_phone(wizard)
    wizard.next()
    assert [wizard.state.registration] == [Registration.READ_BACK]
    assert not world.registrar.registered
    wizard.back()
    assert [wizard.state.registration] == [Registration.FORM]
    assert wizard.state.step is Step.CHECKPOINT


def test_a_wrong_code_is_counted_and_another_number_must_be_confirmed_anew(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    wizard.registering.send_code()
    wizard.registering.try_code("111111")
    assert (wizard.state.phone, wizard.state.tries_left) == (PhoneState.WRONG, 2)
    wizard.next()
    assert wizard.state.problems == (("phone", Problem.NOT_CONFIRMED),)
    wizard.registering.try_code(CODE)
    assert [wizard.state.phone] == [PhoneState.CONFIRMED]
    wizard.registering.type_phone("0900 000 021")
    assert [wizard.state.phone] == [PhoneState.NONE]
    wizard.next()
    assert wizard.state.registration is Registration.FORM
    assert wizard.state.problems == (("phone", Problem.NOT_CONFIRMED),)
    wizard.registering.type_phone("0900 000 020")
    assert [wizard.state.phone] == [PhoneState.CONFIRMED]


def test_after_too_many_wrong_codes_no_more_may_be_typed(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    wizard.registering.send_code()
    for _ in range(3):
        wizard.registering.try_code("111111")
    assert wizard.state.phone is PhoneState.LOCKED
    wizard.registering.try_code(CODE)
    assert wizard.state.phone is PhoneState.LOCKED


def test_without_a_network_it_goes_on_and_asks_again_later(world: World) -> None:
    world.registrar.network = False
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    wizard.next()
    assert (wizard.state.reached, wizard.state.registration) == (Reached.NO, Registration.LATER)
    wizard.registering.confirm()
    assert wizard.state.step is Step.DEVICES
    finish(wizard)
    settings = load(world.file, {})
    assert settings.centre.token is None
    assert (settings.site.name, settings.site.code, settings.site.poster) == (FORM["name"], "", "")
    assert not needs_setup(world.file, settings)
    pending = pending_registration(world.file)
    assert pending is not None
    assert (pending.step, pending.name) == (Step.CHECKPOINT, FORM["name"])

    world.registrar.network = True
    again = world.wizard()
    confirm_phone(again)
    again.next()
    again.registering.confirm()
    finish(again)
    assert load(world.file, {}).centre.token is None
    assert load(world.file, {}).site.code == "HV-01"
    assert pending_registration(world.file) is None
    assert next(iter(world.registrar.registered)) == wizard.state.draft.id


def test_a_centre_that_refuses_is_quoted_and_nothing_is_lost(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    confirm_phone(wizard)
    wizard.next()
    world.registrar.refuses = "This session is over."
    wizard.registering.confirm()
    assert wizard.state.registration is Registration.REFUSED
    assert wizard.state.why == "This session is over."
    assert wizard.state.phone is PhoneState.NONE
    assert wizard.state.draft.name == FORM["name"]


def test_alone_asks_for_little_and_starts_an_embedded_centre(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_alone(alone=True)
    wizard.edit(name="Phòng khám Thử", gate="Cửa trước", declarations="off")
    wizard.next()
    finish(wizard)
    settings = load(world.file, {})
    assert settings.centre.embedded
    assert (settings.centre.url, settings.centre.token) == (None, None)
    assert wizard.poster().link == ""
    assert world.registrar.asked == []


def test_a_code_held_up_lets_the_kiosk_join_as_another_gate(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    assert "camera:0" in world.bench.watched
    world.bench.hold_up(f"{URL.upper()}/E/{JOIN}")
    assert wizard.state.draft.server == URL, "the address is filled in, to be looked at first"
    assert not [asked for asked in world.registrar.asked if asked.startswith("enrol")]
    wizard.next()
    assert f"enrol {JOIN} Cổng số 3" in world.registrar.asked
    assert wizard.state.step is Step.DEVICES
    assert (wizard.state.draft.name, wizard.state.draft.code) == (OLD.name, OLD.code)
    finish(wizard)
    assert load(world.file, {}).site.address == "Số 12 đường Ví Dụ, phường Hạc Thành, Thanh Hóa"


def test_a_code_of_the_centre_that_stands_there_is_taken_at_once(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    world.bench.hold_up(f"{URL}/e/{JOIN}")
    assert wizard.state.step is Step.DEVICES


def test_a_used_code_is_refused_with_the_centres_sentence(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_code("00000-00000")
    wizard.next()
    assert wizard.state.registration is Registration.REFUSED
    assert wizard.state.why == "This code was used, or is over."
    wizard.registering.type_code("abcde fghjk")
    wizard.next()
    assert wizard.state.step is Step.DEVICES


def test_the_registered_number_lists_its_checkpoints_to_join(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.MINE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_phone("0900000020")
    confirm_phone(wizard)
    assert wizard.state.mine == (OLD,)
    wizard.next()
    assert wizard.state.problems == (("phone", Problem.CHOOSE_ONE),)
    wizard.registering.join(OLD)
    assert "join HV-02 Cổng số 3" in world.registrar.asked
    assert wizard.state.step is Step.DEVICES


def test_a_number_typed_before_joining_by_code_is_not_printed_as_the_checkpoints(world: World) -> None:
    wizard = world.wizard()
    wizard.edit(phone="0900 000 029")
    join_by_code(wizard)
    assert wizard.poster().phone == ""
    finish(wizard)
    assert load(world.file, {}).site.phone == ""


def test_the_number_it_was_joined_by_is_printed(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.MINE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_phone("0900000020")
    confirm_phone(wizard)
    wizard.registering.join(OLD)
    assert wizard.poster().phone == "0900 000 020"


def test_what_is_asked_is_not_asked_twice_at_once(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    fill_in(wizard)
    world.background.hold = True
    wizard.registering.send_code()
    wizard.registering.send_code()
    world.background.release()
    assert world.registrar.sent_to == ["+84900000020"]
    wizard.choose_way(Way.CODE)
    wizard.registering.type_code(JOIN)
    world.background.hold = True
    wizard.next()
    wizard.next()
    world.background.release()
    assert [asked for asked in world.registrar.asked if asked.startswith("enrol")] == [f"enrol {JOIN} Cổng số 2"]


@pytest.mark.parametrize(
    ("network", "code", "trouble"),
    [(False, JOIN, Trouble.UNREACHED), (True, "00000-00000", Trouble.CODE_REFUSED)],
)
def test_what_is_in_the_way_is_named_for_words(world: World, network: bool, code: str, trouble: Trouble) -> None:
    world.registrar.network = network
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_code(code)
    wizard.next()
    assert wizard.state.trouble is trouble


def test_an_answer_about_an_address_that_was_changed_meanwhile_counts_for_nothing(world: World) -> None:
    wizard = world.wizard()
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    world.background.hold = True
    wizard.registering.reach()
    wizard.registering.choose_server("https://other.example")
    world.background.release()
    assert wizard.state.reached is Reached.UNKNOWN
