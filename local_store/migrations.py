"""The shape of the store, one numbered step after the other. A step that has been released is never edited.

Each step runs in one transaction together with the note that it was done, so that a kiosk killed in the middle of an
update goes on where it was. The number of a step opens its name.
"""

from collections.abc import Callable, Sequence
from typing import Any

from local_store.checkpoint_steps import m0013_passages, m0014_staff_changes, m0015_pushed, m0016_staff_places
from local_store.connection import Connection, Migrations
from local_store.desk_steps import m0011_stays, m0012_refused
from local_store.device_steps import m0017_device_keys, m0018_forgetting
from local_store.faults import NewerStore

Step = Callable[[Any], None]


def m0001_device(database: Any) -> None:
    """Who this kiosk is, how far its numbering has come, and what is counted so that nobody has to count again."""
    _do(
        database,
        """CREATE TABLE device (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id BLOB NOT NULL,           -- this kiosk, for the centre
            store_id BLOB NOT NULL,     -- this file: another one after a restore
            made_at INTEGER NOT NULL,
            sequence INTEGER NOT NULL   -- the last number given out
        ) STRICT""",
        """CREATE TABLE totals (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            inside INTEGER NOT NULL, waiting INTEGER NOT NULL, refused INTEGER NOT NULL
        ) STRICT""",
        "INSERT INTO totals VALUES (1, 0, 0, 0)",
    )


def m0002_people(database: Any) -> None:
    """People seen here, and the numbers they are found by. ``backwards`` serves the search by last digits."""
    _do(
        database,
        """CREATE TABLE people (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            name TEXT, folded TEXT, birth TEXT, sex TEXT,
            merged_into INTEGER REFERENCES people (row), merged_at INTEGER
        ) STRICT""",
        "CREATE INDEX people_by_name ON people (folded, birth) WHERE folded IS NOT NULL",
        "CREATE INDEX people_merged ON people (merged_into) WHERE merged_into IS NOT NULL",
        """CREATE TABLE identifiers (
            kind TEXT NOT NULL, value TEXT NOT NULL, backwards TEXT NOT NULL,
            person INTEGER NOT NULL REFERENCES people (row),
            PRIMARY KEY (kind, value)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX identifiers_of ON identifiers (person)",
        "CREATE INDEX identifiers_backwards ON identifiers (backwards, person)",
        """CREATE TABLE phones (
            person INTEGER NOT NULL REFERENCES people (row), phone TEXT NOT NULL, backwards TEXT NOT NULL,
            PRIMARY KEY (person, phone)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX phones_backwards ON phones (backwards, person)",
    )


def m0003_visits(database: Any) -> None:
    """Visits, only ever added; and where everybody stands, which follows from them."""
    _do(
        database,
        """CREATE TABLE visits (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            person INTEGER NOT NULL REFERENCES people (row),
            act TEXT NOT NULL CHECK (act IN ('check_in', 'check_out', 'reversal')),
            at INTEGER NOT NULL, via TEXT NOT NULL, gate TEXT NOT NULL,
            follows BLOB, verified INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX visits_of ON visits (person)",
        "CREATE INDEX visits_at ON visits (at)",
        "CREATE INDEX visits_taken_back ON visits (follows) WHERE act = 'reversal'",
        """CREATE TRIGGER visits_stay BEFORE UPDATE ON visits
            BEGIN SELECT RAISE(ABORT, 'visits are only ever added'); END""",
        """CREATE TABLE presence (
            person INTEGER PRIMARY KEY REFERENCES people (row),
            standing INTEGER,           -- sequence of the latest visit that was not taken back
            latest INTEGER NOT NULL,    -- sequence of the latest visit of any kind
            inside INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX presence_inside ON presence (standing) WHERE inside",
        """CREATE TRIGGER presence_added AFTER INSERT ON presence WHEN new.inside
            BEGIN UPDATE totals SET inside = inside + 1; END""",
        """CREATE TRIGGER presence_changed AFTER UPDATE OF inside ON presence WHEN new.inside <> old.inside
            BEGIN UPDATE totals SET inside = inside + new.inside - old.inside; END""",
        """CREATE TRIGGER presence_removed AFTER DELETE ON presence WHEN old.inside
            BEGIN UPDATE totals SET inside = inside - 1; END""",
        """CREATE TABLE refused_scans (
            sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, at INTEGER NOT NULL,
            what TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL
        ) STRICT""",
    )


def m0004_outbox(database: Any) -> None:
    """What the centre is to be told, in the very words, and what became of it."""
    _do(
        database,
        """CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            body TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused')),
            settled_at INTEGER, reason TEXT
        ) STRICT""",
        "CREATE INDEX outbox_waiting ON outbox (attempts, sequence) WHERE state = 'waiting'",
        "CREATE INDEX outbox_refused ON outbox (sequence) WHERE state = 'refused'",
        """CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
            UPDATE totals SET waiting = waiting + (new.state = 'waiting'), refused = refused + (new.state = 'refused');
            END""",
        """CREATE TRIGGER outbox_changed AFTER UPDATE OF state ON outbox WHEN new.state <> old.state BEGIN
            UPDATE totals SET waiting = waiting + (new.state = 'waiting') - (old.state = 'waiting'),
                              refused = refused + (new.state = 'refused') - (old.state = 'refused');
            END""",
        """CREATE TRIGGER outbox_unsent_stays BEFORE DELETE ON outbox WHEN old.state <> 'sent'
            BEGIN SELECT RAISE(ABORT, 'nothing unsent is ever deleted'); END""",
    )


def m0005_referrals(database: Any) -> None:
    """The staff's list of people to be met, by a letter of the day and a number."""
    _do(
        database,
        "CREATE TABLE referral_days (day TEXT PRIMARY KEY, letter TEXT NOT NULL, last INTEGER NOT NULL) STRICT",
        """CREATE TABLE referrals (
            row INTEGER PRIMARY KEY, day TEXT NOT NULL, number TEXT NOT NULL, reason TEXT NOT NULL,
            person INTEGER REFERENCES people (row), at INTEGER NOT NULL, met_at INTEGER,
            UNIQUE (day, number)
        ) STRICT""",
        "CREATE INDEX referrals_open ON referrals (row) WHERE met_at IS NULL",
        "CREATE INDEX referrals_of ON referrals (person) WHERE person IS NOT NULL",
    )


def m0006_search(database: Any) -> None:
    """The words of names without their diacritics. Somebody merged into another has no folded name."""
    _do(
        database,
        """CREATE VIRTUAL TABLE names USING fts5 (
            folded, content='people', content_rowid='row', detail=none, prefix='1 2 3 4',
            tokenize="unicode61 remove_diacritics 0"
        )""",
        "INSERT INTO names (names, rank) VALUES ('secure-delete', 1)",
        """CREATE TRIGGER names_added AFTER INSERT ON people WHEN new.folded IS NOT NULL
            BEGIN INSERT INTO names (rowid, folded) VALUES (new.row, new.folded); END""",
        """CREATE TRIGGER names_removed AFTER DELETE ON people WHEN old.folded IS NOT NULL
            BEGIN INSERT INTO names (names, rowid, folded) VALUES ('delete', old.row, old.folded); END""",
        """CREATE TRIGGER names_left AFTER UPDATE OF folded ON people
            WHEN old.folded IS NOT NULL AND old.folded IS NOT new.folded
            BEGIN INSERT INTO names (names, rowid, folded) VALUES ('delete', old.row, old.folded); END""",
        """CREATE TRIGGER names_taken AFTER UPDATE OF folded ON people
            WHEN new.folded IS NOT NULL AND old.folded IS NOT new.folded
            BEGIN INSERT INTO names (rowid, folded) VALUES (new.row, new.folded); END""",
    )


def m0007_declarations(database: Any) -> None:
    """Health declarations, only ever added: the form as filled in, what it led to, and who agreed to which text."""
    _do(
        database,
        """CREATE TABLE declarations (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            person INTEGER NOT NULL REFERENCES people (row),
            at INTEGER NOT NULL, holds_until INTEGER NOT NULL, gate TEXT NOT NULL,
            campaign TEXT NOT NULL, campaign_version TEXT NOT NULL, visitor_type TEXT NOT NULL,
            name TEXT NOT NULL, birth TEXT NOT NULL, sex TEXT, nation TEXT,
            number TEXT, insurance TEXT, phone TEXT, email TEXT,
            province TEXT, ward TEXT, street TEXT,
            answers TEXT NOT NULL,      -- JSON: [question, value, note] each
            verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'needs_staff', 'stop')),
            reasons TEXT NOT NULL,      -- JSON
            relationship TEXT NOT NULL, representative TEXT,
            phone_proof TEXT NOT NULL, request BLOB, attested_by BLOB, declared_by BLOB,
            from_card TEXT, chosen BLOB,
            consent_version TEXT NOT NULL, consent_hash TEXT NOT NULL, consent_language TEXT NOT NULL,
            consent_channel TEXT NOT NULL, consent_actor TEXT NOT NULL, consent_child_too INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX declarations_of ON declarations (person)",
        "CREATE INDEX declarations_phone ON declarations (phone, person) WHERE phone IS NOT NULL",
        """CREATE TRIGGER declarations_stay BEFORE UPDATE ON declarations
            BEGIN SELECT RAISE(ABORT, 'declarations are only ever added'); END""",
        """CREATE TRIGGER declarations_unsent_stay BEFORE DELETE ON declarations
            WHEN EXISTS (SELECT 1 FROM outbox WHERE sequence = old.sequence AND state <> 'sent')
            BEGIN SELECT RAISE(ABORT, 'nothing unsent is ever deleted'); END""",
    )


def m0008_staff(database: Any) -> None:
    """Who may sign in, how often it was tried in vain, and what the staff did: ids only, and only ever added."""
    _do(
        database,
        """CREATE TABLE staff (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('attendant', 'supervisor', 'technician')),
            pin TEXT NOT NULL,          -- argon2id
            made_at INTEGER NOT NULL, disabled_at INTEGER
        ) STRICT""",
        """CREATE TABLE pin_tries (
            subject BLOB PRIMARY KEY,   -- a member of staff; all zeros: this kiosk
            wrong INTEGER NOT NULL, rounds INTEGER NOT NULL, until INTEGER NOT NULL, last INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE TABLE pin_clock (only INTEGER PRIMARY KEY CHECK (only = 1), high INTEGER NOT NULL) STRICT",
        "INSERT INTO pin_clock VALUES (1, 0)",
        """CREATE TABLE audit (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            at INTEGER NOT NULL, staff BLOB,
            what TEXT NOT NULL, purpose TEXT NOT NULL, outcome TEXT NOT NULL, subject BLOB
        ) STRICT""",
        """CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END""",
        """CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END""",
    )


def m0009_codes(database: Any) -> None:
    """The centre's public keys for citizen codes, and the codes it took back."""
    _do(
        database,
        """CREATE TABLE code_keys (
            kid BLOB PRIMARY KEY, public BLOB NOT NULL, signs_from INTEGER NOT NULL, signs_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE TABLE revoked_codes (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID",
        "CREATE TABLE revocations (only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL) STRICT",
        "INSERT INTO revocations VALUES (1, 0)",
    )


def m0010_claims(database: Any) -> None:
    """Numbers that are known only because somebody typed them: the card that carries one outranks whoever did."""
    _do(
        database,
        """CREATE TABLE claims (
            kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, value)
        ) STRICT, WITHOUT ROWID""",
    )


STEPS: tuple[Step, ...] = (
    m0001_device,
    m0002_people,
    m0003_visits,
    m0004_outbox,
    m0005_referrals,
    m0006_search,
    m0007_declarations,
    m0008_staff,
    m0009_codes,
    m0010_claims,
    m0011_stays,
    m0012_refused,
    m0013_passages,
    m0014_staff_changes,
    m0015_pushed,
    m0016_staff_places,
    m0017_device_keys,
    m0018_forgetting,
)


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the store to the newest shape; ``NewerStore`` where it was written by a newer program."""
    known = [step.__name__ for step in steps]
    migrations = Migrations("kiosk")
    for step in steps:
        migrations()(step)

    def apply(database: Any) -> None:
        unknown = sorted({step.name for step in migrations.applied(database)} - set(known))
        if unknown:
            raise NewerStore(
                f"The kiosk's store has version {_number(unknown[-1])}; this program knows versions up to "
                f"{_number(known[-1])}. Install the newer program again; nothing was changed in the store."
            )
        if migrations.pending(database):
            migrations.apply(database)

    connection.migrated(apply)


def _number(step: str) -> int:
    return int(step[1:5])


def _do(database: Any, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
