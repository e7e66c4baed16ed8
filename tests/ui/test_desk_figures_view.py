"""What of a day is shown, and which day: decided without a widget."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from kiosk.desk.figures import Figures, Hour, Spread, Stage, StageFigures, Way, WayFigures
from kiosk.desk.figures_view import (
    LEAST_FOR_MEDIAN,
    against_week,
    anything,
    axis,
    busiest,
    most_given_up,
    running_hour,
    shown_hours,
    slow_stages,
    tellable,
    way_shares,
)
from kiosk.desk.figures_view_day import EVERY, NEWS_AFTER, DayLooked
from kiosk.errors import StoreError
from tests.fakes import HandClock, InlineBackground

AT = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)  # 15:20 here
NOTHING = Figures(
    date(2026, 11, 23), AT, 0, 0, 0, None, 0, None, (), (), None, (), 0, 0, 0, 0, 0, 0, 0, 0
)  # fmt: skip


@dataclass
class Counting:
    """A store that counts how often it was asked, and how often that was for each moment."""

    asked: list[datetime] = field(default_factory=list)
    broken: bool = False

    def day(self, day: datetime) -> Figures:
        self.asked.append(day)
        if self.broken:
            raise StoreError("the disk is gone")
        return replace(NOTHING, at=day, arrivals=len(self.asked))


def looked(clock: HandClock, store: Counting) -> tuple[DayLooked, InlineBackground, list[None]]:
    lane, changes = InlineBackground(clock), list[None]()
    return DayLooked(store, lane, clock, lambda: changes.append(None)), lane, changes


def test_hours_are_shown_from_the_first_movement_to_now_without_a_gap() -> None:
    day = replace(NOTHING, hours=tuple(Hour(h, int(h in (7, 9)), 0) for h in range(24)))

    hours = shown_hours(day)

    assert [hour.hour for hour in hours] == list(range(7, 16))
    assert running_hour(day) == 15
    assert [hour.arrivals for hour in hours[:3]] == [1, 0, 1]


def test_a_day_that_is_over_ends_with_its_last_movement_and_has_no_running_hour() -> None:
    day = replace(NOTHING, day=date(2026, 11, 22), hours=(Hour(7, 1, 0), Hour(18, 0, 1)))

    assert [hour.hour for hour in shown_hours(day)] == list(range(7, 19))
    assert running_hour(day) is None


def test_six_hours_are_shown_however_short_the_day_was_and_none_beyond_midnight() -> None:
    over = replace(NOTHING, day=date(2026, 11, 22))

    assert [hour.hour for hour in shown_hours(replace(over, hours=(Hour(9, 1, 0),)))] == list(range(4, 10))
    assert [hour.hour for hour in shown_hours(replace(over, hours=(Hour(0, 1, 0),)))] == list(range(6))
    assert shown_hours(over) == ()


def test_the_chart_reaches_above_its_tallest_bar_with_at_most_five_lines() -> None:
    for most in range(1, 3000, 7):
        step, end = axis(most)
        assert end >= most
        assert end % step == 0
        assert end // step <= 5


def test_a_median_of_too_few_is_not_told() -> None:
    assert tellable(Spread(LEAST_FOR_MEDIAN, 3.0, 9.0)) is not None
    assert tellable(Spread(LEAST_FOR_MEDIAN - 1, 3.0, 9.0)) is None
    assert tellable(None) is None


def test_a_percentage_is_told_of_enough_people_alone() -> None:
    assert against_week(replace(NOTHING, arrivals=108, week_before=100)) == 8
    assert against_week(replace(NOTHING, arrivals=60, week_before=100)) == -40
    assert against_week(replace(NOTHING, arrivals=10, week_before=5)) is None
    assert against_week(NOTHING) is None


def test_shares_are_of_all_and_bars_of_the_most_and_the_rarest_go_together() -> None:
    ways = tuple(WayFigures(way, count, None) for way, count in zip(Way, (50, 30, 10, 6, 3, 1, 0, 0), strict=True))
    day = replace(NOTHING, ways=ways)

    every = way_shares(day)
    few = way_shares(day, 3)

    assert [share.figures.count for share in every] == [50, 30, 10, 6, 3, 1]
    assert sum(share.share for share in every) == 1.0
    assert every[0].bar == 1.0
    assert [(share.figures.way, share.figures.count) for share in few][-1] == (Way.OTHER, 20)
    assert sum(share.figures.count for share in few) == 100


def test_slow_steps_are_those_that_enough_people_took_the_slowest_first() -> None:
    stages = (
        StageFigures(Stage.PHONE, Spread(9, 9.0, 20.0), 1),
        StageFigures(Stage.CODE, Spread(2, 90.0, 99.0), 5),
        StageFigures(Stage.HEALTH, Spread(30, 48.0, 90.0), 0),
    )
    day = replace(NOTHING, stages=stages)

    assert [stage.stage for stage in slow_stages(day)] == [Stage.HEALTH, Stage.PHONE]
    assert most_given_up(day) is Stage.CODE
    assert most_given_up(NOTHING) is None


def test_a_day_without_anybody_has_nothing_but_one_with_somebody_inside_has() -> None:
    assert not anything(NOTHING)
    assert anything(replace(NOTHING, inside=1))
    assert busiest((Hour(8, 0, 4),)) is None
    assert busiest((Hour(8, 4, 0), Hour(9, 4, 0))) == Hour(8, 4, 0)


def test_today_is_asked_for_again_every_half_minute_while_the_page_is_open() -> None:
    store = Counting()
    day, lane, _ = looked(HandClock(), store)

    day.open()
    lane.pass_time(2 * EVERY)
    day.close()
    lane.pass_time(5 * EVERY)

    assert len(store.asked) == 3
    assert day.state.figures is not None


def test_a_queue_at_the_door_is_not_one_question_for_each_of_it() -> None:
    store = Counting()
    day, lane, _ = looked(HandClock(), store)
    day.open()

    for _ in range(50):
        day.news()
        lane.pass_time(NEWS_AFTER / 10)

    assert 3 <= len(store.asked) <= 6


def test_another_day_is_asked_for_once_up_to_its_last_moment_and_never_beyond_today() -> None:
    store = Counting()
    day, lane, _ = looked(HandClock(), store)
    day.open()

    day.later()
    assert day.state.today
    day.earlier()
    lane.pass_time(10 * EVERY)

    assert day.state.day == date(2026, 11, 22)
    assert not day.state.today
    assert store.asked[-1] == datetime(2026, 11, 22, 16, 59, 59, 999999, tzinfo=UTC)
    assert len(store.asked) == 2
    day.look_at(date(2027, 1, 1))
    assert day.state.today


def test_midnight_makes_today_another_day() -> None:
    clock = HandClock(wall=datetime(2026, 11, 23, 16, 59, 50, tzinfo=UTC))
    day, lane, _ = looked(clock, Counting())
    day.open()

    lane.pass_time(EVERY)

    assert day.state.day == date(2026, 11, 24)
    assert day.state.today


def test_what_a_broken_store_said_stands_beside_the_figures_that_were_known() -> None:
    store = Counting()
    day, lane, _ = looked(HandClock(), store)
    day.open()
    store.broken = True

    lane.pass_time(EVERY)
    assert day.state.figures is not None
    assert isinstance(day.state.fault, StoreError)

    store.broken = False
    lane.pass_time(EVERY)
    assert day.state.fault is None


def test_an_answer_for_a_day_that_is_no_longer_looked_at_is_dropped() -> None:
    clock, store = HandClock(), Counting()
    day, lane, _ = looked(clock, store)
    lane.hold = True
    day.open()
    day.earlier()
    today, yesterday = lane.held

    yesterday()
    today()

    assert day.state.day == clock.now().date() - timedelta(days=1)
    assert day.state.figures is not None
    assert day.state.figures.at.date() == day.state.day
