"""The measuring itself is measured: known delays, a wrong text, a visitor who is never answered."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kiosk import flow_map
from kiosk.cards.card import Family
from kiosk.demo import Rows, complete
from kiosk.demo_figures import figures
from kiosk.events import Choice, LeaveChosen, Recorded, Scanned, StayChosen
from kiosk.gate import Gate
from kiosk.rehearsal import PATIENCE_SECONDS, Rehearsal, Tally, Visitor
from kiosk.rehearsal_touch import Toucher
from kiosk.screens import AlreadyIn, Screen, UnknownCode, Waiting, Welcome
from kiosk.visits import Act
from kiosk.wire.messages import Summary
from tests.fakes import HandClock, InlineBackground, scan


@dataclass
class Code:
    text: str
    first_whole_at: float | None = None
    gone: bool = False


@dataclass
class Guest:
    text: str
    kind: str = "cccd"
    path: str = "cccd"
    toucher: Toucher | None = None
    wants_to_leave: bool = False
    comes_back: bool = False


class Stage:
    """A rehearsal whose kiosk is played by the test."""

    def __init__(self, *plan: Guest) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.up: Code | None = None
        self.pressed: list[Choice] = []
        self.came_at: list[float] = []
        self.tally: Tally | None = None
        self.rehearsal = Rehearsal(
            plan,
            self.present,
            self.withdraw,
            self.pressed.append,
            lambda name: Path(f"{name}.png"),
            self.clock,
            self.background,
            self.done,
        )
        self.rehearsal.start()

    def present(self, visitor: Visitor) -> Code:
        assert isinstance(visitor, Guest)
        self.came_at.append(self.clock.monotonic())
        self.up = Code(visitor.text, self.clock.monotonic())
        return self.up

    def withdraw(self) -> None:
        if self.up:
            self.up.gone = True

    def done(self, tally: Tally) -> None:
        self.tally = tally

    def read(self, text: str) -> None:
        self.rehearsal.observer(Scanned(scan(text, self.clock.monotonic())), Gate())

    def commit(self, act: Act = Act.CHECK_IN) -> None:
        self.rehearsal.observer(Recorded(1, flow_map.row(act, self.clock.now()), None, self.clock.monotonic()), Gate())

    def paint(self, screen: Screen) -> None:
        self.rehearsal.painted(screen)

    def finish(self) -> Tally:
        self.background.pass_time(30)
        assert self.tally is not None
        return self.tally


def summary(visits: int, duplicates: int = 0) -> Summary:
    return Summary(
        device=UUID(int=1),
        events=visits,
        visits=visits,
        check_ins=visits,
        check_outs=0,
        reversals=0,
        refused_scans=0,
        people=visits,
        duplicates=duplicates,
        conflicts=0,
    )


def test_known_delays_come_out_as_they_were() -> None:
    stage = Stage(Guest("A"))
    stage.clock.turn(0.040)
    stage.read("A")
    stage.clock.turn(0.010)
    stage.commit()
    stage.clock.turn(0.030)
    stage.paint(Welcome("", stage.clock.now()))
    said = figures(stage.finish(), visits=1, centre={"visits": 1}, idle_cpu_percent=None, start_to_ready_ms=None)
    assert said["scan_to_committed_ms"] == {"p50": 50.0, "p95": 50.0, "max": 50.0}
    assert said["scan_to_painted_ms"] == {"p50": 80.0, "p95": 80.0, "max": 80.0}
    assert (said["shown"], said["read"], said["check_ins"]) == (1, 1, 1)


def test_a_text_that_was_not_shown_is_a_wrong_read() -> None:
    stage = Stage(Guest("A"))
    stage.read("B")
    tally = stage.finish()
    assert tally.wrong_reads == 1
    assert not tally.showings[0].read
    assert not complete(tally, Rows(0), summary(0))


def test_a_visitor_who_is_not_answered_gives_up_and_counts_as_not_read() -> None:
    stage = Stage(Guest("A"), Guest("B"))
    stage.background.pass_time(PATIENCE_SECONDS + 1)
    stage.read("B")
    stage.commit()
    stage.paint(Welcome("", stage.clock.now()))
    tally = stage.finish()
    assert [showing.read for showing in tally.showings] == [False, True]


def test_the_next_one_waits_until_the_gate_is_free_and_the_same_one_longer() -> None:
    stage = Stage(Guest("A"), Guest("B"), Guest("B", comes_back=True))
    for text in ("A", "B", "B"):
        stage.read(text)
        stage.commit()
        stage.paint(Welcome("", stage.clock.now()))
        stage.background.pass_time(8)
    first, second, again = stage.came_at
    assert 1.2 <= second - first < 2.0
    assert again - second >= 5.0


def test_questions_are_answered_as_the_visitor_wants() -> None:
    for wants, answer in ((True, LeaveChosen), (False, StayChosen)):
        stage = Stage(Guest("A", wants_to_leave=wants))
        stage.read("A")
        stage.paint(AlreadyIn("", stage.clock.now(), ""))
        stage.finish()
        assert [type(choice) for choice in stage.pressed] == [answer]


def test_a_foreign_code_is_read_and_not_recorded() -> None:
    stage = Stage(Guest("WIFI:", kind="foreign"))
    stage.read("WIFI:")
    stage.paint(UnknownCode(Family.WIFI))
    stage.paint(Waiting())
    tally = stage.finish()
    assert tally.showings[0].read
    assert tally.showings[0].committed_ms is None
    assert complete(tally, Rows(0), summary(0))


def test_a_run_counts_as_complete_only_if_all_three_agree() -> None:
    stage = Stage(Guest("A"))
    stage.read("A")
    stage.commit()
    tally = stage.finish()
    assert complete(tally, Rows(1), summary(1))
    assert not complete(tally, Rows(0), summary(0)), "seen by the visitor, not in the store"
    assert not complete(tally, Rows(1), summary(0)), "not at the centre"
    assert not complete(tally, Rows(1), summary(1, duplicates=1))
    assert not complete(tally, Rows(1), None)
