"""The gate with a real store on disk, time turned by hand, and a display that remembers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.conductor import Conductor
from kiosk.events import (
    EnterChosen,
    HelpPressed,
    HomeChosen,
    LeaveChosen,
    LeavingPressed,
    NotMeChosen,
    StayChosen,
    UndoChosen,
)
from kiosk.ports import Sound, VisitStore
from kiosk.scans import Finding, Hint, Picture, SourceLost, SourceUp, Symbology
from kiosk.screens import (
    AlreadyIn,
    CameraState,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    SeeStaff,
    StillInside,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from local_store.store import Store, open_store
from tests.fakes import BrokenStore, HandClock, InlineBackground, RememberingSounds, RememberingView, scan

THU = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
THU_INSURANCE = (
    "DN4010000000001|4e677579e1bb856e2056c4836e205468e1bbad|15/08/1990|1|-|01 - 999|01/01/2021|-|20/12/2020|"
    "01000000000001|-|4|01/01/2025|0123456789abcdef-0202|$"
)
MAU = "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021"
WIFI = "WIFI:S:quan-ca-phe;T:WPA;P:matkhau;;"


@dataclass
class Door:
    """A gate, and the hands that turn its time."""

    conductor: Conductor
    clock: HandClock
    background: InlineBackground
    view: RememberingView
    sounds: RememberingSounds
    store: Store

    def show_code(self, text: str, source: str = "camera:0", symbology: Symbology = Symbology.QR) -> object:
        self.conductor.hear(scan(text, self.clock.monotonic(), source, symbology))
        return self.view.screen

    def wait(self, seconds: float) -> object:
        self.background.pass_time(seconds)
        return self.view.screen

    def press(self, choice: type) -> object:
        self.conductor.happen(choice(self.clock.monotonic()))
        return self.view.screen

    def rows(self) -> int:
        return self.store.outbox.waiting()


def door(store: Store, rules: Rules, wrapped: object = None, written: Callable[[], None] = lambda: None) -> Door:
    clock = HandClock()
    background = InlineBackground(clock)
    view, sounds = RememberingView(), RememberingSounds()
    conductor = Conductor(
        rules,
        cast(VisitStore, wrapped or store.visits),
        clock,
        background,
        view,
        sounds,
        cameras=("camera:0", "camera:1"),
        scanners=("keyboard:",),
        written=written,
    )
    conductor.start()
    return Door(conductor, clock, background, view, sounds, store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data", tmp_path / "config") as store:
        yield store


@pytest.fixture
def gate(store: Store) -> Door:
    return door(store, Rules("Cổng số 2"))


def test_a_card_held_up_is_checked_in(gate: Door) -> None:
    screen = gate.show_code(THU)
    assert screen == Welcome("N. V. THỬ", gate.clock.now())
    assert gate.sounds.played == [Sound.READ, Sound.CHECK_IN]
    assert gate.view.last_status.inside == 1
    assert isinstance(gate.wait(4.1), Waiting)


def test_a_code_kept_in_view_is_recorded_once(gate: Door) -> None:
    gate.show_code(THU)
    for _ in range(600):
        gate.show_code(THU)
        gate.wait(0.1)
    assert gate.rows() == 1
    assert isinstance(gate.view.screen, Waiting)


def test_shown_again_within_five_seconds_gets_the_same_verdict_and_no_second_row(gate: Door) -> None:
    first = gate.show_code(THU)
    gate.wait(4.5)
    again = gate.show_code(THU)
    assert isinstance(first, Welcome)
    assert isinstance(again, Welcome)
    assert again.again
    assert again.at == first.at
    assert gate.rows() == 1


def test_a_goodbye_said_again_cannot_be_taken_back_by_whoever_stands_there(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(700)
    gate.show_code(THU)
    gate.wait(4.9)
    gate.show_code(THU)
    assert isinstance(gate.wait(0.2), Waiting)
    gate.wait(1.2)
    again = gate.show_code(THU)
    assert isinstance(again, Goodbye)
    assert again.again
    assert not again.can_undo
    assert gate.press(UndoChosen) == again
    assert gate.rows() == 2


def test_the_next_visitor_takes_over_the_green_screen_after_a_moment(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(0.3)
    assert gate.show_code(MAU) == gate.view.shown[-1]
    assert cast(Welcome, gate.view.screen).name == "N. V. THỬ"
    gate.wait(1.0)  # a hand scanner reads once only: the code was held, not dropped
    assert cast(Welcome, gate.view.screen).name == "T. T. MẪU"
    assert gate.rows() == 2


def test_the_questions_give_people_three_seconds_before_another_code_takes_over(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(30)
    assert isinstance(gate.show_code(THU), AlreadyIn)
    gate.wait(2.0)
    assert isinstance(gate.show_code(MAU), AlreadyIn)
    assert isinstance(gate.wait(1.1), Welcome)


def test_a_repeat_within_the_minimum_stay_asks_and_records_nothing_by_itself(gate: Door) -> None:
    came_at = gate.clock.now()
    gate.show_code(THU)
    gate.wait(120)
    assert gate.show_code(THU) == AlreadyIn("N. V. THỬ", came_at, "Cổng số 2")
    assert isinstance(gate.wait(15.1), Waiting)
    assert gate.rows() == 1
    gate.wait(10)
    gate.show_code(THU)
    goodbye = gate.press(LeaveChosen)
    assert isinstance(goodbye, Goodbye)
    assert goodbye.stayed is not None
    assert 145 <= goodbye.stayed.total_seconds() <= 146
    assert gate.view.last_status.inside == 0


def test_staying_records_nothing_and_not_me_goes_to_the_staff(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(120)
    gate.show_code(THU)
    assert isinstance(gate.press(StayChosen), Waiting)
    gate.wait(10)
    gate.show_code(THU)
    referred = gate.press(NotMeChosen)
    assert isinstance(referred, SeeStaff)
    assert referred.reason is Referral.NOT_ME
    assert gate.rows() == 1


def test_after_the_minimum_stay_the_same_code_checks_out(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(700)
    assert isinstance(gate.show_code(THU), Goodbye)
    assert gate.rows() == 2


def test_came_with_one_card_leaves_with_another(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(700)
    goodbye = gate.show_code(THU_INSURANCE)
    assert isinstance(goodbye, Goodbye)
    assert gate.view.last_status.inside == 0


def test_a_check_out_can_be_taken_back(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(700)
    gate.show_code(THU)
    assert isinstance(gate.press(UndoChosen), StillInside)
    assert gate.view.last_status.inside == 1
    assert gate.rows() == 3, "nothing is erased: the reversal is a row of its own"
    gate.wait(700)
    goodbye = gate.show_code(THU)
    assert isinstance(goodbye, Goodbye)
    assert goodbye.stayed is not None
    assert goodbye.stayed.total_seconds() >= 1400


def test_leaving_can_be_chosen_first(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(20)
    assert gate.press(LeavingPressed) == Waiting(leaving=True)
    assert isinstance(gate.show_code(THU), Goodbye)
    gate.wait(100)
    gate.press(LeavingPressed)
    assert isinstance(gate.show_code(MAU), LeaveUnknown)
    assert isinstance(gate.press(LeaveChosen), Goodbye)
    assert gate.rows() == 3


@pytest.mark.parametrize("between", ["a hint", "a foreign code", "a damaged card"])
def test_advice_in_between_does_not_turn_a_leaver_into_an_arrival(gate: Door, between: str) -> None:
    gate.press(LeavingPressed)
    gate.wait(1)
    if between == "a hint":
        gate.conductor.hear(Hint("camera:0", Finding.BLUR, gate.clock.monotonic()))
    else:
        gate.show_code(WIFI if between == "a foreign code" else THU[:60])
    assert isinstance(gate.view.screen, Unreadable | UnknownCode)
    assert gate.show_code(MAU) == LeaveUnknown("T. T. MẪU")
    gate.press(StayChosen)
    gate.wait(10)
    assert isinstance(gate.show_code(MAU), Welcome), "check-out was chosen for one card only"


def test_after_advice_check_out_mode_goes_on(gate: Door) -> None:
    gate.press(LeavingPressed)
    gate.show_code(WIFI)
    assert gate.press(HomeChosen) == Waiting(leaving=True)
    gate.show_code(THU[:60])
    assert gate.wait(20.1) == Waiting(leaving=True)
    assert gate.wait(30.1) == Waiting()
    assert isinstance(gate.show_code(MAU), Welcome)


def test_somebody_who_comes_back_at_once_after_the_next_visitor_sees_their_verdict_again(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(1.3)
    gate.show_code(MAU)
    gate.wait(1.3)
    again = gate.show_code(THU)
    assert isinstance(again, Welcome)
    assert again.name == "N. V. THỬ"
    assert again.again
    assert gate.rows() == 2


def test_a_clock_that_was_set_back_makes_no_stay_negative(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(20)
    gate.clock.wall -= timedelta(hours=5)
    gate.press(LeavingPressed)
    goodbye = gate.show_code(THU)
    assert isinstance(goodbye, Goodbye)
    assert goodbye.stayed == timedelta()


def test_every_row_is_told_to_the_sending_loop(store: Store) -> None:
    told: list[int] = []
    gate = door(store, Rules("Cổng"), written=lambda: told.append(store.outbox.waiting()))
    gate.show_code(THU)
    gate.wait(2)
    gate.show_code(WIFI)
    assert told == [1, 2]


def test_a_required_declaration_holds_for_those_of_an_earlier_day(store: Store) -> None:
    door(store, Rules("Cổng")).show_code(THU)
    gate = door(store, Rules("Cổng", declarations=DeclarationMode.REQUIRED))
    gate.wait(86_400)
    assert isinstance(gate.show_code(THU), AlreadyIn)
    assert isinstance(gate.press(EnterChosen), NeedsDeclaration)
    assert gate.rows() == 1


def test_check_out_mode_ends_by_itself(gate: Door) -> None:
    gate.press(LeavingPressed)
    assert gate.view.limits[-1] == 30
    assert gate.wait(30.1) == Waiting()


def test_an_open_visit_of_an_earlier_day_asks_about_entering_again(gate: Door) -> None:
    gate.show_code(THU)
    gate.wait(86_400)
    question = gate.show_code(THU)
    assert isinstance(question, AlreadyIn)
    assert question.earlier_day
    assert isinstance(gate.press(EnterChosen), Welcome)
    assert gate.view.last_status.inside == 1


def test_a_full_place_sends_to_the_staff_and_lets_people_out(store: Store) -> None:
    gate = door(store, Rules("Cổng", capacity=1))
    gate.show_code(THU)
    gate.wait(700)
    full = gate.show_code(MAU)
    assert isinstance(full, SeeStaff)
    assert full.reason is Referral.FULL
    gate.wait(20)
    assert isinstance(gate.show_code(THU), Goodbye)
    gate.wait(20)
    assert isinstance(gate.show_code(MAU), Welcome)


def test_an_exit_asks_about_people_who_were_not_seen_to_arrive(store: Store) -> None:
    gate = door(store, Rules("Cổng ra", direction=DirectionPolicy.OUT))
    assert gate.show_code(THU) == LeaveUnknown("N. V. THỬ")


def test_a_foreign_code_gets_its_message_and_only_its_kind_is_kept(gate: Door) -> None:
    assert isinstance(gate.show_code(WIFI), UnknownCode)
    assert isinstance(gate.show_code(THU), Welcome), "read at once"
    refused = gate.store.outbox.next_batch(10)[0].body
    assert "refused_scan" in refused
    assert "quan-ca-phe" not in refused


def test_a_damaged_card_says_how_to_hold_it(gate: Door) -> None:
    assert gate.show_code(THU.rpartition("|")[0].rpartition("|")[0]) == Unreadable(Finding.PARTIAL_CARD)


def test_a_code_that_is_seen_but_not_read_gets_advice(gate: Door) -> None:
    gate.conductor.hear(Hint("camera:0", Finding.GLARE, gate.clock.monotonic()))
    assert gate.view.screen == Unreadable(Finding.GLARE)
    assert isinstance(gate.show_code(THU), Welcome)
    gate.wait(4.2)
    gate.conductor.hear(Hint("camera:0", Finding.BLUR, gate.clock.monotonic()))
    assert isinstance(gate.view.screen, Waiting), "the phone that was just read, going away, gets no advice"


def test_a_slow_store_shows_reading_and_never_green(gate: Door) -> None:
    gate.background.hold = True
    assert isinstance(gate.show_code(THU), Reading)
    broken = gate.wait(3.1)
    assert isinstance(broken, OutOfOrder)
    gate.background.release()
    assert not any(isinstance(screen, Welcome) for screen in gate.view.shown)


def test_a_broken_store_is_out_of_order_until_it_works_again(store: Store) -> None:
    broken = BrokenStore(store.visits)
    gate = door(store, Rules("Cổng"), broken)
    assert gate.show_code(THU) == OutOfOrder("STORE-ERROR", None)
    assert isinstance(gate.wait(31), OutOfOrder)
    broken.mended = True
    assert isinstance(gate.wait(31), Waiting)
    assert isinstance(gate.show_code(MAU), Welcome)


def test_help_sends_to_the_staff_with_a_number(gate: Door) -> None:
    referred = gate.press(HelpPressed)
    assert isinstance(referred, SeeStaff)
    assert referred.number.split()[1] == "01"
    assert not referred.bring_card


def test_devices_come_and_go_and_the_preview_follows(gate: Door) -> None:
    def picture(source: str) -> None:
        gate.conductor.hear(Picture(source, 1, 1, 3, memoryview(b"\0\0\0"), 0.0))

    gate.conductor.hear(SourceUp("camera:0"))
    gate.conductor.hear(SourceUp("camera:1"))
    assert [gate.view.last_status.camera] == [CameraState.WORKING]
    picture("camera:0")
    picture("camera:1")
    assert gate.view.pictures == 1
    gate.show_code(THU, "camera:1")
    picture("camera:1")
    assert gate.view.pictures == 2
    gate.conductor.hear(SourceLost("camera:1", "unplugged"))
    picture("camera:0")
    assert gate.view.pictures == 3
    gate.conductor.hear(SourceLost("camera:0", "unplugged"))
    assert [gate.view.last_status.camera] == [CameraState.LOST]
    gate.conductor.hear(SourceUp("keyboard:"))
    assert gate.view.last_status.scanner


def test_the_log_names_types_and_nobody(gate: Door, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        gate.show_code(THU)
        gate.wait(700)
        gate.show_code(THU)
    assert "Scanned on Waiting: Reading" in caplog.text
    for secret in ("001090000001", "Thử", "THỬ", "1990"):
        assert secret not in caplog.text


def test_times_are_of_the_act_not_of_the_answer(gate: Door) -> None:
    gate.show_code(THU)
    assert cast(Welcome, gate.view.screen).at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
