"""Stays worked out by hand from the rows of visits: another way to the same table, for a kiosk's rows or a centre's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from local_store.connection import Connection, Row
from local_store.moments import from_micros
from local_store.store import Store

ASKED = (
    "key, id, day, left_day, arrived, departed, newest, standing, place, stays.via, stays.gate, automatic, corrected, "
    "coalesce((SELECT inside AND standing = key FROM presence WHERE presence.person = people.row), 0)"
)


@dataclass(frozen=True)
class Told:
    """A visit as it was told: ``person`` and the ids are bytes, ``at`` microseconds."""

    sequence: int
    id: bytes
    act: str
    at: int
    via: str
    gate: str
    follows: bytes | None
    reason: str | None
    person: bytes


@dataclass
class _Stay:
    """A stay so far. ``before`` is its place before it was taken back, ``replaced`` that of the one it stands for."""

    first: Told
    rows: list[Told] = field(default_factory=list)
    backs: list[Told] = field(default_factory=list)
    before: int | None = None
    replaced: int | None = None

    @property
    def standing(self) -> list[Told]:
        back = {one.follows for one in self.backs}
        return [row for row in self.rows if row.id not in back]

    @property
    def place(self) -> int | None:
        last = self.standing[-1] if self.standing else None
        if last is None or last.reason is None or self.replaced is None:
            return last.sequence if last else None
        return self.replaced

    def take_back(self, row: Told) -> None:
        """A correction takes all rows back, one right after the other; the place is that before the first."""
        last = self.backs[-1] if self.backs else None
        if last is None or (last.sequence, last.reason) != (row.sequence - 1, row.reason):
            self.before = self.place
        self.backs.append(row)


def day(micros: int) -> int:
    """The local day as a number."""
    return int(f"{from_micros(micros) + timedelta(hours=7):%Y%m%d}")


def worked_out(visits: Sequence[Told]) -> list[Row]:
    """What ``ASKED`` must be."""
    stays: dict[bytes, _Stay] = {}
    firsts: list[_Stay] = []
    acts = {visit.id: visit.act for visit in visits}
    for visit in visits:
        followed = stays.get(visit.follows) if visit.follows else None
        if visit.act == "reversal":
            if followed is not None:  # else it never arrived, where something is amiss
                followed.take_back(visit)
        elif visit.act == "check_out" and followed is not None and acts[visit.follows or b""] == "check_in":
            followed.rows.append(visit)
            stays[visit.id] = followed
        else:
            stays[visit.id] = stay = _Stay(visit, [visit])
            stay.replaced = followed.before if followed is not None and visit.reason is not None else None
            firsts.append(stay)
    last: dict[bytes, tuple[int, int]] = {}
    for stay in firsts:
        if stay.place is not None:
            mine = (stay.place, stay.first.sequence)
            last[stay.first.person] = max(last.get(stay.first.person, mine), mine)
    return [_line(stay, {key for _, key in last.values()}) for stay in firsts]


def _line(stay: _Stay, last: set[int]) -> Row:
    first, stands = stay.first, stay.standing
    outs = [row for row in (stands or stay.rows) if row.act == "check_out"]
    departure = outs[-1] if outs else None
    came = first.act == "check_in" and (first in stands or not stands)
    return (
        first.sequence,
        first.person,
        day(first.at),
        day(departure.at) if departure and stands else None,
        first.at if came else None,
        departure.at if departure else None,
        max(row.sequence for row in stay.rows + stay.backs),
        stands[-1].sequence if stands else None,
        stay.place,
        first.via,
        first.gate,
        int(bool(stands) and departure is not None and departure.via == "closing"),
        int(first.reason is not None),
        int(first.sequence in last and stands == [first] and first.act == "check_in"),
    )


def told(connection: Connection) -> list[Told]:
    """The visits of a kiosk, under the people they are of now."""
    rows = connection.rows(
        "SELECT sequence, visits.id, act, at, via, gate, follows, reason, kept.id FROM visits "
        "JOIN people ON people.row = person JOIN people AS kept ON kept.row = coalesce(people.merged_into, people.row) "
        "ORDER BY sequence"
    )
    return [Told(*row) for row in rows]


def require_stays(store: Store) -> None:
    """The table is what follows from the visits, the words are found again, and what waits is counted."""
    kept = store.connection.rows(f"SELECT {ASKED} FROM stays JOIN people ON people.row = stays.person ORDER BY key")  # noqa: S608
    assert kept == worked_out(told(store.connection))
    store.connection.execute("INSERT INTO stay_words (stay_words, rank) VALUES ('integrity-check', 1)")
    aside = "sequence IN (SELECT sequence FROM set_aside)"
    totals = f"SELECT total(state = 'waiting'), total(state = 'refused' AND NOT {aside}), total({aside})"
    for key, *counted in store.connection.rows("SELECT key, unsent, refused, aside FROM stays"):
        assert tuple(counted) == store.connection.row(f"{totals} FROM outbox WHERE stay = ?", key)
