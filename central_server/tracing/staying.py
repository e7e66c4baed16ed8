"""How stays follow from visits. Pure: of one human's rows here, of whole places as SQL in store/stays.py.

An arrival stands unless it is taken back. Its stay ends

- with the earliest check-out that follows it and stands, or that follows no arrival that stands (made at another
  kiosk or on a phone) and comes later on the same local day, to the human's latest open one at that place: it ``left``;
- else, or earlier, when the place checked everybody out by rule: ``closing``;
- else at the place's closing time, or at local midnight where there is none or it came after it: ``assumed``.

A place is a checkpoint; of kiosks that belong to none, each is a place of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID

from kiosk.admission import LOCAL_TIME
from kiosk.visits import Act, Via

LONGEST = timedelta(days=21)  # no stay is followed for longer
NOWHERE = UUID(int=0)
Ended = Literal["left", "closing", "assumed"]


@dataclass(frozen=True, slots=True)
class Row:
    """A visit, as much of it as matters here."""

    id: UUID
    act: str
    at: datetime
    via: str
    follows: UUID | None
    person: UUID
    checkpoint: UUID
    device: UUID
    gate: str


@dataclass(frozen=True, slots=True)
class Stay:
    """From ``came_at`` until ``until``; ``left_at`` is the same where somebody or a rule recorded it, else None."""

    arrival: UUID
    person: UUID
    checkpoint: UUID
    device: UUID
    gate: str
    via: str
    came_at: datetime
    until: datetime
    ended: Ended

    @property
    def left_at(self) -> datetime | None:
        """When they left, None where that is not recorded."""
        return None if self.ended == "assumed" else self.until

    @property
    def assumed(self) -> bool:
        """Whether nobody saw them leave: it is not recorded, or by rule."""
        return self.ended != "left"

    def up_to(self, now: datetime) -> "Stay":
        """The same, as far as it has been: whoever is inside is not taken to stay until a time that is still to come.

        >>> came, now, later = (datetime(2026, 11, 23, hour, tzinfo=LOCAL_TIME) for hour in (8, 9, 17))
        >>> stay = Stay(NOWHERE, NOWHERE, NOWHERE, NOWHERE, "", "", came, later, "assumed")
        >>> stay.up_to(now).until.hour, replace(stay, ended="left").up_to(now).until.hour
        (9, 17)
        """
        return replace(self, until=max(self.came_at, min(self.until, now))) if self.ended == "assumed" else self

    @property
    def place(self) -> UUID:
        """Where it was: the checkpoint, or the kiosk that belongs to none."""
        return place_of(self.checkpoint, self.device)


def place_of(checkpoint: UUID, device: UUID) -> UUID:
    """A checkpoint, or the device where it belongs to none."""
    return device if checkpoint == NOWHERE else checkpoint


def day_begin(at: datetime) -> datetime:
    """When the local day of a moment began."""
    return datetime.combine(at.astimezone(LOCAL_TIME).date(), time(), LOCAL_TIME)


def assumed_end(came_at: datetime, closes_at: str | None) -> datetime:
    """Until when somebody is taken to have stayed who never checked out.

    >>> came = datetime(2026, 11, 23, 10, 0, tzinfo=LOCAL_TIME)
    >>> [assumed_end(came, closes).strftime("%d %H:%M") for closes in ("17:30", "09:00", None)]
    ['23 17:30', '24 00:00', '24 00:00']
    """
    begin = day_begin(came_at)
    if closes_at:
        closing = begin + timedelta(hours=int(closes_at[:2]), minutes=int(closes_at[3:]))
        if came_at < closing:
            return closing
    return begin + timedelta(days=1)


def reckon(rows: Iterable[Row], closes_at: Callable[[UUID], str | None]) -> list[Stay]:
    """The stays of one human, of all their rows in a period, in the order of their arrivals."""
    rows = sorted(rows, key=lambda row: (row.at, row.id))
    back = {row.follows for row in rows if row.act == Act.REVERSAL}
    arrivals = {row.id: row for row in rows if row.act == Act.CHECK_IN and row.id not in back}
    left: dict[UUID, datetime] = {}
    closed: dict[UUID, datetime] = {}
    loose = []
    for row in rows:
        if row.act != Act.CHECK_OUT or row.id in back:
            continue
        arrival = arrivals.get(row.follows) if row.follows else None
        if arrival is None:
            loose.append(row)
        else:
            (closed if row.via == Via.CLOSING else left).setdefault(arrival.id, row.at)
    directly = set(left)
    for out in loose:
        open_ones = [
            one
            for one in arrivals.values()
            if one.id not in directly
            and place_of(one.checkpoint, one.device) == place_of(out.checkpoint, out.device)
            and one.at <= out.at < day_begin(one.at) + timedelta(days=1)
        ]
        if open_ones:
            left.setdefault(max(open_ones, key=lambda one: (one.at, one.id)).id, out.at)
    return [_stay(one, left.get(one.id), closed.get(one.id), closes_at(one.checkpoint)) for one in arrivals.values()]


def _stay(row: Row, left: datetime | None, closed: datetime | None, closes_at: str | None) -> Stay:
    ended: Ended = "assumed"
    until = assumed_end(row.at, closes_at)
    if closed is not None:
        until, ended = closed, "closing"
    if left is not None and (closed is None or left <= closed):
        until, ended = left, "left"
    return Stay(row.id, row.person, row.checkpoint, row.device, row.gate, row.via, row.at, max(row.at, until), ended)
