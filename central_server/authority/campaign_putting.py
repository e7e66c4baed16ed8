"""Putting a kept campaign in force: at which checkpoints, and what is pushed to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from central_server.store import access_log, pushed
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.kept_campaigns import KeptCampaign
from central_server.store.officers import Officer
from kiosk.wire.checkpoint_messages import PushedSettings

MOST_AT_ONCE = 2_000  # checkpoints
DECLARATIONS = ("required", "optional", "off")
TYPED = ("code", "province", "kind", "all", "declarations")


class NotPut(Exception):
    """Nothing was put in force: ``field`` of the form says no checkpoints; ``word`` says why."""

    def __init__(self, field: str, word: str) -> None:
        super().__init__(word)
        self.field = field
        self.word = word


def put(connection: Connection, officer: Officer, kept: KeptCampaign, typed: Mapping[str, str], now: datetime) -> int:
    """Set it at the checkpoints that the form names, and note that; how many they are. Raises NotPut."""
    chosen = _chosen(connection, officer, typed)
    declarations = typed["declarations"] if typed["declarations"] in DECLARATIONS else ""
    changed: dict[str, Any] = {"campaign": kept.toml}
    if declarations:
        changed["declarations"] = declarations
    for place in chosen:
        revision, known = pushed.current(connection, place.id)
        wanted = known.model_copy(update=changed)
        if wanted != known:
            pushed.push(connection, place.id, PushedSettings.model_validate(wanted.model_dump()), revision, now)
    counts = {"checkpoints": len(chosen)}
    what = f"{kept.id} {kept.version} {declarations}".strip()
    access_log.note(connection, officer, "put_campaign", what, [place.id for place in chosen], counts, now)
    return len(chosen)


def _chosen(connection: Connection, officer: Officer, typed: Mapping[str, str]) -> Sequence[Row[Any]]:
    """The checkpoints, one at least: one by its code, or all of an area and a kind. Raises NotPut."""
    wanted = select(checkpoints).order_by(checkpoints.c.code)
    code, province, kind = typed["code"].upper(), typed["province"], typed["kind"]
    if not (code or province or kind or typed["all"] == "yes"):
        raise NotPut("all", "campaign.no_place")
    if code:
        wanted = wanted.where(checkpoints.c.code == code)
    if province:
        wanted = wanted.where(checkpoints.c.province == province)
    if kind:
        wanted = wanted.where(checkpoints.c.kind == kind)
    if officer.area is not None:
        wanted = wanted.where(checkpoints.c.province == officer.area)
    rows = connection.execute(wanted.limit(MOST_AT_ONCE + 1)).all()
    if len(rows) > MOST_AT_ONCE:
        raise NotPut("all", "campaign.too_many")
    if not rows:
        field = next(name for name in ("code", "province", "kind", "all") if typed[name])
        raise NotPut(field, "campaign.no_such_place" if code else "campaign.nothing_there")
    return rows
