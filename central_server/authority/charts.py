"""Charts as SVG within a page, drawn by leather; each with a table of the same figures for whoever cannot see it.

The Content-Security-Policy of our pages allows no inline style, neither as an attribute nor as an element: what is
drawn here carries presentation attributes only (``fill``, ``stroke``, ``x`` …), which are no style and not blocked.
Letters have no font of their own: they take that of the page.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import leather
from markupsafe import Markup

from central_server.web.language import Language

# The tokens of site.css: an attribute of SVG can hold no var().
BRAND, BRAND_LINE, OUT_DARK = "#0A4A5C", "#8DB9C5", "#0F2D5C"
INK, INK_QUIET, LINE, LINE_STRONG = "#0B1C26", "#33474F", "#C9D5DA", "#6E838D"
WIDTH = 760
LONGEST = 28  # characters of a label; the table beside the chart has all of it
ROOM = 84  # characters under a chart
_BAR, _COLUMNS = 34, 300  # units of height: of each bar, of a chart with columns or a line
_THEIRS = {"#eee": LINE, "#a8a8a8": LINE_STRONG, "#9c9c9c": INK_QUIET, "#666": INK}

Pairs = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart, to be shown by the macro ``chart`` of templates/office/report_chart.html.

    ``header`` and ``rows`` are the same figures as a table; ``svg`` is None where there is nothing to draw.
    """

    title: str
    svg: Markup | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bars(title: str, pairs: Pairs, language: Language, names: tuple[str, str] | None = None) -> Chart:
    """A bar for each pair, from the top: for kinds of things, whose names are long. ``names`` head the table."""
    if not pairs:
        return _chart(title, None, 0, [(title, pairs)], language, names)
    shown = _labels(pairs)
    drawing = leather.Chart()
    drawing.add_x_scale(0, _top(max(value for _, value in pairs)))
    drawing.add_x_axis(tick_formatter=_formatter(language))
    drawing.add_bars(
        [(Decimal(str(value)), label) for label, (_, value) in zip(shown, pairs, strict=True)], fill_color=BRAND
    )
    height = _BAR * len(pairs) + 120
    return _chart(title, drawing, height, [(title, pairs)], language, names)


def columns(
    title: str, series: Sequence[tuple[str, Pairs]], language: Language, names: tuple[str, ...] | None = None
) -> Chart:
    """A column for each pair, side by side: for hours and days. A second series, with the same labels, is a line.

    ``series`` are (name, pairs), one or two of them.
    """
    pairs = series[0][1]
    if not pairs:
        return _chart(title, None, 0, series, language, names)
    drawing = _in_order(pairs, max(value for _, part in series for _, value in part), language)
    for place_of, (name, part) in enumerate(series):
        points = [(Decimal(place) + Decimal("0.5"), Decimal(str(value))) for place, (_, value) in enumerate(part)]
        if place_of == 0:
            # under a line they are light, so that the two are told apart in grey too
            drawing.add_series(leather.Series(points, name=name), _Columns(BRAND if len(series) == 1 else BRAND_LINE))
        else:
            drawing.add_line(points, name=name, stroke_color=OUT_DARK, width=3)
    return _chart(title, drawing, _COLUMNS, series, language, names)


def line(title: str, pairs: Pairs, language: Language, names: tuple[str, str] | None = None) -> Chart:
    """One line through all pairs: for many days, or medians."""
    if not pairs:
        return _chart(title, None, 0, [(title, pairs)], language, names)
    drawing = _in_order(pairs, max(value for _, value in pairs), language)
    points = [(Decimal(place) + Decimal("0.5"), Decimal(str(value))) for place, (_, value) in enumerate(pairs)]
    drawing.add_line(points, stroke_color=BRAND, width=3)
    return _chart(title, drawing, _COLUMNS, [(title, pairs)], language, names)


def number(value: float, language: Language) -> str:
    """A figure as it is written here.

    >>> number(12345, "vi"), number(12345, "en"), number(2.5, "vi"), number(3.0, "en")
    ('12.345', '12,345', '2,5', '3')
    """
    written = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "vi" else written


class _InOrder(leather.Linear):  # type: ignore[misc]  # leather says nothing of its types
    """A scale of things one after the other, each one unit wide: it ends with the last, at no round number."""

    def __init__(self, count: int) -> None:
        super().__init__(0, count)
        self._count = count

    def project(self, value: Decimal, range_min: float, range_max: float) -> Decimal:
        return Decimal(range_min) + (Decimal(range_max) - Decimal(range_min)) * value / self._count


class _Columns(leather.Columns):  # type: ignore[misc]
    """Columns over a scale of numbers, each one unit wide: leather's own would write every label under them."""

    def validate_series(self, series: Any) -> None:
        """Whatever the functions above make of it is right."""

    def to_svg(
        self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _palette: Any
    ) -> ElementTree.Element:
        group = ElementTree.Element("g", {"class": "series columns"})
        for datum in series.data():
            left = x_scale.project(datum.x - Decimal("0.42"), 0, width)
            right = x_scale.project(datum.x + Decimal("0.42"), 0, width)
            top, bottom = y_scale.project(datum.y, height, 0), y_scale.project(0, height, 0)
            box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
            paint = {"fill": self._fill_color, "stroke": BRAND}
            group.append(ElementTree.Element("rect", {key: str(value) for key, value in box.items()} | paint))
        return group


def _in_order(pairs: Pairs, highest: float, language: Language) -> Any:
    """A chart with things one after the other below, of whose labels as many are written as there is room for."""
    drawing = leather.Chart()
    drawing.set_x_scale(_InOrder(len(pairs)))
    drawing.add_y_scale(0, _top(highest))
    drawing.add_y_axis(tick_formatter=_formatter(language))
    labels = [_short(label, 10) for label, _ in pairs]
    every = -(-len(labels) * (max(map(len, labels)) + 2) // ROOM) or 1
    ticks = [Decimal(place) + Decimal("0.5") for place in range(0, len(labels), every)]
    drawing.add_x_axis(ticks=ticks, tick_formatter=lambda place, *_: labels[int(place)])
    return drawing


def _chart(
    title: str,
    drawing: Any,
    height: int,
    series: Sequence[tuple[str, Pairs]],
    language: Language,
    names: tuple[str, ...] | None,
) -> Chart:
    labels = [label for label, _ in series[0][1]]
    parts = [[number(value, language) for _, value in part] for _, part in series]
    rows = tuple(zip(labels, *parts, strict=True))
    header = names or ("", *(name for name, _ in series))
    return Chart(title, None if drawing is None else _svg(drawing, height, title), header, rows)


def _svg(drawing: Any, height: int, title: str) -> Markup:
    """leather's drawing as it may stand in our pages: in our colours and the page's letters."""
    root = ElementTree.fromstring(drawing.to_svg(width=WIDTH, height=height))  # noqa: S314  # leather's own words
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib.pop("font-family", None)
        if element.get("transform") == "":
            del element.attrib["transform"]
        for painted in ("fill", "stroke"):
            if (theirs := element.get(painted)) in _THEIRS:
                element.set(painted, _THEIRS[theirs])
        for place in ("x", "y", "x1", "x2", "y1", "y2", "width", "height"):
            if (said := element.get(place)) is not None:
                element.set(place, f"{float(said):.1f}".removesuffix(".0"))
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"0 0 {WIDTH} {height}",
        "width": str(WIDTH),
        "role": "img",
        "aria-label": unicodedata.normalize("NFC", title),
    }
    background = next(root.iter("rect"))
    background.set("fill", "none")
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704  # a tree: its texts are escaped


def _labels(pairs: Pairs) -> list[str]:
    """Labels short enough to stand beside a bar, each another one: bars of one name would be one bar."""
    shown: list[str] = []
    for label, _ in pairs:
        short, tail = _short(label, LONGEST), ""
        while short + tail in shown:
            tail += "\u200b"  # takes no room
        shown.append(short + tail)
    return shown


def _short(label: str, most: int) -> str:
    """What fits; precomposed, so that a letter with its tone counts once.

    >>> _short("Bệnh viện Đa khoa khu vực Hạ Vân và các phường lân cận", 28)
    'Bệnh viện Đa khoa khu vực H…'
    """
    plain = unicodedata.normalize("NFC", " ".join(label.split()))
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def _top(highest: float) -> Decimal:
    """The upper end of a scale that begins at 0; leather goes on to the next round number. Never 0, nor fractions."""
    return max(Decimal(4), Decimal(str(highest)))


def _formatter(language: Language) -> Callable[..., str]:
    return lambda value, *_: number(float(value), language)
