"""The citizen's number: 12 digits for life, on CCCD and căn cước cards.

``PPP G YY NNNNNN``: province or country of registration, century and sex in one digit, year of birth, six random
digits. There is no check digit. Sources: Nghị định 137/2015/NĐ-CP art. 13; Thông tư 07/2016/TT-BCA art. 7 and
annexes; Thông tư 59/2021/TT-BCA art. 4.

The number is given once, the register is corrected later: a person whose year or sex was corrected keeps the
number. So a contradiction is a reason to look twice, never a reason to refuse.
"""

import re
from collections.abc import Iterator

from kiosk.cards.provinces import registered
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import PartialDate, Sex

_SHAPE = re.compile(r"[0-9]{12}")


def is_citizen_number(text: str) -> bool:
    """Whether a text has the number's form.

    >>> is_citizen_number("001090000001"), is_citizen_number("00109000001"), is_citizen_number("００１090000001")
    (True, False, False)
    """
    return _SHAPE.fullmatch(text) is not None


def year_of_birth(number: str) -> int:
    """Year the number says.

    >>> year_of_birth("001090000001"), year_of_birth("079303000002")
    (1990, 2003)
    """
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def sex(number: str) -> Sex:
    """Sex the number says.

    >>> sex("001090000001"), sex("079303000002")
    (<Sex.MALE: 'male'>, <Sex.FEMALE: 'female'>)
    """
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def doubts(number: str, birth: PartialDate | None = None, said_sex: Sex | None = None) -> Iterator[W]:
    """Yield what is odd about a number by itself, and beside what the card says.

    >>> [str(doubt) for doubt in doubts("003590000001", PartialDate(1990), Sex.MALE)]
    ['province_unknown', 'century_implausible', 'birth_contradicts_number', 'sex_contradicts_number']
    """
    if not registered(number[:3]):
        yield W.PROVINCE_UNKNOWN
    if year_of_birth(number) >= 2100:
        yield W.CENTURY_IMPLAUSIBLE
    if birth is not None and birth.year != year_of_birth(number):
        yield W.BIRTH_CONTRADICTS_NUMBER
    if said_sex is not None and said_sex is not sex(number):
        yield W.SEX_CONTRADICTS_NUMBER
