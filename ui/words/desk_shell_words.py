"""What is said around the pages of the desk, by language."""

from typing import assert_never

from kiosk.screens import Language
from ui.words.desk_shell_en import SHELL_EN
from ui.words.desk_shell_shape import ShellWords
from ui.words.desk_shell_vi import SHELL_VI


def shell_words(language: Language) -> ShellWords:
    """The words of one language.

    >>> shell_words(Language.VI).nav.lock, shell_words(Language.EN).nav.lock
    ('Khóa', 'Lock')
    """
    match language:
        case Language.VI:
            return SHELL_VI
        case Language.EN:
            return SHELL_EN
        case _:
            assert_never(language)
