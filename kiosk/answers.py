"""What the store's answers do to the gate. Green and blue come up here, after the row is on disk, and nowhere else."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from kiosk import certificate_rule
from kiosk.admission import (
    AskLeaveUnknown,
    AskLeaving,
    DeclarationMode,
    Full,
    HasJustLeft,
    LetIn,
    LetOut,
    MustDeclare,
    MustWait,
    Rules,
    decide,
    holding_of,
)
from kiosk.declarations import Holding, PhoneProof
from kiosk.effects import Play
from kiosk.errand_answers import DeclaredFound
from kiosk.errand_effects import AskDeclared
from kiosk.events import LookedUp, Recorded, Referred
from kiosk.gate import Gate, SeenCode, Step, Subject, enter, record, refer, remember
from kiosk.ports import Sound
from kiosk.questionnaire import CertificateUse, Verdict
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    Referral,
    SeeStaff,
    StillInside,
    Stop,
    Welcome,
)
from kiosk.visits import Act, Standing, Visit


def looked_up(gate: Gate, subject: Subject, answer: LookedUp, rules: Rules) -> Step:
    """Decide what the holder of the card may do."""
    standing = _with_code(subject, answer.standing)
    return _decided(gate, replace(subject, standing=standing), answer.now, answer.at, rules)


def declared_elsewhere(gate: Gate, subject: Subject, answer: DeclaredFound, rules: Rules) -> Step:
    """The centre has said whether they declared at another gate."""
    standing = subject.standing or Standing(None, None, 0)
    if answer.holding is not None:
        standing = replace(standing, declaration=answer.holding)
    return _decided(gate, replace(subject, standing=standing), answer.now, answer.at, rules)


def not_declared(gate: Gate, subject: Subject, at: float) -> Step:
    """No declaration that holds is known, or could be asked for."""
    return enter(gate, NeedsDeclaration(subject.card.kind), at, Play(Sound.NEEDS_DECLARATION))


def _with_code(subject: Subject, standing: Standing) -> Standing:
    """What a checked code says of its holder's declaration counts as if it had been made here."""
    code = subject.code
    if code is None or (standing.declaration and standing.declaration.declared_at >= code.issued):
        return standing
    holding = Holding(code.issued, code.holds_until, Verdict.PASS, code.campaign, PhoneProof.NONE)
    return replace(standing, declaration=holding)


def _certified(subject: Subject, rules: Rules, now: datetime) -> bool:
    """Whether they hold up a health certificate that counts for the campaign."""
    certificate = subject.card.certificate
    if certificate is None or subject.trust is None or rules.campaign is None:
        return False
    return certificate_rule.counts(certificate, subject.trust, rules.campaign.certificate, now)[0]


def _decided(gate: Gate, subject: Subject, now: datetime, at: float, rules: Rules) -> Step:
    standing = subject.standing or Standing(None, None, 0)
    gate = replace(gate, subject=subject)
    use = rules.campaign.certificate.use if rules.campaign else CertificateUse.INFORMATION
    decision = decide(standing, rules, now, subject.leaving)
    if isinstance(decision, MustDeclare) and use is CertificateUse.INSTEAD and _certified(subject, rules, now):
        decision = LetIn(invite_to_declare=False)
    match decision:
        case LetIn():
            if use is CertificateUse.REQUIRED and not _certified(subject, rules, now):
                return refer(gate, Referral.CERTIFICATE, at)
            return record(gate, Act.CHECK_IN, at)
        case MustWait(stop):
            return refer(gate, Referral.STOP if stop else Referral.DECLARATION, at)
        case MustDeclare() if rules.centre and not subject.asked and subject.card.identifiers:
            gate = replace(gate, subject=replace(subject, asked=True))
            return gate, (AskDeclared(gate.turn, subject.card),)
        case MustDeclare():
            return not_declared(gate, subject, at)
        case LetOut(arrival):
            return record(_about(gate, subject, arrival), Act.CHECK_OUT, at)
        case AskLeaving(arrival, earlier_day):
            question = AlreadyIn(subject.label, arrival.at, arrival.gate, earlier_day)
            return enter(_about(gate, subject, arrival), question, at, Play(Sound.ALREADY_IN))
        case AskLeaveUnknown():
            return enter(gate, LeaveUnknown(subject.label), at, Play(Sound.ALREADY_IN))
        case HasJustLeft(departure):
            goodbye = Goodbye(subject.label, departure.at, None, again=True)
            return enter(_about(gate, subject, departure), goodbye, at, Play(Sound.CHECK_OUT))
        case Full():
            return refer(gate, Referral.FULL, at)
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
            holding = holding_of(subject.standing, rules, row.at) if subject.standing else None
            verdict: Welcome | Goodbye = Welcome(
                subject.label,
                row.at,
                verified=row.verified,
                invite_to_declare=holding is None and rules.declarations is DeclarationMode.OPTIONAL,
                certificate=subject.trust,
                declared_until=holding.until if holding else None,
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


def referred(gate: Gate, answer: Referred, rules: Rules) -> Step:
    """Tell the visitor where to go, or to wait here, and by which number the staff will know them."""
    if answer.reason is Referral.STOP and not rules.discreet_stop:
        return enter(gate, Stop(answer.number, answer.now), answer.at, Play(Sound.SEE_STAFF))
    screen = SeeStaff(answer.reason, answer.number, answer.now, bring_card=gate.subject is not None)
    return enter(gate, screen, answer.at, Play(Sound.SEE_STAFF))


def _about(gate: Gate, subject: Subject, row: Visit) -> Gate:
    return replace(gate, subject=replace(subject, row=row))
