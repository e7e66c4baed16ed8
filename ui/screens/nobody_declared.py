"""NobodyDeclared: the code was right, and nobody has declared on this number."""

from kiosk.errand_events import BackPressed, DeclarePressed
from kiosk.errand_screens import NobodyDeclared
from kiosk.events import HelpPressed
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.ways import Saying, way, ways
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.action_bar import action_bar
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.words.moments import together
from ui.words.pair import Pair


def nobody_declared(screen: NobodyDeclared, look: Look, at: Moment) -> Scene:
    """The scene of NobodyDeclared."""
    say, hand = look.words.errand.nobody, look.hand
    parts = Parts(escape=lambda: hand.choose(BackPressed))
    cards: list[Pressable] = []
    if look.site.declaring:
        cards.append(way(look, say.now, "clipboard-list", lambda: hand.choose(DeclarePressed), main=True))
    cards.append(way(look, say.staff, "concierge-bell", lambda: hand.choose(HelpPressed), main=not cards))
    back = ActButton(look, look.words.errand.keypad.back, "arrow-left", lambda: hand.choose(BackPressed), Manner.BACK)
    chip = look.words.errand.choose.unconfirmed if screen.attested else ""
    saying = Saying("clipboard-list", Pair(say.title, say.line.format(phone=together(screen.phone))), chip, warns=False)
    scene = ways(look, at, parts, saying, cards, action_bar(look, back, None))
    parts.order.append(back)
    return scene
