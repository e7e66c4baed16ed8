"""The result code of the health declaration of Ho Chi Minh City's hospitals, 2021.

``https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id=<uuid>``: the id of one person's declaration and nothing else.
The host is compared exactly; whoever prints a code can print any address.
Source: the public repository chosoicute113/KBYTKiosk, a kiosk that read these.
"""

import re
from datetime import date

from kiosk.cards.card import Card, CardKind
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning as W
from kiosk.cards.web_address import KBYT_HOST, split
from kiosk.people import Identifier, IdentifierKind

_RESULT = re.compile(r"#/?tokhai_yte/ketqua", re.IGNORECASE)
_ID = re.compile(
    r"#/?tokhai_yte/ketqua/?\?id=([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[&#\s].*)?",
    re.IGNORECASE | re.DOTALL,
)


def parse(text: str, _today: date | None = None) -> Card | None:
    """Read the declaration's id.

    >>> card = parse("https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id=00000000-0000-4000-8000-00000000000A")
    >>> str(card.kind), [identifier.value for identifier in card.identifiers]
    ('kbyt', ['00000000-0000-4000-8000-00000000000a'])
    >>> [str(reason) for reason in parse("https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id=00000000-00").warnings]
    ['kbyt_truncated']
    >>> parse("https://kbyt.khambenh.gov.vn.example/#tokhai_yte/ketqua?id=00000000-0000-4000-8000-000000000000")
    """
    address = split(text)
    if address is None or address.host != KBYT_HOST or address.path not in ("", "/"):
        return None
    if not _RESULT.match(address.rest):
        return None
    found = _ID.fullmatch(address.rest)
    if found is None:
        return unreadable(W.KBYT_TRUNCATED)
    declaration = Identifier(IdentifierKind.KBYT_DECLARATION, found[1].lower())
    return Card(CardKind.KBYT, identifiers=frozenset({declaration}))
