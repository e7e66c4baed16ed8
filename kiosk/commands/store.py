"""``kiosk store``: look after the store of a kiosk that is not running."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError, StoreError

if TYPE_CHECKING:
    from local_store.store import Store


class Action(StrEnum):
    """What can be done with a store."""

    CHECK = "check"
    REBUILD = "rebuild"
    QUARANTINE = "quarantine"
    RESCUE = "rescue"


def store(
    action: Annotated[
        Action,
        typer.Argument(
            help="check: read every page. rebuild: set a damaged store aside and take what was not yet sent into a new "
            "one. quarantine: set it aside and start empty, as a new device. rescue: say what is kept unsent; with "
            "--to and --out, write it into a file that only the holder of a key can read."
        ),
    ],
    to: Annotated[Path | None, typer.Option(help="rescue: the certificate (PEM, RSA) of who is to read it.")] = None,
    out: Annotated[Path | None, typer.Option(help="rescue: the file to write, which is not there yet.")] = None,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Check the store, or set a damaged one aside. Nothing is ever deleted."""
    from kiosk.settings import load
    from local_store.keys import system_keystore
    from local_store.salvage import quarantine, rebuild
    from local_store.store import open_store

    now = datetime.now(UTC)
    try:
        place = load(config, assignments=tuple(set_)).store
        match action:
            case Action.CHECK if not (place.folder / "store").exists():
                raise StoreError(f"There is no store in {place.folder}.")
            case Action.CHECK:
                with open_store(place.folder, place.keys, system_keystore(place.keys)) as opened:
                    damage = opened.damage()
                typer.echo("\n".join(damage) or "The store is whole.")
                raise typer.Exit(1 if damage else 0)
            case Action.REBUILD:
                saved = rebuild(place.folder, place.keys, now, system_keystore(place.keys))
                typer.echo(f"{saved.taken} unsent events were taken over. The damaged store lies in {saved.kept}.")
                if saved.unreadable is None:
                    typer.echo("How many could not be read is not known.")
                elif saved.unreadable:
                    typer.echo(
                        f"{saved.unreadable} could not be read; the centre will report which numbers are missing."
                    )
                if saved.tables_lost:
                    typer.echo(f"Not whole any more, to be entered again if needed: {', '.join(saved.tables_lost)}.")
                if not saved.same_device:
                    typer.echo("The kiosk is a new device from now on.")
            case Action.QUARANTINE:
                typer.echo(f"The store lies in {quarantine(place.folder, now)}.")
            case Action.RESCUE if (to is None) is not (out is None):
                raise SettingsError("kiosk store rescue: --to and --out go together.")
            case Action.RESCUE if not (place.folder / "store").exists():
                raise StoreError(f"There is no store in {place.folder}.")
            case Action.RESCUE:
                with open_store(place.folder, place.keys, system_keystore(place.keys)) as opened:
                    _rescue(opened, to, out)
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault


def _rescue(store: "Store", to: Path | None, out: Path | None) -> None:
    """Say what is kept unsent, and write it down sealed where that is asked for."""
    from local_store.rescue import reader, said_of, sealed, unsent

    typer.echo("\n".join(said_of(unsent(store.connection))))
    if to is None or out is None:
        return
    try:
        certificate = reader(to.read_bytes())
        with out.open("xb") as file:
            file.write(sealed(store.connection, store.device.id, certificate))
    except OSError as fault:
        raise StoreError(f"{fault.filename or out}: {fault.strerror or fault}") from fault
    typer.echo(f"They are in {out}, to be read with the key of {to}. They stay here as well.")
