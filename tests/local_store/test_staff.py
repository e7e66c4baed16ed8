from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import argon2
import pytest

from kiosk.errand_ports import PinVerdict, StaffStore
from kiosk.errand_screens import StaffName
from local_store import audit
from local_store.lockout import OF_KIOSK
from local_store.pins import Hashing, pin_problem
from local_store.staff import Staff, StaffRefused
from local_store.store import Store
from tests.fakes import HandClock
from tests.local_store.opening import NOW, open_at, require_consistency

PIN, WRONG = "470913", "470914"
LOCKED = PinVerdict(False, 0, 300.0)


CHEAP = Hashing(memory=8, passes=1)
"""Little work: counting tries need not wait for it."""


@dataclass(frozen=True)
class Watched(Hashing):
    """Remembers what was really looked at, or has the plug pulled then."""

    looked_at: list[str] = field(default_factory=list)
    plug: bool = False

    def matches(self, kept: str | None, pin: str) -> bool:
        if self.plug:
            raise KeyboardInterrupt
        self.looked_at.append(pin)
        return super().matches(kept, pin)


def with_cheap(store: Store, hashing: Hashing = CHEAP, clock: HandClock | None = None) -> Store:
    return replace(store, staff=Staff(store.connection, (clock or HandClock()).monotonic, hashing))


@pytest.fixture
def strong(tmp_path: Path) -> Iterator[Store]:
    with open_at(tmp_path) as opened:
        yield opened
        require_consistency(opened)


@pytest.fixture
def store(strong: Store, clock: HandClock) -> Store:
    return with_cheap(strong, clock=clock)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(wall=NOW)


@pytest.fixture
def thu(store: Store) -> UUID:
    return store.staff.add("Nguyễn Văn Thử", "attendant", PIN, NOW)


def check(store: Store, staff: UUID, clock: HandClock, pin: str = WRONG) -> PinVerdict:
    return store.staff.check(staff, pin, clock.now(), "attest")


def outcomes(store: Store) -> list[str]:
    return [line.outcome for _, line in audit.lines(store.connection) if line.what == "pin"][::-1]


def test_it_is_the_port(store: Store) -> None:
    staff: StaffStore = store.staff
    assert list(staff.listed()) == []


def test_whoever_is_added_is_listed_by_name_and_may_sign_in(store: Store, thu: UUID, clock: HandClock) -> None:
    mau = store.staff.add("  Đặng  Thị Mẫu ", "supervisor", "280735", NOW)
    assert store.staff.listed() == [
        StaffName(mau, "Đặng Thị Mẫu", "supervisor"),
        StaffName(thu, "Nguyễn Văn Thử", "attendant"),
    ]
    assert check(store, thu, clock, PIN) == PinVerdict(True, 5, 0.0)
    assert check(store, thu, clock, "280735") == PinVerdict(False, 4, 0.0)


def test_a_pin_is_checked_as_it_is_kept(strong: Store, clock: HandClock) -> None:
    staff = strong.staff.add("Trần Thị Mẫu", "technician", PIN, NOW)
    strength = argon2.Parameters(argon2.Type.ID, 19, 16, 32, 2, 19 * 1024, 1)
    assert argon2.extract_parameters(strong.connection.value("SELECT pin FROM staff")) == strength
    assert argon2.extract_parameters(Hashing().nobodys) == strength, "nobody is as much work as somebody"
    assert check(strong, staff, clock, PIN).right
    assert not check(strong, staff, clock).right
    assert check(strong, uuid4(), clock, PIN) == PinVerdict(False, 4, 0.0)


class TestLocking:
    def test_five_wrong_ones_lock_for_five_minutes_then_for_ten(
        self, store: Store, thu: UUID, clock: HandClock
    ) -> None:
        assert [check(store, thu, clock).tries_left for _ in range(4)] == [4, 3, 2, 1]
        assert check(store, thu, clock) == LOCKED
        clock.turn(299)
        assert check(store, thu, clock, PIN) == PinVerdict(False, 0, 1.0)
        clock.turn(1)
        assert check(store, thu, clock) == PinVerdict(False, 4, 0.0)
        assert [check(store, thu, clock).locked_seconds for _ in range(4)] == [0, 0, 0, 600]

    def test_the_right_one_forgives(self, store: Store, thu: UUID, clock: HandClock) -> None:
        for _ in range(3):
            for _ in range(4):
                check(store, thu, clock)
            assert check(store, thu, clock, PIN).right
        assert check(store, thu, clock).tries_left == 4

    def test_it_survives_a_restart(self, tmp_path: Path, clock: HandClock) -> None:
        with open_at(tmp_path) as opened:
            store = with_cheap(opened)
            staff = store.staff.add("Nguyễn Văn Thử", "attendant", PIN, NOW)
            for _ in range(5):
                check(store, staff, clock)
        clock.turn(60)
        with open_at(tmp_path) as opened:
            store = with_cheap(opened)
            assert check(store, staff, clock, PIN) == PinVerdict(False, 0, 240.0)
            require_consistency(store)

    @pytest.mark.parametrize("off", [-60, -86_400, -10 * 365 * 86_400, 60, 365 * 86_400])
    def test_another_clock_does_not_shorten_it(self, tmp_path: Path, clock: HandClock, off: int) -> None:
        with open_at(tmp_path) as opened:
            store = with_cheap(opened, clock=clock)
            staff = store.staff.add("Nguyễn Văn Thử", "attendant", PIN, NOW)
            for _ in range(5):
                check(store, staff, clock)
            clock.turn(100)
            assert check(store, staff, clock, PIN).locked_seconds == pytest.approx(200, abs=1)
            clock.wall += timedelta(seconds=off)
            assert check(store, staff, clock, PIN).locked_seconds == pytest.approx(200, abs=1)
            clock.turn(50)
            assert check(store, staff, clock, PIN).locked_seconds == pytest.approx(150, abs=1)
            clock.wall = NOW + timedelta(seconds=min(off, 0))
        with open_at(tmp_path) as opened:
            store = with_cheap(opened, clock=clock)
            assert check(store, staff, clock, PIN).locked_seconds == pytest.approx(150, abs=1)
            clock.turn(151)
            assert check(store, staff, clock, PIN).right

    def test_a_clock_that_once_ran_years_ahead_does_not_hold_it_for_ever(
        self, store: Store, thu: UUID, clock: HandClock
    ) -> None:
        running = HandClock()
        staff = Staff(store.connection, running.monotonic, CHEAP)
        staff.check(thu, WRONG, NOW + timedelta(days=3650), "attest")
        assert [staff.check(thu, WRONG, NOW, "attest") for _ in range(4)][-1] == LOCKED
        running.turn(300)
        assert staff.check(thu, PIN, clock.now(), "attest").right

    def test_one_pin_tried_on_every_name_locks_the_kiosk(self, store: Store, clock: HandClock) -> None:
        names = [store.staff.add(f"Mẫu {letter}", "attendant", PIN, NOW) for letter in "ABCDEFGHIJKLMNOP"]
        verdicts = [check(store, one, clock) for one in names]
        assert verdicts[13] == PinVerdict(False, 1, 0.0)
        assert verdicts[14:] == [LOCKED, LOCKED]
        assert check(store, names[0], clock, PIN) == LOCKED
        clock.turn(300)
        assert check(store, names[0], clock, PIN).right

    def test_ones_own_pin_does_not_forgive_what_was_tried_on_others(
        self, store: Store, thu: UUID, clock: HandClock
    ) -> None:
        names = [store.staff.add(f"Mẫu {letter}", "attendant", "280735", NOW) for letter in "ABCDEFGHIJKLMNO"]
        for tried, one in enumerate(names, 1):
            locked = check(store, one, clock).locked_seconds
            assert (locked > 0) == (tried == OF_KIOSK.tries)
            assert locked or check(store, thu, clock, PIN).right

    def test_a_right_pin_as_the_last_try_locks_nothing(self, store: Store, thu: UUID, clock: HandClock) -> None:
        names = [store.staff.add(f"Mẫu {letter}", "attendant", "280735", NOW) for letter in "ABCDEFGHIJKLMN"]
        for one in names:
            check(store, one, clock)
        assert check(store, thu, clock, PIN).right
        assert check(store, thu, clock, PIN).right
        assert check(store, thu, clock) == LOCKED

    def test_somebody_who_is_not_there_is_counted_as_anybody(self, store: Store, clock: HandClock) -> None:
        nobody = uuid4()
        verdicts = [check(store, nobody, clock, PIN) for _ in range(5)]
        assert [one.tries_left for one in verdicts] == [4, 3, 2, 1, 0]
        assert verdicts[-1] == LOCKED


class TestAtOnce:
    def test_ten_tries_count_as_ten_and_five_are_looked_at(self, store: Store, thu: UUID, clock: HandClock) -> None:
        hashing = Watched(8, 1)
        store = with_cheap(store, hashing)
        with ThreadPoolExecutor(10) as pool:
            verdicts = list(pool.map(lambda _: check(store, thu, clock), range(10)))
        assert not any(verdict.right for verdict in verdicts)
        assert sorted(outcomes(store)) == ["locked"] * 5 + ["wrong"] * 5
        assert len(hashing.looked_at) == 5
        assert check(store, thu, clock, PIN).locked_seconds == pytest.approx(300, abs=1)

    def test_ten_on_ten_names_count_as_ten_for_the_kiosk(self, store: Store, clock: HandClock) -> None:
        names = [store.staff.add(f"Mẫu {letter}", "attendant", PIN, NOW) for letter in "ABCDEFGHIJ"]
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(lambda one: check(store, one, clock), names))
        assert store.connection.value("SELECT wrong FROM pin_tries WHERE subject = zeroblob(16)") == 10
        assert outcomes(store) == ["wrong"] * 10

    def test_a_plug_pulled_while_a_pin_is_looked_at_gives_no_try_away(
        self, store: Store, thu: UUID, clock: HandClock
    ) -> None:
        with pytest.raises(KeyboardInterrupt):
            check(with_cheap(store, Watched(8, 1, plug=True)), thu, clock)
        assert check(store, thu, clock).tries_left == 3


class TestTheAuditLog:
    def test_has_each_try_and_each_change_with_ids_only(self, store: Store, thu: UUID, clock: HandClock) -> None:
        check(store, thu, clock)
        check(store, thu, clock, PIN)
        store.staff.change_pin(thu, "280735", NOW)
        store.staff.disable(thu, NOW)
        found = [line for _, line in audit.lines(store.connection)][::-1]
        assert [(one.staff, one.what, one.purpose, one.outcome, one.subject) for one in found] == [
            (None, "staff added", "attendant", "done", thu),
            (thu, "pin", "attest", "wrong", None),
            (thu, "pin", "attest", "right", None),
            (None, "pin changed", "", "done", thu),
            (None, "staff disabled", "", "done", thu),
        ]
        assert {one.at for one in found} == {NOW}
        assert "Thử" not in repr(store.connection.rows("SELECT * FROM audit"))

    def test_is_read_page_by_page(self, store: Store, thu: UUID, clock: HandClock) -> None:
        for _ in range(3):
            check(store, thu, clock)
        (last, _), (third, _) = audit.lines(store.connection, limit=2)
        assert [number for number, _ in audit.lines(store.connection, before=third)] == [2, 1]
        assert (last, third) == (4, 3)

    @pytest.mark.usefixtures("thu")
    def test_is_only_ever_added_to(self, store: Store) -> None:
        for sql in ("DELETE FROM audit", "UPDATE audit SET outcome = 'right'"):
            with pytest.raises(Exception, match="only ever added to"):
                store.connection.execute(sql)


class TestChanges:
    def test_another_pin_ends_a_lock(self, store: Store, thu: UUID, clock: HandClock) -> None:
        for _ in range(5):
            check(store, thu, clock)
        store.staff.change_pin(thu, "280735", NOW)
        assert not check(store, thu, clock, PIN).right
        assert check(store, thu, clock, "280735").right

    def test_whoever_is_disabled_is_not_listed_and_not_let_in(self, store: Store, thu: UUID, clock: HandClock) -> None:
        store.staff.disable(thu, NOW)
        assert list(store.staff.listed()) == []
        assert not check(store, thu, clock, PIN).right
        with pytest.raises(StaffRefused, match="Nobody with this id"):
            store.staff.disable(thu, NOW)
        assert store.staff.add("Nguyễn Văn Thử", "attendant", PIN, NOW) != thu

    @pytest.mark.parametrize("pin", ["123456", "000000", "111111", "12345", "1234567", "abcdef", "", "121212"])
    def test_easy_pins_are_refused_with_the_reason(self, store: Store, thu: UUID, pin: str) -> None:
        with pytest.raises(StaffRefused, match=r"PIN (has|counts|repeats|is)") as refused:
            store.staff.add("Trần Thị Mẫu", "attendant", pin, NOW)
        assert not pin or pin not in str(refused.value)
        with pytest.raises(StaffRefused):
            store.staff.change_pin(thu, pin, NOW)

    def test_most_pins_are_not_refused(self) -> None:
        refused = sum(pin_problem(f"{pin:06d}") is not None for pin in range(0, 1_000_000, 613))
        assert refused < 1_000_000 / 613 * 0.01

    @pytest.mark.parametrize("name", ["", "  ", "123", "a\u202eb", "Ẳ" * 81, "a\0b"])
    def test_what_is_no_name(self, store: Store, name: str) -> None:
        with pytest.raises(StaffRefused, match="A name has letters"):
            store.staff.add(name, "attendant", PIN, NOW)

    @pytest.mark.usefixtures("thu")
    def test_a_name_twice_or_a_role_that_is_none(self, store: Store) -> None:
        with pytest.raises(StaffRefused, match="listed already"):
            store.staff.add("nguyễn văn  THỬ", "attendant", PIN, NOW)
        with pytest.raises(StaffRefused, match="attendant, supervisor, technician"):
            store.staff.add("Trần Thị Mẫu", "boss", PIN, NOW)
        store.staff.add("Nguyễn Văn Thứ", "attendant", PIN, NOW)

    def test_names_may_be_typed_wrong(self, store: Store, thu: UUID) -> None:
        assert store.staff.find("NGUYỄN văn thử") == store.staff.find(str(thu)) == thu
        with pytest.raises(StaffRefused, match=r"listed as Nguyen Van Thu\. Did you mean Nguyễn Văn Thử\?"):
            store.staff.find("Nguyen Van Thu")
        with pytest.raises(StaffRefused, match="kiosk staff list"):
            store.staff.find("Xyz")
