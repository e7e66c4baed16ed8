"""What is on the paper: the code reads, is large enough, and nothing is cut."""

import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp
from PySide6.QtGui import QFontMetrics, QImage

from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from kiosk.screens import Language
from ui.printing.paper import A4, PAPERS, ROLL_80, Paper
from ui.printing.slip import NAME, SMALL, Drawing, pdf, picture
from ui.theme.fonts import font

pytestmark = pytest.mark.usefixtures("qapp")

MIDNIGHT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SLIP = Slip(
    site="Bệnh viện Đa khoa Hạ Vân",
    gate="Cổng số 2 – Sảnh khám bệnh",
    code="HTTPS://KIEMDICH.EXAMPLE/Q/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 8,
    spelled="7Q4M 2F8K XR1C",
    name="N. V. THỬ",
    until=MIDNIGHT,
    entered_at=datetime(2026, 11, 23, 1, 45, tzinfo=UTC),
    next_step="Quầy số 3, lấy số thứ tự",
    language=Language.VI,
)
LONG = replace(
    SLIP,
    site="Trung tâm Kiểm soát Bệnh tật vùng ĐỒNG BẰNG SÔNG CỬU LONG",
    gate="Cổng số 12 – Khu khám bệnh theo yêu cầu, nhà B",
    name="N. H. P. T. " + "WOLFESCHLEGELSTEINHAUSENBERGERDORFF" * 2,
    next_step="Tầng 3, khu C, phòng khám 312, lấy số ở máy bên trái cửa",
)
Dots = npt.NDArray[np.uint8]


def dots(image: QImage) -> Dots:
    """The picture as rows of 0 and 255."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    flat = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return flat[:, : grey.width()].copy()


def read(image: QImage) -> tuple[str, float]:
    """What the code says and how wide it is, in dots."""
    (found,) = zxingcpp.read_barcodes(dots(image))
    place = found.position
    return found.text, place.top_right.x - place.top_left.x


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "slip", [SLIP, LONG, replace(SLIP, code="HTTPS://A.VN/Q/ABCDEF")], ids=["usual", "long", "short"]
)
def test_the_code_on_the_paper_reads_and_is_five_centimetres_wide(slip: Slip, language: Language, paper: Paper) -> None:
    text, across = read(picture(replace(slip, language=language), paper))

    assert text == slip.code
    assert paper.mm(across + 2) >= 50
    assert Drawing(slip, paper).code.side == pytest.approx(across, abs=3)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_picture_is_pure_black_and_white_on_whole_dots_and_leaves_its_margin_white(paper: Paper) -> None:
    image = picture(LONG, paper)
    every = dots(image)

    assert image.format() is QImage.Format.Format_Mono
    assert set(np.unique(every)) == {0, 255}
    assert image.width() == paper.across
    margin = round(12 * paper.zoom)
    assert (every[:margin] == 255).all()
    assert (every[-margin:] == 255).all()
    assert (every[:, :margin] == 255).all()
    assert (every[:, -margin:] == 255).all()


def test_the_quiet_zone_is_white() -> None:
    code = Drawing(SLIP, ROLL_80).code
    every = dots(picture(SLIP, ROLL_80))
    quiet, left = 4 * code.module, (576 - code.side) // 2
    corner = (every[:, left : left + 7 * code.module] == 0).all(axis=1) & (every[:, left - 1] == 255)
    top = int(np.flatnonzero(corner)[0])

    around = every[top - quiet : top + code.side + quiet, left - quiet : left + code.side + quiet].copy()
    around[quiet:-quiet, quiet:-quiet] = 255
    assert (around == 255).all()


@pytest.mark.parametrize("name", ["ẲỖ", "ẶỆ", "N. T. ỄN"])
def test_marks_above_and_below_capitals_are_whole(name: str) -> None:
    with_name, without = (dots(picture(replace(SLIP, name=each), ROLL_80)) for each in (name, " "))
    changed = np.flatnonzero((with_name != without).any(axis=1))
    whole = QFontMetrics(font(NAME, 28)).tightBoundingRect(name).height()

    # A soft edge is lost at each end; a line as high as the typeface says would lose 6.
    assert changed[-1] - changed[0] + 1 >= whole - 2
    # the line above ends before the marks begin
    assert (with_name[changed[0] - 1] == 255).all()


def test_text_is_three_millimetres_high_and_heavy() -> None:
    assert SMALL.px / 8 >= 3
    assert SMALL.weight >= 600


def test_a_longer_text_takes_more_of_the_roll_and_stays_on_the_sheet() -> None:
    assert Drawing(LONG, ROLL_80).height > Drawing(SLIP, ROLL_80).height
    assert A4.mm(Drawing(LONG, A4).height) < 297


def test_what_is_not_known_takes_no_room() -> None:
    bare = replace(SLIP, name="", spelled="", until=None, entered_at=None, next_step="")

    assert Drawing(bare, ROLL_80).height < Drawing(SLIP, ROLL_80).height
    assert read(picture(bare, ROLL_80))[0] == SLIP.code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (MIDNIGHT, MIDNIGHT - timedelta(seconds=1), True),  # both say "through the 24th"
        (MIDNIGHT, MIDNIGHT - timedelta(hours=3), False),  # "until 21:00"
        (MIDNIGHT, MIDNIGHT + timedelta(days=1), False),
    ],
)
def test_the_end_of_a_day_is_told_from_its_middle(one: datetime, other: datetime, same: bool) -> None:
    first, second = (dots(picture(replace(SLIP, until=each), ROLL_80)) for each in (one, other))

    assert np.array_equal(first, second) is same


@pytest.mark.parametrize(
    ("paper", "box"),
    [(ROLL_80, (227, 385)), (A4, (595, 842))],
    ids=["80mm", "a4"],
)
def test_the_pdf_is_one_page_of_the_paper_with_its_typefaces_and_without_a_name(
    paper: Paper, box: tuple[int, int]
) -> None:
    data = pdf(SLIP, paper)

    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    (found,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert (round(float(found[0])), round(float(found[1]))) == box
    assert data.count(b"/FontFile2") == 3
    assert b"/Subtype /Image" not in data  # the code is a shape
    assert re.findall(rb"/(?:Title|Author|Creator) \(([^)]*)\)", data) == [b"", b"", b""]


def test_it_is_painted_on_another_thread_all_the_same() -> None:
    here, there = dots(picture(SLIP, ROLL_80)), []
    worker = threading.Thread(target=lambda: there.append((dots(picture(SLIP, ROLL_80)), pdf(SLIP, A4))))
    worker.start()
    worker.join()

    assert np.array_equal(here, there[0][0])
    assert there[0][1].startswith(b"%PDF-")


def test_a_code_that_no_qr_code_holds_is_a_fault_of_the_world() -> None:
    with pytest.raises(DeviceError, match="too long"):
        picture(replace(SLIP, code="x" * 3000), ROLL_80)
