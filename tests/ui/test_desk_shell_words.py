import pytest

from kiosk.screens import Language
from kiosk.wire.checkpoint_messages import PushedSettings
from ui.staff.keys import PAGE_KEYS
from ui.words.desk_settings_words import settings_words
from ui.words.desk_shell_words import shell_words

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
def test_every_page_and_every_setting_has_its_words(language: Language) -> None:
    nav = shell_words(language).nav
    assert set(nav.pages) == set(nav.lines) == set(PAGE_KEYS)
    assert set(settings_words(language).checkpoint.names) == set(PushedSettings.model_fields)
