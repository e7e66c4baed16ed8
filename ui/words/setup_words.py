"""The words of the set-up wizard, by language."""

from typing import Final

from kiosk.screens import Language
from ui.words.setup_en import SETUP_EN
from ui.words.setup_shape import SetupWords
from ui.words.setup_vi import SETUP_VI

_BOTH: Final = {Language.VI: SETUP_VI, Language.EN: SETUP_EN}


def setup_words(language: Language) -> SetupWords:
    """The words of the wizard in one language.

    >>> setup_words(Language.EN).frame.title
    'First set-up'
    """
    return _BOTH[language]
