"""Keys that say what they do: ă â đ ê ô ơ ư are letters, and a tone key acts on the last syllable of the text."""

from kiosk.typing.letters import Tone, composed, last_word, without_tone
from kiosk.typing.syllables import settled, tone_place, toned


def set_tone(text: str, tone: Tone) -> str:
    """Give the last syllable this tone, in place of any other; ``Tone.LEVEL`` takes it off.

    Blanks after the syllable do not matter. A text without a vowel at its end stays as it is.

    >>> set_tone("TRÂN", Tone.GRAVE), set_tone("hóa ", Tone.DOT), set_tone("Nguyễn", Tone.LEVEL)
    ('TRẦN', 'họa ', 'Nguyên')
    """
    text = composed(text)
    body = text.rstrip(" ")
    head, word = last_word(body)
    changed = toned(word, tone)
    return text if changed is None else composed(head + changed + text[len(body) :])


def add(text: str, typed: str) -> str:
    """Append what was typed; the tone of the last syllable moves to where it belongs then.

    >>> add("hóa", "n"), add("Tú", "A")
    ('hoán', 'TúA')
    """
    whole = composed(text + typed)
    head, word = last_word(whole)
    return composed(head + settled(word)) if typed[-1:].isalpha() else whole


def backspace(text: str) -> str:
    """Take the last letter away with all its marks.

    >>> backspace("hoán"), backspace("Nguyễn"), backspace("")
    ('hóa', 'Nguyễ', '')
    """
    shorter = composed(text)[:-1]
    head, word = last_word(shorter)
    return composed(head + settled(word))


def target(text: str) -> int | None:
    """The index of the letter a tone key would change, None for none.

    >>> target("TRẦN THỊ MẪ"), target("ab 12")
    (10, None)
    """
    head, word = last_word(text.rstrip(" "))
    at = tone_place(without_tone(word)[0])
    return None if at is None else len(head) + at
