"""The places of the poster at the door. See ui/words/shape.py."""

from dataclasses import dataclass

from ui.words.pair import Pair


@dataclass(frozen=True, slots=True)
class PosterWords:
    """The poster: both languages are printed on it, the Vietnamese first.

    ``no_code`` stands in the place of the code while the checkpoint has none.
    """

    point: str
    title: str
    line: str
    steps: tuple[Pair, Pair, Pair]
    without: Pair
    campaign_title: str
    notice_title: str
    phone: str
    hotline: str
    or_: str
    printed: str
    printed_at: str
    no_code: str
