"""Looking something up for each row of a step of a statement, by an index and never by reading whole tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, func, select, text, true
from sqlalchemy.sql.expression import FromClause


@dataclass(frozen=True, slots=True)
class Looking:
    """SQLite always does; PostgreSQL does where the second table is asked for row by row and not joined."""

    postgresql: bool

    def each(
        self, rows: CTE, table: FromClause, names: Sequence[str], where: ColumnElement[bool]
    ) -> tuple[Select[Any], Any]:
        """A select of these columns of ``table`` for each of ``rows``, and those columns, to go on with."""
        if not self.postgresql:
            joined = select(*(table.c[name] for name in names)).select_from(rows.join(table, where))
            return joined, table.c
        one = select(*(table.c[name] for name in names)).where(where).correlate(rows).offset(0).lateral()
        return select(*(one.c[name] for name in names)).select_from(rows.join(one, true())), one.c


@contextmanager
def planned(connection: Connection) -> Iterator[None]:
    """Have PostgreSQL do what these statements need; it cannot guess how many rows each step of them has.

    Nothing is compiled, which takes longer than to run it; there is room for a large place's day in memory; steps are
    joined by hash. What is to be looked up row by row says so itself.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    settings = {"jit": "off", "work_mem": "64MB", "enable_nestloop": "off"}
    connection.execute(select(*(func.set_config(name, value, True) for name, value in settings.items())))
    yield
    for name in settings:
        connection.execute(text(f"SET LOCAL {name} TO DEFAULT"))
