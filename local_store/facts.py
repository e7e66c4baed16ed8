"""What the store can say of itself. ``Facts`` is the store as ``kiosk.desk.devices.StoreFacts``."""

import shutil
from dataclasses import dataclass

from kiosk.desk.devices import Measured
from local_store.connection import Connection
from local_store.faults import file_faults


@dataclass(frozen=True, slots=True)
class Facts:
    """The store behind one connection."""

    connection: Connection

    def measured(self) -> Measured:
        """How many events were ever recorded, how large the files are, how much room is left; no row is counted."""
        records = int(self.connection.value("SELECT sequence FROM device"))
        encrypted = str(self.connection.value("PRAGMA cipher_use_hmac")) == "1"
        path = self.connection.path
        with file_faults():
            size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
            free = shutil.disk_usage(path.parent).free
        return Measured(records, size, free, encrypted)
