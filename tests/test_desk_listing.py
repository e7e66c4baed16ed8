from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.figures import Way
from kiosk.desk.listing import TYPING_SECONDS, Listing, shown_total
from kiosk.desk.listing_lines import Changed, Inserted, Lines, Removed, merged, steps
from kiosk.desk.listing_wanted import PAGE, VIAS, Day, Wanted
from kiosk.desk.rows import (
    Page,
    Row,
    RowFilter,
    RowKey,
    RowKind,
    Sending,
)
from kiosk.visits import Via
from tests.desk_memory import Counter, stay
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


def test_the_first_page_is_all_that_is_asked_of_ten_thousand() -> None:
    counter, listing = opened(10_000)
    assert len(listing.state.rows) == PAGE
    assert [query.limit for query in counter.people.asked] == [PAGE]
    assert shown_total(listing.state) == 10_000
    listing.more()
    assert numbers(listing.state.rows) == list(range(10_000, 10_000 - 2 * PAGE, -1))
    assert counter.people.asked[-1].after == RowKey(RowKind.STAY, 9_901)


def test_the_next_page_is_asked_for_once() -> None:
    counter, listing = opened(300)
    counter.lane.hold = True
    listing.more()
    listing.more()
    counter.lane.release()
    assert len(listing.state.rows) == 2 * PAGE
    assert len(counter.people.asked) == 2


def test_answers_to_what_is_no_longer_wanted_are_dropped() -> None:
    counter, listing = opened(20)
    counter.lane.hold = True
    listing.filter(RowFilter.INSIDE)
    listing.filter(RowFilter.LEFT)
    late, counter.lane.held = counter.lane.held[::-1], []
    for answer in late:  # the newer one first, then the one nobody waits for
        answer()
    assert listing.state.wanted.filter is RowFilter.LEFT
    assert listing.state.rows == ()
    assert listing.state.empty


def test_typing_is_looked_for_once_it_pauses() -> None:
    counter, listing = opened(21)
    before = len(counter.people.asked)
    for end in range(1, 4):
        listing.search("dan"[:end])
        counter.lane.pass_time(TYPING_SECONDS / 2)
    assert len(counter.people.asked) == before
    counter.lane.pass_time(TYPING_SECONDS)
    assert [query.text for query in counter.people.asked[before:]] == ["dan"]
    assert len(listing.state.rows) == 3
    assert shown_total(listing.state) == 3


def test_what_comes_stands_on_top_and_what_was_chosen_stays_chosen() -> None:
    counter, listing = opened(250)
    listing.more()
    listing.select(RowKey(RowKind.STAY, 180))
    counter.people.come(counter.clock.now())
    listing.refresh()
    assert numbers(listing.state.rows) == list(range(251, 50, -1))
    assert listing.state.selected == RowKey(RowKind.STAY, 180)
    assert counter.people.asked[-1].limit == PAGE
    assert counter.people.asked[-1].after is None


def test_a_line_that_no_longer_belongs_gives_its_place_to_the_next() -> None:
    counter, listing = opened(5)
    listing.filter(RowFilter.INSIDE)
    listing.select(RowKey(RowKind.STAY, 4))
    counter.people.change(RowKey(RowKind.STAY, 4), inside=False)
    listing.refresh()
    assert numbers(listing.state.rows) == [5, 3, 2, 1]
    assert listing.state.selected == RowKey(RowKind.STAY, 3)


def test_what_happens_during_a_refresh_is_asked_for_after_it() -> None:
    counter, listing = opened(3)
    counter.lane.hold = True
    listing.refresh()
    for _ in range(5):
        listing.refresh()
    before = len(counter.people.asked)
    counter.people.come(counter.clock.now())
    counter.lane.release()
    assert len(counter.people.asked) - before == 2
    assert numbers(listing.state.rows) == [4, 3, 2, 1]


def test_lines_in_sight_that_may_be_old_are_asked_for_again() -> None:
    counter, listing = opened(400)
    for _ in range(3):
        listing.more()
    listing.see(250, 265)
    before = len(counter.people.asked)
    deep = RowKey(RowKind.STAY, 400 - 255)
    counter.people.change(deep, sending=Sending.SENT)
    listing.refresh()
    assert [query.after and query.after.number for query in counter.people.asked[before:]] == [None, 151]
    row = listing.state.row(deep)
    assert row is not None
    assert row.sending is Sending.SENT


def test_a_fault_is_said_and_gone_with_the_next_answer() -> None:
    counter, listing = opened(3)
    counter.people.broken = True
    listing.refresh()
    assert listing.state.failed
    assert len(listing.state.rows) == 3
    counter.people.broken = False
    listing.refresh()
    assert not listing.state.failed


def test_nobody_is_kept_after_leaving() -> None:
    counter, listing = opened(3)
    counter.lane.hold = True
    listing.search("thu")
    listing.refresh()
    listing.leave()
    counter.lane.release()
    counter.lane.pass_time(1)
    assert listing.state.rows == ()
    assert listing.state.wanted == Wanted()
    assert listing.state.selected is None


def test_today_stays_today_when_midnight_passes() -> None:
    clock = HandClock()
    assert Wanted().local_day(clock.now()) == date(2026, 11, 23)
    clock.turn(16 * 3600)
    assert Wanted().local_day(clock.now()) == date(2026, 11, 24)
    assert Wanted(day=Day.ANY).local_day(clock.now()) is None
    assert Wanted(way=Way.PHONE).query(clock.now(), bare=False).via == {Via.PHONE, Via.PHONE_ATTESTED}


def test_every_way_of_being_recognised_goes_under_one_name() -> None:
    assert sorted(via for vias in VIAS.values() for via in vias) == sorted(Via)
    assert set(VIAS) == set(Way)


# What a page does to the list that stands


def test_a_page_of_lines_unknown_so_far_leaves_no_gap_behind() -> None:
    lines = Lines(line_of(3, 2, 1), more=False)
    assert merged(lines, 0, Page(line_of(9, 8), more=True)) == Lines(line_of(9, 8), more=True)


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_steps_lead_from_one_list_to_the_other(old: set[int], new: set[int]) -> None:
    before = list(line_of(*sorted(old, reverse=True)))
    after = [stay(key, AT, inside=key % 2 == 0) for key in sorted(new, reverse=True)]
    shown, changed = list(before), set[int]()
    for step in steps(before, after) or ():
        match step:
            case Removed(first, last):
                del shown[first : last + 1]
            case Inserted(first, last):
                shown[first:first] = after[first : last + 1]
            case Changed(first, last):
                changed |= set(range(first, last + 1))
    assert numbers(tuple(shown)) == numbers(tuple(after))
    assert all(shown[place] == after[place] for place in range(len(after)) if place not in changed)


@given(st.sets(st.integers(1, 40), min_size=1), st.sets(st.integers(1, 60)), st.integers(1, 50), st.integers(1, 9))
def test_whatever_was_loaded_a_page_comes_to_stand_where_it_belongs(
    old: set[int], new: set[int], loaded: int, size: int
) -> None:
    truth = sorted(new, reverse=True)
    shown = Lines(line_of(*sorted(old, reverse=True)[:loaded]), more=len(old) > loaded)
    page = Page(line_of(*truth[:size]), more=len(truth) > size)
    lines = merged(shown, 0, page)
    assert numbers(lines.rows)[: len(page.rows)] == truth[:size]
    assert len(set(numbers(lines.rows))) == len(lines.rows)
    assert numbers(lines.rows) == sorted(numbers(lines.rows), reverse=True)
    assert page.more or numbers(lines.rows) == truth


def test_lines_that_changed_places_are_shown_anew() -> None:
    assert steps(line_of(1, 2), line_of(2, 1)) is None
