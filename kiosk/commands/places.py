"""``kiosk places``: the list of provinces and wards that addresses are chosen from."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk.errors import SettingsError


class Action(StrEnum):
    """What can be done with the list."""

    CHECK = "check"
    UPDATE = "update"


def places(
    action: Annotated[
        Action,
        typer.Argument(help="check: read the list and say what it holds. update: write it anew from a published one."),
    ],
    from_: Annotated[Path | None, typer.Option("--from", help="A published list: a file, or a folder with it.")] = None,
    source: Annotated[str, typer.Option(help="Who published it, and its version.")] = "",
    licence: Annotated[str, typer.Option(help="Its licence.")] = "",
    made: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day it was made.")] = None,
    to: Annotated[Path | None, typer.Option(help="The file to check or write instead of the kiosk's own.")] = None,
) -> None:
    """Check the list of places, or write it anew. Nothing is fetched."""
    from kiosk.place_sources import changed, read, written
    from kiosk.places import SHIPPED, Places

    file = to or SHIPPED
    try:
        if action is Action.UPDATE:
            if from_ is None or made is None or not source or not licence:
                raise SettingsError("say where the list is and where it comes from: --from --source --licence --date")
            listed, laws = changed(read(from_), made.date(), datetime.now(UTC).date())
            text = written(listed, source, licence, made.date(), laws)
            try:
                new = file.with_name(f"{file.name}.new")
                new.write_text(text, encoding="utf-8")
                new.replace(file)
            except OSError as fault:
                raise SettingsError(f"{file}: cannot be written: {fault}") from fault
            for law in laws:
                typer.echo(f"applied {law}")
        found = Places.load(file)
    except SettingsError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault
    wards = sum(len(found.wards(one.code)) for one in found.provinces)
    typer.echo(f"{file}: {len(found.provinces)} provinces, {wards} wards ({found.source})")
