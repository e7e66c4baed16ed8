"""``kiosk staff``: who may sign in at a kiosk that is not running."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError, StoreError


class Action(StrEnum):
    """What can be done about the staff."""

    ADD = "add"
    LIST = "list"
    PIN = "pin"
    DISABLE = "disable"


def staff(
    action: Annotated[
        Action,
        typer.Argument(
            help="add: let somebody sign in. list: who may. pin: give somebody another PIN, and end a lock. "
            "disable: let somebody no longer sign in."
        ),
    ],
    name: Annotated[
        str | None, typer.Argument(help="Their name, as it stands on the list.", show_default=False)
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="attendant, supervisor or technician; add needs it.", show_default=False)
    ] = None,
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")] = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Say who may sign in at this kiosk. It must not be running. PINs are typed, never given as an argument."""
    from kiosk.settings import load
    from local_store.keys import system_keystore
    from local_store.store import open_store

    who = _required(action, name, role)
    now = datetime.now(UTC)
    try:
        place = load(config, assignments=tuple(set_)).store
        if action is not Action.ADD and not (place.folder / "store").exists():
            raise StoreError(f"There is no store in {place.folder}.")
        with open_store(place.folder, place.keys, system_keystore(place.keys)) as store:
            match action:
                case Action.LIST:
                    _say("\n".join(f"{one.name}\t{one.role}" for one in store.staff.listed()) or "Nobody is listed.")
                case Action.ADD:
                    store.staff.add(who, role or "", _pin(pin_stdin), now)
                    _say(f"{who} may sign in.")
                case Action.PIN:
                    found = store.staff.find(who)
                    store.staff.change_pin(found, _pin(pin_stdin), now)
                    _say(f"{who} has another PIN.")
                case Action.DISABLE:
                    store.staff.disable(store.staff.find(who), now)
                    _say(f"{who} may no longer sign in.")
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault


def _required(action: Action, name: str | None, role: str | None) -> str:
    if action is Action.LIST:
        return ""
    if name is None:
        raise typer.BadParameter(f"kiosk staff {action} NAME: whose?")
    if action is Action.ADD and role is None:
        raise typer.BadParameter("kiosk staff add NAME --role: attendant, supervisor or technician")
    return name


def _pin(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline(256).strip()
    if not sys.stdin.isatty():
        raise typer.BadParameter("There is nobody to ask for the PIN here; give it to --pin-stdin.")
    return str(typer.prompt("PIN (six digits)", hide_input=True, confirmation_prompt="PIN again"))


def _say(text: str) -> None:
    typer.echo(text.encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters
