"""The words of the list of people who came and left, by language."""

from kiosk.screens import Language
from ui.words.desk_list_en import LIST_EN
from ui.words.desk_list_shape import ListWords
from ui.words.desk_list_vi import LIST_VI


def list_words(language: Language) -> ListWords:
    """The words of one language.

    >>> list_words(Language.EN).top.proxy
    'Declare for'
    """
    return LIST_EN if language is Language.EN else LIST_VI
