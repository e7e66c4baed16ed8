"""Signing in at the desk, being signed out, and who may sign in: without a window."""

from dataclasses import dataclass, field

import pytest

from kiosk.desk.session import Session, SignInNotice
from kiosk.desk.session_pin import PinChange, PinProblem
from kiosk.desk.staff_admin import AdminDone, AdminProblem, StaffAdmin
from kiosk.errors import KioskError, StoreError
from kiosk.staff import Role, SignedIn
from tests.fakes import HandClock, InlineBackground
from tests.ui.desk_fakes import HEAD, NURSE, PINS, FakeStaff


@dataclass
class Seat:
    """A session with its ends."""

    session: Session
    clock: HandClock
    lane: InlineBackground
    staff: FakeStaff
    came: list[SignedIn] = field(default_factory=list)
    went: int = 0
    faults: list[KioskError] = field(default_factory=list)

    def sign_in(self, who: SignedIn = NURSE, pin: str = "") -> None:
        self.session.choose(who.id)
        self.session.type(pin or PINS[who.id])
        self.session.sign_in()

    def leave(self) -> None:
        self.went += 1


@pytest.fixture
def seat() -> Seat:
    clock = HandClock()
    lane, staff = InlineBackground(clock), FakeStaff(clock)
    session = Session(staff, lane, clock, store_failed=lambda fault: made.faults.append(fault))
    made = Seat(session, clock, lane, staff)
    session.came, session.went = made.came.append, made.leave
    session.refresh()
    return made


def test_the_right_pin_signs_in_for_the_desk(seat: Seat) -> None:
    seat.sign_in()
    assert seat.session.who == NURSE
    assert seat.came == [NURSE]
    assert ("right desk", NURSE.id, None) in seat.staff.done


def test_five_digits_ask_nobody(seat: Seat) -> None:
    seat.sign_in(pin="13579")
    assert seat.session.who is None
    assert seat.staff.done == []


def test_a_wrong_pin_says_how_many_tries_are_left_and_keeps_no_digit(seat: Seat) -> None:
    seat.sign_in(pin="999998")
    state = seat.session.state
    assert (state.notice, state.tries_left, state.typed) == (SignInNotice.WRONG, 4, 0)
    assert seat.session.digits == ""
    assert "999998" not in repr(vars(seat.session))


def test_five_wrong_ones_lock_until_the_time_is_over(seat: Seat) -> None:
    for _ in range(5):
        seat.sign_in(pin="999998")
    assert seat.session.state.notice is SignInNotice.LOCKED
    assert seat.session.locked_seconds() == 300
    seat.session.type(PINS[NURSE.id])
    assert seat.session.state.typed == 0
    seat.lane.pass_time(301)
    seat.sign_in()
    assert seat.session.who == NURSE


def test_another_name_is_not_locked_with_the_first(seat: Seat) -> None:
    for _ in range(5):
        seat.sign_in(pin="999998")
    seat.sign_in(HEAD)
    assert seat.session.who == HEAD


def test_what_was_typed_for_one_name_does_not_stay_for_another(seat: Seat) -> None:
    seat.session.choose(NURSE.id)
    seat.session.type("1357")
    seat.session.choose(HEAD.id)
    assert (seat.session.digits, seat.session.state.typed) == ("", 0)


def test_an_answer_that_comes_after_leaving_signs_nobody_in(seat: Seat) -> None:
    seat.lane.hold = True
    seat.sign_in()
    seat.session.clear()
    seat.lane.release()
    assert seat.session.who is None


def test_nothing_done_for_three_minutes_locks_and_the_last_seconds_are_announced(seat: Seat) -> None:
    seat.sign_in()
    seat.lane.pass_time(164.5)
    assert seat.session.state.ending is None
    seat.lane.pass_time(1)
    assert seat.session.state.ending == 15
    seat.lane.pass_time(9)
    assert seat.session.state.ending == 6
    seat.lane.pass_time(6)
    assert seat.session.who is None
    assert seat.session.state.notice is SignInNotice.IDLE_OUT
    assert seat.went == 1
    assert seat.staff.done[-1] == ("out idle", NURSE.id, None)


def test_a_key_in_the_last_seconds_keeps_the_desk_open(seat: Seat) -> None:
    seat.sign_in()
    seat.lane.pass_time(170)
    assert seat.session.state.ending == 10
    seat.session.used()
    assert seat.session.state.ending is None
    seat.lane.pass_time(179)
    assert seat.session.who == NURSE
    seat.lane.pass_time(2)
    assert seat.session.who is None


def test_the_idle_time_keeps_to_its_limits(seat: Seat) -> None:
    seat.session.idle_seconds = 5
    assert seat.session.idle_seconds == 60
    seat.session.idle_seconds = 6000
    assert seat.session.idle_seconds == 600


def test_locking_is_noted_with_its_reason_and_happens_once(seat: Seat) -> None:
    seat.sign_in()
    seat.session.lock()
    seat.session.lock()
    assert [each for each in seat.staff.done if each[0].startswith("out")] == [("out chosen", NURSE.id, None)]
    assert seat.went == 1
    seat.lane.pass_time(600)  # no timer is left over
    assert seat.went == 1


def test_a_store_that_cannot_be_asked_is_said_and_told(seat: Seat) -> None:
    seat.staff.broken = StoreError("disk full")
    seat.sign_in()
    assert seat.session.state.notice is SignInNotice.STORE
    assert len(seat.faults) == 1
    assert not seat.session.state.asking


def test_somebody_of_an_unknown_role_cannot_sign_in(seat: Seat) -> None:
    assert {one.role for one in seat.session.state.names or ()} == set(Role)


def test_ones_own_pin_is_changed_with_the_old_one(seat: Seat) -> None:
    seat.sign_in()
    change = PinChange(seat.session, seat.staff, seat.lane, seat.clock)
    change.change(PINS[NURSE.id], "470913", "470913")
    assert change.state.done
    seat.session.lock()
    seat.sign_in(pin="470913")
    assert seat.session.who == NURSE


@pytest.mark.parametrize(
    ("old", "new", "again", "problem"),
    [
        ("135790", "470913", "470914", PinProblem.NOT_TWICE),
        ("135790", "135790", "135790", PinProblem.SAME),
        ("135790", "47091", "47091", PinProblem.NEW_SHORT),
        ("135790", "111111", "111111", PinProblem.EASY),
        ("999998", "470913", "470913", PinProblem.OLD_WRONG),
    ],
)
def test_a_pin_stays_where_something_is_amiss(seat: Seat, old: str, new: str, again: str, problem: PinProblem) -> None:
    seat.sign_in()
    change = PinChange(seat.session, seat.staff, seat.lane, seat.clock)
    change.change(old, new, again)
    assert change.state.problem is problem
    assert seat.staff.pins[NURSE.id] == PINS[NURSE.id]


def test_guessing_the_old_pin_signs_out(seat: Seat) -> None:
    seat.sign_in()
    change = PinChange(seat.session, seat.staff, seat.lane, seat.clock)
    for _ in range(5):
        change.change("999998", "470913", "470913")
    assert seat.session.who is None


def admin_of(seat: Seat, who: SignedIn) -> StaffAdmin:
    admin = StaffAdmin(seat.staff, seat.lane, seat.clock, lambda: who)
    admin.refresh()
    return admin


def test_a_supervisor_adds_somebody_who_can_sign_in(seat: Seat) -> None:
    admin = admin_of(seat, HEAD)
    admin.add("  Vũ Thị  Mới ", "attendant", "470913", "470913")
    assert admin.state.done is AdminDone.ADDED
    new = next(one for one in admin.state.names or () if one.name == "Vũ Thị Mới")
    assert ("added", new.id, HEAD.id) in seat.staff.done
    admin.change_pin(new.id, "509317", "509317")
    assert (admin.state.done, seat.staff.pins[new.id]) == (AdminDone.PIN, "509317")
    admin.disable(new.id)
    assert new.id not in [one.id for one in admin.state.names or ()]


def test_an_attendant_changes_nobody(seat: Seat) -> None:
    admin = admin_of(seat, NURSE)
    admin.add("Vũ Thị Mới", "attendant", "470913", "470913")
    admin.disable(HEAD.id)
    assert seat.staff.done == []


@pytest.mark.parametrize(
    ("name", "role", "pin", "again", "problem"),
    [
        ("", "attendant", "470913", "470913", AdminProblem.NAME_MISSING),
        ("lê thị trực", "attendant", "470913", "470913", AdminProblem.NAME_TWICE),
        ("Vũ Thị Mới", "", "470913", "470913", AdminProblem.ROLE_MISSING),
        ("Vũ Thị Mới", "attendant", "4709", "4709", AdminProblem.PIN_SHORT),
        ("Vũ Thị Mới", "attendant", "470913", "470914", AdminProblem.PIN_NOT_TWICE),
        ("Vũ Thị Mới", "attendant", "111111", "111111", AdminProblem.PIN_EASY),
    ],
)
def test_nobody_is_added_where_something_is_amiss(
    seat: Seat, name: str, role: str, pin: str, again: str, problem: AdminProblem
) -> None:
    admin = admin_of(seat, HEAD)
    admin.add(name, role, pin, again)
    assert admin.state.problem is problem
    assert len(admin.state.names or ()) == 3


def test_neither_oneself_nor_the_last_supervisor_is_taken_off(seat: Seat) -> None:
    admin = admin_of(seat, HEAD)
    admin.disable(HEAD.id)
    assert admin.state.problem is AdminProblem.ONESELF
    other = SignedIn(NURSE.id, NURSE.name, Role.SUPERVISOR)  # as signed in before the role was changed
    admin = admin_of(seat, other)
    admin.disable(HEAD.id)
    assert admin.state.problem is AdminProblem.LAST_SUPERVISOR
