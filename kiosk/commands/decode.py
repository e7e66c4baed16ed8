"""``kiosk decode``: read the codes in pictures and films, as the gate would, and say what they mean."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hardware.decoding.from_file import codes_in
from hardware.decoding.reads import Read
from hardware.recordings import pictures_in
from kiosk import cards
from kiosk.cards.json_form import as_json, one_line
from kiosk.errors import DeviceError

FAILED = 2  # the exit code when a file could not be read


def decode(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Pictures, films, or folders of pictures.")],
    as_lines: Annotated[bool, typer.Option("--json", help="Print one JSON object for each code, a line each.")] = False,
) -> None:
    """Read the codes in pictures and films.

    With --json each line has ``file, symbology, text, hex, card``: ``hex`` are the bytes as they were printed,
    ``card`` has the keys of ``kiosk parse --json``. A file without a code gives one line in which all of these
    but ``file`` are null. A file that cannot be read gives a line on standard error and, in the end, exit code 2.
    """
    failed = False
    for empty in (path for path in files if path.is_dir() and not pictures_in(path)):
        typer.echo(f"kiosk decode: {empty} holds no picture: put PNG or JPEG files into it.".encode(), err=True)
        failed = True
    for path in _each(files):
        try:
            reads = codes_in(path)
        except DeviceError as fault:
            typer.echo(f"kiosk decode: {fault}".encode(errors="replace"), err=True)
            failed = True
            continue
        for line in as_json_lines(path, reads) if as_lines else as_text(path, reads):
            typer.echo(line.encode(errors="replace"))  # bytes: a Windows console's encoding lacks Vietnamese letters
    if failed:
        raise typer.Exit(FAILED)


def as_json_lines(path: Path, reads: list[Read]) -> Iterator[str]:
    """Write what was found in a file as JSON, one line for each code, or one that says there is none."""
    if not reads:
        yield one_line({"file": str(path), "symbology": None, "text": None, "hex": None, "card": None})
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    for read in reads:
        line = {
            "file": str(path),
            "symbology": str(read.symbology),
            "text": read.text,
            "hex": read.raw.hex(),
            "card": as_json(cards.parse(read.text, read.symbology, today)),
        }
        yield one_line(line)


def as_text(path: Path, reads: list[Read]) -> Iterator[str]:
    """Write what was found in a file for a person."""
    if not reads:
        yield f"{path}: no code"
    for read in reads:
        yield f"{path}: {read.symbology}: {read.text}"


def _each(files: list[Path]) -> Iterator[Path]:
    """Yield the files, and for a folder the pictures in it."""
    for path in files:
        if path.is_dir():
            yield from pictures_in(path)
        else:
            yield path
