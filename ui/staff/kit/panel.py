"""White cards with a title."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.staff.desk_look import DeskLook
from ui.staff.kit.text import StaffLabel


class Panel(QFrame):
    """A card. ``head`` holds its title, and what belongs beside it on the right; ``body`` what it is about."""

    def __init__(self, look: DeskLook, title: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        px = look.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(22), px(16), px(22), px(18))
        whole.setSpacing(px(10))
        self.head = QHBoxLayout()
        self.head.setSpacing(px(10))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(10))
        whole.addLayout(self.head)
        whole.addLayout(self.body, 1)
        self.title = StaffLabel(title, look, 22, 700)
        if title:
            self.head.addWidget(self.title)
            self.head.addStretch(1)
        else:
            self.title.hide()
            self.title.setParent(self)
