"""UnknownCode: read, but it opens no gate. What it contained is neither shown nor kept."""

from typing import Final

from kiosk.cards.card import Family
from kiosk.screens import UnknownCode
from ui.screens.advising import Found, advising
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.widgets.advice import Advice
from ui.widgets.boxes import Cell, Row, stretch
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel

SIGNS: Final = {
    Family.URL: "link",
    Family.PAYMENT: "kiosk-payment",
    Family.WIFI: "kiosk-wireless",
    Family.VCARD: "id-card",
    Family.GOODS: "scan-barcode",
    Family.POSTER: "map-pin",
    Family.HEALTH_CERTIFICATE: "shield-check",
    Family.UNKNOWN: "circle-question-mark",
}


def _advice(look: Look, family: Family) -> tuple[Advice, Advice, Advice]:
    say = look.words.advice
    card = Advice("advice-flip", say.card_id)
    personal = Advice("phone-code", say.card_personal)
    insurance = Advice("bhyt-card", say.card_insurance)
    if family is Family.POSTER:
        return Advice("phone-code", say.poster), card, insurance
    if family is Family.UNKNOWN:
        return Advice("id-card", say.known_card), personal, insurance
    return card, personal, insurance


def unknown_code(screen: UnknownCode, look: Look, at: Moment) -> Scene:
    """The scene of UnknownCode."""
    px, say = look.px, look.words.advice
    goods = screen.family is Family.GOODS
    sign = Row(
        stretch(),
        Cell(Icon("scan-barcode" if goods else "qr-code", px(120), colours.WARN_INK, 1.8), firm=True),
        Cell(Icon("circle-question-mark", px(72), colours.WARN_INK, 2.2), firm=True),
        stretch(),
        gap=px(28),
    )
    picture = Panel(sign, colours.WARN_TINT, edge=colours.WARN_LINE, stroke=px(3), radius=px(28))
    found = Found(say.families[screen.family], SIGNS[screen.family], say.unknown, _advice(look, screen.family))
    return advising(look, at, Parts(), picture, found)
