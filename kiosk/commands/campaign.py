"""``kiosk campaign``: what a checkpoint asks its visitors."""

from enum import StrEnum
from typing import Annotated

import typer

from kiosk.errors import SettingsError


class Action(StrEnum):
    """What can be done with campaigns."""

    CHECK = "check"
    LIST = "list"


def campaign(
    action: Annotated[Action, typer.Argument(help="check: read one and say what is wrong. list: those shipped.")],
    name: Annotated[str, typer.Argument(metavar="FILE", help="A file, or the name of one that is shipped.")] = "",
) -> None:
    """Check the file of a campaign, or list those that are shipped."""
    from kiosk.campaigns import load, shipped

    try:
        if action is Action.CHECK:
            if not name:
                raise SettingsError("say which file: kiosk campaign check FILE")
            found = load(name)
            lines = ["off: nothing is asked"] if found is None else [f"{name}: ok ({found.id}, {found.version})"]
        else:
            lines = [f"{one.id} ({one.version}): {one.title.vi}" for one in map(load, shipped()) if one is not None]
    except SettingsError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2) from fault
    typer.echo("\n".join(lines).encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters
