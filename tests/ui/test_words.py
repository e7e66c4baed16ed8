import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest
from PySide6.QtGui import QRawFont

from kiosk.cards.card import CardKind, Family
from kiosk.scans import Finding
from kiosk.screens import Language
from ui.sheet import SITE
from ui.theme.fonts import FILES
from ui.words import words

# To visitors nobody is refused, suspected or wrong. "lỗi" and "error" are for logs.
FORBIDDEN = re.compile(
    r"không hợp lệ|thất bại|bị từ chối|nghi nhiễm|\bF0\b|\bF1\b|cảnh báo|\blỗi\b"
    r"|\binvalid\b|\bfailed\b|\brefused\b|\brejected\b|\berror\b|\bsuspected\b|!",
    re.IGNORECASE,
)
LATE_TONES = re.compile(r"o[áàảãạ]\b|o[éèẻẽẹ]\b|u[ýỳỷỹỵ]\b", re.IGNORECASE)


def sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from sentences(each, f"{path}.{key}")
    elif is_dataclass(value):
        for each in fields(value):
            yield from sentences(getattr(value, each.name), f"{path}.{each.name}")


def everything(language: Language) -> dict[str, str]:
    return dict(sentences(words(language)))


BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_every_weight_of_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("\n*{}")
    text |= set("".join(each for _, each in sentences(SITE))) - {"\n"}
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        missing = {letter for letter in text if not face.supportsCharacter(ord(letter))}
        assert not missing, file.name


@pytest.mark.usefixtures("qapp")
def test_figures_of_one_width_are_there_for_what_counts() -> None:
    for file in sorted(FILES.glob("KioskFigures-*.ttf")):
        face = QRawFont(str(file), 100)
        widths = {point.x() for point in face.advancesForGlyphIndexes(face.glyphIndexesForString("0123456789"))}
        assert len(widths) == 1, file.name


@BOTH
def test_words_are_composed_and_say_nothing_forbidden(language: Language) -> None:
    for path, text in everything(language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert not FORBIDDEN.search(text), path
        assert text.count("**") % 2 == 0, path


def test_tone_marks_stand_on_the_first_vowel() -> None:
    # "quý" is no case of uy: there the u belongs to qu.
    for path, text in everything(Language.VI).items():
        for found in LATE_TONES.finditer(text):
            before = text[max(0, found.start() - 1) : found.start()].lower()
            assert before == "q", (path, found.group())


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for path, text in vietnamese.items():
        assert places(text) == places(english[path]), path


@BOTH
def test_every_kind_finding_and_family_has_its_words(language: Language) -> None:
    say = words(language)
    assert set(say.reading.kinds) == set(CardKind)
    assert set(say.advice.findings) == set(say.advice.remedies) == set(Finding)
    assert set(say.advice.families) == set(Family)


@BOTH
def test_headlines_are_short(language: Language) -> None:
    say = words(language)
    for text in (say.welcome.word, say.goodbye.word, say.needs.word, say.staff.word, say.stop.word):
        assert len(text) <= 24
    for tile in (say.waiting.tile_help, say.waiting.tile_phone, say.waiting.tile_declare, say.waiting.tile_leave):
        assert len(tile.title) <= 20
