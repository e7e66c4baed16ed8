"""The question before a page with something typed in it is left."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.text import StaffLabel
from ui.staff.page import DeskLook
from ui.words.desk_shell_words import shell_words


def ask_before_leaving(window: QWidget, look: DeskLook, leave: Callable[[], None]) -> StaffDialog:
    """Ask whether what was typed may go; ``leave`` is called if so. Esc stays."""
    say = shell_words(look.language).leaving
    ask = StaffDialog(look, say.title, window)
    ask.body.addWidget(StaffLabel(say.line, look, wrap=True))
    stay = ask.add_action(say.stay, key="Esc")
    go = ask.add_action(say.leave, kind=Kind.STOP)
    stay.clicked.connect(ask.close_now)

    def gone() -> None:
        ask.close_now()
        leave()

    go.clicked.connect(gone)
    ask.open_in(window)
    return ask
