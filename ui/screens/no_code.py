"""NoCode: why no code can be had, which says nothing about the number; and who helps."""

from kiosk.errand_events import AttestPressed, BackPressed, NextPressed
from kiosk.errand_screens import NoCode, WhyNoCode
from kiosk.events import HelpPressed
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.ways import Saying, way, ways
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import action_bar
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.words.moments import together
from ui.words.pair import Pair

SIGNS = {
    WhyNoCode.OFFLINE: "kiosk-offline",
    WhyNoCode.NOT_CHECKED: "kiosk-offline",
    WhyNoCode.NOT_SENT: "smartphone",
    WhyNoCode.LIMIT: "clock-3",
    WhyNoCode.HELP: "smartphone",
}


def no_code(screen: NoCode, look: Look, at: Moment) -> Scene:
    """The scene of NoCode."""
    say, hand = look.words.errand.no_code, look.hand
    parts = Parts(escape=lambda: hand.choose(BackPressed))
    text = say.why[screen.why]
    unchecked = screen.why is WhyNoCode.NOT_CHECKED
    cards: list[Pressable] = [
        way(look, say.attest, "shield-check", lambda: hand.choose(AttestPressed), main=not unchecked)
        if screen.can_attest
        else way(look, say.staff, "concierge-bell", lambda: hand.choose(HelpPressed), main=not unchecked)
    ]
    if screen.why is not WhyNoCode.LIMIT:
        # More messages are not to be had by asking again.
        again = {WhyNoCode.HELP: say.again_help, WhyNoCode.NOT_CHECKED: say.again_check}.get(screen.why, say.again)
        retry = way(look, again, "refresh-cw", lambda: hand.choose(NextPressed), main=unchecked)
        # A code that was only not checked still counts: trying again is what helps first.
        cards.insert(0 if unchecked else 1, retry)
    back = ActButton(look, look.words.errand.keypad.back, "arrow-left", lambda: hand.choose(BackPressed), Manner.BACK)
    saying = Saying(SIGNS[screen.why], Pair(text.title, text.line.format(phone=together(screen.phone))))
    scene = ways(look, at, parts, saying, cards, action_bar(look, back, None))
    parts.order.append(back)
    return scene
