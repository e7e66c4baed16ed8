"""What the sheet shows of the slides of an idle kiosk: a text, and a picture."""

from typing import Final

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.ports import Clock
from kiosk.scans import Picture
from kiosk.screens import Language, Status, Waiting
from kiosk.slides import Slide, SlideKind
from ui.lobby import Visitor, as_picture, lobby
from ui.site import Site
from ui.slideshow import SlideShow
from ui.widgets.hand import Hand
from ui.window import KioskWindow

TEXT: Final = {
    Language.VI: "Đeo khẩu trang\nkhi vào khoa khám bệnh, và giữ khoảng cách 2 m. Rửa tay khi vào và khi ra.",
    Language.EN: "Wear a mask\nin the outpatient hall, and keep 2 m apart. Wash your hands when you come and go.",
}


class DarkProjector:
    """Fits ``kiosk.slides.Projector``: it shows nothing by itself."""

    def show(self, slide: Slide) -> None:
        """The sheet shows it."""

    def dark(self) -> None:
        """It is dark."""


def slide_scenes(language: Language) -> list[tuple[str, Slide]]:
    """Names and slides."""
    return [
        ("slides-text", Slide(SlideKind.TEXT, "1", text=TEXT[language])),
        ("slides-picture", Slide(SlideKind.PICTURE, "2")),
    ]


def paint_slide(
    slide: Slide, language: Language, size: tuple[int, int], site: Site, status: Status, clock: Clock
) -> QImage:
    """One slide on the display, with the live picture beside it."""
    window = KioskWindow(site, lambda _choice: None, clock)
    window.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.widget.resize(*size)
    window.widget.show()
    window.language(language)
    window.status(status)
    window.show(Waiting(), None)
    show = SlideShow(window.widget, site, Hand(lambda _choice: None, clock), lambda: (slide,), DarkProjector(), 0.0)
    show.language(language)
    show.status(status)
    show.picture(_lobby())
    show.show(Waiting(), None)
    while show.showing is None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    if slide.kind is SlideKind.PICTURE:
        show.hear(_lobby())
    image = window.widget.grab().toImage()
    window.close()
    return image


def _lobby() -> Picture:
    return as_picture(lobby(Visitor.SOMEBODY))
