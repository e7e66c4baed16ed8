"""Forgetting everybody: nothing of them is left but what could not be sent, and the gate goes on."""

from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.desk.rows import RowFilter
from kiosk.screens import Referral
from kiosk.staff import Role
from kiosk.visits import Act
from local_store import wiping
from local_store.bulk import fill, synthetic_card
from local_store.connection import Connection
from local_store.forgotten import THOSE
from local_store.store import Store
from local_store.wiping import Wiping
from tests.local_store.declaring import CHILD, MAU, PHONE, THU, declare, filled
from tests.local_store.forgetting import ORDER, carried_out, everything_said, in_files, wipe
from tests.local_store.listing import CARD, INSURED, come, leave, numbers
from tests.local_store.opening import NOW, crossing, open_at

CANARIES = (
    "Thử",
    "nguyen van thu",
    "Mẫu",
    "Ẳng",
    "001090000001",
    "100000090100",
    "900000001",
    "4010000000004",
    "đường Mẫu",
    "người nhà",
)
TERMS = ("thu", "nguyen", "mau", "dang")


def send_all(store: Store) -> None:
    while items := store.outbox.next_batch(500):
        store.outbox.sent([item.id for item in items], NOW)


def a_day(store: Store) -> None:
    """People of every kind: with a card, declared, in a family, merged, corrected, referred, refused."""
    arrival = come(store, CARD)
    leave(store, arrival)
    come(store, INSURED)
    declare(store, filled(THU))
    declare(store, filled(MAU))
    declare(store, filled(CHILD))
    store.visits.refer(Referral.CHECK, arrival.person.id, NOW)
    store.visits.refuse_scan("qr", "unknown", "camera:0", NOW)


def test_of_what_was_sent_nothing_is_left_anywhere(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        a_day(store)
        send_all(store)
        said = everything_said(store.connection)
        assert [word for word in CANARIES if word.lower() not in said.lower()] == [], "else this could not fail"
        forgotten = wipe(store)
        assert (forgotten.removed, forgotten.kept) == (4, 0)
        said = everything_said(store.connection)
        assert [word for word in CANARIES if word.lower() in said.lower()] == []
        assert not set(TERMS) & set(said.splitlines())
        assert numbers(store) == numbers(store, which=RowFilter.REFERRED) == []
        assert store.visits.inside_now() == 0
        assert store.declarations.family(PHONE, ()) == []
        assert store.search.people("thu") == []
        assert store.damage() == []
        wal = tmp_path / "data" / "store" / "kiosk.db-wal"
        assert not wal.exists() or wal.stat().st_size == 0
    assert in_files(tmp_path, *CANARIES) == []


def test_red_a_wipe_that_leaves_the_sent_words_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def declarations_alone(connection: Connection, people: str, _asked: object, **_: object) -> None:
        connection.execute(f"DELETE FROM declarations WHERE person {THOSE}", people)  # noqa: S608 - ours

    monkeypatch.setattr(wiping, "forget_said", declarations_alone)
    monkeypatch.setattr(Wiping, "_forget_sent", lambda _wiping, _last: iter(()))
    with open_at(tmp_path) as store:
        a_day(store)
        send_all(store)
        wipe(store)
        said = everything_said(store.connection)
        assert [word for word in CANARIES if word in said] != []


def test_what_was_not_sent_is_kept_in_its_very_words_and_goes_when_it_is_sent(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        a_day(store)
        items = list(store.outbox.next_batch(100))
        assert wipe(store).kept == len(items) == 7
        assert list(store.outbox.next_batch(100)) == items
        said = everything_said(store.connection, unsent=False)
        assert [word for word in CANARIES if word.lower() in said.lower()] == []
        assert store.outbox.waiting() == 7
    with open_at(tmp_path) as store:
        assert list(store.outbox.next_batch(100)) == items
        store.outbox.refused(items[0].id, "refused: name", NOW)
        store.outbox.sent([item.id for item in items], NOW)
        assert store.outbox.body(items[1].id) is None, "sent, and gone"
        assert store.outbox.refused_count() == 1
        assert store.outbox.send_again(items[0].id)
        store.outbox.sent([items[0].id], NOW)
        assert store.connection.rows("SELECT sequence FROM outbox") == []
        assert store.connection.rows("SELECT sequence FROM forget_when_sent") == []
        assert (store.outbox.waiting(), store.outbox.refused_count()) == (0, 0)


def test_the_staff_stay_unless_they_are_to_go_too(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        store.staff.add("Nhân viên Mẫu", Role.SUPERVISOR, "719305", NOW)
        wipe(store)
        assert [one.name for one in store.staff.listed()] == ["Nhân viên Mẫu"]
        wipe(store, staff_too=True)
        assert list(store.staff.listed()) == []
        assert "Nhân viên" not in everything_said(store.connection)


def test_begun_again_after_it_was_cut_off_it_ends_as_well(tmp_path: Path) -> None:
    for steps in range(1, 12):
        folder = tmp_path / str(steps)
        with open_at(folder) as store:
            a_day(store)
            send_all(store)
            come(store, synthetic_card(3))
            under_way = Wiping(store.connection).steps(ORDER, NOW, staff_too=False)
            for _ in range(steps):
                next(under_way, None)
        with open_at(folder) as store:
            assert wipe(store).kept == 1
            said = everything_said(store.connection, unsent=False)
            assert [word for word in CANARIES if word.lower() in said.lower()] == []


def test_whoever_comes_in_between_is_recorded_and_told_of(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        arrivals = [come(store, synthetic_card(number)) for number in range(120)]
        send_all(store)
        steps = Wiping(store.connection).steps(ORDER, NOW, staff_too=False)
        next(steps)  # some are gone already, some are not
        left = [
            store.visits.record(crossing(synthetic_card(number), Act.CHECK_OUT, arrivals[number].id))[0]
            for number in (0, 119)
        ]
        new = come(store, synthetic_card(500))
        assert carried_out(steps).removed >= 70
        assert {item.id for item in store.outbox.next_batch(10)} == {*(visit.id for visit in left), new.id}
        assert new.sequence in numbers(store)
        assert store.visits.standing(synthetic_card(500)).inside is not None


def test_a_step_is_small_however_many_there_are(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        fill(store.connection, store.device.id, visits=3_000, people=1_000, end=NOW)
        steps = Wiping(store.connection).steps(UUID(int=9), NOW, staff_too=False)
        left = [(1_000, 3_000)]
        for _ in steps:
            people, said = store.connection.rows("SELECT (SELECT count(*) FROM people), count(*) FROM outbox")[0]
            left.append((people, said))
        assert left[-1] == (0, 1_000), "the unsent thousand stays"
        pairs = list(pairwise(left))
        assert max(before[0] - after[0] for before, after in pairs) <= wiping.AT_ONCE
        assert max(before[1] - after[1] for before, after in pairs) <= wiping.ROWS_AT_ONCE


def test_words_are_overwritten_again_afterwards(tmp_path: Path) -> None:
    def overwrites(store: Store) -> list[int]:
        return [
            store.connection.value(f"SELECT v FROM {index}_config WHERE k = 'secure-delete'")  # noqa: S608 - ours
            for index in ("names", "stay_words")
        ]

    with open_at(tmp_path) as store:
        a_day(store)
        assert overwrites(store) == [1, 1]
        steps = Wiping(store.connection).steps(ORDER, NOW, staff_too=False)
        next(steps)
        assert overwrites(store) == [0, 0]
    with open_at(tmp_path) as store:  # the power failed
        wipe(store)
        assert overwrites(store) == [1, 1]
