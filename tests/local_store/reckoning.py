"""Stays worked out by hand from the rows of visits: another way to the same table."""

from dataclasses import dataclass, field
from datetime import timedelta

from local_store.connection import Connection, Row
from local_store.moments import from_micros
from local_store.store import Store

ASKED = (
    "key, id, day, left_day, arrived, departed, newest, standing, place, stays.via, stays.gate, automatic, corrected, "
    "coalesce((SELECT inside AND standing = key FROM presence WHERE presence.person = people.row), 0)"
)


@dataclass
class _Stay:
    first: Row
    outs: list[Row] = field(default_factory=list)
    backs: list[int] = field(default_factory=list)


def day(micros: int) -> int:
    """The local day as a number."""
    return int(f"{from_micros(micros) + timedelta(hours=7):%Y%m%d}")


def by_hand(connection: Connection, replaced: dict[int, int]) -> list[Row]:
    """What ``ASKED`` must be. ``replaced`` are the places of stays that others were recorded anew for."""
    visits = connection.rows(
        "SELECT sequence, visits.id, act, at, via, gate, follows, reason, kept.id FROM visits "
        "JOIN people ON people.row = person JOIN people AS kept ON kept.row = coalesce(people.merged_into, people.row) "
        "ORDER BY sequence"
    )
    by_id = {visit[1]: visit for visit in visits}
    stay_of: dict[bytes, _Stay] = {}
    stays: list[_Stay] = []
    back: set[bytes] = set()
    for visit in visits:
        sequence, id_, act, *_, follows = visit[:7]
        if act == "reversal":
            back.add(follows)
            stay_of[follows].backs.append(sequence)
        elif act == "check_out" and follows in by_id and by_id[follows][2] == "check_in":
            stay_of[follows].outs.append(visit)
            stay_of[id_] = stay_of[follows]
        else:
            stay_of[id_] = _Stay(visit)
            stays.append(stay_of[id_])
    lines = [_line(stay, back, replaced) for stay in stays]
    last: dict[bytes, tuple[int, int]] = {}
    for line in lines:
        if line[8] is not None:
            last[line[1]] = max(last.get(line[1], (0, 0)), (line[8], line[0]))
    inside = {key for _, key in last.values()}
    return [(*line, int(line[0] in inside and line[7] == line[0] and line[4] is not None)) for line in lines]


def _line(stay: _Stay, back: set[bytes], replaced: dict[int, int]) -> Row:
    key, id_, act, at, via, gate, _, reason, person = stay.first
    rows = [stay.first, *stay.outs]
    stands = [row for row in rows if row[1] not in back]
    outs = [row for row in (stands or rows) if row[2] == "check_out"]
    departure = outs[-1] if outs else None
    came = act == "check_in" and (id_ not in back or not stands)
    standing = stands[-1] if stands else None
    place = None if standing is None else replaced.get(key, standing[0]) if standing[7] is not None else standing[0]
    return (
        key,
        person,
        day(at),
        day(departure[3]) if departure and stands else None,
        at if came else None,
        departure[3] if departure else None,
        max([row[0] for row in rows] + stay.backs),
        standing[0] if standing else None,
        place,
        via,
        gate,
        int(bool(stands) and departure is not None and departure[4] == "closing"),
        int(reason is not None),
    )


def require_stays(store: Store, replaced: dict[int, int] | None = None) -> None:
    """The table is what follows from the visits, and the words are found again."""
    kept = store.connection.rows(f"SELECT {ASKED} FROM stays JOIN people ON people.row = stays.person ORDER BY key")  # noqa: S608
    assert kept == by_hand(store.connection, replaced or {})
    store.connection.execute("INSERT INTO stay_words (stay_words, rank) VALUES ('integrity-check', 1)")
    aside = "sequence IN (SELECT sequence FROM set_aside)"
    totals = f"SELECT sum(state = 'waiting'), sum(state = 'refused' AND NOT {aside}), sum({aside})"
    for key, *counted in store.connection.rows("SELECT key, unsent, refused, aside FROM stays"):
        assert tuple(counted) == store.connection.row(f"{totals} FROM outbox WHERE stay = ?", key)
