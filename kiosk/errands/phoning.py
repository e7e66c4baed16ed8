"""Phone and code: a number is typed, the centre sends a code, the code is typed.

What the screens say is the same for every number until the code is right.
"""

from dataclasses import replace

from kiosk import phone
from kiosk.admission import Rules
from kiosk.declarations import PhoneProof
from kiosk.effects import CallStaff
from kiosk.errand_answers import CodeOutcome, CodeSent, CodeTried, TryOutcome
from kiosk.errand_effects import AskCode, FindFamily, ListStaff, TryCode
from kiosk.errand_screens import CodeNotice, EnterCode, EnterPhone, NoCode, WhyNoCode
from kiosk.errands.errand import Errand
from kiosk.gate import Gate, Step, enter, on_errand, renew
from kiosk.phone import Phone, PhoneProblem
from kiosk.screens import STAFF_CALLED_SECONDS

LONGEST_NUMBER = 15
CODE_DIGITS = 6

_NOTICES = {
    TryOutcome.WRONG: CodeNotice.WRONG,
    TryOutcome.EXPIRED: CodeNotice.EXPIRED,
    TryOutcome.LOCKED: CodeNotice.LOCKED,
}


def begin(gate: Gate, digits: str, at: float) -> Step:
    """Bring up the keypad for a phone number."""
    card = gate.subject.card if gate.subject else None
    errand = Errand(card=card, trust=gate.subject.trust if gate.subject else None)
    return enter(on_errand(replace(gate, subject=None, leaving=False), errand), number_screen(digits), at)


def number_screen(digits: str, *, hidden: bool = False) -> EnterPhone:
    """The keypad with these digits on it."""
    parsed = phone.parse(digits)
    if isinstance(parsed, PhoneProblem):
        return EnterPhone(digits, parsed, hidden)
    return EnterPhone(digits, None, hidden, unusual=not phone.prefix_known(parsed))


def typed_number(gate: Gate, screen: EnterPhone, text: str) -> Step:
    """Take what was typed; nothing is looked up before *Tiếp tục*."""
    if screen.asking:
        return gate, ()
    digits = "".join(letter for letter in text if letter in "+0123456789")[:LONGEST_NUMBER]
    return renew(gate, number_screen(digits, hidden=screen.hidden))


def ask(gate: Gate, errand: Errand, screen: EnterPhone, at: float, rules: Rules) -> Step:
    """Have a code sent to the number."""
    number = phone.parse(screen.digits)
    if screen.asking or not isinstance(number, Phone):
        return gate, ()
    errand = replace(errand, phone=number, digits=screen.digits, code_screen=None, request=None)
    gate = on_errand(gate, errand)
    if not rules.centre:
        return no_code(gate, errand, WhyNoCode.OFFLINE, at)
    return renew(gate, replace(screen, asking=True), AskCode(gate.turn, number))


def sent(gate: Gate, errand: Errand, answer: CodeSent) -> Step:
    """The centre has answered the wish for a code."""
    again = isinstance(gate.screen, EnterCode)
    if answer.outcome is not CodeOutcome.SENT:
        limit = answer.outcome is CodeOutcome.LIMIT
        if isinstance(gate.screen, EnterCode):
            notice = CodeNotice.LIMIT if limit else CodeNotice.NOT_SENT_AGAIN
            resend = None if limit else answer.at + (answer.resend_seconds or 0.0)
            return renew(gate, replace(gate.screen, notice=notice, resend_at=resend, asking=False))
        return no_code(gate, errand, WhyNoCode.LIMIT if limit else WhyNoCode.NOT_SENT, answer.at)
    screen = EnterCode(
        errand.masked_phone,
        "",
        CodeNotice.SENT_AGAIN if again else CodeNotice.SENT,
        answer.tries_left,
        answer.at + answer.valid_seconds,
        None if answer.resend_seconds is None else answer.at + answer.resend_seconds,
    )
    errand = replace(errand, request=answer.request, code_screen=screen)
    return enter(on_errand(gate, errand), screen, answer.at)


def typed_code(gate: Gate, errand: Errand, screen: EnterCode, text: str, at: float) -> Step:
    """Take what was typed; six digits are checked at once."""
    if screen.asking or screen.notice is CodeNotice.LOCKED:
        return gate, ()
    digits = "".join(letter for letter in text if letter in "0123456789")[:CODE_DIGITS]
    notice = CodeNotice.SENT if digits and screen.notice is CodeNotice.WRONG else screen.notice
    screen = replace(screen, digits=digits, notice=notice)
    if len(digits) < CODE_DIGITS:
        return renew(gate, screen)
    return check(gate, errand, screen, at)


def check(gate: Gate, errand: Errand, screen: EnterCode, at: float) -> Step:
    """Have the typed code checked."""
    if screen.asking or len(screen.digits) < CODE_DIGITS or errand.request is None:
        return gate, ()
    if at >= screen.expires_at:
        return renew(gate, replace(screen, digits="", notice=CodeNotice.EXPIRED))
    return renew(gate, replace(screen, asking=True), TryCode(gate.turn, errand.request, screen.digits))


def tried(gate: Gate, errand: Errand, screen: EnterCode, answer: CodeTried) -> Step:
    """The centre has judged the code."""
    number = errand.phone
    if answer.outcome is TryOutcome.RIGHT and number is not None:
        errand = replace(errand, proof=PhoneProof.OTP, code_screen=None)
        return on_errand(gate, errand), (FindFamily(gate.turn, number, answer.people),)
    notice = _NOTICES.get(answer.outcome, CodeNotice.EXPIRED)
    screen = replace(screen, digits="", notice=notice, tries_left=answer.tries_left, asking=False)
    return renew(on_errand(gate, replace(errand, code_screen=screen)), screen)


def send_again(gate: Gate, errand: Errand, screen: EnterCode, at: float) -> Step:
    """Have another code sent, when that may be."""
    if screen.asking or errand.phone is None or screen.resend_at is None or at < screen.resend_at:
        return gate, ()
    return renew(gate, replace(screen, digits="", asking=True), AskCode(gate.turn, errand.phone))


def back_to_number(gate: Gate, errand: Errand, at: float) -> Step:
    """Back to the number, with its digits."""
    return enter(on_errand(gate, replace(errand, code_screen=None)), number_screen(errand.digits), at)


def no_code(gate: Gate, errand: Errand, why: WhyNoCode, at: float) -> Step:
    """No code can be had, for this reason: a member of staff may vouch for the visitor."""
    return enter(gate, NoCode(why, errand.masked_phone, can_attest=True), at)


def try_again(gate: Gate, errand: Errand, screen: NoCode, at: float) -> Step:
    """*Thử lại*: back to the code while it lasts, else ask for one again from the number."""
    code = errand.code_screen
    if code is not None and at < code.expires_at:
        return enter(gate, replace(code, digits="", asking=False), at)
    if screen.why is WhyNoCode.LIMIT:
        return gate, ()
    return back_to_number(gate, errand, at)


def attest(gate: Gate, at: float) -> Step:
    """A member of staff is to vouch for the number: they are called, and whoever may sign in here is listed."""
    called = gate.staff_called_at is not None and at - gate.staff_called_at < STAFF_CALLED_SECONDS
    if called:
        return gate, (ListStaff(gate.turn),)
    return replace(gate, staff_called_at=at), (CallStaff(), ListStaff(gate.turn))


def silent(gate: Gate, errand: Errand, at: float) -> Step:
    """The centre could not be asked; a code that was typed still counts."""
    typed = isinstance(gate.screen, EnterCode) and len(gate.screen.digits) == CODE_DIGITS
    return no_code(gate, errand, WhyNoCode.NOT_CHECKED if typed else WhyNoCode.OFFLINE, at)
