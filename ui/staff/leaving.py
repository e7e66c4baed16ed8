"""The question before a page with something typed in it is left."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.keys import LOCK_CAP
from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.words.desk_shell_words import shell_words


def ask_before_leaving(
    window: QWidget, look: DeskLook, leave: Callable[[], None], *, locking: bool = False
) -> StaffDialog:
    """Ask whether what was typed may go; ``leave`` is called if so. Esc stays.

    Before ``locking``, nobody's form is legible behind the question, because somebody is about to walk away.
    """
    say = shell_words(look.language).leaving
    ask = StaffDialog(look, say.title, window, opaque=locking)
    ask.body.addWidget(StaffLabel(say.line, look, wrap=True))
    stay = ask.add_action(say.stay, key="Esc")
    go = ask.add_action(say.leave, key=LOCK_CAP if locking else "", kind=Kind.STOP)
    stay.clicked.connect(ask.close_now)

    def gone() -> None:
        ask.close_now()
        leave()

    go.clicked.connect(gone)
    ask.open_in(window)
    return ask
