"""The list of people who came and left: everybody in a table, one person in full beside it, all by keys."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from kiosk.desk import acts_scanned
from kiosk.desk.acts import Acts, Done, Said
from kiosk.desk.acts_scanned import Found, Nowhere, Number, Whose
from kiosk.desk.acts_slip import SlipPlace
from kiosk.desk.listing import Listing
from kiosk.desk.rows import RowFilter, RowKey
from kiosk.desk.tools import DeskTools
from kiosk.desk.unmasking import Unmasking
from kiosk.scans import Scan
from kiosk.screens import Language, Status
from kiosk.staff import Right
from ui.printing.evacuation import EvacuationPlace
from ui.staff.around import Around, ToList, ToLookup, ToProxy, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.chip import Tone
from ui.staff.list.asking import Asking
from ui.staff.list.cells import Setting
from ui.staff.list.deeds import Deeds, sentence
from ui.staff.list.evacuation_dialog import PaperPlace
from ui.staff.list.face import Handlers, ListFace
from ui.staff.list.facts import person_of
from ui.staff.list.mask_clock import MaskClock
from ui.staff.list.top import ANY_WAY
from ui.staff.page import DeskPage
from ui.words.desk_list_words import list_words
from ui.words.moments import HERE

_FILTER_KEYS: Final = {Qt.Key(int(Qt.Key.Key_1) + place): each for place, each in enumerate(RowFilter)}
_PRESSED: Final = {
    Qt.Key.Key_P: "print",
    Qt.Key.Key_E: "correct",
    Qt.Key.Key_R: "out",
    Qt.Key.Key_Delete: "annul",
}


class ListPage(DeskPage):
    """The page. Files are kept in ``export_folder``; ``site`` is the name of the place, for paper and files."""

    def __init__(self, look: DeskLook, tools: DeskTools, around: Around, export_folder: Path, site: str = "") -> None:
        super().__init__()
        self._look, self._tools, self._around = look, tools, around
        self._say = list_words(look.language)
        self._scans = 0
        gate = tools.rules().gate
        self.listing = Listing(tools, self._listed)
        self.acts = Acts(tools, self._show_person, self._recorded)
        self.masking = Unmasking(tools, self._bare)
        paper = PaperPlace(EvacuationPlace(site, gate), look.language, export_folder)
        self.asking = Asking(look, self._say, tools, around, self.acts, self.masking, paper, self.refresh)
        slip = SlipPlace(site, gate, "", look.language)
        self.deeds = Deeds(tools, around, self.listing, self.acts, self.asking, self._say.said, slip)
        do = Handlers(
            self.listing.more, self.listing.select, self.deeds.act, self.deeds.open, self.listing.see, self.keyed,
            self.deeds.press, self._to_table, self._everywhere, self.refresh,
        )  # fmt: skip
        self.face = ListFace(self, look, self._say, self._setting(), do)
        self._mask_clock = MaskClock(self.masking, tools.lanes.list, self.face.top.masked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", False)  # it has the keys only while there is no line to have them
        self._connect()
        self._listed()

    # What the window says

    def opened(self) -> None:
        """Ask for the list, and take the keys."""
        self.face.allow(self._may, declaring=self.deeds.declaring())
        if self._may(Right.SEE_PEOPLE):
            self.listing.open()
        self._focus_table()

    def wanted(self, wish: Wish) -> None:
        """Show what another page has sent somebody here for."""
        if isinstance(wish, ToList):
            self.filter(wish.filter)
            if wish.key is not None:
                self.listing.select(wish.key, held=True)
                self.deeds.open(wish.key)

    def left(self) -> None:
        """Forget everybody."""
        self._scans += 1
        self._mask_clock.stop()
        self.asking.close()
        self.masking.mask()
        self.deeds.forget()
        self.acts.leave()
        self.listing.leave()
        self.face.top.search.setText("")  # unlike clear(), it cannot be undone
        self.face.top.filters.choose(RowFilter.ALL)
        self.face.top.way.pick(ANY_WAY)
        self.face.note.hide()

    def refresh(self) -> None:
        """Something was recorded or sent."""
        self.listing.refresh()

    def status(self, status: Status) -> None:  # noqa: ARG002 - only that it has changed
        """Somebody has come or left, or something was sent."""
        self.listing.refresh()

    def take(self, scan: Scan) -> bool:
        """Open whoever holds this card."""
        self._scans += 1
        acts_scanned.find(scan, self._tools, partial(self._found, self._scans))
        return True

    def nobody_known(self) -> bool:
        """Whether the card that was read is nobody's on the list."""
        return self.face.declare.isVisible()

    def keyed(self, event: QKeyEvent) -> bool:
        """Keys of the page."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.isAutoRepeat():
            return False
        if held == Qt.KeyboardModifier.ControlModifier:
            return self._keyed_with_control(key)
        if held:
            return False
        if key in _PRESSED:
            self.deeds.press(_PRESSED[key])
        elif key is Qt.Key.Key_F3:
            self.face.top.search.setFocus()
            self.face.top.search.selectAll()
        elif key is Qt.Key.Key_Escape:
            self._escape()
        elif key is Qt.Key.Key_F8 and self.face.refused.isVisible():
            self.asking.work()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget of the page wanted."""
        if not self.keyed(event):
            event.ignore()

    def filter(self, which: RowFilter) -> None:
        """Show other people."""
        self.face.top.filters.choose(which)
        self.listing.filter(which)

    # What the presenters say

    def _listed(self) -> None:
        """The list is another one."""
        state, face = self.listing.state, self.face
        face.take(state, self._setting())
        face.top.days(self._today, state.wanted.day, english=self._look.language is Language.EN)
        face.tell_refused(state, may=self._may(Right.WORK_LIST))
        acts = self.acts.state
        opened = acts.detail.row.key if acts.detail is not None else acts.opening
        if opened is not None and opened != state.selected:
            self.acts.close()  # every key is for one person: whoever is chosen, who is the one that is open
        elif acts.detail is not None:
            self._show_person()

    def _show_person(self) -> None:
        """Whoever is open is another one, or their line has changed."""
        if not isValid(self):  # type: ignore[no-untyped-call] # an answer after the page was made anew
            return
        state = self.acts.state
        if state.detail is None:
            self.face.person.waiting(self._say.person.opening) if state.opening else self.face.person.nobody()
            return
        person = person_of(self.deeds.current(state.detail), self._say, self._tools.rules(), self._look.language)
        self.face.person.show_person(self.deeds.shown(state.detail, person, self._look.language))
        self.deeds.opened()

    def _recorded(self, key: RowKey, said: Said) -> None:
        """Something was done to a line, or could not be."""
        if not isValid(self):  # type: ignore[no-untyped-call]
            return
        detail = self.acts.state.detail
        if self.isVisible():
            self._around.toast(*sentence(said, self._say.said))
        if said.key is not None:
            self.listing.select(said.key)
        self.listing.refresh()
        key_now, still = said.key or key, self.listing.state.selected
        if said.why == "stopped":
            self.deeds.stopped(key)
        elif detail is not None and detail.row.key == key and said.done is not Done.FAILED and still == key_now:
            self.deeds.open(key_now)  # where the line has gone with its act, so has the person

    def _bare(self, bare: bool) -> None:
        self.listing.bare(bare)
        self._mask_clock.tick()
        if not bare and self.isVisible():
            self._around.toast(self._say.said.remasked, Tone.NOTE)

    def _found(self, scans: int, whose: Whose) -> None:
        """A code was read; if another was meanwhile, or the page was left, it is nobody's."""
        if scans != self._scans:
            return
        self.face.note.hide()
        match whose:
            case Found(key):
                self.listing.select(key, held=True)
                self.deeds.open(key)
            case Number(phone):
                self._around.go(ToLookup("0" + phone.removeprefix("+84")))
            case Nowhere(why):
                self.face.note.say(self._say.said.unfound[why], Tone.WARN)
                self.face.note.show()

    def _may(self, right: Right) -> bool:
        staff = self._tools.signed_in()
        return staff is not None and staff.may(right)

    @property
    def _today(self) -> date:
        return self._tools.clock.now().astimezone(HERE).date()

    def _setting(self) -> Setting:
        wanted, must = self.listing.state.wanted, self.deeds.must_declare()
        return Setting(self._say.table, self._look.language, wanted.filter, self._today, must)

    def _connect(self) -> None:
        top, face = self.face.top, self.face
        top.search.textChanged.connect(self.listing.search)
        top.day.picked.connect(self._day_picked)
        top.way.picked.connect(lambda: self.listing.way(top.chosen_way()))
        top.filters.chosen.connect(lambda: self.listing.filter(top.filters.value()))
        top.mask_button.clicked.connect(self._mask_pressed)
        top.lookup.clicked.connect(lambda: self._around.open_lookup())
        top.proxy.clicked.connect(lambda: self._around.open_proxy())
        top.export.clicked.connect(self._export)
        top.evacuate.clicked.connect(lambda: self.asking.evacuate())
        face.declare.clicked.connect(lambda: self._around.go(ToProxy()))
        face.work.clicked.connect(lambda: self.asking.work())

    def _keyed_with_control(self, key: Qt.Key) -> bool:
        others = {Qt.Key.Key_M: self._mask_pressed, Qt.Key.Key_P: self.asking.evacuate, Qt.Key.Key_E: self._export}
        if key in _FILTER_KEYS:
            self.filter(_FILTER_KEYS[key])
        elif key in others:
            others[key]()
        return key in _FILTER_KEYS or key in others

    def _escape(self) -> None:
        """What was typed goes first, then what was said, then whoever is open."""
        search = self.face.top.search
        if self.window().focusWidget() is search and search.text():
            search.setText("")
        elif self.face.note.isVisible():
            self.face.note.hide()
        elif self.acts.state.detail is not None:
            self.acts.close()
        else:
            search.setText("")
        self.listing.search_now()
        self._focus_table()

    def _focus_table(self) -> None:
        (self.face.table if self.listing.state.rows else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_table(self) -> None:
        self.listing.search_now()
        self._focus_table()

    def _everywhere(self) -> None:
        self.face.top.filters.choose(RowFilter.ALL)
        self.face.top.way.pick(ANY_WAY)
        self.listing.everywhere()

    def _day_picked(self) -> None:
        day = self.face.top.chosen_day()
        if day is None:
            self._listed()  # the one that was chosen stands there until another is
            self.asking.day(self._today, self.listing.day)
        else:
            self.listing.day(day)

    def _mask_pressed(self) -> None:
        (self.masking.mask if self.masking.seconds_left > 0 else self.asking.unmask)()

    def _export(self) -> None:
        self.asking.export(self.listing.state, self.face.top.day.edit.text())
