"""The set-up wizard over the whole screen: the steps on the left, the form, the poster as it grows, the way on below.

Set-up needs a real keyboard, and says so: Tab goes from field to field, Enter to the next one, Ctrl Enter on, Esc
back. Everything can be pressed too.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Step
from kiosk.checkpoint.setting_up_state import Registration
from kiosk.scans import Picture
from ui.setup.bar import Bar
from ui.setup.checkpoint_step import CheckpointStep
from ui.setup.device_step import DeviceStep
from ui.setup.language_step import LanguageStep
from ui.setup.poster_step import Posters, PosterStep
from ui.setup.preview import PosterPreview
from ui.setup.rail import Rail
from ui.setup.read_back import ReadBack
from ui.setup.staff_step import StaffStep
from ui.setup.step import StepPage
from ui.staff.desk_look import DeskLook
from ui.staff.kit.dialog import focus_stops
from ui.staff.kit.focus import DeskRing
from ui.staff.kit.style import desk_stylesheet
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.theme.scale import Scale
from ui.words.setup_words import setup_words

_READ_BACK: Final = (Registration.READ_BACK, Registration.LATER)


class SetupWindow(QWidget):
    """Shows where setting up stands. ``finished`` is called once: the settings are written, or the wizard was left."""

    def __init__(self, wizard: SettingUp, posters: Posters, finished: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("Kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wizard = wizard
        self._posters, self._finished = posters, finished
        self._over = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._inside: QWidget | None = None
        self.page: StepPage | None = None
        self._read_back: ReadBack | None = None
        self._look = self._looking()
        self._ring = DeskRing(self, self._look)
        self._made: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        wizard.listen(self.show_state, self._show_picture)
        self.show_state()
        self._timer.start()

    def show_state(self) -> None:
        """Show where the wizard stands now."""
        state = self.wizard.state
        if state.done is not None:
            self._end()
            return
        wanted = (state.step, state.draft.language, self.width(), self.height())
        fresh = wanted != self._made
        if fresh:
            moved = wanted[0] != self._made[0] if self._made else True
            self._make(focus_first=moved)
        page = self.page
        if page is None:
            return
        before = page.wrong()
        page.show_state(state)
        self._preview.show_poster(self.wizard.poster())
        self.bar.show_state(state)
        wrong = page.wrong()
        if wrong is not None and before is None and not fresh:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_back()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name and shape
        """Tab; what has the focus is scrolled to."""
        moved = super().focusNextPrevChild(forward)
        self._see_focus()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, Ctrl Enter on, Esc back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat() and self.bar.on.isEnabled():
                self.wizard.next()
        elif enter:
            self.focusNextPrevChild(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.wizard.back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The ring stands around the focus while keys are used."""
        if event.type() == QEvent.Type.KeyPress:
            self._ring.keys(used=True)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._ring.keys(used=False)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make everything for this size."""
        super().resizeEvent(event)
        self.show_state()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The wizard is left; what was chosen stays."""
        super().closeEvent(event)
        self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colours.PAGE)

    def _looking(self) -> DeskLook:
        language = self.wizard.state.draft.language
        return DeskLook(Scale(max(self.width(), 320), max(self.height(), 320)), language)

    def _make(self, *, focus_first: bool) -> None:
        """Build the step in this language and size. The focus stays where it was, unless the step is another."""
        state = self.wizard.state
        self._made = (state.step, state.draft.language, self.width(), self.height())
        self._look = look = self._looking()
        self.setStyleSheet(desk_stylesheet(look))
        at = self._focus_at()
        self._close_read_back()
        if self._inside is not None:
            if isinstance(self.page, StaffStep):
                self.page.leave()
            self._whole.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        rail = Rail(look)
        rail.show_step(state.step, frozenset(range(1, state.step)))
        row.addWidget(rail)
        row.addWidget(self._right(look), 1)
        self._whole.addWidget(self._inside)
        self._inside.show()
        self._ring.relook(look)
        stops = self._stops()
        if focus_first or at is None or at >= len(stops):
            first = self.page.first() if self.page else None
            (first or self.bar.on).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            stops[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _right(self, look: DeskLook) -> QWidget:
        state, px = self.wizard.state, look.px
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        page = self.page = self._page(look)
        head = QVBoxLayout()
        head.setContentsMargins(px(48), px(36), px(48), px(10))
        head.setSpacing(0)
        head.addWidget(StaffLabel(page.head().title, look, 38, 800))
        head.addWidget(StaffLabel(page.head().line, look, 22, 500, colours.INK2, wrap=True))
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setContentsMargins(px(42), 0, px(48), 0)
        middle.setSpacing(px(28))
        page.show_state(state)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        middle.addWidget(self._scroll, 1)
        self._preview = PosterPreview(look)
        beside = QVBoxLayout()
        beside.addWidget(StaffLabel(setup_words(look.language).register.poster_here, look, 18, 600, colours.INK2))
        self._preview.setFixedWidth(px(372))
        beside.addWidget(self._preview)
        beside.addStretch(1)
        if state.step is Step.CHECKPOINT and not look.scale.portrait:
            middle.addLayout(beside)
        else:
            self._preview.setParent(right)
            self._preview.hide()
        column.addLayout(middle, 1)
        self.bar = Bar(look, state.step)
        self.bar.back.clicked.connect(self.wizard.back)
        self.bar.on.clicked.connect(self.wizard.next)
        column.addWidget(self.bar)
        return right

    def _page(self, look: DeskLook) -> StepPage:
        match self.wizard.state.step:
            case Step.LANGUAGE:
                return LanguageStep(look, self.wizard)
            case Step.CHECKPOINT:
                return CheckpointStep(look, self.wizard)
            case Step.DEVICES:
                return DeviceStep(look, self.wizard)
            case Step.STAFF:
                return StaffStep(look, self.wizard)
            case Step.POSTER:
                return PosterStep(look, self.wizard, self._posters)

    def _ask_back(self) -> None:
        """Open what is read back, or close it."""
        registration = self.wizard.state.registration
        wanted = registration in _READ_BACK
        later = registration is Registration.LATER
        if self._read_back is not None and (not wanted or self._read_back.later != later):
            self._close_read_back()
        if wanted and self._read_back is None:
            self._read_back = ReadBack(self._look, self.wizard, self)
            self._read_back.closed.connect(self._back_to_form)
            self._read_back.open_in(self)

    def _back_to_form(self) -> None:
        self._read_back = None
        if self.wizard.state.registration in _READ_BACK:
            self.wizard.registering.unconfirm()

    def _close_read_back(self) -> None:
        dialog, self._read_back = self._read_back, None
        if dialog is not None:
            dialog.closed.disconnect(self._back_to_form)
            dialog.close_now()

    def _show_picture(self, picture: Picture) -> None:
        if self.page is not None:
            self.page.show_picture(picture)

    def _tick(self) -> None:
        if self.page is not None:
            self.page.tick()

    def _stops(self) -> list[QWidget]:
        return focus_stops(self)

    def _focus_at(self) -> int | None:
        focused, stops = self.focusWidget(), self._stops()
        return stops.index(focused) if focused in stops else None

    def _see_focus(self) -> None:
        focused = self.focusWidget()
        if self.page is not None and self.page.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, self._look.px(90))

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            application = QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self.wizard.listen(lambda: None, lambda _: None)
            self._finished()
