"""``kiosk audit``: what the staff did at a kiosk that is not running."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from kiosk.admission import LOCAL_TIME
from kiosk.commands.run import Config, Set
from kiosk.errors import KioskError, SettingsError, StoreError

if TYPE_CHECKING:
    from local_store.audit import Line


def audit(
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="Only from this day or minute on, by the clocks of Việt Nam.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with times in UTC.")] = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
) -> None:
    """Print what the staff did at this kiosk, newest first. It must not be running."""
    from kiosk.settings import load
    from local_store import audit as log
    from local_store.keys import system_keystore
    from local_store.store import open_store

    first = None if since is None else since.replace(tzinfo=LOCAL_TIME)
    try:
        place = load(config, assignments=tuple(set_)).store
        if not (place.folder / "store").exists():
            raise StoreError(f"There is no store in {place.folder}.")
        with open_store(place.folder, place.keys, system_keystore(place.keys)) as store:
            names = store.staff.names()
            lines = log.since(store.connection, first)
            if as_json:
                _say(json.dumps([_told(line, names) for line in lines], ensure_ascii=False, indent=1))
            else:
                for line in lines:
                    _say(_written(line, names))
    except KioskError as fault:
        typer.echo(str(fault).encode(), err=True)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault


def _written(line: "Line", names: Mapping[UUID, str]) -> str:
    """A line by tabs: when, who, what, for what, how it ended, about whom."""
    parts = (
        f"{line.at.astimezone(LOCAL_TIME):%Y-%m-%d %H:%M:%S}",
        _who(line.staff, names),
        line.what,
        line.purpose or "-",
        line.outcome,
        _who(line.subject, names),
    )
    return "\t".join(parts)


def _who(id_: UUID | None, names: Mapping[UUID, str]) -> str:
    """Somebody of the staff by name; whoever else it is about by id, as everywhere in the log."""
    return "-" if id_ is None else names.get(id_, str(id_))


def _told(line: "Line", names: Mapping[UUID, str]) -> dict[str, str | None]:
    return {
        "id": str(line.id),
        "at": line.at.astimezone(UTC).isoformat(),
        "staff": None if line.staff is None else str(line.staff),
        "staff_name": names.get(line.staff) if line.staff else None,
        "what": line.what,
        "purpose": line.purpose,
        "outcome": line.outcome,
        "subject": None if line.subject is None else str(line.subject),
        "subject_name": names.get(line.subject) if line.subject else None,
    }


def _say(text: str) -> None:
    typer.echo(text.encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters
