import unicodedata
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.typing import telex
from kiosk.typing.composing import TypingMode, type_key
from kiosk.typing.letters import Tone
from kiosk.typing.names import SYLLABLES, complete, suggest
from kiosk.typing.tones import backspace, set_tone, target

KEYS = st.one_of(st.sampled_from("aeiouydwsfrxjzhnguqtc AEOWSDJ0123456789ăâđêôơư"), st.characters())
MODES = list(TypingMode)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("as", "á"),
        ("ass", "as"),
        ("asss", "ass"),
        ("aas", "ấ"),
        ("aaa", "aa"),
        ("aasa", "áa"),
        ("aww", "aw"),
        ("ddd", "dd"),
        ("ww", "w"),
        ("www", "ww"),
        ("tuww", "tuw"),
        ("hoaf", "hòa"),
        ("hofa", "hòa"),
        ("hoafn", "hoàn"),
        ("hoasz", "hoa"),
        ("hoasf", "hòa"),
        ("thuowr", "thuở"),
        ("thuowngf", "thường"),
        ("nguwowif", "người"),
        ("nguowif", "người"),
        ("nguyeenx", "nguyễn"),
        ("nguyenex", "nguyễn"),
        ("ddwowcj", "được"),
        ("duocwdj", "được"),
        ("DDawsk Lawsk", "Đắk Lắk"),
        ("gif", "gì"),
        ("giuwx", "giữ"),
        ("quys", "quý"),
        ("quoocs", "quốc"),
        ("muaw", "mưa"),
        ("luwu", "lưu"),
    ],
)
def test_telex(keys: str, text: str) -> None:
    assert reduce(telex.type_key, keys, "") == text


@pytest.mark.parametrize(
    "word", ["system", "email", "gmail", "web", "text", "expert", "twin", "Phong", "Windows", "Block"]
)
def test_words_that_are_not_vietnamese_stay_as_typed(word: str) -> None:
    assert reduce(telex.type_key, word, "") == word


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("a11", "a1"),
        ("a66", "a6"),
        ("12", "12"),
        ("so61 12", "số 12"),
        ("d99", "d9"),
        ("o7 7", "ơ 7"),
        ("nguoi72", "người"),
    ],
)
def test_vni(keys: str, text: str) -> None:
    assert reduce(lambda before, key: type_key(before, key, TypingMode.VNI), keys, "") == text


def test_a_tone_key_changes_the_tone_and_the_last_one_takes_it_off() -> None:
    text = set_tone("TRẦN THỊ MÂU", Tone.TILDE)
    assert text == "TRẦN THỊ MẪU"
    assert set_tone(text, Tone.TILDE) == text  # a glove that lands twice changes nothing
    assert set_tone(text, Tone.DOT) == "TRẦN THỊ MẬU"
    assert set_tone(text, Tone.LEVEL) == "TRẦN THỊ MÂU"


@given(st.lists(KEYS, max_size=24), st.sampled_from(MODES), st.lists(st.sampled_from(Tone), max_size=4))
def test_anything_can_be_typed_and_taken_back(keys: list[str], mode: TypingMode, tones: list[Tone]) -> None:
    text = ""
    for key in keys:
        text = type_key(text, key, mode)
        assert text == unicodedata.normalize("NFC", text)
    for tone in tones:
        text = set_tone(text, tone)
        assert text == unicodedata.normalize("NFC", text)
    at = target(text)
    assert at is None or at < len(text)
    for _ in range(len(text)):
        text = backspace(text)
        assert text == unicodedata.normalize("NFC", text)
    assert text == ""


@given(st.text(max_size=20))
def test_suggestions_are_syllables_and_complete_what_is_there(text: str) -> None:
    found = suggest(text)
    assert set(found) <= set(SYLLABLES)
    for syllable in found:
        assert complete(text, syllable).endswith(syllable + " ")


def test_the_suggestions_come_with_the_commonest_first() -> None:
    assert suggest("n")[0] == "Nguyễn"
    assert suggest("NGUYEN T")[0] == "Trần"
    assert complete("NGUYỄN VĂN TH", "Thử") == "NGUYỄN VĂN Thử "
    assert len(SYLLABLES) > 150
