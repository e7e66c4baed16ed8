"""What stands around the fields of step 1: the banner above them, and what is still wanting below."""

from kiosk.declaring_screens import DeclareIdentity
from kiosk.draft import FieldProblem
from ui.screens.identity_fields import noun_of
from ui.theme import colours
from ui.theme.type import P2
from ui.widgets.boxes import Cell, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel

ABSENT = (FieldProblem.MISSING, FieldProblem.PHONE_EMPTY)
NAMED = 2
"""How many missing fields are called by name."""
TALL, SLIM = 100, 64


def banner(look: Look, screen: DeclareIdentity, *, slim: bool) -> Panel:
    """Where what stands there came from, or how it comes there faster. A ``slim`` one leaves room for the fields."""
    px = look.px
    say = look.words.declare.identity
    kinds = {kind.value: name for kind, name in look.words.reading.kinds.items()}
    card = kinds.get(screen.draft.card or "")
    if not screen.draft.from_card:
        words, sign = say.hint, "scan-line"
    elif card:
        inline = card[:1].lower() + card[1:] if card[1:2].islower() else card
        words, sign = say.from_card_of.format(card=inline), "id-card"
    else:
        words, sign = say.from_card, "id-card"
    air = px(4 if slim else 10)
    content = Row(
        Cell(Icon(sign, px(40 if slim else 52), colours.BRAND), firm=True),
        Cell(Label(words, P2, look.scale, lines=2), grow=1),
        gap=px(24),
        pad=Pad(px(28), air, px(28), air),
    )
    return Panel(content, colours.BRAND_TINT, radius=px(22), tall=px(SLIM if slim else TALL))


def between(look: Look, screen: DeclareIdentity) -> tuple[str, bool]:
    """What stands between the buttons, and whether it says that something is wanting."""
    say = look.words.declare.identity
    if screen.asking:
        return say.asking, False
    if not screen.tried or not screen.problems:
        return say.required, False
    absent = [noun_of(look, name) for name, problem in screen.problems if problem in ABSENT]
    if not absent:
        return say.to_correct.format(what=", ".join(noun_of(look, name) for name, _ in screen.problems[:NAMED])), True
    what, more = ", ".join(absent[:NAMED]), len(screen.problems) - min(NAMED, len(absent))
    form = say.missing_more if more else say.missing
    return form.format(what=what, n=more), True
