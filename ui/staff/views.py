"""One display in several places: what the gate shows goes to the visitor's window and to the strip of the desk."""

from kiosk.ports import View
from kiosk.scans import Picture, Scan
from kiosk.screens import Language, Screen, Status


class Views:
    """A View that passes everything on to others, in order."""

    def __init__(self, *views: View) -> None:
        self._views = views

    def show(self, screen: Screen, limit: float | None) -> None:
        """Replace what is seen."""
        for view in self._views:
            view.show(screen, limit)

    def renew(self, screen: Screen) -> None:
        """The screen that stands, with something changed."""
        for view in self._views:
            view.renew(screen)

    def status(self, status: Status) -> None:
        """Renew what stands on every screen."""
        for view in self._views:
            view.status(status)

    def language(self, language: Language) -> None:
        """Say everything in this language from now on."""
        for view in self._views:
            view.language(language)

    def picture(self, picture: Picture) -> None:
        """Show one camera frame."""
        for view in self._views:
            view.picture(picture)

    def outline(self, scan: Scan) -> None:
        """Mark the code that was just read."""
        for view in self._views:
            view.outline(scan)
