"""The staff of a checkpoint agree on every kiosk, whoever was changed where, and nobody is lost."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.checkpoint.staff_merging import merged
from kiosk.desk.ports import StaffDesk
from kiosk.errand_ports import PinVerdict
from kiosk.staff import Role
from kiosk.wire.checkpoint_messages import StaffList, StaffSaid
from local_store import audit
from local_store.pins import Hashing
from local_store.staff import Role as RoleOfTheStore
from local_store.staff import StaffRefused
from local_store.staff_sync import Merged
from local_store.store import Store
from tests.fakes import HandClock
from tests.local_store.opening import NOW, open_at
from tests.local_store.test_staff import PIN, WRONG, with_cheap

OTHER = "280735"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(store: Store) -> Store:
    return with_cheap(store, Hashing())


def said(staff: UUID | None = None, *, pin: str = OTHER, **others: object) -> StaffSaid:
    made = StaffSaid(
        id=staff or uuid4(), name="Trần Thị Mẫu", role="attendant", pin=Hashing().hashed(pin), changed_at=LATER
    )
    return made.model_copy(update=others)


class Centre:
    """The other end: makes one account of each, as it promises."""

    def __init__(self) -> None:
        self.staff: tuple[StaffSaid, ...] = ()

    def hear(self, changed: Sequence[StaffSaid]) -> StaffList:
        self.staff = merged(self.staff, changed)
        return StaffList(staff=self.staff)


def sync(store: Store, centre: Centre) -> Merged:
    sent = list(store.staff_sync.changed())
    return store.staff_sync.told(sent, centre.hear(sent), NOW)


class TestAtTheDesk:
    def test_it_is_the_port(self, desk: Store) -> None:
        staff: StaffDesk = desk.staff
        assert list(staff.listed()) == []
        assert RoleOfTheStore is Role

    def test_each_change_says_who_did_it(self, desk: Store) -> None:
        boss = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        other = desk.staff.add("Trần Thị Mẫu", Role.ATTENDANT, OTHER, NOW, boss)
        desk.staff.change_pin(other, "719305", NOW, boss)
        desk.staff.disable(other, NOW, boss)
        desk.staff.signed_out(boss, "idle", NOW)
        lines = [line for _, line in audit.lines(desk.connection)][::-1]
        assert [(one.staff, one.what, one.purpose, one.subject) for one in lines] == [
            (None, "staff added", "supervisor", boss),
            (boss, "staff added", "attendant", other),
            (boss, "pin changed", "", other),
            (boss, "staff disabled", "", other),
            (boss, "signed out", "idle", None),
        ]
        assert dict(desk.staff.names()) == {boss: "Nguyễn Văn Thử", other: "Trần Thị Mẫu"}

    def test_the_last_supervisor_stays(self, desk: Store) -> None:
        boss = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        attendant = desk.staff.add("Trần Thị Mẫu", Role.ATTENDANT, OTHER, NOW)
        with pytest.raises(StaffRefused, match="last supervisor"):
            desk.staff.disable(boss, NOW)
        desk.staff.disable(attendant, NOW)
        second = desk.staff.add("Lê Văn Mẫu", Role.SUPERVISOR, OTHER, NOW)
        desk.staff.disable(boss, NOW)
        assert [one.id for one in desk.staff.listed()] == [second]

    def test_ones_own_pin_is_changed_by_whoever_knows_it(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        assert desk.staff.change_own_pin(thu, WRONG, OTHER, NOW) == PinVerdict(False, 4, 0.0)
        assert desk.staff.check(thu, PIN, NOW, "sign_in").right
        assert desk.staff.change_own_pin(thu, PIN, OTHER, NOW).right
        assert desk.staff.check(thu, OTHER, NOW, "sign_in").right
        assert not desk.staff.check(thu, PIN, NOW, "sign_in").right
        changed = next(line for _, line in audit.lines(desk.connection) if line.what == "pin changed")
        assert (changed.staff, changed.subject) == (thu, thu)

    @pytest.mark.parametrize("new", ["123456", "12345", PIN])
    def test_a_new_pin_that_is_not_taken_costs_no_try(self, desk: Store, new: str) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        with pytest.raises(StaffRefused):
            desk.staff.change_own_pin(thu, PIN, new, NOW)
        assert desk.staff.check(thu, WRONG, NOW, "sign_in").tries_left == 4

    def test_a_kept_pin_takes_the_work_it_should(self, store: Store) -> None:
        thu = store.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        kept = store.connection.value("SELECT pin FROM staff WHERE id = ?", thu.bytes)
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    def test_the_second_lock_is_longer_after_a_restart_with_the_clock_set_back(self, tmp_path: Path) -> None:
        clock = HandClock()
        with open_at(tmp_path) as opened:
            store = with_cheap(opened, clock=clock)
            thu = store.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
            for _ in range(5):
                store.staff.check(thu, WRONG, NOW, "sign_in")
            clock.turn(300)
            assert [store.staff.check(thu, WRONG, NOW, "sign_in").locked_seconds for _ in range(5)][-1] == 600
        with open_at(tmp_path) as opened:
            store = with_cheap(opened)
            assert store.staff.check(thu, PIN, NOW - timedelta(days=400), "sign_in") == PinVerdict(False, 0, 600.0)


class TestWithTheCentre:
    def test_what_was_changed_here_is_told_once(self, desk: Store) -> None:
        centre = Centre()
        thu = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        assert sync(desk, centre) == Merged()
        assert [one.name for one in centre.staff] == ["Nguyễn Văn Thử"]
        assert desk.staff_sync.changed() == []
        desk.staff.change_pin(thu, OTHER, NOW)
        assert [one.id for one in desk.staff_sync.changed()] == [thu]

    def test_a_change_made_while_the_centre_was_being_told_is_told_next(self, desk: Store) -> None:
        centre = Centre()
        thu = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        sent = list(desk.staff_sync.changed())
        desk.staff.change_pin(thu, OTHER, NOW)
        desk.staff_sync.told(sent, centre.hear(sent), NOW)
        assert [one.id for one in desk.staff_sync.changed()] == [thu]
        assert desk.staff.check(thu, OTHER, NOW, "sign_in").right

    def test_somebody_of_another_kiosk_may_sign_in_here(self, desk: Store) -> None:
        new = said()
        assert desk.staff_sync.told([], StaffList(staff=(new,)), NOW) == Merged(changed=frozenset({new.id}))
        assert [(one.id, one.name, one.role) for one in desk.staff.listed()] == [(new.id, new.name, new.role)]
        assert desk.staff.check(new.id, OTHER, NOW, "sign_in").right
        assert desk.staff_sync.changed() == []

    def test_whoever_the_centre_disabled_is_ended_here(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        gone = said(thu, name="Nguyễn Văn Thử", disabled=True)
        merged = desk.staff_sync.told([], StaffList(staff=(gone,)), NOW)
        assert merged.ended == {thu}
        assert not desk.staff.check(thu, PIN, NOW, "sign_in").right
        assert not desk.staff.check(thu, OTHER, NOW, "sign_in").right
        assert desk.staff_sync.told([], StaffList(staff=(gone,)), NOW) == Merged(), "told twice changes nothing"

    def test_a_new_pin_from_the_centre_ends_a_lock(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        for _ in range(5):
            desk.staff.check(thu, WRONG, NOW, "sign_in")
        desk.staff_sync.told([], StaffList(staff=(said(thu),)), NOW)
        assert desk.staff.check(thu, OTHER, NOW, "sign_in").right

    def test_a_new_name_from_the_centre_does_not_end_a_lock(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        for _ in range(5):
            desk.staff.check(thu, WRONG, NOW, "sign_in")
        [ours] = desk.staff_sync.changed()
        renamed = ours.model_copy(update={"name": "Nguyễn Thử", "changed_at": LATER})
        desk.staff_sync.told([], StaffList(staff=(renamed,)), NOW)
        assert desk.staff.listed()[0].name == "Nguyễn Thử"
        assert desk.staff.check(thu, PIN, NOW, "sign_in").locked_seconds == 300

    def test_an_older_word_of_the_centre_changes_nothing_and_ours_is_told(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        old = said(thu, changed_at=NOW - timedelta(days=1))
        assert desk.staff_sync.told([], StaffList(staff=(old,)), NOW) == Merged()
        assert desk.staff.check(thu, PIN, NOW, "sign_in").right
        assert [one.id for one in desk.staff_sync.changed()] == [thu]

    def test_a_clock_that_was_a_year_ahead_does_not_freeze_anybody(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW + timedelta(days=365))
        desk.staff.change_pin(thu, OTHER, NOW)
        [ours] = desk.staff_sync.changed()
        assert ours.changed_at > NOW + timedelta(days=365)

    def test_a_centre_that_was_set_back_to_before_a_dismissal_is_told_of_it(self, desk: Store) -> None:
        desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        dan = desk.staff.add("Trần Văn Mẫu", Role.ATTENDANT, OTHER, NOW)
        centre = Centre()
        sync(desk, centre)
        before = centre.staff
        desk.staff.disable(dan, NOW)
        sync(desk, centre)
        desk.staff_sync.told([], StaffList(staff=before), NOW)
        assert not desk.staff.check(dan, OTHER, NOW, "sign_in").right
        assert [(one.id, one.disabled) for one in desk.staff_sync.changed()] == [(dan, True)]

    def test_ones_own_dismissals_leave_a_supervisor_where_the_centre_dismissed_the_other(self, desk: Store) -> None:
        bosses = [desk.staff.add(f"Mẫu {letter} Thử", Role.SUPERVISOR, PIN, NOW) for letter in "AB"]
        centre = Centre()
        sync(desk, centre)
        elsewhere = [one.model_copy(update={"disabled": one.id == bosses[0]}) for one in centre.staff]
        desk.staff.disable(bosses[1], NOW)
        desk.staff_sync.told([], StaffList(staff=tuple(elsewhere)), NOW)
        assert [one.id for one in desk.staff.listed()] == [bosses[1]]
        assert list(desk.staff_sync.changed()) == []

    def test_a_hash_that_the_centre_does_not_take_holds_up_nobody(self, store: Store) -> None:
        with_cheap(store).staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        mau = store.staff.add("Trần Thị Mẫu", Role.ATTENDANT, OTHER, NOW)
        assert [one.id for one in store.staff_sync.changed()] == [mau]

    def test_a_centre_that_forgot_is_told_again(self, desk: Store) -> None:
        desk.staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, NOW)
        sync(desk, Centre())
        assert desk.staff_sync.changed() == []
        desk.staff_sync.told([], StaffList(staff=()), NOW)
        assert len(desk.staff_sync.changed()) == 1

    @pytest.mark.parametrize(
        "pin",
        [
            "$argon2id$",
            Hashing(memory=8, passes=1).hashed(OTHER),
            Hashing().nobodys.replace("t=2", "t=1"),
            Hashing().nobodys.replace("m=19456", "m=262144"),
            Hashing().nobodys.replace("p=1", "p=16"),
        ],
        ids=["broken", "little memory", "one pass", "much memory", "many lanes"],  # the salt is another each time
    )
    def test_a_pin_that_cannot_be_checked_lets_nobody_in_and_locks_nobody_out(self, desk: Store, pin: str) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        new = uuid4()
        answer = StaffList(staff=(said(thu).model_copy(update={"pin": pin}), said(new).model_copy(update={"pin": pin})))
        assert desk.staff_sync.told([], answer, NOW).unusable == {thu, new}
        assert desk.staff_sync.told([], answer, NOW) == Merged(), "and is not taken again every minute"
        assert desk.staff.check(thu, PIN, NOW, "sign_in").right
        assert not desk.staff.check(new, OTHER, NOW, "sign_in").right

    def test_nothing_of_a_pin_is_in_a_repr_or_in_the_audit_log(self, desk: Store) -> None:
        new = said()
        desk.staff_sync.told([], StaffList(staff=(new,)), NOW)
        assert "argon2" not in repr(new)
        assert "argon2" not in repr(desk.connection.rows("SELECT * FROM audit"))

    def test_staff_of_before_this_version_is_told(self, desk: Store) -> None:
        thu = desk.staff.add("Nguyễn Văn Thử", Role.ATTENDANT, PIN, NOW)
        desk.connection.execute("DELETE FROM staff_changes")
        assert [(one.id, one.changed_at) for one in desk.staff_sync.changed()] == [(thu, NOW)]


@pytest.mark.parametrize("seed", range(3))
def test_two_kiosks_agree_in_the_end_whatever_was_done_where(tmp_path: Path, seed: int) -> None:
    dice, centre, moment = random.Random(seed), Centre(), NOW
    with open_at(tmp_path / "one") as one, open_at(tmp_path / "two") as two:
        kiosks = [with_cheap(one, Hashing()), with_cheap(two, Hashing())]
        kiosks[0].staff.add("Nguyễn Văn Thử", Role.SUPERVISOR, PIN, moment)
        for number in range(40):
            moment += timedelta(seconds=dice.randint(0, 90))
            store = dice.choice(kiosks)
            listed = store.staff.listed()
            try:
                match dice.choice(("add", "pin", "disable", "sync", "sync")):
                    case "add":
                        store.staff.add(f"Mẫu {number:02d} Thử", dice.choice(list(Role)), PIN, moment)
                    case "pin" if listed:
                        store.staff.change_pin(dice.choice(listed).id, dice.choice((PIN, OTHER)), moment)
                    case "disable" if listed:
                        store.staff.disable(dice.choice(listed).id, moment)
                    case "sync":
                        sync(store, centre)
            except StaffRefused:
                continue
        for store in (*kiosks, *kiosks):
            sync(store, centre)
        theirs = sorted((said_.id, said_.pin, said_.disabled) for said_ in centre.staff)
        for store in kiosks:
            assert store.staff_sync.changed() == []
            rows = store.connection.rows("SELECT id, pin, disabled_at IS NOT NULL FROM staff")
            assert sorted((UUID(bytes=row[0]), row[1], bool(row[2])) for row in rows) == theirs
        assert len(theirs) > 3
        assert any(not one.disabled for one in centre.staff if one.role == Role.SUPERVISOR.value)
