"""What the centre does by itself to keep the law: hear what kiosks confirm, put right, take away what is old."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from central_server.duties.forgetting import settle_all
from central_server.store.corrections import put_right_again
from central_server.store.retention import ClockAstray, Keep, require_right_clock, take_away, too_long
from central_server.store.upkeep import Job

REQUESTS, RETENTION = "requests about one's own data", "retention"
TAKING_AWAY = frozenset({REQUESTS, RETENTION})  # after which SQLite's log file has to go
log = logging.getLogger(__name__)


def duties_jobs(keep: Keep) -> tuple[Job, ...]:
    """The jobs; ``keep`` says for how long each kind of row is kept."""

    def retain(connection: Connection, now: datetime) -> None:
        try:
            require_right_clock(connection, now)
        except ClockAstray as fault:
            log.warning("Nothing was taken away: %s", fault)
            return
        gone = take_away(connection, keep, now)
        if gone:
            for told in too_long(connection, keep):
                log.warning("%s", told)
            log.info("Kept long enough: %s", ", ".join(f"{count} {kind}" for kind, count in gone.items()))

    return (
        Job(REQUESTS, timedelta(minutes=5), settle_all),
        Job("corrections", timedelta(minutes=10), put_right_again),
        Job(RETENTION, timedelta(minutes=15), retain),
    )
