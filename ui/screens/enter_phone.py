"""EnterPhone: the number is typed digit by digit; what is wrong with it is said at once, never after the fact."""

from PySide6.QtGui import QKeyEvent

from kiosk.errand_events import BackPressed, Box, EyePressed, NextPressed, Typed
from kiosk.errand_screens import EnterPhone
from kiosk.phone import PhoneProblem
from kiosk.screens import Screen
from ui.screens.keypad_page import KeypadPage, headline
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import SUBTITLE
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import reason
from ui.widgets.boxes import Cell, Layers, Pad, Row, space
from ui.widgets.keypad import Keypad, edited, key_of
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.message import MessageLine, Tone
from ui.widgets.number_field import Eye, NumberField, missing
from ui.widgets.panel import Icon, Panel
from ui.words.errand_shape import PhoneWords

LONGEST = 15
"""More than a number has: who types too much is told so, and sees it."""


def said_of(screen: EnterPhone, say: PhoneWords) -> tuple[str, Tone]:
    """What the line below the field says, and how it is meant."""
    if screen.problem is None:
        return (say.unusual, Tone.NOTE) if screen.unusual else (say.ready, Tone.WELL)
    if screen.problem is PhoneProblem.TOO_SHORT:
        return say.missing.format(n=max(1, missing(screen.digits))), Tone.HINT
    return say.problems[screen.problem], Tone.HINT if screen.problem is PhoneProblem.EMPTY else Tone.WRONG


def note(look: Look, text: str) -> Panel:
    """What the number is for, and who helps without one."""
    px = look.px
    content = Row(
        Cell(Icon("shield-check", px(52), colours.BRAND), firm=True),
        Cell(Label(text, SUBTITLE, look.scale, lines=4), grow=1),
        gap=px(28),
        pad=Pad(px(32), px(24), px(28), px(24)),
    )
    return Panel(content, colours.BRAND_TINT, radius=px(24))


def enter_phone(screen: EnterPhone, look: Look, at: Moment) -> Scene:
    """The scene of EnterPhone."""
    px, say, hand = look.px, look.words.errand.phone, look.hand
    keys = look.words.errand.keypad
    parts = Parts()
    field = NumberField(look, say.box, screen.digits, hidden=screen.hidden)
    eye = Eye(look, lambda: hand.choose(EyePressed), hidden=screen.hidden)
    message = MessageLine(look, *said_of(screen, say))
    why = reason(look, "")
    forward = ActButton(look, keys.next, "arrow-right", lambda: hand.choose(NextPressed), after=True)

    def press(key: str) -> None:
        text = edited(field.text, key, LONGEST)
        hand.choose(lambda now: Typed(Box.PHONE, text, now))

    def typed(event: QKeyEvent) -> bool:
        key = key_of(event)
        if key:
            press(key)
        return bool(key)

    def show(new: EnterPhone) -> None:
        field.show_text(new.digits, hidden=new.hidden)
        eye.be(hidden=new.hidden)
        message.say(*said_of(new, say))
        forward.say(say.asking if new.asking else keys.next)
        forward.be_ready(new.problem is None and not new.asking)
        short = new.problem in (PhoneProblem.EMPTY, PhoneProblem.TOO_SHORT)
        why.set_text("" if new.problem is None else say.to_go if short else say.to_fix)
        parts.enter = None if new.problem is not None or new.asking else lambda: hand.choose(NextPressed)
        parts.spoken = f"{say.title}. {message.label.text()}"

    def take(new: Screen) -> bool:
        if not isinstance(new, EnterPhone):
            return False
        show(new)
        return True

    show(screen)
    parts.take, parts.keys = take, typed
    parts.escape = lambda: hand.choose(BackPressed)
    tight = look.scale.user > 1 or look.scale.squarish
    page = KeypadPage(
        look,
        at,
        parts,
        [
            *headline(look, say.title, say.line),
            space(px(36)),
            Layers(field, field.with_eye(eye)),
            space(px(18)),
            Cell(message, tall=px(88 if tight else 44)),
        ],
        Keypad(look, press),
        ActButton(look, keys.back, "arrow-left", lambda: hand.choose(BackPressed), Manner.BACK),
        forward,
        [note(look, say.why if look.scale.portrait else f"{say.why}\n{say.none}")],
        None if look.scale.portrait else why,
        [eye],
    )
    return page.scene()
