"""Cards and codes: one module for each foreign format.

``parse`` is the way in. Each module's own ``parse`` returns None for what is not its card, and never raises.
"""

from collections.abc import Callable
from datetime import date

from kiosk.cards import (
    bhyt,
    cccd,
    citizen_code,
    foreign,
    health_certificate,
    kbyt,
    payment,
    personal_qr,
    typed_number,
    web_address,
)
from kiosk.cards.card import Card, CardKind, Family
from kiosk.cards.cleaning import MAX_LENGTH, cleaned
from kiosk.cards.unreadable import unreadable
from kiosk.cards.warnings import CardWarning
from kiosk.scans import Symbology

PARSERS: tuple[Callable[[str, date | None], Card | None], ...] = (
    health_certificate.parse,
    citizen_code.parse,
    kbyt.parse,
    web_address.parse,
    foreign.parse,
    payment.parse,
    bhyt.parse,
    personal_qr.parse,
    cccd.parse,
    typed_number.parse,
)
"""In the order asked: what has an unmistakable beginning first, bare numbers last."""


def parse(text: str, symbology: Symbology = Symbology.TYPED, today: date | None = None) -> Card:
    """Say what a text is. Any text gives a card, if only one of kind ``foreign`` or ``unreadable``.

    ``today`` is the local day against which dates are judged; None leaves out those warnings.

    >>> str(parse("0900000001").kind), parse("0900000001").phone
    ('phone', '+84900000001')
    >>> str(parse("hello").family), [str(reason) for reason in parse(" ").warnings]
    ('unknown', ['empty'])
    """
    if len(text) > MAX_LENGTH and len(text.strip()) > MAX_LENGTH:
        return unreadable(CardWarning.TOO_LONG)
    text = cleaned(text)
    if not text.strip():
        return unreadable(CardWarning.EMPTY)
    if symbology.goods:
        return Card(CardKind.FOREIGN, family=Family.GOODS)
    for parser in PARSERS:
        card = parser(text, today)
        if card is not None:
            return card
    return Card(CardKind.FOREIGN, family=Family.UNKNOWN)


__all__ = ["PARSERS", "parse"]
