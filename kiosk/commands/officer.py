"""``kiosk officer``: who may see the authority's pages, on the machine of the centre itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.central import DATABASE_VARIABLE
from kiosk.errors import KioskError, SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Connection

ROLES = "viewer, officer, tracer, administrator or protection"


class Action(StrEnum):
    """What can be done about officers."""

    ADD = "add"
    LIST = "list"
    PASSWORD = "password"  # noqa: S105  # a word on the command line
    DISABLE = "disable"
    RESET_TOTP = "reset-totp"


def officer(
    action: Annotated[
        Action,
        typer.Argument(
            help="add: appoint somebody. list: all of them. password: give another password to begin with, and let in "
            "again. disable: let in no longer. reset-totp: have a second factor enrolled anew."
        ),
    ],
    name: Annotated[str, typer.Argument(help="The name to sign in with.", show_default=False)] = "",
    role: Annotated[str, typer.Option(help=f"add: {ROLES}.", show_default=False)] = "",
    area: Annotated[
        str, typer.Option(help="add: the code of the province that is all they see, such as 01.", show_default=False)
    ] = "",
    database: Annotated[
        str, typer.Option(envvar=DATABASE_VARIABLE, help="The centre's: a file's path, or postgresql+psycopg://….")
    ] = "centre.sqlite",
) -> None:
    """Say who may see the authority's pages. The centre may be running. Passwords are shown here this once."""
    from central_server.store.engine import open_engine, transaction
    from central_server.store.schema import bring_up_to_date

    if action is not Action.LIST and not name:
        raise typer.BadParameter(f"kiosk officer {action} NAME: whose?")
    try:
        work = _work(action, name, role, area)
        engine = open_engine(database)
        try:
            bring_up_to_date(engine)
            with transaction(engine) as connection:
                said = work(connection)
        finally:
            engine.dispose()
    except KioskError as fault:
        _say(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    _say(said)


def _work(action: Action, name: str, role: str, area: str) -> "Callable[[Connection], str]":
    """What to do in a transaction; what is wrong with the command is said before there is one."""
    match action:
        case Action.ADD:
            _require(name, role, area)
            return lambda connection: _add(connection, name, role, area)
        case Action.LIST:
            return _listed
        case Action.PASSWORD | Action.DISABLE | Action.RESET_TOTP:
            return lambda connection: _change(connection, action, name)


def _require(name: str, role: str, area: str) -> None:
    from central_server.authority.rights import Role, can_be_bound
    from central_server.places import known_places

    if role not in {str(one) for one in Role}:
        raise SettingsError(f"--role is {ROLES}.")
    if area and known_places().province(area) is None:
        raise SettingsError(f"--area: {area} is no province's code.")
    if area and not can_be_bound(role):
        raise SettingsError(f"--area: {role} answers for the whole country and is bound to no province.")
    if len(name.split()) == 0 or not name.isprintable():
        raise SettingsError("This is no name.")


def _add(connection: "Connection", name: str, role: str, area: str) -> str:
    from central_server.authority.passwords import first_password, hashed
    from central_server.store.access_log import note
    from central_server.store.officer_changes import NameTaken, add

    now, password = datetime.now(UTC), first_password()
    try:
        new = add(connection, name, role, area or None, hashed(password), now)
    except NameTaken as fault:
        raise SettingsError(f"There is an officer {name}. Add something that tells the two apart.") from fault
    note(connection, None, "officer_added", "", (new,), {"role": role, "area": area}, now)
    return _told(name, password)


def _listed(connection: "Connection") -> str:
    from central_server.store.officers import everybody

    lines = []
    for one in everybody(connection):
        state = "disabled" if one.disabled_at else "first password" if one.password_until else ""
        lines.append("\t".join([one.name, one.role, one.area or "", state]).rstrip())
    return "\n".join(lines) or "Nobody is listed."


def _change(connection: "Connection", action: Action, name: str) -> str:
    from central_server.authority.passwords import first_password, hashed
    from central_server.store import officer_changes as changes
    from central_server.store.access_log import note
    from central_server.store.officers import by_name

    now, row = datetime.now(UTC), by_name(connection, name)
    if row is None:
        raise SettingsError(f"There is no officer {name}.")
    if action is Action.DISABLE:
        changes.dismiss(connection, row.id, now)
        note(connection, None, "officer_dismissed", "", (row.id,), {}, now)
        return f"{row.name} is let in no longer."
    if action is Action.RESET_TOTP:
        changes.forget_factor(connection, row.id)
        note(connection, None, "factor_forgotten", "", (row.id,), {}, now)
        return f"{row.name} enrols a second factor at the next sign-in."
    password = first_password()
    changes.give_password(connection, row.id, hashed(password), now)
    note(connection, None, "officer_password", "", (row.id,), {}, now)
    return _told(row.name, password)


def _told(name: str, password: str) -> str:
    return (
        f"{name} signs in at /office within 72 hours, with this password, which is shown this once:\n"
        f"{password}\n"
        "An authenticator app is enrolled then, and another password chosen."
    )


def _say(text: str, err: bool = False) -> None:
    typer.echo(text.encode(), err=err)  # bytes, because a Windows console's own encoding lacks Vietnamese letters
