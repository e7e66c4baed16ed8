from uuid import UUID, uuid4

import pytest

from kiosk.desk.acts import Acts, Done, MainAct, Outcome, Said, main_act
from kiosk.desk.acts_work import Work
from kiosk.desk.listing import Listing
from kiosk.desk.listing_export import Collecting
from kiosk.desk.listing_lines import blanked
from kiosk.desk.listing_wanted import Wanted
from kiosk.desk.rows import (
    Declared,
    RefusedBecause,
    Row,
    RowFilter,
    RowKey,
    RowKind,
    Sending,
    WhyAnnulled,
    WorkItem,
)
from kiosk.desk.unmasking import BARE_SECONDS, Unmasking, WhyUnmasked
from tests.desk_memory import SUPERVISOR, Counter, stay
from tests.fakes import HandClock

AT = HandClock().wall


def numbers(rows: tuple[Row, ...]) -> list[int]:
    return [row.key.number for row in rows]


def line_of(*keys: int) -> tuple[Row, ...]:
    return tuple(stay(key, AT) for key in keys)


def opened(count: int) -> tuple[Counter, Listing]:
    counter = Counter()
    counter.fill(count)
    listing = Listing(counter.tools, lambda: None)
    listing.open()
    return counter, listing


# Names in full, for a minute


def unmasking(counter: Counter) -> tuple[Unmasking, Listing]:
    listing = Listing(counter.tools, lambda: None)
    listing.open()
    return Unmasking(counter.tools, listing.bare), listing


def test_columns_are_bare_for_a_minute_and_the_log_says_why() -> None:
    counter = Counter()
    counter.fill(2)
    mask, listing = unmasking(counter)
    assert [row.name for row in listing.state.rows] == ["L. H. KIỂM", "T. T. MẪU"]
    assert mask.ask(WhyUnmasked.FIND, lambda _: None)
    assert [row.name for row in listing.state.rows] == ["LÊ HỮU KIỂM", "TRẦN THỊ MẪU"]
    assert counter.people.noted == ["unmasked find"]
    counter.lane.pass_time(BARE_SECONDS - 1)
    assert listing.state.bare
    counter.lane.pass_time(2)
    assert [row.name for row in listing.state.rows] == ["L. H. KIỂM", "T. T. MẪU"]


def test_masking_takes_the_names_away_before_the_store_answers() -> None:
    counter = Counter()
    counter.fill(2)
    mask, listing = unmasking(counter)
    mask.ask(WhyUnmasked.FIND, lambda _: None)
    counter.lane.hold = True
    listing.refresh()  # asked for bare, answered after masking
    mask.mask()
    assert [row.name for row in listing.state.rows] == ["", ""]
    counter.lane.release()
    assert [row.name for row in listing.state.rows] == ["L. H. KIỂM", "T. T. MẪU"]


def test_nothing_is_bare_that_the_log_has_not_taken() -> None:
    counter = Counter()
    counter.fill(1)
    mask, listing = unmasking(counter)
    counter.people.broken = True
    faults: list[Exception] = []
    mask.ask(WhyUnmasked.EMERGENCY, faults.append)
    assert faults
    assert not listing.state.bare
    counter.people.broken, counter.store.hold = False, True
    mask.ask(WhyUnmasked.EMERGENCY, faults.append)
    mask.mask()  # left before the log had it
    counter.store.release()
    assert not listing.state.bare


def test_blanked_lines_say_nothing_of_anybody() -> None:
    (row,) = blanked(line_of(1))
    assert (row.name, row.phone, row.document) == ("", "", "")


# What is done to a line


@pytest.mark.parametrize(
    ("changes", "shown", "expected"),
    [
        ({}, RowFilter.ALL, MainAct.CHECK_OUT),
        ({"inside": False}, RowFilter.ALL, MainAct.CHECK_IN),
        ({"inside": False, "there": True}, RowFilter.ALL, MainAct.NOTHING),
        ({"declared": Declared.NONE}, RowFilter.ALL, MainAct.DECLARE),
        ({"declared": Declared.NONE, "inside": False}, RowFilter.ALL, MainAct.CHECK_IN),
        ({"sending": Sending.REFUSED}, RowFilter.ALL, MainAct.HANDLE),
        ({"automatic": True, "inside": False}, RowFilter.ALL, MainAct.CHECK_IN),
        ({"automatic": True, "inside": False}, RowFilter.ATTENTION, MainAct.HANDLE),
        ({"annulled": True}, RowFilter.ALL, MainAct.NOTHING),
        ({"person": None, "inside": False}, RowFilter.ALL, MainAct.NOTHING),
        ({"key": RowKey(RowKind.REFERRAL, 1)}, RowFilter.REFERRED, MainAct.HANDLE),
        ({"key": RowKey(RowKind.REFERRAL, 1), "met": AT}, RowFilter.REFERRED, MainAct.NOTHING),
    ],
)
def test_each_line_has_one_main_act(changes: dict[str, object], shown: RowFilter, expected: MainAct) -> None:
    assert main_act(stay(1, AT, **changes), shown) is expected


def acting() -> tuple[Counter, Acts, list[Said]]:
    counter = Counter()
    counter.fill(2)
    said: list[Said] = []
    return counter, Acts(counter.tools, lambda: None, lambda _key, each: said.append(each)), said


def test_a_key_that_bounces_acts_once() -> None:
    counter, acts, said = acting()
    key = counter.people.rows[0].key
    acts.check_out(key)
    acts.check_in(key, UUID(int=2))
    assert [each.done for each in said] == [Done.CHECKED_OUT]
    counter.clock.turn(1)
    acts.check_in(key, UUID(int=2))
    assert [each.done for each in said] == [Done.CHECKED_OUT, Done.CHECKED_IN]
    assert said[-1].key == RowKey(RowKind.STAY, 3)
    assert counter.written == 2


def test_what_cannot_be_done_any_more_is_said() -> None:
    counter, acts, said = acting()
    key = counter.people.rows[0].key
    counter.people.change(key, inside=False)
    acts.check_out(key)
    assert (said[0].done, said[0].why) == (Done.REFUSED, "not_inside")
    assert counter.written == 0
    counter.people.broken = True
    acts.check_out(key)
    assert said[-1].done is Done.FAILED


def test_one_act_at_a_time() -> None:
    counter, acts, said = acting()
    counter.store.hold = True
    acts.check_out(counter.people.rows[0].key)
    acts.check_out(counter.people.rows[1].key)
    counter.store.release()
    assert len(said) == 1


def test_nobody_acts_at_a_locked_desk() -> None:
    counter, acts, said = acting()
    counter.staff = None
    acts.check_out(counter.people.rows[0].key)
    acts.open(counter.people.rows[0].key)
    assert said == []
    assert counter.people.noted == []


def test_opening_is_logged_and_late_answers_open_nobody() -> None:
    counter, acts, _ = acting()
    acts.open(counter.people.rows[0].key)
    assert acts.state.detail is not None
    counter.store.hold = True
    acts.open(counter.people.rows[1].key)
    acts.leave()
    counter.store.release()
    assert acts.state.detail is None
    assert counter.people.noted == ["opened 2", "opened 1"]


def test_meeting_somebody_lets_them_in_and_notes_it() -> None:
    counter, acts, said = acting()
    referral = RowKey(RowKind.REFERRAL, 1)
    acts.meet(referral, Outcome.LET_IN, UUID(int=77))
    assert said[0].done is Done.CHECKED_IN
    assert counter.people.noted == ["met let_in"]
    counter.clock.turn(1)
    acts.meet(referral, Outcome.LET_IN, UUID(int=77))  # inside already: nothing but the meeting is left
    assert said[1].done is Done.MET


def test_somebody_stopped_is_let_in_for_a_reason_alone() -> None:
    counter, acts, said = acting()
    person, referral = counter.people.rows[0].person, RowKey(RowKind.REFERRAL, 1)
    assert person is not None
    counter.people.change(counter.people.rows[0].key, declared=Declared.STOP, inside=False)
    acts.meet(referral, Outcome.LET_IN, person)
    acts.check_in(counter.people.rows[0].key, person)
    assert [(one.done, one.why) for one in said] == [(Done.REFUSED, "stopped")] * 2
    assert counter.people.noted == []
    acts.meet(referral, Outcome.LET_IN, person, "bác sĩ đã khám")
    assert said[-1].done is Done.CHECKED_IN
    assert counter.people.noted == ["let in bác sĩ đã khám", "met let_in"]


def test_what_is_said_of_an_act_says_of_whom_masked() -> None:
    counter, acts, said = acting()
    acts.check_out(counter.people.rows[0].key)
    acts.check_out(counter.people.rows[0].key)
    counter.clock.turn(1)
    acts.check_out(counter.people.rows[0].key)
    assert [(one.done, one.name) for one in said] == [(Done.CHECKED_OUT, "L. H. KIỂM"), (Done.REFUSED, "L. H. KIỂM")]
    assert "KIỂM" not in repr(said)


def test_a_reason_goes_with_an_annulment() -> None:
    counter, acts, said = acting()
    acts.annul(counter.people.rows[0].key, WhyAnnulled.OTHER, " thử ")
    assert counter.people.noted == ["annulled other thử"]
    assert said[0].done is Done.ANNULLED


# What the centre refused, and files


def refused(sequence: int) -> WorkItem:
    return WorkItem(uuid4(), sequence, "visit", None, AT, "N. V. THỬ", RefusedBecause.FORM, "bad", AT)


def test_the_work_list_is_gone_through_until_it_is_empty() -> None:
    counter = Counter()
    counter.people.work = [refused(1), refused(2), refused(3)]
    work = Work(counter.tools, lambda: None, lambda: None)
    work.open()
    work.choose(counter.people.work[1].id)
    work.send_again()
    assert work.state.item is not None
    assert work.state.item.sequence == 3
    assert not work.set_aside("  ")
    assert work.set_aside("bản ghi thử")
    work.send_again()
    assert work.state.items == ()
    assert counter.people.noted == ["aside bản ghi thử"]
    assert counter.written == 3


def test_a_file_is_for_supervisors_and_has_every_line() -> None:
    counter = Counter()
    counter.fill(1_234)
    got: list[tuple[Row, ...] | None] = []
    Collecting(Wanted(), False, counter.tools, lambda _: None, got.append).start()
    assert got == [None]
    counter.staff = SUPERVISOR
    Collecting(Wanted(), False, counter.tools, lambda _: None, got.append).start()
    rows = got[1]
    assert rows is not None
    assert numbers(rows) == list(range(1_234, 0, -1))
    assert {query.bare for query in counter.people.asked} == {False}


def test_nothing_of_a_person_is_in_what_is_printed_of_a_state() -> None:
    counter, listing = opened(2)
    listing.search("thu")
    counter.lane.pass_time(1)
    acts = Acts(counter.tools, lambda: None, lambda _key, _said: None)
    acts.open(RowKey(RowKind.STAY, 1))
    printed = repr(listing.state) + repr(listing.state.wanted) + repr(acts.state)
    assert "MẪU" not in printed
    assert "thu" not in printed
