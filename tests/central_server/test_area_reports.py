"""Figures of an area, on both databases: each counts what it says, and batches change nothing."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, delete, insert

from central_server.store import area_reports
from central_server.store.area_figures import Counts, by_hour, line, lines
from central_server.store.area_reports import Group, TooMuch, counted, places_in
from central_server.store.checkpoint_tables import checkpoint_devices
from central_server.store.declaration_tables import declarations
from central_server.store.engine import transaction
from central_server.store.officers import Officer
from central_server.store.tables import receipts
from central_server.store.web_visits import web_device
from tests.central_server.declaring import declaration, taken
from tests.central_server.passing import HOSPITAL, MONDAY, SCHOOL, Town, at, emptied, passing_engine
from tests.wire.saying import DEVICE, person

__all__ = ["passing_engine"]  # a fixture


@pytest.fixture
def town(passing_engine: Engine) -> Town:
    with transaction(passing_engine) as connection:
        connection.execute(delete(checkpoint_devices))
    town = emptied(passing_engine)
    town.checkpoint(HOSPITAL, "Bệnh viện Thử")
    town.checkpoint(SCHOOL, "Trường Thử", kind="school", province="01", ward="00004")
    return town


ALL = Officer(UUID(int=1), "Lê Thị Thử", "viewer", None, b"")


def report(
    town: Town, days: int = 2, places: tuple[UUID, ...] = (HOSPITAL, SCHOOL), group: Group | None = None
) -> Counts:
    town.save()
    with transaction(town.engine) as connection:
        theirs = [place for place in places_in(connection, ALL, "", "", "") if place.id in places]
        return counted(connection, theirs, MONDAY, days, group)


def test_each_area_kind_and_place_has_figures_of_its_own_that_add_up(town: Town) -> None:
    other = uuid5(SCHOOL, "another")
    town.checkpoint(other, "Trường Thử 2", kind="school", province="01", ward="00025")
    for number, (place, came, left) in enumerate(
        ((HOSPITAL, "08:00", "09:00"), (HOSPITAL, "08:30", "10:00"), (SCHOOL, "08:10", "08:30"), (other, "08:10", None))
    ):
        town.stay(town.person(str(number)), at(came), at(left) if left else None, place)
    everywhere = (HOSPITAL, SCHOOL, other)
    whole = line(report(town, places=everywhere), MONDAY, 0, 2)
    assert (whole.arrivals, whole.departures, whole.peak, whole.median) == (4, 3, 3, 60)

    def by(group: Group) -> dict[str, tuple[int, int, int, int | None]]:
        counts = report(town, places=everywhere, group=group)
        assert line(counts, MONDAY, 0, 2) == whole
        found = {key: line(one, MONDAY, 0, 2) for key, one in counts.groups.items()}
        return {key: (one.arrivals, one.departures, one.peak, one.median) for key, one in found.items()}

    hospital, school, second = (2, 2, 2, 60), (1, 1, 1, 20), (1, 0, 1, None)
    assert by(Group.PROVINCE) == {"56": hospital, "01": (2, 1, 2, 20)}
    assert by(Group.WARD) == {"22861": hospital, "00004": school, "00025": second}
    assert by(Group.KIND) == {"hospital": hospital, "school": (2, 1, 2, 20)}
    assert sorted(by(Group.PLACE).values(), key=str) == sorted((hospital, school, second), key=str)


def test_so_many_places_are_not_listed_one_by_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_reports, "MOST_LISTED", 1)
    assert report(town, group=Group.KIND).groups.keys() == {"hospital", "school"}
    with pytest.raises(TooMuch):
        report(town, group=Group.PLACE)


def test_arrivals_departures_and_those_inside(town: Town) -> None:
    one, two, three, before = (town.person(name) for name in "ABCD")
    town.stay(one, at("08:10"), at("09:50"))
    town.stay(two, at("08:20"), at("08:50"), SCHOOL)
    town.stay(three, at("09:05"), None)
    town.stay(one, at("08:00", 1), at("08:30", 1), via="proxy")
    town.stay(before, at("08:00", -1), at("10:00"))
    counts = report(town)
    first, second = lines(counts, MONDAY, 2, weekly=False)
    assert (first.arrivals, first.departures, first.peak, first.median) == (3, 2, 2, 30)
    assert (second.arrivals, second.departures, second.peak, second.median) == (1, 1, 1, 30)
    assert by_hour(counts.came)[8:10] == [3, 1]
    assert by_hour(counts.left)[8:10] == [2, 1]
    assert counts.vias == {"citizen_card": 3, "proxy": 1}
    assert counts.places == {HOSPITAL: 3, SCHOOL: 1}
    assert report(town, places=(SCHOOL,)).places == {SCHOOL: 1}


def test_weeks_are_their_days(town: Town) -> None:
    one = town.person("A")
    for day in (0, 6, 7):
        town.stay(one, at("08:00", day), at(f"{9 + day:02d}:00", day))
    counts = report(town, 9)
    first, second = lines(counts, MONDAY, 9, weekly=True)
    assert (first.first, first.days, first.arrivals, first.median) == (MONDAY, 7, 2, 60)
    assert (second.days, second.arrivals, second.median) == (2, 1, 480)
    tuesday = MONDAY + timedelta(days=1)
    assert [one.days for one in lines(Counts(), tuesday, 8, weekly=True)] == [6, 2]


def test_batches_add_up_to_the_same(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        town.stay(
            town.person(str(number)), at("08:00", number % 3), at("09:00", number % 3), (HOSPITAL, SCHOOL)[number % 2]
        )
    town.stay(town.person("night"), at("22:00"), at("06:00", 1))
    whole = report(town, 3)
    monkeypatch.setattr(area_reports, "BATCH", 1)
    assert report(town, 3) == whole
    monkeypatch.setattr(area_reports, "MOST", 5)
    with pytest.raises(TooMuch):
        report(town, 3)


def test_an_area_is_what_the_officer_may_see(town: Town) -> None:
    def ids(area: str | None, *wanted: str) -> set[UUID]:
        officer = Officer(UUID(int=1), "Lê Thị Thử", "viewer", area, b"")
        with transaction(town.engine) as connection:
            return {row.id for row in places_in(connection, officer, *wanted)}

    assert ids(None, "", "", "") == {HOSPITAL, SCHOOL}
    assert ids(None, "56", "", "") == {HOSPITAL}
    assert ids(None, "", "00004", "") == {SCHOOL}
    assert ids(None, "", "", "school") == {SCHOOL}
    assert ids("56", "01", "", "") == set()
    assert ids("56", "", "", "") == {HOSPITAL}


def test_declarations_by_what_came_of_them_and_what_is_missing(town: Town) -> None:
    # the last one here: what was declared stays
    with transaction(town.engine) as connection:
        row = {"device": DEVICE, "checkpoint": HOSPITAL, "gate": "Cổng chính", "token": b"t", "joined_at": MONDAY}
        columns = {column.name for column in checkpoint_devices.c}
        connection.execute(insert(checkpoint_devices).values({key: row[key] for key in row.keys() & columns}))
    now = at("09:00", 5)
    events = [
        declaration(3, at=at("08:00"), holds_until=at("08:00", 3), person=person(71)),
        declaration(4, at=at("09:00"), holds_until=at("08:00", 3), person=person(72), verdict="stop"),
        declaration(7, at=at("09:00", 1), holds_until=at("08:00", 3), person=person(73), verdict="needs_staff"),
    ]
    taken(town.engine, *events, now=now)
    phone = declaration(1, at=at("08:10"), holds_until=at("08:00", 3), person=person(74), verdict="stop")
    taken(town.engine, phone, now=now, device=web_device(SCHOOL))
    counts = report(town, places=(HOSPITAL,))
    first, second = lines(counts, MONDAY, 2, weekly=False)
    assert (first.declarations, first.referred, first.stopped) == (2, 0, 1)
    assert (second.declarations, second.referred, second.stopped) == (1, 1, 0)
    assert (counts.kiosks, counts.missing) == (1, 4)
    counts = report(town, group=Group.KIND)  # and one on a phone at the school
    assert (counts.kiosks, counts.missing) == (1, 4)
    assert [line(one, MONDAY, 0, 1).declarations for one in (counts, *counts.groups.values())] == [3, 2, 1]
    assert [line(one, MONDAY, 0, 1).stopped for one in (counts, *counts.groups.values())] == [2, 1, 1]
    with transaction(town.engine) as connection:
        assert connection.execute(receipts.select()).all()
        assert connection.execute(declarations.select()).all()
