"""The words of the phone look-up, by language."""

from kiosk.screens import Language
from ui.words.desk_lookup_en import LOOKUP_EN
from ui.words.desk_lookup_shape import LookupWords
from ui.words.desk_lookup_vi import LOOKUP_VI


def lookup_words(language: Language) -> LookupWords:
    """The words of one language.

    >>> lookup_words(Language.VI).title, lookup_words(Language.EN).title
    ('Tra số điện thoại', 'Look up a phone number')
    """
    return LOOKUP_EN if language is Language.EN else LOOKUP_VI
