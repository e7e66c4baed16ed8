"""``kiosk checkpoint``: look at the checkpoints of a centre, and set their kiosks up from afar."""

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from kiosk.commands.central import TOKEN_VARIABLE
from kiosk.commands.checkpoint_kiosks import alarms_of, completeness_of, health_of, ordered
from kiosk.commands.checkpoint_staff import staff_of
from kiosk.errors import KioskError, SettingsError

if TYPE_CHECKING:
    from kiosk.wire.operator import OperatorClient


class Action(StrEnum):
    """What can be done with checkpoints."""

    LIST = "list"
    SHOW = "show"
    SETTINGS = "settings"
    SLIDES = "slides"
    STAFF = "staff"
    ENROL = "enrol"
    REVOKE = "revoke"
    WIPE = "wipe"
    ROLL = "roll"
    HEALTH = "health"
    COMPLETENESS = "completeness"


def checkpoint(
    action: Annotated[
        Action,
        typer.Argument(
            help="list: all checkpoints. show: one, its kiosks and what is set. settings: change what is set. "
            "slides: show a file at the kiosks, or no longer. staff: who may sign in. "
            "enrol: a code for one more kiosk. revoke: let a kiosk in no longer. wipe: have a kiosk forget everybody. "
            "roll: have a kiosk make a new key. health: how its kiosks are; without CODE, what is wrong anywhere. "
            "completeness: which of their events are missing."
        ),
    ],
    code: Annotated[str, typer.Argument(help="The checkpoint's code, such as HV-02.", show_default=False)] = "",
    what: Annotated[
        str,
        typer.Argument(
            metavar="KIOSK", help="revoke, wipe, roll: the kiosk's id, as show prints it.", show_default=False
        ),
    ] = "",
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="settings: set this; an empty value leaves it to the kiosks again. campaign=FILE.toml sends the file.",
        ),
    ] = [],  # noqa: B006 - typer copies it
    add: Annotated[
        list[Path], typer.Option(help="slides: a PNG, JPEG, MP4 or text file to show.", show_default=False)
    ] = [],  # noqa: B006
    drop: Annotated[
        list[str], typer.Option(help="slides: the name of one to show no longer.", show_default=False)
    ] = [],  # noqa: B006
    language: Annotated[str, typer.Option(help="slides: vi, en or all.")] = "all",
    seconds: Annotated[int, typer.Option(min=3, max=120, help="slides: how long a picture stays.")] = 12,
    hire: Annotated[
        str, typer.Option(metavar="NAME", help="staff: let somebody sign in; their PIN is read from standard input.")
    ] = "",
    role: Annotated[
        str, typer.Option(help="staff: of whom is hired: attendant, supervisor or technician.")
    ] = "attendant",
    dismiss: Annotated[str, typer.Option(metavar="NAME", help="staff: let somebody sign in no longer.")] = "",
    url: Annotated[
        str, typer.Option(envvar="KIOSK_CENTRE_URL", help="The centre's address.")
    ] = "http://127.0.0.1:8640",
    token: Annotated[
        str, typer.Option(help=f"The centre's token; better in {TOKEN_VARIABLE}, where others cannot see it.")
    ] = "",
    ca_file: Annotated[Path | None, typer.Option(help="Certificates to trust, for a centre with its own.")] = None,
) -> None:
    """Look at the checkpoints of a centre, and set their kiosks up from afar."""
    from kiosk.wire.operator import OperatorClient

    if action not in (Action.LIST, Action.HEALTH) and not code:
        raise typer.BadParameter(f"kiosk checkpoint {action} CODE: which?")
    centre = OperatorClient(url, token or os.environ.get(TOKEN_VARIABLE, "") or None, ca_file)
    try:
        _say(_done(centre, action, code.upper(), what, set_, add, drop, language, seconds, hire, role, dismiss))
    except KioskError as fault:
        _say(str(fault), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    finally:
        centre.close()


def _done(
    centre: "OperatorClient",
    action: Action,
    code: str,
    what: str,
    set_: list[str],
    add: list[Path],
    drop: list[str],
    language: str,
    seconds: int,
    hire: str,
    role: str,
    dismiss: str,
) -> str:
    match action:
        case Action.LIST:
            lines = [f"{one.code}\t{len(one.kiosks)}\t{one.name}" for one in centre.checkpoints()]
            return "\n".join(lines) or "No checkpoint is registered."
        case Action.SHOW:
            return centre.checkpoint(code).model_dump_json(indent=2, exclude={"settings": {"campaign"}})
        case Action.SETTINGS:
            return _settings(centre, code, set_)
        case Action.SLIDES:
            for file in add:
                centre.show_slide(code, file.name, _bytes(file), language, seconds)
            for name in drop:
                centre.drop_slide(code, name)
            shown = centre.checkpoint(code).settings.slides or ()
            return "\n".join(f"{one.name}\t{one.kind}\t{one.language}\t{one.size}" for one in shown) or "No slides."
        case Action.STAFF:
            return staff_of(centre, code, hire, role, dismiss)
        case Action.ENROL:
            made = centre.enrolment_code(code)
            return f"{made.code}\n{made.text}\nuntil {made.until.astimezone():%H:%M}"
        case Action.REVOKE:
            left = centre.revoke(code, _kiosk(what))
            return f"{sum(one.revoked_at is None for one in left.devices)} kiosks of {code} are let in."
        case Action.WIPE | Action.ROLL:
            return ordered(centre, code, _kiosk(what), "wipe" if action is Action.WIPE else "roll_key")
        case Action.HEALTH:
            return health_of(centre, code) if code else alarms_of(centre)
        case Action.COMPLETENESS:
            return completeness_of(centre, code)


def _settings(centre: "OperatorClient", code: str, set_: list[str]) -> str:
    """Merge what is said into what is set; without anything said, only show it."""
    from pydantic import ValidationError

    from kiosk.wire.checkpoint_messages import SettingsWanted

    known = centre.checkpoint(code)
    revision, settings = known.revision, known.settings
    if set_:
        merged = settings.model_dump(exclude_none=True) | dict(map(_assigned, set_))
        try:
            wanted = SettingsWanted.model_validate(merged)
        except ValidationError as fault:
            error = fault.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, error["loc"]))
            allowed = ", ".join(sorted(set(SettingsWanted.model_fields) - {"slides"}))
            raise SettingsError(f"{where}: {error['msg']} (there are: {allowed})") from None
        said = centre.push(code, wanted, revision)
        revision, settings = said.revision, said.settings or settings
    told = settings.model_dump(exclude_none=True, exclude={"slides"}, mode="json")
    if "campaign" in told:
        told["campaign"] = f"({len(told['campaign'])} characters)"
    return json.dumps({"revision": revision, **told}, ensure_ascii=False, indent=2)


def _assigned(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    key = key.strip()
    if not equals or key == "slides":
        raise SettingsError(f"{text}: write --set KEY=VALUE; slides have a command of their own")
    if not value:
        return key, None
    if key == "campaign":
        return key, _text(Path(value))
    if key == "hotlines":
        return key, tuple(one.strip() for one in value.split(",") if one.strip())
    return key, value


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{file}: it is not a text in UTF-8.") from fault


def _bytes(file: Path) -> bytes:
    from kiosk.wire.checkpoint_messages import MAX_SLIDE

    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_SLIDE + 1)
    except OSError as fault:
        raise SettingsError(f"{file}: it cannot be read.") from fault
    if len(data) > MAX_SLIDE:
        raise SettingsError(f"{file}: it has more than {MAX_SLIDE} bytes.")
    return data


def _kiosk(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise SettingsError("kiosk checkpoint revoke|wipe|roll CODE KIOSK: which? show prints their ids.") from None


def _say(text: str, *, err: bool = False) -> None:
    typer.echo(text.encode(), err=err)  # bytes, because a Windows console's own encoding lacks Vietnamese letters
