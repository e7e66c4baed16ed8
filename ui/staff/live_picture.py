"""The camera's picture on the desk: small, and not kept."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from kiosk.scans import Picture
from ui.staff.desk_look import DeskLook
from ui.theme import colours


class LivePicture(QWidget):
    """The camera's picture, small. It holds one frame, and none once it is folded away."""

    def __init__(self, look: DeskLook, *, mirrored: bool, name: str) -> None:
        super().__init__()
        self._look, self._mirrored = look, mirrored
        self._frame: QImage | None = None
        self.setFixedSize(look.px(106), look.px(60))
        self.setAccessibleName(name)

    def show_picture(self, picture: Picture) -> None:
        """Show one frame."""
        image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
        small = image.scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.FastTransformation
        )
        # A copy in either case: the bytes of the picture are another's.
        self._frame = small.transformed(QTransform.fromScale(-1, 1)) if self._mirrored else small.copy()
        self.update()

    def forget(self) -> None:
        """Keep no frame."""
        self._frame = None
        self.update()

    def holds_frame(self) -> bool:
        """Whether a frame is kept."""
        return self._frame is not None

    def sizeHint(self) -> QSize:
        """As it is."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame as a texture, so that its corners are smooth."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        brush = QBrush(colours.INK)
        if self._frame is not None:
            brush = QBrush(self._frame)
            left = (self.width() - self._frame.width()) / 2
            brush.setTransform(QTransform.fromTranslate(left, (self.height() - self._frame.height()) / 2))
        painter.setBrush(brush)
        radius = self._look.px(12)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
