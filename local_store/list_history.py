"""The visits that one stay follows from, oldest first, with those that took one of them back."""

from uuid import UUID

from kiosk.visits import Visit
from local_store.connection import Connection
from local_store.visits import COLUMNS, visits_of

_ROWS = f"""WITH first AS (SELECT id FROM visits WHERE sequence = ?),
    acts AS (SELECT id FROM first
        UNION ALL SELECT id FROM visits WHERE act = 'check_out' AND follows = (SELECT id FROM first)
        AND EXISTS (SELECT 1 FROM visits AS a WHERE a.id = visits.follows AND a.act = 'check_in'))
    SELECT {COLUMNS} FROM visits WHERE id IN (SELECT id FROM acts)
    UNION ALL SELECT {COLUMNS} FROM visits WHERE act = 'reversal' AND follows IN (SELECT id FROM acts)
    ORDER BY sequence"""  # noqa: S608 - our own column names


def history(connection: Connection, device: UUID, key: int) -> list[Visit]:
    """All rows of a stay."""
    return visits_of(connection, device, connection.rows(_ROWS, key))
