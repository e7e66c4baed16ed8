"""The words of khai hộ, by language."""

from kiosk.screens import Language
from ui.words.desk_proxy_en import PROXY_EN
from ui.words.desk_proxy_shape import ProxyWords
from ui.words.desk_proxy_vi import PROXY_VI


def proxy_words(language: Language) -> ProxyWords:
    """The words of one language.

    >>> proxy_words(Language.VI).title, proxy_words(Language.EN).title
    ('Khai hộ', 'Declare for')
    """
    return PROXY_EN if language is Language.EN else PROXY_VI
