"""The letters of Vietnamese taken apart: a base, a shape (â, ă, ơ, đ) and, apart from both, the tone."""

import unicodedata
from enum import Enum
from typing import Final


class Tone(Enum):
    """A tone; the value is its combining mark."""

    LEVEL = ""
    ACUTE = "\u0301"  # sắc
    GRAVE = "\u0300"  # huyền
    HOOK = "\u0309"  # hỏi
    TILDE = "\u0303"  # ngã
    DOT = "\u0323"  # nặng


CIRCUMFLEX: Final = "\u0302"
BREVE: Final = "\u0306"
HORN: Final = "\u031b"
VOWELS: Final = frozenset("aăâeêioôơuưy")
BARRED: Final = {"d": "đ", "D": "Đ"}
UNBARRED: Final = {"đ": "d", "Đ": "D"}
_TONES: Final = {tone.value: tone for tone in Tone if tone.value}
_SHAPES: Final = (CIRCUMFLEX, BREVE, HORN)


def composed(text: str) -> str:
    """The text in Unicode's composed form (NFC), the only one that leaves this package."""
    return unicodedata.normalize("NFC", text)


def without_tone(word: str) -> tuple[str, Tone]:
    """A word without its tone, letter for letter, and the tone; the last one where there are several.

    >>> without_tone("Nguyễn")
    ('Nguyên', <Tone.TILDE: '̃'>)
    """
    found = Tone.LEVEL
    letters = []
    for letter in word:
        apart = unicodedata.normalize("NFD", letter)
        if len(apart) == 1:
            letters.append(letter)
            continue
        for mark in apart[1:]:
            found = _TONES.get(mark, found)
        letters.append(composed("".join(part for part in apart if part not in _TONES)))
    return "".join(letters), found


def with_tone(letter: str, tone: Tone) -> str:
    """One letter with a tone on it.

    >>> with_tone("Ê", Tone.DOT)
    'Ệ'
    """
    return composed(letter + tone.value)


def flat(letter: str) -> str:
    """The base of a letter without a tone: its case stays.

    >>> flat("ơ"), flat("Đ"), flat("x")
    ('o', 'D', 'x')
    """
    return UNBARRED.get(letter) or unicodedata.normalize("NFD", letter)[0]


def shaped(letter: str, shape: str) -> str:
    """The base of a letter with another shape.

    >>> shaped("â", BREVE), shaped("U", HORN)
    ('ă', 'Ư')
    """
    return composed(flat(letter) + shape)


def shape_of(letter: str) -> str:
    """The mark that shapes a vowel, empty for none.

    >>> shape_of("ê") == CIRCUMFLEX, shape_of("e")
    (True, '')
    """
    apart = unicodedata.normalize("NFD", letter)
    return next((mark for mark in apart[1:] if mark in _SHAPES), "")


def is_vowel(letter: str) -> bool:
    """Whether a letter without a tone is a vowel."""
    return letter.lower() in VOWELS


def last_word(text: str) -> tuple[str, str]:
    """Cut a text before the letters it ends with.

    >>> last_word("12 Trần")
    ('12 ', 'Trần')
    """
    at = len(text)
    while at and text[at - 1].isalpha():
        at -= 1
    return text[:at], text[at:]
