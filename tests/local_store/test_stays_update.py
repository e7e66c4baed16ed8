"""A store of before there were stays gets the same ones as if it had kept them all along."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.desk.rows import WhyAnnulled
from kiosk.screens import Referral
from kiosk.visits import Act
from local_store.connection import Connection
from local_store.migrations import STEPS, migrate
from local_store.store import Store
from tests.local_store.declaring import MAU, declare, filled
from tests.local_store.listing import CARD, CODED, INSURED, STAFF, come, leave, stay
from tests.local_store.opening import NOW, crossing

KEY = bytes(range(32))
BEFORE = [step for step in STEPS if step.__name__ < "m0011"]
TABLES = {
    "people": "row, id, name, folded, birth, sex, merged_into, merged_at",
    "visits": "sequence, id, person, act, at, via, gate, follows, verified",
    "presence": "person, standing, latest, inside",
    "outbox": "sequence, id, body, attempts, state, settled_at, reason",
    "declarations": "*",
    "referral_days": "*",
    "referrals": "row, day, number, reason, person, at, met_at",
}
STAYS = "SELECT * FROM stays ORDER BY key"


@pytest.fixture
def week(store: Store) -> Store:
    """A week in which everything happens that could happen before there was a desk."""
    day = timedelta(days=1)
    declare(store, filled())
    left = leave(store, come(store))
    come(store, INSURED)
    store.visits.record(crossing(CARD, Act.REVERSAL, left.id))
    leave(store, store.visits.standing(CARD).inside, at=NOW + day)
    leave(store, None, CODED, NOW + day)
    declare(store, filled(MAU), at=NOW + day)
    store.visits.refuse_scan("url", "not a card", "camera:0", NOW + day)
    mistaken = come(store, at=NOW + 2 * day)
    store.people_list.annul(stay(mistaken), WhyAnnulled.TWICE, "", STAFF, NOW + 2 * day)
    declare(store, filled(), at=NOW + 2 * day)
    come(store, CODED, NOW + 3 * day)
    come(store, CODED, NOW + 4 * day)  # without having been seen to leave
    both = CODED.identifiers | INSURED.identifiers
    store.visits.record(crossing(replace(INSURED, identifiers=both), at=NOW + 5 * day))
    store.visits.refer(Referral.CHECK, None, NOW)
    items = [item.id for item in store.outbox.next_batch(20)]
    store.outbox.sent(items[:4], NOW)
    store.outbox.refused(items[5], "refused: gate: Field required", NOW)
    return store


def older(week: Store, path: Path) -> Connection:
    """The same rows in a store of the shape of before."""
    connection = Connection(path, KEY)
    migrate(connection, BEFORE)
    with connection.writing():
        connection.execute("PRAGMA defer_foreign_keys=ON")
        for table, columns in TABLES.items():
            rows = week.connection.rows(f"SELECT {columns} FROM {table}")  # noqa: S608 - names above
            places = ", ".join("?" * len(rows[0]))
            named = "" if columns == "*" else f" ({columns})"
            connection.many(f"INSERT INTO {table}{named} VALUES ({places})", rows)  # noqa: S608
    return connection


def test_an_update_gives_the_stays_that_would_have_been_kept(week: Store, tmp_path: Path) -> None:
    connection = older(week, tmp_path / "old.db")
    migrate(connection)
    expected = week.connection.rows(STAYS)
    assert len(expected) == 7
    assert connection.rows(STAYS) == expected
    connection.execute("INSERT INTO stay_words (stay_words, rank) VALUES ('integrity-check', 1)")
    assert connection.rows("SELECT rowid FROM stay_words WHERE stay_words MATCH 'thu'")
    unsent = "SELECT sequence, stay FROM outbox WHERE state <> 'sent' ORDER BY sequence"
    assert connection.rows(unsent) == week.connection.rows(unsent)
    assert connection.rows("SELECT * FROM totals") == week.connection.rows("SELECT * FROM totals")
    connection.close()


def test_the_queue_goes_on_after_an_update(week: Store, tmp_path: Path) -> None:
    connection = older(week, tmp_path / "old.db")
    migrate(connection)
    connection.execute("UPDATE outbox SET state = 'sent' WHERE state <> 'sent'")
    assert connection.rows("SELECT sum(unsent), sum(refused) FROM stays") == [(0, 0)]
    assert connection.rows("SELECT waiting, refused FROM totals") == [(0, 0)]
    connection.close()
