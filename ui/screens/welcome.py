"""Welcome: MỜI VÀO. Lets through, says where to go, frees the camera. Nothing has the focus."""

from kiosk.screens import Welcome
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import WELCOME, heading, line_with_icon, next_person, sheet, top_line, what_next
from ui.theme.type import H3, VLINE, VNAME, WORD, WORD_PORTRAIT
from ui.widgets.boxes import Align, Cell, Column, Item
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.words.moments import clock, short_day


def welcome(screen: Welcome, look: Look, at: Moment) -> Scene:
    """The scene of Welcome."""
    px, say, upright = look.px, look.words.welcome, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    line = say.line.format(time=clock(screen.at))
    # Card codes are unsigned: whoever lets people in must not take a card that was read for one that was checked.
    more_words = look.words.errand.more
    trust = say.verified if screen.verified else say.unverified
    if screen.attested:
        trust = more_words.attested
    elif screen.confirmed and not screen.verified:
        trust = more_words.confirmed
    facts = line_with_icon(look, WELCOME, "log-in", [line] if screen.certificate else [line, trust], VLINE)
    next_step = look.site.next_step.of(look.language) or say.next_default
    word = Label(say.word, WORD_PORTRAIT if upright else WORD, look.scale, WELCOME.text, align=align)
    lines: list[Cell | Item] = [word]
    if screen.name:
        lines.append(Label(screen.name, VNAME, look.scale, WELCOME.text, align=align))
    if screen.others:
        form = more_words.other if screen.others == 1 else more_words.others
        lines.append(Label(form.format(n=screen.others), H3, look.scale, WELCOME.text, align=align))
    lines.append(facts)
    if screen.certificate:
        said = more_words.certificates[screen.certificate]
        lines.append(line_with_icon(look, WELCOME, "shield-check", [said], VLINE))
    more = say.again if screen.again else (say.invite if screen.invite_to_declare else "")
    if not more and screen.declared_until:
        more = more_words.declared_until.format(date=short_day(screen.declared_until, look.language))
    parts.spoken = say.spoken.format(word=say.word, name=screen.name, line=line, next=next_step)
    content = Column(
        Cell(top_line(look, WELCOME, at, parts), tall=px(176 if upright else 104)),
        heading(look, WELCOME, lines),
        sheet(
            look, (what_next(look, WELCOME, (say.next, next_step, more)), next_person(look, WELCOME, at, parts)), 760
        ),
    )
    return Scene(content, parts, ground=WELCOME.ground, bar=False, verdict=True)
