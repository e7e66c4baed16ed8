"""Draws docs/flow.md from the flow itself: every screen is tried with every event, and what comes out is an arrow.

``python -m kiosk.flow_map > docs/flow.md``
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kiosk import flow_samples
from kiosk.admission import DeclarationMode, DirectionPolicy, Rules
from kiosk.cards.card import Card, CardKind, Family
from kiosk.effects import Effect, LookUp, Record, Refer
from kiosk.errand_screens import ErrandScreen, StillThere, StillThereFor
from kiosk.errands.errand import Errand
from kiosk.events import (
    EnterChosen,
    Event,
    HeldCodeDue,
    HelpPressed,
    Hinted,
    HomeChosen,
    LeaveChosen,
    LeavingPressed,
    LookedUp,
    NotMeChosen,
    Recorded,
    Referred,
    Scanned,
    StayChosen,
    StopLifted,
    StoreCameBack,
    StoreFailed,
    TimedOut,
    UndoChosen,
)
from kiosk.flow import step
from kiosk.gate import Gate, Subject, limit
from kiosk.people import Person
from kiosk.scans import Finding, Hint, Scan, Symbology
from kiosk.screens import (
    ANOTHER_CODE_AFTER,
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    StillInside,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from kiosk.visits import Act, Standing, Via, Visit

_NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
_LATE = 1_000.0
_CARD = Card(CardKind.CITIZEN_ID, citizen_id="001090000001")
_PERSON = Person(UUID(int=1), None, None, None, frozenset())

GATE_SCREENS: tuple[Screen, ...] = (
    Waiting(),
    Waiting(leaving=True),
    Reading(CardKind.CCCD),
    Welcome("", _NOW),
    Goodbye("", _NOW, None),
    StillInside("", _NOW),
    AlreadyIn("", _NOW, ""),
    AlreadyIn("", _NOW, "", earlier_day=True),
    LeaveUnknown(""),
    NeedsDeclaration(CardKind.CCCD),
    SeeStaff(Referral.CHECK, "A 01", _NOW, bring_card=True),
    Stop("A 01", _NOW),
    Unreadable(Finding.BLUR),
    UnknownCode(Family.PAYMENT),
    OutOfOrder("STORE-01", None),
)
"""One of each screen of the gate itself, and of each variant that behaves otherwise."""

ERRANDS: tuple[tuple[ErrandScreen, Errand | None], ...] = tuple(flow_samples.visits(_LATE))
SCREENS: tuple[Screen, ...] = (*GATE_SCREENS, *(screen for screen, _ in ERRANDS))
"""One of each screen there is."""


def row(act: Act, at: datetime) -> Visit:
    """A row as the store would give it."""
    return Visit(UUID(int=2), UUID(int=3), 1, _PERSON, act, at, Via.CITIZEN_CARD, "")


def _scan(text: str, symbology: Symbology = Symbology.QR) -> Scanned:
    return Scanned(Scan("camera:0", symbology, text, text.encode(), _LATE))


def _events(turn: int) -> Iterator[tuple[str, Event]]:
    yield "a card", _scan("001090000001", Symbology.TYPED)
    yield "a citizen code of a key unknown here", _scan(flow_samples.code())
    yield "a foreign code", _scan("WIFI:S:x;T:WPA;P:y;;")
    yield "a damaged card", _scan("001090000001||Nguyễn Văn Thử|15081990|Nam")
    yield "held up, not read", Hinted(Hint("camera:0", Finding.GLARE, _LATE))
    today, yesterday = _NOW - timedelta(hours=2), _NOW - timedelta(days=1)
    standings = {
        "not inside": Standing(_PERSON, None, 0),
        "inside": Standing(_PERSON, row(Act.CHECK_IN, today), 1),
        "inside, just came": Standing(_PERSON, row(Act.CHECK_IN, _NOW), 1),
        "inside since an earlier day": Standing(_PERSON, row(Act.CHECK_IN, yesterday), 1),
        "just left": Standing(_PERSON, row(Act.CHECK_OUT, _NOW), 0),
        "place is full": Standing(None, None, 10),
    }
    for name, standing in standings.items():
        yield name, LookedUp(turn, standing, _NOW, _LATE)
    for act in Act:
        yield f"{act} on disk", Recorded(turn, row(act, _NOW), row(Act.CHECK_IN, today), _LATE)
    yield "staff told", Referred(turn, Referral.FULL, "A 01", _NOW, _LATE)
    yield "staff told to come", Referred(turn, Referral.STOP, "A 01", _NOW, _LATE)
    yield "time is up", TimedOut(turn, _LATE)
    yield "the held code", HeldCodeDue(turn, _LATE)
    yield "store fails", StoreFailed("STORE-01", None, _LATE)
    yield "store is back", StoreCameBack(_LATE)
    for choice in (
        LeavingPressed,
        HelpPressed,
        LeaveChosen,
        EnterChosen,
        StayChosen,
        NotMeChosen,
        UndoChosen,
        HomeChosen,
        StopLifted,
    ):
        yield choice.__name__, choice(_LATE)
    for label, choose in flow_samples.choices():
        yield label, choose(_LATE)
    yield from flow_samples.answers(turn, _LATE)


def name(screen: Screen) -> str:
    """A screen's name in the drawing."""
    return "Leaving" if isinstance(screen, Waiting) and screen.leaving else type(screen).__name__


def arrows() -> list[tuple[str, str, str]]:
    """Every (screen, what happens, next screen) of the flow, sorted."""
    found: set[tuple[str, str, str]] = set()
    every_rule = [
        Rules(
            "",
            capacity=10,
            direction=direction,
            declarations=declarations,
            campaign=None if declarations is DeclarationMode.OFF else flow_samples.campaign(),
            places=flow_samples.places(),
            centre=True,
            printer=True,
            now=_NOW,
        )
        for direction in DirectionPolicy
        for declarations in DeclarationMode
    ]
    subject = Subject(_CARD, b"", leaving=False, row=row(Act.CHECK_IN, _NOW))
    gates = [
        Gate(screen=screen, turn=7, subject=None if isinstance(screen, Waiting) else subject) for screen in GATE_SCREENS
    ]
    gates += [Gate(screen=screen, turn=7, errand=errand, held=_held(screen)) for screen, errand in ERRANDS]
    for gate in gates:
        screen = gate.screen
        for rules in every_rule:
            for label, event in _events(gate.turn):
                after, effects = step(gate, event, rules)
                if after.turn != gate.turn:
                    found |= {(name(screen), label, target) for target in _targets(after, effects)}
    return sorted(found)


def _held(screen: Screen) -> Scan | None:
    """The code that brought a question up."""
    asked = isinstance(screen, StillThere) and screen.why is StillThereFor.NEW_CODE
    return _scan("001090000001", Symbology.TYPED).scan if asked else None


def _targets(after: Gate, effects: tuple[Effect, ...]) -> Iterator[str]:
    """Reading stands for three waits; say which."""
    asked = [type(effect).__name__ for effect in effects if isinstance(effect, LookUp | Record | Refer)]
    yield f"Reading ({asked[0]})" if asked else name(after.screen)


def markdown() -> str:
    """The whole page: a drawing, the table of arrows, the table of times."""
    edges: dict[tuple[str, str], list[str]] = {}
    for source, label, target in arrows():
        edges.setdefault((source, target.partition(" ")[0]), []).append(label)
    drawing = "\n".join(f"    {a} --> {b}: {', '.join(sorted(set(labels)))}" for (a, b), labels in edges.items())
    table = "\n".join(f"| {a} | {label} | {b} |" for a, label, b in arrows())
    shown = {name(s): s for s in reversed(SCREENS)}
    times = "\n".join(
        f"| {name(s)} | {limit(s) if limit(s) is not None else 'none'} | {ANOTHER_CODE_AFTER.get(type(s), 'never')} |"
        for s in reversed(shown.values())
    )
    return f"""# The flow

Drawn by `python -m kiosk.flow_map` from `kiosk/flow.py`; a test fails when this page is stale.

```mermaid
stateDiagram-v2
    [*] --> Waiting
{drawing}
```

## Every arrow

An event that is not listed for a screen changes nothing there. A late answer or timer changes nothing anywhere.

| screen | what happens | next |
|---|---|---|
{table}

## Times

| screen | stays at most (s) | another visitor's code is taken after (s) |
|---|---|---|
{times}
"""


if __name__ == "__main__":
    sys.stdout.write(markdown())
