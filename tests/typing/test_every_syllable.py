"""Every syllable of the language, typed in each of the three ways, one key at a time."""

import unicodedata
from collections.abc import Iterator
from functools import reduce

from kiosk.typing import telex, vni
from kiosk.typing.composing import TypingMode, type_key
from kiosk.typing.letters import Tone
from kiosk.typing.tones import set_tone

# Each rhyme with a sharp tone, written out by hand: where the mark stands here is where it must stand in every tone.
_SHARP = """
á ác ách ái ám án áng ánh áo áp át áu áy ắc ắm ắn ắng ắp ắt ấc ấm ấn ấng ấp ất ấu ấy é éc ém én éng éo ép ét ế ếch ếm
ến ếnh ếp ết ếu í ía ích iếc iếm iến iếng iếp iết iếu ím ín ính íp ít íu ó óa oác oách oái oám oán oáng oánh oáo oáp
oát oáy oắc oắm oắn oắng oắt óc óe oén oéo oét ói óm ón óng oóc oóng óp ót ố ốc ối ốm ốn ống ốp ốt ớ ới ớm ớn ớp ớt ú
úa uấn uấng uất uấy úc uế uếch uếnh úi úm ún úng uớ uốc uối uốm uốn uống uốt úp út úy uých uyến uyết uýn uýnh uýp uýt
uýu ứ ứa ức ứi ứm ứn ứng ước ưới ướm ướn ướng ướp ướt ướu ứt ứu ý
"""
_ONSETS = "b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x"
SHARP, ONSETS = _SHARP.split(), _ONSETS.split()
AFTER_QU = (
    "á ách ái án áng ánh ác át áy áo ắc ắm ắn ắng ắp ắt ấn ất ấy ấng é én éo ét ế ến ếch ớ ý ýt ých ýnh yến yết ốc"
)
AFTER_GI = "á ác ái ám án áng ánh áo áp át áu áy ắc ắng ấc ấm ấu ấy éo ết ếng ó óc ói óng ống ới ớn ú úa úc ứ ứa ướng"
CIRCUMFLEX = "\u0302"
GI = (("g", "ía"), ("g", "íu"))  # are written with gi, which has á and ú
DIGITS = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5",
    CIRCUMFLEX: "6", "\u031b": "7", "\u0306": "8",
}  # fmt: skip
LETTERS = {
    "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j",
    "\u031b": "w", "\u0306": "w",
}  # fmt: skip
TONES = {tone.value: tone for tone in Tone if tone.value}


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def with_tone(sharp: str, tone: Tone) -> str:
    return nfc("".join(tone.value if mark in TONES else mark for mark in nfd(sharp)))


def syllables() -> Iterator[str]:
    onsets = ["", *ONSETS]
    rhymes = [(onset, rhyme) for rhyme in SHARP for onset in onsets if (onset, rhyme) not in GI]
    rhymes += [("qu", rhyme) for rhyme in AFTER_QU.split()] + [("gi", rhyme) for rhyme in AFTER_GI.split()]
    rhymes += [("", rhyme) for rhyme in ("yếm", "yến", "yếng", "yết", "yếu")] + [("g", "í"), ("g", "ín")]
    for onset, rhyme in rhymes:
        stopped = nfd(rhyme).rstrip("h").endswith(("c", "p", "t"))
        for tone in (Tone.ACUTE, Tone.DOT) if stopped else Tone:
            yield onset + with_tone(rhyme, tone)


EVERY = sorted(set(syllables()))


def keys(word: str, marks: dict[str, str]) -> list[str]:
    """The keys of a word, its tone last; in Telex the second o of *xoong* is typed by a third."""
    telexed = marks is LETTERS
    typed: list[str] = []
    tone = ""
    for letter in word:
        base, *rest = list(nfd(letter))
        if letter == "đ":
            typed += ["d", "d" if telexed else "9"]
            continue
        if telexed and base == "o" and not set(rest) - set(TONES) and typed[-1:] == ["o"]:
            typed.append("o")
        typed.append(base)
        for mark in rest:
            if mark in TONES:
                tone = marks[mark]
            else:
                typed.append(base if telexed and mark == CIRCUMFLEX else marks[mark])
    return [*typed, tone] if tone else typed


def test_the_table_is_as_large_as_the_language() -> None:
    assert len(EVERY) > 15_000
    for word in ("nguyễn", "giữ", "giếng", "quyển", "được", "thuở", "hóa", "khỏe", "thủy", "khuỷu", "xoóng", "gì"):
        assert word in EVERY, word


def test_telex_types_every_syllable() -> None:
    typed = {word: reduce(telex.type_key, keys(word, LETTERS), "") for word in EVERY}
    assert {word: text for word, text in typed.items() if text != word} == {}


def test_vni_types_every_syllable() -> None:
    typed = {word: reduce(vni.type_key, keys(word, DIGITS), "") for word in EVERY}
    assert {word: text for word, text in typed.items() if text != word} == {}


def test_tone_keys_type_every_syllable_early_or_late() -> None:
    wrong = {}
    for word in EVERY:
        bare = nfc("".join(mark for mark in nfd(word) if mark not in TONES))
        tone = next((TONES[mark] for mark in nfd(word) if mark in TONES), Tone.LEVEL)
        late = set_tone(reduce(lambda text, key: type_key(text, key, TypingMode.TONE_KEYS), bare, ""), tone)
        early = ""
        for at, letter in enumerate(word):
            early = type_key(early, bare[at], TypingMode.TONE_KEYS)
            if nfc(letter) != bare[at]:
                early = set_tone(early, tone)
        if late != word or early != word:
            wrong[word] = (late, early)
    assert wrong == {}


def test_capitals_are_kept() -> None:
    for word in EVERY[:: len(EVERY) // 500]:
        for method, marks in ((telex.type_key, LETTERS), (vni.type_key, DIGITS)):
            capitals = [key.upper() for key in keys(word, marks)]
            assert reduce(method, capitals, "") == word.upper()
