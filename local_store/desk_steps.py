"""The steps that gave the store what the reception desk needs: stays, and what becomes of what the centre refuses.

They are steps of ``local_store/migrations.py``. What was there before is taken in by whole statements, so that a store
of a million visits is brought up to date in less than a minute.
"""

from typing import Any

WAYS = (
    "citizen_card",
    "insurance_card",
    "personal_qr",
    "kbyt",
    "health_certificate",
    "typed_number",
    "citizen_code",
    "phone",
    "phone_attested",
    "declared",
    "proxy",
    "desk",
    "closing",
)
"""Ways in, in the order of the numbers by which ``stays.words`` names them: 01, 02 … A further one comes last."""


def day_of(micros: str) -> str:
    """The local day of a moment, as SQL: 20261121. Việt Nam is seven hours ahead, without summer time."""
    return f"CAST(strftime('%Y%m%d', {micros} / 1000000 + 25200, 'unixepoch') AS INTEGER)"


_TAKEN_BACK = "EXISTS (SELECT 1 FROM visits AS b WHERE b.act = 'reversal' AND b.follows = {0}.id)"
_CLOSINGS = "FROM visits AS c WHERE c.act = 'check_out' AND c.follows = f.id"
_FIRST = """(f.act = 'check_in' OR (f.act = 'check_out'
    AND NOT EXISTS (SELECT 1 FROM visits AS a WHERE a.id = f.follows AND a.act = 'check_in')))"""
_WAY = (
    "CASE via " + " ".join(f"WHEN '{way}' THEN '{number:02}'" for number, way in enumerate(WAYS, 1)) + " ELSE '00' END"
)

WORDS = f"""trim(coalesce(folded, '') || ' ' || day || ' ' || {_WAY}
    || CASE WHEN left_day <> day THEN ' ' || left_day ELSE '' END)"""
"""What a stay is found by: the folded name, the local days of arrival and departure, the way in. As SQL."""

RECKONED = f"""SELECT key, person, day, left_day, arrived, departed, newest, standing, standing, via, gate,
        standing IS NOT NULL AND closed_via IS 'closing', corrected, {WORDS}
    FROM (
        SELECT key, k.row AS person, k.folded, {day_of("r.at")} AS day, r.via, r.gate,
            r.reason IS NOT NULL AS corrected,
            CASE WHEN r.act = 'check_in' AND (stands OR closing IS NULL) THEN r.at END AS arrived,
            d.at AS departed, d.via AS closed_via,
            CASE WHEN stands OR closing IS NOT NULL THEN {day_of("d.at")} END AS left_day,
            coalesce(closing, CASE WHEN stands THEN key END) AS standing,
            max(key, coalesce(last_closing, 0), coalesce(last_back, 0)) AS newest
        FROM (
            SELECT f.sequence AS key, f.person AS whose, f.*, NOT {_TAKEN_BACK.format("f")} AS stands,
                (SELECT max(c.sequence) {_CLOSINGS} AND NOT {_TAKEN_BACK.format("c")}) AS closing,
                (SELECT max(c.sequence) {_CLOSINGS}) AS last_closing,
                (SELECT max(b.sequence) FROM visits AS b WHERE b.act = 'reversal'
                    AND b.follows IN (SELECT f.id UNION ALL SELECT c.id {_CLOSINGS})) AS last_back
            FROM visits AS f WHERE {_FIRST}
        ) AS r
        LEFT JOIN visits AS d ON d.sequence = CASE WHEN r.act = 'check_out' THEN key
            ELSE coalesce(closing, CASE WHEN NOT stands THEN last_closing END) END
        JOIN people AS p ON p.row = whose
        JOIN people AS k ON k.row = coalesce(p.merged_into, p.row)
    )"""  # noqa: S608 - constants above
"""Stays as they follow from the visits, as SQL; may be narrowed by ``WHERE key = ?``."""

COLUMNS = (
    "key, person, day, left_day, arrived, departed, newest, standing, place, via, gate, automatic, corrected, words"
)
"""What ``RECKONED`` gives."""


def m0011_stays(database: Any) -> None:
    """Who did a visit by hand and why; and the stays that follow from the visits, for the list of the desk."""
    (cache,) = database.execute("PRAGMA cache_size").fetchone()
    _do(
        database,
        "PRAGMA cache_size = -65536",  # KiB: people are looked up in the order they came
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
            automatic INTEGER NOT NULL, -- the departure was recorded by the closing rule
            corrected INTEGER NOT NULL, -- it was recorded anew
            looked_at INTEGER,
            verdict TEXT, holds_until INTEGER, -- what was declared by arrival, or later in the day
            unsent INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, aside INTEGER NOT NULL DEFAULT 0,
            words TEXT NOT NULL,
            undeclared INTEGER AS (standing IS NOT NULL AND arrived IS NOT NULL
                AND (holds_until IS NULL OR holds_until <= arrived)),
            attention INTEGER AS (refused > 0 OR (automatic AND looked_at IS NULL))
        ) STRICT""",
        f"INSERT INTO stays ({COLUMNS}) {RECKONED}",
        *_DECLARED_BEFORE,
        "CREATE INDEX stays_of ON stays (person, place)",
        "CREATE INDEX stays_on ON stays (day)",
        "CREATE INDEX stays_left_on ON stays (left_day) WHERE left_day IS NOT NULL",
        "CREATE INDEX stays_undeclared ON stays (key) WHERE undeclared",
        "CREATE INDEX stays_unsent ON stays (key) WHERE unsent > 0",
        "CREATE INDEX stays_refused ON stays (key) WHERE refused > 0",
        "CREATE INDEX stays_attention ON stays (key) WHERE attention",
        """CREATE VIRTUAL TABLE stay_words USING fts5 (
            words, content='stays', content_rowid='key', detail=none, columnsize=0, prefix='1 2 3 4 5 6',
            tokenize="unicode61 remove_diacritics 0"
        )""",
        "INSERT INTO stay_words (stay_words, rank) VALUES ('secure-delete', 1)",
        "INSERT INTO stay_words (stay_words) VALUES ('rebuild')",
        """CREATE TRIGGER stay_words_added AFTER INSERT ON stays
            BEGIN INSERT INTO stay_words (rowid, words) VALUES (new.key, new.words); END""",
        """CREATE TRIGGER stay_words_removed AFTER DELETE ON stays
            BEGIN INSERT INTO stay_words (stay_words, rowid, words) VALUES ('delete', old.key, old.words); END""",
        """CREATE TRIGGER stay_words_changed AFTER UPDATE OF words ON stays WHEN new.words <> old.words BEGIN
            INSERT INTO stay_words (stay_words, rowid, words) VALUES ('delete', old.key, old.words);
            INSERT INTO stay_words (rowid, words) VALUES (new.key, new.words); END""",
        f"PRAGMA cache_size = {cache}",
    )


_DECLARED_BEFORE = (
    f"""CREATE TEMP TABLE said AS SELECT coalesce(p.merged_into, p.row) AS person, d.sequence,
        {day_of("d.at")} AS day, d.verdict, d.holds_until
        FROM declarations AS d JOIN people AS p ON p.row = d.person""",  # noqa: S608 - constants above
    "CREATE INDEX temp.said_by ON said (person, sequence)",
    "CREATE INDEX temp.said_on ON said (person, day, sequence)",
    """UPDATE stays SET (verdict, holds_until) = (SELECT s.verdict, s.holds_until FROM said AS s
        WHERE s.person = stays.person AND s.sequence < key ORDER BY s.sequence DESC LIMIT 1)
        WHERE person IN (SELECT person FROM said)""",
    """UPDATE stays SET (verdict, holds_until) = (SELECT s.verdict, s.holds_until FROM said AS s
        WHERE s.person = stays.person AND s.day = stays.day AND s.sequence > key ORDER BY s.sequence DESC LIMIT 1)
        WHERE EXISTS (SELECT 1 FROM said AS s
            WHERE s.person = stays.person AND s.day = stays.day AND s.sequence > key)""",
    "DROP TABLE said",
)
"""What was declared before a stay or on its day, by the last word alone."""


_STAY_OF = """CASE v.act WHEN 'check_in' THEN v.sequence
    WHEN 'check_out' THEN coalesce(
        (SELECT a.sequence FROM visits AS a WHERE a.id = v.follows AND a.act = 'check_in'), v.sequence)
    ELSE (SELECT CASE b.act WHEN 'check_in' THEN b.sequence ELSE coalesce(
            (SELECT a.sequence FROM visits AS a WHERE a.id = b.follows AND a.act = 'check_in'), b.sequence) END
        FROM visits AS b WHERE b.id = v.follows) END"""


_ITS_REFUSED = "EXISTS (SELECT 1 FROM outbox WHERE sequence = {0}.sequence AND state = 'refused')"
_ITS_STAY = "(SELECT stay FROM outbox WHERE sequence = {0}.sequence)"


def m0012_refused(database: Any) -> None:
    """Refused rows that a person set aside, the stay that an unsent row is about, and how a referral ended.

    What is set aside stands in a table of its own: a column more would have every row of the outbox read.
    """
    _do(
        database,
        "ALTER TABLE outbox ADD COLUMN stay INTEGER",
        *(
            f"""UPDATE outbox INDEXED BY outbox_{state} SET stay = (SELECT {_STAY_OF} FROM visits AS v
            WHERE v.sequence = outbox.sequence) WHERE state = '{state}'"""  # noqa: S608 - constants above
            for state in ("waiting", "refused")
        ),
        *(
            f"""UPDATE stays SET {column} = o.number FROM (SELECT stay, count(*) AS number
            FROM outbox INDEXED BY outbox_{state} WHERE state = '{state}' GROUP BY stay) AS o
            WHERE o.stay = stays.key"""  # noqa: S608 - constants above
            for column, state in (("unsent", "waiting"), ("refused", "refused"))
        ),
        "DROP TRIGGER outbox_added",
        "DROP TRIGGER outbox_changed",
        """CREATE TABLE set_aside (
            sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL
        ) STRICT""",
        """CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
            UPDATE totals SET waiting = waiting + (new.state = 'waiting'), refused = refused + (new.state = 'refused');
            UPDATE stays SET unsent = unsent + (new.state = 'waiting') WHERE key = new.stay;
            END""",
        """CREATE TRIGGER outbox_changed AFTER UPDATE OF state ON outbox WHEN new.state <> old.state BEGIN
            UPDATE totals SET waiting = waiting + (new.state = 'waiting') - (old.state = 'waiting'),
                              refused = refused + (new.state = 'refused') - (old.state = 'refused');
            UPDATE stays SET unsent = unsent + (new.state = 'waiting') - (old.state = 'waiting'),
                             refused = refused + (new.state = 'refused') - (old.state = 'refused')
                WHERE key = new.stay;
            END""",
        f"""CREATE TRIGGER set_aside_added AFTER INSERT ON set_aside WHEN {_ITS_REFUSED.format("new")} BEGIN
            UPDATE totals SET refused = refused - 1;
            UPDATE stays SET refused = refused - 1, aside = aside + 1 WHERE key = {_ITS_STAY.format("new")};
            END""",  # noqa: S608 - constants above
        f"""CREATE TRIGGER set_aside_removed AFTER DELETE ON set_aside WHEN {_ITS_REFUSED.format("old")} BEGIN
            UPDATE totals SET refused = refused + 1;
            UPDATE stays SET refused = refused + 1, aside = aside - 1 WHERE key = {_ITS_STAY.format("old")};
            END""",  # noqa: S608 - constants above
        "ALTER TABLE referrals ADD COLUMN outcome TEXT",
        "CREATE INDEX referrals_on ON referrals (day)",
        "CREATE INDEX referrals_by_number ON referrals (number)",
    )


def _do(database: Any, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
