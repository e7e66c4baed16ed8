"""A sheet laid over the visitors' window while the staff work for somebody: the consent to read along, or their code.

The gate goes on underneath: whatever it has to show takes the sheet away.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.consent import consent_words
from kiosk.declaring_screens import DeclareDone
from kiosk.questionnaire import Campaign
from kiosk.scans import Picture, Scan
from kiosk.screens import Language, Screen, Status, Waiting
from ui.frame import Frame
from ui.site import Site
from ui.theme import colours
from ui.theme.scale import Scale
from ui.theme.type import H2, H4, P2
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, space, stretch
from ui.widgets.hand import Hand
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.qr import QrCode
from ui.words.moments import whole_day

CODE_SECONDS: Final = 60
"""A code that nobody photographed by then is not left standing."""
CODE_SIDE: Final = 460


class _Sheet(QWidget):
    """Covers what the gate shows; a touch on it does nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), colours.PAGE)


class VisitorPaper(QObject):
    """A ``kiosk.desk.beside.Beside`` over the visitors' window, and a View beside it, to know when to go."""

    def __init__(self, frame: Frame, site: Site, hand: Hand) -> None:
        super().__init__(frame)
        self._frame, self._site, self._hand = frame, site, hand
        self._language = Language.VI
        self.sheet = _Sheet(frame)
        self.sheet.hide()
        self._content: Column | None = None
        self._over = QTimer(self, singleShot=True, interval=CODE_SECONDS * 1000)
        self._over.timeout.connect(self.nothing)
        frame.over.append(self.sheet)

    @property
    def shown(self) -> bool:
        """Whether something lies there."""
        return self._content is not None

    def consent(self, campaign: Campaign) -> None:
        """The words that are read aloud, to be read along."""
        if not self._frame.isVisible():
            return  # there is no second display
        look = self._look()
        say = look.words.declare.consent
        items: list[Item | Cell] = [Label(say.title, H2, look.scale, lines=2), space(look.px(20))]
        titles = ("", say.purpose, say.who, say.how_long, say.rights, "")
        for title, text in zip(titles, consent_words(campaign, self._language.value), strict=True):
            if title:
                items.append(Label(title, H4, look.scale, colours.BRAND))
            items += [Label(text, P2, look.scale, colours.INK2, lines=4), space(look.px(12))]
        self._lay(look, Column(*items, stretch(), pad=self._pad(look)))

    def code(self, screen: DeclareDone) -> None:
        """The citizen code of whoever was declared for, to be photographed."""
        if not screen.code or not self._frame.isVisible():
            return
        look = self._look()
        say = look.words.declare.done
        until = whole_day(screen.code_until, self._language) if screen.code_until else ""
        middle = Align.CENTER
        self._lay(
            look,
            Column(
                stretch(),
                Label(say.code, H2, look.scale, align=middle),
                space(look.px(16)),
                Cell(QrCode(look, screen.code, CODE_SIDE), align=middle),
                space(look.px(16)),
                Label(say.spelled.format(code=screen.spelled), H4, look.scale, align=middle),
                Label(say.code_until.format(name=screen.name, date=until), P2, look.scale, align=middle),
                space(look.px(16)),
                Label(f"{say.photo.title}. {say.photo.line}", P2, look.scale, colours.INK2, lines=2, align=middle),
                stretch(),
                pad=self._pad(look),
                align=Align.STRETCH,
            ),
        )
        self._over.start()

    def nothing(self) -> None:
        """It is over: nobody's code stays."""
        self._over.stop()
        self.sheet.hide()
        if self._content is not None:
            for widget in self._content.widgets():
                widget.hide()
                widget.deleteLater()
            self._content = None

    # View

    def show(self, screen: Screen, limit: float | None) -> None:  # noqa: ARG002 - as every View
        """The gate has something to show: it goes first."""
        if not isinstance(screen, Waiting):
            self.nothing()

    def renew(self, screen: Screen) -> None:
        """The screen below has changed."""

    def status(self, status: Status) -> None:
        """It says nothing of the status."""

    def language(self, language: Language) -> None:
        """Say the next thing in this language."""
        self._language = language

    def picture(self, picture: Picture) -> None:
        """It has no live picture."""

    def outline(self, scan: Scan) -> None:
        """It marks no code."""

    def _look(self) -> Look:
        return Look(Scale(self._frame.width(), self._frame.height()), self._language, self._site, self._hand)

    def _pad(self, look: Look) -> Pad:
        side = look.px(48 if look.scale.portrait else 160)
        return Pad(side, look.px(40), side, look.px(24))

    def _lay(self, look: Look, content: Column) -> None:
        """Put it in place of what lay there."""
        self.nothing()
        top = self._frame.bar.height() if self._frame.bar else look.px(104)
        self._content = content
        for widget in content.widgets():
            widget.setParent(self.sheet)
            widget.show()
        self.sheet.setGeometry(0, top, self._frame.width(), self._frame.height() - top)
        content.put(0, 0, self.sheet.width(), self.sheet.height())
        self.sheet.show()
        self.sheet.raise_()
