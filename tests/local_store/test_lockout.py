from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from local_store.lockout import OF_KIOSK, OF_ONE, SteadyTime, Tries

SECOND = 1_000_000
DAY = 86_400 * SECOND


def test_each_lock_is_twice_as_long_up_to_a_day() -> None:
    tries, now, locks = Tries(), 10**15, []
    for _ in range(12):
        for _ in range(5):
            assert not tries.until
            tries = tries.one_more(OF_ONE, now)
        locks.append(tries.locked_seconds(now))
        assert tries.rested(OF_ONE, tries.until - 1) == tries
        now = tries.until
        tries = tries.rested(OF_ONE, now)
    minutes = [5.0, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]
    assert locks == [one * 60 for one in minutes]


def test_a_person_is_not_forgiven_by_time_and_the_kiosk_is() -> None:
    one = kiosk = Tries()
    for _ in range(4):
        one, kiosk = one.one_more(OF_ONE, 0), kiosk.one_more(OF_KIOSK, 0)
    assert one.rested(OF_ONE, 400 * DAY) == one
    assert kiosk.rested(OF_KIOSK, DAY - 1) == kiosk
    assert kiosk.rested(OF_KIOSK, DAY) == Tries()


def test_a_kiosk_that_is_locked_for_a_day_is_not_forgiven_before_the_day_is_over() -> None:
    locked = Tries(wrong=15, rounds=9, until=DAY + 1, last=0)
    assert locked.rested(OF_KIOSK, DAY) == locked


@given(st.lists(st.tuples(st.sampled_from(["turn", "run", "restart"]), st.integers(-(10**9), 10**9)), max_size=30))
def test_time_never_goes_back_and_goes_on_while_the_kiosk_runs(steps: list[tuple[str, int]]) -> None:
    running = [0.0]
    time, wall, high = SteadyTime(lambda: running[0]), 10**15, 0
    for what, by in steps:
        before = high = time.at(wall, high)
        match what:
            case "turn":
                wall += by * SECOND
            case "run":
                running[0] += abs(by)
            case _:
                time, running[0] = SteadyTime(lambda: running[0]), 0.0
        high = time.at(wall, high)
        if what == "restart":
            assert high == max(before, wall)
        else:
            assert high - before == (abs(by) * SECOND if what == "run" else 0), "whatever the clock says"


def test_the_limits_of_a_lock_are_what_the_screens_say() -> None:
    assert (OF_ONE.tries, OF_ONE.first, OF_ONE.longest) == (5, timedelta(minutes=5), timedelta(days=1))
