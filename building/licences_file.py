"""LICENCES.txt: everything that a frozen program holds, under which licence, and the texts of all of them."""

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from building.contents import ROOT
from building.licences import Shipped, licence_of, plain_name, taken_under
from building.licences_parts import PARTS, Part

TEXTS = Path(__file__).with_name("licence_texts")
NAME = "LICENCES.txt"
_RULE = "=" * 100
_LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_TEXT_OF = {
    "pyserial": ("pyserial.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),  # the LGPL 3 adds to the GPL 3, and wants both handed on
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Texts that a distribution does not carry itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is shipped: what it is, its licence, a word about it, and its texts."""

    name: str
    licence: str
    word: str
    texts: tuple[str, ...]


def licences_text(found: Shipped, files: Iterable[str], extra: Sequence[Path] = ()) -> str:
    """Return the file's text for what is shipped: its distributions, and the parts told by the names of ``files``.

    ``extra`` are further texts of parts whose names theirs begin with, as zbar's library brings one. Raises ValueError,
    naming them, for distributions without any text.
    """
    names = sorted(files)
    parts = [part for part in PARTS if any(re.search(part.files, name) for name in names)]
    others = [one for one in found.distributions if plain_name(one.name) != "checkpoint-kiosk"]
    entries = [*(_of_part(part, extra) for part in parts), *map(_of_distribution, others)]
    bare = [entry.name for entry in entries[len(parts) :] if not entry.texts]
    if bare:
        raise ValueError(f"No text of a licence was found for {', '.join(bare)}: put one into {TEXTS.name}.")
    return "\n".join((_HEAD, *_listed(entries), "", *_told(entries)))


_HEAD = """\
CHECKPOINT KIOSK: WHAT IS IN IT, AND UNDER WHICH LICENCES
Những gì có trong chương trình, và giấy phép của từng phần

The kiosk itself, with its pictograms, sounds and texts, is under the Apache License 2.0. It comes with the parts
listed here. Each keeps its own licence; all texts follow the list, each text once.
"""


def _listed(entries: list[Entry]) -> list[str]:
    width = max(len(entry.name) for entry in entries)
    return [f"{entry.name:<{width}}  {entry.licence}" for entry in entries]


def _told(entries: list[Entry]) -> Iterable[str]:
    """Each text under the names of all that it belongs to."""
    owners: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for entry in entries:
        if entry.word:
            yield f"{_RULE}\n{entry.name}: {entry.licence}\n{_RULE}\n{entry.word}\n"
        for text in entry.texts:
            key = " ".join(text.split())
            texts.setdefault(key, text)
            if entry.name not in owners.setdefault(key, []):
                owners[key].append(entry.name)
    for key, names in owners.items():
        yield f"{_RULE}\nThe text for {', '.join(names)}\n{_RULE}\n{texts[key].strip()}\n"


def _of_distribution(distribution: Distribution) -> Entry:
    files = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or []
        if _LICENCE_FILE.match(file.name) and file.suffix not in (".py", ".pyc")
    ]
    own = [TEXTS / name for name in _TEXT_OF.get(plain_name(distribution.name), ())]
    texts = {_read(path): None for path in [*sorted(files), *own] if path.is_file()}
    word = "\n".join(sorted(set(_within(distribution))))
    return Entry(
        f"{distribution.name} {distribution.version}", taken_under(licence_of(distribution)), word, tuple(texts)
    )


def _within(distribution: Distribution) -> Iterable[str]:
    """What was compiled into it, a line each, where it says so in a bill of materials."""
    for file in distribution.files or []:
        if file.parent.name != "sboms":
            continue
        for part in json.loads(_read(Path(str(distribution.locate_file(file))))).get("components", []):
            licences = [one.get("expression") or _named(one.get("license", {})) for one in part.get("licenses", [])]
            yield f"contains {part['name']} {part.get('version', '')} {', '.join(licences)}".rstrip()


def _named(licence: dict[str, str]) -> str:
    return licence.get("id") or licence.get("name") or ""


def _of_part(part: Part, extra: Sequence[Path]) -> Entry:
    paragraphs = part.word.split("\n\n")
    word = "\n\n".join(textwrap.fill(one, 100, break_long_words=False, break_on_hyphens=False) for one in paragraphs)
    texts = [*map(_text_file, part.texts), *(path for path in extra if path.name.startswith(part.name))]
    return Entry(part.name, part.licence, word, tuple(map(_read, texts)))


def _text_file(name: str) -> Path:
    """Where the text of that name lies: here, in the source tree, or beside Python, whose own says more."""
    if name.startswith("Python"):
        beside = Path(sys.base_prefix) / "LICENSE.txt"
        return beside if beside.exists() else TEXTS / name
    return ROOT / name if (ROOT / name).exists() else TEXTS / name


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
