"""``kiosk central-backup``: copy the centre's database into a sealed file, while the centre runs."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.central import DATABASE_VARIABLE
from kiosk.errors import KioskError, SettingsError

if TYPE_CHECKING:
    from central_server.backup_file import BackupKey

PASSPHRASE_VARIABLE = "KIOSK_CENTRE_BACKUP_PASSPHRASE"  # noqa: S105  # its name


def central_backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes; a file that is there is not overwritten.")],
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="A file's path, or postgresql+psycopg://user@host/name.")
    ] = "centre.sqlite",
    key_file: Annotated[
        Path | None, typer.Option(help=f"The key to seal it with; otherwise a passphrase in {PASSPHRASE_VARIABLE}.")
    ] = None,
    new_key: Annotated[bool, typer.Option(help="Make the key file first. Keep it apart from the copies.")] = False,
) -> None:
    """Copy the centre's database into a sealed file."""
    from central_server.backup import back_up
    from central_server.backup_file import make_key_file

    try:
        if new_key and key_file is not None:
            make_key_file(key_file)
        rows = back_up(database, file, backup_key(key_file), datetime.now(UTC))
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    typer.echo(f"{file}: {file.stat().st_size} bytes, {sum(rows.values())} rows in {len(rows)} tables")


def backup_key(key_file: Path | None) -> "BackupKey":
    """What a copy is sealed with. Raises SettingsError where neither is given, or it cannot be read."""
    from central_server.backup_file import passphrase_key, read_key_file

    if key_file is not None:
        return read_key_file(key_file)
    passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
    if not passphrase:
        raise SettingsError(f"A copy is sealed: give --key-file, or a passphrase in {PASSPHRASE_VARIABLE}.")
    return passphrase_key(passphrase)
