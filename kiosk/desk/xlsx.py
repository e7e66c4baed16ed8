"""A list as an Excel workbook: the rows on one sheet, what this file is and how long it may be kept on another."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.desk.exports import Cell, Exported, Table, list_table, plain
from kiosk.desk.rows import Row

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_575
"""What a sheet holds besides its header."""

_LONGEST = 32_767  # characters of a cell
_WIDEST, _NARROWEST = 44, 9
_SAMPLE = 200  # rows that are looked at for how wide a column is


def xlsx_bytes(rows: Sequence[Row], exported: Exported) -> bytes:
    """The list as a workbook; ValueError for more rows than a sheet holds."""
    return xlsx_of(list_table(rows, exported))


def xlsx_of(table: Table) -> bytes:
    """A sheet, and the one with its note, as a workbook. Every text is text: no cell is ever a formula."""
    if len(table.rows) > MOST_ROWS:
        raise ValueError(f"a sheet holds {MOST_ROWS:,} rows; these are {len(table.rows):,}")
    from openpyxl import Workbook  # a fifth of a second that only an export needs

    book = Workbook(write_only=True)
    book.properties.creator = "kiosk"
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{_letter(len(table.header))}{len(table.rows) + 1}"
    for number, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[_letter(number)].width = width
    _append(sheet, table.header, bold=True)
    for row in table.rows:
        _append(sheet, row)
    if table.note:
        note = book.create_sheet(table.note_name)
        note.column_dimensions["A"].width = 24
        note.column_dimensions["B"].width = 90
        for pair in table.note:
            _append(note, pair)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _append(sheet: "WriteOnlyWorksheet", cells: Sequence[Cell], *, bold: bool = False) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    made = []
    for value in cells:
        cell = WriteOnlyCell(sheet)
        cell.value = plain(value)[:_LONGEST] if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it begins with
            cell.number_format = "@"  # and if it is edited later
        elif isinstance(value, datetime):
            cell.number_format = "dd/mm/yyyy hh:mm:ss"
        elif isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        if bold:
            cell.font = Font(bold=True)
        made.append(cell)
    sheet.append(made)


def _widths(table: Table) -> list[float]:
    """As wide as the header and the first rows need, within reason."""
    sample = [table.header, *table.rows[:_SAMPLE]]
    longest = [max(len(_shown(row[number])) for row in sample) for number in range(len(table.header))]
    return [min(_WIDEST, max(_NARROWEST, characters + 2)) for characters in longest]


def _shown(cell: Cell) -> str:
    return "" if cell is None else "00/00/0000 00:00:00" if isinstance(cell, datetime) else str(cell)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
