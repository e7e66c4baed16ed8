"""The poster as it will be, small; and the code alone, as large as this screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.checkpoint.poster_text import Poster
from kiosk.screens import Language
from ui.printing.poster import PosterDrawing, Size
from ui.printing.poster_pen import MM_PER_INCH
from ui.setup.modules import Modules
from ui.staff.desk_look import DeskLook
from ui.staff.kit.style import font
from ui.theme import colours
from ui.theme.scale import Scale
from ui.words.poster_words import poster_words
from ui.words.setup_words import setup_words

DPI = 110


class PosterPreview(QWidget):
    """Drawn by what prints it, then made smaller; drawn anew only when what stands on it has changed."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._look = look
        self._poster: Poster | None = None
        self._size = Size.A4
        self._picture: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(setup_words(look.language).register.poster_here)

    def show_poster(self, poster: Poster, size: Size = Size.A4) -> None:
        """Show another poster, or the same on other paper."""
        if (poster, size) != (self._poster, self._size):
            self._poster, self._size, self._picture = poster, size, None
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Paper keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All these papers have one shape."""
        return round(width * Size.A4.height / Size.A4.width)

    def sizeHint(self) -> QSize:
        """As wide as the design has it."""
        wide = self._look.px(372)
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its edge."""
        if self._poster is None:
            return
        if self._picture is None:
            self._picture = picture_of(self._poster, self._size, DPI)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(0, 0, self.height() * Size.A4.width / Size.A4.height, self.height())
        sheet.moveCenter(QRectF(self.rect()).center())
        small = self._picture.scaled(
            round(sheet.width() * self.devicePixelRatio()),
            round(sheet.height() * self.devicePixelRatio()),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(sheet, small)
        painter.setPen(QPen(colours.LINE_STRONG, max(1, self._look.px(2))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.adjusted(1, 1, -1, -1))
        painter.end()


def picture_of(poster: Poster, size: Size, dpi: int) -> QImage:
    """A poster as dots, so many to the inch."""
    across, down = (round(mm * dpi / MM_PER_INCH) for mm in (size.width, size.height))
    drawing = PosterDrawing(poster, size)
    picture = QImage(across, down, QImage.Format.Format_RGB32)
    picture.fill(colours.WHITE)
    painter = QPainter(picture)
    painter.scale(dpi / drawing.dpi, dpi / drawing.dpi)  # as it is printed, and not as so few dots would have it
    drawing.draw(painter)
    painter.end()
    return picture


class PosterScreen(QWidget):
    """The poster's code over the whole screen, for a place without paper. Esc, Enter or a touch closes it."""

    def __init__(self, poster: Poster, language: Language, window: QWidget) -> None:
        super().__init__(window)
        self._poster = poster
        self._words = setup_words(language).poster
        self._modules = Modules(poster.link)
        self._before = window.focusWidget()
        self.setGeometry(window.rect())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        self.setAccessibleName(f"{poster.site}. {self._words.show_hold}. {self._words.show_close}")
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close it; no key goes through to what lies below."""
        event.accept()
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close_now()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close it."""
        event.accept()
        self.close_now()

    def close_now(self) -> None:
        """Be gone; the focus goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the place above, the code in the middle, and what to do below."""
        look = DeskLook(Scale(self.width(), self.height()), Language.VI)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.WHITE)
        above, below = look.px(150), look.px(170)
        room = min(self.width() - 2 * look.px(24), self.height() - above - below)
        self._modules.paint(painter, self.width() // 2, above + (self.height() - above - below) // 2, room)
        head = " · ".join(text for text in (self._poster.site, self._poster.code) if text)
        vi = poster_words(Language.VI)
        self._line(painter, look, head, 40, 700, look.px(50))
        self._line(painter, look, vi.title, 56, 800, look.px(112))
        bottom = self.height()
        self._line(painter, look, self._words.show_hold, 34, 600, bottom - look.px(112))
        self._line(painter, look, self._words.show_close, 24, 500, bottom - look.px(48))
        painter.end()

    def _line(self, painter: QPainter, look: DeskLook, text: str, size: float, weight: int, middle: float) -> None:
        painter.setFont(font(look, size, weight))
        painter.setPen(colours.INK)
        place = QRectF(0, middle - look.px(size), self.width(), 2 * look.px(size))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), text)
