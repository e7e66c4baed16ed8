"""What is found on the list by what is typed, page after page; and the referrals among it."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from kiosk.desk.rows import Query, RowFilter, RowKey, RowKind
from kiosk.people import Identifier, IdentifierKind
from kiosk.screens import Referral
from kiosk.visits import Via
from local_store import audit
from local_store.bulk import fill
from local_store.store import Store
from tests.local_store.listing import CARD, INSURED, STAFF, TODAY, come, leave, numbers, only
from tests.local_store.opening import NOW


class TestPages:
    def test_page_after_page_shows_every_line_once_newest_first(self, store: Store) -> None:
        for number in range(11):
            one = Identifier(IdentifierKind.CITIZEN_ID, f"0010900000{number:02}")
            come(store, replace(CARD, phone=f"+849{number:02}00090", identifiers=frozenset({one}), birth=None))
        filters = (RowFilter.ALL, RowFilter.INSIDE, RowFilter.WAITING, RowFilter.NOT_DECLARED)
        for which, day, text in product(filters, (None, TODAY), ("", "ng", "00090")):
            seen: list[RowKey] = []
            query = Query(day, which, text, limit=4)
            while (page := store.people_list.page(replace(query, after=seen[-1] if seen else None))).rows:
                seen += [row.key for row in page.rows]
                assert page.more == (len(seen) < 11)
            assert [key.number for key in seen] == list(range(11, 0, -1)), (which, day, text)

    def test_the_total_is_told_where_the_page_has_all(self, store: Store) -> None:
        come(store)
        come(store, INSURED)
        assert store.people_list.page(Query(None)).total == 2
        assert store.people_list.page(Query(None, limit=1)).total is None


class TestSearch:
    @pytest.fixture
    def two(self, store: Store) -> Store:
        come(store)
        come(store, INSURED)
        return store

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("nguyen van thu", [1]),
            ("THU nguyen", [1]),
            ("đặng", [2]),
            ("dang a", [2]),
            ("0900 000 001", [1]),
            ("+84900000001", [1]),
            ("0001", [1]),
            ("0004", [2]),
            ("dn4010000000004", [2]),
            ("DN 4 01 0000000004", [2]),
            ("nguyen ang", []),
            ("-", []),
            ('"', []),
            ("01", []),  # neither an end of a number, which has three digits, nor a way in
            ("20261122", []),
        ],
    )
    def test_names_without_accents_and_ends_of_numbers(self, two: Store, text: str, expected: list[int]) -> None:
        for which, day in product((RowFilter.ALL, RowFilter.INSIDE, RowFilter.WAITING), (None, TODAY)):
            assert numbers(two, day, which, text) == expected

    def test_by_way_in(self, two: Store) -> None:
        two.people_list.check_out(RowKey(RowKind.STAY, 1), STAFF, NOW)
        assert two.visits.standing(CARD).person is not None
        person = two.visits.standing(CARD).person
        assert person is not None
        two.people_list.check_in(person.id, STAFF, NOW)
        for day in (None, TODAY):
            for text, expected in (("", [4]), ("thu", [4]), ("ang", []), ("0001", [4])):
                page = two.people_list.page(Query(day, text=text, via=frozenset({Via.DESK, Via.KBYT})))
                assert [row.key.number for row in page.rows] == expected
        inside = two.people_list.page(Query(None, RowFilter.INSIDE, via=frozenset({Via.CITIZEN_CARD})))
        assert [row.key.number for row in inside.rows] == [2]

    @pytest.mark.parametrize("text", ["DN4010000000011", "dn 4 01 0000000011"])
    def test_an_insurance_card_is_found_as_it_is_printed(self, store: Store, text: str) -> None:
        short = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0000000011")  # what its code says, where it is a new one
        come(store, replace(INSURED, identifiers=frozenset({short})))
        come(store, replace(CARD, phone="+84000000011"))  # whose number ends so, too
        assert numbers(store, TODAY, text=text) == numbers(store, None, RowFilter.INSIDE, text) == [1]

    def test_a_name_that_is_learned_later_is_found_for_earlier_stays(self, store: Store) -> None:
        leave(store, come(store, replace(CARD, name=None)), replace(CARD, name=None))
        assert numbers(store, text="thu") == []
        come(store)
        assert numbers(store, text="thu") == [3, 1]

    def test_two_who_turn_out_to_be_one_are_found_by_either_number(self, store: Store) -> None:
        leave(store, come(store, replace(CARD, phone=None)), CARD)
        other = replace(INSURED, name=None, birth=None)
        leave(store, come(store, other), other)
        come(store, replace(CARD, identifiers=CARD.identifiers | INSURED.identifiers))
        for text in ("thu", "0001", "0004"):
            assert numbers(store, text=text) == [5, 3, 1]


class TestReferrals:
    def test_of_the_day_and_until_they_are_met(self, store: Store) -> None:
        come(store)
        person = only(store).person
        number = store.visits.refer(Referral.CHECK, person, NOW)
        store.visits.refer(Referral.NO_CODE, None, NOW + timedelta(days=1))
        assert numbers(store, TODAY, RowFilter.REFERRED) == [1]
        assert numbers(store, None, RowFilter.REFERRED) == [2, 1]
        row = store.people_list.page(Query(TODAY, RowFilter.ATTENTION)).rows[0]
        assert (row.number, row.reason, row.name, row.arrived) == (number, Referral.CHECK, "N. V. THỬ", NOW)
        store.people_list.meet(row.key, "let_in", STAFF, NOW)
        store.people_list.meet(row.key, "other", STAFF, NOW)
        assert numbers(store, TODAY, RowFilter.ATTENTION) == []
        met = store.people_list.row(row.key)
        assert met is not None
        assert met.met == NOW
        assert store.connection.value("SELECT outcome FROM referrals WHERE row = 1") == "let_in"
        assert [(line.what, line.outcome) for _, line in audit.lines(store.connection)] == [("referral met", "let_in")]

    @pytest.mark.parametrize("which", [RowFilter.ALL, RowFilter.REFERRED, RowFilter.ATTENTION])
    def test_by_the_number_they_are_met_by(self, store: Store, which: RowFilter) -> None:
        come(store)
        number = store.visits.refer(Referral.CHECK, None, NOW)
        for text in (number, number.lower().replace(" ", "")):
            rows = store.people_list.page(Query(TODAY, which, text)).rows
            assert [row.key for row in rows] == [RowKey(RowKind.REFERRAL, 1)]
        other = "A 01" if number[0] != "A" else "B 01"
        assert numbers(store, TODAY, which, other) == []

    def test_by_name_and_by_phone(self, store: Store) -> None:
        come(store)
        store.visits.refer(Referral.CHECK, only(store).person, NOW)
        assert [numbers(store, None, RowFilter.REFERRED, text) for text in ("thu", "0001", "ang")] == [[1], [1], []]

    def test_they_stand_before_the_stays_page_by_page(self, store: Store) -> None:
        for _ in range(3):
            store.visits.refer(Referral.CHECK, None, NOW)
        come(store)
        come(store, INSURED)
        store.people_list.close_day(NOW + timedelta(hours=1))
        seen: list[RowKey] = []
        query = Query(TODAY, RowFilter.ATTENTION, limit=2)
        while rows := store.people_list.page(replace(query, after=seen[-1] if seen else None)).rows:
            seen += [row.key for row in rows]
        assert [(key.kind.value[0], key.number) for key in seen] == [("r", 3), ("r", 2), ("r", 1), ("s", 2), ("s", 1)]
        assert store.people_list.counts(NOW).attention == 5


def test_among_more_than_can_be_looked_at_the_same_is_found(store: Store) -> None:
    fill(store.connection, store.device.id, 4_200, 300, NOW)
    store.connection.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'sent'")
    for text, way in product(("", "nguyen thu", "001", "00012"), ((), (Via.CITIZEN_CARD,), (Via.DESK,))):
        query = Query(TODAY, RowFilter.WAITING, text, frozenset(way), limit=5_000)
        waiting = [row.key for row in store.people_list.page(query).rows]
        everybody = [row.key for row in store.people_list.page(replace(query, day=None, filter=RowFilter.ALL)).rows]
        assert waiting == everybody, (text, way)
        assert bool(waiting) is (way != (Via.DESK,))
        one_day = [row.key for row in store.people_list.page(replace(query, filter=RowFilter.ALL)).rows]
        assert len(one_day) < len(waiting) or not waiting


def test_every_page_walks_an_index(store: Store) -> None:
    for _ in range(2):
        store.visits.refer(Referral.CHECK, come(store).person.id, NOW)
    asked: list[str] = []
    store.connection._database.conn.set_trace_callback(asked.append)
    texts = ("", "thu", "0001", "A 07")
    for which, day, text, via in product(RowFilter, (None, TODAY), texts, ((), (Via.DESK,))):
        store.people_list.page(Query(day, which, text, frozenset(via)))
    store.people_list.counts(NOW)
    store.people_list.work_list()
    store.people_list.evacuation(None, NOW)
    store.people_list.opened(RowKey(RowKind.STAY, 1), STAFF, NOW)
    store.people_list.close_day(NOW)
    store.connection._database.conn.set_trace_callback(None)
    queries = {sql for sql in asked if sql.startswith(("SELECT", "WITH")) and "stay_words" not in sql}
    assert len(queries) > 40
    few = r"SCAN (json_each|totals|\(subquery|\w+ USING INDEX (outbox_refused|presence_inside|stays_attention)$)"
    for sql in queries:
        plan = [row[3] for row in store.connection.rows(f"EXPLAIN QUERY PLAN {sql}")]
        scans = [step for step in plan if step.startswith("SCAN")]
        assert all(re.match(few, step) for step in scans), (sql, scans)
