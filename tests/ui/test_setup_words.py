"""The words of the wizard and of the poster, held to the rules of all words."""

import unicodedata
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from PySide6.QtGui import QRawFont

from kiosk.checkpoint.setting_up_state import PhoneState, Problem
from kiosk.screens import Language
from kiosk.staff import Role
from kiosk.wire.checkpoint_messages import PlaceKind
from tests.ui.test_words import FORBIDDEN, LATE_TONES, sentences
from ui.theme.fonts import FILES
from ui.words.poster_words import poster_words
from ui.words.setup_words import setup_words

BOTH = pytest.mark.parametrize("language", list(Language))


def everything(language: Language) -> dict[str, str]:
    said = dict(sentences(setup_words(language), "setup")) | dict(sentences(poster_words(language), "poster"))
    for field in ("steps",):
        said |= {f"frame.{field}.{n}": text for n, text in enumerate(getattr(setup_words(language).frame, field))}
    for number, step in enumerate(poster_words(language).steps):
        said |= dict(sentences(step, f"poster.steps.{number}"))
    return said


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("\n*{}")
    for file in sorted(Path(FILES).glob("BeVietnamPro-*.ttf")):
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
        for found in LATE_TONES.finditer(text):
            assert text[max(0, found.start() - 1) : found.start()].lower() == "q", (path, found.group())


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for path, text in vietnamese.items():
        assert places(text) == places(english[path]), path


@BOTH
def test_every_problem_state_kind_and_role_has_its_words(language: Language) -> None:
    say = setup_words(language)
    assert set(say.problems) == set(Problem)
    assert set(say.register.states) == set(PhoneState)
    assert set(say.register.kinds) == set(get_args(PlaceKind))
    assert set(say.staff.roles) == set(Role)
