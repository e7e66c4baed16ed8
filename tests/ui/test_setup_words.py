from typing import get_args

import pytest

from kiosk.checkpoint.setting_up_state import PhoneState, Problem
from kiosk.screens import Language
from kiosk.staff import Role
from kiosk.wire.checkpoint_messages import PlaceKind
from ui.words.setup_words import setup_words

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
def test_every_problem_state_kind_and_role_has_its_words(language: Language) -> None:
    say = setup_words(language)
    assert set(say.problems) == set(Problem)
    assert set(say.register.states) == set(PhoneState)
    assert set(say.register.kinds) == set(get_args(PlaceKind))
    assert set(say.staff.roles) == set(Role)
