"""DeclareDone: the declaration is on disk. The citizen code, how to take it along, and what comes next."""

from collections.abc import Callable

from kiosk.declaring_screens import CodeState, DeclareDone, Printing
from kiosk.errand_events import DeclareForOtherPressed, DonePressed, PrintPressed
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.wizard import Kept, Page, Wizard, reach, side
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, H2, P1, P2, SUBTITLE, TILE, Type
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, icon_box
from ui.widgets.pressable import Face, Pressable, filled
from ui.widgets.qr import QrCode
from ui.widgets.ring import Ring
from ui.words.moments import clock, whole_day
from ui.words.pair import Pair

SPELLED = Type(38, BOLD, 50, 2, figures=True)
CARD = 640
CODE = 590
LEAST_MM = 50.0
"""A citizen code is at least 5 x 5 cm."""
TILE_TALL = 142
GROUP = 4


def declare_done(screen: DeclareDone, look: Look, at: Moment) -> Scene:
    """The scene of DeclareDone."""
    return Wizard(DeclareDone, screen, at, lambda now, kept, _turn: _page(look, now, at, kept))


def in_groups(spelled: str) -> str:
    """The twelve characters as they are read out.

    >>> in_groups("7Q4M2F8KXR1C"), in_groups("7Q4M-2F8K-XR1C")
    ('7Q4M 2F8K XR1C', '7Q4M 2F8K XR1C')
    """
    plain = "".join(letter for letter in spelled if letter.isalnum())
    return " ".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def _page(look: Look, screen: DeclareDone, at: Moment, kept: Kept) -> Page:
    px, say = look.px, look.words.declare.done
    controls: list[Pressable] = []
    card = _card(look, screen)
    right: list[Cell | Item] = [_head(look, screen), space(px(24))]
    for tile, pressable in _tiles(look, screen):
        right += [tile, space(look.scale.gap(18))]
        if pressable:
            controls.append(pressable)
    right += [stretch(), *(Cell(each, firm=True) for each in _next(look, screen))]
    margin = side(look)
    parts = Parts(order=controls)
    low = reach(look, kept, parts)
    if look.scale.portrait:
        body: Item = Column(
            right[0],
            space(px(28)),
            Cell(card, grow=1),
            space(px(28)),
            *right[2:],
            space(px(24)),
            *low,
            pad=Pad(margin, px(36), margin, px(28)),
        )
    else:
        wide = px(CARD if not look.scale.squarish else 500)
        body = Row(
            Cell(card, wide=wide, firm=True),
            Cell(Column(*right), grow=1),
            gap=px(64 if not look.scale.squarish else 36),
            pad=Pad(margin, px(36), margin, px(28)),
            align=Align.STRETCH,
        )
    bar, buttons = _bar(look, screen, at)
    parts.order += buttons
    parts.enter = lambda: look.hand.choose(DonePressed)
    parts.escape = lambda: look.hand.choose(DonePressed)
    line = _line(look, screen)
    code = say.spelled.format(code=" ".join(in_groups(screen.spelled))) if screen.spelled else ""
    parts.spoken = f"{say.title}. {line}. {code or _instead(look, screen)}"
    return Page(Column(Cell(body, grow=1), Cell(bar, firm=True)), parts)


def _line(look: Look, screen: DeclareDone) -> str:
    say = look.words.declare.done
    return (say.line_in if screen.entered_at else say.line).format(time=clock(screen.entered_at or screen.at))


def _instead(look: Look, screen: DeclareDone) -> str:
    """What is said where no code is."""
    say = look.words.declare.done
    return {CodeState.ASKED: say.asked, CodeState.LATER: say.later}.get(screen.state, say.not_issued)


def _head(look: Look, screen: DeclareDone) -> Item:
    px, say = look.px, look.words.declare.done
    side_px = px(104)
    disc = Panel(Icon("check", px(64), colours.WHITE, 2.8), colours.IN, radius=side_px / 2, wide=side_px, tall=side_px)
    words = Column(Label(say.title, H2, look.scale), Label(_line(look, screen), P1, look.scale, colours.INK2, lines=2))
    return Row(Cell(disc, firm=True), Cell(words, grow=1), gap=px(28))


def _card(look: Look, screen: DeclareDone) -> Panel:
    """The code with what is said below it, or the sentence in its place."""
    px, say = look.px, look.words.declare.done
    if screen.state is not CodeState.HERE or not screen.code:
        sign = "clock-3" if screen.state is CodeState.ASKED else "shield-check"
        inside: Item = Column(
            stretch(),
            Cell(Icon(sign, px(120), colours.BRAND), align=Align.CENTER),
            space(px(28)),
            Label(_instead(look, screen), P1, look.scale, colours.INK2, lines=7, align=Align.CENTER),
            stretch(),
            pad=Pad(px(40), px(32), px(40), px(32)),
        )
        return Panel(inside, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24))
    least = LEAST_MM * (look.scale.px_per_mm or 0.0) / look.scale.unit
    until = whole_day(screen.code_until or screen.holds_until, look.language)
    code = QrCode(look, screen.code, max(CODE, least))
    inside = Column(
        Label(say.code, P2.weighing(BOLD), look.scale, align=Align.CENTER),
        Cell(code, grow=1),
        Label(in_groups(screen.spelled), SPELLED, look.scale, align=Align.CENTER),
        Label(
            say.code_until.format(name=screen.name, date=until), SUBTITLE, look.scale, colours.INK2, align=Align.CENTER
        ),
        pad=Pad(px(24), px(24), px(24), px(24)),
    )
    return Panel(inside, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24))


def _tiles(look: Look, screen: DeclareDone) -> list[tuple[Item, Pressable | None]]:
    """Print it, or photograph the screen. Where there is no code there is nothing to take along."""
    say = look.words.declare.done
    if screen.state is not CodeState.HERE or not screen.code:
        return []
    photo = (_tile(look, say.photo, "camera", None), None)
    if screen.printing is Printing.NO_PRINTER:
        return [photo]
    text = {Printing.PRINTING: say.printing, Printing.PRINTED: say.printed, Printing.FAILED: say.failed}
    pair = text.get(screen.printing, say.print)
    if screen.printing in (Printing.PRINTING, Printing.PRINTED):
        return [(_tile(look, pair, "printer", None), None), photo]
    act = lambda: look.hand.choose(PrintPressed)  # noqa: E731 -- a name for what two tiles share
    tile = _tile(look, pair, "printer", act, main=screen.printing is Printing.READY)
    return [(tile, tile if isinstance(tile, Pressable) else None), photo]


def _tile(
    look: Look, text: Pair, sign: str, act: Callable[[], None] | None, *, main: bool = False
) -> Panel | Pressable:
    """A row with an icon, a title and a line; one that can be pressed has an arrow."""
    px = look.px
    ink, second = (colours.WHITE, colours.WHITE) if main else (colours.INK, colours.INK2)
    tint = colours.CARD if main else colours.BRAND_TINT
    cells = [
        Cell(icon_box(sign, px(48), px(88), colours.BRAND, tint, px(24)), firm=True),
        Cell(
            Column(Label(text.title, TILE, look.scale, ink), Label(text.line, SUBTITLE, look.scale, second, lines=2)),
            grow=1,
        ),
    ]
    if act:
        cells.append(Cell(Icon("chevron-right", px(48), colours.WHITE if main else colours.BRAND), firm=True))
    row = Row(*cells, gap=px(24), pad=Pad(px(28), px(8), px(22), px(8)))
    if act is None:
        return Panel(row, colours.CARD, edge=colours.BRAND_LINE, stroke=px(2), radius=px(28), tall=px(TILE_TALL))
    face = (
        filled(colours.BRAND, colours.BRAND_DARK, px(28))
        if main
        else Face(colours.CARD, colours.BRAND_TINT, colours.BRAND_LINE, px(2), px(28))
    )
    tall = look.scale.touch(TILE_TALL, Reach.PRIMARY)
    return Pressable(row, face, look.hand, act, f"{text.title}. {text.line}", tall=tall)


def _next(look: Look, screen: DeclareDone) -> list[Item]:
    """Where to go, and how long the declaration stands where no code says so."""
    say, step = look.words.declare.done, look.site.next_step.of(look.language)
    found: list[Item] = []
    if not step or not screen.entered_at or not screen.code:
        holds = say.holds.format(date=whole_day(screen.holds_until, look.language))
        found.append(_told(look, holds, "circle-check"))
    if step and screen.entered_at:
        if found:
            found.append(Panel(None, tall=look.px(18)))
        found.append(_told(look, say.next.format(next=step), "arrow-right"))
    return found


def _told(look: Look, text: str, sign: str) -> Panel:
    px = look.px
    row = Row(
        Cell(Icon(sign, px(52), colours.IN), firm=True),
        Cell(Label(text, P1, look.scale, lines=2), grow=1),
        gap=px(24),
        pad=Pad(px(32), px(14), px(32), px(14)),
    )
    return Panel(row, colours.IN_TINT, radius=px(24), tall=px(100))


def _bar(look: Look, screen: DeclareDone, at: Moment) -> tuple[Item, list[Pressable]]:
    px, say, hand = look.px, look.words.declare.done, look.hand
    done = ActButton(look, say.done, None, lambda: hand.choose(DonePressed))
    buttons: list[Pressable] = []
    cells: list[Cell] = []
    if screen.can_add:
        more = ActButton(look, say.more, "user-plus", lambda: hand.choose(DeclareForOtherPressed), Manner.BACK)
        buttons.append(more)
        cells.append(Cell(more, wide=more.wide(), firm=True))
    buttons.append(done)
    ring: list[Cell] = []
    if at.countdown:
        shape = Ring(look, at.countdown, 88, colours.BRAND, colours.BRAND_TINT, stroke=9, text=34 / 88)
        ring.append(Cell(shape, firm=True))
    closing = say.closing if screen.code else say.closing_plain
    words = Row(*ring, Cell(Label(closing, P2, look.scale, colours.INK2, lines=2), grow=1), gap=px(22))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    gap = look.scale.gap(28)
    if look.scale.portrait:
        row = Row(*cells, Cell(done, grow=1), gap=gap)
        inside: Item = Column(words, row, gap=px(20), pad=Pad(px(48), px(24), px(48), px(30)))
    else:
        wide = px(420 if not look.scale.squarish else 240)
        inside = Row(
            *cells, Cell(words, grow=1), Cell(done, wide=wide, firm=True), gap=gap, pad=Pad(px(56), 0, px(56), 0)
        )
    return Panel(Column(rule, Cell(inside, grow=1)), colours.CARD, tall=px(152)), buttons
