"""Text that health-insurance cards write as the hexadecimal digits of its UTF-8 bytes."""

import re
import unicodedata

from kiosk.cards.cleaning import bare
from kiosk.people import folded

_HEX = re.compile(r"(?:0[xX])?((?:[0-9a-fA-F]{2})*)")
_HEX_WRITING = frozenset("0123456789abcdefx-")  # the check code has a dash


def decoded(text: str) -> str | None:
    """Decode either case, with or without ``0x``; None if it is not hexadecimal or not UTF-8.

    >>> decoded("4cc3aa"), decoded("0x4CC3AA"), decoded("4cc3a"), decoded("4cc3")
    ('Lê', 'Lê', None, None)
    """
    found = _HEX.fullmatch(bare(text))
    if found is None:
        return None
    try:
        return unicodedata.normalize("NFC", bytes.fromhex(found[1]).decode())
    except UnicodeDecodeError:
        return None


def changed_by_input_method(text: str) -> bool:
    """Whether hexadecimal digits were turned into Vietnamese letters, as Telex makes â of aa and VNI é of e1.

    >>> changed_by_input_method("4cc3â20"), changed_by_input_method("4cc3aa20"), changed_by_input_method("Nguyễn")
    (True, False, False)
    """
    return not text.isascii() and set(folded(bare(text))) <= _HEX_WRITING
