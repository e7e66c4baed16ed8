"""The work-list: one refused thing at a time, with what to do about it, until there is none."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.desk.acts_work import WORTH_SENDING_AGAIN, Work
from kiosk.desk.rows import WorkItem
from kiosk.desk.tools import DeskTools
from kiosk.screens import Language
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_list_shape import ListWords
from ui.words.moments import clock, short_day


class WorkDialog(StaffDialog):
    """``recorded`` is called when something has left the list. F8 sends again, F9 sets aside, PgDn goes on."""

    def __init__(
        self, look: DeskLook, say: ListWords, language: Language, tools: DeskTools, recorded: Callable[[], None]
    ) -> None:
        super().__init__(look, say.work.title, wide=980)
        self._say, self._language = say, language
        self.work = Work(tools, self._show, recorded)
        words = say.work
        self._left = StaffLabel("", look, 20, 600, colours.INK2)
        self._what = StaffLabel("", look, 22, 700, wrap=True)
        self._because = StaffBanner(look, "", Tone.STOP)
        self._todo = StaffLabel("", look, 21, 600, wrap=True)
        self._said = StaffLabel("", look, 18, 500, colours.INK2, wrap=True)
        self._times = StaffLabel("", look, 18, 500, colours.INK2, wrap=True)
        self.why = TextField(look, words.aside_why, longest=120)
        for widget in (self._left, self._what, self._because, self._todo, self._said, self._times, self.why):
            self.body.addWidget(widget)
        self.again = self.add_action(words.send_again, key="F8", kind=Kind.BRAND)
        self.aside = self.add_action(words.set_aside, key="F9")
        self.following = self.add_action(words.following, key="PgDn")
        self.shut = self.add_action(say.dialog.close, key="Esc")
        self.again.clicked.connect(self._send)
        self.aside.clicked.connect(self._set_aside)
        self.following.clicked.connect(self._next)
        self.shut.clicked.connect(self.close_now)

    def begin(self, first: UUID | None = None) -> None:
        """Ask for the list, to begin with what sends this visit."""
        self.work.open(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the buttons, also while words are typed."""
        buttons = {Qt.Key.Key_F8: self.again, Qt.Key.Key_F9: self.aside, Qt.Key.Key_PageDown: self.following}
        button = buttons.get(Qt.Key(event.key()))
        if button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and not event.isAutoRepeat():
            button.click()

    def close_now(self) -> None:
        """Be gone, with what stood here."""
        self.work.leave()
        self._show()
        super().close_now()

    def _send(self) -> None:
        self.work.send_again()

    def _set_aside(self) -> None:
        if self.work.set_aside(self.why.text()):
            self.why.set_text("")
        else:
            self.why.say(self._say.work.aside_wanted)
            self.why.edit.setFocus()

    def _next(self) -> None:
        ids = [item.id for item in self.work.state.items or ()]
        if len(ids) > 1 and self.work.state.chosen in ids:
            self.work.choose(ids[(ids.index(self.work.state.chosen) + 1) % len(ids)])

    def _show(self) -> None:
        state, words = self.work.state, self._say.work
        item = state.item
        for widget in (self._because, self._todo, self._said, self._times, self.why, self.aside):
            widget.setVisible(item is not None)
        self.again.setVisible(item is not None and item.because in WORTH_SENDING_AGAIN)
        self.following.setVisible(len(state.items or ()) > 1)
        self.why.say("")
        self._left.setVisible(bool(state.items))
        self._left.setText("" if not state.items else words.left.format(n=len(state.items)))
        if item is not None:
            self._show_item(item)
        else:
            empty = state.items == ()
            self._what.setText(words.done if empty else words.failed if state.failed else "")
            self._todo.setText(words.done_line if empty else "")
            self._todo.setVisible(empty)
            for label in (self._said, self._times):
                label.setText("")
            if empty:
                self.shut.setFocus()
        if state.failed and item is not None:
            self._because.say(words.failed, Tone.STOP)

    def _show_item(self, item: WorkItem) -> None:
        words = self._say.work
        act = self._say.person.history_acts[item.act] if item.act else ""
        kind = words.kinds.get(item.kind, item.kind)
        self._what.setText(" · ".join(part for part in (f"{item.sequence}", kind, act, item.name) if part))
        self._because.say(words.because[item.because], Tone.STOP)
        self._todo.setText(words.todo[item.because])
        self._said.setText(f"{words.said}: {item.said}" if item.said else "")
        recorded = f"{words.recorded} {clock(item.at)}, {short_day(item.at, self._language)}"
        refused = f"{words.refused_at} {clock(item.refused_at)}, {short_day(item.refused_at, self._language)}"
        self._times.setText(f"{recorded} · {refused}")
