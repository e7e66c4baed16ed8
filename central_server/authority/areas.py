"""Provinces, wards and kinds of places, as the office's pages name and filter by them."""

from functools import lru_cache

from kiosk.places import Places

KINDS = ("hospital", "clinic", "office", "school", "shop", "hotel", "transport", "factory", "other")


@lru_cache(maxsize=1)
def places() -> Places:
    """The places of today."""
    return Places.load()


def province_name(code: str | None) -> str:
    """A province's name without *Tỉnh*; the code itself where there is no such province, empty for None."""
    found = places().province(code) if code else None
    return found.short if found else code or ""


def ward_name(code: str | None) -> str:
    """A ward's full name; the code itself where there is no such ward, empty for None."""
    found = places().ward(code) if code else None
    return found.name if found else code or ""


def provinces(area: str | None) -> list[tuple[str, str]]:
    """Provinces to choose from, of which an officer of one area has one: code and name."""
    return [(one.code, one.name) for one in places().provinces if area in (None, one.code)]


def wards(province: str | None) -> list[tuple[str, str]]:
    """The wards of a province to choose from: code and name."""
    return [(one.code, one.name) for one in places().wards(province)] if province else []
