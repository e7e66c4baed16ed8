"""Vietnamese mobile numbers: what a visitor types, or the reason why it is none.

Since the changes of September to November 2018 every mobile number has ten digits and starts with 03, 05, 07, 08 or
09. The eleven-digit 012x, 016x, 018x and 019x are gone; 02x are fixed lines; 1800 and 1900 are services. The gate is
lenient about what follows the first two digits: operators get new prefixes, and ``prefix_known`` is for a warning.
Sources: the numbering data of the ``phonenumbers`` library (Apache-2.0).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MOBILE_DIGITS = 10
_SEPARATORS = re.compile(r"[\s.()‐-―−\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]+")
_DIGITS = re.compile(r"\+?[0-9]+")
_MOBILE_PREFIX = re.compile(r"0[35789]")
_OLD_MOBILE_PREFIX = re.compile(r"01[2689]")


class PhoneProblem(StrEnum):
    """Why a text is no mobile number; each has its own advice."""

    EMPTY = "phone_empty"
    NOT_DIGITS = "phone_not_digits"
    TOO_SHORT = "phone_too_short"  # fine so far: digits are missing
    TOO_LONG = "phone_too_long"
    BAD_PREFIX = "phone_bad_prefix"
    OLD_11_DIGITS = "phone_old_11_digits"
    LANDLINE = "phone_landline"
    NOT_MOBILE = "phone_not_mobile"  # a service number
    FOREIGN = "phone_foreign"


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """A mobile number, as ten digits with the leading 0."""

    national: str

    def __repr__(self) -> str:
        return f"Phone({self.masked})"

    @property
    def e164(self) -> str:
        """The number as it is stored and sent: ``+84900000001``."""
        return "+84" + self.national[1:]

    @property
    def grouped(self) -> str:
        """The number as its owner reads it: ``0900 000 001``."""
        return f"{self.national[:4]} {self.national[4:7]} {self.national[7:]}"

    @property
    def masked(self) -> str:
        """The number for a public display: ``09•• ••• 001``."""
        return f"{self.national[:2]}•• ••• {self.national[7:]}"


def parse(text: str) -> Phone | PhoneProblem:
    """Read a mobile number, however it is grouped, with 0, 84, +84 or 0084 before it.

    >>> parse("+84 90.000-0001").e164, parse("0900000001").grouped, parse("0084900000001")
    ('+84900000001', '0900 000 001', Phone(09•• ••• 001))
    >>> [str(parse(text)) for text in ("01200000001", "02838123456", "19001234", "0600000001", "090000000")]
    ['phone_old_11_digits', 'phone_landline', 'phone_not_mobile', 'phone_bad_prefix', 'phone_too_short']
    """
    number = _SEPARATORS.sub("", text)
    if not number:
        return PhoneProblem.EMPTY
    if not _DIGITS.fullmatch(number):
        return PhoneProblem.NOT_DIGITS
    national = _national(number)
    return national if isinstance(national, PhoneProblem) else _mobile(national)


def _national(number: str) -> str | PhoneProblem:
    """Put the leading 0 in the place of the country."""
    for country in ("+84", "0084", "84"):
        if number.startswith(country):
            return "0" + number.removeprefix(country).removeprefix("0")
    if number in ("+8", "00", "008", "8"):
        return PhoneProblem.TOO_SHORT
    if number.startswith(("+", "00")):
        return PhoneProblem.FOREIGN
    return number


def _mobile(national: str) -> Phone | PhoneProblem:
    if national == "0":
        return PhoneProblem.TOO_SHORT
    if national.startswith(("1800", "1900")):
        return PhoneProblem.NOT_MOBILE
    if national.startswith("02"):
        return PhoneProblem.LANDLINE
    if _OLD_MOBILE_PREFIX.match(national):
        return PhoneProblem.OLD_11_DIGITS
    if not _MOBILE_PREFIX.match(national):
        return PhoneProblem.BAD_PREFIX
    if len(national) != MOBILE_DIGITS:
        return PhoneProblem.TOO_SHORT if len(national) < MOBILE_DIGITS else PhoneProblem.TOO_LONG
    return Phone(national)


def prefix_known(phone: Phone) -> bool:
    """Whether an operator is known to have numbers like this one.

    >>> prefix_known(Phone("0900000001")), prefix_known(Phone("0510000001")), prefix_known(Phone("0500000001"))
    (True, True, False)
    """
    import phonenumbers  # here because it takes 30 ms to load, and most cards carry no phone number

    number = phonenumbers.PhoneNumber(country_code=84, national_number=int(phone.national))
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
