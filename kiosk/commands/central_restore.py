"""``kiosk central-restore``: put a copy of a centre's database back, into an empty one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.central import DATABASE_VARIABLE
from kiosk.commands.central_backup import PASSPHRASE_VARIABLE, backup_key
from kiosk.errors import KioskError, SettingsError


def central_restore(
    file: Annotated[Path, typer.Argument(help="The copy.")],
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="Where it goes: a file that is not there, an empty database.")
    ] = "centre.sqlite",
    key_file: Annotated[
        Path | None, typer.Option(help=f"The key it is sealed with; otherwise a passphrase in {PASSPHRASE_VARIABLE}.")
    ] = None,
    erasures: Annotated[
        Path | None,
        typer.Option(help="The newest list of kiosk central-erasures: whoever is on it is erased again."),
    ] = None,
    no_erasures: Annotated[bool, typer.Option(help="Nobody was erased since the copy was made.")] = False,
) -> None:
    """Put a copy of the centre's database back."""
    from central_server.backup import put_back

    try:
        if (erasures is None) == (not no_erasures):
            raise SettingsError(
                "Who was erased since the copy was made must be erased again: "
                "give the newest list with --erasures FILE, or say --no-erasures."
            )
        lines = [] if erasures is None else _lines(erasures)
        back = put_back(database, file, backup_key(key_file), datetime.now(UTC), lines)
    except ValueError as fault:
        typer.echo(f"{erasures}: {fault}", err=True)
        raise typer.Exit(2) from fault
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    typer.echo(f"{sum(back.rows.values())} rows in {len(back.rows)} tables, as of {back.made_at}")
    typer.echo(f"{back.erasures} erasures taken over, {back.erased_again} ids erased again")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{file}: it cannot be read.") from fault
