"""What the wizard says: everything has its words, and they are those that the rest of the kiosk uses."""

from datetime import date
from typing import get_args

import pytest

from kiosk.checkpoint.poster_text import Poster
from kiosk.checkpoint.setting_up_state import PhoneState, Problem
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.screens import Language
from kiosk.staff import Role
from kiosk.wire.checkpoint_messages import PlaceKind
from ui.printing.poster import PosterDrawing, Size
from ui.words.desk_settings_words import settings_words
from ui.words.errand_en import ERRAND_EN
from ui.words.errand_vi import ERRAND_VI
from ui.words.setup_words import setup_words

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
def test_every_problem_state_kind_and_role_has_its_words(language: Language) -> None:
    say = setup_words(language)
    assert set(say.problems) == set(Problem)
    assert set(say.register.states) == set(PhoneState)
    assert set(say.register.kinds) == set(get_args(PlaceKind))
    assert set(say.staff.roles) == set(Role)
    assert set(say.frame.troubles) == set(Trouble)


def test_a_role_is_called_as_where_its_holder_signs_in() -> None:
    assert setup_words(Language.VI).staff.roles == ERRAND_VI.pin.roles
    assert setup_words(Language.EN).staff.roles == ERRAND_EN.pin.roles


@BOTH
def test_the_code_for_a_new_kiosk_names_the_choice_that_the_wizard_has(language: Language) -> None:
    assert f"“{setup_words(language).register.ways['code']}”" in settings_words(language).checkpoint.code_line


@BOTH
@pytest.mark.usefixtures("qapp")
def test_the_width_of_the_code_on_a5_is_what_comes_out_with_a_usual_link(language: Language) -> None:
    link = "https://kiemdich.example/c/HV-01"
    poster = Poster("Bệnh viện", "Cổng", "HV-01", link, "", "", (), "", "", date(2026, 11, 23))
    wide = f"{round(PosterDrawing(poster, Size.A5).code_mm / 5) / 2:g} cm"
    assert (wide if language is Language.EN else wide.replace(".", ",")) in setup_words(language).poster.a5
