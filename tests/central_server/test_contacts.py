"""Contacts, on both databases: who was there at the same time, how long, and whom they met afterwards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from central_server.store.contacts import MOST_FIRST, Contact, Found, contacts, second_degree
from central_server.store.engine import transaction
from central_server.store.looking import planned
from central_server.store.officers import Officer
from central_server.store.stays import ids_of, stays_at, stays_of
from central_server.tracing.staying import NOWHERE
from central_server.tracing.wanted import Overlap, Span, spans_of
from tests.central_server.passing import (
    FACTORY,
    HERE,
    HOSPITAL,
    MONDAY,
    OTHER_GATE,
    SCHOOL,
    Town,
    at,
    emptied,
    passing_engine,
)

__all__ = ["passing_engine"]  # a fixture
ALL = Officer(UUID(int=1), "Lê Thị Thử", "tracer", None, b"")
WEEK = (MONDAY, MONDAY + timedelta(days=7))


@pytest.fixture
def town(passing_engine: Engine) -> Town:
    return emptied(passing_engine)


def met(town: Town, person: UUID, overlap: Overlap | None = None, **more: int) -> Found:
    town.save()
    with transaction(town.engine) as connection:
        ids = ids_of(connection, person)
        spans = spans_of(stays_of(connection, ids, *WEEK), *WEEK)
        return contacts(connection, spans, ids, overlap or Overlap(), **more)


def short(found: Found) -> list[tuple[set[UUID], int, int]]:
    """Ids, minutes, times."""
    return [(set(one.people), round(one.seconds / 60), one.times) for one in found.contacts]


def test_whoever_is_there_long_enough_is_a_contact(town: Town) -> None:
    case, long, brief, gone, elsewhere = (town.person(name) for name in ("case", "long", "brief", "gone", "elsewhere"))
    town.stay(case, at("09:00"), at("10:00"))
    town.stay(long, at("08:30"), at("09:30"))
    town.stay(brief, at("09:50"), at("11:00"))
    town.stay(gone, at("08:00"), at("09:00"))
    town.stay(elsewhere, at("09:00"), at("10:00"), SCHOOL)
    assert short(met(town, case)) == [({long}, 30, 1)]
    assert short(met(town, case, Overlap(10))) == [({long}, 30, 1), ({brief}, 10, 1)]
    assert short(met(town, case, Overlap(31))) == []
    found = met(town, case).contacts[0]
    assert (found.first, found.last) == (at("09:00"), at("09:30"))


def test_how_much_of_it_is_assumed(town: Town) -> None:
    """By either's end that nobody saw: of them who stayed, and of the case, whatever ended first."""
    case, seen, open_one, closed = (town.person(name) for name in ("case", "seen", "open", "closed"))
    town.stay(case, at("09:00"), at("10:00"))
    town.stay(seen, at("08:30"), at("09:30"))
    town.stay(open_one, at("09:40"), None)
    town.visit(closed, "check_out", at("17:00"), follows=town.visit(closed, "check_in", at("09:15")), via="closing")

    def said(person: UUID) -> dict[UUID, tuple[int, int]]:
        found = met(town, person).contacts
        return {next(iter(one.people)): (round(one.seconds / 60), round(one.assumed / 60)) for one in found}

    assert said(case) == {seen: (30, 0), open_one: (20, 20), closed: (45, 45)}
    assert said(open_one) == {case: (20, 20), closed: (440, 440)}


def test_times_add_up_and_the_longest_come_first(town: Town) -> None:
    case, often, once = (town.person(name) for name in ("case", "often", "once"))
    for day in range(3):
        town.stay(case, at("09:00", day), at("10:00", day))
        town.stay(often, at("09:40", day), at("12:00", day))
    town.stay(case, at("22:00", 3), at("06:00", 4), FACTORY)
    town.stay(once, at("23:30", 3), at("00:45", 4), FACTORY)
    assert short(met(town, case)) == [({once}, 75, 1), ({often}, 60, 3)]
    first, second = met(town, case, limit=1), met(town, case, limit=1, offset=1)
    assert (first.total, second.total) == (2, 2)
    assert [short(first), short(second)] == [[({once}, 75, 1)], [({often}, 60, 3)]]


def test_one_human_is_one_contact_and_never_their_own(town: Town) -> None:
    case, case_again = (town.person("case", citizen_id="001090000001") for _ in range(2))
    other, other_again = (town.person("other", citizen_id="001090000002") for _ in range(2))
    town.stay(case, at("09:00"), at("10:00"))
    town.stay(case_again, at("09:00", 1), at("10:00", 1), device=OTHER_GATE)
    town.stay(other, at("09:00"), at("10:00"))
    town.stay(other_again, at("09:00", 1), at("09:30", 1))
    assert short(met(town, case)) == [({other, other_again}, 90, 2)]


def test_the_same_gate_can_be_asked_for(town: Town) -> None:
    case, here, there = (town.person(name) for name in ("case", "here", "there"))
    town.stay(case, at("09:00"), at("10:00"))
    town.stay(here, at("09:00"), at("10:00"))
    town.stay(there, at("09:00"), at("10:00"), device=OTHER_GATE, gate="Cổng sau")
    assert len(met(town, case).contacts) == 2
    assert short(met(town, case, Overlap(same_gate=True))) == [({here}, 60, 1)]


def test_kiosks_of_no_checkpoint_are_not_one_place(town: Town) -> None:
    case, here, there = (town.person(name) for name in ("case", "here", "there"))
    town.stay(case, at("09:00"), at("10:00"), NOWHERE)
    town.stay(here, at("09:00"), at("10:00"), NOWHERE)
    town.stay(there, at("09:00"), at("10:00"), NOWHERE, device=OTHER_GATE)
    assert short(met(town, case)) == [({here}, 60, 1)]


def test_a_patient_of_many_days_met_who_visited(town: Town) -> None:
    patient, visitor, before = (town.person(name) for name in ("patient", "visitor", "before"))
    town.stay(patient, at("10:00", -4), at("10:00", 5))
    town.stay(visitor, at("15:00", 2), at("16:00", 2))
    town.stay(before, at("09:00", -4), at("09:59", -4))
    assert short(met(town, visitor)) == [({patient}, 60, 1)]
    assert short(met(town, patient)) == [({visitor}, 60, 1)]


def test_contacts_of_contacts_are_those_met_afterwards(town: Town) -> None:
    case, first, later, earlier, both = (town.person(name) for name in ("case", "first", "later", "earlier", "both"))
    town.stay(case, at("09:00", 1), at("10:00", 1))
    town.stay(first, at("09:00", 1), at("10:00", 1))
    town.stay(first, at("14:00"), at("15:00"), SCHOOL)
    town.stay(earlier, at("14:00"), at("15:00"), SCHOOL)
    town.stay(first, at("14:00", 1), at("15:00", 1), SCHOOL)
    town.stay(later, at("14:00", 1), at("15:00", 1), SCHOOL)
    town.stay(case, at("14:00", 1), at("15:00", 1), SCHOOL)
    town.stay(both, at("09:30", 1), at("10:30", 1))
    town.stay(both, at("14:30", 1), at("15:30", 1), SCHOOL)
    town.stay(first, at("10:00", 2), at("11:00", 2), FACTORY)
    last = town.person("last")
    town.stay(last, at("10:00", 2), at("11:00", 2), FACTORY)
    found = met(town, case)
    assert {next(iter(one.people)) for one in found.contacts} == {first, both, later}
    with transaction(town.engine) as connection:
        second = second_degree(connection, found.contacts, [case], WEEK[1], Overlap(), ALL)
        assert short(second) == [({last}, 60, 1)]
        assert second_degree(connection, (), [case], WEEK[1], Overlap(), ALL) == Found((), 0)
        many = [Contact(frozenset({case}), 1.0, 0.0, 1, *WEEK)] * MOST_FIRST
        assert second_degree(connection, [*many, *found.contacts], [], WEEK[1], Overlap(), ALL).total == 0


def test_everybody_at_a_place(town: Town) -> None:
    anna, bert, other = (town.person(name) for name in ("A", "B", "C"))
    town.stay(anna, at("09:00"), at("10:00"))
    town.stay(bert, at("09:50"), at("11:30"))
    town.stay(other, at("09:00"), at("10:00"), SCHOOL)
    town.save()
    with transaction(town.engine) as connection:
        there = contacts(connection, [Span(HOSPITAL, NOWHERE, "", at("09:30"), at("10:30"))], (), Overlap(1))
    assert short(there) == [({bert}, 40, 1), ({anna}, 30, 1)]


def test_every_look_at_visits_is_by_an_index(town: Town) -> None:
    """As it would be for millions: PostgreSQL is told to read whole tables only where there is no other way."""
    if town.engine.dialect.name != "postgresql":
        pytest.skip("SQLite's plans are not asked")
    town.stay(town.person("case"), at("09:00"), at("10:00"))
    town.save()
    asked: list[tuple[str, Any]] = []
    with transaction(town.engine) as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        contacts(connection, [Span(HOSPITAL, NOWHERE, "", *WEEK)], (), Overlap())
        [(statement, parameters)] = [one for one in asked if "WITH spans" in one[0]]
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        with planned(connection):
            lines = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]
    looked = [line for line in lines if " on visits_" in line]
    assert looked
    assert [line for line in looked if "Seq Scan" in line] == []
    assert any("_checkpoint_at" in line for line in lines)
    assert any("_follows" in line for line in lines)


COMING = st.tuples(st.integers(0, 3), st.integers(0, 96), st.integers(1, 60), st.sampled_from([HOSPITAL, SCHOOL]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(COMING, max_size=12), st.sampled_from([1, 15, 60]))
def test_contacts_are_what_every_pair_of_stays_says(
    town: Town, coming: list[tuple[int, int, int, UUID]], minutes: int
) -> None:
    """The model: each stay against each, in plain Python."""
    emptied(town.engine)
    who = [town.person(str(number)) for number in range(4)]
    for index, quarter, long, place in coming:
        came = MONDAY + timedelta(minutes=30 * quarter)
        town.stay(who[index], came, came + timedelta(minutes=15 * long), place)
    found = met(town, who[0], Overlap(minutes))
    expected: dict[UUID, float] = {}
    with transaction(town.engine) as connection:
        mine = spans_of(stays_of(connection, [who[0]], *WEEK), *WEEK)
        for place in (HOSPITAL, SCHOOL):
            for stay in stays_at(connection, place, *WEEK):
                for span in mine:
                    begin: datetime = max(stay.came_at, span.begin)
                    together = (min(stay.until, span.end) - begin).total_seconds()
                    if stay.person != who[0] and span.checkpoint == place and together >= 60 * minutes:
                        expected[stay.person] = expected.get(stay.person, 0) + together
    assert {next(iter(one.people)): round(one.seconds) for one in found.contacts} == expected
    assert MONDAY.tzinfo is HERE
