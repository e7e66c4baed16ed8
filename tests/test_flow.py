"""The flow as a value: any order of events ends in a legal screen with a way out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import flow_map
from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.effects import CallStaff, LookUp, Play, Record, Refer, Wake
from kiosk.events import (
    Choice,
    EnterChosen,
    Event,
    HelpPressed,
    Hinted,
    HomeChosen,
    LanguageChosen,
    LanguageDue,
    LeaveChosen,
    LeavingPressed,
    LookedUp,
    NotMeChosen,
    Recorded,
    Referred,
    Scanned,
    StaffCallPressed,
    StayChosen,
    StopLifted,
    StoreCameBack,
    StoreFailed,
    Touched,
    UndoChosen,
)
from kiosk.flow import step
from kiosk.gate import Gate, limit
from kiosk.ports import Sound
from kiosk.scans import Finding, Hint
from kiosk.screens import Goodbye, Language, OutOfOrder, Reading, Referral, Screen, Waiting, Welcome
from kiosk.visits import Act, Standing
from tests.fakes import scan

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TEXTS = (
    "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021",
    "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021",
    "WIFI:S:quan-ca-phe;T:WPA;P:matkhau;;",
    "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam",
    "HC1:NCF",
)
RULES = st.builds(
    Rules,
    gate=st.just("Cổng 1"),
    direction=st.sampled_from(DirectionPolicy),
    capacity=st.sampled_from([None, 1, 5]),
    declarations=st.sampled_from(DeclarationMode),
)
CHOICES: st.SearchStrategy[Callable[[float], Choice]] = st.sampled_from(
    [
        LeavingPressed,
        HelpPressed,
        StaffCallPressed,
        LeaveChosen,
        EnterChosen,
        StayChosen,
        NotMeChosen,
        UndoChosen,
        HomeChosen,
        StopLifted,
        Touched,
    ]
)


def standings(draw: st.DrawFn) -> Standing:
    act = draw(st.sampled_from([None, Act.CHECK_IN, Act.CHECK_OUT]))
    last = flow_map.row(act, NOON - timedelta(seconds=draw(st.integers(-100, 200_000)))) if act else None
    return Standing(last.person if last else None, last, draw(st.integers(0, 6)))


class Machine:
    """Plays the world: answers what is asked, now, late or never, and fires timers when they are due."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.gate = Gate()
        self.at = 100.0
        self.timers: list[tuple[float, Wake]] = []
        self.asked: list[LookUp | Record | Refer] = []
        self.recorded: set[int] = set()

    def happen(self, event: Event) -> None:
        before = self.gate
        self.gate, effects = step(before, event, self.rules)
        for effect in effects:
            match effect:
                case Wake(seconds):
                    assert seconds >= 0
                    self.timers.append((self.at + seconds, effect))
                case LookUp() | Record() | Refer():
                    self.asked.append(effect)
                case _:
                    pass
        self.check(before, event)

    def check(self, before: Gate, event: Event) -> None:
        gate = self.gate
        if isinstance(gate.screen, Welcome | Goodbye) and not gate.screen.again and gate.turn != before.turn:
            assert isinstance(event, Recorded), "green and blue come from the disk and nowhere else"
        if isinstance(gate.screen, Waiting):
            assert gate.subject is None, "the waiting screen knows nobody"
        if limit(gate.screen) is not None:
            due = [wake for _, wake in self.timers if getattr(wake.event, "turn", None) == gate.turn]
            assert due, f"no way out of {gate.screen}"

    def pass_time(self, seconds: float) -> None:
        end = self.at + seconds
        while due := sorted((t for t in self.timers if t[0] <= end), key=lambda t: t[0]):
            when, wake = due[0]
            self.timers.remove(due[0])
            self.at = max(self.at, when)
            self.happen(replace(wake.event, at=self.at))
        self.at = end

    def answer(self, index: int, standing: Standing) -> None:
        if not self.asked:
            return
        asked = self.asked.pop(index % len(self.asked))
        match asked:
            case LookUp(turn):
                self.happen(LookedUp(turn, standing, NOON, self.at))
            case Record(turn, _, act):
                arrival = flow_map.row(Act.CHECK_IN, NOON - timedelta(hours=1))
                self.happen(Recorded(turn, flow_map.row(act, NOON), arrival, self.at))
            case Refer(turn, reason):
                self.happen(Referred(turn, reason, "A 01", NOON, self.at))


@settings(max_examples=300, deadline=None)
@given(st.data(), RULES)
def test_any_order_of_events_ends_in_a_legal_screen_with_a_way_out(data: st.DataObject, rules: Rules) -> None:
    machine = Machine(rules)
    for _ in range(data.draw(st.integers(1, 30))):
        what = data.draw(st.sampled_from(["scan", "scan", "hint", "choice", "answer", "answer", "time", "store"]))
        if what == "scan":
            machine.happen(Scanned(scan(data.draw(st.sampled_from(TEXTS)), machine.at)))
        elif what == "hint":
            machine.happen(Hinted(Hint("camera:0", data.draw(st.sampled_from(Finding)), machine.at)))
        elif what == "choice":
            machine.happen(data.draw(CHOICES)(machine.at))
        elif what == "answer":
            machine.answer(data.draw(st.integers(0, 3)), data.draw(st.composite(standings)()))
        elif what == "store":
            failed = data.draw(st.booleans())
            machine.happen(StoreFailed("STORE-01", 3, machine.at) if failed else StoreCameBack(machine.at))
        else:
            machine.pass_time(data.draw(st.sampled_from([0.05, 0.5, 1.3, 4.5, 16.0, 40.0])))
    # Left alone, every screen comes back to waiting; only a broken store keeps the kiosk out of order.
    machine.pass_time(200.0)
    assert isinstance(machine.gate.screen, Waiting | OutOfOrder)
    assert machine.gate.held is None


def test_a_late_answer_changes_nothing() -> None:
    rules = Rules("Cổng 1")
    gate, effects = step(Gate(), Scanned(scan(TEXTS[0], 100.0)), rules)
    look_up = next(effect for effect in effects if isinstance(effect, LookUp))
    gone, _ = step(gate, StoreFailed("STORE-01", None, 101.0), rules)
    late = LookedUp(look_up.turn, Standing(None, None, 0), NOON, 101.5)
    assert step(gone, late, rules) == (gone, ())


def test_the_answer_about_one_person_is_never_taken_for_another() -> None:
    rules = Rules("Cổng 1")
    gate, effects = step(Gate(), Scanned(scan(TEXTS[0], 100.0)), rules)
    about_first = next(effect for effect in effects if isinstance(effect, LookUp))
    gate, _ = step(gate, StoreFailed("STORE-01", None, 101.0), rules)
    gate, _ = step(gate, StoreCameBack(102.0), rules)
    gate, effects = step(gate, Scanned(scan(TEXTS[1], 103.0)), rules)
    assert isinstance(gate.screen, Reading)
    arrival = flow_map.row(Act.CHECK_IN, NOON - timedelta(hours=1))
    late = LookedUp(about_first.turn, Standing(arrival.person, arrival, 1), NOON, 103.1)
    assert step(gate, late, rules) == (gate, ())
    assert step(gate, Recorded(about_first.turn, arrival, None, 103.2), rules) == (gate, ())


def test_see_staff_and_stop_cannot_be_told_apart_by_ear() -> None:
    gate, effects = step(Gate(), HelpPressed(100.0), Rules("Cổng 1"))
    refer = next(effect for effect in effects if isinstance(effect, Refer))
    assert refer.reason is Referral.NO_CODE
    assert isinstance(gate.screen, Reading)
    _, effects = step(gate, Referred(refer.turn, refer.reason, "A 07", NOON, 100.1), Rules("Cổng 1"))
    assert Play(Sound.SEE_STAFF) in effects


def test_calling_staff_twice_within_a_minute_calls_once() -> None:
    rules = Rules("Cổng 1")
    gate, effects = step(Gate(), StaffCallPressed(100.0), rules)
    assert effects == (CallStaff(),)
    gate, effects = step(gate, StaffCallPressed(130.0), rules)
    assert effects == ()
    _, effects = step(gate, StaffCallPressed(161.0), rules)
    assert effects == (CallStaff(),)


def test_a_chosen_language_goes_back_half_a_minute_after_the_last_touch() -> None:
    rules = Rules("Cổng 1")
    gate, effects = step(Gate(), LanguageChosen(Language.EN, 100.0), rules)
    assert gate.language is Language.EN
    assert effects == (Wake(30.0, LanguageDue()),)
    gate, _ = step(gate, Touched(120.0), rules)
    gate, effects = step(gate, LanguageDue(130.0), rules)
    assert gate.language is Language.EN
    assert effects == (Wake(20.0, LanguageDue(130.0)),)
    gate, _ = step(gate, LanguageDue(150.0), rules)
    assert gate.language is Language.VI


def test_the_page_about_the_flow_is_not_stale() -> None:
    page = Path(__file__).parent.parent / "docs" / "flow.md"
    assert page.read_text(encoding="utf-8") == flow_map.markdown(), "run: python -m kiosk.flow_map > docs/flow.md"


def test_every_screen_can_be_reached_and_left() -> None:
    arrows = flow_map.arrows()
    reached = {target.partition(" ")[0] for _, _, target in arrows}
    every: set[str] = {flow_map.name(screen) for screen in flow_map.SCREENS}
    assert every <= reached
    left = {source for source, _, target in arrows if source != target}
    assert every == left


def test_every_screen_has_a_time_limit_or_is_listed_as_having_none() -> None:
    without: list[Screen] = [screen for screen in flow_map.SCREENS if limit(screen) is None]
    assert without == [Waiting()]
