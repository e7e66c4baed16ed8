"""What the staff record by hand, what the centre is told of it, and the closing of the day."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, Query, RowFilter, RowKey, RowKind, WhyAnnulled
from kiosk.people import PartialDate
from kiosk.questionnaire import Verdict
from kiosk.visits import Act, Via
from local_store import audit
from local_store.bulk import synthetic_card
from local_store.store import Store, open_store
from tests.local_store.declaring import HOLDS, MAU, declare, filled
from tests.local_store.listing import CARD, INSURED, STAFF, TODAY, come, leave, numbers, only, stay
from tests.local_store.opening import GATE, NOW, crossing, require_consistency
from tests.local_store.reckoning import require_stays

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data", tmp_path / "config", gate=GATE) as opened:
        yield opened
        require_consistency(opened)
        require_stays(opened)


def told(store: Store) -> list[dict[str, Any]]:
    """What the centre is to be told, oldest first."""
    return [json.loads(item.body) for item in store.outbox.next_batch(100)]


def noted(store: Store) -> list[tuple[UUID | None, str, str, str]]:
    """The audit log, oldest first."""
    lines = [line for _, line in audit.lines(store.connection)]
    return [(line.staff, line.what, line.purpose, line.outcome) for line in reversed(lines)]


def why(store: Store, key: RowKey, act: str, **changes: Any) -> str:
    """Why an act is refused; nothing may have been written."""
    listed, before = store.people_list, store.visits.recorded()
    wanted = Correction(WhyAnnulled.WRONG_TIME, **changes)
    acts: dict[str, Callable[[], object]] = {
        "out": lambda: listed.check_out(key, STAFF, NOW),
        "annul": lambda: listed.annul(key, WhyAnnulled.TWICE, "", STAFF, NOW),
        "correct": lambda: listed.correct(key, wanted, STAFF, NOW),
    }
    with pytest.raises(ActRefused) as refused:
        acts[act]()
    assert store.visits.recorded() == before
    return refused.value.why


class TestByHand:
    def test_an_arrival_and_a_departure(self, store: Store) -> None:
        leave(store, come(store))
        person = only(store).person
        assert person is not None
        arrival = store.people_list.check_in(person, STAFF, NOW)
        departure = store.people_list.check_out(stay(arrival), STAFF, NOW + HOUR)
        assert (arrival.via, arrival.gate, arrival.staff, departure.follows) == (Via.DESK, GATE, STAFF, arrival.id)
        assert [(said["act"], said["staff"], said["person"]["name"]) for said in told(store)[2:]] == [
            ("check_in", str(STAFF), None),
            ("check_out", str(STAFF), None),
        ]
        assert noted(store) == [(STAFF, "checked in", "", "done"), (STAFF, "checked out", "", "done")]

    def test_what_changed_meanwhile_is_refused_and_nothing_is_written(self, store: Store) -> None:
        arrival = come(store)
        with pytest.raises(ActRefused, match="already_inside"):
            store.people_list.check_in(arrival.person.id, STAFF, NOW)
        with pytest.raises(ActRefused, match="nobody"):
            store.people_list.check_in(UUID(int=9), STAFF, NOW)
        leave(store, arrival)
        assert why(store, stay(arrival), "out") == "not_inside"
        store.people_list.annul(stay(arrival), WhyAnnulled.TWICE, "", STAFF, NOW)
        assert [why(store, stay(arrival), act) for act in ("out", "annul", "correct")] == ["annulled"] * 3
        assert why(store, RowKey(RowKind.STAY, 99), "out") == "nobody"
        assert [what for _, what, *_ in noted(store)] == ["annulled"]

    def test_somebody_stopped_comes_in_for_a_reason_which_is_kept_with_the_visit(self, store: Store) -> None:
        person = declare(store, filled(verdict=Verdict.STOP)).person
        for reason in ("", "  "):
            with pytest.raises(ActRefused, match="stopped"):
                store.people_list.check_in(person, STAFF, NOW, reason)
        assert (store.visits.recorded(), noted(store)) == (0, [])
        visit = store.people_list.check_in(person, STAFF, NOW, " bác sĩ đã khám ")
        assert visit.reason == told(store)[-1]["reason"] == "bác sĩ đã khám"
        assert noted(store) == [(STAFF, "stopped let in", "for a reason", "done")]  # never the words: they may name one

    def test_a_stop_that_has_run_out_or_was_answered_for_by_the_staff_asks_for_no_reason(self, store: Store) -> None:
        person = declare(store, filled(verdict=Verdict.STOP)).person
        assert store.people_list.check_in(person, STAFF, NOW + HOLDS).reason == ""
        other = declare(store, filled(MAU, verdict=Verdict.STOP)).person
        declare(store, replace(filled(MAU, person=other), declared_by=STAFF))
        assert store.people_list.check_in(other, STAFF, NOW).reason == ""

    def test_what_nobody_did_by_hand_is_told_in_the_words_of_before(self, store: Store) -> None:
        come(store)
        assert list(told(store)[0]) == [
            *("kind", "id", "sequence", "act", "at", "via", "gate", "follows", "verified", "person")
        ]


class TestAnnulling:
    def test_takes_every_row_back_newest_first_and_erases_nothing(self, store: Store) -> None:
        arrival = come(store)
        departure = leave(store, arrival)
        rows = store.people_list.annul(stay(arrival), WhyAnnulled.OTHER, " đo lại ", STAFF, NOW)
        assert [row.follows for row in rows] == [departure.id, arrival.id]
        assert [said["reason"] for said in told(store)[2:]] == ["other: đo lại"] * 2
        row = only(store)
        assert (row.annulled, row.inside, row.arrived, row.left) == (True, False, NOW, NOW)
        assert numbers(store, TODAY) == [1]
        assert numbers(store, TODAY, RowFilter.LEFT) == numbers(store, TODAY, RowFilter.NOT_DECLARED) == []
        assert noted(store) == [(STAFF, "annulled", "other", "done")]  # never the note, which may name somebody

    def test_of_an_arrival_that_was_never_closed_leaves_nobody_inside(self, store: Store) -> None:
        store.people_list.annul(stay(come(store)), WhyAnnulled.NOT_ENTERED, "", STAFF, NOW)
        assert (store.visits.inside_now(), store.people_list.counts(NOW).inside) == (0, 0)


class TestCorrecting:
    def test_records_the_stay_anew_in_its_place(self, store: Store) -> None:
        declare(store, filled())
        arrival = come(store)
        departure = leave(store, arrival, at=NOW + HOUR)
        wanted = Correction(WhyAnnulled.WRONG_TIME, arrived=NOW - HOUR)
        new = store.people_list.correct(stay(arrival), wanted, STAFF, NOW + 2 * HOUR)
        row = store.people_list.row(new)
        assert row is not None
        assert (row.arrived, row.left, row.via, row.corrected, row.annulled) == (
            *(NOW - HOUR, NOW + HOUR, Via.CITIZEN_CARD, True, False),
        )
        assert row.declared_until == only_old(store, stay(arrival)).declared_until
        acts = [(said["act"], said["follows"], said["reason"]) for said in told(store)[3:]]
        first = told(store)[5]["id"]
        assert acts == [
            ("reversal", str(departure.id), "wrong_time"),
            ("reversal", str(arrival.id), "wrong_time"),
            ("check_in", str(arrival.id), "wrong_time"),
            ("check_out", first, "wrong_time"),
        ]
        assert only_old(store, stay(arrival)).annulled
        assert noted(store) == [(STAFF, "corrected", "wrong_time", "done")]

    def test_of_a_stay_before_the_last_changes_nothing_about_where_somebody_is(self, store: Store) -> None:
        first = come(store)
        leave(store, first)
        again = come(store, at=NOW + HOUR)
        wanted = Correction(WhyAnnulled.WRONG_TIME, left=NOW + HOUR / 2)
        store.people_list.correct(stay(first), wanted, STAFF, NOW + HOUR)
        assert store.visits.standing(CARD).inside == again
        assert store.people_list.stay_of(again.person.id) == stay(again)
        assert numbers(store, None, RowFilter.INSIDE) == [again.sequence]

    def test_of_a_departure_that_was_forgotten(self, store: Store) -> None:
        first = come(store)
        again = come(store, at=NOW + 24 * HOUR)
        new = store.people_list.correct(
            stay(first), Correction(WhyAnnulled.WRONG_TIME, left=NOW + HOUR), STAFF, NOW + 24 * HOUR
        )
        row = store.people_list.row(new)
        assert row is not None
        assert (row.left, row.inside) == (NOW + HOUR, False)
        assert store.visits.standing(CARD).inside == again

    def test_of_the_open_stay_leaves_somebody_inside(self, store: Store) -> None:
        new = store.people_list.correct(
            stay(come(store)), Correction(WhyAnnulled.WRONG_TIME, arrived=NOW - HOUR), STAFF, NOW
        )
        inside = store.visits.standing(CARD).inside
        assert inside is not None
        assert inside.sequence == new.number
        leave(store, inside)
        assert store.visits.inside_now() == 0

    def test_of_a_name_and_a_birth_date_reaches_the_person_the_list_and_the_centre(self, store: Store) -> None:
        arrival = come(store)
        wanted = Correction(WhyAnnulled.WRONG_DATA, name=" Lê  Thị Đổi ", birth=PartialDate(1991))
        new = store.people_list.correct(stay(arrival), wanted, STAFF, NOW)
        person = store.visits.standing(CARD).person
        assert person is not None
        assert (person.name, person.birth) == ("Lê Thị Đổi", PartialDate(1991))
        assert (numbers(store, None, text="thu"), numbers(store, TODAY, text="doi")) == ([], [new.number, 1])
        assert (told(store)[-1]["person"]["name"], told(store)[-1]["person"]["birth"]) == ("Lê Thị Đổi", "1991")

    def test_of_times_that_cannot_be_is_refused(self, store: Store) -> None:
        arrival = come(store)
        leave(store, arrival)
        assert why(store, stay(arrival), "correct", left=NOW - HOUR) == "order"
        assert why(store, stay(arrival), "correct", arrived=NOW + HOUR) == "future"


def only_old(store: Store, key: RowKey) -> Any:
    """The line of a stay that must be there."""
    row = store.people_list.row(key)
    assert row is not None
    return row


class TestClosing:
    def test_checks_out_by_rule_whoever_is_inside_once(self, store: Store) -> None:
        come(store)
        come(store, INSURED, NOW + 2 * HOUR)
        assert store.people_list.close_day(NOW + HOUR) == 1
        assert store.people_list.close_day(NOW + HOUR) == 0
        row = only_old(store, RowKey(RowKind.STAY, 1))
        assert (row.left, row.automatic, row.inside) == (NOW + HOUR, True, False)
        assert store.visits.inside_now() == 1
        assert (told(store)[-1]["via"], "staff" in told(store)[-1]) == ("closing", False)
        assert noted(store) == [(None, "day closed", "closing time", "1 checked out")]

    def test_many_are_checked_out_all_the_same(self, store: Store) -> None:
        for number in range(45):
            store.visits.record(crossing(synthetic_card(number)))
        assert store.people_list.close_day(NOW + HOUR) == 45
        assert store.visits.inside_now() == 0

    def test_needs_attention_until_somebody_has_looked(self, store: Store) -> None:
        come(store)
        store.people_list.close_day(NOW + HOUR)
        (row,) = store.people_list.page(Query(TODAY, RowFilter.ATTENTION)).rows
        store.people_list.looked_at(row.key, STAFF, NOW + HOUR)
        store.people_list.looked_at(row.key, STAFF, NOW + HOUR)
        assert numbers(store, TODAY, RowFilter.ATTENTION) == []
        assert store.people_list.counts(NOW).attention == 0
        assert [what for _, what, *_ in noted(store)] == ["day closed", "departure looked at"]

    def test_a_departure_that_was_corrected_is_automatic_no_more(self, store: Store) -> None:
        arrival = come(store)
        store.people_list.close_day(NOW + 2 * HOUR)
        wanted = Correction(WhyAnnulled.WRONG_TIME, left=NOW + HOUR)
        new = store.people_list.correct(stay(arrival), wanted, STAFF, NOW + 3 * HOUR)
        assert not only_old(store, new).automatic
        assert numbers(store, TODAY, RowFilter.ATTENTION) == []


def test_what_breaks_off_in_the_middle_leaves_nothing(store: Store) -> None:
    arrival = come(store)
    store.connection.execute(
        "CREATE TRIGGER broken BEFORE INSERT ON audit WHEN new.what = 'corrected' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(Exception, match="no"):
        store.people_list.correct(
            stay(arrival), Correction(WhyAnnulled.WRONG_DATA, name="Lê Thị Đổi"), STAFF, NOW + HOUR
        )
    store.connection.execute("DROP TRIGGER broken")
    assert (store.visits.recorded(), only(store).name, only(store).inside) == (1, "N. V. THỬ", True)
    assert store.visits.record(crossing(CARD, Act.CHECK_OUT, arrival.id))[0].sequence == 2
