"""Lists of places as others publish them, read into the one file this kiosk uses.

Two shapes are known, both facts (codes and names) under the MIT licence:

- the JSON files of thanglequoc/vietnamese-provinces-database: provinces with ``Code``, ``FullName`` and ``Wards``;
- ``parser_from_2025.json`` of the Python package vietnamadminunits, with ``DICT_PROVINCE`` and three tables of wards.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.errors import SettingsError
from kiosk.places import from_json
from kiosk.vietnamese import spelled

CHANGES = Path(__file__).with_name("place_changes.toml")
_PACKAGE_FILE = "parser_from_2025.json"
_WARD_TABLES = ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED", "DICT_PROVINCE_WARD_SHORT_ACCENTED")


@dataclass(frozen=True, slots=True)
class Listed:
    """Names by code, and by province the names of its wards by code."""

    provinces: dict[str, str]
    wards: dict[str, dict[str, str]]


def read(path: Path) -> Listed:
    """Read a file in either shape, or the one such file of a folder; SettingsError says why not."""
    file = path if path.is_file() else _in_folder(path)
    try:
        said = json.loads(file.read_text(encoding="utf-8-sig"))
        return _nested(said) if isinstance(said, list) else _tables(said)
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{file}: cannot be read: {fault}") from fault
    except (KeyError, TypeError, AttributeError) as fault:
        raise SettingsError(
            f"{file}: is in neither shape that is known: a list of provinces with Code, FullName and Wards, "
            f"or {_PACKAGE_FILE} of vietnamadminunits ({fault!r})"
        ) from fault


def _in_folder(folder: Path) -> Path:
    found = sorted(folder.rglob(_PACKAGE_FILE)) or sorted(folder.rglob("*simplified_json*vn_units*.json"))
    if not found:
        raise SettingsError(f"{folder}: holds no {_PACKAGE_FILE} and no *simplified_json*vn_units*.json")
    return found[0]


def _nested(said: list[Any]) -> Listed:
    listed = Listed({}, {})
    for province in said:
        listed.provinces[province["Code"]] = province["FullName"]
        listed.wards[province["Code"]] = {ward["Code"]: ward["FullName"] for ward in province["Wards"]}
    return listed


def _tables(said: Mapping[str, Any]) -> Listed:
    listed = Listed({}, {})
    for key, province in said["DICT_PROVINCE"].items():
        code = province["provinceCode"]
        listed.provinces[code] = province["province"]
        listed.wards[code] = {
            ward["wardCode"]: ward["ward"]
            for table in _WARD_TABLES  # each holds those that the one before cannot tell apart
            for ward in said[table].get(key, {}).values()
        }
    return listed


def changed(listed: Listed, made: date, today: date, changes: Path = CHANGES) -> tuple[Listed, list[str]]:
    """Apply what came into force after the list was made and until today; also give the laws that did."""
    names = dict(listed.provinces)
    wards = {code: dict(some) for code, some in listed.wards.items()}
    laws: list[str] = []
    for change in tomllib.loads(changes.read_text(encoding="utf-8"))["change"]:
        if not made < change["from"] <= today:
            continue
        laws.append(change["law"])
        for code, name in change["names"].items():
            table = next((some for some in (names, *wards.values()) if code in some), None)
            if table is None:
                raise SettingsError(f"{changes}: {code}: {name}: there is no such place in the list")
            table[code] = name
    return Listed(names, wards), laws


def written(listed: Listed, source: str, licence: str, made: date, laws: list[str]) -> str:
    """Write the data file; what it holds has passed the same check as when it is loaded."""
    said = {
        "source": source,
        "licence": licence,
        "date": made.isoformat(),
        "changed_by": laws,
        "counts": {"provinces": len(listed.provinces), "wards": sum(map(len, listed.wards.values()))},
        "provinces": dict(_spelled(listed.provinces)),
        "wards": {code: dict(_spelled(some)) for code, some in sorted(listed.wards.items())},
    }
    from_json(said, source)
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _spelled(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, name in sorted(names.items()):
        yield code, spelled(" ".join(name.split()))
