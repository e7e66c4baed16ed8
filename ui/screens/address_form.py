"""Step 2 as a form: provinces in a list, the wards of the one chosen beside it, the street, and what a card says."""

from collections.abc import Callable
from functools import partial

from kiosk.declaring_screens import DeclareAddress
from kiosk.errand_events import Box, EditPressed, PageTurned, Picked, Turning, Typed, UseCardAddressPressed
from kiosk.places import Place
from kiosk.questionnaire import Field
from ui.screens.identity_fields import noun_of, problem_words
from ui.screens.wizard import Kept, Page, next_button, room, side, step_page, whose
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import MEDIUM, P2, Type
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.choice_box import ChoiceBox, grid
from ui.widgets.field_box import TALL, FieldBox, caption, captioned
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Pressable, filled, outlined

PLACE = Type(34, MEDIUM, 44)
LEFT, LEFT_SQUARISH = 520, 400
PROVINCE_TALL, WARD_TALL = 70, 88
ACROSS = 3
BOXES: dict[Field, Box | Field] = {Field.PROVINCE: Box.PROVINCE_SEARCH, Field.WARD: Box.WARD_SEARCH}
"""Where letters typed for a place go: they search for it."""


def named(place: Place) -> str:
    """A province by its name alone, a ward with what it is: *Thanh Hóa*, *Xã Cẩm Tú*."""
    return place.name if place.province else place.short


class AddressForm:
    """The pieces of the form; ``controls`` are in the order of Tab."""

    def __init__(self, look: Look, screen: DeclareAddress) -> None:
        self._look, self._screen = look, screen
        campaign = look.site.campaign
        self._asked = campaign.required | campaign.optional if campaign else frozenset(Field)
        self._required = campaign.required if campaign else frozenset()
        self._problems = dict(screen.problems) if screen.tried else {}
        self.controls: list[Pressable] = []
        self.fields: dict[Field, Pressable] = {}

    def asked(self, field: Field) -> bool:
        """Whether the campaign asks for this part."""
        return field in self._asked

    def _edit(self, field: Field) -> Callable[[], None]:
        return lambda: self._look.hand.choose(lambda at: EditPressed(field, at))

    def _caption(self, field: Field, text: str, beside: str = "") -> Item:
        look, found = self._look, self._problems.get(field)
        words: Item | None = None
        if found:
            words = Label(problem_words(look, field, found), P2, look.scale, colours.STOP)
        elif beside:
            words = Label(f"– {beside}", P2, look.scale, colours.INK3)
        return caption(look, text, required=field in self._required, beside=words)

    def _typed(self, field: Field, text: str) -> Callable[[str], None]:
        """A letter of a real keyboard opens the field and goes into it."""
        hand = self._look.hand

        def typed(more: str) -> None:
            hand.choose(lambda at: EditPressed(field, at))
            hand.choose(lambda at: Typed(BOXES.get(field, field), text + more, at))

        return typed

    def _search(self, field: Field, query: str, hint: str, chosen: Place | None) -> FieldBox:
        """The field of a place: the one chosen, with a tick, or what is searched for."""
        look, say = self._look, self._look.words.declare
        label = say.identity.fields[field]
        there = named(chosen) if chosen and not query else ""
        box = FieldBox(
            look,
            query or there,
            self._edit(field),
            say.identity.edit.format(field=label, value=say.address.chosen.format(name=there))
            if there
            else f"{label}. {hint}",
            hint=hint,
            after=Icon("check", look.px(40), colours.IN, 3) if there else Icon("search", look.px(40), colours.INK3),
            wrong=field in self._problems,
            typed=self._typed(field, query),
        )
        self.controls.append(box)
        self.fields[field] = box
        return box

    def _place(self, field: Field, place: Place, chosen: Place | None, tall: float, *, beside: str = "") -> ChoiceBox:
        look = self._look
        return ChoiceBox(
            look,
            named(place),
            partial(look.hand.choose, lambda at: Picked(field, place.code, at)),
            named(place),
            chosen=chosen is not None and chosen.code == place.code,
            kind=PLACE,
            tall=tall,
            start=True,
            beside=beside,
            quiet=True,
        )

    def _turners(self, what: Turning, page: int, pages: int) -> list[ActButton]:
        look, say = self._look, self._look.words.errand.keypad

        def turn(by: int) -> Callable[[], None]:
            return lambda: look.hand.choose(lambda at: PageTurned(what, by, at))

        up = ActButton(look, say.up, "chevron-up", turn(-1), Manner.BACK, small=True)
        down = ActButton(look, say.down, "chevron-down", turn(1), Manner.BACK, small=True)
        up.be_ready(page > 0)
        down.be_ready(page < pages - 1)
        self.controls += [up, down]
        return [up, down]

    def provinces(self, width: float, height: float) -> Item:
        """The provinces: five at a time, in two columns where one would be too high."""
        look, screen = self._look, self._screen
        say = look.words.declare.address
        search = self._search(Field.PROVINCE, screen.province_query, say.search_province, screen.province)
        above = captioned(look, self._caption(Field.PROVINCE, say.province), search)
        gap = look.scale.gap(12)
        foot_tall = look.scale.touch(88, Reach.SECONDARY)
        one = above.tall(width) + foot_tall + 5 * (look.scale.touch(PROVINCE_TALL, Reach.SECONDARY) + gap) + gap
        single = one <= height and not look.scale.portrait
        boxes = [
            self._place(
                Field.PROVINCE,
                each,
                screen.province,
                PROVINCE_TALL,
                beside=say.here if each.code == screen.home and single and not look.scale.squarish else "",
            )
            for each in screen.provinces
        ]
        self.controls += boxes
        turning = self._turners(Turning.PROVINCES, screen.province_page, screen.province_pages)
        foot = side_by_side_buttons(look, turning)
        listed: Item = grid(look, boxes, 1 if single else 3 if look.scale.portrait else 2, 12)
        if not boxes:
            listed = Label(say.nothing.format(q=screen.province_query), P2, look.scale, colours.INK2, lines=3)
        return Column(above, space(gap), listed, stretch(), space(gap), Cell(foot, firm=True))

    def wards(self) -> Item:
        """The wards of the province, six at a time, or what there is instead."""
        look, screen = self._look, self._screen
        say, px = look.words.declare.address, look.px
        province = screen.province
        beside = ""
        if province and screen.ward_query:
            beside = say.results.format(n=screen.ward_count, q=screen.ward_query)
        elif province:
            beside = say.all.format(n=screen.ward_count, province=named(province))
        search = self._search(Field.WARD, screen.ward_query, say.search_ward, screen.ward)
        search.setEnabled(province is not None)
        if province is None:
            self.controls.remove(search)
            del self.fields[Field.WARD]
        row: list[Cell] = [Cell(search, grow=1), *(Cell(each, firm=True) for each in self._ward_turners())]
        above = captioned(look, self._caption(Field.WARD, say.ward, beside), Row(*row, gap=look.scale.gap(12)))
        if not screen.wards:
            text = say.nothing.format(q=screen.ward_query) if province else say.province_first
            empty = Label(text, P2, look.scale, colours.INK2, lines=2)
            return Column(above, space(look.scale.gap(14)), Cell(empty, tall=px(WARD_TALL * 2)))
        boxes = [self._place(Field.WARD, each, screen.ward, WARD_TALL) for each in screen.wards]
        self.controls += boxes
        return Column(above, space(look.scale.gap(14)), grid(look, boxes, ACROSS, 14))

    def _ward_turners(self) -> list[Pressable]:
        """*Lên*, *Xuống* for the wards, where there are more than six: signs alone, beside the search."""
        look, screen = self._look, self._screen
        if screen.ward_pages < 2:
            return []
        say = look.words.errand.keypad
        turners: list[Pressable] = []
        for by, name, sign in ((-1, say.up, "chevron-up"), (1, say.down, "chevron-down")):
            ready = 0 <= screen.ward_page + by < screen.ward_pages
            side = look.scale.touch(TALL, Reach.SECONDARY)
            act = partial(look.hand.choose, partial(PageTurned, Turning.WARDS, by))
            icon = Icon(sign, look.px(44), colours.INK if ready else colours.INK3)
            face = (
                outlined(colours.LINE_STRONG, look.px(3), look.px(20))
                if ready
                else filled(colours.SUNKEN, colours.SUNKEN, look.px(20))
            )
            content = Row(stretch(), Cell(icon, firm=True), stretch())
            turner = Pressable(content, face, look.hand, act, name, reach=Reach.SECONDARY, wide=side, tall=side)
            turner.setEnabled(ready)
            turners.append(turner)
        self.controls += turners
        return turners

    def street(self) -> Item:
        """The rest of the address, as it is written."""
        look, screen = self._look, self._screen
        say = look.words.declare
        text, found = screen.draft.get(Field.STREET), self._problems.get(Field.STREET)
        label = say.identity.fields[Field.STREET]
        name = (say.identity.edit if text else say.identity.empty).format(field=label, value=text)
        box = FieldBox(
            look,
            text,
            self._edit(Field.STREET),
            name,
            after=Icon("keyboard", look.px(42), colours.BRAND),
            wrong=found is not None,
            typed=self._typed(Field.STREET, text),
        )
        self.controls.append(box)
        self.fields[Field.STREET] = box
        problem = problem_words(look, Field.STREET, found)
        return captioned(look, caption(look, say.address.street, required=Field.STREET in self._required), box, problem)

    def card(self) -> Item | None:
        """The address on the card: to be taken where it exists today, else only to be read."""
        look, screen, px = self._look, self._screen, self._look.px
        if not screen.draft.old_address:
            return None
        say = look.words.declare.address
        words = Label(
            say.card.format(address=screen.draft.old_address), P2, look.scale, colours.INK2, strong=colours.INK, lines=2
        )
        cells = [Cell(Icon("map-pin", px(44), colours.BRAND), firm=True), Cell(words, grow=1)]
        if screen.card_fits:
            use = ActButton(
                look, say.use_card, None, lambda: look.hand.choose(UseCardAddressPressed), Manner.OTHER, small=True
            )
            self.controls.append(use)
            cells.append(Cell(use, wide=max(px(320), use.wide()), firm=True))
        row = Row(*cells, gap=px(18), pad=Pad(px(24), px(8), px(12), px(8)))
        return Panel(row, colours.CARD, edge=colours.BRAND_LINE, stroke=px(2), radius=px(18))


def side_by_side_buttons(look: Look, buttons: list[ActButton]) -> Item:
    """Two buttons of one width."""
    return Row(*(Cell(each, grow=1) for each in buttons), gap=look.scale.gap(16), align=Align.STRETCH)


def form(look: Look, screen: DeclareAddress, kept: Kept) -> Page:
    """The form as a page of the wizard."""
    px, say = look.px, look.words.declare
    made = AddressForm(look, screen)
    width, high = look.scale.width - 2 * side(look), room(look)
    gap = look.scale.gap(20)
    left_wide = px(LEFT_SQUARISH if look.scale.squarish else LEFT)
    left = made.provinces(width if look.scale.portrait else left_wide, high)
    right: list[Cell | Item] = []
    if made.asked(Field.WARD):
        right.append(made.wards())
    if made.asked(Field.STREET):
        right.append(made.street())
    if card := made.card():
        right += [stretch(), card]
    if look.scale.portrait:
        body: Item = Column(left, *right, stretch(), gap=gap)
    else:
        aside = Column(*right, gap=gap)
        body = Row(Cell(left, wide=left_wide, firm=True), Cell(aside, grow=1), gap=px(32), align=Align.STRETCH)
    missing = [noun_of(look, name) for name, _ in screen.problems] if screen.tried else []
    between = say.identity.missing.format(what=", ".join(missing)) if missing else say.address.note
    spoken = f"{say.title}. {say.steps[1]}. {between}"
    return step_page(
        look,
        kept,
        1,
        body,
        made.controls,
        between=between,
        forward=next_button(look),
        spoken=spoken,
        wrong=bool(missing),
        about=whose(look, screen.draft),
        first=_first(look, screen, kept, made),
    )


def _first(look: Look, screen: DeclareAddress, kept: Kept, made: AddressForm) -> Pressable | None:
    """Where real keys begin: at the field edited last, or at the first empty one of a form just come up."""
    left, came = kept.left, not kept.arrived
    kept.left, kept.arrived = "", True
    if left:
        empty = (field for field in made.fields if not screen.draft.get(field))
        return next((made.fields[field] for field in empty), made.fields.get(Field(left)))
    if not came or not look.hand.keyboard:
        return None
    return next((box for field, box in made.fields.items() if not screen.draft.get(field)), None)
