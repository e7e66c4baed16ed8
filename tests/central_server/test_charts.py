"""Charts: drawn with attributes that our policy lets pass, with every figure in a table, and no label cut off."""

import re
from xml.etree import ElementTree

import pytest

from central_server.authority.charts import WIDTH, Chart, bars, columns, line

HOURS = [(f"{hour:02d}", float(hour * 37 % 50)) for hour in range(24)]
LONG = "Bệnh viện Đa khoa khu vực Hạ Vân và các phường lân cận"


def drawn(chart: Chart) -> ElementTree.Element:
    assert chart.svg is not None
    return ElementTree.fromstring(chart.svg)  # noqa: S314  # our own


ALL = {
    "bars": bars("Cách nhận diện", [("Thẻ căn cước", 1200), ("Khai hộ", 7)], "vi"),
    "columns": columns("Theo giờ", [("Đến", HOURS), ("Đi", [(label, value // 2) for label, value in HOURS])], "vi"),
    "line": line("Trung vị", HOURS, "en"),
    "nobody": columns("Theo giờ", [("Đến", [(label, 0) for label, _ in HOURS])], "vi"),
    "one": line("Một ngày", [("01/11", 5)], "vi"),
}


@pytest.mark.parametrize("name", ALL)
def test_nothing_in_it_is_style(name: str) -> None:
    for element in drawn(ALL[name]).iter():
        assert element.tag in {"svg", "g", "rect", "line", "path", "text"}
        assert not {"style", "font-family", "onload"} & element.attrib.keys()


@pytest.mark.parametrize("name", ALL)
def test_everything_is_within_the_picture(name: str) -> None:
    """Letters are reckoned at 8 units each, as wide as they ever are at this size."""
    root = drawn(ALL[name])
    parents = {child: parent for parent in root.iter() for child in parent}
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == WIDTH
    for element in root.iter():
        if element.tag not in ("text", "rect"):
            continue
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        above: ElementTree.Element | None = element
        while (above := parents.get(above) if above is not None else None) is not None:
            if moved := re.fullmatch(r"translate\((-?\d+) (-?\d+)\)", above.get("transform", "")):
                x, y = x + float(moved[1]), y + float(moved[2])
        wide = 8 * len(element.text or "") if element.tag == "text" else float(element.attrib["width"])
        left = x - wide * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        assert left >= 0
        assert left + wide <= width + 1
        assert 0 <= y <= height


def test_columns_stand_for_their_figures() -> None:
    tops = [rect for rect in drawn(ALL["columns"]).iter("rect") if rect.get("stroke")]
    heights = [float(rect.attrib["height"]) for rect in tops]
    assert len(heights) == 24
    most = max(heights)
    highest = max(value for _, value in HOURS)
    assert [round(height / most * highest) for height in heights] == [value for _, value in HOURS]


def test_the_table_says_all_of_it() -> None:
    chart = bars("Nơi đến", [(LONG, 12345), (LONG + " hai", 0.5)], "vi", ("Nơi", "Lượt"))
    assert chart.header == ("Nơi", "Lượt")
    assert chart.rows == ((LONG, "12.345"), (LONG + " hai", "0,5"))
    assert ALL["columns"].header == ("", "Đến", "Đi")
    assert ALL["columns"].rows[1] == ("01", "37", "18")


def test_places_whose_names_begin_alike_keep_a_bar_each() -> None:
    chart = bars("Nơi đến", [(LONG, 10), (LONG + " hai", 20)], "vi")
    widths = {float(rect.attrib["width"]) for rect in list(drawn(chart).iter("rect"))[1:]}
    assert len(widths) == 2


def test_nothing_is_drawn_of_nothing() -> None:
    assert (
        bars("Nơi đến", [], "vi").svg is columns("Theo giờ", [("Đến", [])], "vi").svg is line("x", [], "vi").svg is None
    )


def test_what_names_say_is_text() -> None:
    chart = bars('"><script>', [("<b>&", 1)], "vi")
    assert chart.svg is not None
    assert "<script" not in chart.svg
    assert "<b>" not in chart.svg
