"""Provinces and wards, as the office's pages name and filter by them."""

from central_server.places import known_places


def province_name(code: str | None) -> str:
    """A province's name without *Tỉnh*; the code itself where there is no such province, empty for None."""
    found = known_places().province(code) if code else None
    return found.short if found else code or ""


def ward_name(code: str | None) -> str:
    """A ward's full name; the code itself where there is no such ward, empty for None."""
    found = known_places().ward(code) if code else None
    return found.name if found else code or ""


def provinces(area: str | None) -> list[tuple[str, str]]:
    """Provinces to choose from, of which an officer of one area has one: code and name."""
    return [(one.code, one.name) for one in known_places().provinces if area in (None, one.code)]


def wards(province: str | None) -> list[tuple[str, str]]:
    """The wards of a province to choose from: code and name."""
    return [(one.code, one.name) for one in known_places().wards(province)] if province else []
