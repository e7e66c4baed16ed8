"""The words of the poster, by language."""

from typing import Final

from kiosk.screens import Language
from ui.words.poster_en import POSTER_EN
from ui.words.poster_shape import PosterWords
from ui.words.poster_vi import POSTER_VI

_BOTH: Final = {Language.VI: POSTER_VI, Language.EN: POSTER_EN}


def poster_words(language: Language) -> PosterWords:
    """The words of the poster in one language.

    >>> poster_words(Language.EN).point
    'Checkpoint'
    """
    return _BOTH[language]
