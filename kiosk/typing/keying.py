"""What Telex and VNI have in common: a key that changes the syllable before it, and undoes itself when typed twice."""

from kiosk.typing.letters import (
    BARRED,
    BREVE,
    CIRCUMFLEX,
    HORN,
    UNBARRED,
    Tone,
    flat,
    shape_of,
    shaped,
    without_tone,
)
from kiosk.typing.syllables import nucleus, onset_length, possible, toned

Changed = tuple[str, bool]
"""The word after a key, and whether the key undid what it had done: then it stands there as a letter as well."""


def _again(bare: str, tone: Tone, before: str, old: Tone) -> Changed | None:
    """The changed word with its tone, unless it could be no syllable."""
    if not possible(bare, tone) or not possible(before, old):
        return None
    return (toned(bare, tone) or bare if tone is not Tone.LEVEL else bare), False


def change_tone(word: str, tone: Tone) -> Changed | None:
    """Set a tone, or take it off again."""
    bare, now = without_tone(word)
    start, end = nucleus(bare)
    if start == end:
        return None
    if now is tone and tone is not Tone.LEVEL:
        return bare, True
    return _again(bare, tone, bare, now)


def drop_tone(word: str) -> Changed | None:
    """Take the tone off, where there is one."""
    bare, now = without_tone(word)
    return (bare, False) if now is not Tone.LEVEL else None


def circumflex(word: str, bases: str) -> Changed | None:
    """Put a circumflex on the last vowel of the nucleus that is one of ``bases``."""
    bare, tone = without_tone(word)
    start, end = nucleus(bare)
    for at in reversed(range(start, end)):
        if flat(bare[at]).lower() not in bases:
            continue
        if shape_of(bare[at]) == CIRCUMFLEX:
            return _toned(bare[:at] + flat(bare[at]) + bare[at + 1 :], tone), True
        return _again(bare[:at] + shaped(bare[at], CIRCUMFLEX) + bare[at + 1 :], tone, bare, tone)
    return None


def horn_or_breve(word: str, bases: str) -> Changed | None:
    """Put a horn on o and u, both of *uo*, or a breve on a: whichever makes a syllable."""
    bare, tone = without_tone(word)
    start, end = nucleus(bare)
    vowels = bare[start:end]
    marks = {HORN, BREVE} if len(bases) > 2 else {BREVE} if bases == "a" else {HORN}
    pair = "".join(map(flat, vowels)).lower().find("uo") if "o" in bases else -1
    whole_pair = pair >= 0 and shape_of(vowels[pair]) == shape_of(vowels[pair + 1]) == HORN
    if whole_pair or (pair < 0 and any(shape_of(each) in marks for each in vowels)):
        plain = "".join(flat(each) if shape_of(each) in marks else each for each in vowels)
        return _toned(bare[:start] + plain + bare[end:], tone), True
    if pair >= 0:
        return _horned_pair(bare, start + pair, tone)
    for at in reversed(range(start, end)):
        base = flat(bare[at]).lower()
        if base in bases:
            mark = BREVE if base == "a" else HORN
            done = _again(bare[:at] + shaped(bare[at], mark) + bare[at + 1 :], tone, bare, tone)
            if done:
                return done
    return None


def _horned_pair(bare: str, at: int, tone: Tone) -> Changed | None:
    """*uo* becomes *ươ* before another letter or after *ư*, else *uơ*, as in *thuở*, until a letter follows."""
    first, second = bare[at], bare[at + 1]
    if shape_of(second) == HORN and not shape_of(first):
        return _toned(bare[: at + 1] + flat(second) + bare[at + 2 :], tone), True
    both = at + 2 < len(bare) or bool(shape_of(first))
    pair = (shaped(first, HORN) if both else first) + shaped(second, HORN)
    return _again(bare[:at] + pair + bare[at + 2 :], tone, bare, tone)


def bar(word: str) -> Changed | None:
    """Make a first d into đ."""
    bare, tone = without_tone(word)
    if bare[:1] in UNBARRED:
        return UNBARRED[word[0]] + word[1:], True
    if bare[:1] in BARRED:
        return (BARRED[word[0]] + word[1:], False) if possible(bare, tone) else None
    return None


def _toned(bare: str, tone: Tone) -> str:
    return (toned(bare, tone) or bare) if tone is not Tone.LEVEL else bare


def grown(word: str, letter: str) -> str:
    """The word with one letter more: *uơ* and *ưo* become *ươ* before it, and the tone moves where it belongs."""
    bare, tone = without_tone(word)
    bare += letter
    start = onset_length(bare)
    vowels = bare[start : start + 2]
    if len(bare) > start + 2 and "".join(map(flat, vowels)).lower() == "uo" and any(map(shape_of, vowels)):
        horned = "".join(shaped(each, HORN) for each in vowels)
        if HORN in map(shape_of, vowels) and possible(bare[:start] + horned + bare[start + 2 :]):
            bare = bare[:start] + horned + bare[start + 2 :]
    return _toned(bare, tone)


def is_plain(word: str) -> bool:
    """Whether a word has neither tone nor shape."""
    bare, tone = without_tone(word)
    return tone is Tone.LEVEL and all(flat(letter) == letter for letter in bare)
