"""The day on one sheet of paper: one page, letters in it, black and white, nothing over anything else."""

import re
import sys
import threading
from contextlib import suppress
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage, QPainter

from kiosk.desk.figures import Figures, Hour, Spread, Stage, StageFigures, Way, WayFigures
from kiosk.errors import DeviceError
from kiosk.screens import Language
from tests.ui.print_service import Service, serving
from tests.ui.test_desk_figures import EMPTY, FULL
from ui.printing.day_report import ReportPlace, day_report_pdf, paint_day_report
from ui.printing.day_report_output import print_day_report
from ui.printing.paper import A4
from ui.printing.print_queue import PrintQueue
from ui.theme.fonts import load_fonts

pytestmark = pytest.mark.usefixtures("qapp")

PLACE = ReportPlace("Bệnh viện Đa khoa Hạ Vân", "Cổng số 2 – Sảnh khám bệnh")
LONG = ReportPlace(
    "Trung tâm Kiểm soát Bệnh tật vùng ĐỒNG BẰNG SÔNG CỬU LONG, cơ sở Ẳ",
    "Cổng số 12 – Khu khám bệnh theo yêu cầu, nhà B",
)

MOST = replace(
    FULL,
    hours=tuple(Hour(hour, 1000 + hour, 900) for hour in range(24)),
    ways=tuple(WayFigures(way, 10_000, Spread(10_000, 3_500.0, 35_900.0)) for way in Way),
    stages=tuple(StageFigures(stage, Spread(10_000, 3_500.0, 35_900.0), 9_999) for stage in Stage),
)
Dots = npt.NDArray[np.uint8]
PART = 4
"""How much coarser than on paper the pictures of these tests are."""


def painted(figures: Figures, place: ReportPlace = PLACE, language: Language = Language.VI) -> Dots:
    image = QImage(A4.dots(210) // PART, A4.dots(297) // PART, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(1 / PART, 1 / PART)
    paint_day_report(painter, figures, place, language)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()


def rows(dots: Dots, top: float, bottom: float) -> Dots:
    """The part of the sheet between two heights, in millimetres."""
    return dots[A4.dots(top) // PART : A4.dots(bottom) // PART]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("figures", "place"), [(FULL, PLACE), (MOST, LONG), (EMPTY, PLACE)], ids=["full", "most", "none"]
)
def test_a_report_is_one_page_with_its_letters_in_it(figures: Figures, place: ReportPlace, language: Language) -> None:
    pdf = day_report_pdf(figures, place, language)

    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert b"/FontFile" in pdf
    assert b"/MediaBox [0 0 595" in pdf or b"/MediaBox [0 0 596" in pdf
    assert b"/Author ()" in pdf


@pytest.mark.parametrize("language", Language)
def test_it_is_black_white_and_grey_and_keeps_its_margins(language: Language) -> None:
    dots = painted(MOST, LONG, language)
    margin = A4.dots(12) // PART

    assert (dots[:, :, 0] == dots[:, :, 1]).all()
    assert (dots[:, :, 1] == dots[:, :, 2]).all()
    for edge in (dots[:margin], dots[-margin // 2 :], dots[:, :margin], dots[:, -margin:]):
        assert (edge == 255).all()
    assert (dots < 60).any()


def test_the_longest_tables_end_above_the_place_to_sign() -> None:
    assert (rows(painted(MOST, LONG), 255.0, 258.5) == 255).all()


def test_arrivals_are_solid_and_departures_hollow() -> None:
    day = replace(FULL, hours=tuple(Hour(hour, 100, 100) for hour in range(6, 16)))
    dark = rows(painted(day), 128.0, 130.0)[:, :, 0].mean(axis=0) < 128
    edges = np.flatnonzero(np.diff(dark.astype(np.int8)))
    runs = edges[1::2] - edges[::2]

    wide, thin = runs[runs > 20], runs[runs <= 20]
    assert len(wide) == 10
    assert len(thin) == 20  # two sides of each hollow bar


def test_a_day_without_anybody_says_so_and_shows_no_zero() -> None:
    nothing, full = painted(EMPTY), painted(FULL)

    assert (rows(nothing, 75.0, 255.0) == 255).all()
    assert (rows(full, 75.0, 255.0) < 255).any()


def printing(service: Service, slips: str) -> list[bytes]:
    """What comes out of the printers of a service."""
    with serving(service) as served:
        with suppress(DeviceError):
            print_day_report(FULL, PLACE, Language.VI, slips, PrintQueue(served.address))
        return served.documents


@pytest.mark.skipif(sys.platform == "win32", reason="there the spooler prints, and not CUPS")
def test_a_report_goes_to_a_printer_for_sheets_and_never_to_the_roll() -> None:
    there = {"Laser": "none", "TM-T20": "none"}

    assert len(printing(Service(there, default="Laser"), "system:TM-T20")) == 1
    assert len(printing(Service(there, default="TM-T20"), "system:Laser?paper=a4")) == 1
    assert len(printing(Service(there, default="Laser"), "")) == 1
    assert printing(Service(there, default="TM-T20"), "system:TM-T20") == []
    assert printing(Service(there, default="TM-T20"), "system:") == []
    assert printing(Service({}), "") == []


def test_it_may_be_made_on_another_thread() -> None:
    load_fonts()
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(day_report_pdf(FULL, PLACE, Language.VI)))
    thread.start()
    thread.join()

    assert made[0].startswith(b"%PDF")
