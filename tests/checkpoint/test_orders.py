"""Carrying out what the centre orders, whatever gets lost on the way: with a real store and time turned by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkpoint.orders import SENDING_SECONDS
from kiosk.errors import ServerUnreachable, StoreError
from kiosk.staff import Role
from kiosk.wire.faults import CentreRefused
from kiosk.wire.signing import SigningKey
from local_store.bulk import synthetic_card
from tests.checkpoint.ordered_kiosk import Kiosk, order
from tests.local_store.forgetting import everything_said
from tests.local_store.listing import INSURED, come

WIPE, ROLL = order("wipe"), order("roll_key")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path)
    yield made
    made.store.close()


def people(kiosk: Kiosk) -> int:
    return int(kiosk.store.connection.value("SELECT count(*) FROM people"))


class TestWhen:
    def test_an_order_is_begun_within_a_minute(self, kiosk: Kiosk) -> None:
        come(kiosk.store)
        kiosk.orders.start()
        for seconds in range(0, 300, 7):  # whenever it is given
            kiosk.background.pass_time(seconds % 31)
            one = order("wipe", seconds)
            come(kiosk.store, synthetic_card(seconds))
            kiosk.centre.open.append(one)
            kiosk.background.pass_time(60)
            assert people(kiosk) == 0

    def test_soon_is_at_once(self, kiosk: Kiosk) -> None:
        kiosk.orders.start()
        kiosk.centre.open.append(order("dance"))
        kiosk.orders.soon()
        assert kiosk.centre.last(order("dance")).outcome == "failed"

    def test_an_older_centre_is_left_alone(self, kiosk: Kiosk) -> None:
        kiosk.centre.fault = CentreRefused("HTTP 404", 404, problem=True)
        kiosk.orders.start()
        kiosk.background.pass_time(86_400)
        assert kiosk.centre.asked == pytest.approx(46, abs=3)


class TestWipe:
    def test_what_is_unsent_is_sent_first(self, kiosk: Kiosk) -> None:
        for number in range(5):
            come(kiosk.store, synthetic_card(number))
        kiosk.told(WIPE)
        answer = kiosk.centre.last(WIPE)
        assert (answer.outcome, answer.removed, answer.kept) == ("done", 5, 0)
        assert kiosk.store.connection.value("SELECT count(*) FROM outbox") == 0
        assert [one.kind for one in kiosk.forgotten] == ["wipe"]
        assert kiosk.outgoing.hurried == 5

    def test_what_the_centre_does_not_take_is_kept_and_waited_for_no_longer_than_a_minute(self, kiosk: Kiosk) -> None:
        come(kiosk.store)
        kiosk.outgoing.takes = False
        kiosk.told(WIPE, seconds=SENDING_SECONDS - 2)
        assert people(kiosk) == 1
        kiosk.background.pass_time(4)
        answer = kiosk.centre.last(WIPE)
        assert (answer.outcome, answer.removed, answer.kept) == ("done", 1, 1)
        assert "encrypted" in answer.detail
        assert kiosk.store.outbox.waiting() == 1
        kiosk.outgoing.takes = True
        kiosk.outgoing.hurry()
        assert "Thử" not in everything_said(kiosk.store.connection)

    def test_a_revoked_kiosk_sends_nothing_and_forgets_its_staff_too(self, kiosk: Kiosk) -> None:
        come(kiosk.store)
        kiosk.store.staff.add("Nhân viên Mẫu", Role.SUPERVISOR, "719305", kiosk.clock.now())
        kiosk.centre.let_in = False
        kiosk.told(WIPE, seconds=2)
        answer = kiosk.centre.last(WIPE)
        assert (answer.outcome, answer.kept) == ("done", 1)
        assert kiosk.outgoing.hurried == 0
        assert list(kiosk.store.staff.listed()) == []

    @pytest.mark.parametrize("barred", [False, True])
    def test_where_nobody_answers_what_was_found_last_counts(self, kiosk: Kiosk, *, barred: bool) -> None:
        kiosk.store.staff.add("Nhân viên Mẫu", Role.SUPERVISOR, "719305", kiosk.clock.now())
        kiosk.centre.mute, kiosk.outgoing.shut_out = True, barred
        kiosk.told(WIPE)
        assert kiosk.centre.last(WIPE).outcome == "done"
        assert len(kiosk.store.staff.listed()) == (0 if barred else 1)

    def test_a_damaged_store_beside_it_is_told_of(self, kiosk: Kiosk) -> None:
        (kiosk.folder / "data" / "damaged-20261121T030405Z").mkdir()
        kiosk.told(WIPE)
        assert kiosk.centre.last(WIPE).detail == "Damaged stores that lie beside it, encrypted: 1."

    def test_of_one_that_is_let_in_the_staff_stay(self, kiosk: Kiosk) -> None:
        kiosk.store.staff.add("Nhân viên Mẫu", Role.SUPERVISOR, "719305", kiosk.clock.now())
        kiosk.told(WIPE)
        assert len(kiosk.store.staff.listed()) == 1

    def test_files_with_people_in_them_go_too(self, kiosk: Kiosk) -> None:
        exports = kiosk.folder / "exports"
        exports.mkdir()
        (exports / "so-tan-2026-11-23-0800.pdf").write_bytes(b"%PDF")
        (exports / "mine.txt").write_text("mine")
        kiosk.told(WIPE)
        assert [file.name for file in exports.iterdir()] == ["mine.txt"]

    def test_a_visitor_in_the_middle_of_it_is_recorded(self, kiosk: Kiosk) -> None:
        for number in range(200):
            come(kiosk.store, synthetic_card(number))
        kiosk.centre.let_in = False
        kiosk.centre.open.append(WIPE)
        kiosk.orders.start()
        kiosk.background.pass_time(0.015)
        assert 0 < people(kiosk) < 200, "it is under way"
        visit = come(kiosk.store, synthetic_card(500))
        kiosk.background.pass_time(10)
        assert kiosk.centre.last(WIPE).outcome == "done"
        assert people(kiosk) == 1
        assert kiosk.store.outbox.body(visit.id) is not None


class TestToldAgain:
    def test_an_order_whose_answer_was_lost_is_answered_again_and_not_done_again(self, kiosk: Kiosk) -> None:
        come(kiosk.store)
        kiosk.centre.deaf = True
        kiosk.told(WIPE)
        assert people(kiosk) == 0
        kiosk.restart()
        come(kiosk.store, INSURED)  # came after it
        kiosk.centre.deaf = False
        kiosk.told()
        answer = kiosk.centre.last(WIPE)
        assert (answer.outcome, answer.removed) == ("done", 1)
        assert people(kiosk) == 1, "who came since is no part of it"

    @pytest.mark.parametrize("steps", range(1, 8))
    def test_cut_off_anywhere_it_goes_on_after_a_restart(self, kiosk: Kiosk, steps: int) -> None:
        for number in range(120):
            come(kiosk.store, synthetic_card(number))
        kiosk.centre.let_in = False
        under_way = kiosk.people.wipe(WIPE.id, staff_too=True)
        for _ in range(steps):
            next(under_way, None)
        kiosk.restart()
        kiosk.told(WIPE)
        answer = kiosk.centre.last(WIPE)
        assert (answer.outcome, answer.kept) == ("done", 120)
        assert people(kiosk) == 0
        assert "Văn" not in everything_said(kiosk.store.connection, unsent=False)

    def test_two_at_once_are_carried_out_one_after_the_other_and_each_once(self, kiosk: Kiosk) -> None:
        visit = come(kiosk.store)
        erase = order("erase", 1, visit.person.id)
        kiosk.told(erase, WIPE, erase, seconds=100)
        assert [one for one, said in kiosk.centre.answers if said.outcome == "done"] == [WIPE.id, erase.id]
        assert kiosk.centre.last(erase).removed == 1
        assert kiosk.centre.open == []

    def test_one_that_is_not_known_is_answered_in_a_sentence_and_told_of_once(self, kiosk: Kiosk) -> None:
        strange, roll = order("dance"), order("erase", 9)
        kiosk.told(strange, roll, seconds=600)
        assert [(one, said.outcome) for one, said in kiosk.centre.answers] == [
            (strange.id, "failed"),
            (roll.id, "done"),
        ]
        assert kiosk.centre.last(strange).detail.endswith(".")

    def test_a_store_that_fails_is_tried_again(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        come(kiosk.store)
        kiosk.centre.let_in = False
        with monkeypatch.context() as broken:

            def full(*_: object, **__: object) -> None:
                raise StoreError("The disk is full.")

            broken.setattr("local_store.wiping.forget_said", full)
            kiosk.told(WIPE)
            answer = kiosk.centre.last(WIPE)
            assert (answer.outcome, answer.detail) == ("failed", "StoreError: it is tried again.")
            assert people(kiosk) == 1
        kiosk.background.pass_time(62)
        assert kiosk.centre.last(WIPE).outcome == "done"

    def test_a_centre_that_is_away_is_asked_again(self, kiosk: Kiosk) -> None:
        come(kiosk.store)
        kiosk.centre.fault = ServerUnreachable("nobody answers")
        kiosk.told(WIPE, seconds=3_600)
        kiosk.centre.fault = None
        kiosk.background.pass_time(700)
        assert kiosk.centre.last(WIPE).outcome == "done"


class TestErase:
    def test_those_people_and_nobody_else(self, kiosk: Kiosk) -> None:
        theirs, other = come(kiosk.store), come(kiosk.store, INSURED)
        kiosk.store.outbox.sent([theirs.id, other.id], kiosk.clock.now())
        one = order("erase", 1, theirs.person.id)
        kiosk.told(one)
        assert (kiosk.centre.last(one).outcome, kiosk.centre.last(one).removed) == ("done", 1)
        said = everything_said(kiosk.store.connection)
        assert "Thử" not in said
        assert "Ẳng" in said
        assert kiosk.store.visits.inside_now() == 2

    def test_it_is_over_only_when_nothing_is_left(self, kiosk: Kiosk) -> None:
        visit = come(kiosk.store)
        one = order("erase", 1, visit.person.id)
        kiosk.outgoing.takes = False
        kiosk.told(one, seconds=600)
        answer = kiosk.centre.last(one)
        assert (answer.outcome, answer.removed, answer.kept) == ("failed", 1, 1)
        assert "not sent yet" in answer.detail
        assert len(kiosk.centre.answers) == 1, "the same is said once, however often it is told again"
        kiosk.store.outbox.sent([visit.id], kiosk.clock.now())
        kiosk.background.pass_time(62)
        answer = kiosk.centre.last(one)
        assert (answer.outcome, answer.removed, answer.kept) == ("done", 1, 0)


class TestKey:
    def test_rolled_as_ordered(self, kiosk: Kiosk) -> None:
        keys = kiosk.store.device_keys
        keys.accepted(keys.fresh())
        old = keys.current()
        kiosk.told(ROLL)
        assert kiosk.centre.last(ROLL).outcome == "done"
        assert keys.current() == kiosk.centre.known != old
        assert keys.pending() is None

    @pytest.mark.parametrize("reached", [False, True])
    def test_after_a_power_cut_in_the_middle_the_centre_says_which_counts(self, kiosk: Kiosk, *, reached: bool) -> None:
        kiosk.centre.known = kiosk.store.device_keys.fresh()
        kiosk.store.device_keys.accepted(kiosk.centre.known)
        old, fresh = kiosk.centre.known, kiosk.store.device_keys.fresh()
        if reached:
            kiosk.centre.known = fresh
        kiosk.restart()
        kiosk.told(ROLL)
        assert kiosk.centre.last(ROLL).outcome == "done"
        assert kiosk.store.device_keys.current() == kiosk.centre.known != old
        assert kiosk.store.device_keys.pending() is None

    def test_a_lost_reply_is_made_good_by_itself(self, kiosk: Kiosk) -> None:
        keys = kiosk.store.device_keys
        kiosk.centre.known = keys.fresh()
        keys.accepted(kiosk.centre.known)
        new = keys.fresh()
        kiosk.centre.known = new  # and the power failed before it was said
        kiosk.centre.fault = ServerUnreachable("nobody answers")
        kiosk.orders.start()
        assert keys.pending() == new
        kiosk.centre.fault = None
        kiosk.background.pass_time(62)
        assert (keys.current(), keys.pending()) == (new, None)

    def test_a_key_that_is_not_known_is_no_reason_for_another(self, kiosk: Kiosk) -> None:
        keys = kiosk.store.device_keys
        keys.accepted(keys.fresh())
        mine, kiosk.centre.known = keys.current(), SigningKey.generate()
        kiosk.told(seconds=600)
        assert (keys.current(), keys.pending()) == (mine, None)

    def test_a_kiosk_without_a_key_says_so(self, kiosk: Kiosk) -> None:
        kiosk.told(ROLL)
        assert kiosk.centre.last(ROLL).outcome == "failed"
        assert kiosk.store.device_keys.pending() is None

    def test_a_key_made_for_joining_is_left_to_it(self, kiosk: Kiosk) -> None:
        fresh = kiosk.store.device_keys.fresh()
        kiosk.orders.start()
        assert (kiosk.store.device_keys.current(), kiosk.store.device_keys.pending()) == (None, fresh)
