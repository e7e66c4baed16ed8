"""The form of step 1: as many fields as the campaign asks, two beside each other where the display is wide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt

from kiosk.declarations import DeclaredSex, PhoneProof
from kiosk.declaring_screens import DeclareIdentity
from kiosk.errand_events import EditPressed, EyePressed, Picked, Typed
from kiosk.questionnaire import Field
from ui.screens.identity_around import banner, between
from ui.screens.identity_fields import (
    CHOSEN,
    Asked,
    asked_of,
    label_of,
    problem_words,
    relations,
    shown_problem,
    value_of,
)
from ui.screens.identity_focus import first_of, onward, turn_to_fault
from ui.screens.wizard import Kept, Page, next_button, pager, pages_of, room, side, step_page, whose
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import LABEL
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.choice_box import ChoiceBox, side_by_side
from ui.widgets.field_box import TALL, FieldBox, caption, captioned, faulted, framed, tag
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.number_field import Eye
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Pressable

ORDER = (
    (Field.VISITOR_TYPE,),
    (Field.RELATIONSHIP,),
    (Field.REPRESENTATIVE,),
    (Field.NAME,),
    (Field.NUMBER,),
    (Field.BIRTH, Field.SEX),
    (Field.NATION, Field.INSURANCE),
    (Field.PHONE,),
    (Field.EMAIL,),
)
"""What stands together, in the order of reading."""
LABEL_TALL = 48
"""A label and the gap below it."""
PARTS = {Field.BIRTH: 0.34, Field.SEX: 0.66, Field.NATION: 0.42, Field.INSURANCE: 0.58}
SIGNS = {
    Field.NAME: "pencil",
    Field.REPRESENTATIVE: "pencil",
    Field.INSURANCE: "scan-line",
    **dict.fromkeys(CHOSEN, "chevron-down"),
}


@dataclass(slots=True)
class Form:
    """The pieces of the form while it is put together; ``controls`` are those of each field, in the order of Tab.

    ``onward`` takes real keys to the field after the sex: now, or with the answer that comes.
    """

    look: Look
    screen: DeclareIdentity
    asked: Asked
    onward: Callable[[bool], None] = lambda _now: None
    controls: dict[Field, list[Pressable]] = field(default_factory=dict)

    def piece(self, name: Field) -> Item:
        """One field with its label."""
        look, screen = self.look, self.screen
        say = look.words.declare.identity
        found = shown_problem(screen, name)
        label, required = label_of(screen, name, look), name in self.asked.required
        beside = self._tag(name) if name in screen.draft.from_card else None
        problem = problem_words(look, name, found)
        if problem and beside is None:
            # Beside the label where it fits: a form that does not move is read more easily.
            beside = faulted(look, problem)
            used = Label(f"{label} **(*)**", LABEL, look.scale).wide() + beside.wide() + look.px(24)
            beside, problem = (beside, "") if used <= self._across(name) else (None, problem)
        above = caption(look, label, required=required, beside=beside)
        box = self._sexes(wrong=found is not None) if name is Field.SEX else self._box(name, wrong=found is not None)
        note = ""
        if name is Field.INSURANCE:
            note = say.asking if screen.asking else say.unknown_insurance if screen.unknown_insurance else ""
        return captioned(look, above, box, problem, note)

    def _tag(self, name: Field) -> Item:
        """*từ thẻ*; a card alone where the words would not fit beside the label."""
        look, px = self.look, self.look.px
        say = look.words.declare.identity
        words = tag(look, say.tag)
        label = Label(f"{label_of(self.screen, name, look)} **(*)**", LABEL, look.scale)
        if label.wide() + words.wide() + px(24) <= self._across(name):
            return words
        sign = Row(Icon("id-card", px(32), colours.BRAND), pad=Pad(px(10), px(4), px(10), px(4)))
        return Panel(sign, colours.BRAND_TINT, radius=px(12))

    def _across(self, name: Field) -> float:
        """How wide a field is."""
        look = self.look
        whole = look.scale.width - 2 * side(look)
        half = whole if look.scale.portrait else (whole - look.px(40)) / 2
        together = not look.scale.squarish and name in PARTS
        return (half - look.px(40)) * PARTS[name] if together else half

    def _sexes(self, *, wrong: bool) -> Item:
        look = self.look
        say = look.words.declare.identity
        now = self.screen.draft.get(Field.SEX)

        def pick(sex: DeclaredSex) -> Callable[[], None]:
            return lambda: look.hand.choose(lambda at: Picked(Field.SEX, sex.value, at))

        boxes = [
            ChoiceBox(
                look,
                say.sexes[sex],
                pick(sex),
                f"{say.fields[Field.SEX]}: {say.sexes[sex]}",
                chosen=now == sex,
                wrong=wrong,
            )
            for sex in DeclaredSex
        ]
        for at, (sex, box) in enumerate(zip(DeclaredSex, boxes, strict=True)):
            box.go = lambda across, down, at=at: _go(boxes, at + across + down)
            box.enter = partial(self._enter, None if now == sex else pick(sex))
            if now in tuple(DeclaredSex) and now != sex:
                # Once one is chosen Tab comes to that one alone, and arrows to the others.
                box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.controls[Field.SEX] = list(boxes)
        return side_by_side(look, boxes)

    def _enter(self, pick: Callable[[], None] | None) -> None:
        """Enter on a sex chooses it and goes on; on the one that is chosen it goes on."""
        self.onward(pick is None)
        if pick:
            pick()

    def _box(self, name: Field, *, wrong: bool) -> Item:
        look, screen, hand = self.look, self.screen, self.look.hand
        draft, px = screen.draft, look.px
        say = look.words.declare.identity
        raw, text = draft.get(name), value_of(name, draft, look, shown=screen.number_shown)
        if name is Field.RELATIONSHIP:
            text = dict(relations(look, screen)).get(raw, text)
        after: Item | None = None
        if name is Field.PHONE and draft.phone_proof is not PhoneProof.NONE:
            after = tag(look, say.confirmed, "check", well=True)
        elif name in SIGNS:
            after = Icon(SIGNS[name], px(38), colours.BRAND)

        def typed(more: str) -> None:
            hand.choose(lambda at: EditPressed(name, at))
            hand.choose(lambda at: Typed(name, raw + more, at))

        eyed = name is Field.NUMBER and bool(raw)
        box = FieldBox(
            look,
            text,
            lambda: hand.choose(lambda at: EditPressed(name, at)),
            self._spoken(name, text, raw),
            hint=self._hint(name),
            after=after,
            wrong=wrong,
            counts=name in (Field.NUMBER, Field.BIRTH, Field.PHONE, Field.INSURANCE),
            typed=None if name in CHOSEN else typed,
            tall=TALL - 6 if eyed else TALL,
            bare=eyed,
        )
        if name is Field.PHONE and draft.phone_proof is not PhoneProof.NONE:
            box.setEnabled(False)
            self.controls[name] = []
            return box
        self.controls[name] = [box]
        if not eyed:
            return box
        eye = Eye(look, lambda: hand.choose(EyePressed), hidden=not screen.number_shown)
        self.controls[name].append(eye)
        edge, stroke = (colours.STOP, px(3)) if wrong else (colours.LINE_STRONG, max(2, px(2.5)))
        return framed(look, box, eye, edge=edge, stroke=stroke, radius=px(20))

    def _hint(self, name: Field) -> str:
        say = self.look.words.declare.identity
        if name in CHOSEN:
            return say.choose
        if name is Field.INSURANCE:
            return say.insurance_hint
        return "" if name in self.asked.required else say.optional

    def _spoken(self, name: Field, text: str, raw: str) -> str:
        say, label = self.look.words.declare.identity, label_of(self.screen, name, self.look)
        if not text:
            return say.empty.format(field=label)
        if name is Field.NUMBER and not self.screen.number_shown:
            return say.hidden.format(field=label, last=raw[-4:])
        return say.edit.format(field=label, value=text)

    def rows(self) -> list[tuple[Item, list[Field]]]:
        """The rows of the form with the fields in them."""
        px, upright = self.look.px, self.look.scale.portrait
        halves: list[tuple[Item, list[Field]]] = []
        groups = [(name,) for group in ORDER for name in group] if self.look.scale.squarish else ORDER
        for group in groups:
            there = [name for name in group if name in self.asked.fields]
            if not there:
                continue
            cells = [Cell(self.piece(name), grow=PARTS.get(name, 1.0)) for name in there]
            halves.append((Row(*cells, gap=px(40), align=Align.START), there))
        if upright:
            return halves
        rows: list[tuple[Item, list[Field]]] = []
        for at in range(0, len(halves), 2):
            pair = halves[at : at + 2]
            cells = [Cell(half, grow=1) for half, _ in pair] + [Cell(grow=1)] * (2 - len(pair))
            rows.append((Row(*cells, gap=px(40), align=Align.START), [name for _, names in pair for name in names]))
        return rows


def _go(boxes: list[ChoiceBox], at: int) -> None:
    if 0 <= at < len(boxes):
        boxes[at].setFocus()


def form(look: Look, screen: DeclareIdentity, kept: Kept, turn: Callable[[], None]) -> Page:
    """The form as a page of the wizard. What does not fit is on a further page, never smaller than fingers are.

    The banner stays where it is, whatever is said below it.
    """
    px = look.px
    made = Form(look, screen, asked_of(screen, look.site.campaign), partial(onward, kept, turn))
    rows = made.rows()
    gap = look.scale.gap(24)
    width, high = look.scale.width - 2 * side(look), room(look)
    usual = len(rows) * (px(LABEL_TALL) + look.scale.touch(TALL, Reach.SECONDARY) + gap) - gap
    above = banner(look, screen, slim=usual + px(100 + 26) > high)
    below = px(26) if usual + px(100 + 26) <= high else gap * 0.75
    left = high - above.tall(width) - below
    whole = sum(row.tall(width) for row, _ in rows) + gap * (len(rows) - 1)
    cells: list[Cell | Item] = [Cell(above, firm=True), Cell(tall=below, firm=True)]
    shown = [names for _, names in rows]
    turners: list[Pressable] = []
    if whole <= left:
        cells += [Column(*(row for row, _ in rows), gap=gap), stretch()]
    else:
        gap = look.scale.gap(18)
        turning, turners = pager(look, kept, 1, turn)
        pages = pages_of([row for row, _ in rows], width, left - turning.tall(width) - gap, gap)
        parts = [[names for row, names in rows if row in page] for page in pages]
        turn_to_fault(screen, kept, parts)
        kept.page = min(kept.page, len(pages) - 1)
        turning, turners = pager(look, kept, len(pages), turn)
        cells += [Column(*pages[kept.page], gap=gap), stretch(), Cell(turning, firm=True)]
        shown = parts[kept.page]
    there = [name for names in shown for name in names]
    words, wrong = between(look, screen)
    forward = next_button(look, kept)
    forward.be_ready(not screen.asking)
    return step_page(
        look,
        kept,
        0,
        Column(*cells),
        [*(each for name in there for each in made.controls[name]), *turners],
        between=words,
        forward=forward,
        spoken=f"{look.words.declare.title}. {look.words.declare.steps[0]}. {words}",
        wrong=wrong,
        about=whose(look, screen.draft),
        first=first_of(look, screen, kept, [(name, made.controls[name]) for name in there], forward),
    )
