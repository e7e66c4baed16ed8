"""OutOfOrder: nothing can be recorded. Says what the visitor can do, what is safe, and a code for support."""

import math
from datetime import datetime

from kiosk.screens import OutOfOrder
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import BROKEN, H4, MEDIUM, P2, SEMIBOLD, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, icon_box
from ui.widgets.qr import QrCode
from ui.widgets.strip import Strip, dim, hotline_part, lamp_part
from ui.words.moments import clock, number

SENTENCE = Type(42, MEDIUM, 60)


def _strip(screen: OutOfOrder, look: Look, at: Moment) -> Strip:
    say = look.words
    waiting = at.status.waiting_to_send
    pending = f"· {say.status.pending.format(n=number(waiting, look.language))}" if waiting else ""
    safe = ""
    if screen.safe_today is not None:
        form = say.broken.safe_one if screen.safe_today == 1 else say.broken.safe
        safe = form.format(n=number(screen.safe_today, look.language))
    support = say.broken.support.format(code=screen.code)

    def parts(without: int) -> list[Row]:
        """What is known, less the time, the hotline, and what waits to be sent, in this order."""
        lamp = lamp_part(look, safe or say.broken.title, "" if without > 2 else pending, well=False)
        hotline = hotline_part(look, both=False) if without < 2 else None
        code = dim(look, support if without else f"{support} · {clock(at.since, seconds=True)}")
        return [lamp, *([hotline] if hotline else []), Row(code)]

    tried = (Strip(look, parts(without), at.padlock_held) for without in range(4))
    return next((strip for strip in tried if strip.wide() <= look.scale.width), Strip(look, parts(3), at.padlock_held))


def _poster(look: Look) -> Panel:
    px, say = look.px, look.words.broken
    lines: list[Cell | Label] = [
        Label(say.scan, H4, look.scale, align=Align.CENTER),
        Cell(QrCode(look, look.site.poster, 480), align=Align.CENTER),
    ]
    if look.site.point_code:
        text = say.point.format(code=look.site.point_code)
        lines.append(Label(text, P2.weighing(SEMIBOLD), look.scale, align=Align.CENTER))
    pad = Pad(px(40), px(32), px(40), px(32))
    return Panel(Column(*lines, pad=pad), colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24))


def out_of_order(screen: OutOfOrder, look: Look, at: Moment) -> Scene:
    """The scene of OutOfOrder."""
    px, say, site, upright = look.px, look.words.broken, look.site, look.scale.portrait
    parts = Parts()
    place = site.staff_place_inline.of(look.language) or say.place_default
    sentence = (say.line if site.poster else say.line_no_code).format(place=place)
    words: list[Cell | Label | Item] = [
        Cell(icon_box("wrench", px(80), px(136), colours.WARN_INK, colours.WARN_TINT, px(34), 2.1), align=Align.START),
        space(px(28)),
        Label(say.title, BROKEN, look.scale, lines=2),
        space(px(12)),
        Label(sentence, SENTENCE, look.scale, colours.INK2, strong=colours.INK, lines=6),
    ]
    if at.countdown:
        countdown = at.countdown

        def again(_now: datetime) -> str:
            return say.retry.format(n=math.ceil(countdown.left()))

        retry = Label(again(at.now), P2.counting(), look.scale, colours.INK2, strong=colours.INK)
        parts.clocks.append((retry, again))
        words += [space(px(44)), Row(Cell(Icon("refresh-cw", px(38), colours.INK2), firm=True), retry, gap=px(18))]
    strip = _strip(screen, look, at)
    if upright:
        languages = LanguageSwitch(look, wide=128, tall=112)
        parts.order += languages.cells
        poster = [Cell(_poster(look), align=Align.CENTER)] if site.poster else []
        reach = Row(stretch(), Cell(languages, firm=True))
        body: Item = Column(
            stretch(), *words, stretch(), *poster, stretch(), reach, pad=Pad(px(48), px(48), px(48), px(48))
        )
    else:
        left = Cell(Column(stretch(), *words, stretch()), grow=1, align=Align.STRETCH)
        poster = [Cell(_poster(look), wide=px(600))] if site.poster else []
        body = Row(left, *poster, gap=px(72), pad=Pad(px(56), px(48), px(56), px(48)))
    parts.order.append(strip.padlock)
    parts.spoken = f"{say.title}. {sentence}".replace("**", "")
    return Scene(Column(Cell(body, grow=1), strip), parts, help_too=False)
