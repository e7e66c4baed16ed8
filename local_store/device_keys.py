"""The keys that this kiosk signs its requests with, as ``kiosk.wire.signing.DeviceKeys``. They never leave the store.

While a key is rolled there are two, until the centre has said which one it knows: whenever the power fails, the key
that the centre knows is here.
"""

from dataclasses import dataclass

from kiosk.wire.signing import SigningKey
from local_store.connection import Connection


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The keys in the store behind ``connection``."""

    connection: Connection

    def current(self) -> SigningKey | None:
        """The key that the centre knows this kiosk by; None before it was ever let in."""
        return self._kept("current")

    def fresh(self) -> SigningKey:
        """A new key beside the current one: the same one at each call, until it is ``accepted``."""
        with self.connection.writing():
            kept = self._kept("fresh")
            if kept is None:
                kept = SigningKey.generate()
                self.connection.execute("INSERT INTO device_keys VALUES ('fresh', ?)", kept.private_bytes)
        return kept

    def pending(self) -> SigningKey | None:
        """The fresh key that waits to be accepted, where there is one."""
        return self._kept("fresh")

    def accepted(self, key: SigningKey) -> None:
        """The centre has taken this one: it is current from now on, and any other is forgotten."""
        with self.connection.writing():
            self.connection.execute("DELETE FROM device_keys")
            self.connection.execute("INSERT INTO device_keys VALUES ('current', ?)", key.private_bytes)

    def _kept(self, which: str) -> SigningKey | None:
        row = self.connection.row("SELECT private FROM device_keys WHERE which = ?", which)
        return None if row is None else SigningKey.from_bytes(row[0])
