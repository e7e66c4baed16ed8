"""The three columns of khai hộ: each scrolls by itself where it is higher than its place; all at once upright."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.panel import Panel
from ui.staff.proxy.consent import Consent
from ui.staff.proxy.fields import Details
from ui.staff.proxy.questions import Questions

WHO, WHERE, HEALTH = 488, 426, 630
"""How wide they are beside each other, in parts."""


class Columns(QWidget):
    """The cards beside each other, or below each other on a display that stands upright."""

    def __init__(self, look: DeskLook, details: Details, health: Panel, questions: Questions, consent: Consent) -> None:
        super().__init__()
        px, upright = look.px, look.scale.portrait
        self._areas: list[QScrollArea] = []
        health.body.addWidget(questions if upright else self._scrolled(questions), 1)
        health.body.addWidget(consent)
        if upright:
            inside = QWidget()
            inside.setObjectName("inside")
            stacked = QVBoxLayout(inside)
            stacked.setContentsMargins(0, 0, px(8), 0)
            stacked.setSpacing(px(16))
            for panel in (details.who, details.where, health):
                stacked.addWidget(panel)
            around = QVBoxLayout(self)
            around.setContentsMargins(0, 0, 0, 0)
            around.addWidget(self._scrolled(inside))
            return
        beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(18))
        beside.addWidget(self._scrolled(details.who), WHO)
        beside.addWidget(self._scrolled(details.where), WHERE)
        beside.addWidget(health, HEALTH)

    def to_top(self) -> None:
        """Show the beginning of each."""
        for area in self._areas:
            area.verticalScrollBar().setValue(0)

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        """A widget that scrolls where it is higher than its place, and never sideways."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # its place says how wide it is
        area.setWidget(inside)
        self._areas.append(area)
        return area
