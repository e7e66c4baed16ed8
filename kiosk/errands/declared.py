"""After a declaration is on disk: who may come in is recorded, and gets their code; who may not meets the staff."""

from dataclasses import replace

from kiosk import certificate_rule
from kiosk.admission import DirectionPolicy, Full, LetIn, MustDeclare, MustWait, Rules, may_enter, via
from kiosk.declarations import PhoneProof
from kiosk.declaring_screens import CodeState, DeclareDone, Printing
from kiosk.effects import Play, Record
from kiosk.errand_answers import CodeIssued, DeclarationSaved, Printed
from kiosk.errand_effects import FindFamily, IssueCode, PrintCode
from kiosk.errands.errand import Errand, card_of
from kiosk.events import Recorded
from kiosk.gate import Gate, Step, enter, on_errand, refer, renew
from kiosk.people import masked_name
from kiosk.ports import Sound
from kiosk.questionnaire import Verdict
from kiosk.screens import Referral, Waiting
from kiosk.visits import Act, Via


def saved(gate: Gate, errand: Errand, answer: DeclarationSaved, rules: Rules) -> Step:
    """The declaration is on disk: act on what it leads to. The form is no longer needed, and gone."""
    declaration = answer.declaration
    errand = replace(errand, declaration=declaration, member=answer.member, draft=None)
    errand = replace(errand, inside_now=answer.inside_now)
    gate = on_errand(gate, errand)
    verdict = declaration.filled.result.verdict
    if verdict is Verdict.STOP:
        return refer(gate, Referral.STOP, answer.at)
    if verdict is Verdict.NEEDS_STAFF:
        return refer(gate, Referral.DECLARATION, answer.at)
    if answer.member.standing.inside is not None:
        return _done(gate, errand, rules, answer.at)
    if not certificate_rule.is_met(rules.campaign, errand.passport, errand.trust, rules.now):
        return refer(gate, Referral.CERTIFICATE, answer.at)
    return _let_in(gate, errand, answer, rules)


def _let_in(gate: Gate, errand: Errand, answer: DeclarationSaved, rules: Rules) -> Step:
    if rules.direction is DirectionPolicy.OUT:
        return _done(gate, errand, rules, answer.at)  # nobody comes in here
    decision = may_enter(answer.member.standing, rules, rules.now)
    match decision:
        case LetIn() | MustDeclare():  # declared just now, and yet: a clock that was set back must not turn them away
            return gate, (_record(gate, errand),)
        case Full():
            return refer(gate, Referral.FULL, answer.at)
        case MustWait(stop):
            return refer(gate, Referral.STOP if stop else Referral.DECLARATION, answer.at)


def _record(gate: Gate, errand: Errand) -> Record:
    member, proof = errand.member, errand.proof
    if member is None:
        raise ValueError("nobody declared")
    shown = via(errand.card) if errand.card else None
    by_phone = {PhoneProof.OTP: Via.PHONE, PhoneProof.ATTESTED: Via.PHONE_ATTESTED, PhoneProof.NONE: Via.DECLARED}
    card = card_of(member.person) if errand.card is None or shown is None else errand.card
    return Record(gate.turn, card, Act.CHECK_IN, None, member.person.id, shown or by_phone[proof])


def entered(gate: Gate, errand: Errand, answer: Recorded, rules: Rules) -> Step:
    """The check-in that goes with the declaration is on disk."""
    return _done(gate, replace(errand, entered=answer.visit), rules, answer.at, Sound.CHECK_IN)


def _done(gate: Gate, errand: Errand, rules: Rules, at: float, sound: Sound | None = None) -> Step:
    declaration, member = errand.declaration, errand.member
    if declaration is None or member is None:
        return gate, ()
    screen = DeclareDone(
        masked_name(member.person.name),
        declaration.at,
        declaration.holds_until,
        errand.entered.at if errand.entered else None,
        CodeState.ASKED if rules.centre else CodeState.LATER,
        Printing.READY if rules.printer else Printing.NO_PRINTER,
        can_add=True,
    )
    gate, effects = enter(on_errand(gate, errand), screen, at, *((Play(sound),) if sound else ()))
    return gate, (*effects, IssueCode(gate.turn, declaration)) if rules.centre else effects


def again(gate: Gate, errand: Errand, screen: DeclareDone, at: float) -> Step:
    """Back to the end of a declaration, from one that was begun after it; its code is asked for if it never came."""
    gate, effects = enter(on_errand(gate, errand), screen, at)
    if screen.state is not CodeState.ASKED or errand.declaration is None:
        return gate, effects
    return gate, (*effects, IssueCode(gate.turn, errand.declaration))


def issued(gate: Gate, screen: DeclareDone, answer: CodeIssued) -> Step:
    """The citizen code is here, or the centre would not issue one."""
    if not answer.text:
        return renew(gate, replace(screen, state=CodeState.NOT_ISSUED))
    here = replace(screen, state=CodeState.HERE, code=answer.text, spelled=answer.spelled, code_until=answer.until)
    return enter(gate, here, answer.at)


def no_code(gate: Gate, screen: DeclareDone) -> Step:
    """The centre could not be asked: the declaration is safe, the code comes another time."""
    return renew(gate, replace(screen, state=CodeState.LATER))


def print_slip(gate: Gate, screen: DeclareDone) -> Step:
    """*In mã ra giấy*."""
    if screen.state is not CodeState.HERE or screen.printing not in (Printing.READY, Printing.FAILED):
        return gate, ()
    effect = PrintCode(gate.turn, screen.code, screen.spelled, screen.name)
    return renew(gate, replace(screen, printing=Printing.PRINTING), effect)


def printed(gate: Gate, screen: DeclareDone, answer: Printed) -> Step:
    """The printer has it, or could not take it."""
    if not answer.well:
        return renew(gate, replace(screen, printing=Printing.FAILED))
    return enter(gate, replace(screen, printing=Printing.PRINTED), answer.at)


def over(gate: Gate, errand: Errand, at: float) -> Step:
    """*Xong*: back to the family, if others of it were found, else to the next visitor."""
    declared = errand.declaration.person if errand.declaration else None
    others = [one for one in errand.members if one.person.id != declared]
    phone = errand.phone
    if others and phone is not None and errand.proof is not PhoneProof.NONE:
        told = tuple(one.person for one in errand.members)
        errand = replace(errand, declaration=None, member=None, entered=None, card=None, draft=None)
        return on_errand(gate, errand), (FindFamily(gate.turn, phone, told),)
    return enter(gate, Waiting(), at)
