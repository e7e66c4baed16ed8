"""Names and addresses as a card prints them, made safe to show: nothing invisible, nothing that turns text round."""

import unicodedata
from dataclasses import dataclass

from kiosk.cards.warnings import CardWarning as W

NAME_LENGTH = 200
ADDRESS_LENGTH = 500
_IN_NAMES = frozenset(" '’‘`´.,-‐‑–()/")
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")
_NOT_DECODED = frozenset("?\ufffd")  # what programs write for letters they cannot


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as it may be shown, or None, and what was found on the way."""

    text: str | None
    warnings: tuple[W, ...] = ()


def _shown(text: str) -> tuple[str, bool]:
    """NFC text without invisible characters, and whether there were any. Line breaks and tabs become blanks."""
    text = unicodedata.normalize("NFC", text).strip()
    kept: list[str] = []
    hidden = False
    for character in text:
        category = unicodedata.category(character)
        if category == "Zs":
            kept.append(" ")
        elif category[0] in "CZ" or character in _UNSEEN_LETTERS or "\ufe00" <= character <= "\ufe0f":
            hidden = True
            if character.isspace() and kept and kept[-1] != " ":
                kept.append(" ")
        else:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).strip(), hidden


def name(text: str) -> Printed:
    r"""Read a name.

    >>> name(" Nguyễn Văn Thử ").text
    'Nguyễn Văn Thử'
    >>> name("Nguyễn\u202e Văn Thử")
    Printed(text='Nguyễn Văn Thử', warnings=(<CardWarning.HIDDEN_CHARACTERS: 'hidden_characters'>,))
    >>> name("Nguy?n V?n Th?")
    Printed(text=None, warnings=(<CardWarning.NAME_UNREADABLE: 'name_unreadable'>,))
    """
    shown, hidden = _shown(text)
    warnings = [W.HIDDEN_CHARACTERS] if hidden else []
    if not shown:
        warnings.append(W.NAME_UNREADABLE if hidden else W.NAME_MISSING)
        return Printed(None, tuple(warnings))
    if len(shown) > NAME_LENGTH or _NOT_DECODED & set(shown) or not any(c.isalpha() for c in shown):
        return Printed(None, (*warnings, W.NAME_UNREADABLE))
    if not all(c.isalpha() or c in _IN_NAMES for c in shown):
        warnings.append(W.NAME_SUSPICIOUS)
    return Printed(shown, tuple(warnings))


def address(text: str) -> Printed:
    """Read an address; an empty one is no fault.

    >>> address("Số 1 phố Ví Dụ"), address("")
    (Printed(text='Số 1 phố Ví Dụ', warnings=()), Printed(text=None, warnings=()))
    """
    shown, hidden = _shown(text)
    warnings = (W.HIDDEN_CHARACTERS,) if hidden else ()
    if len(shown) > ADDRESS_LENGTH or "\ufffd" in shown:
        return Printed(None, (*warnings, W.ADDRESS_UNREADABLE))
    return Printed(shown or None, warnings)
