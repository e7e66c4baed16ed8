"""What was signed once is let in once: nonces, kept for as long as their request would be let in again."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, text, tuple_

from central_server.store.device_tables import device_nonces as nonces
from central_server.store.inserting import insert

SWEPT = 20_000  # rows that one turn clears away


def spend(connection: Connection, key_id: str, nonce: str, until: datetime) -> bool:
    """Remember a nonce; whether it is new. A second one with the same waits for the first one's transaction."""
    statement = insert(connection, nonces).on_conflict_do_nothing().returning(nonces.c.nonce)
    row = {"key_id": key_id, "nonce": nonce, "until": until}
    return connection.execute(statement, row).one_or_none() is not None


def need_not_wait(connection: Connection) -> None:
    """Do not wait for the disk when this transaction ends: what only reads may be asked again after a power cut."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL synchronous_commit = off"))


def sweep(connection: Connection, now: datetime) -> None:
    """Forget what can be let in no more."""
    key = (nonces.c.key_id, nonces.c.nonce)
    over = select(*key).where(nonces.c.until < now).limit(SWEPT)
    connection.execute(delete(nonces).where(tuple_(*key).in_(over)))
