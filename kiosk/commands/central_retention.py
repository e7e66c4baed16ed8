"""``kiosk central-retention``: take away what the centre has kept long enough, or say what that would be."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from kiosk.commands.central import DATABASE_VARIABLE
from kiosk.errors import KioskError, SettingsError


def central_retention(
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="A file's path, or postgresql+psycopg://user@host/name.")
    ] = "centre.sqlite",
    dry_run: Annotated[bool, typer.Option(help="Take nothing away; say how much it would be.")] = False,
    clock_is_right: Annotated[
        bool, typer.Option(help="Take away although no kiosk was heard for days, such as when all are closed.")
    ] = False,
) -> None:
    """Take away what was kept long enough; how long that is stands in KIOSK_CENTRE_KEEP_…_DAYS."""
    from central_server.duties.taking_away import take_all, would_take
    from central_server.store.engine import open_engine, transaction
    from central_server.store.retention import ClockAstray, keep_from, too_long

    try:
        keep, engine, now = keep_from(os.environ), open_engine(database), datetime.now(UTC)
        try:
            with transaction(engine) as connection:
                told = too_long(connection, keep)
            for line in told:
                typer.echo(line, err=True)
            if dry_run:
                gone = would_take(engine, keep, now)
            else:
                gone = take_all(engine, keep, now, clock_is_right=clock_is_right)
        finally:
            engine.dispose()
    except ClockAstray as fault:
        typer.echo(f"{fault} Nothing was taken away; if the clock is right, say --clock-is-right.", err=True)
        raise typer.Exit(1) from fault
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    for kind, count in gone.items():
        typer.echo(f"{kind}\t{count}")
    typer.echo("nothing was taken away" if dry_run else f"{sum(gone.values())} rows taken away")
