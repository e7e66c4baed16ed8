"""The words of figures and devices: every letter is in the typeface, both languages say the same, none is missing."""

import unicodedata

import pytest
from PySide6.QtGui import QRawFont

from kiosk.desk.devices import BROKEN, PART_OF, Part, Trouble
from kiosk.desk.figures import Stage, Way
from kiosk.screens import Language
from tests.ui.test_words import LATE_TONES, sentences
from ui.theme.fonts import FILES
from ui.words.desk_devices_words import devices_words
from ui.words.desk_figures_words import figures_words

BOTH = pytest.mark.parametrize("language", list(Language))


def everything(language: Language) -> dict[str, str]:
    return dict(sentences(figures_words(language), "figures")) | dict(sentences(devices_words(language), "devices"))


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_every_weight_of_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("{}") | set("+–±·,.")
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        missing = {letter for letter in text if not face.supportsCharacter(ord(letter))}
        assert not missing, file.name


@BOTH
def test_words_are_composed_and_calm(language: Language) -> None:
    for path, text in everything(language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert "!" not in text, path
        for found in LATE_TONES.finditer(text):
            assert text[max(0, found.start() - 1) : found.start()].lower() == "q", (path, found.group())


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()
    for path, text in vietnamese.items():
        places, others = ({part.partition("}")[0] for part in one.split("{")[1:]} for one in (text, english[path]))
        assert places == others, path


@BOTH
def test_every_way_step_part_and_trouble_has_its_words(language: Language) -> None:
    assert set(figures_words(language).ways) == set(Way)
    assert set(figures_words(language).stages) == set(Stage)
    assert set(devices_words(language).parts) == set(Part)
    assert set(devices_words(language).troubles) == set(Trouble) == set(PART_OF)


@BOTH
def test_what_breaks_a_thing_says_what_to_do(language: Language) -> None:
    for trouble in BROKEN:
        sentence = devices_words(language).troubles[trouble]
        assert sentence.rstrip(".").count(". ") >= 1, trouble
        assert {"Xin", "Please"} & set(sentence.replace(",", "").split()), trouble
