"""What each choice does in the wizard."""

from dataclasses import replace

from kiosk.admission import Rules
from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.errand_events import (
    Agreed,
    Answered,
    BackPressed,
    DeclareForOtherPressed,
    DonePressed,
    EditPressed,
    ErrandChoice,
    EyePressed,
    NextPressed,
    PageTurned,
    Picked,
    PrintPressed,
    RefusedConsent,
    SendPressed,
    Turning,
    Typed,
    UseCardAddressPressed,
)
from kiosk.errands import agreeing, asking, choosing, declared, declaring, locating, pausing
from kiosk.errands.errand import Errand
from kiosk.events import HelpPressed, HomeChosen
from kiosk.gate import Gate, Step, enter, refer, renew
from kiosk.questionnaire import Field
from kiosk.screens import Referral, Waiting


def describing(gate: Gate, errand: Errand, choice: ErrandChoice | HelpPressed | HomeChosen, rules: Rules) -> Step:
    """The first two steps: who it is about, and where they live."""
    at = choice.at
    match gate.screen, choice:
        case DeclareIdentity() as screen, Typed(Field() as field, text) | Picked(Field() as field, text):
            return declaring.changed(gate, errand, screen, field, text, rules)
        case DeclareIdentity() as screen, EditPressed(None | Field() as where):
            return declaring.edit(gate, errand, screen, where, rules)
        case DeclareIdentity() as screen, EyePressed():
            return renew(gate, replace(screen, number_shown=not screen.number_shown))
        case DeclareIdentity() as screen, NextPressed():
            return declaring.after_identity(gate, errand, screen, at, rules)
        case DeclareIdentity(asking=False), BackPressed() if declaring.has_content(errand):
            return pausing.leaving(gate, at)
        case DeclareIdentity(asking=False), BackPressed():
            return leave(gate, errand, at, rules)
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
            return asking.health(gate, errand, at, rules)
        case DeclareAddress(), BackPressed():
            return declaring.identity(gate, errand, at, rules)
        case DeclareIdentity() | DeclareAddress(), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()


def leave(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """Back from the first step: what was filled in is gone; what came before it stays.

    A card that was held up meanwhile may be held up again at once.
    """
    gate = replace(gate, seen=())
    if errand.before is not None and errand.done_screen is not None:
        return declared.again(gate, errand.before, errand.done_screen, at)
    errand = replace(errand, draft=None, card=None, passport=None, trust=None, other_by_age=False)
    if errand.members:
        return enter(replace(gate, errand=errand), choosing.listing(errand, rules, rules.now), at)
    return enter(gate, Waiting(), at)


def concluding(gate: Gate, errand: Errand, choice: ErrandChoice | HelpPressed | HomeChosen, rules: Rules) -> Step:
    """The last two steps, and the screen after them."""
    at = choice.at
    match gate.screen, choice:
        case DeclareHealth() as screen, Answered() as answer:
            return asking.answered(gate, errand, screen, answer, rules)
        case DeclareHealth() as screen, EditPressed(where):
            note = where if isinstance(where, str) and not isinstance(where, Field) else None
            return renew(gate, replace(screen, editing=note))
        case DeclareHealth() as screen, PageTurned(Turning.QUESTIONS, by):
            return asking.turned(gate, errand, screen, by, rules)
        case DeclareHealth() as screen, NextPressed():
            return asking.after(gate, errand, screen, at, rules)
        case DeclareHealth(), BackPressed():
            return declaring.before_health(gate, errand, at, rules)
        case DeclareConsent() as screen, Agreed(yes, _, child):
            return agreeing.agreed(gate, errand, screen, yes=yes, child=child)
        case DeclareConsent() as screen, SendPressed():
            return agreeing.send(gate, errand, screen, rules)
        case DeclareConsent(sending=False), RefusedConsent():
            return refer(replace(gate, errand=None), Referral.CONSENT, at)
        case DeclareConsent(sending=False), BackPressed():
            return declaring.before_consent(gate, errand, at, rules)
        case DeclareDone() as screen, PrintPressed():
            return declared.print_slip(gate, screen)
        case DeclareDone(), DonePressed() | HomeChosen():
            return declared.over(gate, errand, at)
        case DeclareDone() as screen, DeclareForOtherPressed():
            kept = replace(errand, before=errand, done_screen=screen)
            return declaring.begin(gate, kept, at, rules, for_other=True)
        case DeclareHealth() | DeclareConsent(sending=False), HomeChosen():
            return enter(gate, Waiting(), at)
    return gate, ()
