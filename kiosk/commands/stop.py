"""``kiosk stop``: ask the kiosk that runs here to end, from whatever session and account."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError


def stop(
    within: Annotated[float, typer.Option(min=0, help="Wait for that many seconds.")] = 30,
    folder: Annotated[
        Path | None,
        typer.Option(help="The data folder; no settings are read.", show_default=False),
    ] = None,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Ask the kiosk of this data folder to end, as the system would, and wait until it has.

    Whoever is an administrator names the folder: the settings are written by an account that is none.
    """
    from local_store import running

    try:
        if folder is None:
            from kiosk.settings import load

            there = None if config is not None and not config.exists() else config
            folder = load(there, assignments=tuple(set_), default=config is None).store.folder
        ended = running.stop(folder, within)
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    if not ended:
        typer.echo(f"The kiosk of {folder} still runs after {within:g} s; it is asked no longer.".encode(), err=True)
        raise typer.Exit(1)
