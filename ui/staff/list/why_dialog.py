"""Asks for a reason before something is done: annulling a stay, showing names in full."""

from collections.abc import Callable, Sequence

from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.staff.list.reasons import Reasons
from ui.theme import colours
from ui.words.desk_list_shape import DialogWords


class WhyDialog(StaffDialog):
    """``done`` gets the key of the reason and the note, once both are as they must be."""

    def __init__(
        self,
        look: DeskLook,
        say: DialogWords,
        title: str,
        line: str,
        reasons: Sequence[tuple[str, str]],
        other: str,
        do: tuple[str, Kind],
        done: Callable[[str, str], None],
    ) -> None:
        super().__init__(look, title)
        self._done = done
        self.body.addWidget(StaffLabel(line, look, 20, 500, colours.INK2, wrap=True))
        self.reasons = Reasons(look, say, reasons, other)
        self.body.addWidget(self.reasons)
        self.add_action(say.cancel, key="Esc").clicked.connect(self.close_now)
        button = self.add_action(do[0], key="Enter", kind=do[1], enter=True)
        button.clicked.connect(self._do)

    def _do(self) -> None:
        if self.reasons.complete():
            key, note = self.reasons.value(), self.reasons.note.text().strip()
            self.reasons.note.set_text("")
            self.close_now()
            self._done(key, note)
