"""What Unreadable and UnknownCode share: what was found, three ways out, and always a person."""

from dataclasses import dataclass

from kiosk.errand_events import PhonePressed
from kiosk.events import HelpPressed, HomeChosen
from kiosk.screens import CameraState
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import H2, P1, P2
from ui.widgets.advice import Advice, advice_card
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.button import button
from ui.widgets.chip import chip
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.panel import Panel
from ui.widgets.ring import Ring
from ui.widgets.staff_call import StaffCall
from ui.words.shape import Pair


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in words: the chip, its sign, the headline with its line, and the advice."""

    chip: str
    sign: str
    text: Pair
    advice: tuple[Advice, Advice, Advice]


def _action_bar(look: Look, at: Moment, parts: Parts) -> Panel:
    px, say, hand = look.px, look.words, look.hand
    person = (
        button(look, say.errand.more.enter_phone, "phone", lambda: hand.choose(PhonePressed))
        if look.site.phone_lookup
        else button(look, say.common.see_staff, "concierge-bell", lambda: hand.choose(HelpPressed))
    )
    again = button(look, say.common.retry, "refresh-cw", lambda: hand.choose(HomeChosen), main=True)
    parts.order += [person, again]
    camera = at.status.camera is CameraState.WORKING
    still = say.advice.still_reading if camera else say.advice.still_scanning
    words: list[Cell] = []
    if at.countdown:
        ring = Ring(look, at.countdown, 88, colours.BRAND, colours.BRAND_TINT, stroke=9, text=34 / 88)
        words.append(Cell(ring, firm=True))
    # Two buttons as wide as these leave a squarish display no room for a sentence.
    crowded = look.scale.squarish and look.site.phone_lookup
    words.append(stretch() if crowded else Cell(Label(still, P2, look.scale, colours.INK2, lines=2), grow=1))
    reassure = Row(*words, gap=px(22))
    buttons = [Cell(each, wide=each.wide() + px(0), firm=True) for each in (person, again)]
    if look.scale.portrait:
        for cell in buttons:
            cell.wide, cell.grow = None, 1
        inside: Item = Column(reassure, Row(*buttons, gap=px(28)), gap=px(24), pad=Pad(px(48), px(28), px(48), px(36)))
    else:
        inside = Row(Cell(reassure, grow=1), *buttons, gap=px(28), pad=Pad(px(56), 0, px(56), 0))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    return Panel(Column(rule, Cell(inside, grow=1)), colours.CARD, tall=px(152))


def advising(look: Look, at: Moment, parts: Parts, picture: Item, found: Found) -> Scene:
    """The scene: ``picture`` beside the headline, the cards below."""
    px, upright, hand = look.px, look.scale.portrait, look.hand
    words = Column(
        Cell(chip(look, found.chip, found.sign), align=Align.START),
        space(px(12)),
        Label(found.text.title, H2, look.scale, lines=2),
        Label(found.text.line, P1, look.scale, colours.INK2, lines=2),
    )
    cards = [advice_card(look, each) for each in found.advice]
    high = px(236)
    if upright:
        call = StaffCall(look, at.status.staff_called_at, tall=96)
        languages = LanguageSwitch(look, wide=96, tall=96)
        head: Item = Column(Cell(picture, tall=px(390)), space(px(28)), words)
        body: Item = Column(*(Cell(card, grow=1) for card in cards), gap=px(24))
        reach = Row(Cell(call, grow=1), Cell(languages, firm=True), gap=px(20))
        content = Column(head, Cell(body, grow=1), reach, gap=px(28), pad=Pad(px(48), px(36), px(48), px(28)))
        parts.order += [call, *languages.cells]
        parts.calls.append(call)
    else:
        head = Row(Cell(Column(Cell(picture, tall=high)), wide=px(420)), Cell(words, grow=1), gap=px(40))
        body = Row(*(Cell(card, grow=1) for card in cards), gap=px(28), align=Align.STRETCH)
        content = Column(head, Cell(body, grow=1), gap=px(32), pad=Pad(px(56), px(36), px(56), px(32)))
    whole = Column(Cell(content, grow=1), _action_bar(look, at, parts))
    if upright:
        parts.order = parts.order[-2:] + parts.order[:-2]
    parts.enter = lambda: hand.choose(HomeChosen)
    parts.escape = lambda: hand.choose(HomeChosen)
    parts.spoken = f"{found.text.title}. {found.chip}. {found.advice[0].text.title}"
    return Scene(whole, parts)
