"""The steps that gave the store a key of the kiosk's own, and let it forget people. Steps of ``migrations.py``."""

from typing import Any


def m0017_device_keys(database: Any) -> None:
    """The private keys that this kiosk signs its requests with: one, and another while it is being rolled."""
    _do(
        database,
        """CREATE TABLE device_keys (
            which TEXT PRIMARY KEY CHECK (which IN ('current', 'fresh')), private BLOB NOT NULL
        ) STRICT, WITHOUT ROWID""",
    )


def m0018_forgetting(database: Any) -> None:
    """What the centre has ordered, who was erased, and which unsent rows go as soon as they are sent.

    ``forgetting`` has a row inside a transaction that forgets somebody and at no other time: what is only ever added
    to may be changed then, and then alone.
    """
    _do(
        database,
        "CREATE TABLE forgetting (only INTEGER PRIMARY KEY CHECK (only = 1)) STRICT",
        "CREATE TABLE erased (person INTEGER PRIMARY KEY REFERENCES people (row), at INTEGER NOT NULL) STRICT",
        """CREATE TABLE forget_when_sent (
            sequence INTEGER PRIMARY KEY,
            asked BLOB                  -- whose erasure was ordered; none: everybody was forgotten
        ) STRICT""",
        "CREATE INDEX forget_when_sent_of ON forget_when_sent (asked) WHERE asked IS NOT NULL",
        """CREATE TABLE device_orders (
            id BLOB PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL,
            done INTEGER NOT NULL, removed INTEGER NOT NULL, kept INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        *(f"DROP TRIGGER {name}" for name in ("visits_stay", "declarations_stay", "declarations_unsent_stay")),
        "DROP TRIGGER outbox_unsent_stays",
        f"""CREATE TRIGGER visits_stay BEFORE UPDATE ON visits WHEN NOT {_FORGETTING}
            BEGIN SELECT RAISE(ABORT, 'visits are only ever added'); END""",
        f"""CREATE TRIGGER declarations_stay BEFORE UPDATE ON declarations WHEN NOT {_FORGETTING}
            BEGIN SELECT RAISE(ABORT, 'declarations are only ever added'); END""",
        f"""CREATE TRIGGER declarations_unsent_stay BEFORE DELETE ON declarations
            WHEN NOT {_FORGETTING} AND EXISTS (SELECT 1 FROM outbox WHERE sequence = old.sequence AND state <> 'sent')
            BEGIN SELECT RAISE(ABORT, 'nothing unsent is ever deleted'); END""",  # noqa: S608 - constants below
        f"""CREATE TRIGGER outbox_unsent_stays BEFORE DELETE ON outbox WHEN old.state = 'waiting' OR (
                old.state = 'refused'
                AND NOT ({_FORGETTING} AND EXISTS (SELECT 1 FROM set_aside WHERE sequence = old.sequence))
            ) BEGIN SELECT RAISE(ABORT, 'nothing unsent is ever deleted'); END""",  # noqa: S608 - likewise
        """CREATE TRIGGER outbox_forgotten AFTER UPDATE OF state ON outbox
            WHEN new.state = 'sent' AND EXISTS (SELECT 1 FROM forget_when_sent WHERE sequence = new.sequence) BEGIN
            DELETE FROM outbox WHERE sequence = new.sequence;
            DELETE FROM forget_when_sent WHERE sequence = new.sequence; END""",
    )


_FORGETTING = "EXISTS (SELECT 1 FROM forgetting)"


def _do(database: Any, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
