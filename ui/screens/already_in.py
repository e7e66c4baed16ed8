"""AlreadyIn: the commonest doubt. Never guess, never record twice; doing nothing changes nothing."""

from kiosk.events import EnterChosen, LeaveChosen, StayChosen
from kiosk.screens import AlreadyIn
from ui.screens.question import question
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.widgets.button import choice
from ui.widgets.look import Look
from ui.widgets.pressable import filled, outlined
from ui.words.moments import clock, short_day

GLASS = 0.16


def gate_inline(gate: str, look: Look) -> str:
    """The name of a gate in the middle of a sentence; this kiosk's own in the language of the screen.

    Visits keep the Vietnamese name. A first word that is a sign (B3, ICU) stays as it is.
    """
    own = look.site.gate
    text = own.of(look.language) if gate == own.vi else gate
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def already_in(screen: AlreadyIn, look: Look, at: Moment) -> Scene:
    """The scene of AlreadyIn."""
    px, say, hand = look.px, look.words.already, look.hand
    clear = colours.faint(colours.WHITE, GLASS)
    radius = px(32)
    leave = choice(
        look,
        say.leave,
        "log-out",
        lambda: hand.choose(LeaveChosen),
        filled(colours.OUT, colours.OUT_DARK, radius),
        clear,
        colours.WHITE,
    )
    if screen.earlier_day:
        enter = choice(
            look,
            say.enter,
            "log-in",
            lambda: hand.choose(EnterChosen),
            filled(colours.IN, colours.IN_DARK, radius),
            clear,
            colours.WHITE,
        )
        buttons = [enter, leave]
        form = say.earlier_line if screen.name else say.earlier_line_nameless
        texts = (say.earlier_title, form.format(name=screen.name, date=short_day(screen.since, look.language)))
    else:
        stay = choice(
            look,
            say.stay,
            "map-pin-check",
            lambda: hand.choose(StayChosen),
            outlined(colours.BRAND, px(3), radius),
            colours.BRAND_TINT,
            colours.INK,
        )
        buttons = [leave, stay]
        form = say.line if screen.name else say.line_nameless
        texts = (
            say.title,
            form.format(name=screen.name, time=clock(screen.since), gate=gate_inline(screen.gate, look)),
        )
    parts = Parts(escape=lambda: hand.choose(StayChosen))
    return question(look, at, parts, texts, buttons, say.default)
