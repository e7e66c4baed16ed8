"""Every way through the kiosk: ``step(gate, event, rules) -> (gate, effects)``.

Pure: the same gate and event always give the same answer. docs/flow.md is drawn from it.
"""

from dataclasses import replace
from typing import assert_never

from kiosk.admission import DeclarationMode, Rules
from kiosk.answers import looked_up, recorded, referred
from kiosk.codes import hinted, scanned, take
from kiosk.effects import CallStaff, Play, TryStore, Wake
from kiosk.events import (
    Choice,
    EnterChosen,
    Event,
    HeldCodeDue,
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
    TimedOut,
    Touched,
    UndoChosen,
)
from kiosk.gate import Gate, Step, enter, record, refer
from kiosk.ports import Sound
from kiosk.screens import (
    LANGUAGE_RESET_SECONDS,
    STAFF_CALLED_SECONDS,
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    SeeStaff,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
)
from kiosk.visits import Act


def step(gate: Gate, event: Event, rules: Rules) -> Step:
    """Take one event; return what the kiosk is then, and what is to be done."""
    match event:
        case Scanned(scan):
            return scanned(gate, scan)
        case Hinted(hint):
            return hinted(gate, hint)
        case LookedUp() | Recorded() | Referred():
            return _answered(gate, event, rules)
        case TimedOut() | HeldCodeDue() | LanguageDue():
            return _due(gate, event)
        case StoreFailed():
            return enter(gate, OutOfOrder(event.code, event.safe_today), event.at)
        case StoreCameBack():
            return enter(gate, Waiting(), event.at) if isinstance(gate.screen, OutOfOrder) else (gate, ())
        case _:
            return _chosen(replace(gate, touched_at=event.at), event, rules)


def _answered(gate: Gate, answer: LookedUp | Recorded | Referred, rules: Rules) -> Step:
    if answer.turn != gate.turn or not isinstance(gate.screen, Reading):
        return gate, ()  # too late: the person has gone
    match answer:
        case Referred():
            return referred(gate, answer)
        case LookedUp() if gate.subject is not None:
            return looked_up(gate, gate.subject, answer, rules)
        case Recorded() if gate.subject is not None:
            return recorded(gate, gate.subject, answer, rules)
    return gate, ()


def _due(gate: Gate, event: TimedOut | HeldCodeDue | LanguageDue) -> Step:
    match event:
        case LanguageDue(at):
            left = gate.touched_at + LANGUAGE_RESET_SECONDS - at
            if gate.language is gate.site_language:
                return gate, ()
            return (gate, (Wake(left, event),)) if left > 0 else (replace(gate, language=gate.site_language), ())
        case HeldCodeDue(turn, at):
            return take(gate, gate.held, at) if turn == gate.turn and gate.held is not None else (gate, ())
        case TimedOut(turn, at):
            return _timed_out(gate, at) if turn == gate.turn else (gate, ())
        case _:
            assert_never(event)


def _timed_out(gate: Gate, at: float) -> Step:
    match gate.screen:
        case Waiting(leaving=False):
            return replace(gate, seen=tuple(replace(code, verdict=None) for code in gate.seen)), ()
        case Reading():
            return enter(gate, OutOfOrder("STORE-SLOW", None), at)
        case OutOfOrder():
            # The same screen for another round: what it says stays true until the store answers.
            return enter(gate, gate.screen, at, TryStore())
        case Unreadable() | UnknownCode():
            return enter(gate, Waiting(leaving=gate.leaving), at)
    return enter(gate, Waiting(), at)


def _chosen(gate: Gate, choice: Choice, rules: Rules) -> Step:
    match choice, gate.screen:
        case LanguageChosen(language), _:
            return replace(gate, language=language), (Wake(LANGUAGE_RESET_SECONDS, LanguageDue()),)
        case StaffCallPressed(at), _:
            called = gate.staff_called_at
            if called is not None and at - called < STAFF_CALLED_SECONDS:
                return gate, ()
            return replace(gate, staff_called_at=at), (CallStaff(),)
        case LeavingPressed(at), Waiting():
            return enter(replace(gate, seen=()), Waiting(leaving=True), at)
        case HelpPressed(at), NeedsDeclaration():
            return refer(gate, Referral.NO_DECLARATION, at)
        case HelpPressed(at), Waiting() | Unreadable() | UnknownCode():
            return refer(gate, Referral.NO_CODE, at)
        case NotMeChosen(at), AlreadyIn():
            return refer(gate, Referral.NOT_ME, at)
        case LeaveChosen(at), AlreadyIn() | LeaveUnknown():
            return record(gate, Act.CHECK_OUT, at)
        case EnterChosen(at), AlreadyIn(earlier_day=True):
            return _enter_again(gate, at, rules)
        case UndoChosen(at), Goodbye(can_undo=True):
            return record(gate, Act.REVERSAL, at)
        case StayChosen(at), AlreadyIn() | LeaveUnknown():
            return enter(gate, Waiting(), at)
        case StopLifted(at), Stop():
            return enter(gate, Waiting(), at)
        case HomeChosen(at), Unreadable() | UnknownCode():
            return enter(gate, Waiting(leaving=gate.leaving), at)
        case HomeChosen(at), NeedsDeclaration() | SeeStaff() | Waiting(leaving=True):
            return enter(gate, Waiting(), at)
        case Touched(), _:
            return gate, ()
    return gate, ()  # a choice that the present screen does not offer: a late touch


def _enter_again(gate: Gate, at: float, rules: Rules) -> Step:
    """Somebody with an open visit of an earlier day comes in: counted as inside already, so capacity is no question."""
    if rules.declarations is DeclarationMode.REQUIRED and gate.subject is not None:
        return enter(gate, NeedsDeclaration(gate.subject.card.kind), at, Play(Sound.NEEDS_DECLARATION))
    return record(gate, Act.CHECK_IN, at)
