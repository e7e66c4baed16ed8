"""Erasing single people, as the centre orders it when somebody asks: their visits stay, as those of nobody.

Their row gets another id, so that nothing here leads back to them: whoever comes again is somebody new.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.checkpoint.device_ports import Forgotten, Steps
from kiosk.desk.rows import WhyAnnulled
from kiosk.people import same_name
from local_store import audit, people, stays
from local_store.connection import Connection
from local_store.forgotten import THOSE, drop_set_aside, forget_numbers, forget_said, forgetting, truncate_log
from local_store.moments import to_micros

ROWS_AT_ONCE = 1000

_WHY = ", ".join(f"'{why}'" for why in WhyAnnulled)
_WORD = "substr(reason, 1, instr(reason || ':', ':') - 1)"
_ANONYMOUS = (
    # of what the staff wrote by hand, the word that was chosen stays: a corrected stay is told by it
    f"UPDATE visits SET reason = CASE WHEN {_WORD} IN ({_WHY}) THEN {_WORD} ELSE '{WhyAnnulled.OTHER}' END "  # noqa: S608 - ours
    f"WHERE person {THOSE} AND reason IS NOT NULL",
    f"UPDATE referrals SET person = NULL WHERE person {THOSE}",  # noqa: S608
    f"UPDATE stays SET verdict = NULL WHERE person {THOSE}",  # noqa: S608
    f"UPDATE people SET name = NULL, folded = NULL, birth = NULL, sex = NULL WHERE row {THOSE}",  # noqa: S608
)


@dataclass(frozen=True, slots=True)
class Erasing:
    """Erases people in the store behind ``connection``."""

    connection: Connection

    def steps(self, order: UUID, asked: Sequence[UUID], at: datetime) -> Steps:
        """Erase these people, by the ids made here; somebody who is not known is erased already.

        ``kept`` are their events that are still to be sent: they go when they are, and it is over when there are none.
        """
        removed = 0
        for person in asked:
            removed += self._erase(order, person, at)
            yield
        yield from self._note_unsent(asked)
        truncate_log(self.connection)
        kept = self.connection.value(
            "SELECT count(*) FROM forget_when_sent WHERE lower(hex(asked)) IN (SELECT value FROM json_each(?))",
            json.dumps([person.hex for person in asked]),
        )
        return Forgotten(removed, int(kept))

    def _erase(self, order: UUID, person: UUID, at: datetime) -> bool:
        ask = self.connection
        with forgetting(ask):
            row = people.row_of(ask, person)
            if row is None:
                return False
            rows = [one[0] for one in ask.rows("SELECT row FROM people WHERE row = ?1 OR merged_into = ?1", row)]
            theirs = json.dumps(rows)
            self._forget_in_families(theirs)
            forget_said(ask, theirs, person.bytes, set_aside=True)
            forget_numbers(ask, theirs)
            for statement in _ANONYMOUS:
                ask.execute(statement, theirs)
            ask.many("UPDATE people SET id = ? WHERE row = ?", [(uuid7().bytes, one) for one in rows])
            ask.execute("INSERT OR REPLACE INTO erased VALUES (?, ?)", row, to_micros(at))
            stays.named(ask, row)
            audit.write(ask, at, None, "person erased", f"order {order}", "done", person)
        return True

    def _forget_in_families(self, theirs: str) -> None:
        """Take their name out of what they declared for others, on a number of theirs, and its words at the centre's.

        What is not sent yet is another one's, and stays as it is.
        """
        ask = self.connection
        names = {
            one[0]
            for one in ask.rows(
                f"SELECT name FROM people WHERE row {THOSE} UNION SELECT name FROM declarations WHERE person {THOSE}",  # noqa: S608 - ours
                theirs,
            )
            if one[0]
        }
        spoken = ask.rows(
            "SELECT sequence, representative FROM declarations INDEXED BY declarations_phone WHERE phone IN "  # noqa: S608 - ours
            f"(SELECT phone FROM phones WHERE person {THOSE} UNION SELECT phone FROM declarations "
            f"WHERE person {THOSE}) AND representative IS NOT NULL AND person NOT {THOSE}",
            theirs,
        )
        sequences = [(one[0],) for one in spoken if any(same_name(one[1], name) for name in names)]
        ask.many("UPDATE declarations SET representative = NULL WHERE sequence = ?", sequences)
        ask.many("DELETE FROM outbox WHERE sequence = ? AND state = 'sent'", sequences)

    def _note_unsent(self, asked: Sequence[UUID]) -> Steps:
        """Find what is unsent of them by its words: after a rebuild or a wipe there is nothing else to find it by."""
        ask, after = self.connection, 0
        ids = json.dumps([str(person) for person in asked])
        while True:
            rows = ask.rows(
                "SELECT sequence, json_extract(body, '$.person.id') IN (SELECT value FROM json_each(?)), "
                "json_extract(body, '$.person.id') FROM outbox "
                "WHERE state IN ('waiting', 'refused') AND sequence > ? ORDER BY sequence LIMIT ?",
                *(ids, after, ROWS_AT_ONCE),
            )
            theirs = [(row[0], UUID(row[2]).bytes) for row in rows if row[1]]
            with forgetting(ask):
                ask.many("INSERT OR REPLACE INTO forget_when_sent VALUES (?, ?)", theirs)
                drop_set_aside(ask, [sequence for sequence, _ in theirs])
            if len(rows) < ROWS_AT_ONCE:
                return Forgotten(0, 0)
            after = rows[-1][0]
            yield
