"""What the centre is told of the store every few minutes: figures, and nothing of anybody."""

import shutil
from datetime import datetime

from kiosk.checkpoint.device_ports import StoreHealth
from local_store.connection import Connection
from local_store.faults import file_faults

_OLDEST = """SELECT json_extract(body, '$.at') FROM outbox WHERE sequence =
    (SELECT min(sequence) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting')"""


def store_health(connection: Connection) -> StoreHealth:
    """How many events wait, since when, and how much room there is where the store lies. Blocks."""
    with connection.reading():
        waiting, refused = connection.rows("SELECT waiting, refused FROM totals")[0]
        highest = int(connection.value("SELECT sequence FROM device"))
        oldest = connection.row(_OLDEST)
        revision = connection.row("SELECT revision FROM pushed")
    with file_faults():
        disk = shutil.disk_usage(connection.path.parent)
    since = datetime.fromisoformat(oldest[0]) if oldest is not None else None
    return StoreHealth(waiting, refused, highest, since, disk.free, disk.total, int(revision[0]) if revision else 0)
