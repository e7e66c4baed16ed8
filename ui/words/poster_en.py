"""English words of the poster."""

from typing import Final

from ui.words.pair import Pair
from ui.words.poster_shape import PosterWords

POSTER_EN: Final = PosterWords(
    point="Checkpoint",
    title="Scan to declare your health",
    line="check in on arrival, check out when you leave",
    steps=(
        Pair("Open your camera", "or the declaration app"),
        Pair("Point it at the code", "and open the link"),
        Pair("Fill in and send", "keep your personal code"),
    ),
    without=Pair("No smartphone?", "Show an ID or insurance card, or ask the staff."),
    campaign_title="The 5K message",
    notice_title="Please note",
    phone="Telephone **{phone}**",
    hotline="Hotline {numbers}",
    or_="or",
    printed="Printed on {date}",
    printed_at="Printed for {code}, {date}",
    no_code="The code comes with the registration",
)
