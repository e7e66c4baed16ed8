"""``kiosk folders``: where things lie on this machine."""

from typing import Annotated

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError


def folders(
    account: Annotated[
        str | None,
        typer.Option(
            help="On Windows: make the folder, for this account, administrators and the system alone.",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Print where things lie on this machine: one line each, its name and its path parted by a tab."""
    from kiosk.folders import find
    from kiosk.settings import load

    places = find()
    try:
        if account is not None:
            from local_store.windows_rights import prepare

            prepare(places.data, account)
        _say("settings", config or places.settings)
        _say("logs", places.logs)
        there = config if config is not None and config.exists() else None
        store = load(there, assignments=tuple(set_), default=config is None).store
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    _say("data", store.folder)
    _say("keys", store.keys)
    _say("exports", store.exports)


def _say(name: str, path: object) -> None:
    typer.echo(f"{name}\t{path}".encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters
