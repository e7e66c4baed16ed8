"""Bar codes of shop goods: 13 digits of which the last is a check digit. Source: GS1 General Specifications."""

import re

_EAN = re.compile(r"[0-9]{13}")


def is_goods_number(text: str) -> bool:
    """Whether 13 digits end in the check digit that goods have.

    >>> is_goods_number("8930000000019"), is_goods_number("8930000000018")
    (True, False)
    """
    if not _EAN.fullmatch(text):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text)) % 10 == 0
