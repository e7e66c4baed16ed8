"""A card as other programs read it."""

import json
import re

from kiosk.cards.card import Card

_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON leaves as it is, and some programs take for the end of a line."""


def one_line(value: object) -> str:
    """Write a value as JSON on one line, whatever reads it; Vietnamese letters stay letters.

    >>> print(one_line({"text": "Thử\\u2028 \\x85"}))
    {"text": "Thử\\u2028 \\u0085"}
    """
    text = json.dumps(value, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_json(card: Card) -> dict[str, object]:
    """Give the ten keys of a card, always all of them and in this order; what a card does not say is None.

    >>> from kiosk.cards.card import CardKind
    >>> as_json(Card(CardKind.PHONE, phone="+84900000001"))["phone"]
    '+84900000001'
    """
    return {
        "kind": str(card.kind),
        "name": card.name,
        "birth": None if card.birth is None else str(card.birth),
        "sex": None if card.sex is None else str(card.sex),
        "citizen_id": card.citizen_id,
        "insurance_number": card.insurance_number,
        "phone": card.phone,
        "address": card.address,
        "family": None if card.family is None else str(card.family),
        "warnings": [str(warning) for warning in card.warnings],
    }
