"""The list: its lines, its days and its filters, and what is shown of whom."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from kiosk.desk.ports import VisitorList
from kiosk.desk.rows import Counts, Declared, Query, RowFilter, RowKey, RowKind, Sending, WhyAnnulled
from kiosk.questionnaire import Verdict
from kiosk.visits import Act, Via
from local_store import audit
from local_store.store import Store
from tests.local_store.declaring import HOLDS, THU, declare, filled
from tests.local_store.listing import CARD, CODED, INSURED, STAFF, TODAY, come, leave, numbers, only, stay
from tests.local_store.opening import GATE, NOW, crossing


def test_it_fits_the_port(store: Store) -> None:
    fits: VisitorList = store.people_list
    assert fits.page(Query(None)).rows == ()
    assert fits.counts(NOW) == Counts()


def test_a_stay_is_one_line_with_its_departure(store: Store) -> None:
    arrival = come(store)
    assert only(store).inside
    left = leave(store, arrival, at=NOW + timedelta(hours=1))
    row = only(store)
    assert (row.arrived, row.left, row.inside) == (NOW, NOW + timedelta(hours=1), False)
    assert (row.key, row.visit, row.via, row.gate) == (stay(arrival), left.id, Via.CITIZEN_CARD, GATE)


def test_a_departure_without_an_arrival_is_a_line_of_its_own(store: Store) -> None:
    leave(store, None)
    row = only(store)
    assert (row.arrived, row.left, row.inside) == (None, NOW, False)
    assert numbers(store, TODAY, RowFilter.LEFT) == [1]
    assert numbers(store, TODAY, RowFilter.NOT_DECLARED) == []


def test_whoever_is_inside_again_is_not_away_by_an_older_line(store: Store) -> None:
    leave(store, come(store))
    come(store, INSURED)
    assert [row.there for row in store.people_list.page(Query(None)).rows] == [True, False]
    come(store)
    rows = store.people_list.page(Query(None)).rows
    assert [(row.inside, row.there) for row in rows] == [(True, True), (True, True), (False, True)]


def test_names_and_numbers_are_masked(store: Store) -> None:
    come(store)
    row = only(store)
    assert (row.name, row.birth_year, row.document, row.phone) == ("N. V. THỬ", "1990", "•••• 0001", "09•• ••• 001")
    bare = only(store, bare=True)
    assert (bare.name, bare.document, bare.phone) == ("Nguyễn Văn Thử", "001090000001", "0900 000 001")
    assert "Thử" not in repr(bare)


def test_an_insurance_number_is_masked_in_its_own_way(store: Store) -> None:
    come(store, INSURED)
    assert (only(store).document, only(store).phone, only(store).birth_year) == ("DN4 ••• 004", "", "1955")


def test_somebody_of_whom_only_a_code_is_known_is_on_the_list(store: Store) -> None:
    come(store, CODED)
    assert (only(store).name, only(store).document) == ("", "")


class TestDays:
    @pytest.fixture
    def nights(self, store: Store) -> Store:
        """Somebody who comes today and leaves tomorrow, and somebody who comes tomorrow."""
        arrival = come(store)
        come(store, INSURED, NOW + timedelta(days=1))
        leave(store, arrival, at=NOW + timedelta(days=1))
        return store

    def test_a_stay_is_of_the_day_of_its_arrival_and_of_its_departure(self, nights: Store) -> None:
        tomorrow = TODAY + timedelta(days=1)
        assert numbers(nights, TODAY) == [1]
        assert numbers(nights, tomorrow) == [2, 1]
        assert numbers(nights, tomorrow + timedelta(days=1)) == []
        assert (numbers(nights, TODAY, RowFilter.LEFT), numbers(nights, tomorrow, RowFilter.LEFT)) == ([], [1])

    def test_a_search_of_one_day_finds_the_same(self, nights: Store) -> None:
        tomorrow = TODAY + timedelta(days=1)
        assert [numbers(nights, day, text="thu") for day in (TODAY, tomorrow, None)] == [[1], [1], [1]]
        assert [numbers(nights, day, text="ang") for day in (TODAY, tomorrow, None)] == [[], [2], [2]]
        assert numbers(nights, TODAY, RowFilter.LEFT, "thu") == []
        assert numbers(nights, tomorrow, RowFilter.LEFT, "0001") == [1]

    def test_counts_are_of_the_day(self, nights: Store) -> None:
        assert nights.people_list.counts(NOW) == Counts(all=1, inside=1, not_declared=1, waiting=3)
        tomorrow = nights.people_list.counts(NOW + timedelta(days=1))
        assert (tomorrow.all, tomorrow.left, tomorrow.not_declared) == (2, 1, 1)

    def test_a_day_ends_at_midnight_in_viet_nam(self, store: Store) -> None:
        come(store, at=datetime.fromisoformat("2026-11-21T23:59:59+07:00"))
        come(store, INSURED, datetime.fromisoformat("2026-11-22T00:00:00+07:00"))
        assert (numbers(store, TODAY), numbers(store, TODAY + timedelta(days=1))) == ([1], [2])


class TestDeclared:
    def test_what_was_declared_by_arrival(self, store: Store) -> None:
        declare(store, filled())
        come(store)
        assert (only(store).declared, only(store).declared_until) == (Declared.VALID, NOW + HOLDS)
        assert numbers(store, TODAY, RowFilter.NOT_DECLARED) == []

    def test_what_had_ended_by_arrival(self, store: Store) -> None:
        declare(store, filled())
        come(store, at=NOW + HOLDS)
        assert only(store).declared is Declared.EXPIRED
        assert numbers(store, None, RowFilter.NOT_DECLARED) == [2]

    @pytest.mark.parametrize(
        ("verdict", "word"), [(Verdict.NEEDS_STAFF, Declared.SEE_STAFF), (Verdict.STOP, Declared.STOP)]
    )
    def test_a_verdict_is_a_word(self, store: Store, verdict: Verdict, word: Declared) -> None:
        declare(store, filled(verdict=verdict))
        come(store)
        assert only(store).declared is word

    def test_what_is_declared_inside_counts_for_the_stay(self, store: Store) -> None:
        come(store)
        assert only(store).declared is Declared.NONE
        declare(store, filled(THU), at=NOW + timedelta(days=1))
        assert only(store).declared is Declared.VALID

    def test_what_is_declared_days_after_does_not(self, store: Store) -> None:
        leave(store, come(store))
        declare(store, filled(THU), at=NOW + timedelta(days=1))
        assert only(store).declared is Declared.NONE

    def test_where_nothing_is_asked_nothing_is_missing(self, store: Store) -> None:
        come(store)
        store.people_list.asked = lambda: False
        assert only(store).declared is Declared.NOT_ASKED


class TestSending:
    def test_saved_then_sent_or_refused(self, store: Store) -> None:
        arrival = come(store)
        assert only(store).sending is Sending.SAVED
        store.outbox.sent([arrival.id], NOW)
        assert (only(store).sending, numbers(store, None, RowFilter.WAITING)) == (Sending.SENT, [])
        store.outbox.refused(leave(store, arrival).id, "refused: gate: Field required", NOW)
        assert (only(store).sending, numbers(store, None, RowFilter.REFUSED)) == (Sending.REFUSED, [1])
        assert store.people_list.counts(NOW).refused == 1
        store.people_list.annul(stay(arrival), WhyAnnulled.TWICE, "", STAFF, NOW)
        assert only(store).annulled


def test_opening_somebody_tells_everything_and_is_noted(store: Store) -> None:
    kept = declare(store, filled())
    arrival = come(store)
    left = leave(store, arrival)
    store.visits.record(crossing(CARD, Act.REVERSAL, left.id))
    detail = store.people_list.opened(stay(arrival), STAFF, NOW)
    assert detail is not None
    assert detail.who is not None
    assert (detail.row.name, detail.who.birth, detail.phones) == ("Nguyễn Văn Thử", CARD.birth, ("+84900000001",))
    assert [visit.act for visit in detail.history] == [Act.CHECK_IN, Act.CHECK_OUT, Act.REVERSAL]
    assert detail.declaration == kept
    ((_, line),) = audit.lines(store.connection)
    assert (line.staff, line.what, line.subject) == (STAFF, "person opened", detail.who.id)


def test_there_is_no_line_for_what_is_not_there(store: Store) -> None:
    assert store.people_list.opened(RowKey(RowKind.STAY, 5), STAFF, NOW) is None
    assert store.people_list.row(RowKey(RowKind.REFERRAL, 5)) is None
    assert store.people_list.stay_of(UUID(int=5)) is None
    assert audit.lines(store.connection) == []


def test_the_newest_stay_of_somebody(store: Store) -> None:
    leave(store, come(store))
    again = come(store)
    assert store.people_list.stay_of(again.person.id) == stay(again)
    store.people_list.annul(stay(again), WhyAnnulled.TWICE, "", STAFF, NOW)
    assert store.people_list.stay_of(again.person.id) == RowKey(RowKind.STAY, 1)


def test_the_evacuation_list_has_everybody_inside_by_given_name(store: Store) -> None:
    come(store)
    come(store, INSURED, NOW + timedelta(minutes=5))
    gone = come(store, CODED)
    leave(store, gone, CODED, NOW + timedelta(minutes=9))
    listed = store.people_list.evacuation(None, NOW + timedelta(hours=1))
    assert [(one.name, one.phone) for one in listed.people] == [
        ("Đặng Thị Ẳng", ""),
        ("Nguyễn Văn Thử", "0900 000 001"),
    ]
    assert (listed.at, listed.newest) == (NOW + timedelta(hours=1), NOW + timedelta(minutes=9))
    ((_, line),) = audit.lines(store.connection)
    assert (line.staff, line.what, line.outcome) == (None, "evacuation list", "2 people")


def test_unmasking_and_exporting_are_noted_without_what_was_searched_for(store: Store) -> None:
    store.people_list.unmasked(STAFF, "phone call", NOW)
    store.people_list.exported(Query(TODAY, RowFilter.LEFT, "thu"), STAFF, NOW, 12, "csv")
    lines = [(line.what, line.purpose, line.outcome) for _, line in audit.lines(store.connection)]
    assert lines == [("list exported", "csv left 2026-11-21", "12 lines"), ("list unmasked", "phone call", "done")]
