"""Python 3.11 counts references to None, True and False; a binding that loses some ends the program within minutes."""

import sys

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TIMES = 200


class Sender(QObject):
    sent = Signal(int)


class Painted(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor("red")))
            painter.drawRect(0, 0, 9, 9)


def lost(of: object, before: int) -> int:
    return before - sys.getrefcount(of)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal from Python 3.12 on")
@pytest.mark.parametrize("of", [None, True, False])
def test_signals_and_painting_lose_no_references(of: object, qtbot: QtBot) -> None:
    sender, painted = Sender(), Painted()
    qtbot.addWidget(painted)
    arrived: list[int] = []
    sender.sent.connect(arrived.append, Qt.ConnectionType.QueuedConnection)
    painted.resize(20, 20)
    painted.show()
    qtbot.waitExposed(painted)
    before = sys.getrefcount(of)
    for number in range(TIMES):
        sender.sent.emit(number)
        painted.repaint()
    qtbot.waitUntil(lambda: len(arrived) == TIMES)
    assert lost(of, before) < TIMES / 4
