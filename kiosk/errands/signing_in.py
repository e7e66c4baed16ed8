"""A member of staff signs in for one act: here, to vouch for a phone number when no code can be had."""

from dataclasses import replace

from kiosk.declarations import PhoneProof
from kiosk.errand_answers import PinChecked, StaffListed
from kiosk.errand_effects import CheckPin, FindFamily
from kiosk.errand_screens import PinNotice, PinPurpose, StaffPin
from kiosk.errands.errand import Errand
from kiosk.gate import Gate, Step, enter, on_errand, renew

PIN_DIGITS = 6
TRIES = 5
"""What is said before anything was tried; the store counts, and its word replaces this."""


def listed(gate: Gate, errand: Errand, answer: StaffListed) -> Step:
    """Ask who it is, and for the PIN."""
    screen = StaffPin(PinPurpose.ATTEST, answer.staff, None, 0, PinNotice.ENTER, TRIES)
    return enter(on_errand(gate, replace(errand, pin="")), screen, answer.at)


def picked(gate: Gate, errand: Errand, screen: StaffPin, value: str) -> Step:
    """Somebody's name was touched; what was typed before was another's."""
    chosen = next((one.id for one in screen.staff if str(one.id) == value), None)
    if screen.asking or chosen is None:
        return gate, ()
    screen = replace(screen, chosen=chosen, typed=0, notice=PinNotice.ENTER, tries_left=TRIES, locked_until=None)
    return renew(on_errand(gate, replace(errand, pin="")), screen)


def typed(gate: Gate, errand: Errand, screen: StaffPin, text: str, at: float) -> Step:
    """Take the digits; six are checked at once."""
    if screen.asking:
        return gate, ()
    pin = "".join(letter for letter in text if letter in "0123456789")[:PIN_DIGITS]
    gate = on_errand(gate, replace(errand, pin=pin))
    screen = replace(screen, typed=len(pin), notice=PinNotice.ENTER if pin else screen.notice)
    if len(pin) == PIN_DIGITS and screen.chosen is not None:
        return check(gate, replace(errand, pin=pin), screen, at)
    return renew(gate, screen)


def check(gate: Gate, errand: Errand, screen: StaffPin, at: float) -> Step:
    """Have the PIN checked. It leaves the gate with that."""
    locked = screen.locked_until is not None and at < screen.locked_until
    if screen.asking or locked or screen.chosen is None or len(errand.pin) < PIN_DIGITS:
        return renew(gate, screen)
    effect = CheckPin(gate.turn, screen.chosen, errand.pin)
    return renew(on_errand(gate, replace(errand, pin="")), replace(screen, asking=True), effect)


def checked(gate: Gate, errand: Errand, screen: StaffPin, answer: PinChecked) -> Step:
    """The store has judged the PIN."""
    phone = errand.phone
    if answer.right and phone is not None:
        errand = replace(errand, proof=PhoneProof.ATTESTED, attested_by=screen.chosen, request=None)
        return on_errand(gate, errand), (FindFamily(gate.turn, phone, ()),)
    locked = answer.locked_seconds > 0
    screen = replace(
        screen,
        typed=0,
        asking=False,
        notice=PinNotice.LOCKED if locked else PinNotice.WRONG,
        tries_left=answer.tries_left,
        locked_until=answer.at + answer.locked_seconds if locked else None,
    )
    return renew(gate, screen)
