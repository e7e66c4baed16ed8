"""DeclareConsent: what for, who sees it, how long, which rights. Nothing is ticked; yes and no weigh the same."""

from dataclasses import replace
from functools import partial

from kiosk.consent import consent_words
from kiosk.declarations import AgeGroup
from kiosk.declaring_screens import DeclareConsent
from kiosk.draft import birth_of
from kiosk.errand_events import Agreed, BackPressed, RefusedConsent, SendPressed
from kiosk.people import masked_name
from kiosk.questionnaire import Field
from ui.screens.identity_fields import CHILDREN, value_of
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.wizard import ABOVE, BELOW, Kept, Page, Wizard, back_button, reach, side, whose
from ui.theme import colours
from ui.theme.type import BOLD, CAPTION, H3, MEDIUM, P2, SEMIBOLD, Type
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import reason
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel, icon_box
from ui.widgets.pressable import Pressable
from ui.widgets.stepper import GROUND, stepper
from ui.widgets.tick import Tick

STEP = 3
HEADING = Type(30, BOLD, 38)
SENTENCE = Type(28, MEDIUM, 38)
FACT = Type(31, SEMIBOLD, 40)
TOGETHER = Type(26, MEDIUM, 34)
SUMMARY = 520
CHOICE_WIDE, CHOICE_LEAST = 540, 330


def declare_consent(screen: DeclareConsent, look: Look, at: Moment) -> Scene:
    """The scene of DeclareConsent."""
    return Wizard(DeclareConsent, screen, at, lambda now, kept, _turn: _page(look, now, kept))


def ready(screen: DeclareConsent) -> bool:
    """Whether everybody who has to agree has."""
    return screen.draft.agreed and (screen.age is not AgeGroup.CHILD or screen.draft.child_agreed)


def _page(look: Look, screen: DeclareConsent, kept: Kept) -> Page:
    px, say = look.px, look.words.declare
    words = consent_words(look.site.campaign, look.language.value) if look.site.campaign else ("",) * 6
    basis, *terms, truth = words
    ticks = _ticks(look, screen, truth)
    head = Row(
        Cell(Label(say.consent.title, H3, look.scale), firm=True),
        Cell(Label(basis, CAPTION, look.scale, colours.INK2, lines=3, align=Align.END), grow=1),
        gap=px(40),
    )
    signing = Row(
        *(Cell(tick, grow=1 if at else 1.7) for at, tick in enumerate(ticks)),
        gap=look.scale.gap(20),
        align=Align.STRETCH,
    )
    agreeing: Item = Column(*ticks, gap=look.scale.gap(20)) if look.scale.portrait else signing
    tight = look.scale.squarish or (screen.age is AgeGroup.CHILD and look.scale.user > 1)
    told, summary = _terms(look, terms, basis, tight=tight), _summary(look, screen)
    if look.scale.portrait:
        brief = screen.age is AgeGroup.CHILD
        below = Cell(_summary_line(look, screen), firm=True) if brief else Cell(summary, grow=1)
        middle: Item = Column(Cell(told, grow=1.6), below, gap=px(24))
        head_item: Item = Column(
            Label(say.consent.title, H3, look.scale),
            Label(basis, CAPTION, look.scale, colours.INK2, lines=3),
            gap=px(4),
        )
    elif look.scale.squarish:
        middle = Column(Cell(told, grow=1), Cell(_summary_line(look, screen), firm=True), gap=px(14))
        head_item = Row(
            Cell(Label(say.consent.title, H3, look.scale), firm=True),
            Cell(Label(_why(look, screen), P2, look.scale, colours.INK2, lines=2, align=Align.END), grow=1),
            gap=px(40),
        )
    else:
        wide = px(SUMMARY)
        middle = Row(Cell(told, grow=1), Cell(summary, wide=wide, firm=True), gap=px(32), align=Align.STRETCH)
        head_item = head
    body = Column(head_item, space(px(14)), Cell(middle, grow=1), space(look.scale.gap(18)), Cell(agreeing, firm=True))
    parts = Parts(order=[*ticks])
    low = reach(look, kept, parts)
    margin = side(look)
    inside = Column(Cell(body, grow=1), *low, gap=px(BELOW), pad=Pad(margin, px(ABOVE), margin, px(BELOW)))
    bar, buttons = _bar(look, screen)
    content = Column(
        Cell(stepper(look, STEP, whose(look, screen.draft)), firm=True), Cell(inside, grow=1), Cell(bar, firm=True)
    )
    parts.order += buttons
    parts.escape = lambda: look.hand.choose(BackPressed)
    if ready(screen) and not screen.sending:
        parts.enter = lambda: look.hand.choose(SendPressed)
    parts.spoken = f"{say.consent.title}. {' '.join(words)}"
    return Page(content, parts)


def _terms(look: Look, terms: list[str], basis: str, *, tight: bool) -> Panel:
    """One row for each thing agreed to; where room is ``tight``, its title and its sentence in one."""
    px, say = look.px, look.words.declare.consent
    titles = (say.purpose, say.who, say.how_long, say.rights)
    rows: list[Cell | Item] = []
    for at, (title, sign, text) in enumerate(
        zip(titles, ("target", "users", "calendar-clock", "hand"), terms, strict=False)
    ):
        if at:
            rows.append(Cell(Panel(None, colours.LINE), tall=max(2, px(2))))
        if tight:
            whole = Label(f"**{title}:** {text}", SENTENCE, look.scale, colours.INK2, strong=colours.INK, lines=4)
            rows.append(Cell(Row(Cell(whole, grow=1), pad=Pad(0, px(6), 0, px(6))), grow=1))
            continue
        words = Column(
            Label(title, HEADING, look.scale), Label(text, SENTENCE, look.scale, colours.INK2, lines=4), stretch()
        )
        box = icon_box(sign, px(36), px(64), colours.BRAND, colours.BRAND_TINT, px(18))
        row = Row(Cell(box, firm=True), Cell(words, grow=1), gap=px(26), pad=Pad(0, px(12), 0, px(8)))
        rows.append(Cell(row, grow=1))
    if look.scale.squarish:
        rows += [
            Cell(Panel(None, colours.LINE), tall=max(2, px(2))),
            Label(basis, CAPTION, look.scale, colours.INK2, lines=2),
        ]
    inside = Column(*rows, pad=Pad(px(32), px(6), px(28), px(6)))
    return Panel(inside, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24))


def _facts(look: Look, screen: DeclareConsent) -> list[tuple[str, str]]:
    """What was filled in, masked: the person must recognise it, the next one in the queue must not."""
    say = look.words.declare.consent
    birth = birth_of(screen.draft.get(Field.BIRTH))
    who = [screen.name, str(birth.year) if birth else "", value_of(Field.SEX, screen.draft, look)]
    return [
        (say.name, " · ".join(filter(None, who))),
        (say.declarant, _declarant(look, screen)),
        (say.address, screen.address),
        (say.phone, screen.phone),
        (say.questions, say.answered.format(n=screen.answered, of=screen.questions) if screen.questions else ""),
    ]


def _declarant(look: Look, screen: DeclareConsent) -> str:
    """Who declares for somebody else, masked, and what they are to them."""
    draft = screen.draft
    if not draft.for_other:
        return ""
    child = screen.age in CHILDREN
    relation = value_of(Field.RELATIONSHIP, draft, look)
    if child and draft.relationship:
        relation = look.words.declare.identity.child_relations.get(draft.relationship, relation)
    return " · ".join(filter(None, (masked_name(draft.get(Field.REPRESENTATIVE)) if child else "", relation)))


def _summary_line(look: Look, screen: DeclareConsent) -> Panel:
    """The summary on one line or two, where it has no column of its own."""
    px = look.px
    say = look.words.declare.consent
    facts = _facts(look, screen)
    text = " · ".join(f"{title}: {text}" if title == say.declarant else text for title, text in facts if text)
    row = Row(
        Cell(Label(text, P2.weighing(SEMIBOLD), look.scale, lines=2), grow=1), pad=Pad(px(28), px(8), px(28), px(8))
    )
    return Panel(row, GROUND, edge=colours.LINE, stroke=px(2), radius=px(20))


def _why(look: Look, screen: DeclareConsent) -> str:
    """Why it cannot be sent yet; nothing once it can."""
    say = look.words.declare.consent
    if ready(screen):
        return ""
    return say.first_ticks if screen.age is AgeGroup.CHILD else say.first_tick


def _summary(look: Look, screen: DeclareConsent) -> Panel:
    """The summary as a column."""
    px, say = look.px, look.words.declare.consent
    lines: list[Cell | Item] = [Label(say.summary, HEADING, look.scale)]
    for title, text in _facts(look, screen):
        if not text:
            continue
        if screen.draft.for_other:  # one fact more, and two ticks below: title and text on one line
            lines += [
                space(px(6)),
                Label(f"{title}: **{text}**", TOGETHER, look.scale, colours.INK2, strong=colours.INK, lines=2),
            ]
            continue
        above = Label(title, CAPTION, look.scale, colours.INK2)
        lines += [space(px(6)), Column(above, Label(text, FACT, look.scale, lines=2), gap=px(4))]
    inside = Column(*lines, stretch(), pad=Pad(px(32), px(16), px(28), px(12)))
    return Panel(inside, GROUND, edge=colours.LINE, stroke=px(2), radius=px(24))


def _ticks(look: Look, screen: DeclareConsent, truth: str) -> list[Tick]:
    """One's own tick; for somebody else the representative's, and a child's own from seven years on."""
    say, draft, hand = look.words.declare.consent, screen.draft, look.hand
    if screen.age is AgeGroup.CHILD:
        look = replace(look, scale=replace(look.scale, user=1.0))  # two ticks leave no room for larger text

    def tick(text: str, ticked: bool, *, child: bool) -> Tick:
        act = partial(hand.choose, lambda at: Agreed(not ticked, at, child=child))
        two = screen.age is AgeGroup.CHILD
        made = Tick(look, text, act, ticked=ticked, wanted=screen.tried, lines=4 if two or look.scale.portrait else 2)
        made.setEnabled(not screen.sending)
        return made

    ticks = [tick(say.tick_for.format(truth=truth) if draft.for_other else truth, draft.agreed, child=False)]
    if screen.age is AgeGroup.CHILD:
        ticks.append(tick(say.tick_child, draft.child_agreed, child=True))
    return ticks


def _bar(look: Look, screen: DeclareConsent) -> tuple[Item, list[Pressable]]:
    """Back, and the two answers: of one size, drawn alike."""
    px, say, hand = look.px, look.words.declare.consent, look.hand
    back = back_button(look)
    refuse = ActButton(look, say.refuse, None, lambda: hand.choose(RefusedConsent), Manner.OTHER)
    send = ActButton(
        look, say.sending if screen.sending else say.send, "send", lambda: hand.choose(SendPressed), Manner.OTHER
    )
    send.be_ready(ready(screen) and not screen.sending)
    for each in (back, refuse):
        each.be_ready(not screen.sending)
    words: Item = reason(look, "" if look.scale.squarish else _why(look, screen))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    gap = look.scale.gap(28)
    if look.scale.portrait:
        answers = Row(Cell(refuse, grow=1), Cell(send, grow=1), gap=gap)
        ways = Row(Cell(back, wide=max(back.wide(), px(312)), firm=True), Cell(words, grow=1), gap=gap)
        inside: Item = Column(answers, ways, gap=gap, pad=Pad(px(48), px(28), px(48), px(30)))
        return Panel(Column(rule, Cell(inside, grow=1)), colours.CARD, tall=px(184)), [refuse, send, back]
    # As wide as the picture has them, less where the reason between would be squeezed.
    wide = px(
        max(
            CHOICE_LEAST,
            min(CHOICE_WIDE, (look.scale.across - 2 * 56 - 3 * 28 - 280 - (0 if look.scale.squarish else 320)) / 2),
        )
    )
    row = Row(
        Cell(back, wide=max(back.wide(), px(280)), firm=True),
        Cell(words, grow=1),
        Cell(refuse, wide=wide, firm=True),
        Cell(send, wide=wide, firm=True),
        gap=gap,
        pad=Pad(px(56), 0, px(56), 0),
    )
    return Panel(Column(rule, Cell(row, grow=1)), colours.CARD, tall=px(152)), [back, refuse, send]
