"""CodeRefused: a citizen code that was checked and does not count. No word against whoever holds it."""

from kiosk.cards.card import CardKind
from kiosk.errand_events import DeclarePressed, PhonePressed
from kiosk.errand_screens import CodeFault, CodeRefused
from kiosk.events import HelpPressed, HomeChosen
from kiosk.screens import CameraState
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.ways import Saying, bar_of, way, ways
from ui.theme import colours
from ui.theme.type import P2
from ui.widgets.act_button import ActButton
from ui.widgets.boxes import Cell, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.widgets.ring import Ring

SIGNS = {
    CodeFault.EXPIRED: "clock-3",
    CodeFault.REVOKED: "refresh-cw",
    CodeFault.FORGED: "circle-question-mark",
    CodeFault.UNKNOWN_KEY: "circle-question-mark",
}


def code_refused(screen: CodeRefused, look: Look, at: Moment) -> Scene:
    """The scene of CodeRefused."""
    px, say, hand, site = look.px, look.words.errand.refused, look.hand, look.site
    parts = Parts(enter=lambda: hand.choose(HomeChosen), escape=lambda: hand.choose(HomeChosen))
    phone = [way(look, say.phone, "phone", lambda: hand.choose(PhonePressed))] if site.phone_lookup else []
    declare = [way(look, say.declare, "clipboard-list", lambda: hand.choose(DeclarePressed))] if site.declaring else []
    staff = way(look, say.staff, "concierge-bell", lambda: hand.choose(HelpPressed))
    first, second = (declare, phone) if screen.fault is CodeFault.EXPIRED else (phone, declare)
    cards: list[Pressable] = [*first, *second, staff]
    again = ActButton(look, look.words.common.retry, "refresh-cw", lambda: hand.choose(HomeChosen))
    still = look.words.advice
    camera = at.status.camera is CameraState.WORKING
    words: list[Cell] = []
    if at.countdown:
        ring = Ring(look, at.countdown, 88, colours.BRAND, colours.BRAND_TINT, stroke=9, text=34 / 88)
        words.append(Cell(ring, firm=True))
    reads = still.still_reading if camera else still.still_scanning
    words.append(Cell(Label(reads, P2, look.scale, colours.INK2, lines=2), grow=1))
    kind = look.words.reading.kinds[CardKind.CITIZEN_CODE]
    saying = Saying(SIGNS[screen.fault], say.texts[screen.fault], kind, "qr-code")
    scene = ways(look, at, parts, saying, cards, bar_of(look, Row(*words, gap=px(22)), [again]))
    parts.order.append(again)
    parts.renew = lambda status: (status.camera is CameraState.WORKING) == camera
    parts.first = None  # it keeps reading: nothing has to be pressed
    return scene
