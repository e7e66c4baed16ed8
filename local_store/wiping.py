"""Forgetting everybody, in small steps: between two of them whoever comes in is recorded as ever.

Kept are the events that were not sent (they go as soon as they are), the audit log with its ids, figures that name
nobody, the staff unless they are to go too, and what the kiosk needs to work. Everybody who comes while it is going on
has come after it.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.checkpoint.device_ports import Forgotten, Steps
from local_store import audit
from local_store.connection import Connection
from local_store.forgotten import THOSE, forget_numbers, forget_said, forgetting, truncate_log

AT_ONCE = 25  # people in one transaction: a card that is held up meanwhile waits for one
ROWS_AT_ONCE = 500
SHRUNK_UP_TO = 32 * 1024**2
"""Bytes of what is kept, up to which the file is made small again: a fraction of a second. Nothing readable is left in
its empty pages either way (``secure_delete``)."""

_OF_PEOPLE = ("visits", "stays", "presence", "referrals", "erased")
_STAFF = ("staff", "staff_changes", "staff_places", "pin_tries")
_INDEXES = ("names", "stay_words")


@dataclass(frozen=True, slots=True)
class Wiping:
    """Forgets everybody in the store behind ``connection``."""

    connection: Connection

    def steps(self, order: UUID, at: datetime, *, staff_too: bool) -> Steps:
        """Forget everybody who is known as it begins. Begun again after it was cut off, it goes on where it was."""
        ask = self.connection
        last_person = int(ask.value("SELECT coalesce(max(row), 0) FROM people"))
        last_referral = int(ask.value("SELECT coalesce(max(row), 0) FROM referrals"))
        last = int(ask.value("SELECT sequence FROM device"))
        removed = 0
        # Word by word it would take longer the more there are. Nothing is left of it all the same: they are built anew.
        self._overwrite_words(0)
        while self._forget_some("merged_into IS NOT NULL", last_person):  # before those they were merged into
            yield
        while count := self._forget_some("merged_into IS NULL", last_person):
            removed += count
            yield
        with ask.writing():
            ask.execute("DELETE FROM referrals WHERE row <= ?", last_referral)
            ask.execute("UPDATE set_aside SET reason = ''")
            ask.execute("DELETE FROM claims WHERE (kind, value) NOT IN (SELECT kind, value FROM identifiers)")
            ask.execute(
                "INSERT OR IGNORE INTO forget_when_sent SELECT sequence, NULL FROM outbox "
                "WHERE state IN ('waiting', 'refused') AND sequence <= ?",
                last,
            )
        yield
        yield from self._forget_sent(last)
        if staff_too:
            with ask.writing():
                for table in _STAFF:
                    ask.execute(f"DELETE FROM {table}")  # noqa: S608 - names above
        for index in _INDEXES:
            ask.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - names above
            yield
        self._overwrite_words(1)
        kept = int(ask.value("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'refused')"))
        with ask.writing():
            audit.write(ask, at, None, "everybody forgotten", f"order {order}", f"{removed} people")
        yield
        self._shrink()
        return Forgotten(removed, kept)

    def _overwrite_words(self, whether: int) -> None:
        """Let the indexes overwrite each word as it is taken out of them, as they do at all other times, or not."""
        with self.connection.writing():
            for index in _INDEXES:
                self.connection.execute(
                    f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', ?)",  # noqa: S608 - names above
                    whether,
                )

    def _forget_some(self, which: str, last: int) -> int:
        """Forget some of those people; how many."""
        ask = self.connection
        with forgetting(ask):
            rows = ask.rows(f"SELECT row FROM people WHERE {which} AND row <= ? LIMIT ?", last, AT_ONCE)  # noqa: S608 - ours
            people = json.dumps([row[0] for row in rows])
            forget_said(ask, people, None, set_aside=False)
            forget_numbers(ask, people)
            for table in _OF_PEOPLE:
                ask.execute(f"DELETE FROM {table} WHERE person {THOSE}", people)  # noqa: S608 - names above
            ask.execute(f"DELETE FROM people WHERE row {THOSE}", people)  # noqa: S608 - ours
        return len(rows)

    def _forget_sent(self, last: int) -> Generator[None, None, None]:
        """Take away the words that the centre has, of whomever they are."""
        after = 0
        while after <= last:
            end = self.connection.value(
                "SELECT coalesce(max(sequence), ?) FROM (SELECT sequence FROM outbox WHERE sequence > ? "
                "AND sequence <= ? ORDER BY sequence LIMIT ?)",
                *(last + 1, after, last, ROWS_AT_ONCE),
            )
            self.connection.execute(
                "DELETE FROM outbox WHERE sequence > ? AND sequence <= ? AND state = 'sent'", after, end
            )
            after = int(end)
            yield

    def _shrink(self) -> None:
        ask = self.connection
        pages = int(ask.value("PRAGMA page_count")) - int(ask.value("PRAGMA freelist_count"))
        if pages * int(ask.value("PRAGMA page_size")) <= SHRUNK_UP_TO:
            ask.execute("VACUUM")
        truncate_log(ask)
