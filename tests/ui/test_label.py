"""No painted pixel of a text is cut: each is compared with the same text painted where nothing can cut it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import type as types
from ui.theme.fonts import font
from ui.theme.scale import TEXT_FLOOR, Scale
from ui.theme.type import Type
from ui.widgets.boxes import Align
from ui.widgets.label import Label, runs

HARDEST = "ẲỖ NGUYỄN Ậ"
BIG = Scale(1920, 1080)
KINDS = [value for value in vars(types).values() if isinstance(value, Type)]


def inked(widget: QWidget, room: int) -> int:
    """How many pixels the widget paints on white when it has ``room`` around it."""
    image = QImage(widget.width() + 2 * room, widget.height() + 2 * room, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    widget.render(painter, QPoint(room, room))
    painter.end()
    data = bytes(image.constBits())
    return sum(1 for blue in data[::4] if blue < 128)


def label_in_its_place(text: str, kind: Type, lines: int = 1, width: float | None = None) -> Label:
    label = Label(text, kind, BIG, QColor("black"), lines=lines)
    wide = width or label.wide()
    label.put(0, 0, wide, label.tall(wide))
    return label


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.px:g}-{kind.weight}-{kind.line:g}-{kind.figures}")
def test_no_pixel_of_the_hardest_letters_is_cut(kind: Type, qtbot: QtBot) -> None:
    label = label_in_its_place(HARDEST, kind)
    qtbot.addWidget(label)
    tight = inked(label, 0)
    # The same label made much larger than its text: whatever was cut before now shows.
    label.setGeometry(0, 0, label.width() * 2, label.height() * 2)
    assert tight == inked(label, 0) > 0


def test_two_lines_of_capitals_do_not_touch_or_lose_a_pixel(qtbot: QtBot) -> None:
    label = label_in_its_place("MỜI GẶP ẬỆ ẲỖ ỄẨ", types.WORD2, 2, 800)
    qtbot.addWidget(label)
    assert label.line_height(132, 2) >= 1.45 * 132
    tight = inked(label, 0)
    label.setGeometry(0, 0, label.width() * 2, label.height() * 2)
    assert tight == inked(label, 0)


def test_a_plain_label_does_cut_them(qtbot: QtBot) -> None:
    """The red control: Qt's own label at its own size paints NGUYỄN as NGUYÊN."""

    def plain(room: int) -> int:
        label = QLabel(HARDEST)
        qtbot.addWidget(label)
        label.setFont(font(types.H1, 76))
        label.setContentsMargins(0, room, 0, room)
        label.setStyleSheet("color: black; background: white")
        label.resize(label.sizeHint())
        return inked(label, 0)

    assert plain(0) < plain(40)


FITS: list[Callable[[], Label]] = [
    lambda: label_in_its_place("Một câu dài hơn chỗ dành cho nó rất nhiều", types.P1, 1, 400),
    lambda: label_in_its_place("Một câu dài hơn chỗ dành cho nó rất nhiều", types.P1, 2, 400),
]


@pytest.mark.parametrize("make", FITS)
def test_text_too_long_for_its_place_gets_smaller_or_wraps_and_is_whole(
    make: Callable[[], Label], qtbot: QtBot
) -> None:
    label = make()
    qtbot.addWidget(label)
    assert label.fits()
    assert TEXT_FLOOR <= label.px <= label.wanted
    assert "…" not in label.text()


def test_what_is_strong_is_no_part_of_the_text(qtbot: QtBot) -> None:
    label = label_in_its_place("Tổng đài **1022**", types.P3)
    qtbot.addWidget(label)
    assert label.text() == label.accessibleName() == "Tổng đài 1022"
    assert runs("**a** b") == (("a", True), (" b", False))


@pytest.mark.parametrize("align", [Align.START, Align.CENTER, Align.END])
def test_alignment_moves_the_text_within_its_place(align: Align, qtbot: QtBot) -> None:
    label = Label("08:42", types.CLOCK, BIG, QColor("black"), align=align)
    qtbot.addWidget(label)
    label.put(0, 0, 600, 60)
    image = label.grab().toImage()
    columns = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).red() < 128 for y in range(0, image.height(), 3))
    ]
    middle = (columns[0] + columns[-1]) / 2 / image.width()
    assert {Align.START: middle < 0.3, Align.CENTER: 0.45 < middle < 0.55, Align.END: middle > 0.7}[align]
