"""Việt Nam as a map of tiles: each province a square, about where it lies, so that small ones can be read and touched.

The places of the tiles are our own arrangement of the 34 provinces; the map is drawn as an SVG whose tiles are links.
"""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode

from markupsafe import Markup

from central_server.assessments.checklist import Level

WIDE, HIGH, GAP = 80, 70, 4
TILES: Mapping[str, tuple[int, int]] = {
    "12": (1, 0), "15": (2, 0), "08": (3, 0), "04": (4, 0),
    "11": (0, 1), "14": (1, 1), "25": (2, 1), "19": (3, 1), "20": (4, 1),
    "01": (2, 2), "24": (3, 2), "22": (4, 2),
    "37": (2, 3), "33": (3, 3), "31": (4, 3),
    "38": (2, 4),
    "40": (2, 5),
    "42": (2, 6),
    "44": (3, 7),
    "46": (3, 8),
    "48": (4, 9),
    "51": (4, 10),
    "52": (4, 11),
    "66": (4, 12),
    "68": (3, 13), "56": (4, 13),
    "80": (1, 14), "75": (2, 14),
    "82": (1, 15), "79": (2, 15),
    "91": (0, 16), "92": (1, 16), "86": (2, 16),
    "96": (0, 17),
}  # fmt: skip
"""Column and row of each province's tile, by its code."""


def drawn(
    names: Mapping[str, str], counts: Mapping[str, Mapping[Level, int]], say: Callable[[int, int], str], chosen: str
) -> Markup:
    """The map. ``names`` are the provinces' short names; ``say`` words how many of how many places are safe."""
    columns, rows = (1 + max(place[axis] for place in TILES.values()) for axis in (0, 1))
    width, height = columns * (WIDE + GAP) - GAP, rows * (HIGH + GAP) - GAP
    tiles = "".join(_tile(code, names.get(code, code), counts.get(code, {}), say, code == chosen) for code in TILES)
    return Markup(f'<svg class="tiles" viewBox="0 0 {width} {height}" role="group">{tiles}</svg>')  # noqa: S704


def _tile(code: str, name: str, levels: Mapping[Level, int], say: Callable[[int, int], str], chosen: bool) -> str:
    column, row = TILES[code]
    x, y = column * (WIDE + GAP), row * (HIGH + GAP)
    total, safe = sum(levels.values()), levels.get(Level.SAFE, 0)
    label = escape(f"{name}: {say(safe, total)}", quote=True)
    kind = "none" if not total else "safe" if safe == total else "unsafe" if levels.get(Level.UNSAFE) else "some"
    link, here = urlencode({"province": code}), " aria-current='true'" if chosen else ""
    return (
        f'<a href="/safety?{link}" aria-label="{label}"{here}>'
        f'<rect class="{kind}" x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f"{_lines(name, x + WIDE // 2, y + 21)}"
        f'<text class="count" x="{x + WIDE // 2}" y="{y + 60}">{f"{safe}/{total}" if total else "–"}</text></a>'
    )


def _lines(name: str, x: int, y: int) -> str:
    """A name in two lines, so that it can be read on a narrow phone."""
    first, _, last = name.rpartition(" ")
    lines = [one for one in (first, last) if one]
    return "".join(f'<text x="{x}" y="{y + 18 * at}">{escape(line)}</text>' for at, line in enumerate(lines))
