"""What is said on the page of settings, by language."""

from typing import assert_never

from kiosk.screens import Language
from ui.words.desk_settings_en import SETTINGS_EN
from ui.words.desk_settings_shape import SettingsWords
from ui.words.desk_settings_vi import SETTINGS_VI


def settings_words(language: Language) -> SettingsWords:
    """The words of one language.

    >>> settings_words(Language.VI).here.title, settings_words(Language.EN).here.title
    ('Máy này', 'This machine')
    """
    match language:
        case Language.VI:
            return SETTINGS_VI
        case Language.EN:
            return SETTINGS_EN
        case _:
            assert_never(language)
