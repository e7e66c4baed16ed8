"""The tables of safety self-assessments, and of campaigns that officers write."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# What a place said of itself, each time: only ever added to. ``answers`` is JSON by the criterion's key.
assessments = Table(
    "assessments",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), nullable=False),
    Column("checklist", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),  # then it has to be made anew
    Column("level", Text, nullable=False),
    Column("points", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("assessments_checkpoint", "checkpoint", "at"),
)

# What officers found when they came to look.
inspections = Table(
    "inspections",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), nullable=False),
    Column("officer", Uuid, nullable=False),
    Column("at", Moment, nullable=False),
    Column("level", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("inspections_checkpoint", "checkpoint", "at"),
)

# How each place stands: what it said last, and what officers found last, which no word of its own outranks.
place_levels = Table(
    "place_levels",
    metadata,
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), primary_key=True),
    Column("said", Text),
    Column("said_at", Moment),
    Column("until", Moment),
    Column("points", Integer),
    Column("checklist", Text),
    Column("found", Text),
    Column("found_at", Moment),
)

# Campaigns kept here, every version of them; what is in force at a checkpoint is among its pushed settings.
kept_campaigns = Table(
    "kept_campaigns",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("toml", Text, nullable=False),
    Column("made_by", Uuid, nullable=False),
    Column("made_at", Moment, nullable=False),
)
