import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from kiosk.cards.card import Card, CardKind
from kiosk.people import Identifier, IdentifierKind
from kiosk.visits import Act
from local_store.store import Store
from tests.local_store.declaring import PHONE, declare, holding, told
from tests.local_store.declaring import filled as form
from tests.local_store.opening import NOW, crossing

DANG = Card(
    CardKind.BHYT,
    name="Đặng Thị Ẳng",
    phone="+84912345678",
    identifiers=frozenset({Identifier(IdentifierKind.INSURANCE_CARD, "DN4010000000001")}),
)
Y_BHAM = Card(
    CardKind.CCCD,
    name="Y-Bham Êban",
    phone="+84387654321",
    identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, "066090005678")}),
)


@pytest.fixture
def filled(store: Store) -> Store:
    for card in (DANG, Y_BHAM):
        store.visits.record(crossing(card))
    return store


def names(store: Store, text: str) -> list[str | None]:
    return [found.person.name for found in store.search.people(text)]


@pytest.mark.parametrize("text", ["dang thi ang", "ANG dang", "đặng", "da", "Ẳng", "a d t", "đặng  thị", "ang, dang"])
def test_words_of_a_name_in_any_order_without_diacritics(filled: Store, text: str) -> None:
    assert names(filled, text) == ["Đặng Thị Ẳng"]


@pytest.mark.parametrize("text", ["y-bham", "bham y", "êban", "EBAN bham"])
def test_names_with_a_hyphen(filled: Store, text: str) -> None:
    assert names(filled, text) == ["Y-Bham Êban"]


@pytest.mark.parametrize(
    "text", ["", "  ", "ng", "dang van", '"', "*", "a OR y", "NEAR(a b)", "'; DROP", "12", "^dang -"]
)
def test_what_fits_nobody(filled: Store, text: str) -> None:
    assert names(filled, text) in ([], ["Đặng Thị Ẳng"])
    assert text == "^dang -" or names(filled, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("345678", ["Đặng Thị Ẳng"]),
        ("0912 345 678", ["Đặng Thị Ẳng"]),
        ("+84912345678", ["Đặng Thị Ẳng"]),
        ("84912345678", ["Đặng Thị Ẳng"]),
        ("0912.345.678", ["Đặng Thị Ẳng"]),
        ("5678", ["Y-Bham Êban", "Đặng Thị Ẳng"]),
        ("066090005678", ["Y-Bham Êban"]),
        ("dn4010000000001", ["Đặng Thị Ẳng"]),
        ("0001", ["Đặng Thị Ẳng"]),
        ("9999", []),
    ],
)
def test_the_last_digits_of_a_number(filled: Store, text: str, expected: list[str]) -> None:
    assert names(filled, text) == expected


def test_whoever_came_last_is_first(filled: Store) -> None:
    assert names(filled, "5678")[0] == "Y-Bham Êban"
    filled.visits.record(crossing(DANG, Act.CHECK_OUT))
    assert names(filled, "5678")[0] == "Đặng Thị Ẳng"


def test_what_is_found_says_phones_and_the_last_visit(filled: Store) -> None:
    arrival = filled.visits.standing(DANG).last
    filled.visits.record(crossing(replace(DANG, phone="+84900000001")))
    found = filled.search.people("dang")[0]
    assert found.phones == ("+84900000001", "+84912345678")
    assert found.last is not None
    assert arrival is not None
    assert found.last.sequence > arrival.sequence


class TestPages:
    @pytest.fixture
    def week(self, store: Store) -> Store:
        """Two people every day of a week: 14 visits."""
        for day in range(7):
            for card in (DANG, Y_BHAM):
                store.visits.record(crossing(card, at=NOW + timedelta(days=day)))
        return store

    def test_page_after_page_shows_every_visit_once_newest_first(self, week: Store) -> None:
        seen: list[int] = []
        while page := week.search.visits(seen[-1] if seen else None, limit=4):
            seen += [visit.sequence for visit in page]
        assert seen == list(range(14, 0, -1))

    def test_of_one_day(self, week: Store) -> None:
        assert [v.sequence for v in week.search.visits(day=date(2026, 11, 23))] == [6, 5]
        assert [v.sequence for v in week.search.visits(6, day=date(2026, 11, 23))] == [5]

    def test_of_one_person(self, week: Store) -> None:
        person = week.search.people("dang")[0].person.id
        assert [v.sequence for v in week.search.visits(person=person, limit=3)] == [13, 11, 9]
        assert [v.sequence for v in week.search.visits(person=person, day=date(2026, 11, 23))] == [5]

    def test_of_those_inside(self, week: Store) -> None:
        assert [v.sequence for v in week.search.inside()] == [14, 13]
        week.visits.record(crossing(DANG, Act.CHECK_OUT))
        assert [v.sequence for v in week.search.inside()] == [14]
        assert list(week.search.inside(before=14)) == []


def test_every_search_walks_an_index(store: Store) -> None:
    kept = declare(store, form())
    asked: list[str] = []
    store.connection._database.conn.set_trace_callback(asked.append)
    store.search.people("dang thi")
    store.search.people("5678")
    store.search.visits()
    store.search.visits(day=NOW.date())
    store.search.inside()
    store.visits.standing(Y_BHAM)
    store.visits.recorded_today(NOW)
    store.outbox.next_batch(10)
    store.outbox.body(kept.id)
    store.visits.standing(Y_BHAM, kept.person)
    store.declarations.family(PHONE, [told(UUID(int=1), latest=holding())])
    store.declarations.member(kept.person)
    store.connection._database.conn.set_trace_callback(None)
    queries = [sql for sql in asked if sql.startswith("SELECT") and "names" not in sql]  # FTS5 asks itself
    assert len(queries) > 10
    for sql in queries:
        plan = [row[3] for row in store.connection.rows(f"EXPLAIN QUERY PLAN {sql}")]
        scans = [step for step in plan if step.startswith("SCAN")]
        assert all(
            re.match(r"SCAN (json_each|totals|device|\(subquery|outbox USING INDEX outbox_waiting)", step)
            for step in scans
        ), (sql, plan)
