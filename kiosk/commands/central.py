"""``kiosk central``: the reference centre. Imports it only when called: the kiosk itself never needs a web server."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.errors import KioskError, SettingsError

TOKEN_VARIABLE = "KIOSK_CENTRE_TOKEN"  # noqa: S105  # its name
DATABASE_VARIABLE = "KIOSK_CENTRE_DATABASE"  # a URL may hold a password, which others could see on a command line
SHORTEST_TOKEN = 16


def central(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8640,
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="A file's path, or postgresql+psycopg://user@host/name.")
    ] = "centre.sqlite",
    token_file: Annotated[
        Path | None, typer.Option(help=f"File that holds the token; otherwise {TOKEN_VARIABLE} does.")
    ] = None,
    announce: Annotated[bool, typer.Option(help="Print one line of JSON once it listens.")] = False,
    with_parent: Annotated[bool, typer.Option(help="End when standard input ends.")] = False,
) -> None:
    """Start the centre that kiosks send to. Without a token it listens on this machine only."""
    from central_server.serving import serve

    try:
        serve(host, port, database, _token(token_file), announce=announce, with_parent=with_parent)
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault


def _token(file: Path | None) -> str | None:
    try:
        token = file.read_text(encoding="utf-8").strip() if file else os.environ.get(TOKEN_VARIABLE, "").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{file}: the token cannot be read.") from fault
    if (file or token) and len(token) < SHORTEST_TOKEN:
        raise SettingsError(f"A token has {SHORTEST_TOKEN} characters at least.")
    return token or None
