"""Every sentence the display can say, by language."""

from typing import assert_never

from kiosk.screens import Language
from ui.words.en import EN
from ui.words.shape import Words
from ui.words.vi import VI


def words(language: Language) -> Words:
    """The words of one language.

    >>> words(Language.VI).welcome.word, words(Language.EN).welcome.word
    ('MỜI VÀO', 'WELCOME')
    """
    match language:
        case Language.VI:
            return VI
        case Language.EN:
            return EN
        case _:
            assert_never(language)
