"""``kiosk poster``: the poster of this gate as a PDF."""

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError


class Paper(StrEnum):
    """The sizes of paper."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"


def poster(
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    size: Annotated[Paper, typer.Option(help="a5 holds a code of 11.5 cm, the others 15 cm or more.")] = Paper.A4,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Write the poster of a kiosk that is set up: its checkpoint's code, in Vietnamese and English."""
    from kiosk.checkpoint.poster_text import poster_of
    from kiosk.checkpoint.setting_up import HERE
    from kiosk.settings import load

    try:
        text = poster_of(load(config, assignments=tuple(set_)), datetime.now(HERE).date())
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from ui.printing.poster import Size
        from ui.printing.poster_output import write_alone

        code = write_alone(out, text, Size[size.name])
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    typer.echo(f"{out}: {size.upper()}, the code is {code:.1f} mm wide.".encode())
