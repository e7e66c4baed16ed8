"""Declarations as a gate needs them: what those of somebody come to, found without reading the forms.

The last one counts, but it does not undo a graver one that has not ended: whoever was told to wait for the staff, or
to turn back, cannot go away and answer again. Only a declaration that a member of staff typed clears what was before.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.declarations import Holding, PhoneProof
from kiosk.questionnaire import Verdict
from local_store.connection import Connection
from local_store.moments import from_micros, to_micros

THEIRS = "person IN (SELECT row FROM people WHERE row = ? UNION ALL SELECT row FROM people WHERE merged_into = ?)"
"""What belongs to the person in a row, and to everybody merged into them; asks for the row twice."""

_COLUMNS = "sequence, at, holds_until, verdict, campaign, phone_proof, declared_by IS NOT NULL"

_MILDEST_FIRST = list(Verdict)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A declaration of this kiosk."""

    sequence: int
    holding: Holding
    by_staff: bool


def latest(connection: Connection, person: int) -> Holding | None:
    """What was declared last by the person in this row and everybody merged into them; see ``newest``."""
    return newest(connection, [person], ())


def newest(connection: Connection, people: Collection[int], told: Collection[Holding]) -> Holding | None:
    """The latest of what is kept here of these rows of one person and what the centre tells.

    Here the last is told by its number, not by its time: a clock that was set back does not revive an older one. What
    the centre tells is not the latest where it is kept here too: then it is the latest here, or an older one.
    The verdict and the end are those of the gravest one of the same campaign that had not ended when the latest was
    made; one that a member of staff typed clears what was before it.
    """
    since = min((to_micros(one.declared_at) for one in told), default=None)
    kept = [one for row in people for one in _kept(connection, row, since)]
    kept.sort(key=lambda one: one.sequence, reverse=True)
    times = {one.holding.declared_at for one in kept}
    lasts = [one.holding for one in kept[:1]] + [one for one in told if one.declared_at not in times]
    last = max(lasts, key=lambda one: one.declared_at, default=None)
    if last is None:
        return None
    standing = [one for one in _standing(kept, told, last.campaign) if one.until > last.declared_at]
    graver = [one for one in standing if one.verdict is not Verdict.PASS]
    gravest = max(graver, key=lambda one: (_MILDEST_FIRST.index(one.verdict), one.until), default=last)
    return replace(last, verdict=gravest.verdict, until=gravest.until)


def _standing(kept: list[_Kept], told: Collection[Holding], campaign: str) -> Iterator[Holding]:
    """What was declared for a campaign since a member of staff typed a declaration, that one included."""
    cleared: datetime | None = None
    for one in kept:
        if one.holding.campaign != campaign:
            continue
        yield one.holding
        if one.by_staff:
            cleared = one.holding.declared_at
            break
    known = {(one.holding.declared_at, one.holding.verdict) for one in kept}
    for said in told:
        again = (said.declared_at, said.verdict) in known  # it may be one that was cleared by its number
        if said.campaign == campaign and not again and (cleared is None or said.declared_at > cleared):
            yield said


def _kept(connection: Connection, person: int, since: int | None) -> list[_Kept]:
    """The last one, those that had not ended when it was made, those of the staff, and those at ``since`` or later."""
    mine = f"FROM declarations INDEXED BY declarations_of WHERE {THEIRS}"
    last = connection.row(
        f"SELECT sequence, at {mine} ORDER BY sequence DESC LIMIT 1",
        *(person, person),
    )
    if last is None:
        return []
    sequence, at = last
    rows = connection.rows(
        f"SELECT {_COLUMNS} {mine} AND (holds_until > ? OR sequence = ? OR declared_by IS NOT NULL OR at >= ?)",
        *(person, person, at, sequence, since),
    )
    return [
        _Kept(
            sequence,
            Holding(from_micros(at), from_micros(until), Verdict(verdict), campaign, PhoneProof(proof)),
            bool(by_staff),
        )
        for sequence, at, until, verdict, campaign, proof, by_staff in rows
    ]
