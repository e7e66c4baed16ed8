"""The widgets of the list and where they stand. What they do is the page's."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from kiosk.desk.acts import MainAct
from kiosk.desk.listing import ListState
from kiosk.desk.rows import RowFilter, RowKey
from kiosk.staff import Right
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.panel import Panel
from ui.staff.list.below import Foot, Nobody
from ui.staff.list.cells import Setting
from ui.staff.list.model import ListModel
from ui.staff.list.person_panel import WIDE, PersonPanel
from ui.staff.list.table import ListTable
from ui.staff.list.top import ListTop
from ui.words.desk_list_shape import ListWords
from ui.words.moments import number


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the widgets call."""

    more: Callable[[], None]
    choose: Callable[[RowKey | None], None]
    act: Callable[[RowKey], None]
    open_: Callable[[RowKey], None]
    seen: Callable[[int, int], None]
    keyed: Callable[[QKeyEvent], bool]
    press: Callable[[str], None]
    to_table: Callable[[], None]
    everywhere: Callable[[], None]
    again: Callable[[], None]


class ListFace:
    """Lays itself out on ``page``. ``note`` and ``refused`` are hidden until there is something to say."""

    def __init__(self, page: QWidget, look: DeskLook, say: ListWords, setting: Setting, do: Handlers) -> None:
        self._page, self._look, self._say = page, look, say
        self.model = ListModel(setting, do.more, page)
        self.table = ListTable(look, self.model, do.choose, do.act, do.open_, do.seen, do.keyed)
        self.top = ListTop(look, say.top, do.to_table)
        self.nobody = Nobody(look, say.table, do.everywhere, do.again)
        self.foot = Foot(look, say.table, look.language)
        self.person = PersonPanel(look, say, do.press)
        self.declare = StaffButton(look, say.said.declare, key="F2", small=True)
        self.note = StaffBanner(look, "", Tone.WARN, [self.declare])
        self.work = StaffButton(look, say.table.acts[MainAct.HANDLE], key="F8", small=True)
        self.refused = StaffBanner(look, "", Tone.STOP, [self.work])
        self.note.hide()
        self.refused.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        px, portrait = self._look.px, self._look.scale.portrait
        whole = QVBoxLayout(self._page)
        whole.setContentsMargins(px(28), px(20), px(28), px(22))
        whole.setSpacing(px(14))
        whole.addWidget(self.top)
        whole.addWidget(self.note)
        whole.addWidget(self.refused)
        frame = Panel(self._look)
        inside = frame.layout()
        if inside is not None:
            inside.setContentsMargins(px(2), px(2), px(2), px(2))
            inside.setSpacing(0)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nobody)
        frame.body.setSpacing(0)
        frame.body.addWidget(holder, 1)
        frame.body.addWidget(self.foot)
        sideways = QBoxLayout.Direction.TopToBottom if portrait else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(sideways)
        row.setSpacing(px(20))
        row.addWidget(frame, 1)
        row.addWidget(self.person)
        if portrait:
            self.person.setMaximumWidth(16_777_215)
            self.person.setMinimumWidth(px(WIDE))
            self.person.setFixedHeight(px(620))
        whole.addLayout(row, 1)

    def allow(self, may: Callable[[Right], bool], *, declaring: bool) -> None:
        """Leave out what whoever is signed in may not do."""
        self.top.export.setVisible(may(Right.EXPORT))
        self.top.evacuate.setVisible(may(Right.EVACUATE))
        self.top.mask_button.setVisible(may(Right.UNMASK))
        self.top.proxy.setVisible(declaring)
        self.declare.setVisible(declaring)

    def tell_refused(self, state: ListState, *, may: bool) -> None:
        """Say how much the centre refused, where that is looked at."""
        refused = state.counts.refused
        shown = state.wanted.filter in (RowFilter.REFUSED, RowFilter.ATTENTION) and refused > 0
        self.refused.setVisible(shown and may)
        words = f"{self._say.work.title}: {number(refused, self._look.language)}"
        if self.refused.text() != words:
            self.refused.say(words, Tone.STOP)

    def take(self, state: ListState, setting: Setting) -> None:
        """Show what the list has come to."""
        self.table.take(state, setting)
        empty = self.nobody.take(state)
        keys: QWidget | None = self._page.window().focusWidget()
        self._stack.setCurrentWidget(self.nobody if empty else self.table)
        if empty and keys is self.table:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not empty and (keys is None or keys is self._page):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.foot.take(state)
        self.top.filters.counts(state.counts)
