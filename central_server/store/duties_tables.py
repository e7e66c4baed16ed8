"""The tables of what the law asks for: requests of whoever the data is about, erasures, corrections, breaches.

None of them has a foreign key to people: they outlast the people they are about.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# What somebody asks about their own data, with the clock that runs for it.
subject_requests = Table(
    "subject_requests",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),  # view, correct, delete
    Column("state", Text, nullable=False),  # open, acknowledged, erasing, done, refused
    Column("phone", LargeBinary, nullable=False),  # HMAC of the number they were known by; empty once forgotten
    Column("words", Text, nullable=False),  # what they wrote; empty once erased
    Column("made_at", Moment, nullable=False),
    Column("acknowledge_by", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("answer_by", Moment, nullable=False),
    Column("extended_at", Moment),
    Column("ended_at", Moment),
    Column("reason", Text, nullable=False),  # why it was refused, in words for whoever asked
    Index("subject_requests_phone", "phone"),
    Index("subject_requests_state", "state", "answer_by"),
)

# The ids it is about: as asked for, and those an officer found to be the same human. Gone once these are erased.
subject_request_people = Table(
    "subject_request_people",
    metadata,
    Column("request", Uuid, ForeignKey("subject_requests.id"), primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("how", Text, nullable=False),  # asked, found
    Index("subject_request_people_person", "person"),
)

# What was done with a request, step by step; only ever added to.
subject_request_steps = Table(
    "subject_request_steps",
    metadata,
    Column("request", Uuid, ForeignKey("subject_requests.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("officer", Uuid),  # None: whoever asked, or the centre by itself
    Column("step", Text, nullable=False),
    Column("words", Text, nullable=False),
)

# The kiosks that have to forget, each until it says that it has.
subject_request_kiosks = Table(
    "subject_request_kiosks",
    metadata,
    Column("request", Uuid, ForeignKey("subject_requests.id"), primary_key=True),
    Column("device", Uuid, primary_key=True),
    Column("told_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("written_off_at", Moment),
    Column("written_off_by", Uuid),
    Column("reason", Text, nullable=False),
)

# The orders by which they were told; a kiosk with many ids has several.
subject_request_orders = Table(
    "subject_request_orders",
    metadata,
    Column("order", Uuid, primary_key=True),
    Column("request", Uuid, ForeignKey("subject_requests.id"), nullable=False),
    Column("device", Uuid, nullable=False),
    Index("subject_request_orders_request", "request", "device"),
)

# That somebody was erased; only ever added to. ``counts`` is a JSON object: table to rows.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("request", Uuid),  # no foreign key: it is carried over to a database that was put back
    Column("officer", Uuid),
    Column("salt", LargeBinary, nullable=False),  # what the ids of erased_people are hashed with
    Column("counts", Text, nullable=False),
)

# Which ids that were, as HMACs: enough to know one again that comes back, such as with a backup; only ever added to.
erased_people = Table(
    "erased_people",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("erasure", Uuid, ForeignKey("erasures.id"), nullable=False),
    Index("erased_people_erasure", "erasure"),
)

# Citizen codes of people who were erased: gates have to be told of them until they are over.
erased_codes = Table(
    "erased_codes",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("revision", BigInteger, nullable=False, unique=True),  # its place among the codes taken back
    Column("expires", Moment, nullable=False),
)

# A row here lets a transaction of SQLite erase what is only ever added to; none is there once it has ended.
erasing_now = Table(
    "erasing_now",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
)

# What an officer put right: what kiosks and pages are told instead of what was read or declared.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid, nullable=False),
    Column("field", Text, nullable=False),  # name, birth, sex
    Column("value", Text, nullable=False),
    Column("old_hash", LargeBinary, nullable=False),  # HMAC of what stood there
    Column("at", Moment, nullable=False),
    Column("officer", Uuid, nullable=False),
    Column("request", Uuid),
    Column("reason", Text, nullable=False),
    Index("corrections_person", "person", "field", "at"),
)

# That somebody agrees no longer; only ever added to.
consent_withdrawals = Table(
    "consent_withdrawals",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("officer", Uuid),  # None: they did it themselves
    Column("words", Text, nullable=False),
    Index("consent_withdrawals_person", "person"),
    Index("consent_withdrawals_purpose", "purpose"),
)

# Consents whose person was erased, or whose declaration is over and gone: what was agreed to, by nobody any more.
past_consents = Table(
    "past_consents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("relationship", Text, nullable=False),
    Column("child_too", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("why", Text, nullable=False),  # erased, retention
    Index("past_consents_purpose", "purpose", "text_version"),
)

# Breaches of people's data, with the clock that runs from when one was noticed.
breaches = Table(
    "breaches",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("detected_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("notified_at", Moment),
    Column("description", Text, nullable=False),
    Column("scope", Text, nullable=False),  # JSON: what was asked, and how many it came to
    Column("people", BigInteger, nullable=False),
    Column("noted_by", Uuid, nullable=False),
    Index("breaches_due", "due_at"),
)
