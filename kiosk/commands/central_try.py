"""``kiosk central-try``: a centre on this machine with something in it, to look around in."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.errors import KioskError


def central_try(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8640,
    folder: Annotated[
        Path | None, typer.Option(help="Where to keep its database; otherwise in a folder that is gone afterwards.")
    ] = None,
) -> None:
    """Try a centre: a checkpoint, an officer, and messages that are written into this terminal."""
    with tempfile.TemporaryDirectory(prefix="centre-") as passing:
        database = (folder or Path(passing)) / "centre.sqlite"
        try:
            _serve(port, str(database))
        except KioskError as fault:
            typer.echo(str(fault), err=True)
            raise typer.Exit(2) from fault


def _serve(port: int, database: str) -> None:
    from central_server.citizen_codes import CodeOptions
    from central_server.otp.opening import SmsOptions
    from central_server.serving import serve
    from central_server.store.engine import open_engine, transaction
    from central_server.store.schema import bring_up_to_date
    from central_server.trying import OFFICER, furnish

    engine = open_engine(database)
    try:
        bring_up_to_date(engine)
        with transaction(engine) as connection:
            there = furnish(connection, datetime.now(UTC))
    finally:
        engine.dispose()
    url = f"http://127.0.0.1:{port}"
    password = f"password {there.password}" if there.password else "the password of before"
    typer.echo(
        f"A visitor's phone:  {url}/c/{there.checkpoint}  (any number, such as 0900 000 002; its code appears here)\n"
        f"The registrant's:   {url}/me/places  (0900 000 001)\n"
        f"The officers':      {url}/office  ({OFFICER}, {password})\n"
        f"Safety of places:   {url}/safety"
    )
    serve(
        "127.0.0.1",
        port,
        database,
        None,
        announce=False,
        with_parent=False,
        sms=SmsOptions("log:", "Bệnh viện Ví Dụ"),
        codes=CodeOptions(public_url=url),
    )
