"""Slides on a kiosk that nobody uses: above the waiting screen, gone at the first touch, key or code.

Scanning goes on underneath: the headline and the live picture stay, and whatever the flow shows takes the slides away.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.scans import Picture, Scan, SourceEvent, SourceLost
from kiosk.screens import CameraState, Language, Screen, Status, Waiting
from kiosk.slides import Projector, Slide, SlideKind, after
from ui.frame import Frame
from ui.screens.waiting import invitation
from ui.site import Site
from ui.slide_picture import SlidePicture
from ui.theme import colours
from ui.theme.scale import Scale
from ui.theme.type import H1_PORTRAIT, H2, P1
from ui.widgets.boxes import Cell, Column
from ui.widgets.hand import Hand
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.viewport import Guide, Viewport

GUIDE: Final = 200
EYE: Final = (420, 300)
"""Width and height of the live picture beside the slides, in pixels of the design."""
BESIDE: Final = 560


class _Curtain(QWidget):
    """What covers the waiting screen. A touch on it does nothing but take it away."""

    def __init__(self, frame: Frame, touched: Callable[[], None]) -> None:
        super().__init__(frame)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._touched = touched

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Somebody is there."""
        self._touched()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), colours.PAGE)


class SlideShow(QObject):
    """A ``kiosk.ports.View`` beside the window's own. ``slides`` says what there is now, and is asked before each.

    ``hear`` takes what the projector yields. ``idle_seconds`` on Waiting without ``touched`` start the slides.
    """

    def __init__(
        self,
        frame: Frame,
        site: Site,
        hand: Hand,
        slides: Callable[[], Sequence[Slide]],
        projector: Projector,
        idle_seconds: float,
    ) -> None:
        super().__init__(frame)
        self._frame, self._site, self._hand = frame, site, hand
        self._slides, self._projector = slides, projector
        self._language = Language.VI
        self._screen: Screen | None = None
        self._slide: Slide | None = None
        self.viewport: Viewport | None = None
        self.title: Label | None = None
        self._head: Column | None = None
        self._seen: Picture | None = None
        self._status = Status()
        self.curtain = _Curtain(frame, self._curtain_touched)
        self._card = SlidePicture(self.curtain)
        self._idle = QTimer(self, singleShot=True, interval=round(idle_seconds * 1000))
        self._idle.timeout.connect(self._begin)
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._next)
        self.curtain.hide()
        frame.over.append(self.curtain)
        frame.installEventFilter(self)

    @property
    def showing(self) -> Slide | None:
        """The slide that is on the display now."""
        return self._slide

    def hear(self, event: SourceEvent) -> None:
        """Take a frame from the projector, or that a slide is over or cannot be shown."""
        if self._slide is None or self._slide.kind is SlideKind.TEXT:
            return
        if isinstance(event, Picture):
            self._card.show_picture(event)
        elif isinstance(event, SourceLost):
            # Where every slide is broken this must not become a busy loop.
            self._turn.start(1000)

    def show_site(self, site: Site) -> None:
        """The place has other words now."""
        self._site = site
        if self._slide is not None:
            self._dress()

    # View

    def show(self, screen: Screen, limit: float | None) -> None:  # noqa: ARG002 - as every View
        """Another screen: the slides go, and come back when Waiting has stood unused for long enough."""
        self._screen = screen
        self._rest()

    def renew(self, screen: Screen) -> None:
        """Nothing of the waiting screen changes but its status."""
        self._screen = screen

    def status(self, status: Status) -> None:
        """Whether there is a live picture to show beside the slides, and what reads a code."""
        before, self._status = self._status, status
        if (before.camera, before.scanner) != (status.camera, status.scanner) and self._slide is not None:
            self._dress()

    def language(self, language: Language) -> None:
        """Say everything in this language from now on."""
        self._language = language
        self._rest()

    def picture(self, picture: Picture) -> None:
        """Show one camera frame."""
        self._seen = picture
        if self.viewport is not None and self.curtain.isVisible():
            self.viewport.show_picture(picture)

    def outline(self, scan: Scan) -> None:
        """Mark the code that was just read."""
        if self.viewport is not None and self.curtain.isVisible():
            self.viewport.show_outline(scan.corners)

    # The slides

    def touched(self) -> None:
        """Somebody touched the glass, or a key."""
        self._rest()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Another size of the display."""
        if event.type() == QEvent.Type.Resize and self._slide is not None:
            self._rest()
        return False

    def _curtain_touched(self) -> None:
        self._hand.touched()
        self._rest()

    def _rest(self) -> None:
        """Take the slides away, and wait again for nobody to be there."""
        self._turn.stop()
        if self._slide is not None:
            self._slide = None
            self._projector.dark()
            self._card.clear()
            self.curtain.hide()
        if isinstance(self._screen, Waiting) and not self._screen.leaving:
            self._idle.start()
        else:
            self._idle.stop()

    @property
    def _spoken(self) -> Language:
        """What is said beside a slide: in its language, so that whoever reads the one can read the other."""
        slide = self._slide
        if slide is None or slide.language not in tuple(Language):
            return self._language
        return Language(slide.language)

    def _begin(self) -> None:
        if self._next():
            self._dress()
            self.curtain.show()
            self.curtain.raise_()

    def _next(self) -> bool:
        slide = after(self._slides(), self._slide)
        if slide is None or not self._frame.isVisible():  # behind the desk a film would play to nobody
            self._rest()
            return False
        again, spoken = slide == self._slide, self._spoken
        self._slide = slide
        if self._spoken is not spoken and self.curtain.isVisible():
            self._dress()
        if slide.kind is SlideKind.TEXT:
            self._projector.dark()
            self._card.show_text(slide.text)
        elif not again or slide.kind is SlideKind.FILM:
            self._projector.show(slide)
        self._turn.start(round(slide.seconds * 1000))
        return True

    def _dress(self) -> None:
        """Make everything for the size, the language and the camera there are now."""
        scale = Scale(self._frame.width(), self._frame.height())
        top = self._frame.bar.height() if self._frame.bar else 0
        low = self._frame.strip.height() if self._frame.strip else 0
        self.curtain.setGeometry(0, top, self._frame.width(), self._frame.height() - top - low)
        for widget in (*(self._head.widgets() if self._head else ()), self.viewport):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        look = Look(scale, self._spoken, self._site, self._hand)
        camera = self._status.camera is CameraState.WORKING
        say = invitation(Waiting(), look, self._status)
        line = look.words.waiting.slides_line if camera or self._status.scanner else say.line
        self.title = Label(say.title, H1_PORTRAIT if scale.portrait else H2, scale, lines=2)
        self._head = Column(self.title, Cell(Label(line, P1, scale, colours.INK2, lines=3)))
        for widget in self._head.widgets():
            widget.setParent(self.curtain)
            widget.show()
        self.viewport = None
        if camera:
            self.viewport = Viewport(look, colours.PAGE, Guide(side=GUIDE), marking=True, least=GUIDE)
            self.viewport.setParent(self.curtain)
            self.viewport.show()
            if self._seen is not None:
                self.viewport.show_picture(self._seen)
        self._card.scale = scale
        self._place(scale)
        if self._slide is not None and self._slide.kind is SlideKind.TEXT:
            self._card.show_text(self._slide.text)

    def _place(self, scale: Scale) -> None:
        """Upright: the words above the slide, the live picture beside them. Lying: both beside the slide."""
        px, width, height = scale.px, self.curtain.width(), self.curtain.height()
        side, gap = px(48 if scale.portrait else 56), px(28)
        if not scale.portrait:
            column = px(BESIDE)
            left = width - side - column
            eye = px(EYE[1] * BESIDE / EYE[0]) if self.viewport is not None else 0
            if self.viewport is not None:
                self.viewport.put(left, gap, column, eye)
            if self._head:
                self._head.put(left, gap + eye + (gap if eye else 0), column, self._head.tall(column))
            self._card.setGeometry(side, gap, left - side - px(40), height - 2 * gap)
            return
        eye_wide, eye_tall = (px(EYE[0]), px(EYE[1])) if self.viewport is not None else (0, 0)
        room = width - 2 * side - (eye_wide + gap if eye_wide else 0)
        head = self._head.tall(room) if self._head else 0
        band = max(head, eye_tall)
        if self._head:
            self._head.put(side, gap + (band - head) / 2, room, head)
        if self.viewport is not None:
            self.viewport.put(width - side - eye_wide, gap, eye_wide, eye_tall)
        upper = round(gap + band + gap)
        self._card.setGeometry(side, upper, width - 2 * side, height - upper - gap)
