"""Every sentence the display can say, to visitors and to the staff: in letters there are, in both languages."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
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
from ui.words.desk_devices_words import devices_words
from ui.words.desk_figures_words import figures_words
from ui.words.desk_list_words import list_words
from ui.words.desk_lookup_words import lookup_words
from ui.words.desk_proxy_words import proxy_words
from ui.words.desk_settings_words import settings_words
from ui.words.desk_shell_words import shell_words
from ui.words.poster_words import poster_words
from ui.words.setup_words import setup_words

TABLES: dict[str, Callable[[Language], object]] = {
    "visitors": words,
    "shell": shell_words,
    "settings": settings_words,
    "list": list_words,
    "proxy": proxy_words,
    "lookup": lookup_words,
    "figures": figures_words,
    "devices": devices_words,
    "setup": setup_words,
    "poster": poster_words,
}
TO_VISITORS = ("visitors", "poster", "setup")

# Nobody is suspected or wrong. "lỗi" and "error" are for logs.
FORBIDDEN = re.compile(
    r"không hợp lệ|thất bại|nghi nhiễm|\bF0\b|\bF1\b|\blỗi\b|\binvalid\b|\bfailed\b|\berror\b|\bsuspected\b|!",
    re.IGNORECASE,
)
# The staff have a word for what the centre refused; to visitors nobody and nothing is refused.
NOT_TO_VISITORS = re.compile(r"bị từ chối|cảnh báo|\brefused\b|\brejected\b", re.IGNORECASE)
LATE_TONES = re.compile(r"(?<!q)(?:o[áàảãạ]\b|o[éèẻẽẹ]\b|u[ýỳỷỹỵ]\b)", re.IGNORECASE)  # the u of "quý" belongs to qu
BOTH = pytest.mark.parametrize("language", list(Language))
EACH = pytest.mark.parametrize("table", TABLES)


def sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from sentences(each, f"{path}.{key}")
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from sentences(each, f"{path}[{place}]")
    elif is_dataclass(value):
        for each in fields(value):
            yield from sentences(getattr(value, each.name), f"{path}.{each.name}")


def everything(table: str, language: Language) -> dict[str, str]:
    return dict(sentences(TABLES[table](language)))


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_every_weight_of_the_typeface(language: Language) -> None:
    text = {letter for table in TABLES for said in everything(table, language).values() for letter in said}
    text |= set("".join(each for _, each in sentences(SITE))) | set("+–±·,.")
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        missing = {letter for letter in text - set("\n*{}") if not face.supportsCharacter(ord(letter))}
        assert not missing, file.name


@pytest.mark.usefixtures("qapp")
def test_figures_of_one_width_are_there_for_what_counts() -> None:
    for file in sorted(FILES.glob("KioskFigures-*.ttf")):
        face = QRawFont(str(file), 100)
        widths = {point.x() for point in face.advancesForGlyphIndexes(face.glyphIndexesForString("0123456789"))}
        assert len(widths) == 1, file.name


@EACH
@BOTH
def test_words_are_composed_and_say_nothing_forbidden(language: Language, table: str) -> None:
    for path, text in everything(table, language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert not FORBIDDEN.search(text), path
        assert table not in TO_VISITORS or not NOT_TO_VISITORS.search(text), path
        assert text.count("**") % 2 == 0, path


@EACH
def test_tone_marks_stand_on_the_first_vowel(table: str) -> None:
    for path, text in everything(table, Language.VI).items():
        assert not LATE_TONES.search(text), path


def test_a_late_tone_mark_is_noticed() -> None:
    assert LATE_TONES.search("Đồng ý khoá")
    assert not LATE_TONES.search("Quý khách")


@EACH
def test_both_languages_have_the_same_places_to_fill(table: str) -> None:
    vietnamese, english = everything(table, Language.VI), everything(table, Language.EN)
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
