"""Unreadable: a code is seen and cannot be read. Says what was found, and what helps against just that."""

from typing import Final

from kiosk.scans import Finding
from kiosk.screens import CameraState, Unreadable
from ui.screens.advising import Found, advising
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.widgets.advice import Advice
from ui.widgets.boxes import Cell, Item, Row, stretch
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.viewport import Guide, Viewport

SIGNS: Final = {
    Finding.GLARE: "sun",
    Finding.BLUR: "scan-line",
    Finding.FAR: "target",
    Finding.NEAR: "target",
    Finding.CUT: "scan-qr-code",
    Finding.DARK: "sun",
    Finding.PARTIAL_CARD: "id-card",
    Finding.WEDGE_DAMAGE: "keyboard",
    Finding.NO_CODE: "circle-question-mark",
}
PICTURES: Final = {
    Finding.GLARE: "advice-glare",
    Finding.BLUR: "phone-code",
    Finding.FAR: "advice-distance",
    Finding.NEAR: "advice-distance",
    Finding.CUT: "phone-code",
    Finding.DARK: "advice-bright",
    Finding.PARTIAL_CARD: "id-card",
    Finding.WEDGE_DAMAGE: "phone-code",
    Finding.NO_CODE: "advice-flip",
}
GENERAL: Final = (Finding.NEAR, Finding.DARK, Finding.GLARE)
"""The advice that helps against most things, in the order in which it is given."""
FOR_CAMERAS: Final = (Finding.BLUR, Finding.FAR, Finding.NEAR, Finding.CUT, Finding.WEDGE_DAMAGE)
"""What is answered by holding the code before the camera in some way."""


def _advice(look: Look, finding: Finding, *, camera: bool) -> tuple[Advice, Advice, Advice]:
    say = look.words.advice

    def against(each: Finding) -> Advice:
        if not camera and each in FOR_CAMERAS:
            return Advice("scanner-stand", look.words.lost.how)
        return Advice(PICTURES[each], say.remedies[each])

    first = against(finding)
    # A card saying the same as the first, with another picture or the same, would be one card too few.
    second, third, *_ = (other for each in GENERAL if (other := against(each)).picture != first.picture)
    return first, second, third


def unreadable(screen: Unreadable, look: Look, at: Moment) -> Scene:
    """The scene of Unreadable."""
    px, say = look.px, look.words.advice
    parts = Parts()
    picture: Item
    camera = at.status.camera
    if camera is CameraState.WORKING:
        side = 300 if look.scale.portrait else 176
        view = Viewport(look, colours.PAGE, Guide(side, 7, 22, colours.WARN), radius=28, least=236)
        parts.viewports.append(view)
        picture = view
    else:
        sign = Row(stretch(), Cell(Icon("scan-barcode", px(120), colours.WARN_INK, 1.8), firm=True), stretch())
        picture = Panel(sign, colours.WARN_TINT, edge=colours.WARN_LINE, stroke=px(3), radius=px(28))
    parts.renew = lambda status: status.camera is camera
    text = say.no_code if screen.finding is Finding.NO_CODE else say.unreadable
    advice = _advice(look, screen.finding, camera=camera is CameraState.WORKING)
    found = Found(say.findings[screen.finding], SIGNS[screen.finding], text, advice)
    return advising(look, at, parts, picture, found)
