"""What a page of the desk may ask of the window around it."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kiosk.desk.rows import RowFilter, RowKey
from ui.staff.kit.chip import Tone


@dataclass(frozen=True, slots=True, repr=False)
class ToProxy:
    """Khai hộ, for this phone number (E.164) or this person; for a referral, whose line is met by it."""

    phone: str | None = None
    person: UUID | None = None
    referral: RowKey | None = None

    def __repr__(self) -> str:
        return "ToProxy()"


@dataclass(frozen=True, slots=True)
class ToList:
    """The list of people who came and left, narrowed down; ``key`` is the line to stand on."""

    filter: RowFilter = RowFilter.ALL
    key: RowKey | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ToLookup:
    """Looking a phone number up, with these digits typed already."""

    digits: str = ""

    def __repr__(self) -> str:
        return "ToLookup()"


Wish = ToProxy | ToList | ToLookup
"""What another page is opened for. The window gives it to ``DeskPage.wanted`` once the page stands."""


class Around(Protocol):
    """The window of the desk, as its pages see it."""

    @property
    def surface(self) -> QWidget:
        """The window: what a dialog is opened in."""

    def open_proxy(self, phone: str | None = None, person: UUID | None = None) -> None:
        """Go to khai hộ, if whoever is signed in may."""

    def open_list(self, filter: RowFilter = RowFilter.ALL, key: RowKey | None = None) -> None:  # noqa: A002 - its name
        """Go to the list of people."""

    def open_lookup(self, digits: str = "") -> None:
        """Go to looking a phone number up."""

    def go(self, wish: Wish) -> None:
        """Go where this wish leads."""

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say a sentence in the header for six seconds."""

    def lock(self) -> None:
        """Sign out."""
