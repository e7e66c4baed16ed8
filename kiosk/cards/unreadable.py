"""A card that is recognised and cannot be read: no value of it is handed on, only the reason."""

from kiosk.cards.card import Card, CardKind
from kiosk.cards.warnings import CardWarning


def unreadable(reason: CardWarning) -> Card:
    """Say why nothing could be read.

    >>> unreadable(CardWarning.EMPTY).warnings == ("empty",)
    True
    """
    return Card(CardKind.UNREADABLE, warnings=(reason,))
