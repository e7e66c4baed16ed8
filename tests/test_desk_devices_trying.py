"""Trying the devices: nobody is disturbed, nothing is recorded, and what was read is not kept."""

from dataclasses import dataclass, field

import pytest

from kiosk.cards.card import CardKind
from kiosk.desk.devices_trying import ARMED_SECONDS, LOOK_AGAIN, Trial, Trying
from kiosk.errand_ports import Slip
from kiosk.screens import Language
from tests.fakes import HandClock, InlineBackground, RememberingSounds, scan
from tests.test_desk_devices import CCCD, Paper


def slip() -> Slip:
    return Slip("Bệnh viện", "Cổng", "THU", "", "", None, None, "", Language.VI)


@dataclass
class Trier:
    """A trial with everything it needs; ``busy`` is whether a visitor is being served."""

    clock: HandClock = field(default_factory=HandClock)
    paper: Paper = field(default_factory=Paper)
    sounds: RememberingSounds = field(default_factory=RememberingSounds)
    busy: bool = False
    printed: int = 0

    def __post_init__(self) -> None:
        self.lane = InlineBackground(self.clock)
        self.trying = Trying(
            self.clock,
            self.lane,
            self.sounds,
            self.paper.print_slip,
            slip,
            lambda: None,
            free=lambda: not self.busy,
            printed=self.came_out,
        )

    def came_out(self) -> None:
        self.printed += 1


def test_the_next_code_is_taken_for_a_trial_and_the_one_after_it_is_a_visitors() -> None:
    trier = Trier()
    code = scan(CCCD, trier.clock.monotonic() - 0.25, source="serial:COM3")
    assert not trier.trying.take(code)

    trier.trying.scan()

    assert trier.trying.take(code)
    assert not trier.trying.take(code)
    state = trier.trying.state
    assert (state.scan, state.kind, state.source) == (Trial.WELL, CardKind.CCCD, "serial:COM3")
    assert state.seconds == pytest.approx(0.25)
    assert "NGUYỄN" not in repr(state)


def test_a_trial_that_nobody_comes_to_ends_by_itself() -> None:
    trier = Trier()
    trier.trying.scan()

    trier.lane.pass_time(ARMED_SECONDS)

    assert trier.trying.state.scan is Trial.BADLY
    assert not trier.trying.take(scan(CCCD, trier.clock.monotonic()))


def test_leaving_the_page_gives_the_codes_back_to_the_visitors() -> None:
    trier = Trier()
    trier.trying.scan()

    trier.trying.stop()

    assert not trier.trying.take(scan(CCCD, trier.clock.monotonic()))
    trier.lane.pass_time(ARMED_SECONDS)
    assert trier.trying.state.scan is Trial.NOT_YET


def test_no_trial_disturbs_a_visitor() -> None:
    trier = Trier(busy=True)
    trier.trying.scan()
    trier.trying.print_out()
    trier.trying.play(Language.VI)
    trier.lane.pass_time(5 * LOOK_AGAIN)

    assert not trier.trying.take(scan(CCCD, trier.clock.monotonic()))
    assert (trier.paper.slips, trier.sounds.played) == ([], [])

    trier.busy = False
    trier.lane.pass_time(LOOK_AGAIN)

    assert len(trier.paper.slips) == len(trier.sounds.played) == trier.printed == 1
    assert trier.trying.take(scan(CCCD, trier.clock.monotonic()))


def test_a_slip_that_does_not_come_out_says_why_and_may_be_tried_again() -> None:
    trier = Trier()
    trier.paper.broken = True
    trier.trying.print_out()
    assert (trier.trying.state.printing, trier.trying.state.why) == (Trial.BADLY, "out of paper")

    trier.paper.broken = False
    trier.trying.print_out()

    assert trier.trying.state.printing is Trial.WELL
    assert trier.printed == 1


def test_pressing_twice_prints_once() -> None:
    trier = Trier()
    trier.lane.hold = True
    trier.trying.print_out()
    trier.trying.print_out()

    trier.lane.release()

    assert len(trier.paper.slips) == 1
