"""What each choice and each answer does during an errand."""

from dataclasses import replace

from kiosk.admission import Rules
from kiosk.errand_events import (
    Agreed,
    Answered,
    AttestPressed,
    BackPressed,
    Box,
    CentreSilent,
    CodeIssued,
    CodeSent,
    CodeTried,
    DeclarationSaved,
    DeclareForOtherPressed,
    DeclarePressed,
    DonePressed,
    EditNumberPressed,
    EditPressed,
    EveryonePressed,
    EyePressed,
    FamilyFound,
    FinishPressed,
    InsuranceFound,
    NextPressed,
    NoMessagePressed,
    PageTurned,
    PersonPressed,
    Picked,
    PinChecked,
    Printed,
    PrintPressed,
    RefusedConsent,
    ResendPressed,
    SendPressed,
    StaffListed,
    StillHerePressed,
    Turning,
    Typed,
    UseCardAddressPressed,
)
from kiosk.errand_screens import (
    ChoosePerson,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
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
from kiosk.errands import choosing, declared, declaring, locating, pausing, phoning, signing_in
from kiosk.errands.errand import Errand
from kiosk.events import HelpPressed, HomeChosen, Recorded
from kiosk.gate import Gate, Step, enter, refer, renew
from kiosk.questionnaire import Field
from kiosk.screens import Referral, Waiting

Chosen = (
    Typed
    | Picked
    | Answered
    | EditPressed
    | EyePressed
    | NextPressed
    | BackPressed
    | PageTurned
    | ResendPressed
    | EditNumberPressed
    | NoMessagePressed
    | AttestPressed
    | PersonPressed
    | EveryonePressed
    | DeclarePressed
    | DeclareForOtherPressed
    | UseCardAddressPressed
    | Agreed
    | RefusedConsent
    | SendPressed
    | PrintPressed
    | DonePressed
    | StillHerePressed
    | FinishPressed
    | HelpPressed
    | HomeChosen
)

Answer = (
    CodeSent
    | CodeTried
    | CentreSilent
    | FamilyFound
    | InsuranceFound
    | StaffListed
    | PinChecked
    | DeclarationSaved
    | CodeIssued
    | Printed
    | Recorded
)


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
            return _describing(gate, errand, choice, at, rules)
        case DeclareHealth() | DeclareConsent() | DeclareDone():
            return _agreeing(gate, errand, choice, at, rules)
        case StillThere(why):
            match choice:
                case StillHerePressed():
                    return pausing.still_here(gate, at)
                case FinishPressed() if why is StillThereFor.IDLE:
                    return enter(replace(gate, held=None), Waiting(), at)
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
            return phoning.attest(gate)
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
            return phoning.back_to_number(gate, errand, at)
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
                known = next(one.person for one in errand.members if one.person.id == person)
                return declaring.begin(gate, errand, at, rules, known=known)
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


def _describing(gate: Gate, errand: Errand, choice: Chosen, at: float, rules: Rules) -> Step:
    match gate.screen, choice:
        case DeclareIdentity() as screen, Typed(Field() as field, text) | Picked(Field() as field, text):
            return declaring.changed(gate, errand, screen, field, text, rules)
        case DeclareIdentity() as screen, EditPressed(None | Field() as where):
            return declaring.edit(gate, errand, screen, where, rules)
        case DeclareIdentity() as screen, EyePressed():
            return renew(gate, replace(screen, number_shown=not screen.number_shown))
        case DeclareIdentity() as screen, NextPressed():
            return declaring.after_identity(gate, errand, screen, at, rules)
        case DeclareIdentity(asking=False), BackPressed():
            return _leave_wizard(gate, errand, at, rules)
        case DeclareAddress() as screen, Typed(where, text) | Picked(where, text):
            return locating.changed(gate, errand, screen, where, text, rules)
        case DeclareAddress() as screen, EditPressed(None | Field() as where):
            return locating.edit(gate, screen, where)
        case DeclareAddress() as screen, PageTurned(what, by):
            return locating.turned(gate, errand, screen, what, by, rules)
        case DeclareAddress() as screen, UseCardAddressPressed():
            return locating.use_card(gate, errand, screen, rules)
        case DeclareAddress() as screen, NextPressed():
            if screen.problems:
                return renew(gate, replace(screen, tried=True, editing=None))
            return declaring.health(gate, errand, at, rules)
        case DeclareAddress(), BackPressed():
            return declaring.identity(gate, errand, at, rules)
        case DeclareIdentity() | DeclareAddress(), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()


def _leave_wizard(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """Back from the first step: what was filled in is gone; the family's list stays."""
    errand = replace(errand, draft=None, other_by_age=False)
    if errand.members:
        return enter(replace(gate, errand=errand), choosing.listing(errand, rules, rules.now), at)
    return enter(gate, Waiting(), at)


def _agreeing(gate: Gate, errand: Errand, choice: Chosen, at: float, rules: Rules) -> Step:
    match gate.screen, choice:
        case DeclareHealth() as screen, Answered(question, _, value, note):
            return declaring.answered(gate, errand, screen, question, value, note, rules)
        case DeclareHealth() as screen, EditPressed(where):
            note = where if isinstance(where, str) and not isinstance(where, Field) else None
            return renew(gate, replace(screen, editing=note))
        case DeclareHealth() as screen, PageTurned(Turning.QUESTIONS, by):
            return declaring.questions_turned(gate, errand, screen, by, rules)
        case DeclareHealth() as screen, NextPressed():
            return declaring.after_health(gate, errand, screen, at, rules)
        case DeclareHealth(), BackPressed():
            return declaring.before_health(gate, errand, at, rules)
        case DeclareConsent() as screen, Agreed(yes, _, child):
            return declaring.agreed(gate, errand, screen, yes=yes, child=child)
        case DeclareConsent() as screen, SendPressed():
            return declaring.send(gate, errand, screen, rules)
        case DeclareConsent(sending=False), RefusedConsent():
            return refer(replace(gate, errand=None), Referral.CONSENT, at)
        case DeclareConsent(sending=False), BackPressed():
            return declaring.before_consent(gate, errand, at, rules)
        case DeclareDone() as screen, PrintPressed():
            return declared.print_slip(gate, screen)
        case DeclareDone(), DonePressed() | HomeChosen():
            return declared.over(gate, errand, at)
        case DeclareDone(), DeclareForOtherPressed():
            return declaring.begin(gate, errand, at, rules, for_other=True)
        case DeclareHealth() | DeclareConsent(sending=False), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()


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
