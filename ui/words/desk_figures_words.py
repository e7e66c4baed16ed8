"""The words of the page of figures, and its times and shares as they are written."""

from typing import assert_never

from kiosk.screens import Language
from ui.words.desk_figures_en import FIGURES_EN
from ui.words.desk_figures_shape import AmountWords, FiguresWords
from ui.words.desk_figures_vi import FIGURES_VI


def figures_words(language: Language) -> FiguresWords:
    """The words of one language.

    >>> figures_words(Language.VI).tile.arrivals, figures_words(Language.EN).tile.arrivals
    ('Lượt đến', 'Arrivals')
    """
    match language:
        case Language.VI:
            return FIGURES_VI
        case Language.EN:
            return FIGURES_EN
        case _:
            assert_never(language)


def length(seconds: float, say: AmountWords) -> str:
    """How long something took: tenths below ten seconds, minutes from one on.

    >>> [length(n, FIGURES_VI.amount) for n in (3.44, 9.97, 41.2, 59.6, 112, 120, 3900)]
    ['3,4 giây', '10 giây', '41 giây', '1 phút', '1 phút 52', '2 phút', '1 giờ 05']
    >>> [length(n, FIGURES_EN.amount) for n in (3.44, 112)]
    ['3.4 s', '1 min 52 s']
    """
    tenths = round(seconds, 1)
    if tenths < 10:
        return say.seconds.format(n=f"{tenths:.1f}".replace(".", say.decimal))
    whole = round(seconds)
    if whole < 60:
        return say.seconds.format(n=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return say.minutes_seconds.format(m=minutes, s=f"{rest:02}") if rest else say.minutes.format(m=minutes)
    return say.hours.format(h=minutes // 60, m=f"{minutes % 60:02}")


def percent(share: float, say: AmountWords) -> str:
    """A share of 0..1; what is there at all is not said to be nothing.

    >>> percent(0.4379, FIGURES_VI.amount), percent(0.002, FIGURES_VI.amount), percent(0.0, FIGURES_VI.amount)
    ('44%', '0,2%', '0%')
    """
    points = 100 * share
    if 0 < points < 0.95:
        return say.percent.format(n=f"{max(0.1, points):.1f}".replace(".", say.decimal))
    return say.percent.format(n=round(points))
