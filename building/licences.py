"""Whose the parts of a frozen program are, and whether their licences let it be given away."""

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from building.contents import PACKAGES, ROOT

_PACKAGES = frozenset({"site-packages", "dist-packages"})
Entry = tuple[str, str, str]
"""A file as PyInstaller collected it: its name in the frozen program, where it comes from, its kind."""

ACCEPTED = frozenset(
    {
        *("MIT", "MIT-0", "0BSD", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Apache-2.0", "PSF-2.0"),
        *("MPL-2.0", "CC0-1.0", "Public Domain", "Unlicense", "Unicode-3.0"),
        *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"),
        "GPL-3.0-or-later WITH GCC-exception-3.1",  # the compiler's own library
        "GPL-2.0-or-later WITH Bootloader-exception",  # what starts a frozen program
    }
)
KNOWN = {
    "aiosmpplib": "MIT",
    "sqlcipher3": "Zlib",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",  # what of it runs in a frozen program; the rest only builds
}
"""Those that say it in their text alone, which somebody read."""

_ALSO_CALLED = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "lgpl": "LGPL-2.1-or-later",
}


@dataclass(frozen=True, slots=True)
class Shipped:
    """What is in a frozen program: the distributions, and files that nobody knows."""

    distributions: tuple[Distribution, ...]
    unknown: tuple[str, ...]


def shipped(entries: Iterable[Entry], also_ours: Iterable[Path] = (), python: str | Path = sys.base_prefix) -> Shipped:
    """Say whose the collected files are; those below ``also_ours`` were made or chosen by us.

    ``python`` is the folder that Python itself lies in.
    """
    owners = _owners()
    ours = tuple(map(_plain_path, (*(ROOT / package for package in PACKAGES), ROOT / "building", *also_ours)))
    found: dict[str, Distribution] = {}
    unknown = []
    for name, source, _kind in entries:
        if not source or source == "-":
            continue  # a package without a file
        path = _plain_path(source)
        owner = owners.get(path)
        if owner is not None:
            found[owner.name] = owner
        elif not (path.startswith(ours) or _of_python(name, path, _plain_path(python))):
            unknown.append(name)
    return Shipped(tuple(found[name] for name in sorted(found, key=str.lower)), tuple(sorted(unknown)))


def licence_of(distribution: Distribution) -> str:
    """Return what a distribution says its licence is, as SPDX has it; empty when it does not say so."""
    metadata = distribution.metadata
    known = KNOWN.get(plain_name(distribution.name))
    if known is not None:
        return known
    said = next((said for key in ("License-Expression", "License") for said in metadata.get_all(key) or []), "")
    if said and "\n" not in said and accepted(said):
        return _spdx(said)
    classes = [
        line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or [] if line.startswith("License")
    ]
    named = [name for name in classes if name != "OSI Approved"]
    return " AND ".join(map(_spdx, named)) or ("" if "\n" in said else said)


def accepted(expression: str) -> bool:
    """Whether a licence lets the program be given away under its own.

    >>> accepted("LGPL-3.0-only OR GPL-2.0-only"), accepted("MIT AND GPL-3.0-only"), accepted("")
    (True, False, False)
    """
    parts = re.split(r"\s+AND\s+", re.sub(r"[()]", "", expression))
    return all(any(_spdx(one) in ACCEPTED for one in re.split(r"\s+OR\s+", part)) for part in parts)


def taken_under(expression: str) -> str:
    """Return a licence with those of its alternatives alone under which the program may be given away.

    >>> taken_under("LGPL-3.0-only OR GPL-2.0-only")
    'LGPL-3.0-only'
    """
    if " AND " in expression:
        return expression
    return " OR ".join(one for one in re.split(r"\s+OR\s+", expression) if accepted(one))


def refused(found: Shipped) -> list[str]:
    """Say what must not be given away, a sentence each; none when all is well."""
    sentences = [f"{name} belongs to nobody known: say in building/licences.py whose it is" for name in found.unknown]
    for distribution in found.distributions:
        licence = licence_of(distribution)
        if not accepted(licence):
            sentences.append(f"{distribution.name} has the licence {licence or 'UNKNOWN'}, which must not be shipped")
    return sentences


def plain_name(name: str) -> str:
    """Return a distribution's name as all its spellings have it in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _spdx(said: str) -> str:
    return _ALSO_CALLED.get(said.strip().lower(), said.strip())


def _owners() -> dict[str, Distribution]:
    owners = {}
    for distribution in distributions():
        folder = str(distribution.locate_file(""))
        for file in distribution.files or []:
            owners[_plain_path(os.path.join(folder, str(file)))] = distribution  # noqa: PTH118 - thousands of them
    return owners


def _of_python(name: str, path: str, python: str) -> bool:
    """Whether this comes with Python: its library, the libraries that it loads, or a system's library beside it."""
    if _PACKAGES.intersection(re.split(r"[/\\]", path)):
        return False  # they lie below Python's own folder, on Windows and without a virtual environment
    if re.split(r"[./\\]", name)[0] in sys.stdlib_module_names:
        return True
    return path.startswith(python + os.sep) or Path(path).name.startswith(("libpython", "libzbar"))


def _plain_path(path: str | Path) -> str:
    return os.path.normcase(os.path.normpath(path))
