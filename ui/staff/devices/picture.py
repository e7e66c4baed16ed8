"""The live picture of one camera, on the desk. It is let go of when the page is left."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ports import Clock
from kiosk.scans import Picture, Scan
from ui.site import Site
from ui.staff.desk_look import DeskLook
from ui.theme import colours
from ui.widgets.hand import Hand
from ui.widgets.look import Look
from ui.widgets.viewport import Viewport

HEIGHT = 318


class LivePicture(QWidget):
    """Shows what the camera sees while ``watched`` is True, and forgets it afterwards."""

    def __init__(self, look: DeskLook, site: Site, clock: Clock) -> None:
        super().__init__()
        self._look, self._site, self._clock = look, site, clock
        self._viewport: Viewport | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.setFixedHeight(look.px(HEIGHT))

    def watch(self, *, watched: bool) -> None:
        """Begin to show, or forget."""
        if self._viewport is not None:
            self._whole.removeWidget(self._viewport)
            self._viewport.hide()
            self._viewport.deleteLater()
            self._viewport = None
        if watched:
            hand = Hand(lambda _: None, self._clock)
            look = Look(self._look.scale, self._look.language, self._site, hand)
            self._viewport = Viewport(look, colours.CARD, radius=18, least=200, marking=True)
            self._whole.addWidget(self._viewport)

    def show_picture(self, picture: Picture) -> None:
        """One more frame."""
        if self._viewport is not None:
            self._viewport.show_picture(picture)

    def show_code(self, scan: Scan) -> None:
        """Mark where a code was read."""
        if self._viewport is not None:
            self._viewport.show_outline(scan.corners)
