"""Who was where somebody was at the same time: found, added up and ranked by one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    Boolean,
    Connection,
    Float,
    Integer,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    union_all,
    values,
)

from central_server.store.checkpoint_tables import checkpoints
from central_server.store.elapsed import seconds_between
from central_server.store.live import seen_by
from central_server.store.looking import Looking, planned
from central_server.store.officers import Officer
from central_server.store.sharing import CITIZEN
from central_server.store.stay_days import days_of
from central_server.store.stays import stays_of_each, stays_table
from central_server.store.tables import Moment, identifiers
from central_server.tracing.staying import day_begin, place_of
from central_server.tracing.wanted import PAGE, Overlap, Span, merged, spans_of

MOST_FIRST = 100  # contacts whose own contacts are looked for: those who were there longest
MOST_RANKED = 12_000  # ids that are brought together by citizen id; of more, those who were there longest
MOST_SPANS = 60  # times at places of theirs; the longest


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who was there too: for how long altogether, how many times, first and last.

    ``people`` are their ids: one, or those with the same citizen id. ``assumed`` are the seconds of times of which
    nobody saw one of the two leave.
    """

    people: frozenset[UUID]
    seconds: float
    assumed: float
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A page of contacts, the longest first, and how many there are; 0 for a page after the last."""

    contacts: tuple[Contact, ...]
    total: int


NOBODY = Found((), 0)


def contacts(
    connection: Connection,
    spans: Sequence[Span],
    but: Collection[UUID],
    overlap: Overlap,
    *,
    limit: int = PAGE,
    offset: int = 0,
) -> Found:
    """Everybody but these whose stays overlap with the spans."""
    if not spans:
        return NOBODY
    days = [list(days_of(span.checkpoint, span.device, span.begin, span.end)) for span in spans]
    numbers = {day: number for number, day in enumerate(sorted({day for its in days for day in its}))}
    stays = stays_table(connection, numbers)
    together = _together(stays, _as_table(spans, [[numbers[day] for day in its] for its in days]), overlap)
    by_human = _by_human(Looking(connection.dialect.name == "postgresql"), together, but)
    page = by_human.order_by(column("seconds").desc(), column("who")).limit(limit).offset(offset or None)
    with planned(connection):
        rows = connection.execute(page).all()
    found = tuple(
        Contact(frozenset(map(UUID, row.people.split(","))), row.seconds, row.assumed, row.times, row.first, row.last)
        for row in rows
    )
    return Found(found, rows[0].total if rows else 0)


def second_degree(
    connection: Connection,
    first: Sequence[Contact],
    but: Collection[UUID],
    until: datetime,
    overlap: Overlap,
    officer: Officer,
    *,
    limit: int = PAGE,
    offset: int = 0,
) -> Found:
    """Contacts of these contacts after their first contact, none of whom is one of these or of ``but``.

    Times at one place that overlap are one: it counts how long somebody was with any of them. Bounded: the first
    ``MOST_FIRST`` of them, and the ``MOST_SPANS`` longest times.
    """
    near = first[:MOST_FIRST]
    if not near:
        return NOBODY
    since = min(contact.first for contact in near)
    each = stays_of_each(connection, [contact.people for contact in near], since, until)
    spans = [span for contact, stays in zip(near, each, strict=True) for span in spans_of(stays, contact.first, until)]
    theirs = merged(seen(connection, officer, spans))
    longest = sorted(theirs, key=lambda span: (span.begin - span.end, span.begin, span.checkpoint))[:MOST_SPANS]
    known = {*but, *(person for contact in first for person in contact.people)}
    return contacts(connection, longest, known, overlap, limit=limit, offset=offset)


def seen(connection: Connection, officer: Officer, spans: Sequence[Span]) -> list[Span]:
    """Those at places that this officer may see; what belongs to no checkpoint is for those of no area."""
    if officer.area is None:
        return list(spans)
    wanted = select(checkpoints.c.id).where(checkpoints.c.id.in_({span.checkpoint for span in spans}), seen_by(officer))
    theirs = set(connection.execute(wanted).scalars())
    return [span for span in spans if span.checkpoint in theirs]


def _as_table(spans: Sequence[Span], days: Sequence[Sequence[int]]) -> CTE:
    """The spans, once for each of their days; ``first``: its first, when that begins."""
    rows = [
        (
            day,
            number == 0,
            place_of(span.checkpoint, span.device),
            span.device,
            span.gate,
            span.begin,
            span.end,
            day_begin(span.begin),
            span.assumed,
        )
        for span, its in zip(spans, days, strict=True)
        for number, day in enumerate(its)
    ]
    columns = (
        column("day", Integer),
        column("first", Boolean),
        column("place", Uuid),
        column("device", Uuid),
        column("gate", Text),
        column("begins", Moment),
        column("ends", Moment),
        column("since", Moment),
        column("assumed", Boolean),
    )
    return values(*columns, name="spans").data(rows).cte("spans")


def _together(stays: CTE, spans: CTE, overlap: Overlap) -> CTE:
    """Who was there with them, once for each stay and span.

    A stay is held against the spans of the day on which it began, and against later ones at its place if it lasted
    beyond that day: each against each would be thousands of times as many.
    """
    s, p = stays.c, spans.c
    begin = case((s.came_at > p.begins, s.came_at), else_=p.begins)
    end = case((s.until < p.ends, s.until), else_=p.ends)
    seconds = seconds_between(begin, end)
    met = [s.came_at < p.ends, s.until > p.begins, seconds >= overlap.minutes * 60]
    if overlap.same_gate:
        met += [s.device == p.device, s.gate == p.gate]
    assumed = case((or_(s.ended != "left", p.assumed), seconds), else_=literal(0.0, Float))
    columns = (begin.label("begin"), end.label("end"), seconds.label("seconds"), assumed.label("assumed"))
    rows = select(s.person, *columns).select_from(spans)
    same_day = rows.join(stays, and_(s.day == p.day, s.place == p.place)).where(*met)
    longer = rows.join(stays, and_(s.place == p.place, s.came_at < p.since, s.until > p.since)).where(p.first, *met)
    return union_all(same_day, longer).cte("together")


def _by_human(by: Looking, together: CTE, but: Collection[UUID]) -> Any:
    """Added up for each person, then for each citizen id: kiosks know one human under several ids."""
    t = together.c
    person = (
        select(
            t.person,
            func.sum(t.seconds).label("seconds"),
            func.sum(t.assumed).label("assumed"),
            func.count().label("times"),
            func.min(t.begin).label("first"),
            func.max(t.end).label("last"),
        )
        .where(t.person.not_in(list(but)) if but else literal(True))
        .group_by(t.person)
        .cte("by_person")
    )
    ranked = select(person).order_by(person.c.seconds.desc(), person.c.person).limit(MOST_RANKED).cte("ranked")
    own = identifiers.alias("own")
    numbers, _ = by.each(ranked, own, ("person", "value"), and_(own.c.person == ranked.c.person, own.c.kind == CITIZEN))
    citizen = numbers.cte("citizen")
    who = func.coalesce(citizen.c.value, cast(ranked.c.person, Text))
    everybody = select(func.count()).select_from(person).scalar_subquery()
    taken = select(func.count()).select_from(ranked).scalar_subquery()
    return (
        select(
            who.label("who"),
            func.aggregate_strings(cast(ranked.c.person, Text), ",").label("people"),
            func.sum(ranked.c.seconds).label("seconds"),
            func.sum(ranked.c.assumed).label("assumed"),
            cast(func.sum(ranked.c.times), Integer).label("times"),
            func.min(ranked.c.first, type_=Moment).label("first"),
            func.max(ranked.c.last, type_=Moment).label("last"),
            (func.count().over() + everybody - taken).label("total"),
        )
        .select_from(ranked)
        .join(citizen, citizen.c.person == ranked.c.person, isouter=True)
        .group_by(who)
    )
