"""What every page of the desk is to the window around it."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.scans import Scan
from kiosk.screens import Status
from ui.staff.around import Wish


class DeskPage(QWidget):
    """One page. The window calls these; a page overrides what it has a use for."""

    def opened(self) -> None:
        """The page comes up, for whoever is signed in; it asks for what it shows and takes the focus."""

    def wanted(self, wish: Wish) -> None:
        """Another page has sent somebody here for this; called after ``opened``."""

    def left(self) -> None:
        """Another page comes up, or the desk is locked: nobody's data stays behind in widgets, undo or clipboard.

        The page may be gone a moment later: an answer that comes after this is dropped, not shown.
        """

    def take(self, scan: Scan) -> bool:  # noqa: ARG002 - for those who override it
        """A code was read while this page stands; True if the page has used it."""
        return False

    def keyed(self, event: QKeyEvent) -> bool:  # noqa: ARG002
        """A key that no widget wanted (F-keys of the window are not offered); True if it was used."""
        return False

    def unsaved(self) -> bool:
        """Whether something typed here would be lost: the window asks before it leaves the page."""
        return False

    def nobody_known(self) -> bool:
        """Whether it says of the code that was read last that its holder is not known here: khai hộ begins with it."""
        return False

    def busy(self) -> bool:
        """Whether somebody is in the middle of something here that nothing from outside should end."""
        return self.unsaved()

    def status(self, status: Status) -> None:
        """The network, the outbox or how many are inside have changed."""
