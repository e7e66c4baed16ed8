"""The centre's public keys for citizen codes, and the codes it took back: kept, so that a gate can check them offline.

``Codes`` fits ``kiosk.refreshing.CodeStore``.
"""

from collections.abc import Collection, Sequence

from kiosk.citizen_code import CodeTrust
from kiosk.wire.desk_messages import CodeKey
from local_store.connection import Connection
from local_store.moments import to_micros


class Codes:
    """What citizen codes are checked with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def trust(self) -> CodeTrust:
        """The keys and the codes taken back, as last learned."""
        with self._connection.reading():
            keys = self._connection.rows("SELECT kid, public FROM code_keys")
            revoked = self._connection.rows("SELECT id FROM revoked_codes")
        return CodeTrust({bytes(kid): bytes(public) for kid, public in keys}, frozenset(row[0] for row in revoked))

    def learn_keys(self, keys: Sequence[CodeKey]) -> bool:
        """Trust these keys and no others; whether that is a change.

        A key that the centre no longer tells of is one that it withdrew. ValueError for one that is no hex.
        """
        new = {
            (bytes.fromhex(key.kid), bytes.fromhex(key.public), to_micros(key.signs_from), to_micros(key.signs_until))
            for key in keys
        }
        with self._connection.writing():
            if new == set(self._connection.rows("SELECT kid, public, signs_from, signs_until FROM code_keys")):
                return False
            self._connection.execute("DELETE FROM code_keys")
            self._connection.many("INSERT OR REPLACE INTO code_keys VALUES (?, ?, ?, ?)", sorted(new))
        return True

    def revision(self) -> int:
        """Up to where the centre's list of codes taken back is known here."""
        return int(self._connection.value("SELECT revision FROM revocations"))

    def learn_revocations(self, revision: int, ids: Collection[bytes]) -> bool:
        """Take in codes that were taken back, up to ``revision``; whether any of them is new here.

        Learning the same again changes nothing, nor does a reply that comes late: the revision only grows, and a
        code once taken back stays so.
        """
        with self._connection.writing():
            before = self._connection.value("SELECT count(*) FROM revoked_codes")
            self._connection.many("INSERT OR IGNORE INTO revoked_codes VALUES (?)", [(one,) for one in sorted(ids)])
            self._connection.execute("UPDATE revocations SET revision = max(revision, ?)", revision)
            return bool(self._connection.value("SELECT count(*) FROM revoked_codes") != before)

    def start_over(self) -> None:
        """Ask for the whole list next time, as when the centre's is shorter than what was learned from it.

        The codes are kept: a centre put back from a copy must not make one valid again that it took back since.
        """
        self._connection.execute("UPDATE revocations SET revision = 0")
