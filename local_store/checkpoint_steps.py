"""The steps that gave the store what a checkpoint of several kiosks needs: figures, the staff it shares, its settings.

They are steps of ``local_store/migrations.py``.
"""

from typing import Any


def m0013_passages(database: Any) -> None:
    """How long people took to come through: seconds and steps, and nothing that says who it was."""
    _do(
        database,
        """CREATE TABLE passages (
            row INTEGER PRIMARY KEY,
            at INTEGER NOT NULL, way TEXT, ending TEXT NOT NULL,
            milliseconds INTEGER NOT NULL,
            stages TEXT NOT NULL,       -- JSON: [stage, milliseconds] each
            retries INTEGER NOT NULL, last TEXT
        ) STRICT""",
        "CREATE INDEX passages_at ON passages (at)",
    )


def m0014_staff_changes(database: Any) -> None:
    """When each member of staff was changed last, and whether the centre knows of it."""
    _do(
        database,
        """CREATE TABLE staff_changes (
            staff BLOB PRIMARY KEY, changed_at INTEGER NOT NULL, told INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO staff_changes SELECT id, coalesce(disabled_at, made_at), 0 FROM staff",
    )


def m0015_pushed(database: Any) -> None:
    """The last settings that the centre set for the checkpoint, as it said them."""
    _do(
        database,
        """CREATE TABLE pushed (
            only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL, settings TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT""",
    )


def m0016_staff_places(database: Any) -> None:
    """Which checkpoint each member of staff belongs to, and the kiosk itself: another one's may not sign in here."""
    _do(
        database,
        """CREATE TABLE staff_places (
            staff BLOB PRIMARY KEY,     -- a member of staff; all zeros: this kiosk
            checkpoint BLOB NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE VIEW staff_here AS SELECT id, name, role, pin, disabled_at FROM staff WHERE NOT EXISTS (
            SELECT 1 FROM staff_places AS their, staff_places AS our WHERE their.staff = staff.id
            AND our.staff = zeroblob(16) AND their.checkpoint <> our.checkpoint
        )""",
    )


def _do(database: Any, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
