"""What the store's answers do to the gate. Green and blue come up here, after the row is on disk, and nowhere else."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from kiosk.admission import (
    AskLeaveUnknown,
    AskLeaving,
    DeclarationMode,
    Full,
    HasJustLeft,
    LetIn,
    LetOut,
    MustDeclare,
    Rules,
    decide,
)
from kiosk.effects import Play
from kiosk.events import LookedUp, Recorded, Referred
from kiosk.gate import Gate, SeenCode, Step, Subject, enter, record, refer, remember
from kiosk.ports import Sound
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    Referral,
    SeeStaff,
    StillInside,
    Welcome,
)
from kiosk.visits import Act, Visit


def looked_up(gate: Gate, subject: Subject, answer: LookedUp, rules: Rules) -> Step:
    """Decide what the holder of the card may do."""
    subject = replace(subject, standing=answer.standing)
    gate = replace(gate, subject=subject)
    decision = decide(answer.standing, rules, answer.now, subject.leaving)
    match decision:
        case LetIn():
            return record(gate, Act.CHECK_IN, answer.at)
        case LetOut(arrival):
            return record(_about(gate, subject, arrival), Act.CHECK_OUT, answer.at)
        case AskLeaving(arrival, earlier_day):
            question = AlreadyIn(subject.label, arrival.at, arrival.gate, earlier_day)
            return enter(_about(gate, subject, arrival), question, answer.at, Play(Sound.ALREADY_IN))
        case AskLeaveUnknown():
            return enter(gate, LeaveUnknown(subject.label), answer.at, Play(Sound.ALREADY_IN))
        case HasJustLeft(departure):
            goodbye = Goodbye(subject.label, departure.at, None, again=True)
            return enter(_about(gate, subject, departure), goodbye, answer.at, Play(Sound.CHECK_OUT))
        case Full():
            return refer(gate, Referral.FULL, answer.at)
        case MustDeclare():
            screen = NeedsDeclaration(subject.card.kind)
            return enter(gate, screen, answer.at, Play(Sound.NEEDS_DECLARATION))
        case _:
            assert_never(decision)


def recorded(gate: Gate, subject: Subject, answer: Recorded, rules: Rules) -> Step:
    """Show what is on disk now."""
    row = answer.visit
    gate = _about(gate, subject, row)
    match row.act:
        case Act.REVERSAL:
            gate = replace(gate, seen=tuple(replace(code, verdict=None) for code in gate.seen))
            return enter(gate, StillInside(subject.label, row.at), answer.at, Play(Sound.CHECK_IN))
        case Act.CHECK_IN:
            invited = rules.declarations is DeclarationMode.OPTIONAL
            verdict: Welcome | Goodbye = Welcome(
                subject.label, row.at, verified=row.verified, invite_to_declare=invited
            )
        case Act.CHECK_OUT:
            # A clock that was set back must not make a stay negative.
            stayed = max(row.at - answer.before.at, timedelta()) if answer.before else None
            verdict = Goodbye(subject.label, row.at, stayed)
        case _:
            assert_never(row.act)
    known = next((code for code in gate.seen if code.digest == subject.digest), None)
    gate = remember(gate, SeenCode(subject.digest, known.seen_at if known else answer.at, verdict))
    sound = Sound.CHECK_IN if isinstance(verdict, Welcome) else Sound.CHECK_OUT
    return enter(gate, verdict, answer.at, Play(sound))


def referred(gate: Gate, answer: Referred) -> Step:
    """Tell the visitor where to go, and by which number the staff will know them."""
    screen = SeeStaff(answer.reason, answer.number, answer.now, bring_card=gate.subject is not None)
    return enter(gate, screen, answer.at, Play(Sound.SEE_STAFF))


def _about(gate: Gate, subject: Subject, row: Visit) -> Gate:
    return replace(gate, subject=replace(subject, row=row))
