"""Declarations as a gate needs them: the latest one of somebody, found without reading the form."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.declarations import Holding, PhoneProof
from kiosk.questionnaire import Verdict
from local_store.connection import Connection
from local_store.moments import from_micros, to_micros

THEIRS = "person IN (SELECT row FROM people WHERE row = ? UNION ALL SELECT row FROM people WHERE merged_into = ?)"
"""What belongs to the person in a row, and to everybody merged into them; asks for the row twice."""

_COLUMNS = "sequence, at, holds_until, verdict, campaign, phone_proof"


@dataclass(frozen=True, slots=True)
class Kept:
    """A holding of this kiosk, with the number of its declaration."""

    sequence: int
    holding: Holding


def latest(connection: Connection, person: int) -> Kept | None:
    """The declaration that was kept last of the person in this row, and of everybody merged into them.

    Last by its number, not by its time: a clock that was set back does not revive an older one.
    """
    row = connection.row(
        f"SELECT {_COLUMNS} FROM declarations INDEXED BY declarations_of WHERE {THEIRS} ORDER BY sequence DESC LIMIT 1",  # noqa: S608 - constants above
        *(person, person),
    )
    if row is None:
        return None
    sequence, at, until, verdict, campaign, proof = row
    return Kept(sequence, Holding(from_micros(at), from_micros(until), Verdict(verdict), campaign, PhoneProof(proof)))


def newest(connection: Connection, people: Collection[int], told: Collection[Holding]) -> Holding | None:
    """The latest of what is kept here of these rows of one person and what the centre tells.

    What the centre tells is passed over where it is kept here too: then it is the latest here, or an older one.
    """
    kept = max(
        (one for one in (latest(connection, row) for row in people) if one is not None),
        key=lambda one: one.sequence,
        default=None,
    )
    here = [] if kept is None else [kept.holding]
    news = [one for one in told if not any(_kept(connection, row, one) for row in people)]
    return max([*here, *news], key=lambda one: one.declared_at, default=None)


def _kept(connection: Connection, person: int, holding: Holding) -> bool:
    return bool(
        connection.rows(
            f"SELECT 1 FROM declarations INDEXED BY declarations_of WHERE {THEIRS} AND at = ? LIMIT 1",  # noqa: S608
            *(person, person, to_micros(holding.declared_at)),
        )
    )
