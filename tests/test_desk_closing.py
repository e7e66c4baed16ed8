from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.admission import LOCAL_TIME
from kiosk.desk.closing import Closing, last_closing
from kiosk.errors import StoreError
from tests.fakes import HandClock, InlineBackground


@dataclass
class People:
    inside: int = 3
    asked: list[datetime] = field(default_factory=list)
    broken: bool = False

    def close_day(self, at: datetime) -> int:
        if self.broken:
            raise StoreError("full")
        self.asked.append(at)
        inside, self.inside = self.inside, 0
        return inside


def closing(people: People, clock: HandClock, background: InlineBackground, at: str = "18:00") -> list[int]:
    told: list[int] = []
    Closing(people, background, clock, lambda: at, told.append).look()
    return told


def test_the_closing_that_passed_while_the_kiosk_was_off_is_seen_to_at_the_start() -> None:
    clock, people = HandClock(), People()  # Monday, 08:00
    assert closing(people, clock, InlineBackground(clock)) == [3]
    assert people.asked == [datetime(2026, 11, 22, 11, tzinfo=UTC)]


def test_each_day_is_closed_once_at_its_time() -> None:
    clock, people = HandClock(), People()
    background = InlineBackground(clock)
    closing(people, clock, background)
    for _ in range(24 * 12):
        background.pass_time(300)
    assert people.asked == [datetime(2026, 11, 22, 11, tzinfo=UTC), datetime(2026, 11, 23, 11, tzinfo=UTC)]


def test_a_store_that_could_not_is_asked_again() -> None:
    clock, people = HandClock(), People(broken=True)
    background = InlineBackground(clock)
    told = closing(people, clock, background)
    people.broken = False
    background.pass_time(301)
    assert told == [3]


def test_a_place_that_never_closes_checks_nobody_out() -> None:
    clock, people = HandClock(), People()
    background = InlineBackground(clock)
    closing(people, clock, background, at="")
    background.pass_time(86_400)
    assert people.asked == []


@given(st.integers(1_577_836_800, 2_051_222_400), st.times())
def test_the_last_closing_is_the_latest_one_that_has_passed(seconds: int, wanted: time) -> None:
    now, text = datetime.fromtimestamp(seconds, UTC), f"{wanted:%H:%M}"
    last = last_closing(text, now)
    assert last <= now < last + timedelta(days=1)
    assert f"{last.astimezone(LOCAL_TIME):%H:%M}" == text
