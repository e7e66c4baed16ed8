"""Waiting: hold your code in the frame. The code is the interface; nobody has to touch anything to come in."""

from PySide6.QtGui import QKeyEvent

from kiosk.errand_events import DeclarePressed, PhonePressed
from kiosk.events import HelpPressed, HomeChosen, LeavingPressed
from kiosk.screens import CameraState, Status, Waiting
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.waiting_pieces import Pieces, headline
from ui.site import Declarations
from ui.theme import colours
from ui.widgets.accepted import Accepted
from ui.widgets.boxes import Item
from ui.widgets.keypad import key_of
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.lost_picture import scanner_panel, side_in_words, staff_panel
from ui.widgets.pressable import Pressable
from ui.widgets.staff_call import StaffCall
from ui.widgets.tile import Tile
from ui.widgets.viewport import Guide, Viewport
from ui.words.shape import Pair

DIGITS = frozenset("0123456789")


def invitation(screen: Waiting, look: Look, status: Status) -> Pair:
    """What somebody is to do first, by what can read a code."""
    say = look.words
    if status.camera is CameraState.WORKING:
        return Pair(say.waiting.leave_title if screen.leaving else say.waiting.title, say.waiting.line)
    if not status.scanner:
        return say.errand.more.nothing_reads if look.site.phone_lookup else say.lost.both
    line = say.lost.line if status.camera is CameraState.LOST else say.lost.line_no_camera
    return Pair(say.lost.title, line.format(side=side_in_words(look)))


def tiles(screen: Waiting, look: Look, *, codes: bool = True) -> list[Tile]:
    """The tiles; where no code can be read, only the way to a person."""
    say, hand, upright = look.words.waiting, look.hand, look.scale.portrait
    tall = 176 if upright else 156
    main_tall = 176 if upright else 212
    all_of_them = [
        Tile(look, say.tile_phone, "phone", lambda: hand.choose(PhonePressed), main=True, tall=main_tall)
        if look.site.phone_lookup
        else Tile(look, say.tile_help, "concierge-bell", lambda: hand.choose(HelpPressed), main=True, tall=main_tall)
    ]
    if not codes:
        return all_of_them
    declares = look.site.declarations is not Declarations.OFF and look.site.declaring
    slim = upright and declares
    if declares:
        declare = say.tile_declare
        sheet = Tile(look, declare, "clipboard-list", lambda: hand.choose(DeclarePressed), slim=slim, tall=tall)
        all_of_them.append(sheet)
    if screen.leaving:
        back = Pair(look.words.common.home, "")
        last = Tile(look, back, "undo-2", lambda: hand.choose(HomeChosen), slim=slim, tall=tall)
    else:
        last = Tile(look, say.tile_leave, "log-out", lambda: hand.choose(LeavingPressed), slim=slim, tall=tall)
    return [*all_of_them, last]


def within_reach(look: Look, status: Status, pieces: Pieces, parts: Parts) -> None:
    """On a high display *call staff* and VI/EN stand below the tiles, where a wheelchair user reaches them."""
    if not look.scale.portrait:
        return
    pieces.call = StaffCall(look, status.staff_called_at, tall=128, two_lines=status.capacity is not None)
    pieces.languages = LanguageSwitch(look, wide=96, tall=128)
    parts.calls.append(pieces.call)
    parts.order += [pieces.call, *pieces.languages.cells]


def waiting(screen: Waiting, look: Look, at: Moment) -> Scene:
    """The scene of Waiting."""
    status = at.status
    working = status.camera is CameraState.WORKING
    picture: Item
    parts = Parts()
    if working:
        guide = Guide(side=430 if look.scale.portrait else 360)
        frame = colours.OUT if screen.leaving else None
        view = Viewport(look, colours.PAGE, guide, frame=frame, marking=True)
        parts.viewports.append(view)
        picture = view
    else:
        picture = scanner_panel(look) if status.scanner else staff_panel(look)
    pieces = Pieces(
        look,
        *headline(look, invitation(screen, look, status)),
        picture,
        tiles(screen, look, codes=working or status.scanner),
        Accepted(look, upright=look.scale.portrait) if working or status.scanner else None,
    )
    pieces.count(status.inside, status.capacity)
    pieces.advise()
    order: list[Pressable] = list(pieces.tiles)
    parts.order += order
    within_reach(look, status, pieces, parts)

    def same(new: Status) -> bool:
        shown = (status.inside, status.capacity, status.camera, status.scanner)
        return shown == (new.inside, new.capacity, new.camera, new.scanner)

    def typed(event: QKeyEvent) -> bool:
        key = key_of(event)
        if key not in DIGITS:
            return False
        look.hand.choose(lambda now: PhonePressed(now, key))
        return True

    parts.keys = typed if look.site.phone_lookup else None
    parts.enter = pieces.tiles[0].click
    parts.escape = (lambda: look.hand.choose(HomeChosen)) if screen.leaving else None
    parts.renew = same
    parts.arrange = lambda _width, height: pieces.make_room(height)
    parts.spoken = f"{pieces.title.text()}."
    return Scene(pieces.placed(), parts, strip=True)
