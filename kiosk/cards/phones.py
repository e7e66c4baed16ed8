"""A phone number that stands on a card, or is all that was shown."""

from kiosk import phone
from kiosk.cards.warnings import CardWarning as W
from kiosk.phone import Phone, PhoneProblem

REASONS: dict[PhoneProblem, W] = {
    PhoneProblem.EMPTY: W.PHONE_WRONG_LENGTH,
    PhoneProblem.NOT_DIGITS: W.PHONE_NOT_MOBILE,
    PhoneProblem.TOO_SHORT: W.PHONE_WRONG_LENGTH,
    PhoneProblem.TOO_LONG: W.PHONE_WRONG_LENGTH,
    PhoneProblem.BAD_PREFIX: W.PHONE_NOT_MOBILE,
    PhoneProblem.OLD_11_DIGITS: W.PHONE_OLD_11_DIGITS,
    PhoneProblem.LANDLINE: W.PHONE_LANDLINE,
    PhoneProblem.NOT_MOBILE: W.PHONE_NOT_MOBILE,
    PhoneProblem.FOREIGN: W.PHONE_FOREIGN,
}


def doubts(number: Phone) -> tuple[W, ...]:
    """Say what is odd about a mobile number.

    >>> doubts(Phone("0900000001"))
    ()
    """
    return () if phone.prefix_known(number) else (W.PHONE_PREFIX_UNKNOWN,)
