"""VNI: 1 to 5 set tones, 0 takes them off, 6 is a circumflex, 7 a horn, 8 a breve, 9 makes đ.

A digit typed again undoes itself and stands as a digit; after anything but a syllable it is a digit at once.
"""

from typing import Final

from kiosk.typing.keying import Changed, bar, change_tone, circumflex, drop_tone, grown, horn_or_breve
from kiosk.typing.letters import Tone, composed, last_word

TONES: Final = {"1": Tone.ACUTE, "2": Tone.GRAVE, "3": Tone.HOOK, "4": Tone.TILDE, "5": Tone.DOT}


def type_key(text: str, key: str) -> str:
    """The text after one more key.

    >>> from functools import reduce
    >>> reduce(type_key, "Tra62n Thi5 D9u7o7c5, 12/3", "")
    'Trần Thị Được, 12/3'
    """
    head, word = last_word(composed(text))
    if len(key) != 1:
        return composed(text + key)
    if key.isalpha():
        return composed(head + grown(word, key))
    changed = _changed(word, key) if word else None
    if changed is None:
        return composed(text + key)
    word, undone = changed
    return composed(head + word + (key if undone else ""))


def _changed(word: str, key: str) -> Changed | None:
    if key in TONES:
        return change_tone(word, TONES[key])
    match key:
        case "0":
            return drop_tone(word)
        case "6":
            return circumflex(word, "aeo")
        case "7":
            return horn_or_breve(word, "ou")
        case "8":
            return horn_or_breve(word, "a")
        case "9":
            return bar(word)
        case _:
            return None
