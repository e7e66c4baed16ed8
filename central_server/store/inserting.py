"""INSERT that can say what to do where a row is there already."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT that can say ON CONFLICT. Both databases write it alike; SQLAlchemy keeps two classes for it."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
