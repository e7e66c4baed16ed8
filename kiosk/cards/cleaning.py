"""What is taken off a text before anybody looks at it, and what is never taken off.

Scanners add carriage returns, programs add byte order marks, phones copy invisible direction marks along. These go
from both ends. Inside, nothing goes: a parser decides what a blank means in its own card.
"""

import re
import unicodedata

MAX_LENGTH = 4300
"""The largest QR code holds 4,296 characters."""

_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
_HIDDEN_OR_BLANK = re.compile(rf"[{_HIDDEN}\s]+")
_LEADING = re.compile(rf"(?:[{_HIDDEN} ]|ï»¿)+")  # the last is a UTF-8 byte order mark read as Latin-1
_TRAILING = re.compile(rf"[{_HIDDEN} ]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    r"""Text in NFC without what scanners and programs add at its ends.

    >>> cleaned("\ufeff 0900000001 \r\n")
    '0900000001'
    >>> cleaned("Nguye\u0302\u0303n  Va\u0306n")
    'Nguyễn  Văn'
    """
    text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    start = _LEADING.match(text)
    text = text[start.end() :] if start else text
    end = len(text)
    while end and _TRAILING.match(text[end - 1]):  # a search from the front would try every blank
        end -= 1
    return text[:end]


def bare(text: str) -> str:
    r"""Text for a number, date or code: no blanks, no invisible characters, wherever they stand.

    >>> bare(" 0010 9000\u200b0001\n")
    '001090000001'
    """
    return _HIDDEN_OR_BLANK.sub("", text)
