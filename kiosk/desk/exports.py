"""Lists as files for a spreadsheet: what stands in which cell, and the text of a CSV file.

CSV is as RFC 4180 has it, in UTF-8 with the mark that Excel asks for. No cell is ever a formula: text that a
spreadsheet would reckon with, or take for a number and cut its zeros off, gets an apostrophe in front. ``unguarded``
takes it away again. A file holds personal data, so every row says until when it may be kept.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.desk.export_words import ExportWords, export_words
from kiosk.desk.rows import Evacuation, Row
from kiosk.screens import Language

BOM = "\ufeff"
KEPT_DAYS = 30
"""How long an exported list may be kept, unless the place says otherwise."""

Cell = str | int | float | datetime | date | None
"""What stands in a cell: text that is never reckoned with, a number, a local time without its zone, a day, nothing."""

_LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_RECKONED = frozenset("=+-@\t\r\n\0＝＋－＠﹦﹢﹣﹫−")
"""What a formula begins with, and what looks like it: some programs take the one for the other."""
_NUMBER = re.compile(r"[\d\s.,:;/()%$€₫eE+-]*\d[\d\s.,:;/()%$€₫eE+-]*")


@dataclass(frozen=True, slots=True)
class Exported:
    """What is known of an export. ``what`` are the words of the filter, ``at`` is aware UTC, ``bare``: not masked."""

    by: str
    at: datetime
    what: str
    language: Language
    bare: bool
    keep_until: date
    place: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A sheet: its name, the header, the rows, and what the note beside it says, as pairs."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    note_name: str = ""
    note: tuple[tuple[str, Cell], ...] = ()

    def __repr__(self) -> str:
        return f"Table({self.name}, {len(self.rows)})"


def kept_until(at: datetime, days: int = KEPT_DAYS) -> date:
    """The last local day on which a file exported at ``at`` may be kept."""
    return at.astimezone(_LOCAL).date() + timedelta(days=days)


def csv_text(rows: Sequence[Row], exported: Exported) -> str:
    """The list as the text of a CSV file, to be written as UTF-8 without changing the ends of its lines."""
    return csv_of(list_table(rows, exported))


def list_table(rows: Sequence[Row], exported: Exported) -> Table:
    """The list of people who came and left, as a sheet; names and numbers as the rows have them."""
    say = export_words(exported.language)
    return Table(
        say.list_sheet,
        astuple(say.headers),
        [_line(row, say, exported.keep_until) for row in rows],
        say.note.sheet,
        _note(exported, len(rows), say),
    )


def inside_table(evacuation: Evacuation, exported: Exported) -> Table:
    """Who is inside, as a sheet, with the age of the data on its note."""
    say = export_words(exported.language)
    return Table(
        say.inside_sheet,
        astuple(say.inside),
        [
            (
                one.name,
                _year(one.birth_year),
                one.phone,
                _local(one.arrived),
                one.gate,
                say.vias[one.via],
                exported.keep_until,
            )
            for one in evacuation.people
        ],
        say.note.sheet,
        (*_note(exported, len(evacuation.people), say), (say.note.newest, _local(evacuation.newest))),
    )


def csv_of(table: Table) -> str:
    """A sheet as the text of a CSV file. The note is not in it: a line of another form would break whoever reads it."""
    return csv_lines(table.header, table.rows)


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and rows as the text of a CSV file."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in header])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def guarded(text: str) -> str:
    """Text that no spreadsheet reckons with, or takes for a number.

    >>> guarded("=1+1"), guarded("0900000001"), guarded("Nguyễn Văn Thử"), guarded("'x"), guarded(" ＝A1")
    ("'=1+1", "'0900000001", 'Nguyễn Văn Thử', "''x", "' ＝A1")
    """
    clean = plain(text)
    seen = "".join(letter for letter in clean if unicodedata.category(letter) != "Cf").lstrip()
    first = seen[:1]
    if text[:1] in _RECKONED or first in _RECKONED or first == "'" or _NUMBER.fullmatch(seen):
        return f"'{clean}"
    return clean


def unguarded(cell: str) -> str:
    """The text that was guarded, as ``plain`` has it."""
    return cell.removeprefix("'")


def plain(text: str) -> str:
    """Text on one line, without characters that a file of this kind cannot hold.

    >>> plain("a\\r\\nb\\0c"), plain("\\ud800x\\ufffe")
    ('a b c', '�x�')
    """
    if text.isprintable():
        return text
    flat = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
    return "".join("\ufffd" if _holds_no_place(letter) else letter for letter in flat)


def _holds_no_place(letter: str) -> bool:
    """Half a character, or one that will never be one."""
    return unicodedata.category(letter) == "Cs" or ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(cell)


def _line(row: Row, say: ExportWords, keep_until: date) -> tuple[Cell, ...]:
    reason = say.reasons[row.reason] if row.reason is not None else ""
    return (
        _local(row.arrived),
        _local(row.left),
        say.erased if row.erased else row.name,
        _year(row.birth_year),
        say.vias[row.via] if row.via is not None else "",
        row.document,
        row.phone,
        say.declared[row.declared],
        say.sending[row.sending],
        row.gate,
        say.yes if row.automatic else "",
        say.annulled if row.annulled else say.corrected if row.corrected else "",
        f"{reason} ({row.number})" if reason and row.number else reason,
        keep_until,
    )


def _note(exported: Exported, rows: int, say: ExportWords) -> tuple[tuple[str, Cell], ...]:
    note = say.note
    place = [(note.place, exported.place)] if exported.place else []
    return (
        *place,
        (note.what, exported.what),
        (note.rows, rows),
        (note.by, exported.by),
        (note.at, _local(exported.at)),
        (note.keep_until, exported.keep_until),
        ("", note.bare if exported.bare else note.masked),
        ("", note.retention.format(date=f"{exported.keep_until:%d/%m/%Y}")),
    )


def _year(text: str) -> Cell:
    return int(text) if re.fullmatch("[12][0-9]{3}", text) else text


def _local(at: datetime | None) -> datetime | None:
    """The time at the kiosk's door, to the second, as spreadsheets have it: without a zone."""
    return None if at is None else at.astimezone(_LOCAL).replace(tzinfo=None, microsecond=0)
