"""Errands carried out: with a real store, and a centre, a printer and a clock that do what they are told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.declaring_screens import CodeState, DeclareDone, Printing
from kiosk.errand_events import (
    AttestPressed,
    Box,
    DeclarePressed,
    DonePressed,
    PersonPressed,
    Picked,
    PrintPressed,
    Typed,
)
from kiosk.errand_screens import ChoosePerson, EnterCode, NobodyDeclared, NoCode, StaffPin
from kiosk.events import HomeChosen
from kiosk.screens import Stop, Waiting, Welcome
from kiosk.visits import Via
from tests.errand_door import CODE, PIN, Door


@pytest.fixture
def door(tmp_path: Path) -> Door:
    rules = Rules(
        "Cổng 1",
        declarations=DeclarationMode.REQUIRED,
        campaign=samples.campaign(),
        places=samples.places(),
        centre=True,
        printer=True,
    )
    return Door(tmp_path, rules)


def test_declare_come_in_get_a_code_print_it_and_next_time_come_by_phone(door: Door) -> None:
    door.press(DeclarePressed(0.0))
    door.declares()
    done = door.view.screen
    assert isinstance(done, DeclareDone), done
    assert (done.state, done.entered_at) == (CodeState.HERE, door.clock.now())
    assert door.store.visits.recorded() == 1
    assert '"kind":"declaration"' in door.desk.issued[0]
    door.press(PrintPressed(0.0))
    assert isinstance(door.view.screen, DeclareDone)
    assert door.view.screen.printing is Printing.PRINTED
    assert [slip.name for slip in door.paper.slips] == ["N. V. THỬ"]
    door.press(DonePressed(0.0))
    assert isinstance(door.view.screen, Waiting)

    door.clock.turn(3600)
    door.asks_for_a_code()
    door.press(Typed(Box.CODE, "000000", 0.0))
    assert isinstance(door.view.screen, EnterCode)
    assert door.view.screen.tries_left == 4
    door.press(Typed(Box.CODE, CODE, 0.0))
    people = door.view.screen
    assert isinstance(people, ChoosePerson), people
    assert people.rows[0].act == "check_out"
    door.press(PersonPressed(people.rows[0].person, 0.0))
    assert door.store.visits.inside_now() == 0


def test_an_answer_that_means_stop_is_kept_and_nobody_comes_in(door: Door) -> None:
    stops = next(
        q.key for q in samples.campaign().questions for c in q.consequences.values() if c.verdict.value == "stop"
    )
    door.press(DeclarePressed(0.0))
    door.declares(**{stops: "yes"})
    assert isinstance(door.view.screen, Stop)
    assert door.store.visits.recorded() == 0
    assert door.store.outbox.waiting() == 1


def test_a_centre_that_cannot_be_reached_lets_staff_vouch_and_says_so_for_ever(door: Door) -> None:
    staff = door.store.staff.add("Nhân viên Mẫu", "attendant", PIN, door.clock.now())
    door.desk.there = False
    door.asks_for_a_code()
    assert isinstance(door.view.screen, NoCode)
    door.press(AttestPressed(0.0))
    assert isinstance(door.view.screen, StaffPin)
    door.press(Picked(Box.PIN, str(staff), 0.0), Typed(Box.PIN, "975310", 0.0))
    assert isinstance(door.view.screen, StaffPin)
    assert door.view.screen.tries_left == 4
    door.press(Typed(Box.PIN, PIN, 0.0))
    assert door.view.screen == NobodyDeclared("09•• ••• 001", attested=True)
    door.press(DeclarePressed(0.0))
    door.declares()
    done = door.view.screen
    assert isinstance(done, DeclareDone)
    assert done.state is CodeState.LATER
    [visit] = door.store.search.inside()
    assert visit.via is Via.PHONE_ATTESTED


def test_a_printer_without_paper_is_said_and_can_be_tried_again(door: Door) -> None:
    door.paper.empty = True
    door.press(DeclarePressed(0.0))
    door.declares()
    door.press(PrintPressed(0.0))
    assert isinstance(door.view.screen, DeclareDone)
    assert door.view.screen.printing is Printing.FAILED
    door.paper.empty = False
    door.press(PrintPressed(0.0))
    assert len(door.paper.slips) == 1


def test_somebody_told_by_the_centre_comes_in_under_the_id_the_centre_knows(door: Door) -> None:
    told = samples.member().person
    until = door.clock.now() + timedelta(hours=5)
    door.desk.people = (replace(told, holding=replace(samples.holding(), until=until)),)
    door.asks_for_a_code()
    door.press(Typed(Box.CODE, CODE, 0.0))
    assert isinstance(door.view.screen, ChoosePerson), door.view.screen
    door.press(PersonPressed(told.id, 0.0))
    assert isinstance(door.view.screen, Welcome)
    [visit] = door.store.search.inside()
    assert (visit.person.id, visit.via) == (told.id, Via.PHONE)


def test_nothing_typed_outlives_the_errand(door: Door) -> None:
    door.asks_for_a_code()
    door.press(HomeChosen(0.0))
    assert isinstance(door.view.screen, Waiting)
    assert "0900000001" not in repr(door.conductor.gate)
    assert door.conductor.gate.errand is None


def test_the_request_is_new_for_each_message(door: Door) -> None:
    door.asks_for_a_code()
    assert door.desk.asked == ["send +84900000001 vi 7"]
