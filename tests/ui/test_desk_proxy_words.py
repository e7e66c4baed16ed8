"""The words of khai hộ and of the phone look-up."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest
from PySide6.QtGui import QRawFont

from kiosk.declaring_screens import CodeState, Printing
from kiosk.desk.lookup import Moved
from kiosk.desk.proxy_form import READING, RELATIONS, Tick
from kiosk.desk.proxy_state import Notice
from kiosk.desk.recording import Outcome
from kiosk.errand_screens import CodeNotice, PersonState, WhyNoCode
from kiosk.phone import PhoneProblem
from kiosk.screens import Language
from ui.theme.fonts import FILES
from ui.words.desk_lookup_words import lookup_words
from ui.words.desk_proxy_words import proxy_words

FORBIDDEN = re.compile(
    r"không hợp lệ|thất bại|nghi nhiễm|\bF0\b|\blỗi\b|\binvalid\b|\bfailed\b|\berror\b|!", re.IGNORECASE
)
LATE_TONES = re.compile(r"(?<!q)(?:o[áàảãạ]\b|o[éèẻẽẹ]\b|u[ýỳỷỹỵ]\b)", re.IGNORECASE)
BOTH = pytest.mark.parametrize("language", list(Language))


def sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from sentences(each, f"{path}.{key}")
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from sentences(each, f"{path}[{at}]")
    elif is_dataclass(value):
        for each in fields(value):
            yield from sentences(getattr(value, each.name), f"{path}.{each.name}")


def everything(language: Language) -> dict[str, str]:
    return dict([*sentences(proxy_words(language), "proxy"), *sentences(lookup_words(language), "lookup")])


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("{}")
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        assert not {letter for letter in text if not face.supportsCharacter(ord(letter))}, file.name


@BOTH
def test_words_are_composed_and_say_nothing_forbidden(language: Language) -> None:
    for path, text in everything(language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert not FORBIDDEN.search(text), path


def test_tone_marks_stand_on_the_first_vowel() -> None:
    for path, text in everything(Language.VI).items():
        assert not LATE_TONES.search(text), path


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()
    for path, text in vietnamese.items():
        places = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert places == {name for _, name, _, _ in Formatter().parse(english[path]) if name}, path


@BOTH
def test_everything_that_can_be_said_has_words(language: Language) -> None:
    proxy, lookup = proxy_words(language), lookup_words(language)
    assert set(proxy.fields.labels) == set(proxy.fields.nouns) == set(READING)
    assert set(proxy.fields.relations) == set(RELATIONS)
    assert set(proxy.consent.ticks) == set(Tick)
    assert set(proxy.notices) == set(Notice)
    assert set(proxy.done.outcomes) == set(Outcome)
    assert (set(proxy.done.codes), set(proxy.done.printing)) == (set(CodeState), set(Printing))
    assert set(lookup.problems) | {PhoneProblem.TOO_SHORT} == set(PhoneProblem)
    assert set(lookup.code.notices) == set(CodeNotice)
    assert set(lookup.code.why) == set(WhyNoCode)
    assert set(lookup.states) == set(PersonState)
    assert set(lookup.moved) == set(Moved)
