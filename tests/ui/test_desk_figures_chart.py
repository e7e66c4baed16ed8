"""The chart of a day: what is drawn is what was counted, the same every time, and not to be dragged about."""

import itertools
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.figures import Hour
from kiosk.screens import Language
from tests.ui.desk_fakes import desk_look
from tests.ui.test_desk_figures import FULL, Host
from ui.staff.figures.chart import HourChart, load_chart
from ui.staff.figures.numbers import Numbers
from ui.words.desk_figures_words import figures_words

LOADING = """
import gc, sys, threading
import ui.staff.figures.page
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from ui.staff.figures.chart import load_chart
assert not any(name.startswith("pyqtgraph") for name in sys.modules)
application = QApplication([])
hook, sheet, font, palette = sys.excepthook, application.styleSheet(), application.font(), application.palette()
thread = threading.Thread(target=load_chart)
thread.start()
thread.join()
import pyqtgraph
assert not any(isinstance(each, QObject) and each is not application for each in gc.get_objects())
assert (sys.excepthook, application.styleSheet(), application.font()) == (hook, sheet, font)
assert application.palette() == palette
assert not pyqtgraph.getConfigOption("useOpenGL")
assert not pyqtgraph.getConfigOption("antialias")
print("well")
"""


def test_what_draws_is_loaded_for_the_page_alone_on_a_worker_and_changes_nothing_else() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LOADING], capture_output=True, text=True, env=environment, check=False
    )

    assert (done.stdout, done.stderr, done.returncode) == ("well\n", "", 0)


def charted(qtbot: QtBot, hours: tuple[Hour, ...], running: int | None) -> tuple[Host, HourChart]:
    """The chart of these hours, 900 x 500, in a window that must be kept as long."""
    load_chart()
    look = desk_look(900, 500)
    chart = HourChart(look, figures_words(Language.VI).chart)
    host = Host(chart, look)
    qtbot.addWidget(host)
    chart.draw(hours, running, "")
    qtbot.wait(20)
    return host, chart


def drawn(qtbot: QtBot, hours: tuple[Hour, ...], running: int | None) -> QImage:
    """The same as a picture."""
    _window, chart = charted(qtbot, hours, running)
    return chart.grab().toImage()


def test_the_same_day_is_drawn_dot_by_dot_the_same(qtbot: QtBot) -> None:
    pictures = [drawn(qtbot, FULL.hours, 15) for _ in range(2)]

    assert pictures[0] == pictures[1]
    seen = {pictures[0].pixelColor(x, 400).name() for x in range(pictures[0].width())}
    assert {"#0a4a5c", "#ffffff", "#17407f"} <= seen


def test_a_bar_is_as_tall_as_its_number(qtbot: QtBot) -> None:
    counts = (100, 50, 25, 0, 10, 100)
    image = drawn(qtbot, tuple(Hour(8 + place, count, 0) for place, count in enumerate(counts)), None)

    heights = []
    for x in range(image.width()):
        dots = "".join("# "[image.pixelColor(x, y).name() != "#0a4a5c"] for y in range(image.height()))
        heights.append(max(map(len, dots.split()), default=0))
    bars = [tall for tall, run in itertools.groupby(heights) if len(list(run)) > 20 and tall > 12]
    assert [tall / bars[0] * 100 for tall in bars] == pytest.approx([100, 50, 25, 10, 100], abs=2)


@pytest.mark.parametrize(("hours", "upright"), [(range(8, 16), False), (range(24), True)])
def test_the_numbers_of_many_hours_stand_upright_on_their_bars(qtbot: QtBot, hours: range, upright: bool) -> None:
    day = tuple(Hour(hour, 100, 100) for hour in hours)
    _window, chart = charted(qtbot, day, None)
    (numbers,) = chart.findChildren(Numbers)

    assert {mark.upright for mark in numbers.marks if mark.text == "100"} == {upright}
    assert sum(mark.text == "100" for mark in numbers.marks) == 2 * len(hours)


def test_the_chart_answers_to_neither_button_of_the_mouse(qtbot: QtBot) -> None:
    _window, chart = charted(qtbot, FULL.hours, 15)
    before = chart.grab().toImage()

    QTest.mouseClick(chart, Qt.MouseButton.RightButton)
    QTest.mouseMove(chart)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton)

    assert chart.grab().toImage() == before
    assert all(
        child.focusPolicy() is Qt.FocusPolicy.NoFocus for child in chart.findChildren(QWidget) if child.isVisible()
    )
