"""Every way through the kiosk: ``step(gate, event, rules) -> (gate, effects)``.

Pure: the same gate and event always give the same answer. docs/flow.md is drawn from it.
"""

from dataclasses import replace
from typing import assert_never

from kiosk.admission import MustDeclare, MustWait, Rules, may_enter
from kiosk.answers import declared_elsewhere, looked_up, not_declared, recorded, referred
from kiosk.codes import hinted, scanned, take
from kiosk.declaring_screens import DeclareConsent
from kiosk.effects import CallStaff, Play, TryStore, Wake
from kiosk.errand_answers import CentreSilent, DeclaredFound, ErrandAnswer
from kiosk.errand_events import DeclarePressed, FinishPressed, PhonePressed
from kiosk.errand_screens import ChoosePerson, CodeRefused, StaffPin, StillThere, StillThereFor, WhyNoCode
from kiosk.errands import choosing, declaring, pausing, phoning, steps
from kiosk.errands.errand import Errand
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
from kiosk.gate import PATIENT, Gate, Step, enter, limit, record, refer
from kiosk.ports import Sound
from kiosk.screens import (
    LANGUAGE_RESET_SECONDS,
    STAFF_CALLED_SECONDS,
    AlreadyIn,
    Goodbye,
    Language,
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

Answer = LookedUp | Recorded | Referred | ErrandAnswer


def step(gate: Gate, event: Event, rules: Rules) -> Step:
    """Take one event; return what the kiosk is then, and what is to be done."""
    match event:
        case Scanned(scan):
            return scanned(gate, scan, rules)
        case Hinted(hint):
            return hinted(gate, hint)
        case TimedOut() | HeldCodeDue() | LanguageDue():
            return _due(gate, event, rules)
        case StoreFailed():
            return enter(gate, OutOfOrder(event.code, event.safe_today), event.at)
        case StoreCameBack():
            return enter(gate, Waiting(), event.at) if isinstance(gate.screen, OutOfOrder) else (gate, ())
    if isinstance(event, Answer):
        return _answered(gate, event, rules) if event.turn == gate.turn else (gate, ())  # else the person has gone
    return _chosen(replace(gate, touched_at=event.at), event, rules)


def _answered(gate: Gate, answer: Answer, rules: Rules) -> Step:
    if not isinstance(gate.screen, Reading):
        errand = gate.errand
        if errand is None or isinstance(answer, LookedUp | Referred | DeclaredFound):
            return gate, ()
        return steps.answered(gate, errand, answer, rules)
    match answer:
        case Referred():
            return referred(gate, answer, rules)
        case LookedUp() if gate.subject is not None:
            return looked_up(gate, gate.subject, answer, rules)
        case DeclaredFound() if gate.subject is not None:
            return declared_elsewhere(gate, gate.subject, answer, rules)
        case CentreSilent() if gate.subject is not None and gate.subject.asked:
            return not_declared(gate, gate.subject, answer.at)
        case Recorded() if gate.subject is not None:
            return recorded(gate, gate.subject, answer, rules)
    return gate, ()


def _due(gate: Gate, event: TimedOut | HeldCodeDue | LanguageDue, rules: Rules) -> Step:
    match event:
        case LanguageDue(at):
            left = gate.touched_at + LANGUAGE_RESET_SECONDS - at
            if gate.language is gate.site_language:
                return gate, ()
            if gate.errand is not None:
                left = max(left, 1.0)  # nobody's form changes its language while they think
            return (gate, (Wake(left, event),)) if left > 0 else (replace(gate, language=gate.site_language), ())
        case HeldCodeDue(turn, at):
            due = turn == gate.turn and gate.held is not None
            return take(gate, gate.held, at, rules) if due and gate.held is not None else (gate, ())
        case TimedOut(turn, at):
            return _timed_out(gate, at) if turn == gate.turn else (gate, ())
        case _:
            assert_never(event)


def _timed_out(gate: Gate, at: float) -> Step:
    match gate.screen:
        case Waiting(leaving=False):
            return replace(gate, seen=tuple(replace(code, verdict=None) for code in gate.seen)), ()
        case Reading() if gate.subject is not None and gate.subject.asked:
            return not_declared(gate, gate.subject, at)  # the centre is slow; the visitor does not wait for it
        case Reading():
            return enter(gate, OutOfOrder("STORE-SLOW", None), at)
        case OutOfOrder():
            # The same screen for another round: what it says stays true until the store answers.
            return enter(gate, gate.screen, at, TryStore())
        case Unreadable() | UnknownCode():
            return enter(gate, Waiting(leaving=gate.leaving), at)
        case StillThere():
            return enter(replace(gate, held=None), Waiting(), at)
        case screen if isinstance(screen, PATIENT):
            return _untouched(gate, at)
    return enter(gate, Waiting(), at)


def _untouched(gate: Gate, at: float) -> Step:
    """The time of a screen that begins anew with every touch is up, or not yet."""
    left = max(gate.since, gate.touched_at) + (limit(gate.screen) or 0.0) - at
    if left > 0:
        return gate, (Wake(left, TimedOut(gate.turn)),)
    if isinstance(gate.screen, ChoosePerson) and gate.errand is not None and gate.errand.done:
        return choosing.verdict(gate, gate.errand, at)
    if isinstance(gate.screen, StaffPin) and gate.errand is not None:
        # whoever waits for the staff is still there: nothing of theirs is lost by it
        return phoning.no_code(gate, replace(gate.errand, pin=""), WhyNoCode.HELP, at)
    return pausing.idle(gate, at)


def _chosen(gate: Gate, choice: Choice, rules: Rules) -> Step:
    match choice, gate.screen:
        case LanguageChosen(language), _:
            return _speak(gate, language), (Wake(LANGUAGE_RESET_SECONDS, LanguageDue()),)
        case StaffCallPressed(at), _:
            called = gate.staff_called_at
            if called is not None and at - called < STAFF_CALLED_SECONDS:
                return gate, ()
            return replace(gate, staff_called_at=at), (CallStaff(),)
        case Touched(), _:
            return gate, ()
        case FinishPressed(at), StillThere(StillThereFor.NEW_CODE) if gate.held is not None:
            return take(gate, gate.held, at, rules)
    errand = gate.errand
    if errand is not None:
        return steps.chosen(gate, errand, choice, rules) if isinstance(choice, steps.Chosen) else (gate, ())
    return _answering(gate, choice, rules) or _starting(gate, choice, rules)


def _speak(gate: Gate, language: Language) -> Gate:
    """Another language from now on. What was agreed to was read in the other one: it is asked again."""
    gate, errand, screen = replace(gate, language=language), gate.errand, gate.screen
    if errand is None or errand.draft is None or not isinstance(screen, DeclareConsent) or screen.sending:
        return gate
    draft = replace(errand.draft, agreed=False, child_agreed=False)
    return replace(gate, errand=replace(errand, draft=draft), screen=replace(screen, draft=draft))


def _answering(gate: Gate, choice: Choice, rules: Rules) -> Step | None:
    """An answer to a question about the card that was shown."""
    match choice, gate.screen:
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
    return None


def _starting(gate: Gate, choice: Choice, rules: Rules) -> Step:
    """Something else than holding up a code; a choice that the present screen does not offer is a late touch."""
    match choice, gate.screen:
        case LeavingPressed(at), Waiting():
            return enter(replace(gate, seen=()), Waiting(leaving=True), at)
        case HelpPressed(at), NeedsDeclaration():
            return refer(gate, Referral.NO_DECLARATION, at)
        case HelpPressed(at), Waiting() | Unreadable() | UnknownCode() | CodeRefused():
            return refer(gate, Referral.NO_CODE, at)
        case StopLifted(at), Stop():
            return enter(gate, Waiting(), at)
        case PhonePressed(at, digit), Waiting() | Unreadable() | UnknownCode() | CodeRefused():
            return phoning.begin(gate, digit, at)
        case DeclarePressed(at), Waiting() | NeedsDeclaration() | CodeRefused():
            return _declare(gate, at, rules)
        case HomeChosen(at), Unreadable() | UnknownCode() | CodeRefused():
            return enter(gate, Waiting(leaving=gate.leaving), at)
        case HomeChosen(at), NeedsDeclaration() | SeeStaff() | Waiting(leaving=True):
            return enter(gate, Waiting(), at)
    return gate, ()


def _enter_again(gate: Gate, at: float, rules: Rules) -> Step:
    """Somebody with an open visit of an earlier day comes in: counted as inside already, so capacity is no question."""
    subject = gate.subject
    if subject is not None and subject.standing is not None:
        decision = may_enter(replace(subject.standing, inside_now=0), rules, rules.now)
        if isinstance(decision, MustDeclare):
            return enter(gate, NeedsDeclaration(subject.card.kind), at, Play(Sound.NEEDS_DECLARATION))
        if isinstance(decision, MustWait):
            return refer(gate, Referral.STOP if decision.stop else Referral.DECLARATION, at)
    return record(gate, Act.CHECK_IN, at)


def _declare(gate: Gate, at: float, rules: Rules) -> Step:
    """Start a declaration; the card that was shown fills it."""
    subject = gate.subject
    errand = Errand(trust=subject.trust if subject else None)
    card = subject.card if subject and subject.code is None else None
    return declaring.begin(gate, errand, at, rules, card=card)
