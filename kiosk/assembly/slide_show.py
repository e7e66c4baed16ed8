"""The slides of an idle kiosk, put together."""

from hardware.slide_projector import SlideProjector
from kiosk.ports import Clock, Press
from kiosk.slides import Slide
from ui.background import QtBackground
from ui.site import Site
from ui.slideshow import SlideShow
from ui.visitor_paper import VisitorPaper
from ui.widgets.hand import Hand
from ui.window import KioskWindow


class Slides:
    """What is shown, and the projector that plays it. ``show`` is a View."""

    def __init__(
        self, window: KioskWindow, site: Site, after: float, background: QtBackground, press: Press, clock: Clock
    ) -> None:
        self._background = background
        self._projector = SlideProjector()
        self._slides: tuple[Slide, ...] = ()
        self._paper: VisitorPaper | None = None
        self.show = SlideShow(window.widget, site, Hand(press, clock), self._now, self._projector, after)

    def give_way_to(self, paper: VisitorPaper) -> None:
        """Show nothing while somebody reads this."""
        self._paper = paper

    def start(self, slides: tuple[Slide, ...]) -> None:
        """Begin, with these."""
        self._slides = slides
        self._background.listen(self._projector, self.show.hear)

    def change(self, slides: tuple[Slide, ...]) -> None:
        """Show these from the next one on."""
        self._slides = slides

    def _now(self) -> tuple[Slide, ...]:
        return () if self._paper is not None and self._paper.shown else self._slides

    def close(self) -> None:
        """Show nothing any more."""
        self._projector.close()
