"""The last field of the national personal QR: values in order, parted by ``<``, each of which may be empty.

User id of the person who declared for another, sex (QCVN 109:2017/BTTTT: 0 not known, 1 male, 2 female),
health-insurance number (``00`` for none), mobile number, and whatever the apps add. Some apps leave the first one
out. Source: Quyết định 1405/QĐ-BTTTT of 2021; the public repository viiftw/PCcovid-QRcode-parser.
"""

from dataclasses import dataclass

from kiosk import phone
from kiosk.cards import insurance_number, phones
from kiosk.cards.cleaning import bare
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Sex
from kiosk.phone import Phone

_SEXES = {"0": None, "1": Sex.MALE, "2": Sex.FEMALE}
_NOTHING = ("", "-", "0", "00")


@dataclass(frozen=True, slots=True, repr=False)
class Extras:
    """What the field says, as far as it says it."""

    sex: Sex | None = None
    insurance_number: str | None = None
    phone: Phone | None = None
    warnings: tuple[W, ...] = ()


def extras(text: str) -> Extras:
    """Read the field. A masked value is no value and no fault.

    >>> found = extras("<1<DN4010000000001<0900000001")
    >>> str(found.sex), found.insurance_number, found.phone
    ('male', 'DN4010000000001', Phone(09•• ••• 001))
    >>> extras("2<00<0900000001").phone, extras("").warnings
    (Phone(09•• ••• 001), ())
    """
    values = [bare(value) for value in text.split("<")]
    if values[0] in _SEXES:
        values.insert(0, "")
    _proxy, sex, insurance, mobile = (values + [""] * 4)[:4]
    if len(values) == 3 and isinstance(phone.parse(insurance), Phone):
        insurance, mobile = "", insurance  # an app that leaves out the insurance number's place
    warnings: list[W] = []
    if sex not in _SEXES and sex not in _NOTHING and "*" not in sex:
        warnings.append(W.SEX_UNKNOWN)
    number = insurance_number.normalised(insurance)
    if number is not None:
        warnings += insurance_number.doubts(number)
    elif insurance not in _NOTHING and "*" not in insurance:
        warnings.append(W.INSURANCE_NUMBER_MALFORMED)
    found = None if mobile in _NOTHING or "*" in mobile else phone.parse(mobile)
    if isinstance(found, Phone):
        warnings += phones.doubts(found)
    elif found is not None:
        warnings.append(phones.REASONS[found])
    return Extras(_SEXES.get(sex), number, found if isinstance(found, Phone) else None, tuple(warnings))
