"""The vaccine passport: an EU digital COVID certificate, which Vietnam issues too.

``HC1:`` and then base45 of a compressed, signed CBOR document. Only the outer form is looked at here: what it says
is worth nothing until its signature is checked, so nothing is read from it.
Sources: Quyết định 5772/QĐ-BYT of 20 December 2021; the public repository ehn-dcc-development/eu-dcc-overview;
RFC 9285 for base45.
"""

from datetime import date

from kiosk.cards.card import Card, CardKind
from kiosk.cards.warnings import CardWarning as W

PREFIX = "HC1:"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}


def parse(text: str, _today: date | None = None) -> Card | None:
    """Recognise a certificate, whole or damaged.

    >>> parse("HC1:QED8WEX0").warnings, [str(warning) for warning in parse("HC1:qed8").warnings], parse("HC2:QED8")
    ((), ['certificate_damaged'], None)
    """
    if text[: len(PREFIX)].upper() != PREFIX:
        return None
    whole = text.startswith(PREFIX) and _is_base45(text[len(PREFIX) :])
    return Card(CardKind.HEALTH_CERTIFICATE, warnings=() if whole else (W.CERTIFICATE_DAMAGED,))


def _is_base45(text: str) -> bool:
    """Three characters stand for two bytes, two at the end for one; a single one at the end for nothing."""
    if not text or len(text) % 3 == 1 or not _VALUES.keys() >= set(text):
        return False
    for start in range(0, len(text), 3):
        values = [_VALUES[character] for character in text[start : start + 3]]
        number = sum(value * 45**place for place, value in enumerate(values))
        if number >= 256 ** (len(values) - 1):
            return False
    return True
