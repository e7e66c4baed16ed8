"""Vietnamese as it is written and sorted: where the tone stands, and the order of the alphabet."""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # the order of dictionaries
_TONE_MARKS = frozenset(_TONES[1:])
_SECOND_VOWEL = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_PLACES = {letter: place for place, letter in enumerate(" 0123456789" + ALPHABET)}


def spelled(text: str) -> str:
    """Write a text as it is displayed here: NFC, the tone of an open oa, oe or uy on its first vowel.

    >>> spelled("Khánh Hoà, Thuỷ, sức khoẻ"), spelled("Phú Quý, Hoàn Kiếm, Huỳnh, ngoèo")
    ('Khánh Hòa, Thủy, sức khỏe', 'Phú Quý, Hoàn Kiếm, Huỳnh, ngoèo')
    """
    return _SECOND_VOWEL.sub(_on_the_first, unicodedata.normalize("NFC", text))


def _on_the_first(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", found[0])  # first vowel, second vowel, tone
    return unicodedata.normalize("NFC", parts[0] + parts[2]) + parts[1]


def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a sort key: word by word, ă after a, đ after d; tones decide between equal letters.

    >>> sorted(["Đà Nẵng", "Dĩ An", "Ân Thi", "An Giang", "Ă Bê", "Cà Mau", "Đắk Lắk"], key=alphabetical)
    ['An Giang', 'Ă Bê', 'Ân Thi', 'Cà Mau', 'Dĩ An', 'Đà Nẵng', 'Đắk Lắk']
    >>> sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=alphabetical)
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']
    """
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).lower():
        parts = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in parts if mark in _TONE_MARKS), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else character
        place = _PLACES.get(letter, _PLACES.get(parts[0]))
        if place is not None:
            letters.append(place)
            tones.append(_TONES.index(tone))
    return tuple(letters), tuple(tones), text
