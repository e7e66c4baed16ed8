"""The tables of people in isolation, and of what they report of their health day by day."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# Somebody who stays at home or in a facility for some days. An end before ``until_day`` is written beside it.
isolations = Table(
    "isolations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("birth", Text),  # as far as it is known: 1955, 1990-08, 1990-08-15
    Column("phone", LargeBinary, nullable=False),  # HMAC of the number that reports, a family's maybe
    Column("sealed_phone", LargeBinary, nullable=False),
    Column("place", Text, nullable=False),  # home, facility
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id")),  # the facility
    Column("province", Text, nullable=False),
    Column("ward", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("from_day", Date, nullable=False),
    Column("until_day", Date, nullable=False),  # the last one
    Column("reason", Text, nullable=False),
    Column("made_by", Uuid, nullable=False),  # the officer
    Column("made_at", Moment, nullable=False),
    Column("ended_day", Date),  # from which on nothing is asked any more
    Column("ended_at", Moment),
    Column("ended_by", Uuid),
    Column("end_reason", Text),
    Index("isolations_phone", "phone"),
    Index("isolations_checkpoint", "checkpoint", "until_day"),
    Index("isolations_ward", "province", "ward", "until_day"),
    Index("isolations_until", "until_day"),
)

# Only ever added to: of several of one day the latest counts.
isolation_reports = Table(
    "isolation_reports",
    metadata,
    Column("id", Uuid, primary_key=True),  # made with the form, so that a form sent twice is one report
    Column("isolation", Uuid, ForeignKey("isolations.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Text, nullable=False),  # of the questions
    Column("answers", Text, nullable=False),  # a JSON object: question, answer
    Column("temperature", Integer),  # tenths of a degree Celsius
    Column("note", Text, nullable=False),
    Column("verdict", Text, nullable=False),  # pass, needs_staff, stop: worked out when it came
    Index("isolation_reports_day", "isolation", "day", "at"),
)
