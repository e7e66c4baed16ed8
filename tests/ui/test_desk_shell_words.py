"""What is said around the desk's pages and on the page of settings: in letters there are, in both languages."""

import re
import unicodedata
from string import Formatter

import pytest
from PySide6.QtGui import QRawFont

from kiosk.screens import Language
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.ui.test_words import LATE_TONES, sentences
from ui.staff.keys import PAGE_KEYS
from ui.theme.fonts import FILES
from ui.words.desk_settings_words import settings_words
from ui.words.desk_shell_words import shell_words

FORBIDDEN = re.compile(r"không hợp lệ|thất bại|nghi nhiễm|\blỗi\b|\binvalid\b|\bfailed\b|\berror\b|!", re.IGNORECASE)
BOTH = pytest.mark.parametrize("language", list(Language))


def everything(language: Language) -> dict[str, str]:
    return {
        **{f"shell.{path}": text for path, text in sentences(shell_words(language))},
        **{f"settings.{path}": text for path, text in sentences(settings_words(language))},
    }


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_every_weight_of_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("\n*{}")
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        assert not {letter for letter in text if not face.supportsCharacter(ord(letter))}, file.name


@BOTH
def test_words_are_composed_and_say_nothing_forbidden(language: Language) -> None:
    for path, text in everything(language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert not FORBIDDEN.search(text), path
        assert text.count("**") % 2 == 0, path


def test_tone_marks_stand_on_the_first_vowel() -> None:
    for path, text in everything(Language.VI).items():
        for found in LATE_TONES.finditer(text):
            before = text[max(0, found.start() - 1) : found.start()].lower()
            assert before == "q", (path, found.group())


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()
    for path, text in vietnamese.items():
        places = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert places == {name for _, name, _, _ in Formatter().parse(english[path]) if name}, path


@BOTH
def test_every_page_and_every_setting_has_its_words(language: Language) -> None:
    nav = shell_words(language).nav
    assert set(nav.pages) == set(nav.lines) == set(PAGE_KEYS)
    assert set(settings_words(language).checkpoint.names) == set(PushedSettings.model_fields)
