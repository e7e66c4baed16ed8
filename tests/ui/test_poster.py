"""The poster: its code is measured and read back, in colour and in black and white."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from typer.testing import CliRunner

from kiosk.checkpoint.poster_text import Poster
from kiosk.commands.poster import poster as command
from kiosk.errors import DeviceError, SettingsError
from ui.printing.poster import MARGIN, PDF_DPI, QUIET, PosterDrawing, Size, poster_pdf
from ui.printing.poster_output import PosterOutput
from ui.setup.preview import picture_of

LINKS = (
    "https://kiemdich.example/Q/HV-02",
    "https://trung-tam.kiem-dich.so-y-te.example/Q/ABCDEFGH-12345678",
)
POSTER = Poster(
    site="Bệnh viện Đa khoa Hạ Vân",
    gate="Cổng số 2 – Sảnh khám bệnh",
    code="HV-02",
    link=LINKS[0],
    address="Số 12 đường Ví Dụ, phường Hạc Thành, Thanh Hóa",
    phone="0900 000 020",
    hotlines=("1022", "1900 9095"),
    notice="5K: Khẩu trang – Khử khuẩn – Khoảng cách\nKhông tụ tập – Khai báo y tế",
    notice_en="5K: Masks · Disinfection · Distance\nNo gatherings · Health declaration",
    printed=date(2026, 11, 23),
    site_en="Hạ Vân General Hospital",
)
LONGEST = replace(
    POSTER,
    site="BỆNH VIỆN ĐA KHOA KHU VỰC NGUYỄN ẲỖẬ THỬ",
    gate="Cổng số 2 – Sảnh khám bệnh ngoại trú B",
    code="ABCDEFGH-12345678",
    address="Số 12 ngõ 34 ngách 56 đường Nguyễn Thị Ví Dụ Rất Dài, phường Hạc Thành, Thanh Hóa",
    hotlines=("1022", "1900 9095", "1900 9095", "1900 9095"),
    notice="Xin giữ trật tự ở sảnh, nhường ghế cho người già, người khuyết tật và phụ nữ có thai. Cảm ơn quý khách.",
)
DPI = 150

pytestmark = pytest.mark.usefixtures("qapp")


def picture(poster: Poster, size: Size) -> QImage:
    """What is printed at 1200 dots to the inch, looked at with 150."""
    return picture_of(poster, size, DPI)


def grey(drawn: QImage) -> memoryview:
    flat = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    return memoryview(bytes(flat.constBits())).cast("B", (flat.height(), flat.bytesPerLine()))


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("size", list(Size))
def test_the_code_is_read_back_and_is_as_large_as_it_is_said_to_be(size: Size, link: str) -> None:
    found = zxingcpp.read_barcodes(grey(picture(replace(POSTER, link=link), size)))
    assert [one.text for one in found] == [link]
    assert found[0].ec_level == "Q"
    corners = found[0].position
    measured = (corners.top_right.x - corners.top_left.x) * 25.4 / DPI
    printed = PosterDrawing(replace(POSTER, link=link), size).code_mm
    if size is Size.A5:
        assert 115 <= printed <= 125
    else:
        assert 150.0 <= printed <= 150.0 * size.zoom + 2
    assert measured == pytest.approx(printed, abs=size.width / 40)


@pytest.mark.parametrize("size", list(Size))
def test_black_and_white_printers_print_it_too(size: Size) -> None:
    mono = picture(POSTER, size).convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
    found = zxingcpp.read_barcodes(grey(mono))
    assert [one.text for one in found] == [LINKS[0]]


@pytest.mark.parametrize("poster", [POSTER, LONGEST])
@pytest.mark.parametrize("size", list(Size))
def test_everything_keeps_its_margin_and_the_code_its_white(size: Size, poster: Poster) -> None:
    drawn = grey(picture(poster, size))
    down, across = drawn.shape or (0, 0)
    dots = DPI / 25.4
    margin = int(MARGIN * dots) - 2
    width = round(size.width * dots)
    ink = [
        (x, y)
        for y in range(0, down, 2)
        for x in (*range(0, margin, 2), *range(width - margin, min(width, across), 2))
        if drawn[y, x] < 200
    ]
    edges = (*range(margin), *range(down - margin, down))
    ink += [(x, y) for y in edges for x in range(0, width, 3) if drawn[y, x] < 200]
    assert ink == []
    found = zxingcpp.read_barcodes(drawn)[0].position
    quiet = (
        int(QUIET * PosterDrawing(poster, size).module * DPI / PDF_DPI) - 4
    )  # where the code begins is known to a few dots
    left, top = found.top_left.x, found.top_left.y
    right, bottom = found.bottom_right.x, found.bottom_right.y
    white = [
        *((x, y) for y in range(top - quiet + 2, bottom + quiet - 2, 5) for x in (left - quiet, right + quiet)),
        *((x, y) for x in range(left, right, 5) for y in (top - quiet + 2, bottom + quiet - 2)),
    ]
    assert [at for at in white if 0 <= at[0] < width and drawn[at[1], at[0]] < 250] == []


@pytest.mark.parametrize("size", list(Size))
def test_the_pdf_is_one_page_of_that_size_with_letters_and_no_picture(size: Size) -> None:
    data = poster_pdf(POSTER, size)
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", data)
    assert box is not None
    assert float(box[1]) * 25.4 / 72 == pytest.approx(size.width, abs=0.5)
    assert float(box[2]) * 25.4 / 72 == pytest.approx(size.height, abs=0.5)
    assert data.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in data
    assert b"/Subtype /Image" not in data


def test_the_modules_are_whole_dots_of_the_paper() -> None:
    for size in Size:
        drawing = PosterDrawing(POSTER, size)
        count = drawing.code_mm * drawing.dpi / 25.4 / drawing.module
        assert count == pytest.approx(round(count))


def test_without_a_link_there_is_a_preview_and_no_paper() -> None:
    none = replace(POSTER, link="", code="")
    assert zxingcpp.read_barcodes(grey(picture(none, Size.A4))) == []
    with pytest.raises(SettingsError, match="not registered"):
        poster_pdf(none, Size.A4)


def test_a_poster_is_saved_over_the_earlier_one(tmp_path: Path) -> None:
    out = PosterOutput(tmp_path / "new")
    path = out.save(POSTER, Size.A4)
    assert path.read_bytes().startswith(b"%PDF")
    assert out.save(POSTER, Size.A4) == path
    assert [one.name for one in path.parent.iterdir()] == ["ap-phich-HV-02-A4.pdf"]
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DeviceError, match="cannot be written"):
        PosterOutput(tmp_path / "file").save(POSTER, Size.A4)


def test_the_command_writes_the_poster_of_this_gate(tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[site]\nname = "Bệnh viện Thử"\ncode = "HV-02"\n[centre]\nurl = "https://kiemdich.example"\n', encoding="utf-8"
    )
    ran = CliRunner().invoke(app, ["--size", "a3", "--out", str(tmp_path / "a3.pdf"), "--config", str(config)])
    assert ran.exit_code == 0, ran.output
    assert re.search(r"the code is 21\d\.\d mm wide", ran.stdout)
    assert (tmp_path / "a3.pdf").read_bytes().startswith(b"%PDF")
    config.write_text("", encoding="utf-8")
    ran = CliRunner().invoke(app, ["--out", str(tmp_path / "none.pdf"), "--config", str(config)])
    assert (ran.exit_code, "kiosk setup" in ran.stderr) == (2, True)
    assert not (tmp_path / "none.pdf").exists()
