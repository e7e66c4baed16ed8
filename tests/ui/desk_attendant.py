"""Somebody at the desk with the page of khai hộ before them: a scanner, a keyboard, and all that stands behind."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.admission import Rules
from kiosk.declaring_screens import DeclareDone
from kiosk.questionnaire import Campaign
from kiosk.screens import Language
from tests.desk_declaring import CCCD, NUMBER, RULES, Reception, slip
from tests.fakes import scan
from tests.ui.desk_fakes import desk_look
from tests.ui.desk_host import CTRL, Host
from ui.staff.proxy.page import ProxyPage

ENTER, TAB, SPACE, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Escape


class SeenBeside:
    """A second display that remembers what it was told."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def consent(self, campaign: Campaign) -> None:
        self.seen.append(f"consent {campaign.id}")

    def code(self, screen: DeclareDone) -> None:
        self.seen.append(f"code {bool(screen.code)}")

    def nothing(self) -> None:
        self.seen.append("nothing")


class Attendant:
    """Somebody at the desk: the page in its window, and all that stands behind it."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        rules: Rules = RULES,
        language: Language = Language.VI,
        size: tuple[int, int] = (1920, 1080),
    ) -> None:
        self.reception = Reception(folder, rules)
        tools = self.reception.set.tools
        shape = desk_look(*size, language=language)
        self.kept = 0
        self.beside = SeenBeside()
        self.host = Host(
            qtbot,
            shape,
            lambda around: ProxyPage(shape, tools, around, slip, kept=self._keeps, beside=self.beside),
        )
        page = self.host.page
        assert isinstance(page, ProxyPage)
        self.page: ProxyPage = page

    def _keeps(self) -> None:
        self.kept += 1

    def scans(self, text: str) -> None:
        self.page.take(scan(text, self.reception.set.clock.monotonic()))

    def focus(self) -> object:
        """The field, question or tick that has the focus."""
        held = self.host.focused()
        for name, control in self.page.details.stops():
            if control is held:
                return name
        for row in self.page.questions.rows:
            if held in list(row.stops()):
                return row.question.key
        return next((tick for tick, box in self.page.consent.ticks.items() if box is held), held)

    def answers_no(self) -> None:
        self.host.key(Qt.Key.Key_K, times=len(self.page.desk.state.questions))

    def declares(self, number: str = NUMBER) -> None:
        """From a card to the end, by keys."""
        self.scans(CCCD)
        self.host.types(number)
        while self.focus() != "travel":
            self.host.key(ENTER)
        self.answers_no()
        self.host.key(SPACE)
        self.host.key(ENTER, CTRL)


Hire = Callable[..., Attendant]
