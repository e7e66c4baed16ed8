"""Who was where somebody was at the same time: found, added up and ranked by one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    Connection,
    Integer,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    select,
    values,
)

from central_server.store.checkpoint_tables import checkpoints
from central_server.store.elapsed import seconds_between
from central_server.store.live import seen_by
from central_server.store.officers import Officer
from central_server.store.sharing import CITIZEN
from central_server.store.stay_days import days_of
from central_server.store.stays import planned, stays_of_each, stays_table
from central_server.store.tables import Moment, identifiers
from central_server.tracing.staying import place_of
from central_server.tracing.wanted import PAGE, Overlap, Span, spans_of

MOST_FIRST = 100  # contacts whose own contacts are looked for: those who were there longest
MOST_SPANS = 600  # of theirs; the longest


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who was there too: for how long altogether, how many times, first and last.

    ``people`` are their ids: one, or those with the same citizen id.
    """

    people: frozenset[UUID]
    seconds: float
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
    days = {day for span in spans for day in days_of(span.checkpoint, span.device, span.begin, span.end)}
    stays = stays_table(connection, days)
    together = _together(stays, _as_table(spans), overlap)
    by_human = _by_human(together, but)
    page = by_human.order_by(column("seconds").desc(), column("who")).limit(limit).offset(offset or None)
    with planned(connection):
        rows = connection.execute(page).all()
    found = tuple(
        Contact(frozenset(map(UUID, row.people.split(","))), row.seconds, row.times, row.first, row.last)
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

    Bounded: the first ``MOST_FIRST`` of them, and the ``MOST_SPANS`` longest of their stays.
    """
    near = first[:MOST_FIRST]
    if not near:
        return NOBODY
    since = min(contact.first for contact in near)
    each = stays_of_each(connection, [contact.people for contact in near], since, until)
    spans = [span for contact, stays in zip(near, each, strict=True) for span in spans_of(stays, contact.first, until)]
    longest = sorted(
        seen(connection, officer, spans), key=lambda span: (span.begin - span.end, span.begin, span.checkpoint)
    )[:MOST_SPANS]
    known = {*but, *(person for contact in first for person in contact.people)}
    return contacts(connection, longest, known, overlap, limit=limit, offset=offset)


def seen(connection: Connection, officer: Officer, spans: Sequence[Span]) -> list[Span]:
    """Those at places that this officer may see; what belongs to no checkpoint is for those of no area."""
    if officer.area is None:
        return list(spans)
    wanted = select(checkpoints.c.id).where(checkpoints.c.id.in_({span.checkpoint for span in spans}), seen_by(officer))
    theirs = set(connection.execute(wanted).scalars())
    return [span for span in spans if span.checkpoint in theirs]


def _as_table(spans: Sequence[Span]) -> CTE:
    rows = [
        (number, place_of(span.checkpoint, span.device), span.device, span.gate, span.begin, span.end)
        for number, span in enumerate(spans)
    ]
    columns = (
        column("number", Integer),
        column("place", Uuid),
        column("device", Uuid),
        column("gate", Text),
        column("begins", Moment),
        column("ends", Moment),
    )
    return values(*columns, name="spans").data(rows).cte("spans")


def _together(stays: CTE, spans: CTE, overlap: Overlap) -> CTE:
    """Who was there with them, once for each stay and span."""
    s, p = stays.c, spans.c
    begin = case((s.came_at > p.begins, s.came_at), else_=p.begins)
    end = case((s.until < p.ends, s.until), else_=p.ends)
    seconds = seconds_between(begin, end)
    met = and_(s.place == p.place, s.came_at < p.ends, s.until > p.begins)
    if overlap.same_gate:
        met = and_(met, s.device == p.device, s.gate == p.gate)
    rows = select(s.person, begin.label("begin"), end.label("end"), seconds.label("seconds"))
    rows = rows.select_from(spans).join(stays, met).where(seconds >= overlap.minutes * 60)
    return rows.cte("together")


def _by_human(together: CTE, but: Collection[UUID]) -> Any:
    """Added up for each person, then for each citizen id: kiosks know one human under several ids."""
    t = together.c
    person = (
        select(
            t.person,
            func.sum(t.seconds).label("seconds"),
            func.count().label("times"),
            func.min(t.begin).label("first"),
            func.max(t.end).label("last"),
        )
        .where(t.person.not_in(list(but)) if but else literal(True))
        .group_by(t.person)
        .cte("by_person")
    )
    citizen = and_(identifiers.c.person == person.c.person, identifiers.c.kind == CITIZEN)
    who = func.coalesce(identifiers.c.value, cast(person.c.person, Text))
    return (
        select(
            who.label("who"),
            func.aggregate_strings(cast(person.c.person, Text), ",").label("people"),
            func.sum(person.c.seconds).label("seconds"),
            cast(func.sum(person.c.times), Integer).label("times"),
            func.min(person.c.first, type_=Moment).label("first"),
            func.max(person.c.last, type_=Moment).label("last"),
            func.count().over().label("total"),
        )
        .select_from(person)
        .join(identifiers, citizen, isouter=True)
        .group_by(who)
    )
