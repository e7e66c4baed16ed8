"""What a code that was read, or could not be read, does to the gate."""

from dataclasses import replace

from kiosk import cards, certificates, citizen_code
from kiosk.admission import Rules, via
from kiosk.cards.card import Card, CardKind, Family
from kiosk.certificates import Trust
from kiosk.citizen_code import CodeStanding
from kiosk.declaring_screens import DeclareIdentity
from kiosk.effects import Effect, Play, RefuseScan, Wake
from kiosk.errand_effects import FetchKeys
from kiosk.errand_screens import CodeFault, CodeRefused
from kiosk.errands import declaring, pausing, phoning
from kiosk.events import HeldCodeDue
from kiosk.gate import Gate, SeenCode, Step, Subject, enter, look_up, refer, remember
from kiosk.ports import Sound
from kiosk.scans import Finding, Hint, Scan
from kiosk.screens import (
    ANOTHER_CODE_AFTER,
    SAME_CODE_SECONDS,
    Goodbye,
    OutOfOrder,
    Reading,
    Referral,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)

STILL_IN_VIEW_SECONDS = 1.0
"""A code that was not read for longer than this had been taken away; shown again it gets its verdict again."""

ADVICE_STAYS_SECONDS = 2.0
"""So that advice to hold a code otherwise does not change faster than it can be followed."""


def scanned(gate: Gate, scan: Scan, rules: Rules) -> Step:
    """Take a code, hold it one deep until it may be taken, or know it for the one just dealt with."""
    if isinstance(gate.screen, OutOfOrder):
        return gate, ()  # nothing could be recorded
    code = SeenCode.of(scan)
    known = next((seen for seen in gate.seen if seen.digest == code.digest), None)
    if known is not None and scan.at - known.seen_at <= SAME_CODE_SECONDS:
        return _same_again(gate, known, scan)
    if isinstance(gate.screen, Reading):
        return replace(gate, held=scan), ()
    if isinstance(gate.screen, DeclareIdentity):
        return _fill(gate, scan, rules)
    if pausing.is_errand(gate.screen):
        return pausing.interrupted(gate, scan)
    ready_in = gate.since + ANOTHER_CODE_AFTER[type(gate.screen)] - scan.at
    if ready_in > 0:
        effects = (Wake(ready_in, HeldCodeDue(gate.turn)),) if gate.held is None else ()
        return replace(gate, held=scan), effects
    return take(gate, scan, scan.at, rules)


def _fill(gate: Gate, scan: Scan, rules: Rules) -> Step:
    """A card on the first step of a declaration fills the form; whatever else it is changes nothing there."""
    card = cards.parse(scan.text, scan.symbology)
    errand = gate.errand
    if errand is None or card.kind is CardKind.CITIZEN_CODE or via(card) is None:
        return gate, ()
    trust = certificates.check(card.certificate, rules.signers, rules.now) if card.certificate else None
    gate = remember(gate, SeenCode.of(scan))
    gate, effects = declaring.card_shown(gate, errand, card, trust, rules)
    return gate, (*effects, Play(Sound.READ))


def _same_again(gate: Gate, known: SeenCode, scan: Scan) -> Step:
    gate = remember(gate, replace(known, seen_at=max(scan.at, known.seen_at)))
    if known.verdict is None or scan.at - known.seen_at <= STILL_IN_VIEW_SECONDS:
        return gate, ()
    somebody_elses = gate.subject is not None and gate.subject.digest != known.digest
    over = scan.at - gate.since >= ANOTHER_CODE_AFTER[Welcome]
    if not isinstance(gate.screen, Waiting) and not (
        isinstance(gate.screen, Welcome | Goodbye) and somebody_elses and over
    ):
        return gate, ()
    gate = replace(gate, subject=None)
    if isinstance(known.verdict, Welcome):
        return enter(gate, replace(known.verdict, again=True), scan.at, Play(Sound.CHECK_IN))
    return enter(gate, replace(known.verdict, again=True, can_undo=False), scan.at, Play(Sound.CHECK_OUT))


def take(gate: Gate, scan: Scan, at: float, rules: Rules) -> Step:
    """Deal with a code: look its holder up, or say what it is."""
    code = SeenCode.of(scan)
    gate = remember(replace(gate, held=None, subject=None, errand=None), code)
    card = cards.parse(scan.text, scan.symbology)
    if card.kind is CardKind.UNREADABLE:
        reason = card.warnings[0] if card.warnings else "unreadable"
        finding = Finding.WEDGE_DAMAGE if reason == "wedge_damage" else Finding.PARTIAL_CARD
        refusal = RefuseScan(card.kind, reason, scan.source)
        return enter(gate, Unreadable(finding), at, refusal, Play(Sound.UNREADABLE))
    if card.kind is CardKind.CITIZEN_CODE and card.code is not None:
        return _citizen_code(gate, scan, card, card.code, at, rules)
    if card.kind is CardKind.PHONE and card.phone is not None and rules.centre:
        return phoning.begin(gate, "0" + card.phone.removeprefix("+84"), at)
    if via(card) is None:
        certificate = card.kind is CardKind.HEALTH_CERTIFICATE
        family = card.family or (Family.HEALTH_CERTIFICATE if certificate else Family.UNKNOWN)
        refusal = RefuseScan(card.kind, family, scan.source)
        return enter(gate, UnknownCode(family), at, refusal, Play(Sound.UNKNOWN_CODE))
    trust = certificates.check(card.certificate, rules.signers, rules.now) if card.certificate else None
    subject = Subject(card, code.digest, gate.leaving, trust=trust)
    if trust is Trust.FORGED:
        gate, effects = refer(replace(gate, subject=subject), Referral.CHECK, at)
        return gate, (RefuseScan(card.kind, trust, scan.source), *effects)
    return look_up(gate, subject, at, Play(Sound.READ))


_FAULTS = {
    CodeStanding.EXPIRED: CodeFault.EXPIRED,
    CodeStanding.REVOKED: CodeFault.REVOKED,
    CodeStanding.FORGED: CodeFault.FORGED,
    CodeStanding.UNKNOWN_KEY: CodeFault.UNKNOWN_KEY,
}


def _citizen_code(gate: Gate, scan: Scan, card: Card, signed: bytes, at: float, rules: Rules) -> Step:
    """Check the centre's signature; only a genuine code says who somebody is."""
    checked = citizen_code.check(signed, rules.trust, rules.now)
    fault = _FAULTS.get(checked.standing)
    if fault is None and checked.code is not None:
        subject = Subject(card, SeenCode.of(scan).digest, gate.leaving, code=checked.code)
        return look_up(gate, subject, at, Play(Sound.READ))
    fault = fault or CodeFault.FORGED
    effects: list[Effect] = [RefuseScan(card.kind, fault, scan.source), Play(Sound.UNKNOWN_CODE)]
    if fault is CodeFault.UNKNOWN_KEY:
        effects.append(FetchKeys())
    return enter(gate, CodeRefused(fault), at, *effects)


def hinted(gate: Gate, hint: Hint) -> Step:
    """Give advice about a code that cannot be read, unless it is one that was read and is going away."""
    if any(hint.at - code.seen_at < SAME_CODE_SECONDS for code in gate.seen):
        return gate, ()
    match gate.screen:
        case Waiting():
            return enter(gate, Unreadable(hint.finding), hint.at, Play(Sound.UNREADABLE))
        case Unreadable(finding) if finding is not hint.finding and hint.at - gate.since > ADVICE_STAYS_SECONDS:
            return enter(gate, Unreadable(hint.finding), hint.at)
    return gate, ()
