"""Codes for other machines: networks and visiting cards. Nothing is read from them, least of all a password.

Sources: the Wi-Fi Alliance's ``WIFI:`` format (WPA3 specification), RFC 6350 for vCard, NTT DoCoMo's ``MECARD:``.
"""

import re
from datetime import date

from kiosk.cards.card import Card, CardKind, Family

_FAMILIES = (
    (re.compile(r"WIFI:", re.IGNORECASE), Family.WIFI),
    (re.compile(r"BEGIN:\s*VCARD|MECARD:|BIZCARD:", re.IGNORECASE), Family.VCARD),
)


def parse(text: str, _today: date | None = None) -> Card | None:
    """Recognise the family by how the text begins.

    >>> str(parse("WIFI:T:WPA;S:guests;P:secret;;").family), str(parse("begin:vcard").family), parse("WIFI")
    ('wifi', 'vcard', None)
    """
    for beginning, family in _FAMILIES:
        if beginning.match(text):
            return Card(CardKind.FOREIGN, family=family)
    return None
