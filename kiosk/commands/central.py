"""``kiosk central``: the reference centre. Imports it only when called: the kiosk itself never needs a web server."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from kiosk.errors import KioskError, SettingsError

TOKEN_VARIABLE = "KIOSK_CENTRE_TOKEN"  # noqa: S105  # its name
SECRET_VARIABLE = "KIOSK_CENTRE_SECRET"  # noqa: S105  # its name
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
    sms: Annotated[
        str,
        typer.Option(envvar="KIOSK_CENTRE_SMS", help="Gateway: log:FILE, http:FILE.toml, smpp://user@host?source=X"),
    ] = "",
    sms_place: Annotated[
        str, typer.Option(envvar="KIOSK_CENTRE_SMS_PLACE", help="Who sends the messages, as they say it.")
    ] = "",
    sms_kiosk_hour: Annotated[
        int, typer.Option(envvar="KIOSK_CENTRE_SMS_KIOSK_HOUR", min=0, help="Messages an hour for one kiosk.")
    ] = 30,
    sms_prefix_day: Annotated[
        int,
        typer.Option(
            envvar="KIOSK_CENTRE_SMS_PREFIX_DAY", min=0, help="Messages a day to numbers that differ in 4 digits only."
        ),
    ] = 30,
    sms_day: Annotated[
        int, typer.Option(envvar="KIOSK_CENTRE_SMS_DAY", min=0, help="Messages a day altogether.")
    ] = 2_000,
    sms_may_log: Annotated[
        bool, typer.Option(help="Let log: write codes down although the centre listens to other machines.")
    ] = False,
    public_url: Annotated[
        str, typer.Option(envvar="KIOSK_CENTRE_PUBLIC_URL", help="https://… that citizen codes open; no path.")
    ] = "",
    secret_file: Annotated[
        Path | None, typer.Option(help=f"File that holds the secret of keys; otherwise {SECRET_VARIABLE} does.")
    ] = None,
    new_code_key: Annotated[
        bool, typer.Option(help="Sign citizen codes with a new key from now on, such as after the secret got lost.")
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            envvar="KIOSK_CENTRE_WORKERS", min=1, max=64, help="Processes; several need PostgreSQL and nginx."
        ),
    ] = 1,
    pool: Annotated[
        int,
        typer.Option(envvar="KIOSK_CENTRE_POOL", min=1, max=100, help="Connections of each to PostgreSQL, at most."),
    ] = 8,
    offline_minutes: Annotated[
        int,
        typer.Option(
            envvar="KIOSK_CENTRE_OFFLINE_MINUTES",
            min=2,
            max=1440,
            help="A kiosk that is silent for longer raises an alarm.",
        ),
    ] = 10,
    upkeep_once: Annotated[
        bool, typer.Option(help="Do now what is due of the upkeep, such as dropping what is kept no longer, and end.")
    ] = False,
    log_folder: Annotated[
        Path | None, typer.Option(help="Keep the log in centre.log of this folder, renewed when it is long.")
    ] = None,
    announce: Annotated[bool, typer.Option(help="Print one line of JSON once it listens.")] = False,
    with_parent: Annotated[bool, typer.Option(help="End when standard input ends.")] = False,
) -> None:
    """Start the centre that kiosks send to. Without a token it listens on this machine only."""
    from central_server import serving
    from central_server.citizen_codes import CodeOptions
    from central_server.otp.budgets import Budgets
    from central_server.otp.opening import SmsOptions
    from central_server.store.device_health import AlarmTerms
    from kiosk import logs

    if log_folder is not None:
        logs.to_stderr()
        logs.to_file(log_folder, "centre")
    budgets = Budgets(kiosk_hour=sms_kiosk_hour, prefix_day=sms_prefix_day, total_day=sms_day)
    options = SmsOptions(sms, sms_place, budgets, sms_may_log)
    alarms = AlarmTerms(silent=timedelta(minutes=offline_minutes))
    try:
        if upkeep_once:
            typer.echo("\n".join(serving.upkeep_once(database, alarms)) or "Nothing was due.")
            return
        codes = CodeOptions(_secret(secret_file), public_url, new_code_key)
        token = _token(token_file)
        strength = serving.Strength(workers, pool)
        serving.serve(
            host,
            port,
            database,
            token,
            announce=announce,
            with_parent=with_parent,
            sms=options,
            codes=codes,
            strength=strength,
            alarms=alarms,
        )
    except KioskError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault


def _token(file: Path | None) -> str | None:
    token = _read(file, TOKEN_VARIABLE)
    if (file or token) and len(token) < SHORTEST_TOKEN:
        raise SettingsError(f"A token has {SHORTEST_TOKEN} characters at least.")
    return token or None


def _secret(file: Path | None) -> str:
    secret = _read(file, SECRET_VARIABLE)
    if file and not secret:
        raise SettingsError(f"{file} is empty.")
    return secret


def _read(file: Path | None, variable: str) -> str:
    try:
        return file.read_text(encoding="utf-8").strip() if file else os.environ.get(variable, "").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{file}: it cannot be read.") from fault
