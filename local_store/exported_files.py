"""Files with people in them that this program wrote beside the store: lists for a spreadsheet, and papers as PDF.

Lists are named by whoever exports them, so they are told by what stands in them: the header of a list, in any of its
languages. Papers are told by the names that the program gives. What anybody else put there is left alone.
"""

import re
import zipfile
from dataclasses import astuple
from pathlib import Path

from kiosk.desk.export_words import export_words
from kiosk.desk.exports import BOM, csv_lines
from kiosk.screens import Language
from local_store.faults import StoreUnwritable, file_faults

_PAPERS = re.compile(r"(so-tan-.*|slip-\d{8}-\d{6}-[0-9a-f]{8})\.pdf", re.IGNORECASE)
_UNFINISHED = re.compile(r"\.([0-9a-f]{16}|slip-.*\.pdf)\.part")
_HEADERS = tuple(
    csv_lines(header, ()).removeprefix(BOM).strip()
    for words in map(export_words, Language)
    for header in (astuple(words.headers), astuple(words.inside))
)
_SHEETS = tuple(
    f'name="{sheet}"' for words in map(export_words, Language) for sheet in (words.list_sheet, words.inside_sheet)
)


def forget_exported(*folders: Path) -> int:
    """Delete the program's files with people in them out of these folders, which need not be there; how many.

    One that cannot be deleted, as any that is open in another program of Windows, keeps no other from it; StoreError
    in the end.
    """
    count = 0
    stay: list[str] = []
    for path in [path for folder in folders for path in _files_in(folder)]:
        try:
            if _is_ours(path):
                path.unlink(missing_ok=True)
                count += 1
        except OSError as fault:
            stay.append(f"{path} ({fault.strerror or fault})")
    if stay:
        raise StoreUnwritable(
            f"{len(stay)} files that may have people in them were not deleted. Close them wherever they are open: "
            + ", ".join(stay)
        )
    return count


def _files_in(folder: Path) -> list[Path]:
    with file_faults():
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return [path for path in found if path.is_file() and not path.is_symlink()]


def _is_ours(path: Path) -> bool:
    if _PAPERS.fullmatch(path.name) or _UNFINISHED.fullmatch(path.name):
        return True
    match path.suffix.lower():
        case ".csv":
            with path.open("rb") as file:
                line = file.readline(4096).decode("utf-8", "replace")
            return line.startswith(BOM) and line.removeprefix(BOM).strip() in _HEADERS
        case ".xlsx":
            return any(sheet in _workbook(path) for sheet in _SHEETS)
    return False


def _workbook(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as book:
            return book.read("xl/workbook.xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError):
        return ""
