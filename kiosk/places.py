"""The provinces and wards of today (since 1 July 2025: 34 provinces, no districts), and how one is found by typing.

The facts lie in ``kiosk/places.json``, which names its source; ``kiosk places update`` renews it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a ward: its official code, its full name, and the name without *Tỉnh*, *Phường* and the like."""

    code: str
    name: str
    short: str
    province: str = ""  # the province's code, for a ward
