"""The citizen code that a centre of ours issues after a declaration: ``https://<any host>/Q/<base32>``.

Signed, so it is told here only that it is one: what it says is for whoever has the centre's keys to believe
(kiosk/citizen_code.py). The host does not matter, since any kiosk is to recognise any centre's code, and since
anybody can print any host. Other addresses with such a path stay addresses.
"""

import re
from datetime import date

from kiosk.cards.card import Card, CardKind
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.cards.web_address import split
from kiosk.citizen_code import decode

_BEGINNING = "2KCE3IQBE4CEQ"
"""How every code's base32 begins: tag 18, and a protected header of EdDSA and a kid of eight bytes."""

_PATH = re.compile(r"/Q/(.*)", re.IGNORECASE | re.DOTALL)


def parse(text: str, _today: date | None = None) -> Card | None:
    """Recognise a code; one that begins as ours and is not whole cannot be read.

    >>> [str(reason) for reason in parse("HTTPS://CENTRE.EXAMPLE/Q/2KCE3IQBE4CEQAAA").warnings]
    ['citizen_code_damaged']
    >>> parse("https://example.org/q/hello")
    """
    address = split(text)
    found = _PATH.fullmatch(address.path) if address else None
    if found is None:
        return None
    signed = decode(text)
    if signed is not None:
        return Card(CardKind.CITIZEN_CODE, code=signed)
    return unreadable(W.CITIZEN_CODE_DAMAGED) if found[1].upper().startswith(_BEGINNING) else None
