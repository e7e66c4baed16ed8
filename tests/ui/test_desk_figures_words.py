import pytest

from kiosk.desk.devices import BROKEN, PART_OF, Part, Trouble
from kiosk.desk.figures import Stage, Way
from kiosk.screens import Language
from ui.words.desk_devices_words import devices_words
from ui.words.desk_figures_words import figures_words

BOTH = pytest.mark.parametrize("language", list(Language))


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
