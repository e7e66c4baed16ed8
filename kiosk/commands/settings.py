"""``kiosk settings``: what is in force, after file, environment and command line."""

import json

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import SettingsError


def settings(config: Config = None, set_: Set = []) -> None:  # noqa: B006 - typer copies it
    """Print the settings in force as JSON; secrets are not shown."""
    from kiosk.settings import load

    try:
        in_force = load(config, assignments=tuple(set_)).model_dump(mode="json")
    except SettingsError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault
    if in_force["centre"]["token"]:
        in_force["centre"]["token"] = "(set)"  # noqa: S105 - not a secret, but its absence
    typer.echo(json.dumps(in_force, ensure_ascii=False, indent=2))
