"""Kiosks of a checkpoint agree on its staff, whoever's clock is wrong and whoever was offline: on both databases."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.assembly.setting_up_staff import CheckpointAt, bring_staff
from kiosk.checkpoint.refreshing import agree_on_staff
from kiosk.staff import Role
from kiosk.wire.checkpoint import CheckpointClient
from kiosk.wire.checkpoint_messages import Enrolled, StaffList, StaffSaid
from local_store import audit
from local_store.store import Store
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import OTHER_PHONE, STRANGE, Kiosk, Town
from tests.fakes import HandClock
from tests.local_store.opening import open_at

BOSS, DAN, OTHER = "470913", "280735", "719305"


class Gate:
    """One kiosk: its store, and its place at the centre. What it sent is remembered."""

    def __init__(self, town: Town, store: Store, by: Kiosk) -> None:
        self.town, self.store, self.device = town, store, store.device.id
        self.sent: list[UUID] = []
        self.heard: StaffList | None = None
        self.ended: frozenset[UUID] = frozenset()
        store.device_keys.accepted(by.key)

    def changed(self) -> Sequence[StaffSaid]:
        return self.store.staff_sync.changed()

    def told(self, sent: Sequence[StaffSaid], heard: StaffList) -> None:
        self.sent += [one.id for one in sent]
        self.heard = heard
        self.ended = self.store.staff_sync.told(sent, heard, self.town.clock()).ended

    def sync(self) -> None:
        with closing(CheckpointClient(self.town.url, self.device, key=self.store.device_keys.current)) as client:
            agree_on_staff(self, client)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.store.staff.listed()]

    def lets_in(self, staff: UUID, pin: str) -> bool:
        return self.store.staff.check(staff, pin, self.town.clock(), "sign_in").right

    def outcomes(self, staff: UUID) -> list[str]:
        """What the centre told of somebody, in the audit log, the latest first."""
        found = (line for _, line in audit.lines(self.store.connection))
        return [line.outcome for line in found if (line.what, line.subject) == ("staff told", staff)]


@pytest.fixture
def gates(town: Town, tmp_path: Path) -> Iterator[tuple[Gate, Gate]]:
    """Two kiosks of one checkpoint."""
    with ExitStack() as stack:
        one, two = (stack.enter_context(open_at(tmp_path / name)) for name in ("one", "two"))
        first = town.kiosk(device=str(one.device.id))
        second = town.joined(town.enrolment_code(one.device.id, first).code, two.device.id)
        yield Gate(town, one, first), Gate(town, two, second)


def staffed(gates: tuple[Gate, Gate], role: Role, at: datetime) -> tuple[UUID, UUID]:
    """A boss and Dan, whom both kiosks know."""
    staff = gates[0].store.staff
    boss = staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, BOSS, at)
    dan = staff.add("Trần Văn Mẫu", role, DAN, at, boss)
    for gate in gates:
        gate.sync()
        assert len(gate.names) == 2
    return boss, dan


def elsewhere(town: Town) -> Enrolled:
    """A checkpoint of somebody else."""
    return town.registered(town.session(OTHER_PHONE), id=str(uuid4()), name="Nơi khác", device=str(STRANGE))


class TestAClockThatRunsAhead:
    def test_does_not_undo_a_dismissal(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        one.store.staff.change_pin(dan, OTHER, town.clock() + timedelta(days=365), boss)
        for gate in gates:
            gate.sync()
        assert two.lets_in(dan, OTHER)
        town.clock.forward(hours=1)
        two.store.staff.disable(dan, town.clock(), boss)
        two.sync()
        for _ in range(3):
            town.clock.forward(minutes=2)
            for gate in (one, two):
                gate.sync()
                assert gate.names == ["Nguyễn Văn Thử"]
                assert not gate.lets_in(dan, OTHER)

    def test_is_put_right_by_the_answer_and_nothing_is_told_twice(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        one.store.staff.change_pin(dan, OTHER, town.clock() + timedelta(days=365), boss)
        one.sync()
        one.sent.clear()
        town.clock.forward(minutes=1)
        two.sync()
        two.store.staff.change_pin(dan, BOSS, town.clock(), boss)
        for gate in (two, one, two, one):
            gate.sync()
        assert one.sent == []
        assert one.lets_in(dan, BOSS)
        kept = one.store.connection.value("SELECT max(changed_at) FROM staff_changes")
        assert kept <= town.clock().timestamp() * 1_000_000

    def test_is_put_right_where_the_answer_was_lost(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, _ = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        one.store.staff.change_pin(dan, OTHER, town.clock() + timedelta(days=365), boss)
        with closing(CheckpointClient(town.url, one.device, key=one.store.device_keys.current)) as client:
            client.staff(tuple(one.changed()))
        one.sent.clear()
        town.clock.forward(minutes=1)
        one.sync()
        assert one.sent == []
        assert list(one.changed()) == []


class TestADismissal:
    def test_outlasts_a_pin_that_whoever_was_dismissed_gave_themselves(
        self, town: Town, gates: tuple[Gate, Gate]
    ) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.ATTENDANT, town.clock())
        now = town.clock()
        two.store.staff.disable(dan, now + timedelta(seconds=10), boss)
        two.sync()
        assert one.store.staff.change_own_pin(dan, DAN, OTHER, now + timedelta(seconds=40)).right
        town.clock.forward(minutes=1)
        for gate in (one, two, one):
            gate.sync()
            assert gate.names == ["Nguyễn Văn Thử"]
            assert not gate.lets_in(dan, OTHER)
        assert one.outcomes(dan)[0] == "disabled"

    def test_of_the_last_but_one_at_each_kiosk_leaves_a_supervisor(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        at = town.clock() + timedelta(seconds=1)
        one.store.staff.disable(dan, at, boss)
        two.store.staff.disable(boss, at, dan)
        town.clock.forward(minutes=1)
        for gate in (one, two, one, two):
            gate.sync()
            assert gate.names == ["Nguyễn Văn Thử"]
        assert two.lets_in(boss, BOSS)
        assert (two.outcomes(boss), two.outcomes(dan)) == (["last supervisor", "done"], ["disabled", "done"])
        assert list(two.changed()) == []

    def test_at_two_kiosks_at_the_same_moment_leaves_a_supervisor(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        one.store.staff.disable(dan, town.clock(), boss)
        two.store.staff.disable(boss, town.clock(), dan)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda gate: gate.sync(), gates))
        for gate in gates:
            gate.sync()
        assert len(one.names) == 1
        assert one.names == two.names


class TestAnotherCheckpoint:
    def test_hears_nothing_of_the_staff_of_the_one_before(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        two.store.staff.change_pin(dan, OTHER, town.clock(), boss)  # and the first one is not told any more
        elsewhere(town)
        moved(town, two, "HV-01", STRANGE)
        two.sync()
        assert two.sent == []
        assert two.ended == frozenset({boss, dan})
        assert two.names == []
        assert not two.lets_in(boss, BOSS)
        assert two.outcomes(boss)[0] == "elsewhere"
        added = two.store.staff.add("Lê Thị Mẫu", Role.SUPERVISOR, BOSS, town.clock())
        for _ in range(2):
            two.sync()
        assert two.sent == [added]
        assert two.names == ["Lê Thị Mẫu"]
        assert two.heard is not None
        assert [told.id for told in two.heard.staff] == [added]
        one.sync()
        assert one.names == ["Nguyễn Văn Thử", "Trần Văn Mẫu"]

    def test_and_back_again(self, town: Town, gates: tuple[Gate, Gate]) -> None:
        one, two = gates
        boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
        two.store.staff.disable(dan, town.clock(), boss)
        stranger = elsewhere(town)
        moved(town, two, "HV-01", STRANGE)
        two.sync()
        two.store.staff.add("Lê Thị Mẫu", Role.SUPERVISOR, BOSS, town.clock())
        two.sync()
        two.sent.clear()
        moved(town, two, stranger.checkpoint.code, one.device)
        two.sync()
        assert two.sent == [dan], "what was done here and not told is told after all"
        assert two.names == ["Nguyễn Văn Thử"]
        assert two.lets_in(boss, BOSS)


def test_a_kiosk_that_is_set_up_at_another_checkpoint_tells_it_nothing_of_the_one_before(
    town: Town, gates: tuple[Gate, Gate]
) -> None:
    two = gates[1]
    boss, dan = staffed(gates, Role.SUPERVISOR, town.clock())
    two.store.staff.change_pin(dan, OTHER, town.clock(), boss)
    stranger = elsewhere(town)
    moved(town, two, "HV-01", STRANGE)
    bring_staff(two.store, HandClock(), CheckpointAt(town.url))
    assert two.names == []
    there = town.ask("GET", f"/v1/checkpoints/{stranger.checkpoint.code}/staff", TOKEN).json()
    assert there == {"staff": []}


def moved(town: Town, gate: Gate, old: str, there: UUID) -> None:
    """Let a kiosk go, and let it join another checkpoint by a code made at a kiosk that is there."""
    assert town.ask("DELETE", f"/v1/checkpoints/{old}/devices/{gate.device}", TOKEN).status_code == 200
    town.enrolled(town.enrolment_code(there).code, gate.device)
