"""The navigation at the left of the desk: its pages, the visitor's screen, the lock, and who is signed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.staff import SignedIn
from ui.site import Site
from ui.staff.desk_look import DeskLook
from ui.staff.keys import LOCK_CAP, VISITOR_CAP
from ui.staff.kit.icons import pixmap, ratio
from ui.staff.kit.style import font
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.theme.icons import pictogram
from ui.words.desk_shell_words import shell_words
from ui.words.moments import number

WIDE: Final = 284
NARROW: Final = 96
WIDER: Final = 0.8
NARROW_BELOW: Final = 1300
"""Windows less wide than this, in pixels of the design and for its letters, have signs without words at the left."""
PALE: Final = "#D3E4E9"


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One page as it stands in the navigation; ``cap`` is its key."""

    key: str
    cap: str
    icon: str


def narrow(look: DeskLook) -> bool:
    """Whether there is no room for words beside the signs."""
    return look.scale.across < NARROW_BELOW * look.scale.user


def nav_wide(look: DeskLook) -> int:
    """How wide the navigation is: larger letters need more of it, but not in their full measure."""
    return look.px(NARROW if narrow(look) else WIDE * (1 + WIDER * (look.scale.user - 1)))


class NavButton(QPushButton):
    """One line of it. The page that stands is white."""

    def __init__(self, look: DeskLook, text: str, cap: str, icon: str) -> None:
        super().__init__("" if narrow(look) else text)
        self._look, self._cap, self._icon = look, cap, icon
        self._badge = 0
        self._badge_form = ""
        self._name = text
        self.current = False
        self.setFont(font(look, 20, 600))
        self.setProperty("radius", look.px(14))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{text} {cap}")
        self.setToolTip(f"{text} ({cap})")

    def be_current(self, *, current: bool) -> None:
        """Show that its page stands, or not."""
        self.current = current
        self.update()

    def badge(self, n: int, form: str) -> None:
        """Write a number at its end; ``form`` says it in words."""
        self._badge, self._badge_form = n, form
        said = form.format(n=n) if n else self._cap
        self.setAccessibleName(f"{self._name}. {said}")
        self.update()

    def badge_count(self) -> int:
        """The number at its end."""
        return self._badge

    def sizeHint(self) -> QSize:
        """60 high; as wide as there is room."""
        return QSize(self._look.px(60), max(self._look.px(60), round(self._look.text(20) * 1.6)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, Up and Down go to its neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, the word, and the key or the number."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = colours.BRAND_DARK if self.current else colours.WHITE
        painter.setPen(Qt.PenStyle.NoPen)
        if self.current:
            painter.setBrush(colours.CARD)
        elif self.underMouse() or self.isDown():
            painter.setBrush(colours.BRAND)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()), px(14), px(14))
        size = look.text(24)
        slim = narrow(look)
        left = (self.width() - size) // 2 if slim else px(8)
        lower = px(5) if slim and self._badge else 0  # the number stands above it
        painter.drawPixmap(left, (self.height() - size) // 2 + lower, pixmap(look, self._icon, 24, ink, 2.2))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
        at = left + size + px(10)
        if not slim:
            painter.setPen(ink)
            painter.setFont(self.font())
            painter.drawText(at, 0, self.width(), self.height(), flags, self.text())
        if self._badge:
            self._paint_badge(painter)
        elif not slim:
            cap = font(look, 16, 600)
            start = self.width() - px(9) - QFontMetrics(cap).horizontalAdvance(self._cap)
            if start - px(4) >= at + QFontMetrics(self.font()).horizontalAdvance(self.text()):
                painter.setOpacity(0.8)
                painter.setFont(cap)
                painter.drawText(start, 0, self.width(), self.height(), flags, self._cap)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        text = number(self._badge, look.language) if self._badge < 1000 else "999+"
        slim = narrow(look)
        size = 14 if slim else 18
        small = font(look, size, 700)
        wide, tall = (
            QFontMetrics(small).horizontalAdvance(text) + 2 * px(6 if slim else 9),
            round(look.text(size) * 1.56),
        )
        top = 0 if slim else (self.height() - tall) / 2
        box = QRectF(self.width() - wide - px(0 if slim else 9), top, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.WARN)
        painter.drawRoundedRect(box, px(10), px(10))
        painter.setPen(colours.INK)
        painter.setFont(small)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), text)


class Nav(QFrame):
    """The navigation. ``go`` is called with the key of a page; ``visitor`` None leaves the visitor's screen out."""

    def __init__(
        self,
        look: DeskLook,
        site: Site,
        who: SignedIn,
        entries: Sequence[NavEntry],
        go: Callable[[str], None],
        lock: Callable[[], None],
        visitor: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setStyleSheet(f"QFrame#nav {{ background: {colours.BRAND_DARK.name()}; border: none; }}")
        self.setFixedWidth(nav_wide(look))
        self._say = shell_words(look.language).nav
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(20), px(16), px(16))
        column.setSpacing(px(6))
        column.addWidget(_mark(look, site))
        column.addSpacing(px(12))
        self.buttons: dict[str, NavButton] = {}
        for entry in entries:
            button = NavButton(look, self._say.pages[entry.key].title, entry.cap, entry.icon)
            button.clicked.connect(partial(_call, go, entry.key))
            column.addWidget(button)
            self.buttons[entry.key] = button
        column.addStretch(1)
        self.visitor: NavButton | None = None
        if visitor is not None:
            self.visitor = NavButton(look, self._say.visitor, VISITOR_CAP, "scan-qr-code")
            self.visitor.clicked.connect(lambda: visitor())
            column.addWidget(self.visitor)
        self.lock = NavButton(look, self._say.lock, LOCK_CAP, "lock-keyhole")
        self.lock.clicked.connect(lambda: lock())
        column.addWidget(self.lock)
        rule = QFrame()
        rule.setFixedHeight(max(1, px(2)))
        rule.setStyleSheet(f"background: {colours.BRAND.name()}; border: none;")
        column.addSpacing(px(8))
        column.addWidget(rule)
        column.addWidget(_somebody(look, who, self._say.roles[who.role]))

    def show_page(self, key: str) -> None:
        """Mark the page that stands."""
        for name, button in self.buttons.items():
            button.be_current(current=name == key)

    def badge(self, key: str, n: int) -> None:
        """Write a number behind a page."""
        if key in self.buttons:
            self.buttons[key].badge(n, self._say.badge)


def _call(go: Callable[[str], None], key: str, _checked: bool = False) -> None:
    go(key)


def _mark(look: DeskLook, site: Site) -> QWidget:
    px = look.px
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(px(8), px(4), px(8), px(4))
    row.setSpacing(px(14))
    mark = QLabel()
    mark.setPixmap(pictogram("mark-white", px(46), px(46), ratio()))
    row.addWidget(mark)
    if not narrow(look):
        row.addWidget(StaffLabel(site.name.of(look.language), look, 19, 700, colours.WHITE, wrap=True), 1)
    return whole


def _somebody(look: DeskLook, who: SignedIn, role: str) -> QWidget:
    px = look.px
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(px(8), px(4), px(8), 0)
    column.setSpacing(0)
    if narrow(look):
        initials = "".join(word[0] for word in who.name.split()[-2:]).upper()
        label = StaffLabel(initials, look, 20, 700, colours.WHITE)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(f"{who.name}. {role}")
        column.addWidget(label)
        return whole
    column.addWidget(StaffLabel(who.name, look, 19, 700, colours.WHITE, wrap=True))
    label = StaffLabel(role, look, 18, 500, colours.FOOTER2)
    label.setStyleSheet(f"color: {PALE}; background: transparent;")
    column.addWidget(label)
    return whole
