"""How long people took to come through, kept for the figures: seconds and steps, nobody's name, number or id."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from kiosk.desk.figures import Ending, Passage, Stage, Way
from local_store.connection import Connection, Row
from local_store.moments import from_micros, to_micros

KEPT = timedelta(days=400)
"""A year and a month: the same weekday of a year before can still be compared."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of this kiosk."""

    connection: Connection

    def add(self, passage: Passage) -> None:
        """Keep one, and forget those that are older than ``KEPT``."""
        stages = json.dumps([[stage, round(seconds * 1000)] for stage, seconds in passage.stages])
        with self.connection.writing():
            self.connection.execute(
                "INSERT INTO passages (at, way, ending, milliseconds, stages, retries, last) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(to_micros(passage.at), passage.way, passage.ending, round(passage.seconds * 1000)),
                *(stages, passage.retries, passage.last),
            )
            self.connection.execute("DELETE FROM passages WHERE at < ?", to_micros(passage.at - KEPT))

    def between(self, first: int, end: int) -> Sequence[Passage]:
        """Those that ended from ``first`` to before ``end`` (microseconds), oldest first."""
        rows = self.connection.rows(
            "SELECT at, way, ending, milliseconds, stages, retries, last FROM passages "
            "WHERE at >= ? AND at < ? ORDER BY at, row",
            first,
            end,
        )
        return [_passage(row) for row in rows]


def _passage(row: Row) -> Passage:
    at, way, ending, milliseconds, stages, retries, last = row
    return Passage(
        from_micros(at),
        Way(way) if way else None,
        Ending(ending),
        milliseconds / 1000,
        tuple((Stage(stage), spent / 1000) for stage, spent in json.loads(stages)),
        retries,
        Stage(last) if last else None,
    )
