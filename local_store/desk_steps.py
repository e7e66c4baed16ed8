"""The steps that gave the store what the reception desk needs: stays, and what becomes of what the centre refuses.

They are steps of ``local_store/migrations.py``. What existed before is taken in by whole statements, so that a store
of a million visits is brought up to date in seconds.
"""

from typing import Any

_STAY_OF = """CASE v.act WHEN 'check_in' THEN v.sequence
    WHEN 'check_out' THEN coalesce(
        (SELECT a.sequence FROM visits AS a WHERE a.id = v.follows AND a.act = 'check_in'), v.sequence)
    ELSE (SELECT CASE b.act WHEN 'check_in' THEN b.sequence ELSE coalesce(
            (SELECT a.sequence FROM visits AS a WHERE a.id = b.follows AND a.act = 'check_in'), b.sequence) END
        FROM visits AS b WHERE b.id = v.follows) END"""

_DAY = "CAST(strftime('%Y%m%d', {at} / 1000000 + 25200, 'unixepoch') AS INTEGER)"  # UTC+7, without summer time


def m0011_stays(database: Any) -> None:
    """Who did a visit by hand and why; and the stays that follow from the visits, for the list of the desk.

    ``words`` are what a stay is found by: the folded name, the days as digits and the way in as two digits.
    """
    _do(
        database,
        "ALTER TABLE visits ADD COLUMN staff BLOB",
        "ALTER TABLE visits ADD COLUMN reason TEXT",
        "CREATE INDEX visits_closing ON visits (follows) WHERE act = 'check_out'",
        """CREATE TABLE stays (
            key INTEGER PRIMARY KEY,    -- sequence of its first visit
            person INTEGER NOT NULL REFERENCES people (row),
            day INTEGER NOT NULL,       -- 20261121: the local day of its first visit
            left_day INTEGER,           -- of the departure, while that stands
            arrived INTEGER, departed INTEGER,
            newest INTEGER NOT NULL,    -- sequence of its newest row
            standing INTEGER,           -- of its newest row that was not taken back; none: it is annulled
            place INTEGER,              -- where that row comes among those of the person
            replaced INTEGER,           -- the place of the stay that this one was recorded anew for
            via TEXT NOT NULL, gate TEXT NOT NULL,
            automatic INTEGER NOT NULL DEFAULT 0, corrected INTEGER NOT NULL DEFAULT 0,
            looked_at INTEGER,
            verdict TEXT, holds_until INTEGER,
            undeclared INTEGER NOT NULL DEFAULT 0,
            unsent INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, aside INTEGER NOT NULL DEFAULT 0,
            words TEXT NOT NULL
        ) STRICT""",
        """CREATE VIRTUAL TABLE stay_words USING fts5 (
            words, content='stays', content_rowid='key', detail=none, columnsize=0, prefix='1 2 3 4 5 6',
            tokenize="unicode61 remove_diacritics 0"
        )""",
        "INSERT INTO stay_words (stay_words, rank) VALUES ('secure-delete', 1)",
    )


def m0012_refused(database: Any) -> None:
    """Refused rows that a person set aside, the stay that an unsent row is about, and how a referral ended."""
    _do(
        database,
        "ALTER TABLE outbox ADD COLUMN stay INTEGER",
        "ALTER TABLE outbox ADD COLUMN aside_at INTEGER",
        "ALTER TABLE referrals ADD COLUMN outcome TEXT",
    )


def _do(database: Any, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
