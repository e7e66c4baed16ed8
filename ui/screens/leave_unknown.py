"""LeaveUnknown: somebody leaves of whom no arrival is known. Record the departure all the same?"""

from kiosk.events import LeaveChosen, StayChosen
from kiosk.screens import LeaveUnknown
from ui.screens.already_in import GLASS
from ui.screens.question import question
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.widgets.button import choice
from ui.widgets.look import Look
from ui.widgets.pressable import filled, outlined


def leave_unknown(screen: LeaveUnknown, look: Look, at: Moment) -> Scene:
    """The scene of LeaveUnknown."""
    px, say, hand = look.px, look.words.already, look.hand
    radius = px(32)
    leave = choice(
        look,
        say.leave_anyway,
        "log-out",
        lambda: hand.choose(LeaveChosen),
        filled(colours.OUT, colours.OUT_DARK, radius),
        colours.faint(colours.WHITE, GLASS),
        colours.WHITE,
    )
    rather_not = choice(
        look,
        say.leave_not,
        "undo-2",
        lambda: hand.choose(StayChosen),
        outlined(colours.BRAND, px(3), radius),
        colours.BRAND_TINT,
        colours.INK,
    )
    parts = Parts(escape=lambda: hand.choose(StayChosen))
    line = say.leave_unknown_line if screen.name == "" else say.leave_unknown_line_named.format(name=screen.name)
    return question(look, at, parts, (say.leave_unknown, line), [leave, rather_not], say.default, not_me=False)
