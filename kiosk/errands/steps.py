"""What each choice and each answer does during an errand."""

from dataclasses import replace

from kiosk.admission import Rules
from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.errand_answers import (
    CentreSilent,
    CodeIssued,
    CodeSent,
    CodeTried,
    DeclarationSaved,
    ErrandAnswer,
    FamilyFound,
    InsuranceFound,
    PinChecked,
    Printed,
    StaffListed,
)
from kiosk.errand_events import (
    AttestPressed,
    BackPressed,
    Box,
    DeclareForOtherPressed,
    DeclarePressed,
    EditNumberPressed,
    ErrandChoice,
    EveryonePressed,
    EyePressed,
    FinishPressed,
    NextPressed,
    NoMessagePressed,
    PageTurned,
    PersonPressed,
    Picked,
    ResendPressed,
    StillHerePressed,
    Turning,
    Typed,
)
from kiosk.errand_screens import (
    ChoosePerson,
    EnterCode,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    PersonAct,
    StaffPin,
    StillThere,
    StillThereFor,
    WhyNoCode,
)
from kiosk.errands import choosing, declared, declaring, pausing, phoning, signing_in, wizard
from kiosk.errands.errand import Errand
from kiosk.events import HelpPressed, HomeChosen, Recorded
from kiosk.gate import Gate, Step, enter, refer, renew
from kiosk.screens import Referral, Waiting

Chosen = ErrandChoice | HelpPressed | HomeChosen

Answer = ErrandAnswer | Recorded


def chosen(gate: Gate, errand: Errand, choice: Chosen, rules: Rules) -> Step:
    """Take a choice on a screen of an errand; one that the screen does not offer changes nothing."""
    at = choice.at
    match gate.screen:
        case EnterPhone() | EnterCode():
            return _phoning(gate, errand, choice, at, rules)
        case NoCode() | StaffPin():
            return _vouching(gate, errand, choice, at)
        case ChoosePerson() | NobodyDeclared():
            return _choosing(gate, errand, choice, at, rules)
        case DeclareIdentity() | DeclareAddress():
            return wizard.describing(gate, errand, choice, rules)
        case DeclareHealth() | DeclareConsent() | DeclareDone():
            return wizard.concluding(gate, errand, choice, rules)
        case StillThere(why):
            match choice:
                case StillHerePressed():
                    return pausing.still_here(gate, at)
                case FinishPressed() if why is StillThereFor.IDLE:
                    return enter(replace(gate, held=None), Waiting(), at)
                case FinishPressed() if why is StillThereFor.LEAVING:
                    return wizard.leave(gate, replace(errand, back=None), at, rules)
    return gate, ()


def _phoning(gate: Gate, errand: Errand, choice: Chosen, at: float, rules: Rules) -> Step:
    match gate.screen, choice:
        case EnterPhone() as screen, Typed(Box.PHONE, text):
            return phoning.typed_number(gate, screen, text)
        case EnterPhone() as screen, EyePressed():
            return renew(gate, replace(screen, hidden=not screen.hidden))
        case EnterPhone() as screen, NextPressed():
            return phoning.ask(gate, errand, screen, at, rules)
        case EnterPhone(), BackPressed() | HomeChosen():
            return enter(gate, Waiting(), at)
        case EnterCode() as screen, Typed(Box.CODE, text):
            return phoning.typed_code(gate, errand, screen, text, at)
        case EnterCode() as screen, NextPressed():
            return phoning.check(gate, errand, screen, at)
        case EnterCode() as screen, ResendPressed():
            return phoning.send_again(gate, errand, screen, at)
        case EnterCode(asking=False), EditNumberPressed() | BackPressed():
            return phoning.back_to_number(gate, errand, at)
        case EnterCode(asking=False), NoMessagePressed():
            return phoning.no_code(gate, errand, WhyNoCode.HELP, at)
        case EnterCode(), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()


def _vouching(gate: Gate, errand: Errand, choice: Chosen, at: float) -> Step:
    match gate.screen, choice:
        case NoCode(), AttestPressed():
            return phoning.attest(gate, at)
        case NoCode() as screen, NextPressed():
            return phoning.try_again(gate, errand, screen, at)
        case NoCode(), BackPressed():
            return phoning.back_to_number(gate, errand, at)
        case NoCode(), HelpPressed():
            return refer(gate, Referral.PHONE, at)
        case StaffPin() as screen, Typed(Box.PIN, text):
            return signing_in.typed(gate, errand, screen, text, at)
        case StaffPin() as screen, Picked(Box.PIN, value):
            return signing_in.picked(gate, errand, screen, value)
        case StaffPin() as screen, NextPressed():
            return signing_in.check(gate, errand, screen, at)
        case StaffPin(asking=False), BackPressed():
            return phoning.no_code(gate, replace(errand, pin=""), WhyNoCode.HELP, at)
        case NoCode() | StaffPin(), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()


def _choosing(gate: Gate, errand: Errand, choice: Chosen, at: float, rules: Rules) -> Step:
    match gate.screen, choice:
        case ChoosePerson(asking=True), _:
            return gate, ()
        case ChoosePerson(), PersonPressed(person):
            rows = choosing.listing_rows(errand, rules)
            if any(row.person == person and row.act is PersonAct.DECLARE for row in rows):
                return declaring.begin(gate, errand, at, rules, known=choosing.known(errand, person))
            if any(row.person == person and row.act is PersonAct.SEE_STAFF for row in rows):
                return choosing.refer_to_staff(gate, errand, person, at)
            return choosing.pressed(gate, errand, person, rules, at)
        case ChoosePerson(), EveryonePressed():
            return choosing.everyone(gate, errand, rules, at)
        case ChoosePerson(), PageTurned(Turning.PEOPLE, by):
            return choosing.turned(gate, errand, by, rules)
        case ChoosePerson(), DeclareForOtherPressed():
            return declaring.begin(gate, errand, at, rules, for_other=True)
        case NobodyDeclared(), DeclarePressed():
            return declaring.begin(gate, errand, at, rules, card=errand.card)
        case NobodyDeclared(), HelpPressed():
            return refer(gate, Referral.NO_DECLARATION, at)
        case ChoosePerson() | NobodyDeclared(), HomeChosen() | BackPressed():
            return _leave_list(gate, errand, at)
    return gate, ()


def _leave_list(gate: Gate, errand: Errand, at: float) -> Step:
    return choosing.verdict(gate, errand, at) if errand.done else enter(gate, Waiting(), at)


def answered(gate: Gate, errand: Errand, answer: Answer, rules: Rules) -> Step:
    """Take an answer of the world; one that the present screen does not wait for is late, and changes nothing."""
    screen = gate.screen
    match answer:
        case CodeSent() if isinstance(screen, EnterPhone | EnterCode):
            return phoning.sent(gate, errand, answer)
        case CodeTried() if isinstance(screen, EnterCode):
            return phoning.tried(gate, errand, screen, answer)
        case StaffListed() if isinstance(screen, NoCode):
            return signing_in.listed(gate, errand, answer)
        case PinChecked() if isinstance(screen, StaffPin):
            return signing_in.checked(gate, errand, screen, answer)
        case FamilyFound() if isinstance(screen, EnterCode | StaffPin | DeclareDone):
            return choosing.found(gate, errand, answer, rules)
        case InsuranceFound() if isinstance(screen, DeclareIdentity):
            return declaring.insured(gate, errand, screen, answer, rules)
        case DeclarationSaved() if isinstance(screen, DeclareConsent):
            return declared.saved(gate, errand, answer, rules)
        case Recorded() if isinstance(screen, ChoosePerson) and errand.queue:
            return choosing.recorded(gate, errand, answer, rules)
        case Recorded() if isinstance(screen, DeclareConsent):
            return declared.entered(gate, errand, answer, rules)
        case CodeIssued() if isinstance(screen, DeclareDone):
            return declared.issued(gate, screen, answer)
        case Printed() if isinstance(screen, DeclareDone):
            return declared.printed(gate, screen, answer)
        case CentreSilent():
            return _silent(gate, errand, answer.at)
    return gate, ()


def _silent(gate: Gate, errand: Errand, at: float) -> Step:
    match gate.screen:
        case EnterPhone(asking=True) | EnterCode(asking=True):
            return phoning.silent(gate, errand, at)
        case DeclareIdentity(asking=True) as screen:
            return renew(gate, replace(screen, asking=False))
        case DeclareDone() as screen:
            return declared.no_code(gate, screen)
    return gate, ()
