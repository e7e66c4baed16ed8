"""The provinces and wards of today (since 1 July 2025: 34 provinces, no districts), and how one is found by typing.

The facts lie in ``kiosk/places.json``, which names its source; ``kiosk places update`` renews it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.errors import SettingsError
from kiosk.people import folded
from kiosk.vietnamese import alphabetical, spelled

SHIPPED = Path(__file__).with_name("places.json")
_PROVINCE_CODE = re.compile(r"[0-9]{2}")
_WARD_CODE = re.compile(r"[0-9]{5}")
_TYPES = re.compile(r"(?:Thành phố|Tỉnh|Phường|Xã|Đặc khu) (?=\S)")


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a ward: its official code, its full name, and the name without *Tỉnh*, *Phường* and the like."""

    code: str
    name: str
    short: str
    province: str = ""  # the province's code, for a ward


def place(code: str, name: str, province: str = "") -> Place:
    """Make a place of its code and full name, spelled as it is displayed.

    >>> place("56", "Tỉnh Khánh Hoà")
    Place(code='56', name='Tỉnh Khánh Hòa', short='Khánh Hòa', province='')
    """
    name = spelled(" ".join(name.split()))
    return Place(code, name, _TYPES.sub("", name, count=1), province)


@dataclass(frozen=True, slots=True)
class _Searched:
    """A place as a query is held against it: without accents, in words, by its initials, and as it is written."""

    place: Place
    plain: str
    whole: str
    initials: str
    written: str


class Places:
    """All places, in Vietnamese alphabetical order. Searches answer within a key stroke."""

    def __init__(self, provinces: Iterable[Place], wards: Iterable[Place], source: str = "") -> None:
        self.source = source
        self._provinces = _ordered(provinces)
        self._by_code = {one.code: one for one in self._provinces}
        grouped: dict[str, list[Place]] = {code: [] for code in self._by_code}
        self._ward_by_code: dict[str, Place] = {}
        for ward in wards:
            grouped[ward.province].append(ward)
            self._ward_by_code[ward.code] = ward
        self._wards_of = {code: _ordered(some) for code, some in grouped.items()}
        self._indexes: dict[str, tuple[_Searched, ...]] = {}  # made when first searched

    @classmethod
    def load(cls, file: Path = SHIPPED) -> "Places":
        """Read the places; SettingsError names what is wrong with the file."""
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise SettingsError(f"{file}: cannot be read: {fault}") from fault
        return from_json(said, str(file))

    @property
    def provinces(self) -> tuple[Place, ...]:
        """Every province."""
        return self._provinces

    def provinces_from(self, first: str) -> tuple[Place, ...]:
        """Every province, the one with this code before all others (the machine's own); an unknown code is no fault."""
        return tuple(sorted(self._provinces, key=lambda one: one.code != first))

    def wards(self, province: str) -> tuple[Place, ...]:
        """The wards of a province; none for an unknown code."""
        return self._wards_of.get(province, ())

    def province(self, code: str) -> Place | None:
        """The province with this code."""
        return self._by_code.get(code)

    def ward(self, code: str) -> Place | None:
        """The ward with this code."""
        return self._ward_by_code.get(code)

    def search_provinces(self, query: str, first: str = "") -> tuple[Place, ...]:
        """Provinces that fit a query, the best first; all of them, beginning with ``first``, for an empty query."""
        if not folded(query):
            return self.provinces_from(first)
        return self._search("", self._provinces, query)

    def search_wards(self, province: str, query: str) -> tuple[Place, ...]:
        """Wards of a province that fit a query, the best first; all of them for an empty query."""
        wards = self.wards(province)
        return self._search(province, wards, query) if folded(query) else wards

    def named(self, province_name: str, ward_name: str) -> tuple[Place, Place] | None:
        """The province and the ward with exactly these names, as documents write them.

        The province may stand without *Tỉnh* or *Thành phố*; the ward must have its type, since many a ward of today
        is called as a district was.
        """
        wanted, ward_wanted = _even(province_name), _even(ward_name)
        for province in self._provinces:
            if wanted in (_even(province.name), _even(province.short)):
                ward = next((one for one in self.wards(province.code) if _even(one.name) == ward_wanted), None)
                return (province, ward) if ward else None
        return None

    def _search(self, key: str, places: Sequence[Place], query: str) -> tuple[Place, ...]:
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = tuple(_searched(one) for one in places)
        plain, written = folded(query), _even(query)
        ranked = [(rank, one.place) for one in index if (rank := _rank(one, plain, written)) is not None]
        return tuple(found for _, found in sorted(ranked, key=lambda pair: pair[0]))  # stable: the alphabet decides


def _ordered(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: alphabetical(one.short)))


def _even(name: str) -> str:
    return " ".join(spelled(name).casefold().split())


def _searched(one: Place) -> _Searched:
    plain = folded(one.short)
    initials = "".join(word[0] for word in re.split(r"[^0-9a-z]+", plain) if word)
    return _Searched(one, plain, folded(one.name), initials, _even(one.short))


def _rank(one: _Searched, plain: str, written: str) -> tuple[int, bool] | None:
    """How well a query fits: the name's beginning, a word's, the initials, the name with its type, anything within."""
    if one.plain.startswith(plain):
        fit = 0
    elif f" {plain}" in one.plain:
        fit = 1
    elif len(plain) > 1 and one.initials.startswith(plain):
        fit = 2
    elif one.whole.startswith(plain):
        fit = 3
    elif plain in one.plain or plain.replace(" ", "") in one.plain.replace(" ", ""):
        fit = 4
    else:
        return None
    return fit, written not in one.written


def from_json(said: Any, where: str) -> Places:
    """Make places of what the data file says, or say (SettingsError) what is wrong with it.

    ``{"source": …, "counts": {"provinces": 34, "wards": 3321}, "provinces": {code: name}, "wards": {code: {code:
    name}}}``: the counts tell a file that was cut.
    """
    try:
        source, counts, provinces, wards = (said[key] for key in ("source", "counts", "provinces", "wards"))
        lists = {str(code): dict(some) for code, some in dict(wards).items()}
        made = [_read(code, name, _PROVINCE_CODE, where) for code, name in dict(provinces).items()]
        expected = (int(counts["provinces"]), int(counts["wards"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise SettingsError(
            f"{where}: is not a list of places ({fault!r}); write it with: kiosk places update"
        ) from None
    codes = {one.code for one in made}
    for code in lists.keys() - codes:
        raise SettingsError(f"{where}: wards.{code}: there is no province with this code")
    found = [
        _read(code, name, _WARD_CODE, where, above) for above, some in lists.items() for code, name in some.items()
    ]
    _refuse_doubles(found, where)
    for code in codes - {one.province for one in found}:
        raise SettingsError(f"{where}: provinces.{code}: has no wards")
    if (len(made), len(found)) != expected:
        raise SettingsError(
            f"{where}: says {expected[0]} provinces and {expected[1]} wards, and holds {len(made)} and {len(found)}"
        )
    return Places(made, found, str(source))


def _read(code: object, name: object, shape: re.Pattern[str], where: str, province: str = "") -> Place:
    if not isinstance(code, str) or not shape.fullmatch(code):
        digits = 5 if province else 2
        raise SettingsError(f"{where}: {code!r} is no code; a {'ward' if province else 'province'} has {digits} digits")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise SettingsError(f"{where}: {code}: {name!r} is no name")
    return place(code, name, province)


def _refuse_doubles(wards: Sequence[Place], where: str) -> None:
    seen: dict[str, Place] = {}
    for ward in wards:
        other = seen.setdefault(ward.code, ward)
        if other is not ward:
            raise SettingsError(f"{where}: {ward.code}: stands twice, in {other.province} and in {ward.province}")
