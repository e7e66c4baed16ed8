"""Telex: aa ee oo aw ow uw w dd shape letters, s f r x j set tones and z takes them off.

A key typed again undoes itself (*ass* is *as*). A word that can be no Vietnamese syllable gets its keys back:
*system*, *web* and *text* stay as they were typed.
"""

from typing import Final

from kiosk.typing.keying import (
    Changed,
    bar,
    change_tone,
    circumflex,
    drop_tone,
    grown,
    horn_or_breve,
    is_plain,
)
from kiosk.typing.letters import (
    BREVE,
    CIRCUMFLEX,
    HORN,
    UNBARRED,
    Tone,
    composed,
    flat,
    last_word,
    shape_of,
    without_tone,
)
from kiosk.typing.syllables import nucleus, possible

TONES: Final = {"s": Tone.ACUTE, "f": Tone.GRAVE, "r": Tone.HOOK, "x": Tone.TILDE, "j": Tone.DOT}
KEYS: Final = {tone: key for key, tone in TONES.items()}


def type_key(text: str, key: str) -> str:
    """The text after one more key.

    >>> from functools import reduce
    >>> reduce(type_key, "Nguyeenx Thij Thuyr", "")
    'Nguyễn Thị Thủy'
    """
    head, word = last_word(composed(text))
    if len(key) != 1 or not key.isalpha():
        return composed(text + key)
    changed = _changed(word, key)
    if changed is not None:
        word, undone = changed
        return composed(head + (grown(word, key) if undone else word))
    after = grown(word, key)
    bare, tone = without_tone(after)
    if not is_plain(word) and not possible(bare, tone) and possible(*without_tone(word)):
        after = as_typed(word, upper=key.isupper()) + key
    return composed(head + after)


def _changed(word: str, key: str) -> Changed | None:
    low = key.lower()
    if low in TONES:
        return change_tone(word, TONES[low])
    if low == "z":
        return drop_tone(word)
    if low in "aeo":
        return circumflex(word, low)
    if low == "d":
        return bar(word)
    if low == "w":
        return _w(word, key)
    return None


def _w(word: str, key: str) -> Changed | None:
    bare, _ = without_tone(word)
    start, end = nucleus(bare)
    horn = "Ư" if key.isupper() else "ư"
    if bare in ("ư", "Ư"):
        return "", True
    if start == end:
        return (word + horn, False) if possible(bare + horn) and bare.lower() != "q" else None
    return horn_or_breve(word, "aou")


def as_typed(word: str, *, upper: bool = False) -> str:
    """The keys that make a word: shapes at their letters, the tone last.

    >>> as_typed("sý"), as_typed("ư"), as_typed("đưa")
    ('sys', 'w', 'ddwa')
    """
    bare, tone = without_tone(word)
    keys = []
    for letter in bare:
        base = flat(letter)
        mark = shape_of(letter)
        if letter in UNBARRED or mark == CIRCUMFLEX:
            keys.append(base + base)
        elif mark == HORN and base in "uU":
            keys.append("W" if base == "U" else "w")
        elif mark in (HORN, BREVE):
            keys.append(base + ("W" if base.isupper() else "w"))
        else:
            keys.append(letter)
    last = KEYS.get(tone, "")
    return "".join(keys) + (last.upper() if upper else last)
