"""ChoosePerson: everybody declared on a number, and beside each the one thing that can be done now."""

from datetime import datetime
from typing import Final

from PySide6.QtGui import QColor

from kiosk.errand_events import DeclareForOtherPressed, EveryonePressed, PageTurned, PersonPressed, Turning
from kiosk.errand_screens import ChoosePerson, PersonAct, PersonRow, PersonState
from kiosk.events import HomeChosen
from ui.screens.keypad_page import headline
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import BOLD, P2, Type
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import action_bar
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.chip import chip
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Pressable
from ui.widgets.staff_call import StaffCall
from ui.words.moments import clock, short_day, together

NAME: Final = Type(42, BOLD, 56)
SIGNS: Final = {
    PersonState.HOLDS: "circle-check",
    PersonState.EXPIRED: "triangle-alert",
    PersonState.NONE: "clipboard-list",
    PersonState.INSIDE: "map-pin",
    PersonState.ENTERED: "circle-check",
    PersonState.LEFT: "circle-check",
    PersonState.SEE_STAFF: "concierge-bell",
}
ACTS: Final = {
    PersonAct.CHECK_IN: ("log-in", Manner.IN),
    PersonAct.CHECK_OUT: ("log-out", Manner.OUT),
    PersonAct.DECLARE: ("clipboard-list", Manner.MAIN),
    PersonAct.SEE_STAFF: ("concierge-bell", Manner.OTHER),
}


def _tints(state: PersonState) -> tuple[QColor, QColor]:
    match state:
        case PersonState.HOLDS | PersonState.ENTERED:
            return colours.IN, colours.IN_TINT
        case PersonState.INSIDE | PersonState.LEFT:
            return colours.OUT, colours.OUT_TINT
        case PersonState.EXPIRED | PersonState.NONE:
            return colours.WARN_INK, colours.WARN_TINT
        case PersonState.SEE_STAFF:
            return colours.BRAND, colours.BRAND_TINT


def _state(row: PersonRow, look: Look, now: datetime) -> str:
    """How somebody stands, in words: a day for a declaration, a time for a visit of today."""
    say = look.words.errand.choose
    if row.at is None:
        return say.states_bare[row.state]
    day = short_day(row.at, look.language)
    dated = row.state in (PersonState.HOLDS, PersonState.EXPIRED) or day != short_day(now, look.language)
    return say.states[row.state].format(date=day if dated else clock(row.at))


class _Rows:
    """The rows and the buttons in them, in the order of reading."""

    def __init__(self, screen: ChoosePerson, look: Look, now: datetime) -> None:
        self._screen, self._look, self._now = screen, look, now
        self.buttons: list[Pressable] = []
        self._tall = 156 if screen.pages == 1 or look.scale.portrait else 140
        say = look.words.errand.choose
        texts = [say.check_in, say.check_out, say.declare, say.declare_again]
        if any(row.act is PersonAct.SEE_STAFF for row in screen.rows):
            texts.append(say.see_staff)
        self._wide = max(self._button(text, PersonAct.CHECK_IN, None).wide() for text in texts)
        self.panels = [self._row(row) for row in screen.rows]

    def _button(self, text: str, act: PersonAct, row: PersonRow | None) -> ActButton:
        icon, manner = ACTS[act]
        hand = self._look.hand

        def pressed() -> None:
            if row is not None:
                hand.choose(lambda at: PersonPressed(row.person, at))

        return ActButton(self._look, text, icon, pressed, manner)

    def _act(self, row: PersonRow) -> ActButton | None:
        say = self._look.words.errand.choose
        if row.act is PersonAct.NOTHING:
            return None
        declare = say.declare if row.state is PersonState.NONE else say.declare_again
        text = {
            PersonAct.CHECK_IN: say.check_in,
            PersonAct.CHECK_OUT: say.check_out,
            PersonAct.SEE_STAFF: say.see_staff,
        }.get(row.act, declare)
        button = self._button(text, row.act, row)
        button.setAccessibleName(f"{text}: {row.name}")
        button.be_ready(not self._screen.asking)
        self.buttons.append(button)
        return button

    def _row(self, row: PersonRow) -> Panel:
        look, px = self._look, self._look.px
        say = look.words.errand.choose
        facts = " · ".join(part for part in (str(row.birth_year or ""), say.sexes.get(row.sex, "")) if part)
        names: list[Cell | Item] = [Label(row.name, NAME, look.scale)]
        if facts:
            names.append(Label(facts, P2, look.scale, colours.INK2))
        colour, tint = _tints(row.state)
        state = chip(look, _state(row, look, self._now), SIGNS[row.state], colour, tint)
        act = self._act(row)
        wide = Cell(act, wide=self._wide, firm=True) if act else Cell(wide=self._wide, firm=True)
        pad = Pad(px(36), px(14), px(28), px(14))
        if look.scale.portrait:
            known = Column(*names, space(px(8)), Cell(state, align=Align.START))
            inside = Row(Cell(known, grow=1), wide, gap=px(24), pad=pad)
        else:
            # The state may be long in one language: it has what the name leaves it, and never the place of the button.
            place = Column(Cell(state, align=Align.START))
            state_cell = Cell(place) if look.scale.squarish else Cell(place, grow=1.36)
            inside = Row(Cell(Column(*names), grow=1), state_cell, wide, gap=px(32), pad=pad)
        edge = colours.IN if row.state is PersonState.ENTERED else colours.LINE
        return Panel(inside, colours.CARD, edge=edge, stroke=px(2), radius=px(24), tall=px(self._tall))


def _line(screen: ChoosePerson, look: Look) -> str:
    say = look.words.errand.choose
    if screen.asking:
        return say.asking
    form = say.line_pages if screen.pages > 1 else say.line_one if len(screen.rows) == 1 else say.line
    line = form.format(n=len(screen.rows), phone=together(screen.phone))
    buttons = sum(row.act is not PersonAct.NOTHING for row in screen.rows)
    if not buttons:
        return line
    return f"{line} {say.press if buttons > 1 else say.press_one}"


def _warning(look: Look) -> Cell:
    return Cell(chip(look, look.words.errand.choose.unconfirmed, "triangle-alert"), align=Align.START, firm=True)


def _turns(screen: ChoosePerson, look: Look, parts: Parts) -> Row:
    """*Lên* and *Xuống*, and which page this is."""
    keys, hand = look.words.errand.keypad, look.hand

    def turn(by: int) -> None:
        hand.choose(lambda at: PageTurned(Turning.PEOPLE, by, at))

    up = ActButton(look, keys.up, "chevron-up", lambda: turn(-1), Manner.OTHER, small=True)
    down = ActButton(look, keys.down, "chevron-down", lambda: turn(1), Manner.OTHER, small=True)
    up.be_ready(screen.page > 0 and not screen.asking)
    down.be_ready(screen.page + 1 < screen.pages and not screen.asking)
    parts.order += [up, down]
    page = Label(keys.page.format(n=screen.page + 1, of=screen.pages), P2.counting(), look.scale, colours.INK2)
    wide = max(look.px(230), up.wide(), down.wide())
    cells = [Cell(each, wide=wide, firm=True) for each in (up, down)]
    warning = [_warning(look)] if screen.attested and not look.scale.portrait else []
    for cell in warning:
        cell.align = Align.CENTER
    return Row(*warning, stretch(), page, *cells, gap=look.scale.gap(24))


def _head(screen: ChoosePerson, look: Look, parts: Parts) -> Item:
    """The question, who this is about, and one button for all."""
    px, say, hand = look.px, look.words.errand.choose, look.hand
    acts = {row.act for row in screen.rows}
    leaving = screen.pages == 1 and PersonAct.CHECK_OUT in acts and PersonAct.CHECK_IN not in acts
    title, line = headline(look, say.title_out if leaving else say.title, _line(screen, look))
    parts.spoken = f"{title.text()} {line.text()}"
    words: list[Cell | Item] = [title, line]
    if screen.attested and (screen.pages == 1 or look.scale.portrait):
        warning = _warning(look)
        beside = not (look.scale.portrait or look.scale.squarish)
        words = [Row(title, warning, stretch(), gap=px(32)), line] if beside else [warning, title, line]
    if screen.all_count < 2:
        return Column(*words)
    text = say.everyone.format(n=screen.all_count)
    everyone = ActButton(look, text, "users", lambda: hand.choose(EveryonePressed), Manner.IN)
    everyone.be_ready(not screen.asking)
    parts.order.append(everyone)
    if look.scale.portrait:
        return Column(*words, space(px(20)), Cell(everyone, firm=True))
    return Row(Cell(Column(*words), grow=1), Cell(everyone, wide=everyone.wide(), firm=True), gap=px(32))


def choose_person(screen: ChoosePerson, look: Look, at: Moment) -> Scene:
    """The scene of ChoosePerson."""
    px, say, hand, upright = look.px, look.words.errand.choose, look.hand, look.scale.portrait
    parts = Parts(escape=lambda: hand.choose(HomeChosen))
    head = _head(screen, look, parts)
    rows = _Rows(screen, look, at.now)
    parts.order += rows.buttons
    gap = look.scale.gap(20)
    body: list[Cell | Item] = [head, space(px(28)), Column(*rows.panels, gap=gap)]
    if screen.pages > 1:
        body += [space(gap), Cell(_turns(screen, look, parts), firm=True)]
    body.append(stretch())
    if upright:
        languages = LanguageSwitch(look, wide=128, tall=96)
        call = StaffCall(look, at.status.staff_called_at, tall=96)
        parts.calls.append(call)
        parts.order += [call, *languages.cells]
        body.append(Cell(Row(Cell(call, grow=1), Cell(languages, firm=True), gap=look.scale.gap(24)), firm=True))
    home = ActButton(look, look.words.common.home, "arrow-left", lambda: hand.choose(HomeChosen), Manner.BACK)
    other: ActButton | None = None
    if screen.can_declare:
        other = ActButton(look, say.other, "user-plus", lambda: hand.choose(DeclareForOtherPressed), Manner.OTHER)
        other.be_ready(not screen.asking)
    parts.order += [home, *([other] if other else [])]
    masked = Label(say.masked, P2, look.scale, colours.INK2, lines=2)
    between = Row(stretch(), Cell(Icon("eye-off", px(38), colours.INK2), firm=True), masked, stretch(), gap=px(18))
    # Where room is short the names explain themselves.
    bar = action_bar(look, home, other, between=None if look.scale.squarish else between)
    pad = Pad(px(48), px(44), px(48), px(32)) if upright else Pad(px(56), px(32), px(56), px(24))
    return Scene(Column(Cell(Column(*body, pad=pad), grow=1), Cell(bar, firm=True)), parts)
