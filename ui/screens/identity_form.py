"""The form of step 1: as many fields as the campaign asks, two beside each other where the display is wide."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.declarations import DeclaredSex, PhoneProof
from kiosk.draft import FieldProblem
from kiosk.errand_events import EditPressed, EyePressed, Picked, Typed
from kiosk.errand_screens import DeclareIdentity
from kiosk.questionnaire import Field
from ui.screens.identity_fields import CHOSEN, Asked, asked_of, shown_problem, value_of
from ui.screens.wizard import Kept, Page, next_button, pager, pages_of, room, side, step_page
from ui.theme import colours
from ui.theme.type import LABEL, P2
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.choice_box import ChoiceBox, side_by_side
from ui.widgets.field_box import TALL, FieldBox, caption, captioned, framed, tag
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
ABSENT = (FieldProblem.MISSING, FieldProblem.PHONE_EMPTY)
NAMED = 2
"""How many missing fields are called by name."""
PARTS = {Field.BIRTH: 0.34, Field.SEX: 0.66, Field.NATION: 0.42, Field.INSURANCE: 0.58}
SIGNS = {
    Field.NAME: "pencil",
    Field.REPRESENTATIVE: "pencil",
    Field.INSURANCE: "scan-line",
    **dict.fromkeys(CHOSEN, "chevron-down"),
}


@dataclass(slots=True)
class Form:
    """The pieces of the form while it is put together; ``controls`` are those of each field, in the order of Tab."""

    look: Look
    screen: DeclareIdentity
    asked: Asked
    controls: dict[Field, list[Pressable]] = field(default_factory=dict)

    def piece(self, name: Field) -> Item:
        """One field with its label."""
        look, screen = self.look, self.screen
        say = look.words.declare.identity
        found = shown_problem(screen, name)
        card = self._tag(name) if name in screen.draft.from_card else None
        above = caption(look, say.fields[name], required=name in self.asked.required, beside=card)
        box = self._sexes(wrong=found is not None) if name is Field.SEX else self._box(name, wrong=found is not None)
        note = ""
        if name is Field.INSURANCE:
            note = say.asking if screen.asking else say.unknown_insurance if screen.unknown_insurance else ""
        return captioned(look, above, box, say.problems[found] if found else "", note)

    def _tag(self, name: Field) -> Item:
        """*từ thẻ*; a card alone where the words would not fit beside the label."""
        look, px = self.look, self.look.px
        say = look.words.declare.identity
        words = tag(look, say.tag)
        whole = look.scale.width - 2 * side(look)
        half = whole if look.scale.portrait else (whole - px(40)) / 2
        label = Label(f"{say.fields[name]} **(*)**", LABEL, look.scale)
        if label.wide() + words.wide() + px(24) <= (half - px(40)) * (
            1.0 if look.scale.squarish else PARTS.get(name, 1.0)
        ):
            return words
        sign = Row(Icon("id-card", px(32), colours.BRAND), pad=Pad(px(10), px(4), px(10), px(4)))
        return Panel(sign, colours.BRAND_TINT, radius=px(12))

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
        self.controls[Field.SEX] = list(boxes)
        return side_by_side(look, boxes)

    def _box(self, name: Field, *, wrong: bool) -> Item:
        look, screen, hand = self.look, self.screen, self.look.hand
        draft, px = screen.draft, look.px
        say = look.words.declare.identity
        raw, text = draft.get(name), value_of(name, draft, look, shown=screen.number_shown)
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
        say = self.look.words.declare.identity
        if not text:
            return say.empty.format(field=say.fields[name])
        if name is Field.NUMBER and not self.screen.number_shown:
            return say.hidden.format(field=say.fields[name], last=raw[-4:])
        return say.edit.format(field=say.fields[name], value=text)

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

    def banner(self) -> Panel:
        """Where what stands there came from, or how it comes there faster."""
        look, px = self.look, self.look.px
        say = look.words.declare.identity
        kinds = {kind.value: name for kind, name in look.words.reading.kinds.items()}
        card = kinds.get(self.screen.draft.card or "")
        if not self.screen.draft.from_card:
            words, sign = say.hint, "scan-line"
        elif card:
            inline = card[:1].lower() + card[1:] if card[1:2].islower() else card
            words, sign = say.from_card_of.format(card=inline), "id-card"
        else:
            words, sign = say.from_card, "id-card"
        content = Row(
            Cell(Icon(sign, px(52), colours.BRAND), firm=True),
            Cell(Label(words, P2, look.scale, lines=2), grow=1),
            gap=px(24),
            pad=Pad(px(28), px(10), px(28), px(10)),
        )
        return Panel(content, colours.BRAND_TINT, radius=px(22), tall=px(100))


def form(look: Look, screen: DeclareIdentity, kept: Kept, turn: Callable[[], None]) -> Page:
    """The form as a page of the wizard. What does not fit is on a further page, never smaller than fingers are."""
    px = look.px
    made = Form(look, screen, asked_of(screen, look.site.campaign))
    rows = made.rows()
    gap = look.scale.gap(24)
    width, high = look.scale.width - 2 * side(look), room(look)
    banner = made.banner()
    whole = sum(row.tall(width) for row, _ in rows) + gap * (len(rows) - 1)
    cells: list[Cell | Item] = []
    shown = [names for _, names in rows]
    turners: list[Pressable] = []
    if whole + banner.tall(width) + px(26) <= high:
        cells = [
            Cell(banner, firm=True),
            Cell(tall=px(26), firm=True),
            Column(*(row for row, _ in rows), gap=gap),
            stretch(),
        ]
    elif whole <= high:
        cells = [Column(*(row for row, _ in rows), gap=gap), stretch()]
    else:
        turning, turners = pager(look, kept, 1, turn)
        pages = pages_of([row for row, _ in rows], width, high - turning.tall(width) - gap, gap)
        parts = [[names for row, names in rows if row in page] for page in pages]
        _turn_to_fault(screen, kept, parts)
        kept.page = min(kept.page, len(pages) - 1)
        turning, turners = pager(look, kept, len(pages), turn)
        cells = [Column(*pages[kept.page], gap=gap), stretch(), Cell(turning, firm=True)]
        shown = parts[kept.page]
    controls = [each for names in shown for name in names for each in made.controls[name]]
    between, wrong = _between(look, screen)
    forward = next_button(look)
    forward.be_ready(not screen.asking)
    return step_page(
        look,
        kept,
        0,
        Column(*cells),
        [*controls, *turners],
        between=between,
        forward=forward,
        spoken=f"{look.words.declare.title}. {look.words.declare.steps[0]}. {between}",
        wrong=wrong,
    )


def _turn_to_fault(screen: DeclareIdentity, kept: Kept, parts: list[list[list[Field]]]) -> None:
    """Once *Tiếp tục* was pressed, the page with what is missing comes up by itself, once."""
    if not screen.tried or kept.told == screen.problems:
        return
    kept.told = screen.problems
    faulty = {name for name, _ in screen.problems}
    on = [index for index, rows in enumerate(parts) if any(name in faulty for names in rows for name in names)]
    if on and kept.page not in on:
        kept.page = on[0]


def _between(look: Look, screen: DeclareIdentity) -> tuple[str, bool]:
    """What stands between the buttons, and whether it says that something is wanting."""
    say = look.words.declare.identity
    if screen.asking:
        return say.asking, False
    if not screen.tried or not screen.problems:
        return say.required, False
    absent = [say.fields[name] for name, problem in screen.problems if problem in ABSENT]
    if not absent:
        return say.to_correct.format(what=", ".join(say.fields[name] for name, _ in screen.problems[:NAMED])), True
    what, more = ", ".join(absent[:NAMED]), len(screen.problems) - min(NAMED, len(absent))
    form = say.missing_more if more else say.missing
    return form.format(what=what, n=more), True
