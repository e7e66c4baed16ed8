"""A card as other programs read it."""

from kiosk.cards.card import Card


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
