"""Stays, on both databases: what ends one, what takes one back, and that whole places agree with each human's own."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from central_server.store.engine import transaction
from central_server.store.stays import ids_of, inside, stays_at, stays_of
from central_server.tracing.staying import NOWHERE, Stay
from tests.central_server.passing import (
    GATE,
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
from tests.wire.saying import SPACE

__all__ = ["passing_engine"]  # a fixture
WEEK = (MONDAY, MONDAY + timedelta(days=7))
Said = tuple[str, str, str]


@pytest.fixture
def town(passing_engine: Engine) -> Town:
    """Days of this week have partitions, days before have none."""
    return emptied(passing_engine)


def of(town: Town, person: UUID, since: datetime = WEEK[0], until: datetime = WEEK[1]) -> list[Said]:
    """The stays of a human, and that the whole place says the same."""
    with transaction(town.engine) as connection:
        ids = ids_of(connection, person)
        alone = stays_of(connection, ids, since, until)
        for checkpoint, place in {(stay.checkpoint, stay.place) for stay in alone}:
            there = stays_at(connection, checkpoint, since, until, device=place)
            mine = [stay for stay in alone if (stay.checkpoint, stay.place) == (checkpoint, place)]
            assert [stay for stay in there if stay.person in ids] == mine
    return [said(stay) for stay in alone]


def said(stay: Stay) -> Said:
    came, until = (f"{moment.astimezone(HERE):%d %H:%M}" for moment in (stay.came_at, stay.until))
    assert (stay.left_at is None) == (stay.ended == "assumed")
    return came, until, stay.ended


def test_a_departure_closes_what_it_follows(town: Town) -> None:
    anna = town.person("A")
    town.stay(anna, at("08:00"), at("09:30"))
    town.stay(anna, at("13:00"), at("14:00"))
    town.save()
    assert of(town, anna) == [("23 08:00", "23 09:30", "left"), ("23 13:00", "23 14:00", "left")]


def test_nobody_who_never_left_stays_longer_than_the_place_is_open(town: Town) -> None:
    town.checkpoint(HOSPITAL, "Bệnh viện Thử", closes_at="17:30")
    anna = town.person("A")
    town.stay(anna, at("08:00"), None)
    town.stay(anna, at("18:00"), None)
    town.stay(anna, at("08:00", 1), None, SCHOOL)
    town.save()
    assert of(town, anna) == [
        ("23 08:00", "23 17:30", "assumed"),
        ("23 18:00", "24 00:00", "assumed"),
        ("24 08:00", "25 00:00", "assumed"),
    ]


def test_a_departure_at_another_kiosk_closes_the_latest_open_arrival(town: Town) -> None:
    here = town.person("A", citizen_id="001090000001")
    there = town.person("A", citizen_id="001090000001")
    town.stay(here, at("07:00"), None)
    town.stay(here, at("08:00"), None)
    town.stay(here, at("08:30"), None, SCHOOL)
    town.visit(there, "check_out", at("09:00"), device=OTHER_GATE)
    town.save()
    assert of(town, there) == [
        ("23 07:00", "24 00:00", "assumed"),
        ("23 08:00", "23 09:00", "left"),
        ("23 08:30", "24 00:00", "assumed"),
    ]


def test_a_stranger_closes_nothing(town: Town) -> None:
    anna = town.person("A", social_insurance="0100000001", citizen_id="001090000001")
    other = town.person("B", social_insurance="0100000001", citizen_id="001090000002")
    town.stay(anna, at("08:00"), None)
    town.visit(other, "check_out", at("09:00"))
    town.save()
    assert of(town, anna) == [("23 08:00", "24 00:00", "assumed")]


def test_who_left_elsewhere_is_not_kept_until_the_place_closes(town: Town) -> None:
    anna = town.person("A")
    arrival = town.visit(anna, "check_in", at("08:00"))
    town.visit(anna, "check_out", at("18:00"), follows=arrival, via="closing")
    town.save()
    assert of(town, anna) == [("23 08:00", "23 18:00", "closing")]
    town.visit(anna, "check_out", at("10:00"), device=OTHER_GATE)
    town.save()
    assert of(town, anna) == [("23 08:00", "23 10:00", "left")]


def test_whoever_is_open_at_midnight_has_left(town: Town) -> None:
    anna, bert = town.person("A"), town.person("B")
    town.stay(anna, at("22:00"), at("06:00", 1))
    town.stay(bert, at("22:00"), None)
    town.visit(bert, "check_out", at("06:00", 1))  # follows nothing: it may be of another night
    town.save()
    assert of(town, anna) == [("23 22:00", "24 06:00", "left")]
    assert of(town, bert) == [("23 22:00", "24 00:00", "assumed")]


def test_whoever_left_before_midnight_is_not_kept_by_what_comes_after_it(town: Town) -> None:
    anna = town.person("A")
    arrival = town.stay(anna, at("08:00"), at("09:00"))
    town.visit(anna, "check_out", at("00:15", 1), follows=arrival)
    town.stay(anna, at("10:00", 1), at("11:00", 1))
    town.save()
    assert of(town, anna, at("00:00", 1), at("12:00", 1)) == [("24 10:00", "24 11:00", "left")]


def test_days_in_a_ward_are_one_stay(town: Town) -> None:
    anna = town.person("A")
    town.stay(anna, at("10:00", -5), at("10:00", 3))
    town.save()
    for first, last in ((0, 1), (2, 3), (3, 4), (-5, -4), (-6, 6)):
        period = at("00:00", first), at("00:00", last)
        assert of(town, anna, *period) == [("18 10:00", "26 10:00", "left")]
    assert of(town, anna, at("10:01", 3), at("12:00", 3)) == []


def test_what_was_taken_back_never_was(town: Town) -> None:
    anna = town.person("A")
    first = town.stay(anna, at("08:00"), at("09:00"))
    town.visit(anna, "reversal", at("15:00", 3), follows=first)  # days later
    second = town.visit(anna, "check_in", at("10:00"))
    out = town.visit(anna, "check_out", at("10:05"), follows=second)
    town.visit(anna, "reversal", at("10:06"), follows=out)
    town.visit(anna, "check_out", at("11:00"), follows=second)
    town.save()
    assert of(town, anna) == [("23 10:00", "23 11:00", "left")]
    assert of(town, anna, at("00:00"), at("23:00")) == [("23 10:00", "23 11:00", "left")]


def test_a_stay_recorded_anew_stands_for_the_old_one(town: Town) -> None:
    anna = town.person("A")
    old = town.stay(anna, at("08:00"), None)
    later = at("15:00", 2)
    town.visit(anna, "reversal", later, follows=old)
    new = town.visit(anna, "check_in", at("07:30"), follows=old, made=later, reason="wrong_time")
    town.visit(anna, "check_out", at("07:45"), follows=new, made=later, reason="wrong_time")
    annulled = town.visit(anna, "check_in", at("09:00"), made=later)
    town.visit(anna, "reversal", at("15:00", 4), follows=annulled)
    town.save()
    assert of(town, anna) == [("23 07:30", "23 07:45", "left")]


def test_kiosks_without_a_checkpoint_are_places_of_their_own(town: Town) -> None:
    anna, bert = town.person("A"), town.person("B")
    town.stay(anna, at("08:00"), None, NOWHERE)
    town.visit(anna, "check_out", at("09:00"), NOWHERE, device=OTHER_GATE)
    town.stay(bert, at("08:00"), None, NOWHERE, device=OTHER_GATE)
    town.save()
    assert of(town, anna) == [("23 08:00", "24 00:00", "assumed")]
    with transaction(town.engine) as connection:
        assert [stay.person for stay in stays_at(connection, NOWHERE, *WEEK, device=GATE)] == [anna]


def test_inside_counts_who_is_there_now(town: Town) -> None:
    town.checkpoint(SCHOOL, "Trường Thử", closes_at="17:00")
    people = [town.person(name) for name in "ABCD"]
    town.stay(people[0], at("08:00"), at("09:00"))
    town.stay(people[1], at("08:00"), None)
    town.stay(people[2], at("23:00", -1), None)
    town.stay(people[3], at("08:00"), None, SCHOOL)
    town.save()

    def now(text: str) -> dict[UUID, int]:
        with transaction(town.engine) as connection:
            return inside(connection, [HOSPITAL, SCHOOL], at(text))

    assert now("07:59") == {}
    assert now("08:30") == {HOSPITAL: 2, SCHOOL: 1}
    assert now("12:00") == {HOSPITAL: 1, SCHOOL: 1}
    assert now("18:00") == {HOSPITAL: 1}
    with transaction(town.engine) as connection:
        assert inside(connection, [], at("12:00")) == {}


STEP = st.tuples(
    st.sampled_from(["check_in", "check_in", "check_out", "check_out", "loose", "closing", "reversal"]),
    st.integers(0, 2 * 24 * 4),  # quarters of an hour from Monday
    st.integers(0, 2),  # by which id
    st.sampled_from([HOSPITAL, SCHOOL]),
    st.integers(0, 30),  # which of the rows before it follows
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=14))
def test_places_say_what_each_human_says(town: Town, steps: list[tuple[str, int, int, UUID, int]]) -> None:
    """The model is ``reckon``: one human's rows in plain Python."""
    emptied(town.engine)
    who = [town.person("A", citizen_id="001090000001") for _ in range(2)] + [town.person("B")]
    seen: list[tuple[str, UUID, UUID, UUID, datetime]] = []  # act, id, person, place
    for act, quarter, index, place, back in sorted(steps, key=lambda step: step[1]):
        when = MONDAY + timedelta(minutes=15 * quarter)
        if act in ("check_in", "loose"):
            known = "check_in" if act == "check_in" else "check_out"
            seen.append((known, town.visit(who[index], known, when, place), who[index], place, when))
            continue
        wanted = "check_in" if act in ("check_out", "closing") else None
        before = [one for one in seen if one[0] == wanted or (wanted is None and one[0] != "reversal")]
        if act == "closing":  # a place closes on the same day
            before = [one for one in before if one[4].date() == when.date()]
        if not before:
            continue
        _, followed, person, there, _ = before[back % len(before)]
        known = "check_out" if act == "closing" else act
        via = "closing" if act == "closing" else "phone"
        seen.append((known, town.visit(person, known, when, there, follows=followed, via=via), person, there, when))
    town.save()
    for person in (who[0], who[2]):
        of(town, person)
        of(town, person, at("00:00", 1), at("12:00", 1))


def test_an_id_of_another_kind_counts_as_well(town: Town) -> None:
    anna = town.person("A")
    arrival = town.visit(anna, "check_in", at("08:00"), id=uuid5(SPACE, "no time in it"))
    town.visit(anna, "check_out", at("09:00"), follows=arrival)
    taken = town.visit(anna, "check_in", at("10:00"), id=uuid5(SPACE, "nor in this"))
    town.visit(anna, "reversal", at("10:00", 3), follows=taken)
    town.save()
    assert of(town, anna) == [("23 08:00", "23 09:00", "left")]
