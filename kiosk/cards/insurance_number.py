"""The health-insurance number, long and short.

Long, 15 characters: group of insured people (two letters), benefit level, province of issue (two digits), then ten
more. Since 2017 (Công văn 3340/BHXH-ST) those ten are the holder's social-insurance number for life; before, they
were a district and a running number, sometimes with letters. Short, 10 digits: that social-insurance number alone,
on cards printed since April 2021 (Quyết định 1666/QĐ-BHXH). No check digit has been published.
Sources: Quyết định 1351/QĐ-BHXH of 2015; Thông tư 30/2020/TT-BYT art. 10.
"""

import re
from collections.abc import Iterator

from kiosk.cards.cleaning import bare
from kiosk.cards.insurance_groups import BENEFIT_LEVELS, LEVELS
from kiosk.cards.provinces import issues_insurance
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import Identifier, IdentifierKind

_LONG = re.compile(r"[A-Z]{2}(?:[0-9]{13}|[1-5][0-9]{2}[0-9A-Z]{10})")
_SHORT = re.compile(r"[0-9]{10}")
_LONG_BEGUN = re.compile(r"[A-Z]{2}[1-5][0-9]{5,17}")


def normalised(text: str) -> str | None:
    """Bring a number to its one form, or None.

    >>> normalised("dn 4 01 0000000001"), normalised("0000000003"), normalised("DN401000000001")
    ('DN4010000000001', '0000000003', None)
    """
    number = bare(text).upper()
    return number if _LONG.fullmatch(number) or _SHORT.fullmatch(number) else None


def is_long(text: str) -> bool:
    """Whether a text has the form of the 15 characters.

    >>> is_long("DN4010000000001"), is_long("CH701AA31800001"), is_long("0000000003")
    (True, False, False)
    """
    return _LONG.fullmatch(text) is not None


def wrong_length(text: str) -> bool:
    """Whether a text starts as the long number of a known group does, but has too few or too many digits.

    >>> wrong_length("DN401000000001"), wrong_length("ZZ401000000001"), wrong_length("DN4010000000001")
    (True, False, False)
    """
    return text[:2] in LEVELS and len(text) != 15 and _LONG_BEGUN.fullmatch(text) is not None


def identifier(number: str) -> Identifier:
    """Give what a person can be linked by.

    >>> identifier("DN4010000000001").value, identifier("CH401AA31800001").value
    ('0000000001', 'CH401AA31800001')
    """
    if _SHORT.fullmatch(number[-10:]):
        return Identifier(IdentifierKind.SOCIAL_INSURANCE, number[-10:])
    return Identifier(IdentifierKind.INSURANCE_CARD, number)


def doubts(number: str) -> Iterator[W]:
    """Yield what is odd about a number; the short form says nothing that could be.

    >>> [str(doubt) for doubt in doubts("ZZ6990000000001")]
    ['object_group_unknown', 'benefit_level_unknown', 'province_unknown']
    >>> [str(doubt) for doubt in doubts("TE4010000000001")]
    ['benefit_level_unusual']
    """
    if not is_long(number):
        return
    group, level, province = number[:2], number[2], number[3:5]
    if group not in LEVELS:
        yield W.OBJECT_GROUP_UNKNOWN
    if level not in BENEFIT_LEVELS:
        yield W.BENEFIT_LEVEL_UNKNOWN
    elif group in LEVELS and level not in LEVELS[group]:
        yield W.BENEFIT_LEVEL_UNUSUAL
    if not issues_insurance(province):
        yield W.PROVINCE_UNKNOWN
