"""``kiosk central-erasures``: write down who was erased, in a form that only tells them again, for restoring."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.central import DATABASE_VARIABLE
from kiosk.errors import KioskError


def central_erasures(
    file: Annotated[Path, typer.Argument(help="Where the list goes, in the place of the one before.")],
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="A file's path, or postgresql+psycopg://user@host/name.")
    ] = "centre.sqlite",
) -> None:
    """Write the list of erasures; no name, no number and no id stands in it."""
    from central_server.store.engine import open_engine, transaction
    from central_server.store.erasures import exported

    try:
        engine = open_engine(database)
        try:
            with transaction(engine) as connection:
                lines = list(exported(connection))
        finally:
            engine.dispose()
        unfinished = file.with_name(f".{file.name}.part")
        unfinished.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        unfinished.replace(file)
    except (KioskError, OSError) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from fault
    typer.echo(f"{file}: {len(lines)} erasures")
