"""Campaigns that officers write: every version is kept, none is ever changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from central_server.store.assessment_tables import kept_campaigns as kept
from central_server.store.checkpoint_tables import checkpoint_settings as settings
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from kiosk.campaigns import load, shipped, shipped_text
from kiosk.campaigns.reading import read
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign


class VersionTaken(Exception):
    """Another text is kept, or comes with the kiosks, under this id and version."""


@dataclass(frozen=True, slots=True)
class KeptCampaign:
    """One version of a campaign, as it was written."""

    id: str
    version: str
    toml: str
    made_by: UUID
    made_at: datetime


def keep(connection: Connection, campaign: KeptCampaign) -> None:
    """Keep a version. The same text again is no fault. Raises VersionTaken.

    What was declared under a version must be readable for as long as it is kept, so that a version never changes.
    That counts for the versions that come with every kiosk, too.
    """
    theirs = _shipped().get((campaign.id, campaign.version))
    if theirs is not None and theirs[1].strip() != campaign.toml.strip():
        raise VersionTaken
    row = {name: getattr(campaign, name) for name in ("id", "version", "toml", "made_by", "made_at")}
    connection.execute(insert(connection, kept).on_conflict_do_nothing(), row)
    known = find(connection, campaign.id, campaign.version)
    if known is None or known.toml != campaign.toml:
        raise VersionTaken


def find(connection: Connection, id: str, version: str) -> KeptCampaign | None:  # noqa: A002  # as the file says
    """One version."""
    row = connection.execute(select(kept).where(kept.c.id == id, kept.c.version == version)).one_or_none()
    return None if row is None else _campaign(row)


def asked_by(connection: Connection, id: str, version: str) -> Campaign | None:  # noqa: A002  # as the file says
    """What was asked under this name: by a version that comes with the kiosks, or one kept here. None for others."""
    theirs = _shipped().get((id, version))
    if theirs is not None:
        return theirs[0]
    mine = find(connection, id, version)
    if mine is None:
        return None
    try:
        return read(mine.toml, "campaign")
    except SettingsError:
        return None  # kept when the rules for a campaign were others


def asked_under(connection: Connection, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Campaign]:
    """What was asked under each of these ids and versions; one that nobody knows is missing."""
    found = ((name, asked_by(connection, *name)) for name in dict.fromkeys(names))
    return {name: campaign for name, campaign in found if campaign is not None}


def shipped_names() -> tuple[tuple[str, str], ...]:
    """The ids and versions of the campaigns that come with the kiosks."""
    return tuple(_shipped())


@cache
def _shipped() -> dict[tuple[str, str], tuple[Campaign, str]]:
    """The campaigns that come with the kiosks, and their texts, by id and version; only a new program changes them."""
    found = [(load(name), shipped_text(name)) for name in shipped()]
    return {(one.id, one.version): (one, text) for one, text in found if one is not None}


def latest(connection: Connection) -> Sequence[KeptCampaign]:
    """The newest version of each, by id."""
    place = func.row_number().over(partition_by=kept.c.id, order_by=(kept.c.made_at.desc(), kept.c.version.desc()))
    ranked = select(kept, place.label("place")).subquery()
    rows = connection.execute(select(ranked).where(ranked.c.place == 1).order_by(ranked.c.id))
    return [_campaign(row) for row in rows]


def versions(connection: Connection, id: str) -> Sequence[KeptCampaign]:  # noqa: A002
    """Every version of one, the newest first."""
    mine = select(kept).where(kept.c.id == id).order_by(kept.c.made_at.desc(), kept.c.version.desc())
    return [_campaign(row) for row in connection.execute(mine)]


def in_force(connection: Connection, toml: str) -> Sequence[Row[Any]]:
    """The checkpoints at which this very text is set, in the order of their codes."""
    said = json.dumps(toml, ensure_ascii=False)[1:-1]
    there = checkpoints.join(settings, settings.c.checkpoint == checkpoints.c.id)
    rows = select(checkpoints).select_from(there).where(settings.c.settings.contains(said, autoescape=True))
    return connection.execute(rows.order_by(checkpoints.c.code)).all()


def _campaign(row: Row[Any]) -> KeptCampaign:
    return KeptCampaign(row.id, row.version, row.toml, row.made_by, row.made_at)
