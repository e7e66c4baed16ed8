"""The ways from one page of the desk to another, as its pages ask for them."""

from uuid import UUID

from kiosk.desk.rows import RowFilter, RowKey
from ui.staff.around import ToList, ToLookup, ToProxy, Wish
from ui.staying import StayingWindow


class GoingWindow(StayingWindow):
    """A window with pages. Whoever inherits says how one comes up."""

    def go_to(self, key: str, wish: Wish | None = None) -> None:
        """Go to the page of this key."""
        raise NotImplementedError

    def lock(self) -> None:
        """Sign out."""
        raise NotImplementedError

    def open_proxy(self, phone: str | None = None, person: UUID | None = None) -> None:
        """Go to khai hộ."""
        self.go(ToProxy(phone, person))

    def open_list(self, filter: RowFilter = RowFilter.ALL, key: RowKey | None = None) -> None:  # noqa: A002
        """Go to the list of people."""
        self.go(ToList(filter, key))

    def open_lookup(self, digits: str = "") -> None:
        """Go to looking a phone number up."""
        self.go(ToLookup(digits))

    def go(self, wish: Wish) -> None:
        """Go where this wish leads."""
        match wish:
            case ToProxy():
                self.go_to("proxy", wish)
            case ToList():
                self.go_to("list", wish)
            case ToLookup():
                self.go_to("lookup", wish)
