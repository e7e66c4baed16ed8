"""Carrying out a tracing query for an officer: found, and written down, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from central_server.authority.purposes import Purpose
from central_server.authority.search import NotSought, numbered
from central_server.store import contacts, live, people_search
from central_server.store.access_log import note
from central_server.store.asking import Allowance
from central_server.store.contact_details import described, names_of, phones_of
from central_server.store.contacts import Found
from central_server.store.humans import humans
from central_server.store.officers import Officer
from central_server.store.people_search import Hit, Sought
from central_server.store.stays import ids_of, stays_of
from central_server.tracing.asking import Asked
from central_server.tracing.exporting import Line
from central_server.tracing.staying import NOWHERE, Stay
from central_server.tracing.wanted import PAGE, NotWanted, Overlap, Span, spans_of
from kiosk.admission import LOCAL_TIME

TRACES = Allowance("officers' tracing", 120, timedelta(hours=1))
MOST_EXPORTED = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Traced:
    """What came of it. ``place`` is the name of the place that was asked about, ``index`` of whom, with ``stays``."""

    found: Found
    lines: tuple[Line, ...]
    index: Line | None = None
    place: str = ""
    stays: tuple[Stay, ...] = ()
    hidden: int = 0  # stays at places that the officer may not see

    def __repr__(self) -> str:
        return f"Traced({self.found.total})"


@dataclass(frozen=True, slots=True)
class Met:
    """Two people at one place at once; ``assumed``: how the one ended whom nobody saw leave."""

    stay: Stay
    begin: datetime
    end: datetime
    assumed: str = ""


def candidates(connection: Connection, officer: Officer, asked: Asked) -> list[Hit]:
    """Whose the number is: each human once. Raises NotWanted."""
    try:
        sought = numbered(Sought(asked.period.since, asked.period.until), asked.fields["number"])
    except NotSought as fault:
        raise NotWanted(str(fault)) from None
    hits, _ = people_search.find(connection, officer, sought)
    if not hits:
        raise NotWanted("trace.problem.nobody")
    by_id = {hit.id: hit for hit in hits}
    found = []
    for human in humans(connection, list(by_id)):
        theirs = [by_id[one] for one in human.ids if one in by_id]
        found.append(max(theirs, key=lambda hit: (hit.visits, hit.name, str(hit.id))))
    return found


def trace(
    connection: Connection, officer: Officer, asked: Asked, limit: int = PAGE, offset: int = 0
) -> tuple[Traced, frozenset[UUID]]:
    """What was asked, and whom or what it was about. Raises NotWanted."""
    if asked.person is None:
        return _at_a_place(connection, officer, asked, limit, offset)
    ids, stays, hidden, spans = _where(connection, officer, asked, asked.person)
    period, overlap = asked.period, asked.overlap
    if asked.degree == 1:
        found = contacts.contacts(connection, spans, ids, overlap, limit=limit, offset=offset)
    else:
        first = contacts.contacts(connection, spans, ids, overlap, limit=contacts.MOST_FIRST)
        found = contacts.second_degree(
            connection, first.contacts, ids, period.until, overlap, officer, limit=limit, offset=offset
        )
    return _told(connection, found, ids, stays, hidden), ids


def together(
    connection: Connection, officer: Officer, asked: Asked, other: UUID
) -> tuple[list[Met], Traced, set[UUID]]:
    """When the index person and another were at one place at once."""
    assert asked.person is not None  # noqa: S101  # only asked about a person
    ids, stays, hidden, spans = _where(connection, officer, asked, asked.person)
    others = ids_of(connection, other)
    found = []
    for stay in stays_of(connection, others, asked.period.since, asked.period.until):
        for span in spans:
            begin, end = max(stay.came_at, span.begin), min(stay.until, span.end)
            if _same_place(stay, span) and begin < end:
                assumed = stay.ended if stay.assumed else "assumed" if span.assumed else ""
                found.append(Met(stay, begin, end, assumed))
    met = Found((contacts.Contact(others, 0.0, 0.0, len(found), asked.period.since, asked.period.until),), 1)
    return found, _told(connection, met, ids, stays, hidden), {*ids, *others}


def wrote(
    connection: Connection,
    officer: Officer,
    act: str,
    purpose: str,
    asked: Asked,
    traced: Traced,
    about: Collection[UUID],
    now: datetime,
) -> None:
    """Write down who was traced and what came of it; of everybody who was shown, their ids."""
    days = (asked.period.since, asked.period.until - timedelta(microseconds=1))
    shown = {person for contact in traced.found.contacts for person in contact.people}
    counts: dict[str, int | str] = {
        "found": traced.found.total,
        "shown": len(traced.found.contacts),
        "degree": asked.degree,
        "minutes": asked.overlap.minutes,
        "days": "/".join(day.astimezone(LOCAL_TIME).date().isoformat() for day in days),
        "about": "place" if asked.person is None else "person",
    }
    note(connection, officer, act, purpose, {*about, *shown}, counts, now)


def wrote_candidates(
    connection: Connection, officer: Officer, purpose: str, found: Collection[Hit], now: datetime
) -> None:
    """Write down whom a number turned out to be of."""
    note(
        connection, officer, "searched", purpose, [hit.id for hit in found], {"found": len(found), "by": "number"}, now
    )


def first_page(traced: Traced) -> Traced:
    """As much of it as a page shows."""
    found = Found(traced.found.contacts[:PAGE], traced.found.total)
    return replace(traced, found=found, lines=traced.lines[:PAGE])


def purpose_text(purpose: Purpose, case: str) -> str:
    """As the log keeps it of an export: with the case's number."""
    return f"{purpose.text} [{case}]"


def own_numbers(connection: Connection, ids: Collection[UUID]) -> list[str]:
    """Everything that is typed to find somebody: none of it may stand in what leaves the office."""
    numbers = [value for pairs in people_search.numbers_of(connection, ids).values() for _, value in pairs]
    return numbers + [phone.removeprefix("+84") for phones in phones_of(connection, ids).values() for phone in phones]


def places_of(connection: Connection, stays: Collection[Stay]) -> dict[UUID, str]:
    """The names of where these stays were."""
    return names_of(connection, {stay.checkpoint for stay in stays})


def _where(
    connection: Connection, officer: Officer, asked: Asked, person: UUID
) -> tuple[frozenset[UUID], list[Stay], int, list[Span]]:
    """A human's ids, the stays that the officer may see, how many others, and the times they are looked for in."""
    ids = ids_of(connection, person)
    # assumed ends are within whole days: what ends later than the period has not ended yet
    until = asked.period.until
    whole = [stay.up_to(until) for stay in stays_of(connection, ids, asked.period.since, until)]
    spans = contacts.seen(connection, officer, spans_of(whole, asked.period.since, until))
    allowed = {span.checkpoint for span in spans}
    stays = [stay for stay in whole if stay.checkpoint in allowed]
    if officer.area is not None and not stays:
        raise NotWanted("trace.problem.nobody")
    return ids, stays, len(whole) - len(stays), spans


def _told(connection: Connection, found: Found, ids: frozenset[UUID], stays: Collection[Stay], hidden: int) -> Traced:
    never = datetime(1970, 1, 1, tzinfo=UTC)
    [index] = described(connection, [contacts.Contact(ids, 0.0, 0.0, 0, never, never)])
    return Traced(found, tuple(described(connection, found.contacts)), index, "", tuple(stays), hidden)


def _at_a_place(
    connection: Connection, officer: Officer, asked: Asked, limit: int, offset: int
) -> tuple[Traced, frozenset[UUID]]:
    row = live.by_code(connection, officer, asked.fields["place"])
    if row is None:
        raise NotWanted("search.no_place")
    whole = Span(row.id, NOWHERE, "", asked.period.since, asked.period.until)
    found = contacts.contacts(connection, [whole], (), Overlap(asked.overlap.minutes), limit=limit, offset=offset)
    traced = Traced(found, tuple(described(connection, found.contacts)), None, row.name)
    return traced, frozenset({row.id})


def _same_place(stay: Stay, span: Span) -> bool:
    return stay.checkpoint == span.checkpoint and (stay.checkpoint != NOWHERE or stay.device == span.device)
