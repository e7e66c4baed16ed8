"""Files that a browser is to keep, and nobody on the way."""

from typing import Literal

from fastapi.responses import Response

from kiosk.desk.exports import Table, csv_of
from kiosk.desk.xlsx import xlsx_of

CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_downloaded(table: Table, name: str, kind: Literal["csv", "xlsx"]) -> Response:
    """A sheet as a file of this kind; ``name`` is the file's without its ending."""
    if kind == "csv":
        return downloaded(csv_of(table).encode(), CSV, f"{name}.csv")
    return downloaded(xlsx_of(table), _XLSX, f"{name}.xlsx")


def downloaded(data: bytes, media_type: str, name: str) -> Response:
    """A file with this name."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type=media_type, headers=headers)
