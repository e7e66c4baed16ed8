"""The strip at the bottom: the state of the network, the hotline, and the padlock for the staff."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent

from kiosk.screens import Status
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import P3
from ui.widgets.boxes import Cell, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Drawing, Icon, Panel
from ui.widgets.pressable import Pressable, filled
from ui.words.moments import clock, number, short_day

HOLD_MS: Final = 1000


class Lamp(Drawing):
    """A green dot when all is well, an amber diamond when it is not: shape and colour both say it."""

    def __init__(self, look: Look, *, well: bool) -> None:
        super().__init__(look.px(19 if well else 26), look.px(26))
        self._well, self._size = well, look.px(18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        side = self._size
        box = QRectF(-side / 2, -side / 2, side, side)
        if self._well:
            painter.setBrush(colours.OK_DOT)
            painter.drawEllipse(box)
            return
        painter.setBrush(colours.WARN)
        painter.rotate(45)
        painter.drawRoundedRect(box, self._size / 6, self._size / 6)


class Padlock(Pressable):
    """The staff's way in: held for a second it calls ``held``, a short press does nothing."""

    def __init__(self, look: Look, held: Callable[[], None]) -> None:
        px = look.px
        super().__init__(
            Row(stretch(), Cell(Icon("lock-keyhole", px(32), colours.FOOTER2), firm=True), stretch()),
            filled(colours.FOOTER, colours.FOOTER_LINE, px(14)),
            look.hand,
            lambda: None,
            look.words.status.staff_only,
            reach=Reach.MINIMUM,
            wide=look.scale.touch(64, Reach.MINIMUM),
            tall=look.scale.touch(56, Reach.MINIMUM),
        )
        self._held = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._held.timeout.connect(held)
        self.pressed.connect(self._held.start)
        self.released.connect(self._held.stop)


class Strip(Panel):
    """A dark strip with ``parts`` from the left, lines between them, and the padlock far right."""

    def __init__(self, look: Look, parts: list[Row], held: Callable[[], None]) -> None:
        px, upright = look.px, look.scale.portrait
        self.padlock = Padlock(look, held)
        cells: list[Cell] = []
        for index, part in enumerate(parts):
            if index:
                cells.append(Cell(Panel(None, colours.FOOTER_LINE, wide=px(2), tall=px(30)), firm=True))
            cells.append(Cell(part))
        content = Row(
            *cells,
            stretch(),
            Cell(self.padlock, firm=True),
            gap=px(26 if upright else 40),
            pad=Pad(px(48 if upright else 56), 0, px(20 if upright else 28), 0),
        )
        super().__init__(content, colours.FOOTER, tall=look.px(72))


def light(look: Look, text: str) -> Label:
    """White words on the strip."""
    return Label(text, P3, look.scale, colours.WHITE)


def dim(look: Look, text: str) -> Label:
    """Words on the strip that matter less; what is strong in them stays white."""
    return Label(text, P3, look.scale, colours.FOOTER2, strong=colours.WHITE)


def lamp_part(look: Look, first: str, second: str, *, well: bool) -> Row:
    """A lamp and its words."""
    return Row(Cell(Lamp(look, well=well), firm=True), light(look, first), dim(look, second), gap=look.px(14))


def hotline_part(look: Look, *, both: bool = True) -> Row | None:
    """The hotline, or two where there is room; None where the site has none."""
    say, lines = look.words.status, look.site.hotlines
    if not lines:
        return None
    two = both and len(lines) > 1
    text = say.hotline_two.format(a=lines[0], b=lines[1]) if two else say.hotline.format(a=lines[0])
    return Row(Cell(Icon("phone", look.px(30), colours.WHITE), firm=True), dim(look, text), gap=look.px(14))


def status_strip(look: Look, status: Status, held: Callable[[], None]) -> Strip:
    """The strip of the waiting screen."""
    say = look.words.status
    first = say.online if status.online else say.offline
    room = look.scale.width - look.px(250)
    brief, full = _sending(look, status)
    lamp, hotline = lamp_part(look, first, brief, well=status.online), hotline_part(look, both=False)
    # what is dropped last comes first: when it was last sent, then the second hotline
    for second, both in ((brief, True), (full, False), (full, True)):
        wider, longer = lamp_part(look, first, second, well=status.online), hotline_part(look, both=both)
        if wider.wide() + (longer.wide() if longer else 0) <= room:
            lamp, hotline = wider, longer
    return Strip(look, [lamp, hotline] if hotline else [lamp], held)


def _sending(look: Look, status: Status) -> tuple[str, str]:
    """What is said about sending: as short as can be, and with the time at which the centre last had everything."""
    say, waiting, last = look.words.status, status.waiting_to_send, status.last_sync
    brief = say.pending.format(n=number(waiting, look.language)) if waiting else say.all_sent if status.online else ""
    if last is None:
        return brief, brief
    if status.online and not waiting:
        return brief, say.all_sent_at.format(time=clock(last))
    when = f"{clock(last)} {short_day(last, look.language)}"
    return brief, " · ".join(part for part in (brief, say.last_sent.format(time=when)) if part)
