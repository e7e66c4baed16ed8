"""What the visitor is shown while a member of staff works for them: on the second display, where there is one."""

from typing import Protocol

from kiosk.declaring_screens import DeclareDone
from kiosk.questionnaire import Campaign


class Beside(Protocol):
    """The display beside the desk. Nothing on it can be pressed."""

    def consent(self, campaign: Campaign) -> None:
        """The words that are read aloud, to be read along."""

    def code(self, screen: DeclareDone) -> None:
        """The citizen code of whoever was declared for, to be photographed."""

    def nothing(self) -> None:
        """It is over: nobody's code stays."""


class NothingBeside:
    """No second display."""

    def consent(self, campaign: Campaign) -> None:
        """Nobody sees it."""

    def code(self, screen: DeclareDone) -> None:
        """Nobody sees it."""

    def nothing(self) -> None:
        """There is nothing."""
