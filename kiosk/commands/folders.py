"""``kiosk folders``: where things lie on this machine."""

from pathlib import Path
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
    adopt: Annotated[
        bool, typer.Option("--adopt", help="With --account: what the folder holds is this kiosk's own, and stays.")
    ] = False,
    close: Annotated[
        bool, typer.Option("--close", help="On Windows: take the account's rights away, before the folder is deleted.")
    ] = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Print where things lie on this machine: one line each, its name and its path parted by a tab.

    With --account and with --close no settings are read: who does that is an administrator, and who wrote them is none.
    """
    if (adopt and account is None) or (close and account is not None):
        raise typer.BadParameter("--adopt goes with --account, and --close stands alone.")
    try:
        if account is not None:
            _make(account, adopt)
        elif close:
            _close()
        else:
            _print(config, set_)
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault


def _print(config: Path | None, assignments: list[str]) -> None:
    from kiosk.folders import find
    from kiosk.settings import load

    places = find()
    _say("settings", config or places.settings)
    _say("logs", places.logs)
    there = config if config is not None and config.exists() else None
    store = load(there, assignments=tuple(assignments), default=config is None).store
    _say("data", store.folder)
    _say("keys", store.keys)
    _say("exports", store.exports)


def _make(account: str, adopt: bool) -> None:
    from kiosk.folders import find
    from local_store.windows_rights import prepare

    places = find()
    aside = prepare(places.data, account, adopt=adopt)
    _say("settings", places.settings)
    _say("logs", places.logs)
    _say("data", places.data)
    _say("keys", places.keys)
    if aside is not None:
        _say("aside", aside)


def _close() -> None:
    from kiosk.folders import find
    from local_store.windows_rights import close

    places = find()
    left = close(places.data)
    _say("data", places.data)
    for path in left:
        typer.echo(f"{path} leads to another place: it was left as it is.".encode(), err=True)


def _say(name: str, path: object) -> None:
    typer.echo(f"{name}\t{path}".encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters
