"""Asks why somebody is let in whose declaration says stop: in words, which are kept with the visit."""

from collections.abc import Callable, Sequence

from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.words.desk_list_shape import ListWords


class LetInDialog(StaffDialog):
    """``who`` is masked, ``reasons`` is what they declared; ``done`` gets the words."""

    def __init__(
        self, look: DeskLook, say: ListWords, who: str, reasons: Sequence[str], done: Callable[[str], None]
    ) -> None:
        words = say.handle
        super().__init__(look, words.let_in_title.format(name=who), wide=820)
        self._say, self._done = words, done
        self.body.addWidget(StaffBanner(look, words.stop, Tone.STOP))
        for line in declared_lines(reasons, words.declared):
            self.body.addWidget(StaffLabel(line, look, 20, 500, wrap=True))
        self.reason = TextField(look, words.reason, required=True, placeholder=words.reason_hint)
        self.body.addWidget(self.reason)
        self.add_action(say.dialog.cancel, key="Esc").clicked.connect(self.close_now)
        self.add_action(words.let_in, key="Enter", kind=Kind.IN, enter=True).clicked.connect(self._do)

    def close_now(self) -> None:
        """Be gone, with what was typed."""
        self.reason.set_text("")
        super().close_now()

    def _do(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.say(self._say.reason_wanted)
            self.reason.edit.setFocus()
            return
        self.close_now()
        self._done(reason)


def declared_lines(reasons: Sequence[str], head: str) -> tuple[str, ...]:
    """What somebody declared, line after line below its head; nothing where nothing is to be said."""
    return (head, *(f"•  {reason}" for reason in reasons)) if reasons else ()
