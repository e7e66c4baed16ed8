"""Any order of touches, answers, codes and silences during an errand ends in a legal screen with a way out."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.declaring_screens import DeclareConsent, DeclareDone
from kiosk.effects import Effect, LookUp, Record, Refer, Wake
from kiosk.errand_answers import CentreSilent
from kiosk.errand_effects import (
    AskCode,
    AskDeclared,
    AskInsurance,
    CheckPin,
    FindFamily,
    IssueCode,
    ListStaff,
    PrintCode,
    SaveDeclaration,
    TryCode,
)
from kiosk.errand_screens import StillThere
from kiosk.events import Event, LookedUp, Recorded, Referred, Scanned, StoreFailed, TimedOut
from kiosk.flow import step
from kiosk.flow_map import row
from kiosk.gate import PATIENT, Gate, limit
from kiosk.screens import Goodbye, OutOfOrder, Screen, Waiting, Welcome
from kiosk.visits import Act, Standing
from tests.fakes import scan

RULES = st.builds(
    lambda direction, declarations, capacity, centre: Rules(
        "Cổng 1",
        direction=direction,
        declarations=declarations,
        capacity=capacity,
        campaign=None if declarations is DeclarationMode.OFF else samples.campaign(),
        places=samples.places(),
        centre=centre,
        printer=True,
        now=samples.NOW,
    ),
    st.sampled_from(DirectionPolicy),
    st.sampled_from(DeclarationMode),
    st.sampled_from([None, 1]),
    st.booleans(),
)
CARDS = (
    "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021",
    "0900000001",
    "WIFI:S:quan-ca-phe;T:WPA;P:matkhau;;",
)
CHOICES = tuple(samples.choices())
VISITS = tuple(samples.visits(100.0))
ASKING = (
    LookUp,
    Record,
    Refer,
    AskCode,
    TryCode,
    FindFamily,
    AskDeclared,
    AskInsurance,
    ListStaff,
    CheckPin,
    SaveDeclaration,
    IssueCode,
    PrintCode,
)


class World:
    """Answers what is asked, now, late, wrongly or never; and lets time pass."""

    def __init__(self, gate: Gate, rules: Rules) -> None:
        self.gate, self.rules = gate, rules
        self.at = 100.0
        self.timers: list[tuple[float, Wake]] = []
        self.asked: list[Effect] = []
        self.recorded: list[tuple[int, object]] = []

    def happen(self, event: Event) -> None:
        before = self.gate
        self.gate, effects = step(before, event, self.rules)
        for effect in effects:
            if isinstance(effect, Wake):
                assert effect.seconds >= 0
                self.timers.append((self.at + effect.seconds, effect))
            elif isinstance(effect, ASKING):
                self.asked.append(effect)
        self.check(before, event)

    def check(self, before: Gate, event: Event) -> None:
        gate = self.gate
        if isinstance(gate.screen, Waiting | OutOfOrder):
            assert gate.errand is None, "what was typed ends with the errand"
        if isinstance(gate.screen, (*PATIENT, DeclareDone, StillThere)):
            assert gate.errand is not None
        if isinstance(gate.screen, StillThere):
            assert gate.errand is not None
            assert gate.errand.back is not None
        if isinstance(gate.screen, Welcome | Goodbye) and type(before.screen) is not type(gate.screen):
            told = isinstance(event, Recorded) or (before.errand is not None and before.errand.done)
            assert told or gate.screen.again, "green and blue come from the disk and nowhere else"
        if gate.turn != before.turn and limit(gate.screen) is not None:
            due = [wake for _, wake in self.timers if getattr(wake.event, "turn", None) == gate.turn]
            assert due, f"no way out of {gate.screen}"

    def answer(self, data: st.DataObject) -> None:
        if not self.asked:
            return
        effect = self.asked.pop(data.draw(st.integers(0, len(self.asked) - 1)))
        turn = getattr(effect, "turn", 0)
        if isinstance(effect, LookUp):
            holding = data.draw(st.sampled_from([None, samples.holding()]))
            self.happen(LookedUp(turn, Standing(None, None, 0, holding), samples.NOW, self.at))
        elif isinstance(effect, Refer):
            self.happen(Referred(turn, effect.reason, "A 01", samples.NOW, self.at))
        elif isinstance(effect, Record):
            assert (turn, effect.person) not in self.recorded, "nobody is recorded twice by one touch"
            self.recorded.append((turn, effect.person))
            self.happen(Recorded(turn, row(effect.act, samples.NOW), row(Act.CHECK_IN, samples.NOW), self.at))
        else:
            events = [event for _, event in samples.answers(turn, self.at)]
            self.happen(data.draw(st.sampled_from([*events, CentreSilent(turn, self.at)])))

    def pass_time(self, seconds: float) -> None:
        end = self.at + seconds
        while due := sorted((t for t in self.timers if t[0] <= end), key=lambda t: t[0]):
            when, wake = due[0]
            self.timers.remove(due[0])
            self.at = max(self.at, when)
            self.happen(replace(wake.event, at=self.at))
        self.at = end


@settings(max_examples=400, deadline=None)
@given(st.data(), RULES, st.sampled_from([None, *range(len(VISITS))]))
def test_any_order_of_events_ends_in_a_legal_screen_with_a_way_out(
    data: st.DataObject, rules: Rules, start: int | None
) -> None:
    world = World(Gate(), rules)
    if start is not None:
        screen, errand = VISITS[start]
        world.gate = Gate(screen=screen, errand=errand, turn=1, since=100.0)
        seconds = limit(screen)
        if seconds is not None:
            world.timers.append((100.0 + seconds, Wake(seconds, TimedOut(1))))
    for _ in range(data.draw(st.integers(1, 25))):
        what = data.draw(st.sampled_from(["touch", "touch", "touch", "answer", "answer", "scan", "time", "fault"]))
        if what == "touch":
            world.happen(data.draw(st.sampled_from(CHOICES))[1](world.at))
        elif what == "answer":
            world.answer(data)
        elif what == "scan":
            world.happen(Scanned(scan(data.draw(st.sampled_from(CARDS)), world.at)))
        elif what == "fault":
            world.happen(StoreFailed("STORE-01", 3, world.at))
        else:
            world.pass_time(data.draw(st.sampled_from([0.1, 1.3, 9.0, 46.0, 100.0])))
    world.pass_time(400.0)
    assert isinstance(world.gate.screen, Waiting | OutOfOrder), world.gate.screen
    assert world.gate.held is None
    assert world.gate.errand is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CHOICES), st.sampled_from(VISITS), RULES)
def test_a_touch_that_was_made_twice_does_no_more_than_once(
    choice: tuple[str, samples.Choose], visit: tuple[Screen, object], rules: Rules
) -> None:
    """A wet finger lands twice: nothing is asked for, sent or recorded a second time."""
    screen, errand = visit
    gate = Gate(screen=screen, errand=errand, turn=1, since=50.0)  # type: ignore[arg-type]
    gate, first = step(gate, choice[1](100.0), rules)
    _, second = step(gate, choice[1](100.05), rules)
    once = [type(effect) for effect in first if isinstance(effect, ASKING) and not isinstance(effect, ListStaff)]
    again = [type(effect) for effect in second if isinstance(effect, ASKING) and not isinstance(effect, ListStaff)]
    assert not set(once) & set(again)


def test_sending_is_not_interrupted_by_a_code_held_up() -> None:
    draft = samples.whole_draft()
    errand = next(errand for screen, errand in VISITS if isinstance(screen, DeclareConsent))
    screen = next(screen for screen, _ in VISITS if isinstance(screen, DeclareConsent) and screen.sending)
    assert draft.agreed
    gate = Gate(screen=screen, errand=errand, turn=1)
    after, effects = step(gate, Scanned(scan(CARDS[0], 100.0)), Rules("Cổng 1"))
    assert (after.screen, effects) == (screen, ())
